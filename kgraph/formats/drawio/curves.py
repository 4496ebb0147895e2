"""Curves as draw.io takes them: waypoints, and where along its arrow a label stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kgraph.layout.drawing import DrawnArrow, Point


def waypoints(arrow: DrawnArrow) -> tuple[Point, ...]:
    """The points that a curve of draw.io is bent by: ours, without its ends and joints."""
    return tuple(point for number, point in enumerate(arrow.points) if number % 3)


def label_at(arrow: DrawnArrow) -> float:
    """How far along its arrow a label stands: -1 is where it begins, 0 its middle."""
    rect = arrow.label_rect
    if rect is None:
        return 0.0
    middle = rect.x + rect.w / 2, rect.y + rect.h / 2
    points = list(_sampled(arrow.points))
    lengths = list(_lengths(points))
    if not lengths[-1]:
        return 0.0
    nearest = min(range(len(points)), key=lambda i: _squared(points[i], middle))
    return round(2 * lengths[nearest] / lengths[-1] - 1, 3)


def _lengths(points: list[Point]) -> Iterator[float]:
    """How far along the way each point lies."""
    length = 0.0
    yield length
    for before, after in pairwise(points):
        length += _squared(before, after) ** 0.5
        yield length


def _squared(a: Point, b: Point) -> float:
    """The distance of two points, squared."""
    return (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2


def _sampled(points: tuple[Point, ...], steps: int = 12) -> Iterator[Point]:
    """Points on the curves, near each other."""
    yield points[0]
    for i in range(0, len(points) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[i : i + 4]
        for step in range(1, steps + 1):
            t = step / steps
            u = 1 - t
            a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
            yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy
