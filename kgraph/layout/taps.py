"""Where arrows of one trunk part or join: what tells a fork from lines that cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from math import dist

from kgraph.layout import shapes
from kgraph.layout.arrows.corners import Turn, turns
from kgraph.layout.drawing import DrawnArrow, Point
from kgraph.layout.geometry.curves import ahead

ROOM = 6.0
"""How far a tap keeps off the box at which its trunk begins, and off the head at which it ends."""
SAME = 0.1
"""Points that are so near to each other are one."""


def radius(weight: float) -> float:
    """How large the dot of a tap is, on a line of that weight: it stands out, and is no head."""
    return round(1.6 + 0.8 * weight, 2)


def taps(arrows: Iterable[DrawnArrow]) -> Iterator[Point | None]:
    """For each arrow where it leaves, or meets, those before it in its bundle.

    None where that is so near to the end they share that its head, or its box, says it.
    """
    laid: dict[str, list[DrawnArrow]] = {}
    for arrow in arrows:
        before = laid.setdefault(arrow.bundle, []) if arrow.bundle else []
        yield _parting(arrow, before)
        before.append(arrow)


def _parting(arrow: DrawnArrow, others: Iterable[DrawnArrow]) -> Point | None:
    """Where an arrow leaves that one of the others with which it has most in common."""
    found: list[tuple[float, Point]] = []
    for other in others:
        if other.points[0] == arrow.points[0]:
            room = shapes.HEAD * arrow.tail + ROOM
            found += _parted(turns(arrow.points), turns(other.points), room)
        elif other.points[-1] == arrow.points[-1]:
            room = shapes.HEAD * arrow.head + ROOM
            found += _parted(turns(arrow.points[::-1]), turns(other.points[::-1]), room)
    return max(found)[1] if found else None


def _parted(way: Sequence[Turn], other: Sequence[Turn], room: float) -> list[tuple[float, Point]]:
    """Where two ways that begin at one point part, after how far; nothing within `room` of it."""
    same = sum(1 for _ in takewhile(_one, zip(way, other, strict=False)))
    if same == min(len(way), len(other)):
        return []
    last = way[same - 1]
    following = way[same], other[same]
    if ahead(last.at, way[same].at, other[same].at, SAME):
        # both go on, and one of them turns first
        first, before = min(following, key=lambda turn: dist(last.at, turn.at)), last.at
    elif same > 1:
        # both have come to a corner, at which they turn to different sides
        wide = max(way[same - 1].radius, other[same - 1].radius)
        first, before = Turn(last.at, wide), way[same - 2].at
    else:
        return []
    run = sum(dist(here.at, there.at) for here, there in pairwise(way[:same]))
    run += dist(last.at, first.at) - first.radius
    return [(run, _short_of(first, before))] if run >= room else []


def _one(turns: tuple[Turn, Turn]) -> bool:
    """Whether two turns are at one place."""
    return dist(turns[0].at, turns[1].at) < SAME


def _short_of(turn: Turn, before: Point) -> Point:
    """The point at which a bend begins, on the way from a point before it."""
    (x, y), far = turn.at, dist(turn.at, before)
    share = min(turn.radius / far, 1.0) if far else 0.0
    return round(x + (before[0] - x) * share, 2), round(y + (before[1] - y) * share, 2)
