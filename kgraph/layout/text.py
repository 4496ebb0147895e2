"""How wide text is in the font that pictures use, and how it is broken into lines."""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from kgraph.layout import breaking

FONTS = Path(__file__).parent / "fonts"
UNKNOWN = 0.6
WIDE = 1.0
ELLIPSIS = "…"
HAIR = 1e-9
"""What sums of the same widths in another order may differ by."""


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


def carried(letter: str) -> bool:
    """Whether the small font that pictures carry has a letter."""
    return letter in _widths()["regular"]


def in_font(letter: str) -> bool:
    """Whether the whole font, with which pictures are painted and printed, has a letter."""
    return ord(letter) in _whole_font()


@cache
def _whole_font() -> frozenset[int]:
    ranges: list[list[int]] = json.loads((FONTS / "letters.json").read_text("utf-8"))
    return frozenset(chain.from_iterable(range(first, last + 1) for first, last in ranges))


def wrap(
    text: str, limit: float, size: float, *, weight: str = "regular", lines: int = 2
) -> tuple[str, ...]:
    """The text in at most `lines` lines no wider than `limit`.

    What does not fit ends in an ellipsis.
    """
    full, left = breaking.lines(text, _fits(limit, size, weight), most=lines)
    if left:
        full[-1] += left
    return tuple(shorten(line, limit, size, weight=weight) for line in full)


def _fits(limit: float, size: float, weight: str) -> breaking.Fits:
    return lambda line: width(line, size, weight=weight) <= limit


def shorten(text: str, limit: float, size: float, *, weight: str = "regular") -> str:
    """The text, cut with an ellipsis where it is wider than `limit`."""
    if width(text, size, weight=weight) <= limit:
        return text
    left = limit - width(ELLIPSIS, size, weight=weight)
    return beginning(text, left, size, weight=weight) + ELLIPSIS


def beginning(text: str, limit: float, size: float, *, weight: str = "regular") -> str:
    """As many of its first letters as are no wider than `limit`, without spaces at their end."""
    kept, used = [], 0.0
    for cluster in breaking.clusters(text):
        used += width(cluster, size, weight=weight)
        if used > limit + HAIR:
            break
        kept.append(cluster)
    return "".join(kept).rstrip()
