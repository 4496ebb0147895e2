"""The cheapest right-angled way through a grid (A*).

A state is a grid point and the direction of arrival, as one number: point · 4 + direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise, product
from math import nan
from operator import itemgetter
from typing import NamedTuple

from kgraph.layout.arrows.grid import DOWN, FAR, LEFT, RIGHT, UP, Grid
from kgraph.layout.drawing import Point

BEND = 70.0
"""What a bend costs in points of detour."""
TRUNK = 0.25
"""What each point costs on a line that another arrow of the same bundle has already."""

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


_Ahead = tuple[list[float], list[float], list[int], list[int]]
"""For each column and row of a grid, what a way from there to the nearest goal cannot fall short
of; and on which side of the goals it is: the two together are a place in `BENDS`."""


class Finder:
    """Finds the cheapest ways through a grid, as it is when it is asked."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        states = len(grid.coming)
        # from a state of each direction to those beside it: how much further, and what bends cost
        self._turns = [_turns(way, grid.wide) for way in range(4)]
        # of each point its row and its column: looked up, since to divide takes longer
        self._rows = [node // grid.wide for node in range(states // 4)]
        self._columns = [node % grid.wide for node in range(states // 4)]
        # the cost of coming to each state, as far as one search knows it; cleared after it
        self._best = [FAR] * states
        # of those the cost of a way through each, at least, and the state before it
        self._guesses = [FAR] * states
        self._came = [-1] * states

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
        seen: list[int] = []
        try:
            last = self._search(begun, goals, seen)
        finally:
            for state in seen:
                self._best[state] = FAR
        if last < 0:
            return None
        states = _traced(last, self._came)
        first = begun[states[0]]
        passed = [*first.nodes, *(state >> 2 for state in states)]
        return Way(first.port, passed, goals[last >> 2], len(first.nodes))

    def _search(
        self, begun: Mapping[int, Begun], goals: Mapping[int, Port], seen: list[int]
    ) -> int:
        """The state in which the cheapest way arrives, or -1 (A*).

        `seen` gets every state whose cost was found; some more than once.
        """
        coming, gates = self._grid.coming, self._grid.gates
        shut, entering = self._grid.shut, self._grid.entering
        best, guesses, came, turns = self._best, self._guesses, self._came, self._turns
        rows, columns = self._rows, self._columns
        ahead = off_x, off_y, side_x, side_y = _ahead(self._grid, goals)
        queue = self._begin(begun, ahead, seen)
        heapify(queue)
        most = _most(len(rows), goals)
        beyond: set[int] = set()  # states behind a goal: one cannot turn in it
        final, last = FAR, -1
        # most of the time of a picture goes by in this loop: it looks everything up in local lists,
        # and calls nothing of ours but where it arrives
        while queue and queue[0][0] < final:
            guess, state = heappop(queue)
            if guess > guesses[state] + 1e-6:
                continue  # found cheaper since
            cost = best[state]
            goal = goals.get(state >> 2)
            if goal is not None:
                arrived = cost + goal.cost + _entering(goal, state & 3), state
                final, last = min((final, last), arrived, key=itemgetter(0))
                beyond.add(state)
            behind = state in beyond
            for further, bend in turns[state & 3]:
                target = state + further
                new = cost + coming[target] + bend
                if new >= best[target]:
                    continue
                crossed = gates[target] & shut
                if crossed:
                    new += entering(crossed)
                node = target >> 2
                if new > most[node] or new >= best[target]:
                    continue
                if behind:
                    beyond.add(target)
                elif new + BEND < most[node]:
                    most[node] = new + BEND
                best[target], came[target] = new, state
                seen.append(target)
                row, column = rows[node], columns[node]
                to_come = BENDS[target & 3][side_x[column] + side_y[row]]
                guesses[target] = guess = new + off_y[row] + off_x[column] + to_come
                heappush(queue, (guess, target))
        return last

    def _begin(
        self, begun: Mapping[int, Begun], ahead: _Ahead, seen: list[int]
    ) -> list[tuple[float, int]]:
        """What a way from each start costs at least; what it costs to be there is known."""
        off_x, off_y, side_x, side_y = ahead
        for state, first in begun.items():
            row, column = divmod(state >> 2, self._grid.wide)
            bends = BENDS[state & 3][side_x[column] + side_y[row]]
            self._best[state], self._came[state] = first.cost, -1
            self._guesses[state] = first.cost + off_y[row] + off_x[column] + bends
            seen.append(state)
        return [(self._guesses[state], state) for state in begun]


def _most(points: int, goals: Iterable[int]) -> list[float]:
    """At more than what cost one could have come to each point another way, and turned there.

    It is found as one goes. Not every way into a goal ends there, so none rules out another.
    """
    most = [FAR] * points
    for node in goals:
        most[node] = nan
    return most


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


def _turns(way: int, wide: int) -> list[tuple[int, float]]:
    """From a state of that direction on to the three that are beside it, and what that costs."""
    steps = ((RIGHT, 1), (LEFT, -1), (DOWN, wide), (UP, -wide))
    return [
        (step * 4 + turn - way, 0.0 if turn == way else BEND)
        for turn, step in steps
        if turn != BACK[way]
    ]


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


def _traced(last: int, came: Sequence[int]) -> list[int]:
    """The states from the first to the last."""
    states = [last]
    while came[states[-1]] >= 0:
        states.append(came[states[-1]])
    states.reverse()
    return states
