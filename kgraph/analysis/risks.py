"""What an architecture loses with one of its parts.

Single points of failure, blast radius, blind spots, circles at start-up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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

Edges = dict[tuple[str, str], Dependence]


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
    """What is lost with a placement, a component, a workload, a site or a cluster.

    A component is lost with all its placements. KeyError for anything else.
    """
    plant = _Plant(architecture, knowledge)
    return plant.lose(plant.named(what), what)


def blast_radius(architecture: Architecture, knowledge: Knowledge, what: str) -> tuple[str, ...]:
    """The placements that stop or are cut off with it, sorted, without what was named itself.

    KeyError as with `lose`.
    """
    return lose(architecture, knowledge, what).affected


def can_be_lost(architecture: Architecture) -> frozenset[str]:
    """Every id that `lose` knows: placements, components, workloads, sites, clusters."""
    placements = {placement.id for placement in architecture.placements}
    products = {placement.product for placement in architecture.placements}
    places = {place.id for place in architecture.places}
    return frozenset(placements | products | places)


class _Plant:
    """An architecture as graphs: the main path, and who cannot do without whom."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        self.architecture, self.knowledge = architecture, knowledge
        self.by_id = architecture.placement_by_id
        self.dependences = dependences(architecture, knowledge)
        self.leaning = self._leaning()
        self.path = self._main_path()
        self.ends = tuple(p.id for p in architecture.placements if p.workload is not None)
        self.entries = self._entries()
        self.way = self._way()
        self.starts = frozenset(self.entries)
        self.reached = self._reached()
        self.copies = Counter(self._workload(id) for id in self.ends)
        self.parts = {p.id for p in architecture.placements if self.delivery(p) != ACTOR}
        self.watchers = self._watchers()

    def _leaning(self) -> dict[str, list[Dependence]]:
        """For each placement, who cannot do without it at any time."""
        leaning: dict[str, list[Dependence]] = defaultdict(list)
        for one in self.dependences:
            if one.when == ALWAYS:
                for target in one.targets:
                    leaning[target].append(one)
        return leaning

    def leans(self, source: str, target: str) -> bool:
        """Whether the one needs the other at all times, be it as one of several."""
        return any(one.source == source for one in self.leaning.get(target, ()))

    def _main_path(self) -> nx.DiGraph[str]:
        """The flows of the main kinds, between placements."""
        path: nx.DiGraph[str] = nx.DiGraph()
        for flow in self.architecture.flows:
            inside = flow.source in self.by_id and flow.target in self.by_id
            if inside and flow.kind in self.knowledge.main_path:
                path.add_edge(flow.source, flow.target)
        return path

    def _entries(self) -> tuple[str, ...]:
        """Where requests begin: with those outside the system.

        For workloads that none of them reaches, with whatever leads to them first.
        """
        outside = {id for id in self._before(self.ends) if self._is_outside(id)}
        served = _beyond(self.path.successors, outside)
        others = self._before(end for end in self.ends if end not in served)
        return tuple(sorted(outside | {id for id in others if not self.path.in_degree(id)}))

    def _before(self, ends: Iterable[str]) -> set[str]:
        """What leads to any of these workloads along the main path."""
        return _beyond(self.path.predecessors, (end for end in ends if end in self.path))

    def _is_outside(self, id: str) -> bool:
        return self.delivery(self.by_id[id]) == ACTOR

    def _way(self) -> set[str]:
        """Everything on the main path to a workload, the workload with it."""
        return self._before(self.ends) | {end for end in self.ends if end in self.path}

    def _watchers(self) -> set[str]:
        """The placements whose concern stands in a lane that observes."""
        lanes = {lane.id for lane in self.knowledge.lanes if lane.watches}
        watching = {one.id for one in self.knowledge.concerns if one.lane in lanes}
        return {p.id for p in self.architecture.placements if self.concern(p) in watching}

    def delivery(self, placement: Placement) -> str:
        """How the placement's component is had."""
        component = self.knowledge.components.get(placement.component)
        return component.delivery if component is not None else ""

    def concern(self, placement: Placement) -> str:
        """The concern of the placement's component."""
        component = self.knowledge.components.get(placement.component)
        return component.concern if component is not None else ""

    def _reached(self) -> set[str]:
        """What requests reach from the entries."""
        begun = {start for start in self.entries if start in self.path}
        return begun | _beyond(self.path.successors, begun)

    def _cut_off(self, gone: set[str]) -> set[str]:
        """What requests reach no more without what is gone.

        Only what lies behind that is looked at, so that asking it of every part stays cheap.
        """
        behind = _beyond(self.path.successors, gone & self.reached) - gone
        left = {id for id in behind if id in self.starts or self._is_fed(id, behind | gone)}
        return behind - left - _beyond(lambda id: set(self.path.successors(id)) & behind, left)

    def _is_fed(self, id: str, without: set[str]) -> bool:
        """Whether something that requests reach leads to a placement, apart from some."""
        return any(one in self.reached and one not in without for one in self.path.predecessors(id))

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
        """What goes with these placements.

        What cannot do without them, and what no request reaches any more.
        """
        gone = self._stopped(lost)
        cut = self._cut_off(gone) & self.way
        dead = gone | cut
        return Loss(
            what=what,
            lost=tuple(sorted(lost)),
            stopped=tuple(sorted((gone - lost) & self.parts)),
            cut_off=tuple(sorted(cut & self.parts)),
            watching=tuple(sorted(gone & self.watchers)),
            workloads=self._down(dead),
        )

    def _down(self, dead: set[str]) -> tuple[str, ...]:
        """The workloads of which no placement is left, sorted."""
        ended = (self.by_id[id] for id in dead)
        fewer = Counter(str(one.workload) for one in ended if one.workload is not None)
        return tuple(sorted(id for id, number in fewer.items() if number == self.copies[id]))

    def _workload(self, id: str) -> str:
        return str(self.by_id[id].workload)

    def _stopped(self, lost: set[str]) -> set[str]:
        gone, fresh = set(lost), list(lost)
        while fresh:
            for one in self.leaning[fresh.pop()]:
                if one.source not in gone and gone.issuperset(one.targets):
                    gone.add(one.source)
                    fresh.append(one.source)
        return gone


