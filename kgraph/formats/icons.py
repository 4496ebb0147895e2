"""Icons: the pictures that the `diagrams` package carries, small enough to be embedded."""

from __future__ import annotations

import base64
import io
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SIZE = 64
"""Pixels of an embedded icon; shown at half of that, so that it stays sharp on dense screens."""
_PNG = "iVBOR"
"""How every PNG begins in base64."""


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
    return (folder() / f"{name}.png").is_file()


@cache
def png_base64(
    name: str, cache_folder: Path | None, *, size: int = SIZE, grey: bool = False
) -> str:
    """The icon as base64 of a small PNG; kept in the cache folder, if any: shrinking takes time."""
    source = folder() / f"{name}.png"
    kept = cache_folder / _kept_as(name, size, grey) if cache_folder else None
    text = _read(kept, source) if kept is not None else ""
    if not text:
        text = base64.b64encode(_shrunk(source, size, grey)).decode("ascii")
        if kept is not None:
            _keep(kept, text)
    return text


def _kept_as(name: str, size: int, grey: bool) -> str:
    shelf = f"icons-{size}-grey" if grey else f"icons-{size}"
    return f"{shelf}/{name.replace('/', '--')}.b64"


def _read(kept: Path, source: Path) -> str:
    """What was kept of an icon, if it is sound and not older than the icon; else nothing."""
    try:
        if kept.stat().st_mtime < source.stat().st_mtime:
            return ""
        text = kept.read_text("ascii")
    except OSError:
        return ""
    return text if text.startswith(_PNG) else ""


def _shrunk(path: Path, size: int, grey: bool) -> bytes:
    from PIL import Image

    with Image.open(path) as opened:
        image = opened.convert("RGBA")
        if grey:
            image = image.convert("LA").convert("RGBA")
        image.thumbnail((size, size), Image.Resampling.LANCZOS)
        square = Image.new("RGBA", (size, size), (0, 0, 0, 0))
        square.paste(image, ((size - image.width) // 2, (size - image.height) // 2))
        out = io.BytesIO()
        square.quantize(128, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
        return out.getvalue()


def _keep(path: Path, text: str) -> None:
    temporary = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, "ascii")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
