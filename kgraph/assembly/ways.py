"""The ways of chains in a finished answer: who plays which station, and who is joined with whom.

The same reading as ``rules/chains.lp``. Of all that could be joined, one way is told for each
cluster, and one more for whatever the brief names and the first does not pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise

from kgraph.assembly.chaining import AskedChain, asked_chains
from kgraph.assembly.footing import Grounds
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Placement
from kgraph.model.brief import Brief
from kgraph.model.chain import Chain, Link, Station, cut


@dataclass(frozen=True, slots=True)
class Stop:
    """A station of a chain, and the placement that plays it on some way, by its `id`."""

    station: str
    id: str
    placement: Placement = field(compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a chain, and the two that it joins; they may be one."""

    link: Link
    start: Placement
    end: Placement

    @property
    def opener(self) -> Placement:
        """Who opens the connection."""
        return self.end if self.link.end_opens else self.start

    @property
    def opened(self) -> Placement:
        """To whom the connection is opened."""
        return self.start if self.link.end_opens else self.end


@dataclass(frozen=True, slots=True)
class Way:
    """A way of a chain that a statement asks for, from a station behind the first to the last."""

    asked: AskedChain
    stops: tuple[Stop, ...]
    steps: tuple[Step, ...]

    def capability(self, stop: Stop) -> str:
        """What the player of a stop is there for."""
        return self.asked.chain.station(stop.station).capability

    def ends(self, step: Step) -> frozenset[str]:
        """The capabilities that a step joins."""
        stations = map(self.asked.chain.station, (step.link.start, step.link.end))
        return frozenset(station.capability for station in stations)


def ways(brief: Brief, on: Grounds, reach: Reach) -> Iterator[Way]:
    """The ways of all chains that a brief asks for, for each cluster.

    The longer ones come first: a way of one is also that of another that asks for less. Ways past
    those whom the brief names, and who are on none yet, follow.
    """
    told: dict[str, list[tuple[Stop, ...]]] = defaultdict(list)
    fresh: list[tuple[AskedChain, _Atlas]] = []
    every = sorted(asked_chains(brief, on), key=lambda asked: -asked.chain.length())
    for asked in every:
        for unit in asked.units:
            passed = frozenset(chain.from_iterable(told[unit]))
            atlas = _atlas(asked, unit, reach, passed, every)
            done = [stops for stops in told[unit] if atlas.is_passed_by(stops)]
            for stops in done[:1] or atlas.nearest():
                yield Way(asked, stops, tuple(atlas.steps(stops)))
                told[unit].append(stops)
            for stops in atlas.from_others(told[unit]) if asked.demand.of_each else ():
                yield Way(asked, stops, tuple(atlas.steps(stops)))
                told[unit].append(stops)
            if not done:
                fresh.append((asked, atlas))
    for asked, atlas in fresh:
        for stops in atlas.past_named(tuple(told[atlas.unit])):
            yield Way(asked, stops, tuple(atlas.steps(stops)))
            told[atlas.unit].append(stops)


def _atlas(
    asked: AskedChain, unit: str, reach: Reach, passed: Set[Stop], every: Iterable[AskedChain]
) -> _Atlas:
    """The ways of a chain that keep, where some can, to what else is asked of it."""
    found = _Atlas(asked.chain, unit, reach, passed)
    for other in every:
        if other.demand.chain == asked.demand.chain and unit in other.units:
            narrower = _Atlas(cut(found.chain, other.demand), unit, reach, passed)
            found = narrower if narrower.begun else found
    return found


