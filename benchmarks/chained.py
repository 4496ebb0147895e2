"""Generated catalogs with chains: stations that have to be joined, by few of many protocols.

Six chains of four stations that every way passes and one that may be left out; six protocols a
link, of which a component at either end speaks none to three, so that about a third of all pairs
can be joined. That is harsher than the real catalog.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from kgraph.model.brief import Brief, Statement
from kgraph.model.chain import Chain, ChainDemand, Link, Station
from kgraph.model.component import Component
from kgraph.model.decisions import Decision, Demand, Option
from kgraph.model.exchange import Exchange
from kgraph.model.knowledge import Knowledge

CHAINS, STATIONS, OPTIONAL = 6, 5, 2
PROTOCOLS, SPOKEN = 6, 3
BECAUSE = "the brief asks for it"
LEAST = 6
"""So many components provide a capability of a station at least."""

Generated = tuple[Brief, tuple[Statement, ...], Knowledge]


def with_chains(generated: Generated, seed: int, *, joined: bool = True) -> Generated:
    """The same brief on the same catalog, which asks for who plays the stations of six chains too,
    and, where they are to be `joined`, for the chains.
    """
    brief, said, knowledge = generated
    dice = random.Random(f"chains-{seed}")  # noqa: S311 (no secrets here)
    able = sorted(id for id, found in knowledge.providers.items() if len(found) >= LEAST)
    drawn = dice.sample(able, CHAINS * STATIONS)
    chains = {}
    for number in range(CHAINS):
        id = f"chain-{number}"
        chains[id] = _chain(id, drawn[number * STATIONS : (number + 1) * STATIONS])
    components = dict(knowledge.components)
    for chain in chains.values():
        for link in chain.links:
            _speak(link, chain, components, knowledge, dice)
    asks = tuple(ChainDemand(id, id, BECAUSE) for id in chains) if joined else ()
    passed = [chain.station(id) for chain in chains.values() for id in chain.passed()]
    demands = tuple(Demand(one.id, one.capability, None, BECAUSE, None, None) for one in passed)
    whole = Option("whole", "whole", "whole", demands, (), (), (), 1, 1, asks=asks)
    source = "https://example.org/generated"
    decision = Decision("chains", "c", "c", "brief", "generated", source, True, (), (whole,))
    known = replace(
        knowledge,
        components=components,
        chains=chains,
        decisions=(*knowledge.decisions, decision),
    )
    answers = (*brief.answers, ("chains", ("whole",)))
    statement = Statement("answers.chains.whole", "answers.chains.whole", None)
    return replace(brief, answers=answers), (*said, statement), known


def _chain(id: str, capabilities: list[str]) -> Chain:
    stations = tuple(
        Station(f"{id}.{number}", capability, capability)
        for number, capability in enumerate(capabilities)
    )
    links = [_link(one, other) for one, other in pairwise(stations)]
    links.append(_link(stations[OPTIONAL - 1], stations[OPTIONAL + 1]))  # past the one between
    return Chain(id, id, stations[0].id, stations[-1].id, stations, tuple(links))


def _link(one: Station, other: Station) -> Link:
    name = f"{one.id}-{other.id}"
    return Link(name, name, one.id, other.id, name, "request", "leads to")


def _speak(
    link: Link,
    chain: Chain,
    components: dict[str, Component],
    knowledge: Knowledge,
    dice: random.Random,
) -> None:
    """Let those who can stand at the ends of a link speak some of its protocols."""
    every = [Exchange(f"protocol-{number}", link.signal) for number in range(PROTOCOLS)]
    for id in knowledge.providers[chain.station(link.start).capability]:
        spoken = dice.sample(every, dice.randint(0, SPOKEN))
        components[id] = replace(components[id], uses=(*components[id].uses, *spoken))
    for id in knowledge.providers[chain.station(link.end).capability]:
        spoken = dice.sample(every, dice.randint(0, SPOKEN))
        components[id] = replace(components[id], offers=(*components[id].offers, *spoken))
