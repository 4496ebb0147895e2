"""Where arrows meet: crossings, their angles, and stretches on which two arrows run on one line."""

from __future__ import annotations

from itertools import pairwise
from math import asin, degrees, hypot

from kgraph.layout.drawing import DrawnArrow, Point, Rect
from kgraph.layout.geometry import (
    Bounds,
    Plane,
    Segment,
    around,
    crosses,
    length,
    meet,
    nearest,
    pieces,
    shrunk,
    side,
    together,
)

SLACK = 2.0
"""What comes no nearer than this, or goes no further than this across, touches and does not cross."""
SHARED = 12.0
"""Arrows that run on one line for longer than this cannot be told apart there."""


class Curves:
    """The curves of arrows as straight pieces, found by where they are. Arrows go by their numbers."""

    def __init__(self, arrows: tuple[DrawnArrow, ...]) -> None:
        self.pieces: list[tuple[int, tuple[Segment, ...]]] = []
        self.bounds: list[Bounds] = []
        self.lines: list[tuple[Segment, ...]] = []
        self._plane = Plane()
        for number, arrow in enumerate(arrows):
            found = tuple(pieces(arrow.points))
            self.lines.append(tuple(segment for piece in found for segment in piece))
            for at, piece in enumerate(found):
                left, top, right, bottom = around(arrow.points[3 * at : 3 * at + 4])
                self.bounds.append(
                    (left - SLACK / 2, top - SLACK / 2, right + SLACK / 2, bottom + SLACK / 2)
                )
                self._plane.add(self.bounds[-1])
                self.pieces.append((number, piece))

    def through(self, rect: Rect) -> set[int]:
        """The arrows that touch a rectangle."""
        near = self._plane.near((rect.x, rect.y, rect.x + rect.w, rect.y + rect.h))
        found: set[int] = set()
        for one in near:
            number, piece = self.pieces[one]
            if number not in found and any(crosses(rect, *segment) for segment in piece):
                found.add(number)
        return found

    def near(self, number: int, rect: Rect, by: float) -> bool:
        """Whether an arrow comes as near to a rectangle as that."""
        large = shrunk(rect, -by)
        return any(crosses(large, *segment) for segment in self.lines[number])

    def neighbours(self) -> list[tuple[int, int, Segment, Segment]]:
        """Pieces of two arrows that come near each other, with the numbers of the arrows, the lower one first; bends last."""
        found = []
        for one, other in self._plane.pairs():
            (a, first), (b, second) = self.pieces[one], self.pieces[other]
            if a != b:
                found.append((len(first) * len(second), one, other))
        return [
            (self.pieces[one][0], self.pieces[other][0], s, t)
            for _, one, other in sorted(found)
            for s in self.pieces[one][1]
            for t in self.pieces[other][1]
            if _close(s, t)
        ]


def _close(s: Segment, t: Segment) -> bool:
    """Whether two straight pieces may come as near as `SLACK`."""
    (ax, ay), (bx, by) = s
    (cx, cy), (dx, dy) = t
    if ax > bx:
        ax, bx = bx, ax
    if cx > dx:
        cx, dx = dx, cx
    if ax > dx + SLACK or cx > bx + SLACK:
        return False
    if ay > by:
        ay, by = by, ay
    if cy > dy:
        cy, dy = dy, cy
    return ay <= dy + SLACK and cy <= by + SLACK


def meetings(curves: Curves) -> tuple[int, float, int]:
    """Pairs of arrows that cross, the least angle at which they do, and pairs that run on one line."""
    crossing: set[tuple[int, int]] = set()
    beside: dict[tuple[int, int], float] = {}
    angle = 90.0
    for a, b, s, t in curves.neighbours():
        crossed = _cross(s, t, curves.lines[a], curves.lines[b], known=(a, b) in crossing)
        if crossed is not None:
            crossing.add((a, b))
            angle = min(angle, crossed)
        else:
            beside[a, b] = beside.get((a, b), 0.0) + together(s, t, SLACK)
    return len(crossing), angle, sum(run > SHARED for run in beside.values())


def _cross(
    s: Segment, t: Segment, a: tuple[Segment, ...], b: tuple[Segment, ...], *, known: bool
) -> float | None:
    """The angle at which two arrows cross in these pieces of theirs, or nothing if they do not.

    Where they are known to cross, only what is clear at once is told.
    """
    s0, s1 = side(t, s[0]), side(t, s[1])
    if min(s0, s1) > 0 or max(s0, s1) < 0:
        return None
    t0, t1 = side(s, t[0]), side(s, t[1])
    if min(t0, t1) > 0 or max(t0, t1) < 0:
        return None
    if s0 * s1 >= 0 or t0 * t1 >= 0 or min(abs(s0), abs(s1), abs(t0), abs(t1)) <= SLACK:
        at = None if known else meet(s, t)
        if at is None or not (_passes(a, s, at, b) and _passes(b, t, at, a)):
            return None
    return degrees(asin(min(abs(s1 - s0) / length(s), 1.0)))


def _passes(
    line: tuple[Segment, ...], piece: Segment, at: Point, other: tuple[Segment, ...]
) -> bool:
    """Whether a line comes to another from one side and leaves it on the other, however long it runs beside it."""
    where = line.index(piece)
    back = [at, *(segment[0] for segment in reversed(line[: where + 1]))]
    on = [at, *(segment[1] for segment in line[where:])]
    sides = [_leaves(way, other) for way in (back, on)]
    return sides[0] * sides[1] < 0


def _leaves(way: list[Point], other: tuple[Segment, ...]) -> float:
    """On which side a way first gets further than `SLACK` from a line; 0 if it ends before."""
    step = SLACK + 1.0
    for (x0, y0), (x1, y1) in pairwise(way):
        long = hypot(x1 - x0, y1 - y0)
        gone = 0.0
        while gone < long:
            gone = min(gone + step, long)
            share = gone / long
            away, which = nearest(other, (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
            if away > SLACK:
                return which
            step = min(step * 1.5, 24.0)
    return 0.0
