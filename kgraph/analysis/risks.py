"""What an architecture loses with one of its parts: single points of failure, blast radius, blind spots, circles at start-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import networkx as nx

from kgraph.analysis.needs import ALWAYS, Dependence, dependences
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import BlindSpot, Cycle, Loss, Risks, SinglePoint, Step

ACTOR = "actor"
"""The delivery of what stands outside the system: its loss is no failure of it."""

MAX_CYCLES, LONGEST = 500, 8


def risks(architecture: Architecture, knowledge: Knowledge) -> Risks:
    """The risks of an architecture, the gravest first."""
    plant = _Plant(architecture, knowledge)
    losses = {id: plant.lose({id}, id) for id in sorted(plant.parts)}
    places = tuple(
        plant.lose(plant.within(p.id), p.id) for p in architecture.places if p.scope != "world"
    )
    return Risks(
        name=architecture.name,
        single_points=(*_on_main_path(plant, losses, places), *_on_other_flows(plant)),
        cycles=_cycles(plant),
        blind_spots=_blind_spots(plant, losses),
        losses=places,
        names=tuple(sorted(architecture.names.items())),
    )


def lose(architecture: Architecture, knowledge: Knowledge, what: str) -> Loss:
    """What is lost with a placement, a component (all its placements), a workload, a site or a cluster; KeyError for anything else."""
    plant = _Plant(architecture, knowledge)
    return plant.lose(plant.named(what), what)


def blast_radius(architecture: Architecture, knowledge: Knowledge, what: str) -> tuple[str, ...]:
    """The placements that stop or are cut off with it, sorted, without what was named itself; KeyError as with `lose`."""
    return lose(architecture, knowledge, what).affected


def can_be_lost(architecture: Architecture) -> frozenset[str]:
    """Every id that `lose` knows: placements, components, workloads, sites, clusters."""
    ids = {name for p in architecture.placements for name in (p.id, p.product)}
    return frozenset({*ids, *(place.id for place in architecture.places)})


class _Plant:
    """An architecture as graphs: the main path, and who cannot do without whom."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        self.architecture, self.knowledge = architecture, knowledge
        self.by_id = architecture.placement_by_id
        self.dependences = dependences(architecture, knowledge)
        self.leaning: dict[str, list[Dependence]] = defaultdict(list)
        for one in self.dependences:
            for target in one.targets if one.when == ALWAYS else ():
                self.leaning[target].append(one)
        self.main = knowledge.main_path
        self.path: nx.DiGraph[str] = nx.DiGraph()
        self.path.add_edges_from(
            (f.source, f.target)
            for f in architecture.flows
            if f.kind in self.main and {f.source, f.target} <= set(self.by_id)
        )
        self.ends = tuple(p.id for p in architecture.placements if p.workload is not None)
        self.entries = self._entries()
        self.way = {
            one
            for end in self.ends
            if end in self.path
            for one in (end, *nx.ancestors(self.path, end))
        }
        self.reached = self._reached(set())
        self.parts = {p.id for p in architecture.placements if self.delivery(p) != ACTOR}
        lanes = {lane.id for lane in knowledge.lanes if lane.watches}
        watching = {concern.id for concern in knowledge.concerns if concern.lane in lanes}
        self.watchers = {p.id for p in architecture.placements if self.concern(p) in watching}

    def _entries(self) -> tuple[str, ...]:
        """Where requests begin: with those outside the system; for a workload that none of them reaches, with whatever leads to it first."""
        found: set[str] = set()
        for end in self.ends:
            before = nx.ancestors(self.path, end) if end in self.path else set()
            outside = {id for id in before if self.delivery(self.by_id[id]) == ACTOR}
            found |= outside or {id for id in before if not self.path.in_degree(id)}
        return tuple(sorted(found))

    def delivery(self, placement: Placement) -> str:
        """How the placement's component is had."""
        component = self.knowledge.components.get(placement.component)
        return component.delivery if component is not None else ""

    def concern(self, placement: Placement) -> str:
        """The concern of the placement's component."""
        component = self.knowledge.components.get(placement.component)
        return component.concern if component is not None else ""

    def _reached(self, gone: set[str]) -> set[str]:
        """What requests reach from the entries, without what is gone."""
        left = self.path.subgraph(node for node in self.path if node not in gone)
        starts = [node for node in self.entries if node in left]
        return {*starts, *(node for start in starts for node in nx.descendants(left, start))}

    def within(self, place: str) -> set[str]:
        """The placements at a place or within it."""
        return {placement.id for placement in self.architecture.placements_within(place)}

    def named(self, what: str) -> set[str]:
        """The placements that an id stands for."""
        if what in self.by_id:
            return {what}
        found = {p.id for p in self.architecture.placements if what == p.product}
        if found:
            return found
        self.architecture.place(what)  # KeyError where there is none
        return self.within(what)

    def lose(self, lost: set[str], what: str) -> Loss:
        """What goes with these placements: what cannot do without them, and what no request reaches any more."""
        gone = self._stopped(lost)
        reached = self._reached(gone)
        cut = (self.reached - reached - gone) & self.way
        dead = gone | cut
        down = defaultdict(list)
        for id in self.ends:
            down[str(self.by_id[id].workload)].append(id in dead)
        return Loss(
            what=what,
            lost=tuple(sorted(lost)),
            stopped=tuple(sorted((gone - lost) & self.parts)),
            cut_off=tuple(sorted(cut & self.parts)),
            watching=tuple(sorted(gone & self.watchers)),
            workloads=tuple(sorted(id for id, all_dead in down.items() if all(all_dead))),
        )

    def _stopped(self, lost: set[str]) -> set[str]:
        gone, fresh = set(lost), list(lost)
        while fresh:
            for one in self.leaning[fresh.pop()]:
                if one.source not in gone and gone.issuperset(one.targets):
                    gone.add(one.source)
                    fresh.append(one.source)
        return gone


