"""How wide text is in the font that pictures use, and how it is broken into lines."""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
UNKNOWN = 0.6
WIDE = 1.0


@cache
def _widths() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads((FONTS / "widths.json").read_text("utf-8"))
    return loaded


def width(text: str, size: float, *, weight: str = "regular") -> float:
    """The width of a line in points.

    Letters the font lacks count as wide where East Asian scripts set them so.
    """
    return size * _units(text, weight)


@lru_cache(20_000)
def _units(text: str, weight: str) -> float:
    """The width of a line for a size of one point."""
    table = _widths()[weight]
    return sum(table.get(letter) or _foreign(letter) for letter in text)


def _foreign(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else UNKNOWN


def in_font(text: str) -> bool:
    """Whether the shipped font has every letter of the text."""
    table = _widths()["regular"]
    return all(letter in table or letter.isspace() for letter in text)


def wrap(
    text: str, limit: float, size: float, *, weight: str = "regular", lines: int = 2
) -> tuple[str, ...]:
    """The text in at most `lines` lines no wider than `limit`.

    What does not fit ends in an ellipsis.
    """
    full: list[str] = []
    words = text.split()
    while words and len(full) < lines:
        line, used = words[0], 1
        while used < len(words) and width(f"{line} {words[used]}", size, weight=weight) <= limit:
            line = f"{line} {words[used]}"
            used += 1
        words = words[used:]
        full.append(line)
    if words and full:
        full[-1] = f"{full[-1]} {' '.join(words)}"
    return tuple(shorten(line, limit, size, weight=weight) for line in full)


def shorten(text: str, limit: float, size: float, *, weight: str = "regular") -> str:
    """The text, cut with an ellipsis where it is wider than `limit`."""
    if width(text, size, weight=weight) <= limit:
        return text
    kept = text
    while kept and width(kept + "…", size, weight=weight) > limit:
        kept = kept[:-1]
    return kept.rstrip() + "…"
