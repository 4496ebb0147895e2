"""Numbering the arrows of a view in the order in which they are passed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgraph.view.view import Arrow, View, members


def numbered(view: View) -> View:
    """The view with steps: arrows in the order of their distance from where nothing leads to.

    Like arrows share a number.
    """
    names = _names(view)
    ordered = _in_order(view.arrows, _layers(view))
    told: dict[str, int] = {}
    steps: dict[str, int] = {}
    for arrow in ordered:
        words = " ".join(
            word
            for word in (names[arrow.source], arrow.label or arrow.kind, names[arrow.target])
            if word
        )
        steps[arrow.id] = told.setdefault(words, len(told) + 1)
    arrows = tuple(replace(arrow, steps=(steps[arrow.id],)) for arrow in view.arrows)
    return replace(view, arrows=arrows, steps=tuple(told))


def _in_order(arrows: tuple[Arrow, ...], layers: dict[str, int]) -> list[Arrow]:
    """Breadth first from each end to which nothing leads, one after another, those nearest to
    clients first; from each end first to what is nearest to clients, so that names are asked before
    requests are sent.

    Then around each circle that they do not reach, from its first end by id.
    """
    outgoing: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in sorted(arrows, key=lambda one: (layers.get(one.target, 0), one.id)):
        outgoing[arrow.source].append(arrow)
    ends = sorted(outgoing)
    targets = {arrow.target for arrow in arrows}
    starts_here = (end for end in ends if end not in targets)
    first = sorted(starts_here, key=lambda end: (layers.get(end, 0), end))
    seen: set[str] = set()
    ordered: list[Arrow] = []
    for start in (*first, *ends):
        ordered += _passed(start, outgoing, seen)
    return list(dict.fromkeys(ordered))


def _passed(start: str, outgoing: Mapping[str, list[Arrow]], seen: set[str]) -> Iterator[Arrow]:
    """The arrows that are passed from an end on, breadth first; `seen` is where one has been.

    What leads on from where one has just come in another way than one has come, such as a name to
    what it stands for, is told at once.
    """
    queue = [start] if start not in seen else []
    seen.update(queue)
    while queue:
        for arrow in outgoing.get(queue.pop(0), ()):
            fresh = arrow.target not in seen
            aside = [one for one in outgoing.get(arrow.target, ()) if one.kind != arrow.kind]
            for told in (arrow, *(aside if fresh else ())):
                yield told
                if told.target not in seen:
                    seen.add(told.target)
                    queue.append(told.target)


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
