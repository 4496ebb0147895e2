"""Ranks of things joined by ties: which rank, in what order within it, and where across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LANE = 22.0
"""The room that a long tie keeps free in each rank that it passes."""
BESIDE = 34.0
"""The least room between things of one rank, for arrows to pass."""
SWEEPS = 6
Edge = tuple[str, str]


@dataclass(slots=True)
class Node:
    """A thing in a rank: how long it is across the direction of the ranks, and along it; `at` is where it begins across. What is `fixed` stays there."""

    id: str
    across: float
    along: float
    at: float = 0.0
    fixed: bool = False

    @property
    def real(self) -> str:
        """Its id, or the first end of the tie whose lane it is."""
        return self.id.partition("\0")[0]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things, the first before the second; where on each it ends, as a share of its width; how many arrows it stands for."""

    a: str
    b: str
    at_a: float
    at_b: float
    count: int


Links = dict[str, list[tuple[str, float, float]]]
"""For each thing its neighbours in the ranks beside its own, with the shares at which the link ends: there, and here."""


def ranked(
    ids: Sequence[str], edges: Sequence[Edge], first: set[str], last: set[str]
) -> list[list[str]]:
    """The ids by the longest way that leads to them; those `first` come before all ranks, those `last` after.

    An edge that would close a circle, in the order of the edges, is passed over.
    """
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for a, b in acyclic(edges):
        before[b].append(a)
        after[a].append(b)
    rank: dict[str, int] = dict.fromkeys(first, -1)

    def depth(id: str) -> int:
        if id not in rank:
            rank[id] = 1 + max((depth(one) for one in before[id]), default=-1)
        return rank[id]

    end = 1 + max((depth(id) for id in ids), default=0)
    rank.update(dict.fromkeys(last, end))
    for id in sorted(
        ids, key=lambda id: -rank[id]
    ):  # what nothing leads to stands right before what it leads to
        if not before[id] and after[id]:
            rank[id] = min(rank[one] for one in after[id]) - 1
    levels = sorted({rank[id] for id in ids})
    return [[id for id in ids if rank[id] == level] for level in levels]


def acyclic(edges: Iterable[Edge]) -> list[Edge]:
    """The edges without those that lead back along what came before them.

    >>> acyclic([("a", "b"), ("b", "c"), ("c", "a")])
    [('a', 'b'), ('b', 'c')]
    """
    after: dict[str, set[str]] = defaultdict(set)
    kept: list[Edge] = []
    for a, b in edges:
        seen, stack = {b}, [b]
        while stack:
            for one in after[stack.pop()]:
                if one not in seen:
                    seen.add(one)
                    stack.append(one)
        if a not in seen:
            after[a].add(b)
            kept.append((a, b))
    return kept


