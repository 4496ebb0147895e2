"""What is entered from outside, which stands before what works on it from within."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.view.view import Block, View

Edge = tuple[str, str]


def entered_first(view: View, edges: Sequence[Edge]) -> list[Edge]:
    """The edges of a view; those turned that lead out of a frame to an entrance beside it.

    An entrance is a block to which something leads that stands before all frames, and which leads
    to nothing itself: a load balancer, say, to which names point, and which a gateway sets up.
    """
    entrances = _entrances(view, edges)
    around = view.around()
    turned = []
    for source, target in edges:
        works = target in entrances and _out(around[source], around[target])
        turned.append((target, source) if works else (source, target))
    return turned


def _entrances(view: View, edges: Sequence[Edge]) -> set[str]:
    """What is entered from outside, leads to nothing, and to which nothing beside it leads."""
    before, around = _before(view, edges), view.around()
    entered = {target for source, target in edges if source in before}
    entered -= before.union(source for source, _ in edges)
    for source, target in edges:
        if source not in before and not _out(around[source], around[target]):
            entered.discard(target)
    return entered


def _out(inner: Sequence[str], outer: Sequence[str]) -> bool:
    """Whether what has the first frames around it stands in one beside what has the second."""
    return len(inner) > len(outer) and tuple(inner[: len(outer)]) == tuple(outer)


def _before(view: View, edges: Sequence[Edge]) -> set[str]:
    """The blocks outside all frames to which nothing in a frame leads."""
    before = {node.id for node in view.children if isinstance(node, Block)}
    behind = {target for source, target in edges if source not in before}
    while behind & before:
        before -= behind
        behind = {target for source, target in edges if source not in before}
    return before
