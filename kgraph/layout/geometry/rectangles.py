"""Rectangles and bounds: what overlaps, what lies inside, how near."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from kgraph.layout.drawing import Point, Rect

Bounds = tuple[float, float, float, float]
"""The least x and y, and the greatest x and y."""

HAIR = 0.6
"""Less than this is rounding."""


def overlap(first: Rect, second: Rect) -> bool:
    """Whether two rectangles share some area."""
    return (
        first.x < second.x + second.w
        and second.x < first.x + first.w
        and first.y < second.y + second.h
        and second.y < first.y + first.h
    )


def inside(inner: Rect, outer: Rect, slack: float = 0.0) -> bool:
    """Whether a rectangle lies within another, or sticks out by no more than `slack`."""
    return (
        outer.x - slack <= inner.x
        and outer.y - slack <= inner.y
        and inner.x + inner.w <= outer.x + outer.w + slack
        and inner.y + inner.h <= outer.y + outer.h + slack
    )


def holds(rect: Rect, point: Point, slack: float = 0.0) -> bool:
    """Whether a point lies within a rectangle, or outside of it by no more than `slack`."""
    x, y = point
    return (
        rect.x - slack <= x <= rect.x + rect.w + slack
        and rect.y - slack <= y <= rect.y + rect.h + slack
    )


def shrunk(rect: Rect, by: float) -> Rect:
    """The rectangle without a margin of that width; with more, for a negative one."""
    return Rect(rect.x + by, rect.y + by, max(rect.w - 2 * by, 0.0), max(rect.h - 2 * by, 0.0))


def turned(rect: Rect) -> Rect:
    """The rectangle with x and y exchanged."""
    return Rect(rect.y, rect.x, rect.h, rect.w)


def gap(point: Point, rect: Rect) -> float:
    """How far a point lies from the border of a rectangle, inside or outside."""
    x, y = point
    left, top, right, bottom = bounds(rect)
    if left < x < right and top < y < bottom:
        return min(x - left, right - x, y - top, bottom - y)
    return hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))


def bounds(rect: Rect) -> Bounds:
    """The bounds of a rectangle."""
    return rect.x, rect.y, rect.x + rect.w, rect.y + rect.h


def around(points: Sequence[Point]) -> Bounds:
    """The bounds of points."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def touch(first: Bounds, second: Bounds, slack: float = 0.0) -> bool:
    """Whether two bounds come as near to each other as `slack`."""
    return (
        first[0] <= second[2] + slack
        and second[0] <= first[2] + slack
        and first[1] <= second[3] + slack
        and second[1] <= first[3] + slack
    )
