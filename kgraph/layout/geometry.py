"""Rectangles and curves: what overlaps, what crosses, how near, and what lies near what without trying every pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, pairwise
from math import hypot, sqrt

from kgraph.layout.drawing import Point, Rect

Segment = tuple[Point, Point]
Bounds = tuple[float, float, float, float]
"""The least x and y, and the greatest x and y."""

HAIR = 0.6
"""Less than this is rounding."""
FINE = 8
"""Into how many straight pieces a bend is cut."""
_SHARES = [
    ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
    for t in (step / FINE for step in range(1, FINE + 1))
]


# --- rectangles


def overlap(a: Rect, b: Rect) -> bool:
    """Whether two rectangles share some area."""
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def inside(inner: Rect, outer: Rect, slack: float = 0.0) -> bool:
    """Whether a rectangle lies within another, or sticks out by no more than `slack`."""
    return (
        outer.x - slack <= inner.x
        and outer.y - slack <= inner.y
        and inner.x + inner.w <= outer.x + outer.w + slack
        and inner.y + inner.h <= outer.y + outer.h + slack
    )


def shrunk(rect: Rect, by: float) -> Rect:
    """The rectangle without a margin of that width; with more, for a negative one."""
    return Rect(rect.x + by, rect.y + by, max(rect.w - 2 * by, 0.0), max(rect.h - 2 * by, 0.0))


def gap(point: Point, rect: Rect) -> float:
    """How far a point lies from the border of a rectangle, inside or outside."""
    x, y = point
    left, top, right, bottom = rect.x, rect.y, rect.x + rect.w, rect.y + rect.h
    if left < x < right and top < y < bottom:
        return min(x - left, right - x, y - top, bottom - y)
    return hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))


def bounds(rect: Rect) -> Bounds:
    """The bounds of a rectangle."""
    return rect.x, rect.y, rect.x + rect.w, rect.y + rect.h


def around(points: Sequence[Point]) -> Bounds:
    """The bounds of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def touch(a: Bounds, b: Bounds, slack: float = 0.0) -> bool:
    """Whether two bounds come as near to each other as `slack`."""
    return (
        a[0] <= b[2] + slack
        and b[0] <= a[2] + slack
        and a[1] <= b[3] + slack
        and b[1] <= a[3] + slack
    )


# --- curves


def pieces(points: tuple[Point, ...]) -> Iterator[tuple[Segment, ...]]:
    """The pieces of a curve, each as straight ones: a straight piece as it is, a bend in eight."""
    for i in range(0, len(points) - 3, 3):
        a, b, c, d = points[i : i + 4]
        if a == b and c == d:
            yield ((a, d),)
            continue
        cut = [a]
        for p, q, r, s in _SHARES:
            cut.append(
                (
                    p * a[0] + q * b[0] + r * c[0] + s * d[0],
                    p * a[1] + q * b[1] + r * c[1] + s * d[1],
                )
            )
        yield tuple(pairwise(cut))


def segments(points: tuple[Point, ...]) -> Iterator[Segment]:
    """The curve as straight pieces."""
    return chain.from_iterable(pieces(points))


def length(segment: Segment) -> float:
    """How long a straight piece is."""
    (x0, y0), (x1, y1) = segment
    return hypot(x1 - x0, y1 - y0)