def _beyond(leads: Callable[[str], Iterable[str]], begun: Iterable[str]) -> set[str]:
    """What can be come to from some placements in one step or more."""
    found: set[str] = set()
    fresh = list(begun)
    while fresh:
        for one in leads(fresh.pop()):
            if one not in found:
                found.add(one)
                fresh.append(one)
    return found


# --- single points of failure


def _on_main_path(
    plant: _Plant, losses: dict[str, Loss], places: Iterable[Loss]
) -> tuple[SinglePoint, ...]:
    """What takes every placement of a workload with it.

    Components first, then the sites and clusters that do.
    """
    kind = min(plant.knowledge.main_path, default="")
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
    found: list[SinglePoint] = []
    for kind in plant.knowledge.flow_kinds:
        if not kind.main_path:
            found += _on_flows(plant, kind.id)
    return tuple(found)


def _on_flows(plant: _Plant, kind: str) -> list[SinglePoint]:
    """What at least two other components have nobody else for in flows of one kind."""
    alone = _serving_several(plant, kind)
    groups: dict[str, list[str]] = defaultdict(list)
    for id in alone:
        groups[plant.by_id[id].component].append(id)
    points = []
    for component, at in groups.items():
        lost = set[str]().union(*map(alone.__getitem__, at))
        everywhere = len(at) == 1 and _at_every_site(plant, lost)
        ids = tuple(sorted(lost))
        points.append(_point(plant, kind, component, at, ids, everywhere=everywhere))
    return sorted(points, key=_gravity)


def _gravity(point: SinglePoint) -> tuple[bool, float, str]:
    """The order of single points in flows of one kind."""
    return not point.everywhere, -len(point.lost) / len(point.at), point.component


def _serving_several(plant: _Plant, kind: str) -> dict[str, set[str]]:
    """For each part but the workloads, whom it alone serves, where these are several components."""
    found: dict[str, set[str]] = {}
    for id, others in _alone(plant, kind).items():
        components = {plant.by_id[one].component for one in others}
        if id in plant.parts and id not in plant.ends and len(components) > 1:
            found[id] = others
    return found


def _at_every_site(plant: _Plant, ids: Iterable[str]) -> bool:
    """Whether these placements stand at every site there is, or there is but one site."""
    sites = {site.id for site in plant.architecture.sites}
    touched: set[str] = set()
    for id in ids:
        touched.update(plant.architecture.around(plant.by_id[id].place))
    return len(sites) == 1 or touched >= sites