def folded(rows: list[list[Node]], most: int) -> list[list[Node]]:
    """Ranks of no more than so many things; what is too many stands in a rank after it."""
    found: list[list[Node]] = []
    for row in rows:
        parts = -(-len(row) // most)
        size = -(-len(row) // parts)
        found += [row[i : i + size] for i in range(0, len(row), size)]
    return found


def with_lanes(rows: list[list[Node]], ties: Sequence[Tie]) -> list[list[Node]]:
    """The ranks with a narrow place in each that a long tie passes."""
    level = _levels(rows)
    rows = [list(row) for row in rows]
    for tie in ties:
        low, high = sorted((level[tie.a], level[tie.b]))
        for number in range(low + 1, high):
            rows[number].append(Node(_lane(tie, number), LANE, 0.0))
    return rows


def _lane(tie: Tie, number: int) -> str:
    """The id of the place that a tie keeps free in a rank."""
    return f"{tie.a}\0{tie.b}\0{number}"


def _levels(rows: Sequence[Sequence[Node]]) -> dict[str, int]:
    return {
        node.id: number for number, row in enumerate(rows) for node in row if "\0" not in node.id
    }


def _links(rows: Sequence[Sequence[Node]], ties: Sequence[Tie]) -> Links:
    level = _levels(rows)
    links: Links = defaultdict(list)
    for tie in ties:
        ends = [(tie.a, tie.at_a), (tie.b, tie.at_b)]
        if level[tie.a] > level[tie.b]:
            ends.reverse()
        lanes = [
            (_lane(tie, number), 0.5) for number in range(level[ends[0][0]] + 1, level[ends[1][0]])
        ]
        for (one, here), (other, there) in pairwise((ends[0], *lanes, ends[1])):
            links[one].append((other, there, here))
            links[other].append((one, here, there))
    return links


def order(rows: list[list[Node]], ties: Sequence[Tie]) -> None:
    """Order each rank so that few ties cross: by the mean place of the neighbours in the rank before, then after, several times; the best is kept."""
    links = _links(rows, ties)
    best = _crossings(rows, links)
    kept = [[node.id for node in row] for row in rows]
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for number in range(1, len(rows)) if forward else range(len(rows) - 2, -1, -1):
            if not any(node.fixed for node in rows[number]):
                place = {
                    node.id: i for i, node in enumerate(rows[number - 1 if forward else number + 1])
                }
                _by_barycentre(rows[number], place, links)
        count = _crossings(rows, links)
        if count < best:
            best, kept = count, [[node.id for node in row] for row in rows]
    for row, ids in zip(rows, kept, strict=True):
        row.sort(key=lambda node: ids.index(node.id))


def _by_barycentre(row: list[Node], place: dict[str, int], links: Links) -> None:
    means: dict[str, float] = {}
    for i, node in enumerate(row):
        near = [place[one] + share for one, share, _ in links[node.id] if one in place]
        means[node.id] = (
            sum(near) / len(near) if near else (i + 0.5) * max(len(place), 1) / max(len(row), 1)
        )
    row.sort(key=lambda node: means[node.id])


def _crossings(rows: Sequence[Sequence[Node]], links: Links) -> int:
    """How many pairs of links cross between neighbouring ranks."""
    count = 0
    for upper, lower in pairwise(rows):
        below = {node.id: i for i, node in enumerate(lower)}
        ends = sorted(
            (i + here, below[one] + there)
            for i, node in enumerate(upper)
            for one, there, here in links[node.id]
            if one in below
        )
        count += sum(
            1 for i, (x, y) in enumerate(ends) for u, v in ends[i + 1 :] if v < y and u > x
        )
    return count


def align(rows: list[list[Node]], ties: Sequence[Tie]) -> None:
    """Set each thing as near as may be to where its neighbours are, in its order and with room between."""
    links = _links(rows, ties)
    for row in rows:
        if any(node.fixed for node in row):
            continue
        pos = 0.0
        for node in row:
            node.at = pos
            pos += node.across + BESIDE
        for node in row:
            node.at -= (pos - BESIDE) / 2
    for sweep in range(SWEEPS + 2):
        for number in range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1):
            if not any(node.fixed for node in rows[number]):
                near = {
                    node.id: node
                    for n in (number - 1, number + 1)
                    if 0 <= n < len(rows)
                    for node in rows[n]
                }
                _settle(rows[number], near, links)


def _settle(row: list[Node], near: dict[str, Node], links: Links) -> None:
    """The places nearest to the wished ones that keep order and room: isotonic regression by pooling (Ayer et al. 1955)."""
    offsets, pos = [], 0.0
    for node in row:
        offsets.append(pos)
        pos += node.across + BESIDE
    pools: list[tuple[float, int]] = []
    for node, offset in zip(row, offsets, strict=True):
        wishes = [
            near[one].at + there * near[one].across - here * node.across
            for one, there, here in links[node.id]
            if one in near
        ]
        wish = sum(wishes) / len(wishes) if wishes else node.at
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    for node, offset, mean in zip(row, offsets, means, strict=True):
        node.at = mean + offset