def crosses(rect: Rect, start: Point, end: Point) -> bool:
    """Whether a straight piece touches a rectangle (Liang–Barsky clipping)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    low, high = 0.0, 1.0
    for delta, near, far in (
        (dx, rect.x - start[0], rect.x + rect.w - start[0]),
        (dy, rect.y - start[1], rect.y + rect.h - start[1]),
    ):
        if delta == 0:
            if near > 0 or far < 0:
                return False
            continue
        a, b = sorted((near / delta, far / delta))
        low, high = max(low, a), min(high, b)
        if low > high:
            return False
    return True


def side(line: Segment, point: Point) -> float:
    """How far a point lies from the line through a piece: positive to the right of its way, negative to the left."""
    (x0, y0), (x1, y1) = line
    dx, dy = x1 - x0, y1 - y0
    long = hypot(dx, dy)
    return (dx * (point[1] - y0) - dy * (point[0] - x0)) / long if long else 0.0


def meet(a: Segment, b: Segment) -> Point | None:
    """The point that two pieces share; nothing if there is none, or if they are parallel."""
    (ax, ay), (bx, by) = a[0], b[0]
    adx, ady, bdx, bdy = a[1][0] - ax, a[1][1] - ay, b[1][0] - bx, b[1][1] - by
    turn = adx * bdy - ady * bdx
    if abs(turn) < 1e-9:
        return None
    t = ((bx - ax) * bdy - (by - ay) * bdx) / turn
    u = ((bx - ax) * ady - (by - ay) * adx) / turn
    return (ax + t * adx, ay + t * ady) if 0 <= t <= 1 and 0 <= u <= 1 else None


def nearest(line: Sequence[Segment], point: Point) -> tuple[float, float]:
    """How far a point lies from a line of pieces, and on which side (as `side` tells) of the nearest of them."""
    px, py = point
    best, closest = float("inf"), line[0]
    for piece in line:
        (x0, y0), (x1, y1) = piece
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy
        t = ((px - x0) * dx + (py - y0) * dy) / square if square else 0.0
        if t > 0.0:
            t = min(t, 1.0)
            x0, y0 = x0 + t * dx, y0 + t * dy
        away = (px - x0) ** 2 + (py - y0) ** 2
        if away < best - 1e-9:
            best, closest = away, piece
    return sqrt(best), side(closest, point)


def together(a: Segment, b: Segment, slack: float) -> float:
    """How far two pieces that lead nearly the same way, or the opposite one, run beside each other within `slack`."""
    if length(a) < length(b):
        a, b = b, a
    long, short = length(a), length(b)
    if not short:
        return 0.0
    (x0, y0), (x1, y1) = a
    ux, uy = (x1 - x0) / long, (y1 - y0) / long
    ends = [((x - x0) * ux + (y - y0) * uy, (y - y0) * ux - (x - x0) * uy) for x, y in b]
    (along0, off0), (along1, off1) = ends
    if abs(along1 - along0) < 0.97 * short:
        return 0.0
    low, high = 0.0, 1.0
    for start, end, least, most in ((along0, along1, 0.0, long), (off0, off1, -slack, slack)):
        if abs(end - start) < 1e-9:
            if not least <= start <= most:
                return 0.0
            continue
        first, last = sorted(((least - start) / (end - start), (most - start) / (end - start)))
        low, high = max(low, first), min(high, last)
    return max(high - low, 0.0) * short


# --- what lies near what


class Plane:
    """Things by the squares of a grid that they touch, so that only neighbours are compared."""

    def __init__(self, cell: float = 120.0) -> None:
        self.cell = cell
        self.cells: dict[tuple[int, int], list[int]] = {}
        self.bounds: list[Bounds] = []

    def add(self, bounds: Bounds) -> int:
        """Take in a thing; its number."""
        number = len(self.bounds)
        self.bounds.append(bounds)
        for key in self._keys(bounds):
            self.cells.setdefault(key, []).append(number)
        return number

    def near(self, bounds: Bounds) -> Iterator[int]:
        """The numbers of things whose bounds touch these, each once, in order."""
        keys = self._keys(bounds)
        found = {number for key in keys for number in self.cells.get(key, ())}
        return (number for number in sorted(found) if touch(self.bounds[number], bounds))

    def pairs(self) -> set[tuple[int, int]]:
        """The pairs of things whose bounds touch."""
        candidates = {pair for numbers in self.cells.values() for pair in combinations(numbers, 2)}
        return {(a, b) for a, b in candidates if touch(self.bounds[a], self.bounds[b])}

    def _keys(self, bounds: Bounds) -> list[tuple[int, int]]:
        cell = self.cell
        left, top, right, bottom = (int(edge // cell) for edge in bounds)
        if left == right and top == bottom:
            return [(left, top)]
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def overlapping(rects: Sequence[Rect]) -> Iterator[tuple[int, int]]:
    """The pairs of rectangles that share more area than rounding makes."""
    plane = Plane()
    small = [shrunk(rect, HAIR / 2) for rect in rects]
    for rect in small:
        plane.add(bounds(rect))
    return ((a, b) for a, b in plane.pairs() if overlap(small[a], small[b]))
