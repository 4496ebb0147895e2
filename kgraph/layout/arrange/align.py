"""Where things stand across, in the order of their ranks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from math import inf, sqrt

from kgraph.layout.arrange.chains import Edge, following, straighten
from kgraph.layout.arrange.ties import Link, Links, Node, Tie, is_fixed, links_between

BESIDE = 34.0
"""The least room between things of one rank, for arrows to pass."""
SWEEPS = 8
STIFF = 8
"""How much more than others two things draw each other that are to stand in one line."""


def align(
    rows: Sequence[Sequence[Node]],
    ties: Sequence[Tie],
    *,
    spines: bool = False,
    weighed: bool = False,
) -> None:
    """Set each thing as near as may be to its neighbours, nearer to those with more arrows.

    Its order in its rank stays, with room between. With `spines`, what leads to several stands in
    one line with that of them which has most behind it. Where that is `weighed`, what stands in no
    line follows its neighbours to where the lines are.
    """
    links = links_between(rows, ties)
    loose = [number for number, row in enumerate(rows) if not is_fixed(row)]
    beside = {number: _beside(rows, number) for number in loose}
    follows = following(rows, links, spines=spines)
    stiff = _stiff(follows) if spines else set()
    for number in loose:
        _centre(rows[number])
    for turn in range(SWEEPS):
        for number in loose if turn % 2 == 0 else reversed(loose):
            _settle(rows[number], beside[number], links, stiff)
    straighten(rows, links, follows, BESIDE, whole=spines)
    if weighed:
        lined = _lined(follows)
        for number in (*reversed(loose), *loose):
            _follow(rows[number], beside[number], links, lined)


def _lined(follows: Mapping[str, Node]) -> set[str]:
    """The ids of what stands in a line with something."""
    return {*follows, *(node.id for node in follows.values())}


def _stiff(follows: Mapping[str, Node]) -> set[Edge]:
    """What is to stand in one line."""
    return {(id, other.id) for id, other in follows.items()}


def _follow(
    row: Sequence[Node], near: Mapping[str, Node], links: Links, lined: Collection[str]
) -> None:
    """Set each thing of a rank that is in no line to where it wishes, as far as there is room."""
    ends = Node("", -BESIDE, 0.0, -inf), Node("", 0.0, 0.0, inf)
    for before, node, after in zip((ends[0], *row), row, (*row[1:], ends[1]), strict=False):
        if node.id not in lined:
            least = before.at + before.across + BESIDE
            wish, _ = _wish(node, near, links[node.id], ())
            node.at = max(least, min(after.at - BESIDE - node.across, wish))


def _beside(rows: Sequence[Sequence[Node]], number: int) -> dict[str, Node]:
    """The things in the ranks beside a rank, by their ids."""
    before = rows[number - 1] if number else ()
    after = rows[number + 1] if number + 1 < len(rows) else ()
    return {node.id: node for node in (*before, *after)}


def _centre(row: Sequence[Node]) -> None:
    """Set the things of a rank side by side around the middle."""
    begin = 0.0
    for node in row:
        node.at = begin
        begin += node.across + BESIDE
    for node in row:
        node.at -= (begin - BESIDE) / 2


def _offsets(row: Iterable[Node]) -> list[float]:
    """Where each begins when they stand side by side, with no more room than must be."""
    offsets, begin = [], 0.0
    for node in row:
        offsets.append(begin)
        begin += node.across + BESIDE
    return offsets


def _settle(
    row: Sequence[Node], near: Mapping[str, Node], links: Links, stiff: Collection[Edge]
) -> None:
    """The places nearest to the wished ones that keep order and room."""
    offsets = _offsets(row)
    wishes = []
    for node, offset in zip(row, offsets, strict=True):
        place, weight = _wish(node, near, links[node.id], stiff)
        wishes.append((place - offset, weight))
    for node, offset, rising in zip(row, offsets, _rising(wishes), strict=True):
        node.at = rising + offset


def _wish(
    node: Node, near: Mapping[str, Node], links: Iterable[Link], stiff: Collection[Edge]
) -> tuple[float, float]:
    """Where a thing would begin if only its neighbours mattered, and how much that weighs: at their
    mean, each with the square root of its arrows; what has no neighbour stays.
    """
    whole = weight = 0.0
    for other, there, here, many in links:
        if other in near:
            joined = (node.id, other) in stiff or (other, node.id) in stiff
            pull = sqrt(many) * (STIFF if joined else 1)
            place = near[other].at + there * near[other].across - here * node.across
            whole += pull * place
            weight += pull
    return (whole / weight, weight) if weight else (node.at, 1.0)


def _rising(wishes: Iterable[tuple[float, float]]) -> Iterable[float]:
    """The values nearest to some, each with its weight, that never fall: isotonic regression.

    What would fall is pooled to its mean (Ayer et al. 1955).

    >>> list(_rising([(1.0, 1.0), (4.0, 1.0), (2.0, 3.0)]))
    [1.0, 2.5, 2.5]
    """
    pools: list[tuple[float, float, int]] = []
    for value, own in wishes:
        mean, weight, count = value, own, 1
        while pools and pools[-1][0] > mean:
            other, heavy, many = pools.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight, count = weight + heavy, count + many
        pools.append((mean, weight, count))
    return chain.from_iterable(repeat(mean, count) for mean, _, count in pools)
