"""Who of those outside reaches which workloads, and who does no longer without some parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kgraph.analysis.paths import Ways, beyond, cut_off
from kgraph.analysis.promises import callers_of
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Unreached


class Callers:
    """Those outside the system, each with the workloads that it reaches and is meant to.

    One by one: what is left open to the one is no way for another. And a balancer may lead to the
    one workload for clients, and to another for callers inside. Who calls a workload that no brief
    speaks of is meant to.
    """

    def __init__(
        self, ids: Iterable[str], path: Ways, architecture: Architecture, knowledge: Knowledge
    ) -> None:
        self._path = path
        self._reached = {id: {id, *beyond(path.after, (id,))} for id in ids}
        self._copies: dict[str, set[str]] = defaultdict(set)
        for placement in architecture.placements:
            if placement.workload is not None:
                self._copies[placement.workload].add(placement.id)
        self.meant = self._meant(architecture, knowledge)

    def _meant(self, architecture: Architecture, knowledge: Knowledge) -> dict[str, set[str]]:
        """For each workload, who reaches it from outside and is meant to."""
        asked = callers_of(architecture, knowledge)
        brief = architecture.brief
        told = {one.id for one in brief.workloads} if brief is not None else set()
        by_id = architecture.placement_by_id
        found: dict[str, set[str]] = defaultdict(set)
        for caller, reached in self._reached.items():
            for workload, copies in self._copies.items():
                free = workload not in told or _is_among(by_id[caller], asked[workload])
                if free and not copies.isdisjoint(reached):
                    found[workload].add(caller)
        return found

    def without(self, gone: set[str]) -> tuple[Unreached, ...]:
        """The workloads with those who reach no copy of them any more without what is gone."""
        dead = {id: self._dead(id, gone) for id, ways in self._reached.items() if ways & gone}
        found: list[Unreached] = []
        for workload, callers in self.meant.items():
            lost = {one for one in callers & dead.keys() if self._is_lost(workload, one, dead[one])}
            if lost:
                found.append(Unreached(workload, tuple(sorted(lost))))
        return tuple(sorted(found))

    def _dead(self, caller: str, gone: set[str]) -> set[str]:
        """What is gone, and what a caller does not come to any more."""
        return gone | cut_off(self._path, {caller}, self._reached[caller], gone)

    def _is_lost(self, workload: str, caller: str, dead: set[str]) -> bool:
        """Whether of the copies that a caller reached none is left to it."""
        return dead >= self._copies[workload] & self._reached[caller]

    def are_all(self, one: Unreached) -> bool:
        """Whether nobody is left who reaches a workload."""
        return self.meant[one.workload] == set(one.callers)


def _is_among(caller: Placement, asked: set[str | None]) -> bool:
    """Whether a caller is one of those whom a workload asks for."""
    return not asked.isdisjoint(caller.capabilities)
