"""What each workload of a brief runs on: in which places, and what need not be there for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.model.brief import Answers, Brief, Workload
from kgraph.model.decisions import Option
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology


@dataclass(frozen=True, slots=True)
class Footing:
    """Where a workload runs, and what it does without.

    `at` are the places in which it runs, all of one `scope`, and `inside` those with what is around
    them. It `waives` capabilities that other answers ask for; `instead` says which others may stand
    in for one.
    """

    scope: str
    at: tuple[str, ...]
    inside: tuple[str, ...]
    waives: frozenset[str] = frozenset()
    instead: tuple[tuple[str, str], ...] = ()

    def standing_in(self, capability: str) -> tuple[str, ...]:
        """What may be there in place of a capability."""
        return tuple(other for one, other in self.instead if one == capability)

    def does_without(self, capability: str, knowledge: Knowledge) -> bool:
        """Whether it waives a capability, by itself or in wider words."""
        known = knowledge.capabilities[capability]
        return not self.waives.isdisjoint((capability, *known.broader))


@dataclass(frozen=True, slots=True)
class Grounds:
    """The footings of all workloads of a brief, by their ids."""

    of: dict[str, Footing]
    topology: Topology
    knowledge: Knowledge

    def holds_ours(self, place: str) -> bool:
        """Whether something of ours runs at a place: a cluster, or a workload without one."""
        return self.topology.holds_ours(place) or bool(self._within(place))

    def spares(self, place: str, capability: str) -> bool:
        """Whether nothing at a place needs what the whole brief asks for there: it has no cluster,
        and whatever runs in it does without.
        """
        running = self._within(place)
        needed = (not one.does_without(capability, self.knowledge) for one in running)
        if not running or any(needed):
            return False
        clusters = (one.id for one in self.topology.at("cluster"))
        return not any(self.topology.inside(id, place) for id in clusters)

    def running(self, workloads: Iterable[Workload]) -> Iterator[tuple[str, Answers]]:
        """What workloads answer, at each place in which they run."""
        for workload in workloads:
            yield from ((place, workload.answers) for place in self.of[workload.id].inside)

    def _within(self, place: str) -> list[Footing]:
        """The footings of what runs at a place or within it."""
        return [one for one in self.of.values() if place in one.inside]


def grounds(brief: Brief, topology: Topology, knowledge: Knowledge) -> Grounds:
    """Where everything of a brief runs."""
    found = {one.id: footing(one, topology, knowledge) for one in brief.workloads}
    return Grounds(found, topology, knowledge)


def footing(workload: Workload, topology: Topology, knowledge: Knowledge) -> Footing:
    """Where one workload runs, and what it does without."""
    options = knowledge.options_of(workload.answers)
    scope = knowledge.runs_in(workload.answers)
    every = tuple(place.id for place in topology.at(scope))
    at = _named(workload.at, every, topology)
    if not workload.at:
        at = _able(every, scope, options, topology, knowledge) or every
    near: set[str] = set()
    for place in at:
        near.update(topology.around(place))
    waived: set[str] = set()
    for option in options:
        waived.update(option.waives)
    return Footing(
        scope,
        at,
        tuple(place.id for place in topology.places if place.id in near),
        frozenset(waived),
        tuple(sorted(_instead(options, knowledge))),
    )


def _named(at: Iterable[str], every: Iterable[str], topology: Topology) -> tuple[str, ...]:
    """Those places that lie at places that are named, or around them."""
    there = [one for one in at if one in topology.by_id]
    return tuple(one for one in every if _lies_at(one, there, topology))


def _lies_at(place: str, at: Iterable[str], topology: Topology) -> bool:
    return any(topology.inside(place, one) or topology.inside(one, place) for one in at)


def _able(
    every: Iterable[str],
    scope: str,
    options: Iterable[Option],
    topology: Topology,
    knowledge: Knowledge,
) -> tuple[str, ...]:
    """Those places of a scope that have what options ask for who run there."""
    own = [option for option in options if option.runs_in == scope]
    return tuple(one for one in every if _has(one, scope, own, topology, knowledge))


def _has(
    place: str, scope: str, options: Iterable[Option], topology: Topology, knowledge: Knowledge
) -> bool:
    """Whether the cloud of a place has what options ask for right there."""
    cloud = str(topology.by_id[place].cloud)
    for option in options:
        for demand in option.demands:
            wanted = demand.capability
            if wanted is None or knowledge.capabilities[wanted].scope != scope:
                continue
            able = (knowledge.components[id] for id in knowledge.providers[wanted])
            if not any(one.runs_on(cloud) for one in able):
                return False
    return True


def _instead(options: Iterable[Option], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """What may be replaced, each with what is accepted in its place."""
    for option in options:
        for accepted in option.accepts:
            for replaced in knowledge.capabilities[accepted].instead_of:
                yield replaced, accepted
