"""The difference of two architectures as one picture.

Their union, with what is added and what is removed marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.knowledge import LEVELS, Knowledge
from kgraph.model.pictures import ViewDefinition
from kgraph.model.topology import Place
from kgraph.view.arranging import views
from kgraph.view.excerpt import Excerpt
from kgraph.view.view import View

ADDED, REMOVED = "added", "removed"
Thing = TypeVar("Thing", Placement, Flow)


def difference(
    before: Architecture, after: Architecture, knowledge: Knowledge, definition: ViewDefinition
) -> Iterator[View]:
    """Both architectures together, as a view arranged by places shows them.

    Then with fewer kinds of flow.

    Boxes, frames and arrows that only one has carry its mark.
    """
    marks = differing(before, after)
    both = union(before, after)
    counts = Counter(mark for id, mark in marks.items() if id in both.placement_by_id)
    title = before.name if before.name == after.name else f"From “{before.name}” to “{after.name}”"
    days = (
        f"{before.as_of.isoformat()} and {after.as_of.isoformat()}"
        if before.as_of != after.as_of
        else after.as_of.isoformat()
    )
    subtitle = (
        f"What differs · {counts[ADDED]} placements added, {counts[REMOVED]} removed · as of {days}"
    )
    excerpt = Excerpt(both, both, definition, "difference", marks=marks)
    for view in views(excerpt, knowledge):
        yield replace(view, title=title, subtitle=subtitle)


def differing(before: Architecture, after: Architecture) -> dict[str, str]:
    """For each place, placement and flow that only one of the two has, by its id.

    ``added`` or ``removed``.
    """
    old, new = _ids(before), _ids(after)
    return {id: ADDED if id in new else REMOVED for id in sorted(old ^ new)}


def union(before: Architecture, after: Architecture) -> Architecture:
    """Everything that either has.

    Of what both have, as the second has it. Sites of the second come first.
    """
    return replace(
        after,
        places=_places(before, after),
        placements=_merged(before.placement_by_id, after.placement_by_id),
        flows=_merged(before.flow_by_id, after.flow_by_id),
    )


def _merged(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> tuple[Thing, ...]:
    both = {**old, **new}
    return tuple(both[id] for id in sorted(both))


def _places(before: Architecture, after: Architecture) -> tuple[Place, ...]:
    """The places of both, from wide to narrow."""
    known = after.topology.by_id
    every = (*after.places, *(place for place in before.places if place.id not in known))
    return tuple(sorted(every, key=lambda place: LEVELS.index(place.scope)))


def _ids(architecture: Architecture) -> set[str]:
    return {
        *architecture.topology.by_id,
        *architecture.placement_by_id,
        *architecture.flow_by_id,
    }
