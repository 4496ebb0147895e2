"""A sparse grid of lanes between obstacles, and what it costs to pass along them.

A grid point is a number: row · columns + column. Lists indexed by it keep the search for ways
fast enough to run at every answer in the browser.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import chain, pairwise, repeat

from kgraph.layout.drawing import Point, Rect

SHARE, CROSS = 260.0, 300.0
"""What running on another arrow's line for so long, and crossing it, cost in points of detour."""
FENCE, KEEP = 500.0, 1500.0
"""What crossing the border of a frame costs that holds neither end of an arrow, or both."""
DEARER, HIGHER = 1200.0, 700.0
"""What crossings and such borders cost where arrows are laid anew, since too many crossed."""
EASY, BESIDE = 100.0, 60.0
"""What crossing and sharing cost where arrows that wind are laid anew, since all others lie."""
RUN = 60.0
FAR = 1e18

RIGHT, LEFT, DOWN, UP = range(4)
"""The directions in which a way comes to a point: the two together are point · 4 + direction."""

Price = tuple[list[float], int, float]
"""A list of prices, a place in it, and what was added there."""


class Grid:
    """Lines at given coordinates; pieces of them inside obstacles are closed."""

    def __init__(self, xs: Iterable[float], ys: Iterable[float], obstacles: Sequence[Rect]) -> None:
        self.xs, self.ys = _merged(xs), _merged(ys)
        self.wide = len(self.xs)
        points = self.wide * len(self.ys)
        # the price of the piece from a point to the right and downwards; FAR where it is closed
        self.right = [*_gaps(self.xs), FAR] * len(self.ys)
        rows = (repeat(gap, self.wide) for gap in (*_gaps(self.ys), FAR))
        self.down = list(chain.from_iterable(rows))
        # what passing a point horizontally, and vertically, costs more where something crosses
        self.across = [0.0] * points
        self.along = [0.0] * points
        # which frames' borders one crosses who comes to a point, one bit for each frame
        self.gates = [0] * (4 * points)
        self._bits: dict[Rect, int] = {}
        self.shut = 0  # the bits of the frames that are fenced
        self.held = 0  # of these the bits of those that hold both ends of an arrow
        self.cross = CROSS  # what crossing a way costs that is taken from now on
        self.share = SHARE  # what running on such a way costs for so long
        self.fence = FENCE  # what crossing a border costs that need not be crossed
        for rect in obstacles:
            self._close(rect)

    def _close(self, rect: Rect) -> None:
        columns = range(bisect_right(self.xs, rect.x), bisect_left(self.xs, rect.right))
        rows = range(bisect_right(self.ys, rect.y), bisect_left(self.ys, rect.bottom))
        start = max(columns.start - 1, 0)
        for row in rows:
            first = row * self.wide
            self.right[first + start : first + columns.stop] = [FAR] * (columns.stop - start)
        for row in range(max(rows.start - 1, 0), rows.stop):
            first = row * self.wide
            self.down[first + columns.start : first + columns.stop] = [FAR] * len(columns)

    def discourage(self, frames: Iterable[Rect]) -> None:
        """Make it dear to run along a frame's border: an arrow would be taken for part of it."""
        for rect in frames:
            columns = _passed(self.xs, rect.x, rect.right)
            for row in chain(_near(self.ys, rect.y), _near(self.ys, rect.bottom)):
                for column in columns:
                    self.right[row * self.wide + column] *= 4
            rows = _passed(self.ys, rect.y, rect.bottom)
            for column in chain(_near(self.xs, rect.x), _near(self.xs, rect.right)):
                for row in rows:
                    self.down[row * self.wide + column] *= 4

    @contextmanager
    def fenced(self, foreign: Iterable[Rect], common: Iterable[Rect]) -> Iterator[None]:
        """While this lasts, to enter or leave these frames costs more, the `common` ones most.

        An arrow has to cross the border of a frame that holds one of its ends: of none that is
        foreign to both, and least of all of one that holds both.
        """
        self.held = self._bits_of(common)
        self.shut = self.held | self._bits_of(foreign)
        try:
            yield
        finally:
            self.shut = self.held = 0

    def entering(self, frames: int) -> float:
        """What it costs to cross the borders of frames that are fenced, told by their bits."""
        many = frames.bit_count()
        common = (frames & self.held).bit_count()
        return KEEP * common + self.fence * (many - common)

    def _bits_of(self, frames: Iterable[Rect]) -> int:
        bits = 0
        for rect in frames:
            bits |= self._bits.get(rect) or self._gates(rect)
        return bits

    def _gates(self, rect: Rect) -> int:
        """The bit of a frame, now set on the pieces that cross its border."""
        bit = self._bits[rect] = 1 << len(self._bits)
        left, right = (bisect_left(self.xs, x) - 1 for x in (rect.x, rect.right))
        top, bottom = (bisect_left(self.ys, y) - 1 for y in (rect.y, rect.bottom))
        for column in (left, right):
            if 0 <= column < self.wide:
                for row in range(top + 1, bottom + 1):
                    self._set_gate(row * self.wide + column, 1, bit)
        for row in (top, bottom):
            if 0 <= row < len(self.ys):
                for column in range(left + 1, right + 1):
                    self._set_gate(row * self.wide + column, self.wide, bit)
        return bit

    def _set_gate(self, node: int, step: int, bit: int) -> None:
        """Let the piece from a point on cross a border, whichever way one goes."""
        onwards, back = (RIGHT, LEFT) if step == 1 else (DOWN, UP)
        self.gates[node * 4 + back] |= bit
        if node + step < len(self.across):
            self.gates[(node + step) * 4 + onwards] |= bit

    def node(self, point: Point) -> int:
        """The grid point nearest to a point."""
        return _nearest(self.ys, point[1]) * self.wide + _nearest(self.xs, point[0])

    def at(self, node: int) -> Point:
        """Where a grid point lies."""
        return self.xs[node % self.wide], self.ys[node // self.wide]

    def take(self, nodes: list[int]) -> list[Price]:
        """Make a way dear for the arrows that follow, to share and to cross.

        Returns what `free` needs to undo it.
        """
        paid: list[Price] = []
        crossed: set[tuple[bool, int]] = set()
        for one, following in pairwise(nodes):
            first, level = min(one, following), abs(one - following) == 1
            prices = self.right if level else self.down
            gates = self.gates[first * 4 + (LEFT if level else UP)]
            # a piece that crosses a fenced border counts in full, however short it is
            run = RUN if gates & self.shut else min(prices[first], RUN)
            paid.append((prices, first, self.share * run / RUN))
            crossed.update(((level, one), (level, following)))
        for level, node in sorted(crossed):
            paid.append((self.along if level else self.across, node, self.cross))
        for prices, node, price in paid:
            prices[node] += price
        self._come_anew({node for _, node, _ in paid})
        return paid

    def free(self, paid: list[Price]) -> None:
        """Undo what `take` did."""
        for prices, node, price in paid:
            prices[node] -= price
        self._come_anew({node for _, node, _ in paid})

    @cached_property
    def coming(self) -> list[float]:
        """What it costs to come to each point in each direction, from the point before.

        The sum of the piece and the point, made once and kept: a search asks for it at each step.
        It is FAR beside the grid, too: there are as many more numbers as a step may be too long.
        """
        found: list[float] = []
        for node in range(len(self.across)):
            found += self._coming(node)
        return found + [FAR] * (4 * self.wide)

    def _coming(self, node: int) -> tuple[float, float, float, float]:
        level, upright = self.across[node], self.along[node]
        # before the first point stands the last, whose pieces are closed
        before, above = self.right[node - 1], self.down[node - self.wide]
        return before + level, self.right[node] + level, above + upright, self.down[node] + upright

    def _come_anew(self, nodes: Iterable[int]) -> None:
        """Count again what it costs to come to these points."""
        for node in nodes:
            self.coming[node * 4 : node * 4 + 4] = self._coming(node)

    def tangled(self, nodes: list[int]) -> bool:
        """Whether a way that is not taken crosses or shares one that is."""
        for one, following in pairwise(nodes):
            level = abs(one - following) == 1
            tolls = self.across if level else self.along
            if tolls[one] >= CROSS or tolls[following] >= CROSS:
                return True
        return False


def _merged(values: Iterable[float]) -> list[float]:
    """The values sorted, with those closer than four points to the one before left out."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] >= 4.0:
            kept.append(value)
    return kept


def _gaps(lines: Sequence[float]) -> list[float]:
    return [following - line for line, following in pairwise(lines)]


def _near(lines: Sequence[float], edge: float, slack: float = 10.0) -> range:
    """The lines that run so near to an edge."""
    return range(bisect_left(lines, edge - slack), bisect_right(lines, edge + slack))


def _passed(lines: Sequence[float], start: float, end: float) -> range:
    """The lines from which pieces begin that lie between a start and an end, at least partly."""
    return range(
        max(bisect_left(lines, start) - 1, 0), min(bisect_right(lines, end), len(lines) - 1)
    )


def _nearest(lines: Sequence[float], value: float) -> int:
    """The line nearest to a value."""
    following = bisect_left(lines, value)
    if following == 0:
        return 0
    if following == len(lines) or value - lines[following - 1] <= lines[following] - value:
        return following - 1
    return following
