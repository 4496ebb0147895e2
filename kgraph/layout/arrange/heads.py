"""What leads to the places of a view, taken together as one thing that is laid out by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kgraph.layout.arrange.nesting import Nesting
from kgraph.view.view import Block, Frame, View

HEAD = "\x1fhead"
"""The id of the frame around it, which is not drawn; no other thing has it."""
LEAST = 2
"""Of how many things it is made, at least."""


def headed(view: View, edges: Iterable[tuple[str, str]]) -> View:
    """The view with what leads to its frames in a frame of their own before them; the view itself
    where that is too little, or there is no frame.

    `edges` are its arrows, from what stands before to what stands after.
    """
    leading = _leading(view, edges)
    head = tuple(node for node in view.children if node.id in leading)
    if len(head) < LEAST:
        return view
    rest = tuple(node for node in view.children if node.id not in leading)
    frame = Frame(HEAD, "", "", "", "", "", "", children=head)
    return replace(view, children=(frame, *rest))


def _leading(view: View, edges: Iterable[tuple[str, str]]) -> set[str]:
    """The blocks outside all frames from which arrows lead to a frame, also by way of others."""
    frames = {node.id for node in view.children if isinstance(node, Frame)}
    blocks = {node.id for node in view.children if isinstance(node, Block)}
    nesting, top = Nesting(view), frames | blocks
    before: dict[str, set[str]] = {}
    for source, target in edges:
        first, second = nesting.holder(source, top), nesting.holder(target, top)
        if first is not None and second is not None:
            before.setdefault(second, set()).add(first)
    found: set[str] = set()
    waiting = sorted(frames)
    while waiting:
        fresh = before.get(waiting.pop(), set()) & blocks - found
        found |= fresh
        waiting += sorted(fresh)
    return found
