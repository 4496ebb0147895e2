"""A sparse grid of lanes between obstacles, and the cheapest right-angled way through it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from kgraph.view.drawing import Point, Rect

BEND, SHARE, CROSS = 70.0, 260.0, 36.0
"""What a bend, running on another arrow's line for its length, and crossing one cost, in points of detour."""

Node = tuple[int, int]
STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))


class Port:
    """A way out of a thing: the point on its border, the grid point outside it, and the direction outwards."""

    __slots__ = ("border", "cost", "outside", "way")

    def __init__(self, border: Point, outside: Point, way: Node, cost: float = 0.0) -> None:
        self.border, self.outside, self.way, self.cost = border, outside, way, cost


class Grid:
    """Lines at given coordinates; pieces of them inside obstacles are closed."""

    def __init__(self, xs: Iterable[float], ys: Iterable[float], obstacles: Sequence[Rect]) -> None:
        self.xs, self.ys = _merged(xs), _merged(ys)
        self.closed: set[tuple[Node, Node]] = set()
        self.used: dict[tuple[Node, Node], int] = {}
        self.visits: dict[Node, set[bool]] = {}
        for rect in obstacles:
            self._close(rect)

    def _close(self, rect: Rect) -> None:
        inside_x = range(bisect_right(self.xs, rect.x), bisect_left(self.xs, rect.x + rect.w))
        inside_y = range(bisect_right(self.ys, rect.y), bisect_left(self.ys, rect.y + rect.h))
        first, last = max(inside_x.start - 1, 0), min(inside_x.stop, len(self.xs) - 1)
        for j in inside_y:
            for i in range(first, last):
                self.closed.add(((i, j), (i + 1, j)))
        first, last = max(inside_y.start - 1, 0), min(inside_y.stop, len(self.ys) - 1)
        for i in inside_x:
            for j in range(first, last):
                self.closed.add(((i, j), (i, j + 1)))

    def node(self, point: Point) -> Node:
        """The grid point nearest to a point."""
        return _nearest(self.xs, point[0]), _nearest(self.ys, point[1])

    def at(self, node: Node) -> Point:
        """Where a grid point lies."""
        return self.xs[node[0]], self.ys[node[1]]

    def way(self, starts: Sequence[Port], ends: Sequence[Port]) -> tuple[Port, list[Node], Port] | None:
        """The cheapest way from one of the starts to one of the ends, with the ports it takes."""
        goals: dict[tuple[Node, Node], Port] = {}
        for port in ends:
            goals.setdefault((self.node(port.outside), (-port.way[0], -port.way[1])), port)
        targets = [self.at(node) for node, _ in goals]
        middle = sum(x for x, _ in targets) / len(targets), sum(y for _, y in targets) / len(targets)
        radius = max(abs(x - middle[0]) + abs(y - middle[1]) for x, y in targets)
        queue: list[tuple[float, float, Node, Node]] = []
        best: dict[tuple[Node, Node], float] = {}
        came: dict[tuple[Node, Node], tuple[Node, Node] | None] = {}
        begun: dict[tuple[Node, Node], Port] = {}
        for port in starts:
            state = (self.node(port.outside), port.way)
            if port.cost < best.get(state, 1e18):
                best[state], came[state], begun[state] = port.cost, None, port
                heappush(queue, (port.cost + self._ahead(state[0], middle, radius), port.cost, *state))
        final: tuple[float, tuple[Node, Node], Port] | None = None
        while queue:
            guess, cost, node, way = heappop(queue)
            if final is not None and guess >= final[0]:
                break
            if cost > best[node, way]:
                continue
            for into in STEPS:
                goal = goals.get((node, into))
                if goal is not None and into != (-way[0], -way[1]):
                    total = cost + goal.cost + (BEND if into != way else 0.0)
                    if final is None or total < final[0]:
                        final = (total, (node, way), goal)
            for step in STEPS:
                if step == (-way[0], -way[1]):
                    continue
                following = (node[0] + step[0], node[1] + step[1])
                price = self._price(node, following)
                if price is None:
                    continue
                new = cost + price + (BEND if step != way else 0.0)
                state = (following, step)
                if new < best.get(state, 1e18):
                    best[state], came[state] = new, (node, way)
                    heappush(queue, (new + self._ahead(following, middle, radius), new, following, step))
        if final is None:
            return None
        return self._trace(final[1], came, begun, final[2])

    def _trace(
        self, last: tuple[Node, Node], came: dict[tuple[Node, Node], tuple[Node, Node] | None], begun: dict[tuple[Node, Node], Port], goal: Port
    ) -> tuple[Port, list[Node], Port]:
        nodes, state = [last[0]], last
        while (before := came[state]) is not None:
            nodes.append(before[0])
            state = before
        nodes.reverse()
        for a, b in zip(nodes, nodes[1:], strict=False):
            key = (a, b) if a < b else (b, a)
            self.used[key] = self.used.get(key, 0) + 1
            for node in (a, b):
                self.visits.setdefault(node, set()).add(a[1] == b[1])
        return begun[state], nodes, goal

    def _ahead(self, node: Node, middle: Point, radius: float) -> float:
        x, y = self.at(node)
        return max(0.0, abs(x - middle[0]) + abs(y - middle[1]) - radius)

    def _price(self, a: Node, b: Node) -> float | None:
        if not (0 <= b[0] < len(self.xs) and 0 <= b[1] < len(self.ys)):
            return None
        key = (a, b) if a < b else (b, a)
        if key in self.closed:
            return None
        length = abs(self.xs[a[0]] - self.xs[b[0]]) + abs(self.ys[a[1]] - self.ys[b[1]])
        price = length + (SHARE * min(length, 60.0) / 60.0 if key in self.used else 0.0)
        if (a[1] != b[1]) in self.visits.get(b, ()):
            price += CROSS
        return price


def _merged(values: Iterable[float]) -> list[float]:
    """The values sorted, with those closer than two points to the one before left out."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] >= 2.0:
            kept.append(value)
    return kept


def _nearest(values: list[float], value: float) -> int:
    i = bisect_left(values, value)
    if i == len(values) or (i and value - values[i - 1] <= values[i] - value):
        return i - 1
    return i
