"""Lines of text in their styles: how wide they are, and what they cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from kgraph.layout.drawing import Rect, Text
from kgraph.layout.naming import Room, told_apart
from kgraph.layout.style import STYLES
from kgraph.layout.text import shorten, width, wrap

ASCENT = 0.8
"""How much of its size a line reaches above its base line."""


@lru_cache(8192)
def line_width(text: str, style: str) -> float:
    """The width of a line of that style."""
    size, weight = STYLES[style]
    return width(text, size, weight=weight)


def line_rect(text: Text) -> Rect:
    """What a line covers."""
    size, wide = STYLES[text.style][0], line_width(text.text, text.style)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return Rect(left, text.y - size * ASCENT, wide, size)


def text_lines(texts: Iterable[Text]) -> list[Rect]:
    """What texts cover, those on one base line together, with what is between them."""
    found: dict[float, Rect] = {}
    for text in texts:
        rect = line_rect(text)
        found[text.y] = _both(found.get(text.y, rect), rect)
    return list(found.values())


def _both(one: Rect, other: Rect) -> Rect:
    """The smallest rectangle around two."""
    x, y = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    return Rect(x, y, right - x, bottom - y)


def heading_rects(heading: Sequence[Text]) -> list[Rect]:
    """What the lines of a heading cover: each as much as the widest, as a paragraph does."""
    rects = [line_rect(line) for line in heading]
    wide = max((rect.w for rect in rects), default=0.0)
    return [rect._replace(w=wide) for rect in rects]


def fitted(text: str, limit: float, style: str) -> str:
    """A line of that style, cut with an ellipsis where it is wider than `limit`."""
    size, weight = STYLES[style]
    return shorten(text, limit, size, weight=weight)


def named(
    name: str, known: Collection[str], limit: float, style: str, *, lines: int = 1
) -> tuple[str, ...]:
    """A name in lines of that style that stand for no other of the known names; see `naming`."""
    return told_apart(name, known, Room(limit, *STYLES[style], lines))


def broken(text: str, limit: float, style: str, *, lines: int = 2) -> tuple[str, ...]:
    """The text in at most so many lines of that style, none of them wider than `limit`."""
    size, weight = STYLES[style]
    return wrap(text, limit, size, weight=weight, lines=lines)