# --- single points of failure


def _on_main_path(
    plant: _Plant, losses: dict[str, Loss], places: Iterable[Loss]
) -> tuple[SinglePoint, ...]:
    """What takes every placement of a workload with it: components first, then the sites and clusters that do."""
    kind = next(iter(sorted(plant.main)), "")
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for id, loss in losses.items():
        own = plant.by_id[id].workload
        taken = tuple(workload for workload in loss.workloads if workload != own)
        if taken:
            groups[plant.by_id[id].component, taken].append(id)
    found = [
        _point(plant, kind, component, at, taken, everywhere=True)
        for (component, taken), at in groups.items()
    ]
    found += [
        SinglePoint(kind, "", loss.what, (loss.what,), loss.workloads, True)
        for loss in places
        if loss.workloads
    ]
    return tuple(sorted(found, key=lambda s: (-len(s.lost), s.component == "", s.delivery, s.at)))


def _point(
    plant: _Plant,
    kind: str,
    component: str,
    at: Iterable[str],
    lost: tuple[str, ...],
    *,
    everywhere: bool,
) -> SinglePoint:
    ids = tuple(sorted(at))
    first = plant.by_id[ids[0]]
    return SinglePoint(kind, component, first.name, ids, lost, everywhere, plant.delivery(first))


def _on_other_flows(plant: _Plant) -> tuple[SinglePoint, ...]:
    """For each other kind of flow, what at least two other components have nobody else for."""
    found = []
    sites = [site.id for site in plant.architecture.sites]
    for kind in (kind.id for kind in plant.knowledge.flow_kinds if not kind.main_path):
        alone: dict[str, set[str]] = defaultdict(set)
        for id, others in _alone(plant, kind).items():
            if (
                id in plant.parts
                and id not in plant.ends
                and len({plant.by_id[one].component for one in others}) > 1
            ):
                alone[id] = others
        groups: dict[str, list[str]] = defaultdict(list)
        for id in alone:
            groups[plant.by_id[id].component].append(id)
        points = []
        for component, at in groups.items():
            lost = tuple(sorted(set().union(*(alone[id] for id in at))))
            touched = {
                site
                for site in sites
                if any(site in plant.architecture.around(plant.by_id[one].place) for one in lost)
            }
            everywhere = len(at) == 1 and (len(sites) == 1 or touched == set(sites))
            points.append(_point(plant, kind, component, at, lost, everywhere=everywhere))
        found += sorted(
            points, key=lambda s: (not s.everywhere, -len(s.lost) / len(s.at), s.component)
        )
    return tuple(found)