class _Atlas:
    """Every way of one chain for one cluster; what ways have `passed` already comes first."""

    def __init__(self, chain: Chain, unit: str, reach: Reach, passed: Set[Stop]) -> None:
        self.chain, self.unit, self.reach, self.passed = chain, unit, reach, passed
        self._carries: dict[Stop, bool] = {}
        self._reached: dict[Stop, bool] = {}

    @cached_property
    def stops(self) -> dict[str, list[Stop]]:
        """For each station who could play it, the nearest first."""
        return {station.id: list(self._players(station)) for station in self.chain.stations}

    def _players(self, station: Station) -> Iterator[Stop]:
        able = self.reach.providers(station.capability, self.unit)
        if station.given:
            able = self.reach.within(station.capability, self.unit)
        for one in sorted(able, key=lambda one: self.reach.topology.apart(self.unit, one.place)):
            if station.by in (None, one.component):
                yield Stop(station.id, one.id, one)

    @cached_property
    def first(self) -> list[Stop]:
        """Who could begin: whoever can be joined with where it arises, or plays that itself."""
        start = self.stops.get(self.chain.start, [])
        if not self.chain.begins_given:
            return start
        found = []
        for link in self.chain.leaving(self.chain.start):
            found += [stop for stop in self.stops[link.end] if self._begins(link, stop)]
        return found

    @property
    def begun(self) -> list[Stop]:
        """Those of them from which a way leads to the last station."""
        return list(filter(self.carries, self.first))

    def _begins(self, link: Link, stop: Stop) -> bool:
        """Whether whoever plays a stop can be joined with what is given at the start of a link."""
        known = self.reach.knowledge
        capability = self.chain.station(link.start).capability
        given = (known.components[id] for id in known.providers[capability])
        component = known.components[stop.placement.component]
        return stop.placement.system is not None or any(link.joins(one, component) for one in given)

    def is_passed_by(self, stops: tuple[Stop, ...]) -> bool:
        """Whether a way that is told already is one of this chain."""
        stations = {stop.station for stop in stops}
        known = all(stop in self.stops.get(stop.station, ()) for stop in stops)
        return known and set(self.chain.must_pass()) <= stations

    def nearest(self) -> list[tuple[Stop, ...]]:
        """The nearest way, if there is any."""
        return [self._onward(min(self.begun, key=self._effort))] if self.begun else []

    def from_others(self, told: Iterable[tuple[Stop, ...]]) -> list[tuple[Stop, ...]]:
        """The way from each who could begin, and begins none of those that are told."""
        begun = {stops[0] for stops in told}
        return [self._onward(stop) for stop in self.begun if stop not in begun]

    def past_named(self, told: Iterable[tuple[Stop, ...]]) -> Iterator[tuple[Stop, ...]]:
        """A way past each that is named and on none of this chain yet; but for whom another chain
        passes, where a station of its is held here by another that is named.
        """
        everywhere, named = set(chain.from_iterable(told)), set(self._named())
        passed = {stop.id for stop in everywhere if stop in self.stops.get(stop.station, ())}
        held = {stop.station for stop in everywhere & named}
        spared = {stop.id for stop in named if stop.station in held}
        passed |= spared & {stop.id for stop in everywhere}
        for stop in filter(self._on_way, self._named()):
            if stop.id not in passed:
                way = (*self._backward(stop), *self._onward(stop)[1:])
                passed.update(one.id for one in way)
                yield way

    def _on_way(self, stop: Stop) -> bool:
        """Whether some way leads past a stop."""
        return self.carries(stop) and self.reached(stop)

    def _named(self) -> Iterator[Stop]:
        """The stops whose player the brief names."""
        for stops in self.stops.values():
            yield from (one for one in stops if one.placement.component in self.reach.named)

    def _wanted_first(self, stop: Stop) -> tuple[bool, bool]:
        """Who the brief names, then who has been passed already."""
        return stop.placement.component not in self.reach.named, stop not in self.passed

    def carries(self, stop: Stop) -> bool:
        """Whether a way leads from a stop to the last station."""
        if stop not in self._carries:
            ended = stop.station == self.chain.end
            self._carries[stop] = ended or any(map(self.carries, self._next(stop)))
        return self._carries[stop]

    def reached(self, stop: Stop) -> bool:
        """Whether a way leads from where it begins to a stop."""
        if stop not in self._reached:
            begun = stop in self.first
            self._reached[stop] = begun or any(map(self.reached, self._before(stop)))
        return self._reached[stop]

    def _next(self, stop: Stop) -> list[Stop]:
        """The stops that a stop is joined with, those that the brief names first, then itself."""
        found = []
        for link in self.chain.leaving(stop.station):
            ends = self.stops[link.end]
            found += [one for one in ends if self._join(link, stop.placement, one.placement)]
        return sorted(found, key=lambda one: self._preference(stop, one))

    def _before(self, stop: Stop) -> list[Stop]:
        """The stops that are joined with a stop."""
        found = []
        for link in self.chain.reaching(stop.station):
            starts = [] if link.start == self.chain.start else self.stops[link.start]
            found += [one for one in starts if self._join(link, one.placement, stop.placement)]
        return sorted(found, key=lambda one: self._preference(stop, one))

    def _effort(self, stop: Stop) -> tuple[bool, bool, int, int]:
        """What keeps a way from beginning at a stop: that another is wanted, or many are passed."""
        onward = self._onward(stop)
        return *self._wanted_first(stop), len({one.id for one in onward}), len(onward)

    def _preference(self, stop: Stop, other: Stop) -> tuple[int, bool, bool, bool]:
        """The shorter way first, then wanted ones, then who plays both."""
        same = other.placement is stop.placement
        return self.chain.left(other.station), *self._wanted_first(other), not same

    def _join(self, link: Link, start: Placement, end: Placement) -> bool:
        """Whether a link joins two; how what is there already is joined, nobody knows."""
        if start is end or start.system is not None or end.system is not None:
            return True
        known = self.reach.knowledge.components
        return link.joins(known[start.component], known[end.component])

    def _onward(self, stop: Stop) -> tuple[Stop, ...]:
        """The way from a stop that carries to the last station."""
        if stop.station == self.chain.end:
            return (stop,)
        return (stop, *self._onward(next(one for one in self._next(stop) if self.carries(one))))

    def _backward(self, stop: Stop) -> tuple[Stop, ...]:
        """The way to a stop that is reached, from where it begins."""
        if stop in self.first:
            return (stop,)
        return (*self._backward(next(one for one in self._before(stop) if self.reached(one))), stop)

    def steps(self, stops: tuple[Stop, ...]) -> Iterator[Step]:
        """Who is joined with whom on a way, with each source where it begins."""
        for link in self._from_the_start(stops[0]):
            for source in self.stops[link.start]:
                if self._join(link, source.placement, stops[0].placement):
                    yield Step(link, source.placement, stops[0].placement)
        for one, other in pairwise(stops):
            link = self._between(one.station, other.station)[0]
            yield Step(link, one.placement, other.placement)

    def _from_the_start(self, stop: Stop) -> list[Link]:
        """The links by which a way begins at a stop that comes behind what is given."""
        return self._between(self.chain.start, stop.station)

    def _between(self, one: str, other: str) -> list[Link]:
        return [link for link in self.chain.leaving(one) if link.end == other]
