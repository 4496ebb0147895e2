"""An architecture as graphs: the main path, and who cannot do without whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping

from kgraph.analysis.callers import Callers
from kgraph.analysis.needs import AIM, ALWAYS, LATER, START, Dependence, dependences
from kgraph.analysis.paths import Ways, beyond, cut_off
from kgraph.analysis.strikes import strike
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Loss, Unreached

ACTOR = "actor"
"""The delivery of what stands outside the system: its loss is no failure of it."""


class Plant:
    """An architecture as graphs: the main path, and who cannot do without whom."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        self.architecture, self.knowledge = architecture, knowledge
        self.by_id = architecture.placement_by_id
        self.dependences = dependences(architecture, knowledge)
        self.leaning = self._leaning((ALWAYS,))
        self.leaning_ever = self._leaning((ALWAYS, START, LATER, AIM))
        self._pairs = self._leaning((ALWAYS, AIM))
        self.path = self._main_path()
        self.ends = tuple(p.id for p in architecture.placements if p.workload is not None)
        self.entries = self._entries()
        self.way = self._way()
        self.starts = frozenset(self.entries)
        self.reached = self._reached()
        self.copies = Counter(self._workload(id) for id in self.ends)
        self.parts = {p.id for p in architecture.placements if self.delivery(p) != ACTOR}
        self.watchers = self._watchers()
        self.outside = Callers(self.callers, self.path, architecture, knowledge)

    def _leaning(self, times: Container[str]) -> dict[str, list[Dependence]]:
        """For each placement, who cannot do without it at such times."""
        leaning: dict[str, list[Dependence]] = defaultdict(list)
        for one in self.dependences:
            if one.when in times:
                for target in one.targets:
                    leaning[target].append(one)
        return leaning

    def leans(self, source: str, target: str) -> bool:
        """Whether the one is nothing without the other at all times, be it as one of several."""
        return any(one.source == source for one in self._pairs.get(target, ()))

    def _main_path(self) -> Ways:
        """The flows of the main kinds, between placements."""
        path = Ways()
        for flow in self.architecture.flows:
            inside = flow.source in self.by_id and flow.target in self.by_id
            if inside and flow.kind in self.knowledge.main_path:
                path.add(flow.source, flow.target)
        return path

    def _entries(self) -> tuple[str, ...]:
        """Where requests begin: with those outside the system.

        For workloads that none of them reaches, with whatever leads to them first.
        """
        outside = {id for id in self._before(self.ends) if self._is_outside(id)}
        served = beyond(self.path.after, outside)
        others = self._before(end for end in self.ends if end not in served)
        return tuple(sorted(outside | {id for id in others if not self.path.before(id)}))

    def _before(self, ends: Iterable[str]) -> set[str]:
        """What leads to any of these workloads along the main path."""
        return beyond(self.path.before, (end for end in ends if end in self.path))

    @property
    def callers(self) -> tuple[str, ...]:
        """Who stands outside the system and leads to a workload."""
        return tuple(id for id in self.entries if self._is_outside(id))

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
        return begun | beyond(self.path.after, begun)

    def within(self, place: str) -> set[str]:
        """The placements at a place or within it."""
        return {placement.id for placement in self.architecture.placements_within(place)}

    def named(self, what: str) -> set[str]:
        """The placements that an id stands for; KeyError where it stands for none."""
        if what in self.by_id:
            return {what}
        found = {p.id for p in self.architecture.placements if what == p.product}
        if found:
            return found
        if what in self.architecture.topology.by_id:
            return self.within(what)
        return set(strike(self.architecture, self.knowledge, what).lost)

    def lose(self, lost: set[str], what: str) -> Loss:
        """What goes with these placements.

        What cannot do without them, and what no request reaches any more.
        """
        gone = _stopped(lost, self.leaning)
        cut = cut_off(self.path, self.starts, self.reached, gone) & self.way
        down = self._down(gone)
        unreached = self._unreached(gone, down)
        useless = {one.workload for one in unreached if self.outside.are_all(one)}
        return Loss(
            what=what,
            lost=tuple(sorted(lost)),
            stopped=tuple(sorted((gone - lost) & self.parts)),
            cut_off=tuple(sorted(cut & self.parts)),
            watching=tuple(sorted(gone & self.watchers)),
            workloads=tuple(sorted({*down, *useless})),
            waning=tuple(sorted(self._waning(gone) & self.parts - cut)),
            unreached=unreached,
        )

    def _unreached(self, gone: set[str], down: Container[str]) -> tuple[Unreached, ...]:
        """The workloads that run on, and are not reached by some who are meant to call them."""
        without = self.outside.without(gone)
        return tuple(one for one in without if one.workload not in down)

    def _waning(self, gone: set[str]) -> set[str]:
        """What is left and has lost what it needs to start anew, or before long."""
        kept = (one for one in self.dependences if one.when != AIM)
        left = (one for one in kept if one.source not in gone)
        return {one.source for one in left if gone.issuperset(one.targets)}

    def _down(self, dead: set[str]) -> tuple[str, ...]:
        """The workloads of which no placement is left, sorted."""
        ended = (self.by_id[id] for id in dead)
        fewer = Counter(str(one.workload) for one in ended if one.workload is not None)
        return tuple(sorted(id for id, number in fewer.items() if number == self.copies[id]))

    def _workload(self, id: str) -> str:
        return str(self.by_id[id].workload)

    def unfit(self, lost: Iterable[str]) -> set[str]:
        """What works no more without these in the long run: what stops, what cannot start anew, and
        what goes on for a while.
        """
        return _stopped(lost, self.leaning_ever)


def _stopped(lost: Iterable[str], leaning: Mapping[str, list[Dependence]]) -> set[str]:
    """These, and what cannot do without them."""
    gone = set(lost)
    fresh = list(gone)
    while fresh:
        for one in leaning.get(fresh.pop(), ()):
            if one.source not in gone and gone.issuperset(one.targets):
                gone.add(one.source)
                fresh.append(one.source)
    return gone
