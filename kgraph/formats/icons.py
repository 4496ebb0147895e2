"""Icons: the pictures that the `diagrams` package carries, small enough to be embedded."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from kgraph.documents import caches

SIZE = 64
"""Pixels of an embedded icon; shown at half of that, so that it stays sharp on dense screens."""
CARRIED = "data:image/png;base64,"
"""How an icon begins that is carried as a picture, not named."""
KEEP = 4000
"""How many small icons are kept: more than there are icons."""


@cache
def folder() -> Path:
    """The folder of icons, which lies beside the `diagrams` package."""
    spec = find_spec("diagrams")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "the diagrams package, whose icons pictures use, is not installed"
        )
    return Path(spec.origin).parent.parent / "resources"


@cache
def exists(name: str) -> bool:
    """Whether there is an icon of that name, such as ``gcp/network/cdn``."""
    return name.startswith(CARRIED) or (folder() / f"{name}.png").is_file()


@cache
def png_base64(name: str, *, size: int = SIZE, grey: bool = False) -> str:
    """The icon as base64 of a small PNG; kept between commands, since shrinking takes time."""
    original = _original(name)
    kept_as = _kept_as(name, original, size, grey)
    small = caches.read(kept_as)
    if small is None:
        small = _shrunk(original, size, grey)
        caches.keep(kept_as, small, most=KEEP)
    return base64.b64encode(small).decode("ascii")


def _original(name: str) -> bytes:
    """The picture of that name, or the one that is carried in its place."""
    if name.startswith(CARRIED):
        return base64.b64decode(name.removeprefix(CARRIED))
    return (folder() / f"{name}.png").read_bytes()


def _kept_as(name: str, original: bytes, size: int, grey: bool) -> str:
    """A name that changes with everything that decides what the small icon looks like."""
    made_of = hashlib.sha256(_maker() + original).hexdigest()[:16]
    look = f"{size}-grey" if grey else str(size)
    called = "own" if name.startswith(CARRIED) else name.replace("/", "--")
    return f"icon-{called}-{look}-{made_of}.png"


@cache
def _maker() -> bytes:
    """What shrinks icons: this code and its library."""
    return Path(__file__).read_bytes() + metadata.version("pillow").encode()


def _shrunk(original: bytes, size: int, grey: bool) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(original)) as opened:
        image = opened.convert("RGBA")
        if grey:
            image = image.convert("LA").convert("RGBA")
        image.thumbnail((size, size), Image.Resampling.LANCZOS)
        square = Image.new("RGBA", (size, size), (0, 0, 0, 0))
        square.paste(image, ((size - image.width) // 2, (size - image.height) // 2))
        out = io.BytesIO()
        square.quantize(128, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
        return out.getvalue()
