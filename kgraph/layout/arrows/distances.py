"""How far things, lines and words are kept from each other, so that each is read by itself."""

from __future__ import annotations

from kgraph.layout.arrows.parts import Key, Part

BOXES, BORDERS, APART = 34.0, 20.0, 40.0
"""How far blocks are kept from each other, borders of frames from those around them, and frames
from those beside them."""
WITHIN, OUTSIDE, HEADING = 22.0, 36.0, 16.0
"""How far blocks are kept from the border of their frame and of another one, and all below from a
heading."""
STUB, STEP, LINE, WALL = 24.0, 34.1, 18.0, 18.0
"""How far pieces of arrows are kept from what they join, from their own ones, from those of others,
and from all else."""
HEAD, TURN, WORDS = 18.0, 10.0, 8.0
"""How far words are kept from blocks, where heads may be, from pieces of arrows, and from all else.
"""


def needed(upper: Key, lower: Key, one: Part, other: Part) -> float:
    """How far two parts are to be from each other."""
    kinds = {upper.kind, lower.kind}
    if "words" in kinds:
        return _beside_words(kinds)
    if "piece" in kinds:
        return _beside_piece(upper, lower, one, other)
    if "heading" in kinds:
        return HEADING
    if kinds == {"block"}:
        return BOXES
    if kinds == {"frame"}:
        return BORDERS if upper.number == lower.number else APART
    return WITHIN if _within(upper, lower) else OUTSIDE


def _within(upper: Key, lower: Key) -> bool:
    """Whether one of two parts is the border of a frame in which the other stands."""
    begins = upper.kind == "frame" and upper.number == 0
    ends = lower.kind == "frame" and lower.number == 1
    return begins or ends


def _beside_words(kinds: set[str]) -> float:
    """How far words are to be from another part."""
    if "block" in kinds:
        return HEAD
    return TURN if "piece" in kinds else WORDS


def _beside_piece(upper: Key, lower: Key, one: Part, other: Part) -> float:
    """How far a piece of an arrow is to be from another part, or another piece."""
    if upper in other.own or lower in one.own:
        return STUB
    if one.name and one.name == other.name:
        return STEP
    return LINE if one.name and other.name else WALL
