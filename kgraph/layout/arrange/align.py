"""Where things stand across, in the order of their ranks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

from kgraph.layout.arrange.chains import straighten
from kgraph.layout.arrange.ties import Link, Links, Node, Tie, is_fixed, links_between

BESIDE = 34.0
"""The least room between things of one rank, for arrows to pass."""
SWEEPS = 8


def align(rows: Sequence[Sequence[Node]], ties: Sequence[Tie]) -> None:
    """Set each thing as near as may be to where its neighbours are.

    Its order in its rank stays, with room between.
    """
    links = links_between(rows, ties)
    loose = [number for number, row in enumerate(rows) if not is_fixed(row)]
    beside = {number: _beside(rows, number) for number in loose}
    for number in loose:
        _centre(rows[number])
    for turn in range(SWEEPS):
        for number in loose if turn % 2 == 0 else reversed(loose):
            _settle(rows[number], beside[number], links)
    straighten(rows, links, BESIDE)


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


def _settle(row: Sequence[Node], near: Mapping[str, Node], links: Links) -> None:
    """The places nearest to the wished ones that keep order and room."""
    offsets = _offsets(row)
    wishes = []
    for node, offset in zip(row, offsets, strict=True):
        wishes.append(_wish(node, near, links[node.id]) - offset)
    for node, offset, rising in zip(row, offsets, _rising(wishes), strict=True):
        node.at = rising + offset


def _wish(node: Node, near: Mapping[str, Node], links: Iterable[Link]) -> float:
    """Where a thing would begin if only its neighbours mattered: at their mean."""
    wishes = [
        near[other].at + there * near[other].across - here * node.across
        for other, there, here in links
        if other in near
    ]
    return sum(wishes) / len(wishes) if wishes else node.at


def _rising(values: Iterable[float]) -> Iterable[float]:
    """The values nearest to these that never fall: isotonic regression by pooling.

    What would fall is pooled to its mean (Ayer et al. 1955).

    >>> list(_rising([1.0, 4.0, 2.0]))
    [1.0, 3.0, 3.0]
    """
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        pools.append((mean, count))
    return chain.from_iterable(repeat(mean, count) for mean, count in pools)
