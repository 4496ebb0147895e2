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
    before, around = _before(view, edges), view.around()
    lead = {source for source, _ in edges}
    entered = {target for source, target in edges if source in before} - before - lead
    within = [edge for edge in edges if edge[1] in entered and edge[0] not in before]
    beside = {target for source, target in within if not _out(around[source], around[target])}
    turned = {edge for edge in within if edge[1] not in beside}
    return [
        (target, source) if (source, target) in turned else (source, target)
        for source, target in edges
    ]


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
