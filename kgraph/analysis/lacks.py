"""What is missing, told once: findings that one more component would mend are one finding.

Where a Kubernetes cluster is missing, everything that would run on it says so. A person wants to
read that as one fault, with what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    """The findings, in their order, with one in place of those that one component would mend."""
    mender = _Mender(architecture, knowledge)
    left = [one for one in findings if one.lack is not None]
    merged: dict[int, Finding] = {}
    dropped: set[int] = set()
    while mend := mender.best(left):
        mended = sorted(mender.mended(mend, left), key=lambda one: one.focus != mend.place)
        merged[id(mended[0])] = _as_one(mended, mend, knowledge)
        dropped |= {id(one) for one in mended[1:]}
        left = [one for one in left if one not in mended]
    kept = (one for one in findings if id(one) not in dropped)
    return tuple(merged.get(id(one), one) for one in kept)


@dataclass(frozen=True, slots=True)
class _Mend:
    """A component at a place, which would mend something."""

    component: Component
    place: str


class _Mender:
    """What a component would mend where, in one architecture."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        self._architecture, self._knowledge = architecture, knowledge
        self._clouds = {place.id: place.cloud for place in architecture.places}

    def best(self, lacking: Sequence[Finding]) -> _Mend | None:
        """What would mend most of what is lacking, and more than one; the first of several."""
        tried = [(len(self.mended(mend, lacking)), mend) for mend in self._tries(lacking)]
        most = max((number for number, _ in tried), default=0)
        best = [mend for number, mend in tried if number == most]
        return min(best, key=_at_home_first) if most > 1 else None

    def mended(self, mend: _Mend, lacking: Iterable[Finding]) -> list[Finding]:
        """Those of some findings that this would mend."""
        return [one for one in lacking if one.lack and self._mends(mend, one.lack)]

    def _tries(self, lacking: Sequence[Finding]) -> Iterator[_Mend]:
        """Everything that would mend one of them."""
        wanted: set[str] = set()
        for one in lacking:
            wanted.update(one.lack.things if one.lack else ())
        for component in self._knowledge.components.values():
            if not wanted.isdisjoint((*component.provides, component.id)):
                yield from self._fitting(component)

    def _fitting(self, component: Component) -> Iterator[_Mend]:
        """The places at which a component can stand."""
        if not component.available(self._architecture.as_of):
            return
        for place in self._architecture.topology.at(component.scope):
            if place.cloud is None or component.runs_on(place.cloud):
                yield _Mend(component, place.id)

    def _mends(self, mend: _Mend, lack: Lack) -> bool:
        return any(self._serves(mend, thing, lack.place) for thing in lack.things)

    def _serves(self, mend: _Mend, thing: str, at: str) -> bool:
        """Whether a component at its place is, or provides, a thing within reach of another."""
        topology, component = self._architecture.topology, mend.component
        if thing == component.id:
            scope = self._knowledge.widest(component)
        elif thing in component.provides:
            scope = self._knowledge.capabilities[thing].scope
        else:
            return False
        limited = component.scope == "world" and component.clouds and not component.spans_clouds
        cloud = self._clouds.get(at)
        if limited and cloud is not None and not component.runs_on(cloud):
            return False
        return topology.inside(at, topology.lift(mend.place, scope))


def _at_home_first(mend: _Mend) -> tuple[bool, str, str]:
    """What runs on the place's cloud alone first, then by id."""
    return not mend.component.clouds, mend.component.id, mend.place


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
