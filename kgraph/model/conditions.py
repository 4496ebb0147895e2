"""Which needs are there at a place: by the day, and by what is answered there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kgraph.model.architecture import Architecture
from kgraph.model.brief import Answers, Site
from kgraph.model.component import Component, Need
from kgraph.model.topology import WORLD

Running = Iterable[tuple[str, Answers]]
"""Places, each with what a workload answers that runs there or within it."""


class Conditions:
    """The options in force at each place: what a site answers itself, else what the whole does.

    In the world that of the whole is in force, and that of each site. What a workload answers is
    in force where it runs, and around that.
    """

    def __init__(self, answers: Answers, sites: Iterable[Site] = (), running: Running = ()) -> None:
        self._whole = dict(answers)
        self._sites = {site.id: dict(site.answers) for site in sites}
        self._running: dict[str, set[str]] = defaultdict(set)
        for place, said in running:
            self._running[place].update(options_of(said))

    @classmethod
    def of(cls, architecture: Architecture) -> Conditions:
        """Those of an architecture."""
        brief = architecture.brief
        sites = brief.sites if brief is not None else ()
        return cls(architecture.answers, sites, _running(architecture))

    def answered(self, option: str, place: str) -> bool:
        """Whether an option, as ``decision.option``, is in force at a place."""
        decision, _, id = option.partition(".")
        own = option in self._running.get(place, ())
        return own or any(id in options for options in self._given(decision, place))

    def _given(self, decision: str, place: str) -> Iterator[tuple[str, ...]]:
        whole = self._whole.get(decision, ())
        if place == WORLD:
            yield whole
            yield from (answers.get(decision, ()) for answers in self._sites.values())
        else:
            yield self._sites.get(place.partition("/")[0], {}).get(decision, whole)

    def hold(self, need: Need, place: str) -> bool:
        """Whether the condition of a need holds at a place.

        One that no answer tells does not.
        """
        if need.condition is not None:
            return False
        return not need.when or any(self.answered(option, place) for option in need.when)


def options_of(answers: Answers) -> Iterator[str]:
    """The options chosen, each as ``decision.option``."""
    for decision, options in answers:
        yield from (f"{decision}.{option}" for option in options)


def _running(architecture: Architecture) -> Iterator[tuple[str, Answers]]:
    """What the workloads of an architecture answer, at each place in which they run."""
    workloads = architecture.brief.workloads if architecture.brief is not None else ()
    said = {one.id: one.answers for one in workloads}
    for placement in architecture.placements:
        if placement.workload in said:
            for place in architecture.around(placement.place):
                yield place, said[placement.workload]


def told_apart(components: Iterable[Component]) -> frozenset[str]:
    """The options that some need depends on."""
    found: set[str] = set()
    for component in components:
        for need in component.needs:
            found.update(need.when)
    return frozenset(found)
