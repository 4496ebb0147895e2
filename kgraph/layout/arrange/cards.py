"""How large the cards of a block are: such that the names on them need not be cut, within reason.

A name gets two lines, a third in a higher card where it needs one. A card is wider where a word, or
the name in three lines, would not fit. All cards of a block are of one size.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kgraph.layout import breaking
from kgraph.layout.lines import line_width
from kgraph.layout.style import CARD_H, CARD_W, ICON
from kgraph.view.view import Box

BEFORE, ICON_GAP, AFTER = 11.0, 10.0, 8.0
"""The room before an icon, between it and the name, and after the name."""
BESIDE = BEFORE + ICON + ICON_GAP + AFTER
"""How much wider a card is than the lines on it."""
WIDEST, STEP = 246.0, 20.0
"""How wide a card becomes for names, and in which steps."""
NAME_LINE, ROLE_LINE = 14.5, 13.5
"""How high a line of a name is, and one of a role."""
MOST = 3
"""How many lines a name may take."""


class Card(NamedTuple):
    """The least width and the height of each card of a block."""

    w: float = CARD_W
    h: float = CARD_H


def card_for(boxes: Iterable[Box]) -> Card:
    """The size of the cards on which these boxes are drawn."""
    every = tuple(boxes)
    words = max((_longest_word(box.title) for box in every), default=0.0)
    wide = min(max(CARD_W, STEP * -(-(words + BESIDE) // STEP)), WIDEST)
    while wide < WIDEST and any(_lines(box.title, wide) > MOST for box in every):
        wide = min(wide + STEP, WIDEST)
    high = any(_lines(box.title, wide) > name_lines(box, CARD_H) for box in every)
    return Card(wide, CARD_H + NAME_LINE if high else CARD_H)


def name_lines(box: Box, high: float) -> int:
    """How many lines a name may take on a card of that height: in the usual one a third only where
    no role and nothing in the corner is.
    """
    if high > CARD_H:
        return MOST
    return 2 if box.subtitle or box.mark or box.count > 1 else MOST


def role_lines(named: int, high: float) -> int:
    """How many lines a role may take below so many lines of a name."""
    return 2 if NAME_LINE * named + 2 * ROLE_LINE < high - 10 else 1


@lru_cache(8192)
def _longest_word(name: str) -> float:
    return max((line_width(word, "box") for word in breaking.words(name)), default=0.0)


@lru_cache(8192)
def _lines(name: str, wide: float) -> int:
    """How many lines a name takes on a card of that width, as far as it matters: at most one more
    than it may.
    """
    limit = wide - BESIDE
    rows, _ = breaking.lines(name, lambda line: line_width(line, "box") <= limit, most=MOST + 1)
    return len(rows)
