"""Which views can be drawn of an architecture, and which of them shows what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge, ViewDefinition
from kgraph.model.selection import Selection


@dataclass(frozen=True, slots=True)
class Offered:
    """A view that can be drawn: of the whole, or of one `subject`, a place or a component. `id` is ``site:eu``."""

    id: str
    label: str
    definition: ViewDefinition
    subject: str = ""


def offered(architecture: Architecture, knowledge: Knowledge) -> tuple[Offered, ...]:
    """The views of an architecture in their order: of the whole, of each site and cluster, of the inside of its components."""
    return tuple(
        Offered(f"{definition.id}:{subject}", f"{definition.label} {called}", definition, subject)
        if subject
        else Offered(definition.id, definition.label, definition)
        for definition in knowledge.views
        for subject, called in _subjects(definition, architecture, knowledge)
    )


def _subjects(
    definition: ViewDefinition, architecture: Architecture, knowledge: Knowledge
) -> Iterator[tuple[str, str]]:
    """What a view can be drawn of, and what that is called; nothing for the whole."""
    if not definition.per:
        yield "", ""
    elif definition.per == "component":
        for id in architecture.components:
            component = knowledge.components.get(id)
            if component is not None and component.parts:
                yield id, component.name
    else:
        for place in architecture.topology.at(definition.per):
            yield place.id, place.id


def shown_by(
    architecture: Architecture, views: Sequence[Offered], select: Callable[[Offered], Selection]
) -> Mapping[str, tuple[str, ...]]:
    """For each placement and flow the views that draw it; the first view selects all and is not named.

    A view arranged by places may leave out kinds of flow that it is not arranged along. Views of single places are named only
    for what no view of the whole draws, which spares running a query for each of many places.
    """
    found: dict[str, list[str]] = defaultdict(list)
    rest = [view for view in views if view.definition is not views[0].definition]
    for view in rest:
        if not view.definition.per:
            _note(found, view, architecture, select)
    hidden = _hidden(architecture, found)
    for view in rest:
        if view.subject in hidden and view.definition.per != "component":
            _note(found, view, architecture, select)
    return {id: tuple(names) for id, names in found.items()}


def _hidden(architecture: Architecture, shown: Mapping[str, list[str]]) -> set[str]:
    """The places that hold something, or an end of something, that is not shown."""
    ends = [one for one in architecture.placements if one.id not in shown]
    for flow in architecture.flows:
        if flow.id not in shown:
            ends += (architecture.placement_by_id[id] for id in (flow.source, flow.target))
    return {place for one in ends for place in architecture.around(one.place)}


def _note(
    found: dict[str, list[str]],
    view: Offered,
    architecture: Architecture,
    select: Callable[[Offered], Selection],
) -> None:
    """Note what a view surely draws."""
    selected = select(view)
    for id in selected.placements:
        found[id].append(view.id)
    for flow in architecture.flows:
        sure = view.definition.arrangement != "places" or flow.kind in view.definition.along
        if sure and flow.id in selected.flows:
            found[flow.id].append(view.id)
