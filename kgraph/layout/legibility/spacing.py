"""The straight pieces of arrows: short steps aside, and arrows too near beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from kgraph.layout.drawing import DrawnArrow
from kgraph.layout.geometry.curves import beziers

JOG, CLOSE, BESIDE = 34.0, 9.0, 60.0
"""The shortest step aside; how near two arrows may run, and for how long."""

Straight = tuple[int, float, float, float]
"""A piece that is level (1) or upright (0): its line, and from where to where on it."""


def straight(arrow: DrawnArrow) -> list[Straight]:
    """The straight pieces of an arrow, one after another."""
    found = []
    for first, second, third, last in beziers(arrow.points):
        if first == second and third == last and first != last:
            level = int(first[1] == last[1])
            low, high = sorted((first[1 - level], last[1 - level]))
            found.append((level, first[level], low, high))
    return found


def jogs(arrow: DrawnArrow) -> int:
    """How many short steps an arrow makes from one line to another beside it."""
    pieces = straight(arrow)
    steps = zip(pieces, pieces[2:], strict=False)
    return sum(a[0] == b[0] and 0 < abs(a[1] - b[1]) < JOG and not _back(a, b) for a, b in steps)


def close(arrows: Sequence[DrawnArrow], within: float = CLOSE) -> list[tuple[str, str]]:
    """The pairs of arrows, not of one trunk, that run too near to each other for too long."""
    pieces = {arrow.id: straight(arrow) for arrow in arrows}
    return [
        (a.id, b.id)
        for a, b in combinations(arrows, 2)
        if (not a.bundle or a.bundle != b.bundle)
        and _beside(pieces[a.id], pieces[b.id], within) > BESIDE
    ]


def _back(one: Straight, other: Straight) -> bool:
    """Whether an arrow turns around: it runs back beside where it came from."""
    return min(one[3], other[3]) - max(one[2], other[2]) > 1.0


def _beside(one: Iterable[Straight], other: Sequence[Straight], within: float) -> float:
    """How far two arrows run beside each other."""
    run = 0.0
    for level, line, low, high in one:
        for there, beside, start, end in other:
            if level == there and abs(line - beside) < within:
                run += max(min(high, end) - max(low, start), 0.0)
    return run
