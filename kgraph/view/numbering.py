"""Numbering the arrows of a view in the order in which they are passed."""

from __future__ import annotations

from dataclasses import replace

from kgraph.view.story import Story
from kgraph.view.view import Arrow, View, members


def numbered(view: View) -> View:
    """The view with steps: arrows in the order in which a request passes them; see `Story`.

    Like arrows share a number.
    """
    names, layers = _names(view), _layers(view)
    ranks = {end: (layers.get(end, 0), name, end) for end, name in names.items()}
    alike = {arrow.id: _told(arrow, names) for arrow in view.arrows}
    told: dict[str, int] = {}
    for arrow in Story(view.arrows, ranks, alike).told():
        told.setdefault(alike[arrow.id], len(told) + 1)
    arrows = tuple(replace(arrow, steps=(told[alike[arrow.id]],)) for arrow in view.arrows)
    return replace(view, arrows=arrows, steps=tuple(told))


def _told(arrow: Arrow, names: dict[str, str]) -> str:
    """The sentence that tells an arrow."""
    words = names[arrow.source], arrow.label or arrow.kind, names[arrow.target]
    return " ".join(filter(None, words))


def _layers(view: View) -> dict[str, int]:
    """How far along the way from client to data each block stands, and each member of it."""
    found: dict[str, int] = {}
    for block in view.blocks():
        found |= dict.fromkeys((block.id, *members(block)), block.layer)
    return found


def _names(view: View) -> dict[str, str]:
    """What everything is called in a sentence at which arrows end."""
    names = {frame.id: frame.title for frame in view.frames()}
    for block in view.blocks():
        names |= {box.id: box.title for box in block.boxes}
        names[block.id] = block.title or block.boxes[0].title
    return names
