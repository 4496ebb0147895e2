"""Numbering the arrows of a view in the order in which they are passed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgraph.view.lettering import Step, lettered
from kgraph.view.sharing import shared
from kgraph.view.story import Rank, Story
from kgraph.view.view import Arrow, View, members

NAMED = 2
"""How many of many things that stand together are named in a sentence."""


def numbered(view: View) -> View:
    """The view with steps: arrows in the order in which a request passes them; see `Story`.

    Like arrows share a number, see `shared`; what branches is told with letters, see `lettered`.
    """
    names, standing = _names(view), view.standing()
    sentences = {arrow.id: _told(arrow, names) for arrow in view.arrows}
    alike = shared(view.arrows, sentences, standing)
    told = _telling(view, alike, _ranks(view, names))
    numbers = lettered([_step(arrows, names, standing) for arrows in told])
    found: dict[str, Arrow] = {}
    for step, (number, many) in enumerate(zip(numbers, told, strict=True), start=1):
        found |= {one.id: replace(one, steps=(step,), number=number) for one in many}
    arrows = tuple(found[arrow.id] for arrow in view.arrows)
    steps = tuple(sentences[arrows[0].id] for arrows in told)
    return replace(view, arrows=arrows, steps=steps, numbers=numbers)


def _telling(view: View, alike: Mapping[str, str], ranks: Mapping[str, Rank]) -> list[list[Arrow]]:
    """The arrows in the order in which they are told, those together that are told at once."""
    told: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in Story(view.arrows, ranks, alike).told():
        told[alike[arrow.id]].append(arrow)
    return list(told.values())


def _ranks(view: View, names: Mapping[str, str]) -> dict[str, Rank]:
    """What comes first of what nothing leads to."""
    layers, places = _layers(view), _places(view)
    return {end: (layers.get(end, 0), places.get(end, 0), name, end) for end, name in names.items()}


def _step(arrows: Sequence[Arrow], names: Mapping[str, str], standing: Mapping[str, str]) -> Step:
    """The step that like arrows are, between what has a place of its own."""
    first = arrows[0]
    return Step(
        sources=frozenset(standing[arrow.source] for arrow in arrows),
        targets=frozenset(standing[arrow.target] for arrow in arrows),
        saying=(names[first.source], first.kind, first.label),
        between=(names[first.source], first.kind, names[first.target]),
    )


def _places(view: View) -> dict[str, int]:
    """For each frame, block and member in the how many-th frame it stands; 0 in none."""
    order = {frame.id: at for at, frame in enumerate(view.frames(), start=1)}
    around = view.around().items()
    return {id: max(order.get(one, 0) for one in (*outer, id)) for id, outer in around}


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
        names[block.id] = _listed([box.title for box in block.boxes])
    return names


def _listed(names: Sequence[str]) -> str:
    """What stands together, by its names; of many, by the first of them.

    >>> _listed(["Accounts", "Billing"]), _listed(["Accounts", "Billing", "Catalog", "Events"])
    ('Accounts and Billing', 'Accounts, Billing and 2 more')
    """
    if len(names) == 1:
        return names[0]
    said = names[:NAMED]
    rest = f"{len(names) - NAMED} more" if len(names) > NAMED + 1 else names[-1]
    return f"{', '.join(said if len(names) > NAMED else names[:-1])} and {rest}"
