"""A sparse grid of lanes between obstacles, and the cheapest right-angled way through it.

A state is a grid point and the direction of arrival, as one number: point · 4 + direction. Lists indexed by it keep the
search fast enough to run at every answer in the browser.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import pairwise

from kgraph.layout.drawing import Point, Rect

BEND, SHARE, CROSS, FENCE = 70.0, 260.0, 300.0, 160.0
"""What a bend, running on another arrow's line for 60 points, crossing one, and crossing a foreign border cost, in points of detour."""

RIGHT, LEFT, DOWN, UP = range(4)
BACK = (LEFT, RIGHT, UP, DOWN)
FAR = 1e18


def _least_bends(way: int, across: int, along: int) -> int:
    """How often a way must bend at least that runs in a direction; the goal is ahead (1), behind (-1) or level (0) in x and in y."""
    ahead, aside = (across, along) if way in (RIGHT, LEFT) else (along, across)
    if way in (LEFT, UP):
        ahead = -ahead
    return 2 if ahead < 0 else 1 if aside else 0


BENDS = [
    [BEND * _least_bends(way, across, along) for across in (1, 0, -1) for along in (1, 0, -1)]
    for way in range(4)
]
"""What the bends still to come cost at least, by direction and by where the goals lie."""

Price = tuple[list[float], int, float]
"""A list of prices, a place in it, and what was added there."""

_Move = tuple[int, int, bool, list[float], list[int], list[float], float]
"""A step: its direction, how far the next point is in the lists, whether its piece is kept at the point it leaves, the
prices and gates of pieces, the tolls of points, the price of the bend."""


class Port:
    """A way out of a thing: the point on its border, the point outside it, the direction outwards, what it costs."""

    __slots__ = ("border", "cost", "outside", "way")

    def __init__(self, border: Point, outside: Point, way: int, cost: float = 0.0) -> None:
        self.border, self.outside, self.way, self.cost = border, outside, way, cost