def _alone(plant: _Plant, kind: str) -> dict[str, set[str]]:
    """For each placement, whom it alone serves in flows of a kind.

    Where one end cannot do without the other, that end is served; else both ends serve each other.
    """
    ends: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for flow in plant.architecture.flows:
        if flow.kind == kind:
            ends[flow.source, flow.label, True].add(flow.target)
            if not plant.leans(flow.source, flow.target):
                ends[flow.target, flow.label, False].add(flow.source)
    found: dict[str, set[str]] = defaultdict(set)
    for (one, _, _), others in ends.items():
        if len(others) == 1:
            found[next(iter(others))].add(one)
    return found


# --- what observes


def _blind_spots(plant: _Plant, losses: dict[str, Loss]) -> tuple[BlindSpot, ...]:
    """What takes with it something that observes, without being such itself.

    By component, the most taken first.
    """
    groups: dict[str, list[Loss]] = defaultdict(list)
    for id, loss in losses.items():
        if loss.watching and id not in plant.watchers:
            groups[plant.by_id[id].component].append(loss)
    found = [_blind_spot(plant, component, group) for component, group in groups.items()]
    return tuple(
        sorted(found, key=lambda b: (not b.alone, -len(b.watching) / len(b.at), b.component))
    )


def _blind_spot(plant: _Plant, component: str, group: list[Loss]) -> BlindSpot:
    """What the placements of one component take with them of what observes."""
    taken: set[str] = set()
    lost: list[str] = []
    for loss in group:
        taken.update(loss.watching)
        lost += loss.lost
    at = tuple(sorted(lost))
    alone = any(_unseen(plant, loss) for loss in group)
    return BlindSpot(component, plant.by_id[at[0]].name, at, tuple(sorted(taken)), alone)


def _unseen(plant: _Plant, loss: Loss) -> bool:
    """Whether nothing that observes is left where something of it was."""
    taken = set(loss.watching)
    blinded = {plant.by_id[id].place for id in taken}
    still_seen = {plant.by_id[id].place for id in plant.watchers - taken}
    return not blinded <= still_seen


# --- start-up


def _cycles(plant: _Plant) -> tuple[Cycle, ...]:
    """Circles in what must be up before what, the shortest first.

    Like ones are told once, with whoever else is caught in them.
    """
    edges: Edges = {}
    for one in plant.dependences:
        edges.update({(one.source, target): one for target in one.targets})
    told: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for circle in _circles(sorted(plant.by_id), edges):
        told[_likeness(circle, edges, plant)].append(circle)
    return tuple(_cycle(group, edges) for group in told.values())


def _circles(nodes: Sequence[str], edges: Edges) -> Iterator[tuple[str, ...]]:
    """The circles of a graph, the shortest first, each begun at its least member."""
    # numbers keep the order of networkx the same everywhere
    number = {id: place for place, id in enumerate(nodes)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(sorted((number[a], number[b]) for a, b in edges))
    every = nx.simple_cycles(graph, length_bound=LONGEST)
    turned = map(_turned, islice(every, MAX_CYCLES))
    for circle in sorted(turned, key=lambda one: (len(one), one)):
        yield tuple(nodes[place] for place in circle)


def _pairs(circle: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(circle, (*circle[1:], circle[0]), strict=True))


def _likeness(circle: tuple[str, ...], edges: Edges, plant: _Plant) -> tuple[str, ...]:
    """What circles are told by: their components, or those of the step that closes them.

    That is a step which only matters at the start.
    """
    closing = [pair for pair in _pairs(circle) if edges[pair].when != ALWAYS]
    members = closing[0] if closing else circle
    return _turned(tuple(plant.by_id[id].component for id in members))


def _cycle(group: list[tuple[str, ...]], edges: Edges) -> Cycle:
    first = group[0]
    also = set[str]().union(*group) - set(first)
    steps = tuple(Step(a, edges[a, b].role, b) for a, b in _pairs(first))
    return Cycle(steps, tuple(sorted(also)))


def _turned(circle: Sequence[Any]) -> tuple[Any, ...]:
    """The circle, begun at its least member."""
    start = circle.index(min(circle))
    return (*circle[start:], *circle[:start])
