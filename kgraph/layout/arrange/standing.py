"""Where things stand in their ranks, found once for the same things.

The arrangements of a view, simpler views, and the pictures of an architecture for several columns
have most of their frames in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kgraph.layout.arrange.align import align
from kgraph.layout.arrange.order import order
from kgraph.layout.arrange.ties import LANE, SLIM, Node, Pulls, Tie, with_lanes
from kgraph.layout.arrange.tight import tighten

KEPT = 4096
"""What so many frames hold is kept: a picture for a column asks for up to some 2,500."""

Thing = tuple[str, float, float]
"""An id, how long that is across the direction of the ranks, and along it."""
Outside = tuple[tuple[float, str], ...]
"""Where things outside a frame are across its direction, with their ids, in order."""
Standing = tuple[tuple[Node, ...], ...]
"""The things of each rank and its lanes, in their order. Nobody changes them: they are kept."""


@lru_cache(KEPT)
def standing(
    rows: tuple[tuple[Thing, ...], ...],
    ties: tuple[Tie, ...],
    outside: tuple[Outside, Outside],
    pulls: Pulls,
    *,
    spines: bool,
    tight: bool,
    weighed: bool,
    slim: bool,
) -> Standing:
    """Things ordered and aligned in their ranks, between what is `outside` before and after them,
    and what `pulls` some of them to a side.

    With `spines`, `tight`, `weighed` and `slim` as a plan says.
    """
    before, after = map(_fixed, outside)
    laned = with_lanes([before, *map(_nodes, rows), after], ties, SLIM if slim else LANE)
    order(laned, ties, pulls, weighed=weighed)
    align(laned, ties, spines=spines, weighed=weighed)
    if tight:
        tighten(laned)
    return tuple(map(tuple, laned[1:-1]))


def _nodes(row: Iterable[Thing]) -> list[Node]:
    return [Node(id, across, along) for id, across, along in row]


def _fixed(outside: Outside) -> list[Node]:
    """What is outside a frame, in a rank of its own that keeps its order."""
    return [Node(id, 0.0, 0.0, at, fixed=True) for at, id in outside]
