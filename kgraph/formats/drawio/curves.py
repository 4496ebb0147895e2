"""Curves as draw.io takes them: waypoints, and where along its arrow a label stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kgraph.layout.drawing import DrawnArrow, Point


def waypoints(arrow: DrawnArrow) -> tuple[Point, ...]:
    """The points that a curve of draw.io is bent by: those between which ours is drawn, without its ends and joints."""
    return tuple(point for number, point in enumerate(arrow.points) if number % 3)


def label_at(arrow: DrawnArrow) -> float:
    """How far along its arrow a label stands: -1 is where it begins, 0 its middle."""
    if arrow.label_rect is None:
        return 0.0
    x, y = arrow.label_rect.x + arrow.label_rect.w / 2, arrow.label_rect.y + arrow.label_rect.h / 2
    points = list(_sampled(arrow.points))
    lengths = [0.0]
    for (x0, y0), (x1, y1) in pairwise(points):
        lengths.append(lengths[-1] + ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    nearest = min(
        range(len(points)), key=lambda i: (points[i][0] - x) ** 2 + (points[i][1] - y) ** 2
    )
    return round(2 * lengths[nearest] / lengths[-1] - 1, 3) if lengths[-1] else 0.0


def _sampled(points: tuple[Point, ...], steps: int = 12) -> Iterator[Point]:
    yield points[0]
    for i in range(0, len(points) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[i : i + 4]
        for step in range(1, steps + 1):
            t = step / steps
            u = 1 - t
            a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
            yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy
