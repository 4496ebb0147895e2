"""Where a chain breaks that an answer asks for, in words, given what cannot be had.

Places are left aside: what can be joined nowhere is told, which is what mostly breaks a chain.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import product

from kgraph.assembly.chaining import players
from kgraph.model.chain import Chain, Link, Station
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge

Found = dict[str, list[Component]]
"""Components by the id of the station that they can play."""


class Broken:
    """A chain with those of its players that can be had."""

    def __init__(self, chain: Chain, dead: Container[str], knowledge: Knowledge) -> None:
        self.chain, self.knowledge = chain, knowledge
        self.every = {one.id: players(one, knowledge) for one in chain.stations}
        self.alive = {id: _without(able, dead) for id, able in self.every.items()}

    def told(self) -> Iterator[str]:
        """Each link at which everything ends, and why; nothing where a way leads through."""
        begun, ended = self._begun(), self._ended()
        if begun[self.chain.end]:
            return
        for link in self.chain.links:
            starts, ends = begun[link.start], ended[link.end]
            if starts and ends and not _any_joined(link, starts, ends):
                yield self._at(link)

    def idle(self, component: Component) -> Iterator[str]:
        """Why a component that is asked for by name is on no way of the chain."""
        begun, ended = self._begun(), self._ended()
        for id in self._stations_of(component):
            if component not in begun[id]:
                yield self._alone(component, [link.start for link in self.chain.reaching(id)])
            if component not in ended[id]:
                yield self._alone(component, [link.end for link in self.chain.leaving(id)])

    def _stations_of(self, component: Component) -> list[str]:
        """The stations that a component can play, by their ids."""
        return [id for id, able in self.alive.items() if component in able]

    def _alone(self, component: Component, beside: Iterable[str]) -> str:
        """That a component is joined with nobody at the stations beside its own."""
        others = [self._called(self.chain.station(id)) for id in beside]
        called = " or ".join(others)
        return f"{component.name}: nothing that is left can be joined with it as {called}"

    def _at(self, link: Link) -> str:
        """Why a link joins nobody."""
        every, alive = self.every[link.start], self.alive[link.start]
        first, last = (self._called(self.chain.station(id)) for id in (link.start, link.end))
        out = len(every) - len(alive)
        rest = f"of {len(every)}, {out} are left out, and {len(alive)} share no protocol"
        label = f"{link.label[:1].upper()}{link.label[1:]}"
        return f"{label}: nothing that serves as {first} can be joined with {last} ({rest})"

    def _called(self, station: Station) -> str:
        """What plays a station, in words."""
        if station.by is not None:
            return self.knowledge.components[station.by].name
        return station.label

    def _begun(self) -> Found:
        """For each station who can be reached from the first one."""
        found: Found = {one.id: [] for one in self.chain.stations}
        found[self.chain.start] = self.alive[self.chain.start]
        for link in self._in_order():
            reached = [
                one for one in self.alive[link.end] if _reached(link, found[link.start], one)
            ]
            found[link.end] = list(dict.fromkeys((*found[link.end], *reached)))
        return found

    def _ended(self) -> Found:
        """For each station who can reach the last one."""
        found: Found = {one.id: [] for one in self.chain.stations}
        found[self.chain.end] = self.alive[self.chain.end]
        for link in reversed(self._in_order()):
            leading = [one for one in self.alive[link.start] if _leads(link, one, found[link.end])]
            found[link.start] = list(dict.fromkeys((*found[link.start], *leading)))
        return found

    def _in_order(self) -> list[Link]:
        """The links, those before a station ahead of those after it."""
        return sorted(self.chain.links, key=lambda link: self._depth(link.start))

    def _depth(self, station: str) -> int:
        """How many links lead at most to a station."""
        return 1 + max((self._depth(one.start) for one in self.chain.reaching(station)), default=-1)


def _without(components: Iterable[Component], dead: Container[str]) -> list[Component]:
    return [one for one in components if one.id not in dead]


def _any_joined(link: Link, starts: Iterable[Component], ends: Iterable[Component]) -> bool:
    return any(_joins(link, one, other) for one, other in product(starts, ends))


def _reached(link: Link, starts: Iterable[Component], end: Component) -> bool:
    return any(_joins(link, one, end) for one in starts)


def _leads(link: Link, start: Component, ends: Iterable[Component]) -> bool:
    return any(_joins(link, start, other) for other in ends)


def _joins(link: Link, one: Component, other: Component) -> bool:
    """Whether a link joins two components, or one of them plays both its ends."""
    return one is other or link.joins(one, other)
