"""Arrows that wind: that go round what they could pass, or turn too often for the eye to follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, pairwise

from kgraph.layout.drawing import Drawing, DrawnArrow, Point, Rect
from kgraph.layout.geometry.rectangles import Bounds
from kgraph.layout.legibility.spacing import straight

LONGER, ROUND = 1.6, 120.0
"""How much longer than the direct way an arrow may be, and by how many points more: so much takes a
way round one card that stands between."""
TURNS = 3
"""How often an arrow may turn: out of a group, along a lane, and into another takes three bends."""
OUTSIDE = 100.0
"""How far an arrow may leave what its ends and their groups span: half a card and a lane beside."""


def winding(
    arrows: Iterable[DrawnArrow], things: Mapping[str, Rect], homes: Mapping[str, Rect]
) -> list[str]:
    """The ids of the arrows that wind.

    `things` are the rectangles of all at which arrows end, `homes` those of the blocks in which
    boxes stand.
    """
    return [arrow.id for arrow in arrows if _winds(arrow, things, homes)]


def detours(drawing: Drawing) -> list[str]:
    """The ids of the arrows of a drawing that wind."""
    things = {frame.id: frame.rect for frame in drawing.frames}
    homes: dict[str, Rect] = {}
    for block in drawing.blocks:
        for box in block.boxes:
            things[box.id], homes[box.id] = box.rect, block.rect
        things[block.id] = block.rect
    return winding(drawing.arrows, things, homes)


def wound(drawing: Drawing) -> set[str]:
    """The ids of what arrows of a drawing that wind lead from and to."""
    winding = set(detours(drawing))
    joined = ((one.source, one.target) for one in drawing.arrows if one.id in winding)
    return set(chain.from_iterable(joined))


def way(arrow: DrawnArrow) -> float:
    """How long an arrow is along its right angles, in points."""
    corners = arrow.points[::3]
    return sum(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairwise(corners))


def turns(arrow: DrawnArrow) -> int:
    """How often an arrow turns by a right angle."""
    return sum(one[0] != other[0] for one, other in pairwise(straight(arrow)))


def _winds(arrow: DrawnArrow, things: Mapping[str, Rect], homes: Mapping[str, Rect]) -> bool:
    source, target = things[arrow.source], things[arrow.target]
    if way(arrow) > LONGER * _direct(source, target) + ROUND or turns(arrow) > TURNS:
        return True
    span = _span(homes.get(arrow.source, source), homes.get(arrow.target, target))
    return any(_outside(point, span) > OUTSIDE for point in arrow.points)


def _direct(one: Rect, other: Rect) -> float:
    """How far two rectangles are from each other, across and along."""
    across = max(one.x - other.right, other.x - one.right, 0.0)
    along = max(one.y - other.bottom, other.y - one.bottom, 0.0)
    return across + along


def _span(one: Rect, other: Rect) -> Bounds:
    """The bounds of what two rectangles span together."""
    left, top = min(one.x, other.x), min(one.y, other.y)
    return left, top, max(one.right, other.right), max(one.bottom, other.bottom)


def _outside(point: Point, bounds: Bounds) -> float:
    """How far a point is from what lies within bounds, across or along."""
    (x, y), (left, top, right, bottom) = point, bounds
    return max(left - x, x - right, top - y, y - bottom, 0.0)
