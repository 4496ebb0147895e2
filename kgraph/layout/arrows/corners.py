"""The way of an arrow as corners, and as a curve with round ones."""

from __future__ import annotations

from collections.abc import Sequence
from math import dist
from typing import NamedTuple

from kgraph.layout.arrows.grid import LEFT, RIGHT, Grid
from kgraph.layout.arrows.search import Port, Way
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.drawing import Point, Rect
from kgraph.layout.geometry.curves import beziers

ROUND = 7.0
"""The radius of corners."""
HANDLE = 0.45
"""How far the handles of a corner stay from it, by its radius: close to a quarter circle."""


class Turn(NamedTuple):
    """A corner of an arrow, or one of its ends, and the radius with which it is rounded."""

    at: Point
    radius: float = 0.0


def corners(way: Way, grid: Grid) -> Line:
    """Corner points from border to border."""
    points = [list(grid.at(node)) for node in way.nodes]
    first, last = list(way.start.border), list(way.end.border)
    points = [first, *points, last]
    # lines of the grid that are very near each other are one: the ends give way
    _straighten(first, points[1], way.start)
    _straighten(last, points[-2], way.end)
    kept = [first]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            kept.append(here)
    return [*kept, last]


def _straighten(end: list[float], beside: Sequence[float], port: Port) -> None:
    axis = 1 if port.way in (LEFT, RIGHT) else 0
    end[axis] = beside[axis]


def straight(source: Rect, target: Rect) -> Line:
    """Where there is no way between: from middle to middle."""
    return [list(source.middle), list(target.middle)]


def rounded(line: Line) -> tuple[Point, ...]:
    """Corner points as cubic Bézier pieces with round corners."""
    at = _rounded_off(line[0])
    points = [at]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        radius = min(ROUND, _gap(before, corner) / 2, _gap(corner, after) / 2)
        enters, leaves = _towards(corner, before, radius), _towards(corner, after, radius)
        handles = (
            _towards(corner, before, radius * HANDLE),
            _towards(corner, after, radius * HANDLE),
        )
        # a straight piece has its handles on its ends
        points += (at, enters, enters, *handles, leaves)
        at = leaves
    end = _rounded_off(line[-1])
    return (*points, at, end, end)


def turns(points: tuple[Point, ...]) -> list[Turn]:
    """The ends of a curve that `rounded` made, and the corners between."""
    found = [Turn(points[0])]
    for start, leaving, arriving, end in beziers(points):
        if start != leaving or arriving != end:
            level = abs(leaving[0] - start[0]) > abs(leaving[1] - start[1])
            at = (end[0], start[1]) if level else (start[0], end[1])
            found.append(Turn(at, dist(at, start)))
    return [*found, Turn(points[-1])]


def _rounded_off(point: Sequence[float]) -> Point:
    return round(point[0], 2), round(point[1], 2)


def _gap(corner: Sequence[float], other: Sequence[float]) -> float:
    return abs(corner[0] - other[0]) + abs(corner[1] - other[1])


def _towards(corner: Sequence[float], other: Sequence[float], by: float) -> Point:
    """The point so far from a corner on the way to another."""
    gap = _gap(corner, other)
    share = by / gap if gap else 0.0
    x = corner[0] + (other[0] - corner[0]) * share
    y = corner[1] + (other[1] - corner[1]) * share
    return round(x, 2), round(y, 2)
