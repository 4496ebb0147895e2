"""What is missing, told once: findings that one more component would mend are one finding.

Where a Kubernetes cluster is missing, everything that would run on it says so. A person wants to
read that as one fault, with what depends on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import chain

from kgraph.model.architecture import Architecture
from kgraph.model.component import Component
from kgraph.model.finding import Finding, Lack
from kgraph.model.knowledge import Knowledge
from kgraph.words import count

FEW = 3
"""So many of those who depend on something are named, and as many of what is missing."""


def told_once(
    findings: Sequence[Finding], architecture: Architecture, knowledge: Knowledge
) -> tuple[Finding, ...]:
    """The findings, in their order, with one in place of those that one component would mend, and
    without what follows from graver ones.
    """
    kept = {number: one for number, one in enumerate(findings) if not _led_here(one, findings)}
    for mend, numbers in _mends(findings, architecture, knowledge):
        first, *others = sorted(numbers, key=lambda number: findings[number].focus != mend.place)
        mended = [findings[number] for number in (first, *others)]
        kept[first] = _as_one(mended, mend, knowledge)
        for number in others:
            del kept[number]
    return tuple(kept.values())


def _led_here(finding: Finding, findings: Sequence[Finding]) -> bool:
    """Whether a finding is one that follows, and something graver is found."""
    return finding.follows and findings[0].severity != finding.severity


@dataclass(frozen=True, slots=True)
class _Mend:
    """A component at a place, which would mend something."""

    component: Component
    place: str


def _mends(
    findings: Sequence[Finding], architecture: Architecture, knowledge: Knowledge
) -> Iterator[tuple[_Mend, list[int]]]:
    """What would mend several findings, with their numbers: what mends most comes first, and no
    finding is mended twice.
    """
    able = _Able(architecture, knowledge)
    mended: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for key in able.mends(finding.lack) if finding.lack else ():
            mended[key].append(number)
    left = set(range(len(findings)))
    waiting = [
        (-len(numbers), able.is_everywhere(id), id, place)
        for (id, place), numbers in mended.items()
    ]
    heapify(waiting)
    while waiting:
        size, everywhere, id, place = heappop(waiting)
        numbers = [number for number in mended[id, place] if number in left]
        if len(numbers) == -size > 1:
            left.difference_update(numbers)
            yield _Mend(knowledge.components[id], place), numbers
        elif len(numbers) > 1:  # others have mended some of them: it waits for its turn anew
            heappush(waiting, (-len(numbers), everywhere, id, place))


class _Able:
    """Who would mend what is lacking in one architecture: ids of components with their places."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        self._topology, self._knowledge = architecture.topology, knowledge
        self._clouds = {place.id: place.cloud for place in architecture.places}
        self._known = {
            component.id: component
            for component in knowledge.components.values()
            if component.available(architecture.as_of)
        }

    def mends(self, lack: Lack) -> set[tuple[str, str]]:
        """Everything that would mend a lack."""
        return set(chain.from_iterable(self._of(thing, lack.place) for thing in lack.things))

    def is_everywhere(self, id: str) -> bool:
        """Whether a component runs on every cloud: what is at home on its own comes before it."""
        return not self._knowledge.components[id].clouds

    def _of(self, thing: str, at: str) -> Iterator[tuple[str, str]]:
        """Who is, or provides, a thing within reach of a place."""
        if thing in self._known:
            component = self._known[thing]
            yield from self._standing(component, self._knowledge.widest(component), at)
        for id in self._knowledge.providers.get(thing, ()):
            if id in self._known:
                scope = self._knowledge.capabilities[thing].scope
                yield from self._standing(self._known[id], scope, at)

    def _standing(self, component: Component, scope: str, at: str) -> Iterator[tuple[str, str]]:
        """The places at which a component serves another, as far as that scope reaches."""
        limited = component.scope == "world" and component.clouds and not component.spans_clouds
        if limited and not self._runs(component, at):
            return
        for place in self._places(component.scope, scope, at):
            if self._runs(component, place):
                yield component.id, place

    def _runs(self, component: Component, place: str) -> bool:
        cloud = self._clouds.get(place)
        return cloud is None or component.runs_on(cloud)

    def _places(self, stands: str, reaches: str, at: str) -> Iterator[str]:
        """The places of one scope from which something of another scope reaches a place."""
        for place in self._topology.at(stands):
            if self._topology.inside(at, self._topology.lift(place.id, reaches)):
                yield place.id


def _as_one(findings: Sequence[Finding], mend: _Mend, knowledge: Knowledge) -> Finding:
    """One finding in place of several: the first of them, with what else is missing and who
    depends on it.
    """
    first = findings[0]
    missing = list(dict.fromkeys(_names(findings, knowledge)))
    dependent = list(dict.fromkeys(one.focus for one in findings if one.focus != first.focus))
    more = count(len(findings) - 1, "further finding")
    said = f"{first.reason}; {more} with the same cause"
    if len(missing) > 1:
        said += f", missing too: {_few(missing[1:])}"
    if dependent:
        said += f", at {_few(dependent)}"
    remedy = f"{first.remedy}; {mend.component.name} at {mend.place} would mend all of it"
    return replace(first, reason=said, remedy=remedy)


def _names(findings: Iterable[Finding], knowledge: Knowledge) -> Iterator[str]:
    """What is missing by its names, several where one of them would do."""
    for finding in findings:
        things = finding.lack.things if finding.lack else ()
        yield " or ".join(_name(thing, knowledge) for thing in things)


def _name(thing: str, knowledge: Knowledge) -> str:
    if thing in knowledge.components:
        return knowledge.components[thing].name
    return knowledge.capabilities[thing].label


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return f"{', '.join(names[:FEW])}{more}"
