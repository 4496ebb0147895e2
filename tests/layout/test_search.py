"""The cheapest way through a grid is found, however much of the grid is passed over."""

from __future__ import annotations

import random
from heapq import heappop, heappush
from itertools import pairwise

import pytest

from kgraph.layout.arrows.grid import DOWN, FAR, KEEP, LEFT, RIGHT, UP, Grid
from kgraph.layout.arrows.search import BACK, BEND, Finder, Port, Way
from kgraph.layout.drawing import Rect

SIZE = 12
STEPS = {RIGHT: 1, LEFT: -1, DOWN: SIZE, UP: -SIZE}


def a_grid(chance: random.Random) -> Grid:
    """A grid with obstacles and a frame."""
    lines = [10.0 * number + chance.choice((0, 2.5)) for number in range(SIZE)]
    walls = [
        Rect(chance.uniform(5, 80), chance.uniform(5, 80), chance.uniform(5, 25), 15.0)
        for _ in range(4)
    ]
    grid = Grid(lines, lines, walls)
    grid.discourage([Rect(22, 22, 60, 60)])
    return grid


def a_port(grid: Grid, chance: random.Random) -> Port:
    """A port at a point of the grid, whose thing is behind it."""
    way = chance.randrange(4)
    row, column = chance.randrange(1, SIZE - 1), chance.randrange(1, SIZE - 1)
    node = row * SIZE + column
    behind = grid.right if way in (RIGHT, LEFT) else grid.down
    behind[node - STEPS[way] if way in (RIGHT, DOWN) else node] = FAR
    at = grid.at(node)
    return Port(at, at, way, chance.choice((0.0, 5.0)))


def piece(grid: Grid, node: int, way: int) -> float:
    """What the piece from a point costs, with what is crossed at its end."""
    first = node if way in (RIGHT, DOWN) else node + STEPS[way]
    level = way in (RIGHT, LEFT)
    price = (grid.right if level else grid.down)[first]
    if price >= FAR:
        return FAR
    tolls = grid.across if level else grid.along
    crossed = grid.gates[(node + STEPS[way]) * 4 + way] & grid.shut
    held = (crossed & grid.held).bit_count()
    fences = KEEP * held + grid.fence * (crossed.bit_count() - held)
    return price + tolls[node + STEPS[way]] + fences


def plainly(grid: Grid, starts: list[Port], ends: list[Port]) -> float:
    """What the cheapest way costs, by going through everything (Dijkstra)."""
    goals = {grid.node(port.outside): port for port in reversed(ends)}
    queue = [(port.cost, grid.node(port.outside), port.way) for port in starts]
    queue.sort()
    done: set[tuple[int, int]] = set()
    least = FAR
    while queue:
        cost, node, way = heappop(queue)
        if (node, way) in done:
            continue
        done.add((node, way))
        goal = goals.get(node)
        if goal is not None and goal.way != way:
            bend = 0.0 if BACK[goal.way] == way else BEND
            least = min(least, cost + goal.cost + bend)
        for turn in range(4):
            price = piece(grid, node, turn) if turn != BACK[way] else FAR
            if price < FAR:
                bend = 0.0 if turn == way else BEND
                heappush(queue, (cost + price + bend, node + STEPS[turn], turn))
    return least


def cost(grid: Grid, way: Way) -> float:
    """What a way costs."""
    total, before = way.start.cost + way.end.cost, way.start.way
    for here, there in pairwise(way.nodes):
        turn = next(turn for turn, step in STEPS.items() if step == there - here)
        total += piece(grid, here, turn) + (0.0 if turn == before else BEND)
        before = turn
    return total + (0.0 if BACK[way.end.way] == before else BEND)


@pytest.mark.parametrize("seed", range(40))
def test_no_way_is_cheaper_than_the_one_that_is_found(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    grid = a_grid(chance)
    ports = [a_port(grid, chance) for _ in range(8)]
    finder = Finder(grid)
    for row in (3, 6):
        grid.take([row * SIZE + column for column in range(2, 9)])
    for number in range(6):
        chance.shuffle(ports)
        starts, ends = ports[:3], ports[3:6]
        frames = [Rect(22, 22, 60, 60)]
        with grid.fenced(frames if number % 2 else [], [] if number % 2 else frames):
            way, least = finder.cheapest(starts, ends), plainly(grid, starts, ends)
            assert (least >= FAR) == (way is None)
            if way is not None:
                assert cost(grid, way) == pytest.approx(least)
        if way is not None:
            grid.free(grid.take(way.nodes))
