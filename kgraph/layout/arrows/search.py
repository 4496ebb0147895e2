"""The cheapest right-angled way through a grid (A*).

A state is a grid point and the direction of arrival, as one number: point · 4 + direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise, product
from typing import NamedTuple

from kgraph.layout.arrows.grid import FAR, KEEP, Grid
from kgraph.layout.drawing import Point

BEND = 70.0
"""What a bend costs in points of detour."""
TRUNK = 0.25
"""What each point costs on a line that another arrow of the same bundle has already."""

RIGHT, LEFT, DOWN, UP = range(4)
BACK = (LEFT, RIGHT, UP, DOWN)


def _least_bends(way: int, across: int, along: int) -> int:
    """How often a way must bend at least that runs in a direction.

    The goal is ahead (1), behind (-1) or level (0) in x and in y.
    """
    ahead, aside = (across, along) if way in (RIGHT, LEFT) else (along, across)
    if way in (LEFT, UP):
        ahead = -ahead
    return 2 if ahead < 0 else 1 if aside else 0


def _bends_to_come(way: int) -> list[float]:
    """What bends cost at least, by where the goal is: ahead, level or behind in x, then in y."""
    return [BEND * _least_bends(way, *sides) for sides in product((1, 0, -1), repeat=2)]


BENDS = [_bends_to_come(way) for way in range(4)]
"""What the bends still to come cost at least, by direction and by where the goals lie."""


class Port:
    """A way out of a thing: the point on its border and the one outside, its way, its cost."""

    __slots__ = ("border", "cost", "outside", "way")

    def __init__(self, border: Point, outside: Point, way: int, cost: float = 0.0) -> None:
        self.border, self.outside, self.way, self.cost = border, outside, way, cost


class Way(NamedTuple):
    """A way from a port, over points of the grid, to a port.

    The first points, `shared` in number, are those of another way, from which it parts there.
    """

    start: Port
    nodes: list[int]
    end: Port
    shared: int = 0

    def back(self) -> Way:
        """The same way from its end to its start."""
        return Way(self.end, self.nodes[::-1], self.start, self.shared)


class Begun(NamedTuple):
    """How a search begins: what that costs, from which port, and over which points."""

    cost: float
    port: Port
    nodes: tuple[int, ...]


_Step = tuple[int, int, int, int, int, list[float], list[int], list[float], float]
"""A step from a state: the state after it, its point with row and column, the place of the piece
between (a piece is kept at its left or upper end) in the lists of prices and gates, the tolls of
points, and the price of the bend."""

_Ahead = tuple[list[float], list[float], list[int], list[int]]
"""For each column and row of a grid, what a way from there to the nearest goal cannot fall short
of; and on which side of the goals it is: the two together are a place in `BENDS`."""


class Finder:
    """Finds the cheapest ways through a grid, as it is when it is asked."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._steps: list[list[_Step] | None] = [None] * (4 * len(grid.across))
        # the cost of coming to each state, as far as one search knows it; cleared after it
        self._best = [FAR] * (4 * len(grid.across))

    def cheapest(
        self, starts: Sequence[Port], ends: Sequence[Port], laid: Iterable[Way] = ()
    ) -> Way | None:
        """The cheapest way from one of the starts to one of the ends; None where there is none.

        It may begin on ways that are laid already from one of the same starts, and part from them.
        """
        goals: dict[int, Port] = {}
        for port in ends:
            goals.setdefault(self._grid.node(port.outside), port)
        begun: dict[int, Begun] = {}
        for port in starts:
            node = self._grid.node(port.outside)
            _begin(begun, node * 4 + port.way, Begun(port.cost, port, ()))
        for way in laid:
            for state, cost, nodes in _along(way, self._grid):
                _begin(begun, state, Begun(cost, way.start, nodes))
        came = dict.fromkeys(begun, -1)
        try:
            last = self._search(begun, goals, came)
        finally:
            for state in came:
                self._best[state] = FAR
        if last < 0:
            return None
        states = _traced(last, came)
        first = begun[states[0]]
        passed = [*first.nodes, *(state >> 2 for state in states)]
        return Way(first.port, passed, goals[last >> 2], len(first.nodes))

    def _search(
        self, begun: Mapping[int, Begun], goals: Mapping[int, Port], came: dict[int, int]
    ) -> int:
        """The state in which the cheapest way arrives, or -1 (A*).

        `came` gets the state before each that was looked at.
        """
        shut, held, best, fence = self._grid.shut, self._grid.held, self._best, self._grid.fence
        foreign = shut & ~held
        known, steps_from = self._steps, self._steps_from
        ahead = off_x, off_y, side_x, side_y = _ahead(self._grid, goals)
        guesses = self._begin(begun, ahead)  # the cost of a way through each state, at least
        queue = [(guess, state) for state, guess in guesses.items()]
        heapify(queue)
        final, last = FAR, -1
        # most of the time of a picture goes by in this loop: it looks everything up in local lists,
        # and calls nothing of ours but where it arrives, or comes to a state for the first time
        while queue:
            guess, state = heappop(queue)
            if guess >= final:
                break
            if guess > guesses[state] + 1e-6:
                continue  # found cheaper since
            cost = best[state]
            goal = goals.get(state >> 2)
            if goal is not None:
                total = cost + goal.cost + _entering(goal, state & 3)
                if total < final:
                    final, last = total, state
            for target, following, row, column, piece, prices, gates, tolls, bend in known[
                state
            ] or steps_from(state):
                new = cost + prices[piece] + tolls[following] + bend
                if new >= best[target]:
                    continue
                if gates[piece] & shut:
                    new += KEEP * (gates[piece] & held).bit_count()
                    new += fence * (gates[piece] & foreign).bit_count()
                    if new >= best[target]:
                        continue
                best[target], came[target] = new, state
                turns = BENDS[target & 3]
                guess = new + off_y[row] + off_x[column] + turns[side_x[column] + side_y[row]]
                guesses[target] = guess
                heappush(queue, (guess, target))
        return last

    def _steps_from(self, state: int) -> list[_Step]:
        """The steps from a state, kept for the next time: all but back and those that are closed.

        Off the grid every piece is closed.
        """
        grid, (node, way) = self._grid, divmod(state, 4)
        level = grid.right, grid.gates_right, grid.across
        upright = grid.down, grid.gates_down, grid.along
        found: list[_Step] = []
        for turn, step, back, lists in (
            (RIGHT, 1, 0, level),
            (LEFT, -1, -1, level),
            (DOWN, grid.wide, 0, upright),
            (UP, -grid.wide, -grid.wide, upright),
        ):
            following, piece = node + step, node + back
            if turn != BACK[way] and lists[0][piece] < FAR:
                bend = 0.0 if turn == way else BEND
                place = divmod(following, grid.wide)
                found.append((following * 4 + turn, following, *place, piece, *lists, bend))
        self._steps[state] = found
        return found

    def _begin(self, begun: Mapping[int, Begun], ahead: _Ahead) -> dict[int, float]:
        """What a way from each start costs at least; what it costs to be there is known."""
        off_x, off_y, side_x, side_y = ahead
        guesses = {}
        for state, first in begun.items():
            self._best[state] = first.cost
            row, column = divmod(state >> 2, self._grid.wide)
            bends = BENDS[state & 3][side_x[column] + side_y[row]]
            guesses[state] = first.cost + off_y[row] + off_x[column] + bends
        return guesses


