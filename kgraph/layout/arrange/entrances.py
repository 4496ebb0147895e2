"""What is entered from outside, which stands before what works on it from within."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from kgraph.layout.arrange.contents import Edge
from kgraph.view.view import Block, View

Around = Mapping[str, tuple[str, ...]]
"""For each thing the frames around it, from the outside in."""


def entered_first(view: View, edges: Sequence[Edge]) -> list[Edge]:
    """The edges of a view; those turned that lead out of a frame to an entrance beside it.

    An entrance is a block to which something leads that stands before all frames, and which leads
    to nothing itself: a load balancer, say, to which names point, and which a gateway sets up.
    """
    around = view.around()
    entrances = _entrances(edges, _before(view, edges), around)
    turned = []
    for source, target in edges:
        works = target in entrances and _out(around[source], around[target])
        turned.append((target, source) if works else (source, target))
    return turned


def _entrances(edges: Sequence[Edge], before: frozenset[str], around: Around) -> set[str]:
    """What is entered from what stands before all frames, leads to nothing, and to which nothing
    beside it leads.
    """
    entered = {target for source, target in edges if source in before}
    entered -= before.union(map(itemgetter(0), edges))
    for source, target in edges:
        if source not in before and not _out(around[source], around[target]):
            entered.discard(target)
    return entered


def _out(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Whether what has the first frames around it stands in one beside what has the second."""
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _before(view: View, edges: Sequence[Edge]) -> frozenset[str]:
    """The blocks outside all frames to which nothing in a frame leads."""
    before = {node.id for node in view.children if isinstance(node, Block)}
    behind = {target for source, target in edges if source not in before}
    while behind & before:
        before -= behind
        behind = {target for source, target in edges if source not in before}
    return frozenset(before)