class Grid:
    """Lines at given coordinates; pieces of them inside obstacles are closed."""

    def __init__(self, xs: Iterable[float], ys: Iterable[float], obstacles: Sequence[Rect]) -> None:
        self.xs, self.ys = _merged(xs), _merged(ys)
        self.wide = len(self.xs)
        points = self.wide * len(self.ys)
        gaps_x = [b - a for a, b in zip(self.xs, self.xs[1:], strict=False)]
        gaps_y = [b - a for a, b in zip(self.ys, self.ys[1:], strict=False)]
        # the price of the piece from a point to the right and downwards; FAR where it is closed
        self.right = [
            gaps_x[n % self.wide] if n % self.wide < self.wide - 1 else FAR for n in range(points)
        ]
        self.down = [
            gaps_y[n // self.wide] if n // self.wide < len(self.ys) - 1 else FAR
            for n in range(points)
        ]
        self.across = [
            0.0
        ] * points  # what passing a point horizontally costs more, since something crosses there
        self.along = [0.0] * points  # the same vertically
        # which frames' borders such a piece crosses, one bit for each frame
        self.gates_right = [0] * points
        self.gates_down = [0] * points
        self._bits: dict[Rect, int] = {}
        self._shut = 0
        self._best = [FAR] * (
            points * 4
        )  # what is known of each state in one search; cleared after it
        for rect in obstacles:
            self._close(rect)

    def _close(self, rect: Rect) -> None:
        columns = range(bisect_right(self.xs, rect.x), bisect_left(self.xs, rect.x + rect.w))
        rows = range(bisect_right(self.ys, rect.y), bisect_left(self.ys, rect.y + rect.h))
        for j in rows:
            for i in range(max(columns.start - 1, 0), columns.stop):
                self.right[j * self.wide + i] = FAR
        for i in columns:
            for j in range(max(rows.start - 1, 0), rows.stop):
                self.down[j * self.wide + i] = FAR

    def discourage(self, frames: Iterable[Rect], near: float = 10.0) -> None:
        """Make it dear to run along a frame's border, where an arrow would be taken for part of it."""
        for rect in frames:
            for edge in (rect.y, rect.y + rect.h):
                for j in range(
                    bisect_left(self.ys, edge - near), bisect_right(self.ys, edge + near)
                ):
                    for i in range(
                        max(bisect_left(self.xs, rect.x) - 1, 0),
                        min(bisect_right(self.xs, rect.x + rect.w), self.wide - 1),
                    ):
                        self.right[j * self.wide + i] *= 4
            for edge in (rect.x, rect.x + rect.w):
                for i in range(
                    bisect_left(self.xs, edge - near), bisect_right(self.xs, edge + near)
                ):
                    for j in range(
                        max(bisect_left(self.ys, rect.y) - 1, 0),
                        min(bisect_right(self.ys, rect.y + rect.h), len(self.ys) - 1),
                    ):
                        self.down[j * self.wide + i] *= 4

    @contextmanager
    def fenced(self, frames: Iterable[Rect]) -> Iterator[None]:
        """While this lasts, to enter or leave these frames costs more: an arrow has to cross the border of a frame that holds one of its ends, of no other."""
        self._shut = 0
        for rect in frames:
            self._shut |= self._bits.get(rect) or self._gates(rect)
        try:
            yield
        finally:
            self._shut = 0

    def _gates(self, rect: Rect) -> int:
        """The bit of a frame, now set on the pieces that cross its border."""
        bit = self._bits[rect] = 1 << len(self._bits)
        left, right = (bisect_left(self.xs, x) - 1 for x in (rect.x, rect.x + rect.w))
        top, bottom = (bisect_left(self.ys, y) - 1 for y in (rect.y, rect.y + rect.h))
        for i in (left, right):
            if 0 <= i < self.wide:
                for j in range(top + 1, bottom + 1):
                    self.gates_right[j * self.wide + i] |= bit
        for j in (top, bottom):
            if 0 <= j < len(self.ys):
                for i in range(left + 1, right + 1):
                    self.gates_down[j * self.wide + i] |= bit
        return bit

    def node(self, point: Point) -> int:
        """The grid point nearest to a point."""
        return _nearest(self.ys, point[1]) * self.wide + _nearest(self.xs, point[0])

    def at(self, node: int) -> Point:
        """Where a grid point lies."""
        return self.xs[node % self.wide], self.ys[node // self.wide]

    def way(
        self, starts: Sequence[Port], ends: Sequence[Port]
    ) -> tuple[Port, list[int], Port] | None:
        """The cheapest way from one of the starts to one of the ends, with the ports it takes; None where there is none."""
        goals: dict[int, Port] = {}
        for port in ends:
            goals.setdefault(self.node(port.outside), port)
        begun: dict[int, Port] = {}
        for port in starts:
            state = self.node(port.outside) * 4 + port.way
            if state not in begun or port.cost < begun[state].cost:
                begun[state] = port
        came: dict[int, int] = dict.fromkeys(begun, -1)
        try:
            last = self._search({state: port.cost for state, port in begun.items()}, goals, came)
        finally:
            for state in came:
                self._best[state] = FAR
        return self._trace(last, came, begun, goals) if last >= 0 else None

    def _search(self, begun: dict[int, float], goals: dict[int, Port], came: dict[int, int]) -> int:
        """The state in which the cheapest way arrives, or -1; `came` gets the state before each that was looked at (A*)."""
        off_x, off_y, side_x, side_y = self._estimate(list(goals))
        wide, shut, best, moves = self.wide, self._shut, self._best, self._moves()
        guesses: dict[int, float] = {}  # the cost of a way through each state, at least
        queue: list[tuple[float, int]] = []
        for state, cost in begun.items():
            best[state] = cost
            row, column = divmod(state >> 2, wide)
            guesses[state] = (
                cost + off_y[row] + off_x[column] + BENDS[state & 3][side_x[column] + side_y[row]]
            )
            heappush(queue, (guesses[state], state))
        final, last = FAR, -1
        while queue:
            guess, state = heappop(queue)
            if guess >= final:
                break
            if guess > guesses[state] + 1e-6:
                continue  # found cheaper since
            node, way = state >> 2, state & 3
            cost = best[state]
            goal = goals.get(node)
            if goal is not None and goal.way != way:
                total = cost + goal.cost + (0.0 if BACK[goal.way] == way else BEND)
                if total < final:
                    final, last = total, state
            for turn, step, own, prices, gates, tolls, bend in moves[way]:
                following = node + step
                piece = node if own else following
                price = prices[piece]
                if price >= FAR:
                    continue
                if shut and gates[piece] & shut:
                    price += FENCE * (gates[piece] & shut).bit_count()
                new = cost + price + tolls[following] + bend
                target = following * 4 + turn
                if new < best[target]:
                    best[target], came[target] = new, state
                    row, column = following // wide, following % wide
                    guess = (
                        new + off_y[row] + off_x[column] + BENDS[turn][side_x[column] + side_y[row]]
                    )
                    guesses[target] = guess
                    heappush(queue, (guess, target))
        return last

    def _moves(self) -> list[list[_Move]]:
        """For each direction of arrival the steps from there: all but back. Off the grid every piece is closed."""
        level, upright = (
            (self.right, self.gates_right, self.across),
            (self.down, self.gates_down, self.along),
        )
        steps = (
            (RIGHT, 1, True, *level),
            (LEFT, -1, False, *level),
            (DOWN, self.wide, True, *upright),
            (UP, -self.wide, False, *upright),
        )
        return [
            [(*step, 0.0 if step[0] == way else BEND) for step in steps if step[0] != BACK[way]]
            for way in range(4)
        ]

    def _estimate(self, goals: list[int]) -> tuple[list[float], list[float], list[int], list[int]]:
        """Across and along, a distance that the way to the nearest goal cannot fall short of: that to the goals' common frame; and on which side of it that is."""
        places = [self.at(goal) for goal in goals]
        x0, x1 = min(x for x, _ in places), max(x for x, _ in places)
        y0, y1 = min(y for _, y in places), max(y for _, y in places)
        return (
            [max(x0 - x, x - x1, 0.0) for x in self.xs],
            [max(y0 - y, y - y1, 0.0) for y in self.ys],
            [0 if x < x0 else 6 if x > x1 else 3 for x in self.xs],
            [0 if y < y0 else 2 if y > y1 else 1 for y in self.ys],
        )

    def _trace(
        self, last: int, came: dict[int, int], begun: dict[int, Port], goals: dict[int, Port]
    ) -> tuple[Port, list[int], Port]:
        """The way back from the last state."""
        nodes, state = [last >> 2], last
        while came[state] >= 0:
            state = came[state]
            nodes.append(state >> 2)
        nodes.reverse()
        return begun[state], nodes, goals[last >> 2]

    def take(self, nodes: list[int]) -> list[Price]:
        """Make a way dear for the arrows that follow, to share and to cross; returns what `free` needs to undo it."""
        paid: list[Price] = []
        crossed: set[tuple[bool, int]] = set()
        for a, b in pairwise(nodes):
            low, level = min(a, b), abs(a - b) == 1
            prices, gates = (
                (self.right, self.gates_right) if level else (self.down, self.gates_down)
            )
            length = 60.0 if gates[low] & self._shut else min(prices[low], 60.0)
            paid.append((prices, low, SHARE * length / 60.0))
            crossed.update(((level, a), (level, b)))
        paid += [
            (self.along if level else self.across, node, CROSS) for level, node in sorted(crossed)
        ]
        for prices, node, price in paid:
            prices[node] += price
        return paid

    def free(self, paid: list[Price]) -> None:
        """Undo what `take` did."""
        for prices, node, price in paid:
            prices[node] -= price

    def tangled(self, nodes: list[int]) -> bool:
        """Whether a way that is not taken crosses or shares one that is."""
        for a, b in pairwise(nodes):
            level = abs(a - b) == 1
            tolls = self.across if level else self.along
            if tolls[a] >= CROSS or tolls[b] >= CROSS:
                return True
        return False


def _merged(values: Iterable[float]) -> list[float]:
    """The values sorted, with those closer than four points to the one before left out."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] >= 4.0:
            kept.append(value)
    return kept


def _nearest(values: list[float], value: float) -> int:
    i = bisect_left(values, value)
    if i == len(values) or (i and value - values[i - 1] <= values[i] - value):
        return i - 1
    return i
