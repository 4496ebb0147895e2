"""Architectures: placements and flows, each with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kgraph.errors import shown
from kgraph.model import notebooks
from kgraph.model.brief import Brief
from kgraph.model.topology import Place, Topology
from kgraph.words import count


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why something is there: a sentence, what it rests on, and the source of a fact."""

    text: str
    because: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """One component at one place. `id` is the place and the component: ``eu/main/prometheus``.

    `capabilities` is all it provides, `serves` what it is there for: the demands and needs that it
    meets. `workload` or `system` names what of the brief's own it is.
    """

    id: str
    component: str
    name: str
    place: str
    capabilities: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    workload: str | None = None
    serves: tuple[str, ...] = ()
    system: str | None = None

    def __repr__(self) -> str:
        return f"<Placement {shown(self.id)}: {shown(self.name)}>"

    @property
    def own(self) -> str | None:
        """The workload or system of the brief that it is; None for a component one can choose."""
        return self.workload or self.system

    @property
    def purposes(self) -> tuple[str, ...]:
        """What it is there for; all that it can do where nothing is said."""
        return self.serves or self.capabilities

    @property
    def product(self) -> str:
        """What it is one of: a workload or system of the user's own, or a component."""
        return self.own or self.component


@dataclass(frozen=True, slots=True)
class Flow:
    """A typed connection between two placements, from the one that starts it."""

    id: str
    source: str
    target: str
    kind: str
    label: str
    reasons: tuple[Reason, ...] = ()

    def __repr__(self) -> str:
        ends = f"{shown(self.source)} → {shown(self.target)}"
        return f"<Flow {ends}: {shown(self.kind)}, {shown(self.label)}>"

    def published(self) -> dict[str, object]:
        """The flow with its ends as ``from`` and ``to``."""
        return {
            "id": self.id,
            "from": self.source,
            "to": self.target,
            "kind": self.kind,
            "label": self.label,
            "reasons": self.reasons,
        }


@dataclass(frozen=True)
class Architecture:
    """Placements and flows that answer a brief, on a day, sorted by id; places from wide to narrow.

    `proven` says that no architecture is better for the brief's preferences; `catalogs` are the
    layers that it was made with, each with the hash of its files. What is looked up
    often is found once.
    """

    name: str
    as_of: date
    places: tuple[Place, ...]
    placements: tuple[Placement, ...]
    flows: tuple[Flow, ...]
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    preferences: tuple[tuple[str, int], ...] = ()
    brief: Brief | None = None
    ontology: str = ""
    proven: bool = True
    catalogs: tuple[str, ...] = ()

    def __repr__(self) -> str:
        placed, flows = len(self.placements), len(self.flows)
        size = f"{count(placed, 'placement')}, {count(flows, 'flow')}"
        return f"<Architecture '{shown(self.name)}' as of {self.as_of}: {size}>"

    def _repr_svg_(self) -> str | None:
        return notebooks.written("architecture", self)

    @cached_property
    def topology(self) -> Topology:
        """Its places, with what is around each."""
        return Topology(self.places)

    def place(self, id: str) -> Place:
        """The place of that id; KeyError if there is none."""
        return self.topology.by_id[id]

    def around(self, id: str) -> tuple[str, ...]:
        """The place and every place around it, from narrow to wide.

        KeyError if there is none of that id.
        """
        return self.topology.around(id)

    @property
    def sites(self) -> tuple[Place, ...]:
        """Its sites, in their order."""
        return self.topology.at("site")

    @cached_property
    def placement_by_id(self) -> dict[str, Placement]:
        """The placements by their ids."""
        return {placement.id: placement for placement in self.placements}

    @cached_property
    def names(self) -> dict[str, str]:
        """What each placement is called, by its id."""
        return {placement.id: placement.name for placement in self.placements}

    @cached_property
    def flow_by_id(self) -> dict[str, Flow]:
        """The flows by their ids."""
        return {flow.id: flow for flow in self.flows}

    @cached_property
    def components(self) -> tuple[str, ...]:
        """The ids of the components that are placed, sorted, each once."""
        return tuple(sorted({placement.component for placement in self.placements}))

    def placements_of(self, component: str) -> tuple[Placement, ...]:
        """The placements of a component."""
        return tuple(one for one in self.placements if one.component == component)

    def placements_with(self, capability: str) -> tuple[Placement, ...]:
        """The placements that provide a capability."""
        return tuple(one for one in self.placements if capability in one.capabilities)

    def placements_at(self, place: str) -> tuple[Placement, ...]:
        """The placements right at a place, not those further inside."""
        return self._at_place.get(place, ())

    def placements_within(self, place: str) -> tuple[Placement, ...]:
        """The placements at a place or anywhere inside it."""
        return self._within_place.get(place, ())

    def flows_of(self, placements: Iterable[str]) -> tuple[Flow, ...]:
        """The flows that begin or end at any of these placements."""
        ends = frozenset(placements)
        return tuple(flow for flow in self.flows if flow.source in ends or flow.target in ends)

    @cached_property
    def _at_place(self) -> dict[str, tuple[Placement, ...]]:
        found: dict[str, list[Placement]] = defaultdict(list)
        for placement in self.placements:
            found[placement.place].append(placement)
        return {place: tuple(placements) for place, placements in found.items()}

    @cached_property
    def _within_place(self) -> dict[str, tuple[Placement, ...]]:
        found: dict[str, list[Placement]] = defaultdict(list)
        for placement in self.placements:
            for place in self.around(placement.place):
                found[place].append(placement)
        return {place: tuple(placements) for place, placements in found.items()}
