"""What stands in line with something, and what a little off its line.

What is off the line of another thing by less than its own height looks as if it was meant to stand
in it. Here lines are rows; columns are rows of what is turned.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations, starmap

from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import turned

OFF, FAR = 36.0, 420.0
"""By how much, at most, something is a little off the line of another thing, and how far from that
it is at most where the eye still compares them.
"""
SAME = 0.05
"""How far off a line is still in it: rounding."""


def off(one: Rect, other: Rect) -> float | None:
    """How far down the first is to go to stand in line with the second; None where that is not
    beside it, or so far off either way that nobody compares them.

    >>> off(Rect(0, 0, 10, 10), Rect(50, 4, 10, 10))
    4.0
    """
    between = max(other.x - one.right, one.x - other.right)
    down = other.middle[1] - one.middle[1]
    return down if 0 <= between <= FAR and abs(down) <= OFF else None


def disorder(one: Rect, other: Rect) -> int:
    """1 for two that are a little off each other, -1 for two in line, 0 for all others."""
    down = off(one, other)
    if down is None:
        return 0
    return 1 if abs(down) > SAME else -1


def staggered(rects: Iterable[Rect]) -> int:
    """How many pairs of things are a little off each other, in rows and in columns."""
    pairs = list(combinations(rects, 2))
    columns = ((turned(one), turned(other)) for one, other in pairs)
    found = starmap(disorder, chain(pairs, columns))
    return sum(one > 0 for one in found)
