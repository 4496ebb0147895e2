"""Whether what was promised to survive an outage does.

A site, a region or a provider is taken away, with all that cannot do without it in the long run.
What callers reached before, they still have to reach: some copy of each workload with all that it
works with. Who took it down is found by taking away one part at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgraph.analysis.needs import Dependence
from kgraph.analysis.paths import beyond
from kgraph.analysis.plant import Plant
from kgraph.analysis.promises import Promise, promises
from kgraph.analysis.strikes import Strike, strikes
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import LEVELS


@dataclass(frozen=True, slots=True)
class Fall:
    """A promise that an outage breaks, and what takes the workload down.

    That is a part that is lost with it (`culprit`), as what somebody needs who is left (`need`);
    no part where the workload runs nowhere else, or where several are lost together.
    """

    promise: Promise
    outage: Strike
    culprit: Placement | None = None
    need: Dependence | None = None
    runs_elsewhere: bool = True


def falls(architecture: Architecture, knowledge: Knowledge) -> tuple[Fall, ...]:
    """Every promise that an outage breaks; nothing where nothing was promised."""
    promised = promises(architecture, knowledge)
    if not promised:
        return ()
    trial = _Trial(Plant(architecture, knowledge))
    found: list[Fall] = []
    for level in LEVELS:
        of_level = [one for one in promised if one.level == level]
        for outage in strikes(architecture, knowledge, level):
            found += trial.of(outage, of_level)
    return tuple(found)


def survivors(architecture: Architecture, knowledge: Knowledge, lost: Iterable[str]) -> set[str]:
    """The workloads that all their callers still reach, with all they work with, without these."""
    plant = Plant(architecture, knowledge)
    return _Trial(plant).standing(lost)


class _Trial:
    """One architecture, from which parts are taken away."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.callers = plant.outside.meant
        self._copies: dict[str, set[str]] = defaultdict(set)
        for id in plant.ends:
            self._copies[str(plant.by_id[id].workload)].add(id)
        self._alone: dict[str, set[str]] = {}

    def standing(self, lost: Iterable[str]) -> set[str]:
        """The workloads that are still reached by everybody who reached them."""
        unfit = self.plant.unfit(lost)
        reached = {caller: self._reached(caller, unfit) for caller in self.plant.callers}
        found: set[str] = set()
        for workload, callers in self.callers.items():
            if all(self._copies[workload] & reached[caller] for caller in callers):
                found.add(workload)
        return found

    def _reached(self, caller: str, unfit: set[str]) -> set[str]:
        """What a caller reaches without passing anything unfit."""
        if caller in unfit:
            return set()
        return beyond(lambda id: set(self.plant.path.after(id)) - unfit, (caller,))

    def of(self, outage: Strike, promised: Iterable[Promise]) -> Iterator[Fall]:
        """The promises that an outage breaks."""
        left = self.standing(outage.lost)
        for promise in promised:
            if promise.workload in self.callers and promise.workload not in left:
                yield from self._why(promise, outage)

    def _why(self, promise: Promise, outage: Strike) -> Iterator[Fall]:
        """What takes a workload down in an outage: that it runs nowhere else, each part that would
        do so alone, or several together.
        """
        if self._copies[promise.workload] <= outage.lost:
            yield Fall(promise, outage, runs_elsewhere=False)
            return
        culprits = self._culprits(promise.workload, outage)
        for id in culprits:
            yield Fall(promise, outage, self.plant.by_id[id], self._need(id, outage))
        if not culprits:
            yield Fall(promise, outage)

    def _culprits(self, workload: str, outage: Strike) -> list[str]:
        """The parts each of which takes a workload down alone, but for those that only do so by
        taking another of them along.
        """
        alone = {id for id in outage.lost if self._falls_with(workload, id, outage)}
        taking = {id: self.plant.unfit((id,)) & alone for id in alone}
        return sorted(id for id in alone if _is_root(id, taking))

    def _falls_with(self, workload: str, id: str, outage: Strike) -> bool:
        """Whether a part that matters to who is left takes a workload down, lost alone."""
        return self._touches(id, outage) and workload not in self._without(id)

    def _without(self, id: str) -> set[str]:
        """The workloads that stand without one part."""
        if id not in self._alone:
            self._alone[id] = self.standing((id,))
        return self._alone[id]

    def _touches(self, id: str, outage: Strike) -> bool:
        """Whether somebody who is left would come to this part or needs it."""
        near = (*self.plant.path.before(id), *self.plant.path.after(id))
        return self._need(id, outage) is not None or not outage.lost.issuperset(near)

    def _need(self, id: str, outage: Strike) -> Dependence | None:
        """Who is left and needs this part."""
        for one in self.plant.leaning_ever.get(id, ()):
            if one.source not in outage.lost and outage.lost.issuperset(one.targets):
                return one
        return None


def _is_root(id: str, taking: Mapping[str, set[str]]) -> bool:
    """Whether whatever a part takes along takes it along as well."""
    return all(id in taking[other] for other in taking[id])
