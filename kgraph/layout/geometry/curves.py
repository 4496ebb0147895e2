"""Curves and the straight pieces they are cut into: how they run to rectangles and each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import hypot, sqrt

from kgraph.layout.drawing import Point, Rect
from kgraph.layout.geometry.rectangles import shrunk

Segment = tuple[Point, Point]

BY = 10.0
"""How close to a curve words are that are said of it."""
FINE = 8
"""Into how many straight pieces a bend is cut."""


def _weights(share: float) -> tuple[float, float, float, float]:
    """How much each of the four points of a bend weighs at a share of its way."""
    rest = 1 - share
    return rest**3, 3 * rest**2 * share, 3 * rest * share * share, share**3


_WEIGHTS = [_weights(step / FINE) for step in range(1, FINE + 1)]


def beziers(points: tuple[Point, ...]) -> Iterator[tuple[Point, ...]]:
    """The pieces of a curve, each with its two ends and the two handles between."""
    return (points[start : start + 4] for start in range(0, len(points) - 3, 3))


def pieces(points: tuple[Point, ...]) -> Iterator[tuple[Segment, ...]]:
    """The pieces of a curve, each as straight ones: a straight piece as it is, a bend in eight."""
    for a, b, c, d in beziers(points):
        if a == b and c == d:
            yield ((a, d),)
            continue
        cut = [a]
        for p, q, r, s in _WEIGHTS:
            x = p * a[0] + q * b[0] + r * c[0] + s * d[0]
            y = p * a[1] + q * b[1] + r * c[1] + s * d[1]
            cut.append((x, y))
        yield tuple(pairwise(cut))


def segments(points: tuple[Point, ...]) -> Iterator[Segment]:
    """The curve as straight pieces."""
    return chain.from_iterable(pieces(points))


def length(segment: Segment) -> float:
    """How long a straight piece is."""
    (x0, y0), (x1, y1) = segment
    return hypot(x1 - x0, y1 - y0)


def ahead(
    start: Sequence[float], end: Sequence[float], other: Sequence[float], off: float = 0.0
) -> bool:
    """Whether two points lie in the same direction from a start, or nearly: off by so much at most.

    >>> ahead((0, 0), (0, 9), (0, 4)), ahead((0, 0), (0, 9), (0, -4)), ahead((0, 0), (0, 9), (1, 4))
    (True, False, False)
    """
    x, y = end[0] - start[0], end[1] - start[1]
    dx, dy = other[0] - start[0], other[1] - start[1]
    return abs(x * dy - y * dx) <= off * hypot(x, y) and x * dx + y * dy > 0


def crosses(rect: Rect, start: Point, end: Point) -> bool:
    """Whether a straight piece touches a rectangle (Liang–Barsky clipping)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0  # the shares of the piece's way between which it is within
    for delta, near, far in (
        (dx, rect.x - start[0], rect.x + rect.w - start[0]),
        (dy, rect.y - start[1], rect.y + rect.h - start[1]),
    ):
        if delta == 0:
            if near > 0 or far < 0:
                return False
            continue
        first, last = sorted((near / delta, far / delta))
        enters, leaves = max(enters, first), min(leaves, last)
        if enters > leaves:
            return False
    return True


def runs_by(points: tuple[Point, ...], rect: Rect, within: float = BY) -> bool:
    """Whether a curve runs through a rectangle, or as close by as that."""
    room = shrunk(rect, -within)
    return any(crosses(room, *line) for line in segments(points))


def side(line: Segment, point: Point) -> float:
    """How far a point lies from the line through a piece.

    Positive to the right of the way that the piece leads, negative to the left.
    """
    (x0, y0), (x1, y1) = line
    dx, dy = x1 - x0, y1 - y0
    long = hypot(dx, dy)
    return (dx * (point[1] - y0) - dy * (point[0] - x0)) / long if long else 0.0


def meet(first: Segment, second: Segment) -> Point | None:
    """The point that two pieces share; nothing if there is none, or if they are parallel."""
    (ax, ay), (bx, by) = first[0], second[0]
    adx, ady = first[1][0] - ax, first[1][1] - ay
    bdx, bdy = second[1][0] - bx, second[1][1] - by
    turn = adx * bdy - ady * bdx
    if abs(turn) < 1e-9:
        return None
    on_first = ((bx - ax) * bdy - (by - ay) * bdx) / turn
    on_second = ((bx - ax) * ady - (by - ay) * adx) / turn
    if not (0 <= on_first <= 1 and 0 <= on_second <= 1):
        return None
    return ax + on_first * adx, ay + on_first * ady


def nearest(line: Sequence[Segment], point: Point) -> tuple[float, float]:
    """How far a point lies from a line, and on which side (as `side` tells) of its nearest piece.

    >>> nearest([((0, 0), (10, 0)), ((10, 0), (10, 10))], (12, 4))
    (2.0, -2.0)
    """
    px, py = point
    best, closest = float("inf"), line[0]
    for piece in line:
        (x0, y0), (x1, y1) = piece
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy
        share = ((px - x0) * dx + (py - y0) * dy) / square if square else 0.0
        if share > 0.0:  # from here on, what is nearest to the point on the piece
            share = min(share, 1.0)
            x0, y0 = x0 + share * dx, y0 + share * dy
        away = (px - x0) ** 2 + (py - y0) ** 2
        if away < best - 1e-9:
            best, closest = away, piece
    return sqrt(best), side(closest, point)


def together(first: Segment, second: Segment, slack: float) -> float:
    """How far two pieces that lead nearly the same way run beside each other within `slack`.

    The opposite way is the same way.
    """
    if length(first) < length(second):
        first, second = second, first
    long, short = length(first), length(second)
    if not short:
        return 0.0
    (along0, off0), (along1, off1) = _seen_from(first, second, long)
    if abs(along1 - along0) < 0.97 * short:
        return 0.0
    begins, ends = 0.0, 1.0  # the shares of the shorter piece between which it is beside
    for start, end, least, most in ((along0, along1, 0.0, long), (off0, off1, -slack, slack)):
        if abs(end - start) < 1e-9:
            if not least <= start <= most:
                return 0.0
            continue
        enters, leaves = sorted(((least - start) / (end - start), (most - start) / (end - start)))
        begins, ends = max(begins, enters), min(ends, leaves)
    return max(ends - begins, 0.0) * short


def _seen_from(line: Segment, other: Segment, long: float) -> list[Point]:
    """Where the ends of another piece lie along a piece of that length, and how far off it."""
    (x0, y0), (x1, y1) = line
    ux, uy = (x1 - x0) / long, (y1 - y0) / long
    return [((x - x0) * ux + (y - y0) * uy, (y - y0) * ux - (x - x0) * uy) for x, y in other]
