"""The chains that answers ask for, for whom, and as facts for the solver.

That stations can be joined is derived from what stands in reach, never chosen: from what is on
offer, not from pairs, but for those of which one names the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from kgraph.assembly.chosen import Chosen, chosen_options
from kgraph.assembly.footing import Grounds
from kgraph.model.brief import Brief
from kgraph.model.chain import Chain, ChainDemand, Link, Station, cut
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge

Said = Iterator[tuple[str, ...]]
"""Facts, each by its name and what it says."""


@dataclass(frozen=True, slots=True)
class AskedChain:
    """A chain that a statement asks for at some clusters, cut down to the ways that it wants."""

    statement: str
    demand: ChainDemand
    chain: Chain
    units: tuple[str, ...]


def asked_chains(brief: Brief, on: Grounds) -> Iterator[AskedChain]:
    """Every chain that the answers of a brief and of its sites ask for."""
    for chosen in chosen_options(brief, on.knowledge):
        for demand in chosen.option.asks:
            whole = on.knowledge.chains[demand.chain]
            yield AskedChain(chosen.statement, demand, cut(whole, demand), _units(chosen, on))


def _units(chosen: Chosen, on: Grounds) -> tuple[str, ...]:
    """The clusters for which an option asks."""
    clusters = tuple(place.id for place in on.topology.at("cluster"))
    if chosen.sites is None:
        return clusters
    return tuple(one for one in clusters if one.partition("/")[0] in chosen.sites)


def chain_facts(brief: Brief, on: Grounds) -> Said:
    """Which chains are asked for, for whom, and who can play their stations."""
    cuts: dict[str, Chain] = {}
    for asked in asked_chains(brief, on):
        key = asked.demand.signature
        cuts[key] = asked.chain
        if asked.demand.of_each:
            yield "each", key
        yield from (("chain", asked.statement, key, unit) for unit in asked.units)
    for key, chain in cuts.items():
        yield from _shape(key, chain)
    for id in sorted({chain.id for chain in cuts.values()}):
        yield from _abilities(on.knowledge.chains[id], on.knowledge)


def _shape(key: str, chain: Chain) -> Said:
    """How a chain is linked, and which stations every way begins at, passes and ends at."""
    yield "of_chain", key, chain.id
    yield "starts", key, chain.start
    yield "ends", key, chain.end
    yield from (("link", key, one.id, one.start, one.end) for one in chain.links)
    yield from (("must", key, id) for id in chain.must_pass())
    for station in chain.stations:
        yield from _station(key, station)


def _station(key: str, station: Station) -> Said:
    """Who plays a station."""
    if station.given:
        yield "origin", key, station.id
    else:
        yield "station", key, station.capability, station.id
    if station.by is not None:
        yield "only", key, station.by, station.id


def _abilities(chain: Chain, knowledge: Knowledge) -> Said:
    """By what components can stand at the ends of links, and who of them needs whom."""
    able = {station.id: players(station, knowledge) for station in chain.stations}
    for link in chain.links:
        yield from _starting(link, chain.station(link.start), able[link.start])
        yield from _ending(link, able[link.end])
    yield from _needing(itertools.chain.from_iterable(able.values()), chain, knowledge)


def _ending(link: Link, able: Iterable[Component]) -> Said:
    """By what components can stand at the end of a link."""
    if link.free:
        yield "free", link.id
    for one in able:
        yield from (("link_takes", one.id, link.id, token) for token in link.taken(one))


def _needing(able: Iterable[Component], chain: Chain, knowledge: Knowledge) -> Said:
    """Which of those who can play stations need which others."""
    every = {one.id: one for one in able}
    kinds = {link.kind for link in chain.links}
    for one in every.values():
        others = every.keys() & set(_needed(one, kinds, knowledge))
        yield from (("needs", one.id, other) for other in sorted(others))


def _needed(component: Component, kinds: Container[str], knowledge: Knowledge) -> Iterator[str]:
    """Whom a component names among its needs, and who meets those of some kinds of flow."""
    yield from component.named
    for need in component.needs:
        if need.flow in kinds:
            for capability in need.capabilities:
                yield from knowledge.providers[capability]


def _starting(link: Link, station: Station, able: Iterable[Component]) -> Said:
    """By what components can stand at the start of a link."""
    for one in able:
        for token in link.given(one):
            if station.given:
                yield "origin_gives", link.id, token
            else:
                yield "link_gives", one.id, link.id, token


def players(station: Station, knowledge: Knowledge) -> list[Component]:
    """The components that can play a station, by their ids."""
    able = (knowledge.components[id] for id in knowledge.providers[station.capability])
    return [one for one in able if station.by in (None, one.id)]