def _begin(begun: dict[int, Begun], state: int, first: Begun) -> None:
    """Begin in a state, unless it is cheaper to begin there otherwise."""
    if state not in begun or first.cost < begun[state].cost:
        begun[state] = first


def _along(way: Way, grid: Grid) -> Iterator[tuple[int, float, tuple[int, ...]]]:
    """The states that a way passes, what it costs to be there once it lies, the points before."""
    cost = way.start.cost
    for number, (here, there) in enumerate(pairwise(way.nodes), 1):
        (x, y), (far_x, far_y) = grid.at(here), grid.at(there)
        cost += TRUNK * (abs(far_x - x) + abs(far_y - y))
        turn = _turn(there - here)
        yield there * 4 + turn, cost, tuple(way.nodes[:number])


def _turn(step: int) -> int:
    """The direction of a step from a point to one beside it."""
    if abs(step) == 1:
        return RIGHT if step > 0 else LEFT
    return DOWN if step > 0 else UP


def _entering(goal: Port, way: int) -> float:
    """What it costs to turn into a port from a direction; it cannot be entered from within."""
    if goal.way == way:
        return FAR
    return 0.0 if BACK[goal.way] == way else BEND


def _ahead(grid: Grid, goals: Iterable[int]) -> _Ahead:
    """What is ahead of each line; the distance is that to the goals' common frame."""
    places = [grid.at(goal) for goal in goals]
    xs = [x for x, _ in places]
    ys = [y for _, y in places]
    sides_x = [3 * side for side in _sides(grid.xs, xs)]
    return _distances(grid.xs, xs), _distances(grid.ys, ys), sides_x, _sides(grid.ys, ys)


def _distances(lines: Iterable[float], goals: Sequence[float]) -> list[float]:
    low, high = min(goals), max(goals)
    return [max(low - line, line - high, 0.0) for line in lines]


def _sides(lines: Iterable[float], goals: Sequence[float]) -> list[int]:
    """For each line whether the goals are ahead of it (0), level with it (1), or behind (2)."""
    low, high = min(goals), max(goals)
    return [(line >= low) + (line > high) for line in lines]


def _traced(last: int, came: Mapping[int, int]) -> list[int]:
    """The states from the first to the last."""
    states = [last]
    while came[states[-1]] >= 0:
        states.append(came[states[-1]])
    states.reverse()
    return states
