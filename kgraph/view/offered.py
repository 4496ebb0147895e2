"""Which views can be drawn of an architecture, and which of them shows what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.model.pictures import ViewDefinition
from kgraph.model.selection import Selection

SAME = 0.8
"""Which share of what two views tell is the same where one of them is enough."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A view that can be drawn: of the whole, or of one `subject`, a place or a component.

    `id` is ``site:eu``. `shown_as` is the id of the view that tells the same or a little more,
    where there is one: that is drawn instead.
    """

    id: str
    label: str
    definition: ViewDefinition
    subject: str = ""
    shown_as: str = ""


def offered(architecture: Architecture, knowledge: Knowledge) -> tuple[Offered, ...]:
    """The views of an architecture in their order.

    Of the whole, of each site and cluster, of the inside of its components.
    """
    found = (_offered(definition, architecture, knowledge) for definition in knowledge.views)
    every = tuple(chain.from_iterable(found))
    told = _told_by(every, architecture)
    return tuple(replace(view, shown_as=told.get(view.id, "")) for view in every)


def _told_by(views: Sequence[Offered], architecture: Architecture) -> dict[str, str]:
    """For each view of a place that tells nearly what one of more does the id of that.

    That is the view of the whole for a site, and of its site for a cluster.
    """
    everything = _everything(architecture)
    sites = _of_places(views, "site")
    found = {
        view.id: views[0].id
        for site, view in sites.items()
        if _shared(_reach(architecture, site), everything) >= SAME
    }
    for cluster, view in _of_places(views, "cluster").items():
        inner = _reach(architecture, cluster)
        for site in set(sites).intersection(architecture.around(cluster)):
            if _shared(inner, _reach(architecture, site)) >= SAME:
                outer = sites[site].id
                found[view.id] = found.get(outer, outer)
    return found


def _of_places(views: Iterable[Offered], scope: str) -> dict[str, Offered]:
    """The views of places of a scope, by those."""
    return {view.subject: view for view in views if view.definition.per == scope}


def _everything(architecture: Architecture) -> frozenset[str]:
    """The ids of all that stands in an architecture, and of all flows."""
    return frozenset((*architecture.placement_by_id, *architecture.flow_by_id))


def _reach(architecture: Architecture, place: str) -> frozenset[str]:
    """What stands in a place or is joined with that, and the flows of it."""
    own = {one.id for one in architecture.placements_within(place)}
    flows = architecture.flows_of(own)
    ends = chain.from_iterable((flow.source, flow.target) for flow in flows)
    return frozenset({*own, *ends, *(flow.id for flow in flows)})


def _shared(some: frozenset[str], others: frozenset[str]) -> float:
    """Which share of two sets is in both; all of it where both are empty."""
    either = some | others
    return len(some & others) / len(either) if either else 1.0


def _offered(
    definition: ViewDefinition, architecture: Architecture, knowledge: Knowledge
) -> Iterator[Offered]:
    if not definition.per:
        yield Offered(definition.id, definition.label, definition)
    for subject, called in _subjects(definition, architecture, knowledge):
        label = f"{definition.label} {called}"
        yield Offered(f"{definition.id}:{subject}", label, definition, subject)


def _subjects(
    definition: ViewDefinition, architecture: Architecture, knowledge: Knowledge
) -> Iterator[tuple[str, str]]:
    """The places or components that a view can be drawn of, and what they are called."""
    if definition.per == "component":
        for id in architecture.components:
            component = knowledge.components.get(id)
            if component is not None and component.parts:
                yield id, component.name
    elif definition.per:
        for place in architecture.topology.at(definition.per):
            yield place.id, place.id


def shown_by(
    architecture: Architecture, views: Sequence[Offered], select: Callable[[Offered], Selection]
) -> Mapping[str, tuple[str, ...]]:
    """For each placement and flow the views that draw it.

    The first view selects all and is not named.

    A view arranged by places may leave out kinds of flow that it is not arranged along. Views of
    single places are named only for what no view of the whole draws, which spares running a query
    for each of many places.
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
    return set(chain.from_iterable(architecture.around(one.place) for one in ends))


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
