"""Who could be in the place of a component, and who needs it, as far as the catalog tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kgraph.model.component import Component, Need
from kgraph.model.knowledge import Knowledge
from kgraph.model.surroundings import Surroundings


def surroundings(component: Component, knowledge: Knowledge, day: date) -> Surroundings:
    """The others that are there on a day, by what they have to do with a component."""
    others = [one for one in knowledge.components.values() if one.id != component.id]
    there = [one for one in others if one.choosable and one.available(day)]
    own = own_capabilities(component, knowledge)
    instead = tuple(one.id for one in there if own and own <= set(one.provides))
    return Surroundings(
        instead,
        tuple(_partly(own, there, instead)),
        tuple(_named_by(component, there, day)),
        tuple(_needed_for(component, own, there, day)),
    )


def own_capabilities(component: Component, knowledge: Knowledge) -> set[str]:
    """What a component provides, without what only follows from something narrower."""
    following: set[str] = set()
    for id in component.provides:
        following.update(knowledge.capabilities[id].broader)
    return set(component.provides) - following


def _partly(
    own: set[str], there: list[Component], instead: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for capability in sorted(own):
        providing = [one.id for one in there if capability in one.provides]
        some = tuple(id for id in providing if id not in instead)
        if some:
            yield capability, some


def _named_by(component: Component, there: list[Component], day: date) -> Iterator[tuple[str, str]]:
    for other in there:
        for need in _needs(other, day):
            if component.id in need.alternatives:
                yield other.id, need.role


def _needed_for(
    component: Component, own: set[str], there: list[Component], day: date
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for capability in sorted(set(component.provides), key=lambda id: (id not in own, id)):
        needing = (one for one in there if _asks(one, capability, day))
        found = tuple(one.id for one in needing)
        if found:
            yield capability, found


def _asks(other: Component, capability: str, day: date) -> bool:
    """Whether a component needs whoever provides a capability."""
    return any(capability in need.capabilities for need in _needs(other, day))


def _needs(component: Component, day: date) -> Iterator[Need]:
    return (need for need in component.needs if need.holds(day))
