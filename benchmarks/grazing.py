"""What the lines of a picture run too near to: sides of boxes, groups and frames, ends of others.

``benchmarks/meaning.py`` prints these counts beside its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import dist
from typing import NamedTuple

from kgraph.layout import shapes
from kgraph.layout.drawing import Drawing, DrawnArrow, Point, Rect
from kgraph.layout.geometry.curves import crosses, segments
from kgraph.layout.geometry.rectangles import around
from kgraph.layout.legibility.spacing import Straight, close, straight

ALONG, RUN = 10.0, 20.0
"""How near to a side a line may run, and for how long."""
PAIR = 13.0
"""How near to each other arrows may run side by side."""
TIPS = 12.0
"""How near to each other two arrows may begin or end."""

MEANT = {
    "grazes": "pieces of arrows that run along a side of a box or a group within 10 pt, over 20 pt",
    "hugs": "pieces of arrows that run along a side of a frame within 10 pt, over 20 pt",
    "pairs": "pairs of arrows closer than 13 pt for more than 60 pt",
    "tips": "pairs of arrows of which ends are within 12 pt on one thing",
    "speared": "heads through which the line of another arrow runs",
}
"""What is counted, in this order; all are faults."""


class End(NamedTuple):
    """Where an arrow begins or ends, of which thing."""

    thing: str
    at: Point
    arrow: DrawnArrow


def grazing(drawing: Drawing) -> dict[str, int]:
    """The counts of one picture by the words of `MEANT`."""
    boxes = [box.rect for box in drawing.boxes()]
    groups = [block.rect for block in drawing.blocks if block.title is not None]
    frames = [frame.rect for frame in drawing.frames]
    return {
        "grazes": _beside(drawing.arrows, [*boxes, *groups]),
        "hugs": _beside(drawing.arrows, frames),
        "pairs": len(close(drawing.arrows, PAIR)),
        "tips": _tips(drawing.arrows),
        "speared": _speared(drawing.arrows),
    }


def _beside(arrows: Iterable[DrawnArrow], rects: Iterable[Rect]) -> int:
    """How many pieces of arrows run along sides of rectangles."""
    sides = [side for rect in rects for side in _sides(rect)]
    return sum(_along(piece, sides) for arrow in arrows for piece in straight(arrow))


def _along(piece: Straight, sides: Iterable[Straight]) -> bool:
    level, at, low, high = piece
    return any(
        level == there and abs(at - line) < ALONG and min(high, end) - max(low, start) > RUN
        for there, line, start, end in sides
    )


def _sides(rect: Rect) -> Iterator[Straight]:
    for y in (rect.y, rect.bottom):
        yield 1, y, rect.x, rect.right
    for x in (rect.x, rect.right):
        yield 0, x, rect.y, rect.bottom


def _tips(arrows: Iterable[DrawnArrow]) -> int:
    """How many pairs of ends are too near to each other, but where arrows share a line."""
    return sum(
        one.thing == other.thing
        and one.arrow is not other.arrow
        and dist(one.at, other.at) < TIPS
        and not _tied(one.arrow, other.arrow)
        for one, other in combinations(_ends(arrows), 2)
    )


def _ends(arrows: Iterable[DrawnArrow]) -> Iterator[End]:
    for arrow in arrows:
        yield End(arrow.source, arrow.points[0], arrow)
        yield End(arrow.target, arrow.points[-1], arrow)


def _speared(arrows: Sequence[DrawnArrow]) -> int:
    """How many heads there are through which another arrow runs that shares no line with theirs."""
    lines = [(arrow, list(segments(arrow.points))) for arrow in arrows]
    found = 0
    for arrow in arrows:
        others = [line for other, line in lines if other is not arrow and not _tied(arrow, other)]
        for corners in shapes.heads(arrow):
            found += any(_through(corners, line) for line in others)
    return found


def _through(corners: Sequence[Point], line: Iterable[tuple[Point, Point]]) -> bool:
    left, top, right, bottom = around(corners)
    room = Rect(left, top, right - left, bottom - top)
    return any(crosses(room, *piece) for piece in line)


def _tied(arrow: DrawnArrow, other: DrawnArrow) -> bool:
    return bool(arrow.bundle) and arrow.bundle == other.bundle
