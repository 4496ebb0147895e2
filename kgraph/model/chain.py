"""Chains: stations that links join, from where something arises to whoever it is for.

An option asks for a chain, and may say through which stations it goes, without which, and who fills
one. What it asks for is the chain cut down to the ways that keep to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kgraph.model.component import Component
from kgraph.model.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Station:
    """A part of a chain that somebody plays who provides a capability.

    One that is `given` is played by what the brief names itself, such as its workloads: nobody
    chooses that. Where an option says so, only the component `by` plays it.
    """

    id: str
    label: str
    capability: str
    given: bool = False
    by: str | None = None

    def played_by(self, component: Component) -> bool:
        """Whether a component can play it."""
        meant = self.by is None or self.by == component.id
        return meant and self.capability in component.provides


@dataclass(frozen=True, slots=True)
class Link:
    """A step from one station to the next, each by its id: what has to be joined for a signal.

    The start opens the connection, unless `end_opens`. Only the protocols `only_by` join it,
    where there are any, and none of `not_by`. One that is `free` needs no protocol. Its flow is of
    a `kind` and called `verb`.
    """

    id: str
    label: str
    start: str
    end: str
    signal: str
    kind: str
    verb: str
    end_opens: bool = False
    free: bool = False
    only_by: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()

    def given(self, component: Component) -> tuple[str, ...]:
        """By what a component can stand at the start: protocols with the signal, as tokens."""
        return self._tokens(component.offers if self.end_opens else component.uses)

    def taken(self, component: Component) -> tuple[str, ...]:
        """By what a component can stand at the end."""
        return self._tokens(component.uses if self.end_opens else component.offers)

    def joins(self, one: Component, other: Component) -> bool:
        """Whether it can join two components: one offers what the other uses, one needs the other,
        or nothing is asked of them.
        """
        if self.free or one.leans_on(other, self.kind) or other.leans_on(one, self.kind):
            return True
        return self.speaks(one, other)

    def speaks(self, one: Component, other: Component) -> bool:
        """Whether one offers by some protocol what the other uses."""
        return not set(self.given(one)).isdisjoint(self.taken(other))

    def _tokens(self, exchanges: Iterable[Exchange]) -> tuple[str, ...]:
        return tuple(one.token for one in exchanges if self._carries(one))

    def _carries(self, exchange: Exchange) -> bool:
        """Whether a protocol with a signal can join it."""
        meant = not self.only_by or exchange.protocol in self.only_by
        barred = exchange.protocol in self.not_by
        return meant and not barred and exchange.signal == self.signal


@dataclass(frozen=True, slots=True)
class Chain:
    """Stations and links without circles, from the station `start` to the station `end`."""

    id: str
    label: str
    start: str
    end: str
    stations: tuple[Station, ...]
    links: tuple[Link, ...]

    def station(self, id: str) -> Station:
        """The station of that id."""
        return next(one for one in self.stations if one.id == id)

    def leaving(self, station: str) -> list[Link]:
        """The links that begin at a station."""
        return [link for link in self.links if link.start == station]

    def reaching(self, station: str) -> list[Link]:
        """The links that end at a station."""
        return [link for link in self.links if link.end == station]

    @property
    def begins_given(self) -> bool:
        """Whether what it begins with is there by the brief alone."""
        return any(one.given for one in self.stations if one.id == self.start)

    def must_pass(self) -> tuple[str, ...]:
        """The stations that every way passes and that somebody has to be chosen for."""
        given = {one.id for one in self.stations if one.given}
        return tuple(id for id in self.passed() if id not in given)

    def length(self) -> int:
        """How many links its shortest way has."""
        return self.left(self.start)

    def left(self, station: str) -> int:
        """How many links lead at least from a station to the last one."""
        onward = [self.left(link.end) for link in self.leaving(station)]
        return 1 + min(onward, default=-1)

    def passed(self) -> tuple[str, ...]:
        """The stations that every way passes, by their ids."""
        return tuple(one.id for one in self.stations if not self._has_way(without=one.id))

    def _has_way(self, without: str) -> bool:
        """Whether the end is reached from the start without a station."""
        kept = [link for link in self.links if without not in (link.start, link.end)]
        return self.end in _from(self.start, kept)


@dataclass(frozen=True, slots=True)
class ChainDemand:
    """A chain that an option asks for: `through` some stations, `without` others, with some
    `filled` by one component, each as (station, component).

    With `of_each`, not one way is enough: each who can play the first station has one.
    """

    id: str
    chain: str
    because: str
    through: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filled: tuple[tuple[str, str], ...] = ()
    of_each: bool = False

    @property
    def signature(self) -> str:
        """The same for two that ask for the same.

        >>> ChainDemand("a", "logs", "…", filled=(("logs.storage", "loki"),)).signature
        'logs +logs.storage=loki'
        """
        words = [f"+{one}" for one in self.through]
        words += [f"-{one}" for one in self.without]
        words += [f"+{station}={component}" for station, component in self.filled]
        return " ".join((self.chain, *words, *(["each"] if self.of_each else [])))


def cut(chain: Chain, demand: ChainDemand) -> Chain:
    """The chain cut down to the ways that keep to a demand."""
    filled = dict(demand.filled)
    links = [link for link in chain.links if not {link.start, link.end} & set(demand.without)]
    for station in (*demand.through, *filled):
        links = list(_on_ways_past(station, links))
    alive = _from(chain.start, links) & _back(chain.end, links)
    kept = tuple(link for link in links if {link.start, link.end} <= alive)
    stations = tuple(
        replace(one, by=filled.get(one.id, one.by)) for one in chain.stations if one.id in alive
    )
    return replace(chain, stations=stations, links=kept)


def _on_ways_past(station: str, links: Iterable[Link]) -> Iterator[Link]:
    """The links that lie before a station or after it."""
    every = tuple(links)
    before, after = _back(station, every), _from(station, every)
    return (link for link in every if link.end in before or link.start in after)


def _from(station: str, links: Iterable[Link]) -> set[str]:
    """The stations that are reached from one, itself too."""
    return _closure(station, [(link.start, link.end) for link in links])


def _back(station: str, links: Iterable[Link]) -> set[str]:
    """The stations from which one is reached, itself too."""
    return _closure(station, [(link.end, link.start) for link in links])


def _closure(station: str, steps: Iterable[tuple[str, str]]) -> set[str]:
    onward: dict[str, list[str]] = {}
    for start, end in steps:
        onward.setdefault(start, []).append(end)
    found, reached = {station}, [station]
    for one in reached:
        fresh = [end for end in onward.get(one, ()) if end not in found]
        found.update(fresh)
        reached.extend(fresh)
    return found
