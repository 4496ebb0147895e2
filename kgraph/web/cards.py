"""The pictures on the cards of the start page, made before: a first visit assembles nothing.

``python tests/cards.py`` makes them anew.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("thumbnails")
INDEX = FOLDER / "index.json"
"""Of which text each example's pictures are, by the hash of that."""


def picture(id: str, text: str, theme: str) -> Path | None:
    """The picture of an example in a theme; None where there is none of this text."""
    found = file(id, theme)
    return found if _index().get(id) == stamp(text) and found.is_file() else None


def file(id: str, theme: str) -> Path:
    """Where the picture of an example in a theme stands."""
    return FOLDER / f"{id}-{theme}.png"


def stamp(text: str) -> str:
    """What says of which text a picture is."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _index() -> dict[str, str]:
    found: dict[str, str] = json.loads(INDEX.read_text("utf-8")) if INDEX.is_file() else {}
    return found
