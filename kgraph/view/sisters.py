"""Places that hold the same, or almost: one of them is drawn for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain

from kgraph.model.architecture import Architecture, Flow
from kgraph.model.topology import Place
from kgraph.view.boxing import stage_of

MORE = 2
"""So many placements, at most, only the place has that is drawn for others which lack them."""

Key = tuple[str, str, str]
"""Where in its place something stands, which product it is, and its mark."""
Content = Mapping[Key, Sequence[str]]
"""The ids of what a place holds."""
Said = tuple[str, str, str, str]
"""From where to where a flow leads, of which kind it is, and its words."""


@dataclass(frozen=True, slots=True)
class Sisters:
    """Like places by the one that is drawn for them.

    `only` are the ids of placements that the others lack, each with the place that has it; `like`
    holds for the ids of placements that are drawn those of their like at the other places.
    """

    drawn_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    like: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def gone(self) -> frozenset[str]:
        """The places for which another is drawn."""
        return frozenset(chain.from_iterable(places[1:] for places in self.drawn_for.values()))


def sisters(architecture: Architecture, marks: Mapping[str, str]) -> Sisters:
    """Sites that hold the same on one cloud, and such clusters of one site: the first is drawn.

    A place that has a placement or two more than others is drawn for them where all that they have
    leads to the same, in the same words.
    """
    found = Sisters()
    for scope in ("site", "cluster"):
        for places in _comparable(architecture, scope, found.gone):
            contents = {place.id: _content(architecture, place, marks) for place in places}
            found = _with(found, _Likeness(architecture, contents).sisters())
    return found


def _with(some: Sisters, more: Sisters) -> Sisters:
    drawn_for = {**some.drawn_for, **more.drawn_for}
    return Sisters(drawn_for, {**some.only, **more.only}, {**some.like, **more.like})


def _comparable(
    architecture: Architecture, scope: str, gone: frozenset[str]
) -> Iterator[Sequence[Place]]:
    """The places of one scope that are of one cloud, one stage and within one place."""
    groups: dict[tuple[str | None, ...], list[Place]] = defaultdict(list)
    for place in architecture.topology.at(scope):
        if not gone.intersection(architecture.around(place.id)):
            stage = stage_of(architecture, place.id)
            groups[place.cloud, place.within, stage].append(place)
    yield from groups.values()


def _content(architecture: Architecture, place: Place, marks: Mapping[str, str]) -> Content:
    """What a place holds; its own mark is that of what has none."""
    own = marks.get(place.id, "")
    found: dict[Key, list[str]] = defaultdict(list)
    for one in architecture.placements_within(place.id):
        key = one.place[len(place.id) :], one.product, marks.get(one.id, own)
        found[key].append(one.id)
    return found


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What places that could be alike hold."""

    architecture: Architecture
    contents: Mapping[str, Content]

    def sisters(self) -> Sisters:
        """Those that hold the same; then those of which one has a little more than others."""
        drawn: dict[str, tuple[str, ...]] = {}
        only: dict[str, str] = {}
        fuller_first = sorted(self._alike(), key=lambda places: -self._size(places[0]))
        for places in fuller_first:
            host = next((id for id in drawn if self._hosts(id, places)), None)
            if host is None:
                drawn[places[0]] = places
                continue
            drawn[host] = (*drawn[host], *places)
            only |= dict.fromkeys(self._lacks(places[0], host) or (), host)
        several = {first: places for first, places in drawn.items() if len(places) > 1}
        return Sisters(several, only, self._like(several))

    def _like(self, drawn_for: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
        """For each placement of a place that is drawn its like at those for which it is."""
        found: dict[str, tuple[str, ...]] = {}
        for host, places in drawn_for.items():
            for place in places:
                image = self._image(place, host) or {}
                for one, there in image.items():
                    if one != there:
                        found[there] = (*found.get(there, ()), one)
        return found

    def _hosts(self, host: str, places: Iterable[str]) -> bool:
        """Whether a place can be drawn for others, which have a little less."""
        return all(self._lacks(place, host) is not None for place in places)

    def _size(self, place: str) -> int:
        return sum(map(len, self.contents[place].values()))

    def _alike(self) -> Iterator[tuple[str, ...]]:
        """Places that hold the same, with nothing between them."""
        groups: dict[frozenset[tuple[Key, int]], list[str]] = defaultdict(list)
        for place, content in self.contents.items():
            counts = frozenset((key, len(ids)) for key, ids in content.items())
            groups[counts].append(place)
        for places in groups.values():
            if self._joined(places):
                yield from ((place,) for place in places)
            else:
                yield tuple(places)

    def _joined(self, places: Iterable[str]) -> bool:
        """Whether something leads from one of these places into another, which one for all would
        not show.
        """
        home: dict[str, str] = {}
        for place in places:
            ids = chain.from_iterable(self.contents[place].values())
            home |= dict.fromkeys(ids, place)
        flows = self.architecture.flows
        ends = [{home.get(flow.source), home.get(flow.target)} - {None} for flow in flows]
        return max(map(len, ends), default=0) > 1

    def _lacks(self, place: str, host: str) -> Set[str] | None:
        """The ids of what another place has that a place lacks; None where they are not alike."""
        image = self._image(place, host)
        if image is None:
            return None
        every = set(chain.from_iterable(self.contents[host].values()))
        lacks = every - set(image.values())
        few = 0 < len(lacks) <= min(MORE, len(image))
        return lacks if few and self._says_the_same(image, lacks) else None

    def _image(self, place: str, host: str) -> dict[str, str] | None:
        """For each placement of a place the like one of another; None where that lacks one."""
        found: dict[str, str] = {}
        for key, ids in self.contents[place].items():
            there = self.contents[host].get(key, ())
            if len(ids) > len(there):
                return None
            found |= zip(ids, there, strict=False)
        return found

    def _says_the_same(self, image: Mapping[str, str], lacks: Set[str]) -> bool:
        """Whether what leads to a place and from it does so at its image too, and all of that."""
        flows = self.architecture.flows
        own = {_said(flow, {}) for flow in flows if not image.keys() & {flow.source, flow.target}}
        told = {_said(flow, image) for flow in flows if image.keys() & {flow.source, flow.target}}
        shared = set(image.values())
        open_ = {said for said in own if shared & set(said[:2]) and not lacks & set(said[:2])}
        return open_ <= told <= own


def _said(flow: Flow, image: Mapping[str, str]) -> Said:
    source, target = (image.get(end, end) for end in (flow.source, flow.target))
    return source, target, flow.kind, flow.label
