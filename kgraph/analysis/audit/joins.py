"""What in a catalog fits nothing else.

Protocols of one side, needs whose two ends share no protocol, capabilities with one provider.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, product

from kgraph.model.audit import Check, Row
from kgraph.model.component import Component
from kgraph.model.exchange import Exchange
from kgraph.model.knowledge import Knowledge


def one_sided_protocols(knowledge: Knowledge, *, said: Collection[str] = ()) -> Check:
    """Whether each protocol is offered by somebody and used by somebody, or is `said` not to be."""
    components = knowledge.components.values()
    offered = _spoken(one.offers for one in components)
    used = _spoken(one.uses for one in components)
    sides = (("offered", offered - used, "used"), ("used", used - offered, "offered"))
    faults: list[Row] = []
    for side, alone, other in sides:
        faults += ((one, f"{side}, {other} by nobody") for one in sorted(alone.difference(said)))
    title = "Each protocol is offered by somebody and used by somebody, unless it says why not"
    return Check("protocols", title, len(offered | used), ("protocol", "is"), tuple(faults))


def _spoken(sides: Iterable[Iterable[Exchange]]) -> set[str]:
    """The protocols of exchanges."""
    return {exchange.protocol for exchange in chain.from_iterable(sides)}


def unspoken_needs(knowledge: Knowledge) -> Check:
    """Whether who needs a capability speaks with each who provides it, where both say how.

    What passes between the two are the signals that every provider of the capability offers, of
    those who say what they offer: that one also shows metrics does not join it with who asks for
    rows.
    """
    faults: list[Row] = []
    every = list(_pairs(knowledge))
    for component, capability, provider, passing in every:
        used = _by_signal(component.uses, passing)
        offered = _by_signal(provider.offers, passing)
        if used and not used & offered:
            faults.append((component.id, capability, provider.id))
    title = "Who needs a capability speaks a protocol of each who provides it, where both say which"
    head = ("component", "needs", "not joined with")
    return Check("unspoken-needs", title, len(every), head, tuple(sorted(faults)))


def _pairs(knowledge: Knowledge) -> Iterator[tuple[Component, str, Component, frozenset[str]]]:
    """Who needs a capability, which, each who provides it, and what passes between such two."""
    for component in knowledge.components.values():
        needed = chain.from_iterable(need.capabilities for need in component.needs)
        for capability in dict.fromkeys(needed):
            speaking = _speaking(capability, knowledge)
            passing = _common_signals(speaking)
            yield from ((component, capability, one, passing) for one in speaking)


def _speaking(capability: str, knowledge: Knowledge) -> list[Component]:
    """Who provides a capability and says what it offers by which protocol."""
    able = (knowledge.components[id] for id in knowledge.providers[capability])
    return [one for one in able if one.offers]


def _common_signals(components: Iterable[Component]) -> frozenset[str]:
    """The signals that all of these components offer."""
    offered = [_signals(component.offers) for component in components]
    return frozenset.intersection(*offered) if offered else frozenset()


def _signals(exchanges: Iterable[Exchange]) -> frozenset[str]:
    return frozenset(one.signal for one in exchanges)


def _by_signal(exchanges: Iterable[Exchange], signals: Collection[str]) -> set[tuple[str, str]]:
    """The exchanges that carry some of these signals, as protocol and signal."""
    return {(one.protocol, one.signal) for one in exchanges if one.signal in signals}


def lone_providers(
    knowledge: Knowledge, day: date, *, said: Collection[str], own: frozenset[tuple[str, str]]
) -> Check:
    """Whether what somebody provides on a cloud has more than one provider there.

    The forms of a component count as one. Of what is `said` to have one provider alone, and where
    that is the cloud's `own` (a component and a cloud), one is enough.
    """
    providers = _providers(knowledge, day)
    lone = (
        (capability, cloud, *names)
        for (capability, cloud), names in sorted(providers.items())
        if len(names) == 1 and capability not in said and not own.issuperset({(*names, cloud)})
    )
    title = "What is provided on a cloud has several providers there, or is the cloud's own"
    head = ("capability", "cloud", "only provider")
    return Check("lone-providers", title, len(providers), head, tuple(lone))


def _providers(knowledge: Knowledge, day: date) -> Mapping[tuple[str, str], set[str]]:
    """Who can be chosen for a capability on a cloud, by both."""
    found: Mapping[tuple[str, str], set[str]] = defaultdict(set)
    for component in _choosable(knowledge, day):
        there = filter(component.runs_on, knowledge.cloud_labels)
        for capability, cloud in product(component.provides, sorted(there)):
            found[capability, cloud].add(component.form_of or component.id)
    return found


def _choosable(knowledge: Knowledge, day: date) -> Iterator[Component]:
    for component in knowledge.components.values():
        if component.choosable and component.available(day):
            yield component
