"""Ways of arrows as the elbow connectors of a presentation: corners, a frame, adjustments.

A connector begins level, to the right, in a frame of its own; the frame is turned by a quarter for
ways that begin upright, and mirrored for those that lead left or up. An adjustment says where a
bend lies, in hundred thousandths of the frame's width or height.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgraph.layout.drawing import Point

MOST_BENDS = 4
"""Of the connectors that programs know."""
WHOLE = 100_000
NARROW = 1.0
"""Points; what a frame is wide at least, since adjustments are shares of it."""
_NEAR = 0.05


@dataclass(frozen=True, slots=True)
class Elbow:
    """A connector: its preset shape, its frame before it is turned, and where its bends lie."""

    shape: str
    left: float
    top: float
    wide: float
    high: float
    turned: bool
    mirrored: bool
    upside_down: bool
    adjustments: tuple[int, ...]


def corners(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners of a way with rounded bends, its two ends among them.

    >>> corners(((0, 0), (3, 0), (6, 0), (9, 0), (10, 0), (10, 0), (10, 1)))
    ((0, 0), (10, 0), (10, 1))
    """
    found = [points[0]]
    for start in range(0, len(points) - 1, 3):
        found.extend(_piece(*points[start : start + 4]))
    return tuple(_without_straight(found))


def _piece(start: Point, leaving: Point, arriving: Point, end: Point) -> Iterator[Point]:
    """The corner of a curve around one, and its end."""
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    if across > _NEAR and down > _NEAR:
        level = abs(leaving[0] - start[0]) > abs(leaving[1] - start[1])
        if leaving == start:
            level = abs(end[1] - arriving[1]) > abs(end[0] - arriving[0])
        yield (end[0], start[1]) if level else (start[0], end[1])
    yield end


def _without_straight(points: Sequence[Point]) -> Iterator[Point]:
    """The ends, and those points between at which a way turns."""
    kept = [points[0]]
    for point, after in pairwise(points[1:]):
        if not (_in_line(kept[-1], point, after, 0) or _in_line(kept[-1], point, after, 1)):
            kept.append(point)
    yield from kept
    yield points[-1]


def _in_line(first: Point, second: Point, third: Point, axis: int) -> bool:
    along = first[axis], second[axis], third[axis]
    return max(along) - min(along) <= _NEAR


def elbow(way: Sequence[Point]) -> Elbow | None:
    """The connector that leads along a way; None where it bends too often for one.

    A straight one has its bends in its middle, so that it stays upright and level when what it
    leads to is moved.
    """
    if len(way) == 2:
        half = (way[0][0] + way[1][0]) / 2, (way[0][1] + way[1][1]) / 2
        return elbow((way[0], half, half, way[1]))
    if len(way) - 2 > MOST_BENDS:
        return None
    (x0, y0), (x1, y1) = way[0], way[-1]
    across, down = x1 - x0, y1 - y0
    turned = abs(way[1][0] - x0) <= abs(way[1][1] - y0)
    if turned:
        # a quarter turn to the right makes of what leads down what leads left
        wide, high, mirrored, upside_down = abs(down), abs(across), down < 0, across > 0
    else:
        wide, high, mirrored, upside_down = abs(across), abs(down), across < 0, down < 0
    # bends lie by turns along the way that a connector begins with, and beside it
    wide = max(wide, NARROW)
    high = max(high, NARROW) if len(way) > MOST_BENDS else high
    adjustments = []
    for number, point in enumerate(way[1:-2], 1):
        along, beside = point[0] - x0, point[1] - y0
        if turned:
            along, beside = beside, -along
        share = (
            _signed(along, mirrored) / wide if number % 2 else _signed(beside, upside_down) / high
        )
        adjustments.append(round(share * WHOLE))
    left, top = (x0 + x1 - wide) / 2, (y0 + y1 - high) / 2
    shape = f"bentConnector{len(way) - 1}"
    flips = mirrored, upside_down
    return Elbow(shape, left, top, wide, high, turned, *flips, tuple(adjustments))


def _signed(far: float, mirrored: bool) -> float:
    return -far if mirrored else far
