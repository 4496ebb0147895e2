"""Where arrows meet: crossings, their angles, and stretches on which two arrows run on one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, pairwise
from math import asin, degrees, hypot
from typing import NamedTuple

from kgraph.layout.drawing import DrawnArrow, Point, Rect
from kgraph.layout.geometry.curves import (
    Segment,
    beziers,
    crosses,
    length,
    meet,
    nearest,
    pieces,
    side,
    together,
)
from kgraph.layout.geometry.plane import Plane
from kgraph.layout.geometry.rectangles import Bounds, around, bounds, shrunk

SLACK = 2.0
"""What comes no nearer than this, or goes no further than this across, touches, but crosses not."""
SAME = 6.0
"""Crossings of arrows of one bundle that are no further apart than this are one to the eye."""
SHARED = 12.0
"""Arrows that run on one line for longer than this cannot be told apart there."""

Line = tuple[Segment, ...]
Neighbours = tuple[int, int, Segment, Segment]
"""The numbers of two arrows, and a straight piece of each."""


class Meetings(NamedTuple):
    """Pairs of arrows that cross, how many of these crossings are seen, the least angle of one in
    degrees, and pairs of arrows that run on one line.
    """

    crossings: int
    seen: int
    least_angle: float
    shared: int


class Curves:
    """The curves of arrows as straight pieces, found by where they are.

    Arrows go by their numbers.
    """

    def __init__(self, arrows: tuple[DrawnArrow, ...]) -> None:
        self.pieces: list[tuple[int, Line]] = []
        self.lines: list[Line] = []
        self.bundles = [arrow.bundle for arrow in arrows]
        self._plane = Plane()
        for number, arrow in enumerate(arrows):
            straight = tuple(pieces(arrow.points))
            self.lines.append(tuple(chain.from_iterable(straight)))
            for piece, points in zip(straight, beziers(arrow.points), strict=True):
                self._plane.add(_widened(around(points)))
                self.pieces.append((number, piece))

    @cached_property
    def meetings(self) -> Meetings:
        """Where arrows cross, and where they run on one line."""
        return _meetings(self)

    def through(self, rect: Rect) -> set[int]:
        """The arrows that touch a rectangle."""
        found: set[int] = set()
        for near in self._plane.near(bounds(rect)):
            number, piece = self.pieces[near]
            if number not in found and any(crosses(rect, *segment) for segment in piece):
                found.add(number)
        return found

    def near(self, number: int, rect: Rect, by: float) -> bool:
        """Whether an arrow comes as near to a rectangle as that."""
        large = shrunk(rect, -by)
        return any(crosses(large, *segment) for segment in self.lines[number])

    def neighbours(self) -> Iterator[Neighbours]:
        """Straight pieces of two arrows that come near each other; those of bends last."""
        for _, one, other in sorted(self._beside()):
            (first, piece), (second, beside) = self.pieces[one], self.pieces[other]
            for here in piece:
                for there in beside:
                    if _close(here, there):
                        yield first, second, here, there

    def _beside(self) -> Iterator[tuple[int, int, int]]:
        """Pairs of pieces of two arrows that come near each other, by how much there is to do."""
        for one, other in self._plane.pairs():
            (first, piece), (second, beside) = self.pieces[one], self.pieces[other]
            if first != second and not self.tied(first, second):
                yield len(piece) * len(beside), one, other

    def tied(self, first: int, second: int) -> bool:
        """Whether two arrows are of one bundle."""
        return bool(self.bundles[first]) and self.bundles[first] == self.bundles[second]


def _widened(bounds: Bounds) -> Bounds:
    """The bounds with room for half of `SLACK` around."""
    left, top, right, bottom = bounds
    return left - SLACK / 2, top - SLACK / 2, right + SLACK / 2, bottom + SLACK / 2


def _close(here: Segment, there: Segment) -> bool:
    """Whether two straight pieces may come as near as `SLACK`."""
    # asked of every two pieces of curves that are near each other, so it ends where it can
    (ax, ay), (bx, by) = here
    (cx, cy), (dx, dy) = there
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


def _meetings(curves: Curves) -> Meetings:
    crossing: dict[tuple[int, int], Point | None] = {}
    beside: dict[tuple[int, int], float] = {}
    least = 90.0
    for first, second, here, there in curves.neighbours():
        pair = first, second
        lines = curves.lines[first], curves.lines[second]
        angle = _crossing(here, there, lines, known=pair in crossing)
        if angle is not None:
            crossing.setdefault(pair, meet(here, there))
            least = min(least, angle)
        else:
            beside[pair] = beside.get(pair, 0.0) + together(here, there, SLACK)
    shared = sum(run > SHARED for run in beside.values())
    return Meetings(len(crossing), _seen(curves, crossing), least, shared)


def _seen(curves: Curves, crossing: Mapping[tuple[int, int], Point | None]) -> int:
    """How many of the crossings are seen: arrows of a bundle that run on one line cross as one."""
    spots: dict[frozenset[str | int], list[Point]] = {}
    alone = 0
    for pair, spot in crossing.items():
        lines = frozenset(curves.bundles[number] or number for number in pair)
        if spot is None or lines == frozenset(pair):
            alone += 1
            continue
        known = spots.setdefault(lines, [])
        if all(hypot(spot[0] - x, spot[1] - y) > SAME for x, y in known):
            known.append(spot)
    return alone + sum(map(len, spots.values()))


def _crossing(
    here: Segment, there: Segment, lines: tuple[Line, Line], *, known: bool
) -> float | None:
    """The angle at which two arrows cross in these pieces of theirs, or nothing if they do not.

    Where they are known to cross, only what is clear at once is told.
    """
    here0, here1 = side(there, here[0]), side(there, here[1])
    if min(here0, here1) > 0 or max(here0, here1) < 0:
        return None
    there0, there1 = side(here, there[0]), side(here, there[1])
    if min(there0, there1) > 0 or max(there0, there1) < 0:
        return None
    clear = here0 * here1 < 0 and there0 * there1 < 0
    clear = clear and min(abs(here0), abs(here1), abs(there0), abs(there1)) > SLACK
    if not clear and (known or not _passing(here, there, lines)):
        return None
    return degrees(asin(min(abs(here1 - here0) / length(here), 1.0)))


def _passing(here: Segment, there: Segment, lines: tuple[Line, Line]) -> bool:
    """Whether each of two lines that meet in these pieces passes from one side of the other."""
    at = meet(here, there)
    if at is None:
        return False
    first, second = lines
    return _passes(first, here, at, second) and _passes(second, there, at, first)


def _passes(line: Line, piece: Segment, at: Point, other: Line) -> bool:
    """Whether a line comes to another from one side and leaves it on the other side.

    However long it runs beside it in between.
    """
    where = line.index(piece)
    back = [at, *(segment[0] for segment in reversed(line[: where + 1]))]
    onwards = [at, *(segment[1] for segment in line[where:])]
    return _leaves(back, other) * _leaves(onwards, other) < 0


def _leaves(way: list[Point], other: Line) -> float:
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