def _alone(plant: _Plant, kind: str) -> dict[str, set[str]]:
    """For each placement, whom it alone serves in flows of a kind.

    Where one end cannot do without the other, that end is served; else both ends serve each other.
    """
    leaning = {
        (one.source, target)
        for one in plant.dependences
        if one.when == ALWAYS
        for target in one.targets
    }
    ends: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for flow in plant.architecture.flows:
        if flow.kind == kind:
            ends[flow.source, flow.label, True].add(flow.target)
            if (flow.source, flow.target) not in leaning:
                ends[flow.target, flow.label, False].add(flow.source)
    found: dict[str, set[str]] = defaultdict(set)
    for (one, _, _), others in ends.items():
        if len(others) == 1:
            found[next(iter(others))].add(one)
    return found


# --- what observes


def _blind_spots(plant: _Plant, losses: dict[str, Loss]) -> tuple[BlindSpot, ...]:
    """What takes with it something that observes, without being such itself; by component, the most taken first."""
    groups: dict[str, list[Loss]] = defaultdict(list)
    for id, loss in losses.items():
        if loss.watching and id not in plant.watchers:
            groups[plant.by_id[id].component].append(loss)
    found = []
    for component, group in groups.items():
        taken = {one for loss in group for one in loss.watching}
        alone = any(_unseen(plant, loss) for loss in group)
        at = tuple(sorted(id for loss in group for id in loss.lost))
        found.append(BlindSpot(component, plant.by_id[at[0]].name, at, tuple(sorted(taken)), alone))
    return tuple(
        sorted(found, key=lambda b: (not b.alone, -len(b.watching) / len(b.at), b.component))
    )


def _unseen(plant: _Plant, loss: Loss) -> bool:
    """Whether nothing that observes is left where something of it was."""
    taken = set(loss.watching)
    places = {plant.by_id[id].place for id in taken}
    return any(
        not ({id for id in plant.watchers if plant.by_id[id].place == place} - taken)
        for place in places
    )


# --- start-up


def _cycles(plant: _Plant) -> tuple[Cycle, ...]:
    """Circles in what must be up before what, the shortest first; like ones are told once, with whoever else is caught in them."""
    nodes = sorted(plant.by_id)
    number = {
        id: n for n, id in enumerate(nodes)
    }  # numbers keep the order of networkx the same everywhere
    edges = {(one.source, target): one for one in plant.dependences for target in one.targets}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(sorted((number[a], number[b]) for a, b in edges))
    found = (
        _turned(circle)
        for circle in islice(nx.simple_cycles(graph, length_bound=LONGEST), MAX_CYCLES)
    )
    told: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for circle in sorted(found, key=lambda c: (len(c), c)):
        ids = tuple(nodes[n] for n in circle)
        told[_likeness(ids, edges, plant)].append(ids)
    return tuple(_cycle(group, edges) for group in told.values())


Edges = dict[tuple[str, str], Dependence]


def _pairs(circle: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(circle, (*circle[1:], circle[0]), strict=True))


def _likeness(circle: tuple[str, ...], edges: Edges, plant: _Plant) -> tuple[str, ...]:
    """What circles are told by: the steps that only matter at the start, which close them; else their components."""
    closing = [pair for pair in _pairs(circle) if edges[pair].when != ALWAYS]
    members = closing[0] if closing else circle
    return _turned(tuple(plant.by_id[id].component for id in members))


def _cycle(group: list[tuple[str, ...]], edges: Edges) -> Cycle:
    first = group[0]
    also = {id for circle in group[1:] for id in circle} - set(first)
    return Cycle(tuple(Step(a, edges[a, b].role, b) for a, b in _pairs(first)), tuple(sorted(also)))


def _turned(circle: Sequence[Any]) -> tuple[Any, ...]:
    """The circle, begun at its least member."""
    start = circle.index(min(circle))
    return (*circle[start:], *circle[:start])
