"""How large blocks and frames are, before they have a place."""

from __future__ import annotations

from math import ceil

from kgraph.layout.arrange.cards import Card
from kgraph.layout.lines import line_width
from kgraph.layout.style import BLOCK_TITLE, GAP, PAD
from kgraph.view.view import Block, Frame

BESIDE = 80.0
"""The room in the heading of a frame that its words do not take."""
TITLE, HEADING = 640.0, 420.0
"""How wide a frame becomes for its title, and for its whole heading."""


def columns(wide: float, card: Card) -> int:
    """How many boxes stand side by side in a block of that width."""
    return max(1, int((wide - 2 * PAD + GAP + 0.5) // (card.w + GAP)))


def across(many: int, *, narrow: bool = False) -> int:
    """How many of so many boxes a block puts side by side."""
    if narrow:
        return 1 if many <= 5 else 2
    if many == 1:
        return 1
    if many <= 6:
        return 2
    return 3 if many <= 12 else 4


def block_size(
    block: Block, card: Card, *, narrow: bool = False, many: int = 0
) -> tuple[float, float]:
    """The least width and the height of a block, with room for `many` boxes if it holds fewer."""
    if not block.title:
        return card
    room = max(many, len(block.boxes))
    side = across(room, narrow=narrow)
    return 2 * PAD + side * card.w + (side - 1) * GAP, block_height(room, side, card)


def block_height(many: int, side: int, card: Card) -> float:
    """The height of a block of so many boxes, with so many of them side by side."""
    down = ceil(many / side)
    return 2 * PAD + BLOCK_TITLE + down * card.h + (down - 1) * GAP


def frame_width(frame: Frame) -> float:
    """What a frame's heading asks for, within reason."""
    title = line_width(frame.title, "frame") + BESIDE
    whole = title + line_width(frame.subtitle, "place")
    return max(min(title, TITLE), min(whole, HEADING))
