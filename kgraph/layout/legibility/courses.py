"""How arrows run: how long they are, how often they turn, whether they lead onwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import hypot
from statistics import fmean, pstdev

from kgraph.layout.drawing import Drawing, DrawnArrow, Point
from kgraph.layout.geometry.curves import beziers, length
from kgraph.layout.legibility.crossings import SLACK, Curves

BEND = 0.94
"""The cosine of the least turn that counts as a bend (20 degrees)."""


def lengths(drawing: Drawing, curves: Curves) -> tuple[float, float]:
    """The longest arrow by the diagonal, and how much lengths vary."""
    lengths = [sum(map(length, line)) for line in curves.lines]
    longest = max(lengths, default=0.0) / hypot(drawing.width, drawing.height)
    mean = fmean(lengths) if lengths else 0.0
    return longest, pstdev(lengths) / mean if mean else 0.0


def bends(drawing: Drawing) -> float:
    """How often an arrow turns, on average."""
    return sum(map(_bends, drawing.arrows)) / max(len(drawing.arrows), 1)


def _bends(arrow: DrawnArrow) -> int:
    ways = chain.from_iterable(map(_ways, beziers(arrow.points)))
    return sum(ax * bx + ay * by < BEND for (ax, ay), (bx, by) in pairwise(ways))


def _ways(piece: Sequence[Point]) -> Iterator[Point]:
    """The unit vectors in which a piece begins and ends."""
    first, second, third, last = piece
    for (from_x, from_y), others, sign in (
        (first, (second, third, last), 1),
        (last, (third, second, first), -1),
    ):
        for x, y in others:  # a handle may lie on its end: then the next point tells the way
            long = hypot(x - from_x, y - from_y)
            if long > 1e-6:
                yield sign * (x - from_x) / long, sign * (y - from_y) / long
                break


def onwards(drawing: Drawing) -> float:
    """The share of arrows that lead onwards.

    Through places that is downwards, in layers downwards or to the right.
    """
    view = drawing.view
    along = [arrow for arrow in drawing.arrows if arrow.kind in view.along] or drawing.arrows
    if not along:
        return 1.0
    downwards = _share_onwards(along, axis=1)
    if view.arrangement == "places":
        return downwards
    return max(_share_onwards(along, axis=0), downwards)


def _share_onwards(arrows: Sequence[DrawnArrow], *, axis: int) -> float:
    return fmean(arrow.points[-1][axis] >= arrow.points[0][axis] - SLACK for arrow in arrows)
