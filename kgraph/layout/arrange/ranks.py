"""In which rank things stand that are joined by ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from kgraph.layout.arrange.standing import Thing

Edge = tuple[str, str]


def ranked(
    ids: Sequence[str], edges: Sequence[Edge], first: Collection[str], last: Collection[str]
) -> list[list[str]]:
    """The ids by the longest way that leads to them.

    Those `first` come before all ranks, those `last` after. An edge that would close a circle, in
    the order of the edges, is passed over.
    """
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in acyclic(edges):
        before[target].append(source)
        after[source].append(target)
    rank = _depths(ids, before, first)
    end = 1 + max((rank[id] for id in ids), default=0)
    rank.update(dict.fromkeys(last, end))
    # what nothing leads to stands right before what it leads to
    for id in sorted(ids, key=lambda id: -rank[id]):
        if not before[id] and after[id]:
            rank[id] = min(rank[target] for target in after[id]) - 1
    return _rows(ids, rank)


def level(ids: Sequence[str], edges: Iterable[Edge], together: Sequence[str]) -> list[list[str]]:
    """The same, with some things together in one rank, whatever leads from one of them to another.

    >>> level(["a", "b", "c"], [("a", "b"), ("b", "c")], ["a", "b"])
    [['a', 'b'], ['c']]
    """
    first = together[0]
    held = dict.fromkeys(together, first)
    others = [id for id in ids if held.get(id, id) == id]
    joined = [(held.get(one, one), held.get(other, other)) for one, other in edges]
    rows = ranked(others, [edge for edge in joined if edge[0] != edge[1]], (), ())
    return [_widened(row, first, together) for row in rows]


def _widened(row: Iterable[str], first: str, together: Iterable[str]) -> list[str]:
    """A rank with all that stand together in place of the first of them."""
    widened: list[str] = []
    for id in row:
        widened += together if id == first else [id]
    return widened


def _depths(
    ids: Iterable[str], before: Mapping[str, Sequence[str]], first: Iterable[str]
) -> dict[str, int]:
    """How many steps lead to each, on the longest way."""
    depths: dict[str, int] = dict.fromkeys(first, -1)

    def depth(id: str) -> int:
        if id not in depths:
            depths[id] = 1 + max((depth(source) for source in before[id]), default=-1)
        return depths[id]

    for id in ids:
        depth(id)
    return depths


def _rows(ids: Iterable[str], rank: Mapping[str, int]) -> list[list[str]]:
    rows: dict[int, list[str]] = defaultdict(list)
    for id in ids:
        rows[rank[id]].append(id)
    return [rows[level] for level in sorted(rows)]


def acyclic(edges: Iterable[Edge]) -> list[Edge]:
    """The edges without those that lead back along what came before them.

    >>> acyclic([("a", "b"), ("b", "c"), ("c", "a")])
    [('a', 'b'), ('b', 'c')]
    """
    after: dict[str, set[str]] = defaultdict(set)
    kept: list[Edge] = []
    for source, target in edges:
        if source not in _reached(target, after):
            after[source].add(target)
            kept.append((source, target))
    return kept


def _reached(start: str, after: Mapping[str, set[str]]) -> set[str]:
    """Where one comes to from a start, which is one of them."""
    seen, waiting = {start}, [start]
    while waiting:
        fresh = after[waiting.pop()] - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


def folded(rows: Iterable[list[Thing]], most: int) -> list[list[Thing]]:
    """Ranks of no more than so many things; what is too many stands in a rank after it."""
    narrow: list[list[Thing]] = []
    for row in rows:
        parts = -(-len(row) // most)
        size = -(-len(row) // parts)
        narrow += [row[start : start + size] for start in range(0, len(row), size)]
    return narrow
