"""What an architecture loses with one of its parts.

Single points of failure, blast radius, blind spots, circles at start-up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import chain, islice
from typing import Any

from kgraph.analysis.copies import copying
from kgraph.analysis.needs import AIM, ALWAYS, LATER, Dependence
from kgraph.analysis.plant import Plant
from kgraph.analysis.strikes import Strike, strikes
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import LEVELS, PROVIDER, REGION, SITE, outages
from kgraph.model.risks import BlindSpot, Cycle, Loss, Risks, SinglePoint, Step

MAX_CYCLES, LONGEST = 500, 8
SELF_RUN = "self-hosted"
"""The delivery of what users run themselves."""

Edges = dict[tuple[str, str], Dependence]


def risks(architecture: Architecture, knowledge: Knowledge) -> Risks:
    """The risks of an architecture, the gravest first."""
    plant = Plant(architecture, knowledge)
    losses = {id: plant.lose({id}, id) for id in sorted(plant.parts)}
    inner = (place.id for place in architecture.places if place.scope != "world")
    places = [plant.lose(plant.within(id), id) for id in inner]
    places += [plant.lose(set(one.lost), one.id) for one in _wide(architecture, knowledge)]
    return Risks(
        name=architecture.name,
        single_points=(*_on_main_path(plant, losses, places), *_on_other_flows(plant)),
        cycles=_cycles(plant),
        blind_spots=_blind_spots(plant, losses),
        losses=tuple(places),
        names=tuple(sorted(_names(architecture, knowledge).items())),
    )


def _names(architecture: Architecture, knowledge: Knowledge) -> dict[str, str]:
    """What placements, workloads and outages are called."""
    names = dict(architecture.names)
    for placement in architecture.placements:
        if placement.workload is not None:
            names[placement.workload] = placement.name
    names.update((one.id, one.name) for one in _wide(architecture, knowledge))
    return names


def lose(architecture: Architecture, knowledge: Knowledge, what: str) -> Loss:
    """What is lost with a placement, a component, a workload, a place, a region or a provider.

    A component is lost with all its placements. KeyError for anything else.
    """
    plant = Plant(architecture, knowledge)
    return plant.lose(plant.named(what), what)


def blast_radius(architecture: Architecture, knowledge: Knowledge, what: str) -> tuple[str, ...]:
    """The placements that stop or are cut off with it, sorted, without what was named itself.

    KeyError as with `lose`.
    """
    return lose(architecture, knowledge, what).affected


def can_be_lost(architecture: Architecture) -> frozenset[str]:
    """Every id that `lose` knows: placements, components, workloads, places, regions, providers."""
    placements = {placement.id for placement in architecture.placements}
    products = {placement.product for placement in architecture.placements}
    places = {place.id for place in architecture.places}
    return frozenset(placements | products | places | _outages(architecture))


def _outages(architecture: Architecture) -> set[str]:
    """The ids of what can be lost at once."""
    every = (outages(architecture.sites, level) for level in LEVELS)
    return {one.id for one in chain.from_iterable(every)}


def _wide(architecture: Architecture, knowledge: Knowledge) -> list[Strike]:
    """The outages that leave something and take more than one site: of regions and of providers."""
    found: list[Strike] = []
    for level in (REGION, PROVIDER):
        hit = strikes(architecture, knowledge, level)
        found += hit if len(hit) > 1 else ()
    single = {one.lost for one in strikes(architecture, knowledge, SITE)}
    return [one for one in found if one.lost not in single]


# --- single points of failure


def _on_main_path(
    plant: Plant, losses: dict[str, Loss], places: Iterable[Loss]
) -> tuple[SinglePoint, ...]:
    """What takes every placement of a workload with it, or every way of some to them.

    Components first, then the sites and clusters that do.
    """
    kind = min(plant.knowledge.main_path, default="")
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for id, loss in losses.items():
        own = plant.by_id[id].workload
        for callers, taken in _hit(loss):
            others = tuple(workload for workload in taken if workload != own)
            if others:
                groups[plant.by_id[id].component, others, callers].append(id)
    found: list[SinglePoint] = []
    for (component, taken, callers), at in groups.items():
        point = _point(plant, kind, component, at, taken, everywhere=True)
        found.append(replace(point, callers=callers))
    for loss in places:
        for callers, taken in _hit(loss):
            point = SinglePoint(kind, "", loss.what, (loss.what,), taken, True, callers=callers)
            found.append(point)
    return tuple(sorted(found, key=_order))


def _order(point: SinglePoint) -> tuple[Any, ...]:
    """The order of single points on the main path: what stops most comes first."""
    place = point.component == ""
    return (point.callers, -len(point.lost), place, point.delivery, point.at)


def _hit(loss: Loss) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The workloads that stop, and those that some no longer reach: by these, nobody first."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in loss.unreached:
        groups[one.callers].append(one.workload)
    groups[()] = list(loss.ended)
    for callers in sorted(groups):
        if groups[callers]:
            yield callers, tuple(groups[callers])


def _point(
    plant: Plant,
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


def _on_other_flows(plant: Plant) -> tuple[SinglePoint, ...]:
    """For each other kind of flow, what at least two other components have nobody else for."""
    found: list[SinglePoint] = []
    for kind in plant.knowledge.flow_kinds:
        if not kind.main_path:
            found += _on_flows(plant, kind.id)
    return tuple(found)


def _on_flows(plant: Plant, kind: str) -> list[SinglePoint]:
    """What at least two other components have nobody else for in flows of one kind."""
    alone = _serving_several(plant, kind)
    groups: dict[str, list[str]] = defaultdict(list)
    for id in alone:
        groups[plant.by_id[id].component].append(id)
    points = []
    keepers = _keepers(plant)
    for component, at in groups.items():
        lost = set[str]().union(*map(alone.__getitem__, at))
        everywhere = len(at) == 1 and _at_every_site(plant, lost)
        ids = tuple(sorted(lost))
        point = _point(plant, kind, component, at, ids, everywhere=everywhere)
        own = point.delivery == SELF_RUN and not keepers.isdisjoint(at)
        points.append(replace(point, keeps=own))
    return sorted(points, key=_gravity)


def _keepers(plant: Plant) -> set[str]:
    """The ends of flows of such kinds as copies are sent in: these keep something."""
    kinds = {kind for kind, _ in copying(plant.knowledge)}
    found: set[str] = set()
    for flow in plant.architecture.flows:
        if flow.kind in kinds:
            found |= {flow.source, flow.target}
    return found


def _gravity(point: SinglePoint) -> tuple[bool, float, str]:
    """The order of single points in flows of one kind."""
    return not point.everywhere, -len(point.lost) / len(point.at), point.component


def _serving_several(plant: Plant, kind: str) -> dict[str, set[str]]:
    """For each part but the workloads, whom it alone serves, where these are several components."""
    found: dict[str, set[str]] = {}
    for id, others in _alone(plant, kind).items():
        components = {plant.by_id[one].component for one in others}
        if id in plant.parts and id not in plant.ends and len(components) > 1:
            found[id] = others
    return found


def _at_every_site(plant: Plant, ids: Iterable[str]) -> bool:
    """Whether these placements stand at every site there is, or there is but one site."""
    sites = {site.id for site in plant.architecture.sites}
    touched: set[str] = set()
    for id in ids:
        touched.update(plant.architecture.around(plant.by_id[id].place))
    return len(sites) == 1 or touched >= sites


def _alone(plant: Plant, kind: str) -> dict[str, set[str]]:
    """For each placement, whom it alone serves in flows of a kind.

    Where one end cannot do without the other, that end is served; else both ends serve each other,
    but for copies: nobody depends on who is sent them.
    """
    ends: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    sent = copying(plant.knowledge)
    for flow in plant.architecture.flows:
        if flow.kind == kind and (kind, flow.label) not in sent:
            ends[flow.source, flow.label, True].add(flow.target)
            if not plant.leans(flow.source, flow.target):
                ends[flow.target, flow.label, False].add(flow.source)
    found: dict[str, set[str]] = defaultdict(set)
    for (one, _, _), others in ends.items():
        if len(others) == 1:
            found[next(iter(others))].add(one)
    return found


# --- what observes


def _blind_spots(plant: Plant, losses: dict[str, Loss]) -> tuple[BlindSpot, ...]:
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


def _blind_spot(plant: Plant, component: str, group: list[Loss]) -> BlindSpot:
    """What the placements of one component take with them of what observes."""
    taken: set[str] = set()
    lost: list[str] = []
    for loss in group:
        taken.update(loss.watching)
        lost += loss.lost
    at = tuple(sorted(lost))
    alone = any(_unseen(plant, loss) for loss in group)
    return BlindSpot(component, plant.by_id[at[0]].name, at, tuple(sorted(taken)), alone)


def _unseen(plant: Plant, loss: Loss) -> bool:
    """Whether nothing that observes is left where something of it was."""
    taken = set(loss.watching)
    blinded = {plant.by_id[id].place for id in taken}
    still_seen = {plant.by_id[id].place for id in plant.watchers - taken}
    return not blinded <= still_seen


# --- start-up


def _cycles(plant: Plant) -> tuple[Cycle, ...]:
    """Circles in what must be up before what, the shortest first.

    Like ones are told once, with whoever else is caught in them.
    """
    edges: Edges = {}
    for one in plant.dependences:
        if one.when not in (LATER, AIM):
            waited = (
                target for target in one.targets if not _started_by(one.source, target, plant)
            )
            edges.update({(one.source, target): one for target in waited})
    told: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for circle in _circles(sorted(plant.by_id), edges):
        told[_likeness(circle, edges, plant)].append(circle)
    return tuple(_cycle(group, edges) for group in told.values())


def _started_by(host: str, id: str, plant: Plant) -> bool:
    """Whether a host starts what runs on it before all else, and so does not wait for it."""
    return _carries(plant.by_id[host], plant.by_id[id], plant) and _comes_up(plant.by_id[id], plant)


def _carries(host: Placement, placement: Placement, plant: Plant) -> bool:
    """Whether a placement is such that another runs on it."""
    component = plant.knowledge.components.get(placement.component)
    return component is not None and component.host in host.capabilities


def _comes_up(placement: Placement, plant: Plant) -> bool:
    """Whether a placement is there for what comes up with its host."""
    known = plant.knowledge.capabilities
    return any(known[one].comes_up_with_host for one in placement.purposes if one in known)


def _circles(nodes: Sequence[str], edges: Edges) -> Iterator[tuple[str, ...]]:
    """The circles of a graph, the shortest first, each begun at its least member."""
    if not _has_circle(edges):
        return
    import networkx as nx  # takes longer than all else here, and most have no circle

    # numbers keep the order of networkx the same everywhere
    number = {id: place for place, id in enumerate(nodes)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(sorted((number[a], number[b]) for a, b in edges))
    every = nx.simple_cycles(graph, length_bound=LONGEST)
    turned = map(_turned, islice(every, MAX_CYCLES))
    for circle in sorted(turned, key=lambda one: (len(one), one)):
        yield tuple(nodes[place] for place in circle)


def _has_circle(edges: Iterable[tuple[str, str]]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for source, target in edges:
        sorter.add(source, target)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


def _pairs(circle: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(circle, (*circle[1:], circle[0]), strict=True))


def _likeness(circle: tuple[str, ...], edges: Edges, plant: Plant) -> tuple[str, ...]:
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
