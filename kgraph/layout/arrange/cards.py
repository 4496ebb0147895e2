"""How large the cards of a block are: such that names and roles on them need not be cut, within
reason.

A name gets two lines, a third in a higher card where it needs one; a role gets a second line there
too. A card is wider where a word, the name in three lines, or the role below it would not fit. All
cards of a block are of one size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
HIGHER = CARD_H + NAME_LINE
"""How high a card is where its lines need more than the usual height."""


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
    for card in _sizes(wide):
        if all(_fit(box, card) for box in every):
            return card
    high = any(_lines(box.title, wide) > name_lines(box, CARD_H) for box in every)
    return Card(wide, HIGHER if high else CARD_H)


def _sizes(wide: float) -> Iterator[Card]:
    """Cards that are at least so wide, the smallest first."""
    while wide <= WIDEST:
        yield Card(wide, CARD_H)
        yield Card(wide, HIGHER)
        wide += STEP


def _fit(box: Box, card: Card) -> bool:
    """Whether the name and the role of a box need not be cut on a card."""
    named = _lines(box.title, card.w)
    if named > name_lines(box, card.h):
        return False
    return _lines(box.subtitle, card.w, "role") <= role_lines(named, card.h)


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
def _lines(text: str, wide: float, style: str = "box") -> int:
    """How many lines a text takes on a card of that width, as far as it matters: at most one more
    than a name may.
    """
    limit = wide - BESIDE
    rows, _ = breaking.lines(text, lambda line: line_width(line, style) <= limit, most=MOST + 1)
    return len(rows)
