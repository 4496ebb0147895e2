"""Icons of a layer: small pictures of its own, carried along by what they stand for."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from pathlib import Path

from kgraph.documents.located import Located
from kgraph.errors import InputError

BEGINNING = "icons/"
CARRIED = "data:image/png;base64,"
MAX_BYTES = 30_000
MAX_SIDE = 512
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def with_own_icon(root: Located, path: Path, folder: Path) -> Located:
    """An entry with its icon in it, where that is a picture of the layer. InputError for one that
    is not there, is no PNG, or is large.
    """
    item = root.value.get("icon")
    text = (item.text or "") if item is not None else ""
    if not text.startswith((BEGINNING, CARRIED)):
        return root
    spot = f"{path}:{item.line}"
    picture = _picture(text, folder, spot)
    _refuse_unfit(picture, spot)
    carried = CARRIED + base64.b64encode(picture).decode("ascii")
    return replace(root, value={**root.value, "icon": Located(carried, item.line)})


def _picture(text: str, folder: Path, spot: str) -> bytes:
    if text.startswith(CARRIED):
        try:
            return base64.b64decode(text.removeprefix(CARRIED), validate=True)
        except binascii.Error:
            raise InputError.one(spot, "is no picture", "name a file below icons/") from None
    file = folder / text
    inside = ".." not in file.parts and file.is_file()
    if not inside:
        what = f"there is no picture '{text}' in the layer"
        raise InputError.one(spot, what, "put it there, or write 'badge'")
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _refuse_unfit(picture: bytes, spot: str) -> None:
    if len(picture) > MAX_BYTES:
        raise InputError.one(
            spot, f"its icon is larger than {MAX_BYTES:,} bytes", "make it smaller"
        )
    if not picture.startswith(_PNG):
        raise InputError.one(spot, "its icon is no PNG", "convert it")
    sides = (int.from_bytes(picture[start : start + 4]) for start in (16, 20))
    if max(sides) > MAX_SIDE:
        what = f"its icon is more than {MAX_SIDE} pixels wide or high"
        raise InputError.one(spot, what, "make it smaller")
