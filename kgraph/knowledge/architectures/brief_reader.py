"""The brief of an architecture, put together again from places, workloads and rankings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kgraph import terms
from kgraph.errors import shown
from kgraph.knowledge.architectures.facts import Facts, shown_iri
from kgraph.knowledge.architectures.place_reader import Places
from kgraph.model.architecture import Architecture
from kgraph.model.brief import (
    Answers,
    Bound,
    Brief,
    Environment,
    Network,
    Preferences,
    Site,
    System,
    Workload,
)
from kgraph.model.topology import WORLD, Place

_BOUND = re.compile(r"([a-z-]+) \+([0-9]{1,4}) ([a-z-]+)(?: in ([a-z-]+))?")


def answers_of(facts: Facts, holder: str) -> Answers:
    """Answers as decision and options, both sorted: RDF keeps no order."""
    found: dict[str, list[str]] = defaultdict(list)
    for option in facts.nodes(holder, "answer"):
        decision, _, id = option.removeprefix(terms.OPTION).partition(".")
        if not option.startswith(terms.OPTION) or not id:
            what = f"has the answer {shown_iri(option)}, which is no option"
            facts.fault(holder, what, "write 'opt:<decision>.<option>'")
        found[decision].append(id)
    return tuple((decision, tuple(sorted(ids))) for decision, ids in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class BriefReader:
    """Reads the brief of a `draft`: an architecture of which all but the brief is read.

    `placements` holds the ids of the placements by their IRIs.
    """

    facts: Facts
    places: Places
    placements: Mapping[str, str]
    draft: Architecture

    def brief(self, iri: str) -> Brief:
        """The brief that is of that IRI."""
        facts, draft = self.facts, self.draft
        sites = self._sites()
        ids = {site.id for site in sites}
        use_at = tuple(sorted(map(self._use_at, facts.nodes(iri, "useAt"))))
        return Brief(
            name=draft.name,
            as_of=draft.as_of,
            sites=sites,
            workloads=self._workloads(ids),
            answers=draft.answers,
            use=tuple(sorted({*facts.tails(iri, "use"), *dict(use_at)})),
            avoid=facts.tails(iri, "avoid"),
            prefer=tuple(id for id, _ in draft.preferences),
            source=facts.where,
            systems=self._systems(iri),
            use_at=use_at,
            environments=self._environments(iri),
            prefer_in=self._prefer_in(iri),
            bounds=self._bounds(iri),
        )

    # --- preferences and wishes

    def _bounds(self, iri: str) -> tuple[Bound, ...]:
        """How much more some preferences may cost."""
        found: list[Bound] = []
        for text in self.facts.nodes(iri, "atMost"):
            bound = _BOUND.fullmatch(text)
            if bound is None:
                what = f"has 'o:atMost' '{shown(text, 40)}', which is no bound"
                remedy = "write a preference, a number and a unit: 'managed +2 vendors'"
                self.facts.fault(iri, what, remedy)
            else:
                found.append((bound[1], int(bound[2]), bound[3], bound[4] or ""))
        return tuple(found)

    def _prefer_in(self, iri: str) -> Preferences:
        """The preferences that come first for some concerns, each in its order."""
        orders: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for node in self.facts.nodes(iri, "prefersFor"):
            preference = terms.tail(self.facts.only(node, "preference"))
            concern = terms.tail(self.facts.only(node, "concern"))
            orders[concern].append((self.facts.number(node, "position"), preference))
        found = []
        for concern, order in sorted(orders.items()):
            found.append((concern, tuple(id for _, id in sorted(order))))
        return tuple(found)

    def _use_at(self, iri: str) -> tuple[str, tuple[str, ...]]:
        """A component that must be at some places, and the places."""
        component = terms.tail(self.facts.only(iri, "component"))
        return component, tuple(sorted(self.places.joined(iri, "at")))

    # --- sites, environments, systems

    def _sites(self) -> tuple[Site, ...]:
        """The sites with their clusters and what they answer themselves."""
        iri_of = {id: iri for iri, id in self.places.ids.items()}
        topology = self.draft.topology
        found = []
        for place in self.draft.sites:
            inside = topology.right_inside(place.id)
            networks = [one for one in inside if one.scope == "network"]
            site = Site(
                place.id,
                str(place.cloud),
                place.region,
                self._clusters(place),
                answers=answers_of(self.facts, iri_of[place.id]),
                networks=tuple(self._network(one, iri_of[one.id]) for one in networks),
            )
            found.append(site)
        return tuple(found)

    def _network(self, place: Place, iri: str) -> Network:
        """A network of a site, with what stands in it and how it is joined."""
        return Network(
            id=place.id.rpartition("/")[2],
            clusters=self._clusters(place),
            holds=self.facts.tails(iri, "holds"),
            peered_with=tuple(sorted(self.places.joined(iri, "peeredWith"))),
            egress_through=next(iter(self.places.joined(iri, "egressThrough")), None),
        )

    def _clusters(self, place: Place) -> tuple[str, ...]:
        """The ids of the clusters within a place, each by its own part."""
        clusters = self.draft.topology.clusters_in(place.id)
        return tuple(one.id.rpartition("/")[2] for one in clusters)

    def _environments(self, iri: str) -> tuple[Environment, ...]:
        """The stages that changes pass, in the order of the brief."""
        found = []
        for node in self.facts.nodes(iri, "environment"):
            holds = tuple(sorted(self.places.joined(node, "holds")))
            after = self.facts.label(self.facts.only(node, "promotesTo"))
            id = self.facts.label(node) or terms.tail(node)
            position = self.facts.number(node, "position")
            found.append((position, id, Environment(id, holds, after)))
        return tuple(environment for *_, environment in sorted(found))

    def _systems(self, iri: str) -> tuple[System, ...]:
        """What was there already, in the order of the brief."""
        at = {one.system: one.place for one in self.draft.placements if one.system}
        found = []
        for node in self.facts.nodes(iri, "system"):
            id = terms.tail(node)
            place = None if at.get(id) == WORLD else at.get(id)
            label = self.facts.label(node) or id
            system = System(id, label, place, self.facts.tails(node, "gives"))
            found.append((self.facts.number(node, "position"), id, system))
        return tuple(system for *_, system in sorted(found))

    # --- workloads

    def _workloads(self, sites: set[str]) -> tuple[Workload, ...]:
        """Each workload once; one that stands at every site has no list of sites."""
        found: dict[str, tuple[int, Workload]] = {}
        at: dict[str, set[str]] = defaultdict(set)
        iri_of = {id: iri for iri, id in self.placements.items()}
        for one in self.draft.placements:
            if one.workload is not None:
                at[one.workload].add(one.place.split("/")[0])
                iri = iri_of[one.id]
                told = self._workload(one.workload, one.name, iri)
                found.setdefault(one.workload, (self.facts.number(iri, "position"), told))
        ordered = sorted(found.values(), key=lambda pair: (pair[0], pair[1].id))
        return tuple(_placed(workload, at[workload.id], sites) for _, workload in ordered)

    def _workload(self, id: str, name: str, iri: str) -> Workload:
        """A workload, by one of its placements."""
        places = tuple(sorted(self.places.joined(iri, "runsAt")))
        calls = tuple(self.facts.nodes(iri, "calls"))
        named = tuple(sorted(map(self._named, self.facts.nodes(iri, "named"))))
        return Workload(id, name, answers_of(self.facts, iri), places, calls, named)

    def _named(self, iri: str) -> tuple[str, str, str]:
        """A component that a workload names, with the decision and the option that it is for."""
        option = self.facts.only(iri, "answer").removeprefix(terms.OPTION)
        decision, _, id = option.partition(".")
        return decision, id, terms.tail(self.facts.only(iri, "component"))


def _placed(workload: Workload, at: set[str], sites: set[str]) -> Workload:
    """A workload that does not say itself where it runs: at the sites where it stands."""
    if workload.at or at >= sites:
        return workload
    return replace(workload, at=tuple(sorted(at)))
