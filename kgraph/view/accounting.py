"""What of an architecture a picture does not show, in words, with the views that show it.

Every placement and flow is drawn, or stands here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kgraph.model.architecture import Flow, Placement
from kgraph.view.boxing import lane_of
from kgraph.view.excerpt import Excerpt
from kgraph.view.fitting import Scene
from kgraph.view.view import Arrow, LeftOut
from kgraph.words import count, times

MOST = 6
"""How many views are named where more would show what is left out."""


def left_out(excerpt: Excerpt, scene: Scene, arrows: Iterable[Arrow]) -> tuple[LeftOut, ...]:
    """What a picture of this scene with these arrows leaves out of the whole."""
    if not excerpt.whole.placements:
        return (LeftOut("Nothing is placed in this architecture"),)
    account = _Account(excerpt, scene, arrows)
    lines = [
        *account.drawn_once(),
        *account.in_lanes(),
        *account.not_drawn(),
        *account.without_arrows(),
    ]
    return (*lines, *account.outside(lines))


class _Account:
    """What is drawn, and what of the rest has still to be said."""

    def __init__(self, excerpt: Excerpt, scene: Scene, arrows: Iterable[Arrow]) -> None:
        self.excerpt, self.scene = excerpt, scene
        self.drawn = frozenset(scene.told())
        self.joined = frozenset(chain.from_iterable(arrow.covers for arrow in arrows))
        within = chain.from_iterable(map(excerpt.whole.placements_within, scene.gone()))
        self.folded = frozenset(placement.id for placement in within)
        self.flows = [flow for flow in excerpt.part.flows if self._is_open(flow)]

    def _is_open(self, flow: Flow) -> bool:
        """Whether a flow has no arrow, and no end at a place for which another stands."""
        return flow.id not in self.joined and not {flow.source, flow.target} & self.folded

    def _between_drawn(self, flow: Flow) -> bool:
        return {flow.source, flow.target} <= self.drawn

    def drawn_once(self) -> Iterator[LeftOut]:
        """The places that stand for others too."""
        whole = self.excerpt.whole
        for _, places in sorted(self.scene.folded.items()):
            within = chain.from_iterable(map(whole.placements_within, places[1:]))
            there = {placement.id for placement in within}
            covers = [*there, *(flow.id for flow in whole.flows_of(there))]
            words = f"Drawn once: {', '.join(places)} hold the same"
            yield LeftOut(words + self._but_for(places[0]), (), tuple(sorted(covers)))

    def _but_for(self, place: str) -> str:
        """What only the place has that is drawn for others."""
        only = [id for id, holder in self.scene.alike.only.items() if holder == place]
        known = self.excerpt.whole.placement_by_id
        names = sorted(known[id].name for id in only)
        return f", but for {', '.join(names)} in {place}" if names else ""

    def in_lanes(self) -> Iterator[LeftOut]:
        """The lanes of which all things of a place share one box, with their names."""
        shared = [self.scene.stacked[id] for id in sorted(self.scene.of_lanes() & self.drawn)]
        lanes: dict[str, set[str]] = defaultdict(set)
        for many in shared:
            lane = lane_of(many[0], self.scene.knowledge)
            lanes[lane.label].update(one.name for one in many)
        if lanes:
            told = (f"{lane} ({', '.join(sorted(names))})" for lane, names in lanes.items())
            ids = tuple(one.id for one in chain.from_iterable(shared))
            yield LeftOut(f"One box each: {'; '.join(told)}", _seen_in(ids, self.excerpt))

    def not_drawn(self) -> Iterator[LeftOut]:
        """The placements for which there was no room, with their flows."""
        part = self.excerpt.part
        if not part.placements:
            yield LeftOut("Nothing of this architecture belongs in this view")
        said = self.drawn | self.folded
        hidden = [placement for placement in part.placements if placement.id not in said]
        if hidden:
            cut = [flow.id for flow in self.flows if not self._between_drawn(flow)]
            names = sorted(Counter(self._told(hidden)).items())
            words = f"Not drawn: {', '.join(times(name, number) for name, number in names)}"
            more = f", with {count(len(cut), 'flow')}" if cut else ""
            yield self._line(words + more, (*(placement.id for placement in hidden), *cut))

    def _told(self, hidden: Iterable[Placement]) -> Iterator[str]:
        """The names of placements that are not drawn; each with its place where another of that
        name is drawn, which would seem to be meant.
        """
        drawn = {one.name for one in self.excerpt.whole.placements if one.id in self.drawn}
        for one in hidden:
            yield f"{one.name} in {one.place}" if one.name in drawn else one.name

    def without_arrows(self) -> Iterator[LeftOut]:
        """The flows that have no arrow, though both their ends are drawn."""
        between = [flow for flow in self.flows if self._between_drawn(flow)]
        if between:
            kinds = Counter(flow.kind for flow in between)
            known = [kind for kind in self.scene.knowledge.flow_kinds if kind.id in kinds]
            said = ", ".join(f"{kinds[kind.id]} {kind.label}" for kind in known)
            ids = tuple(flow.id for flow in between)
            yield self._line(f"Flows without an arrow here: {said}", ids)

    def outside(self, lines: Iterable[LeftOut]) -> Iterator[LeftOut]:
        """What the view does not select, and nothing of before has named."""
        whole = self.excerpt.whole
        said = self.joined.union(self.drawn, *(line.covers for line in lines))
        placements = [placement.id for placement in whole.placements if placement.id not in said]
        flows = [flow.id for flow in whole.flows if flow.id not in said]
        if placements or flows:
            yield self._line(outside_told(placements, flows), (*placements, *flows))

    def _line(self, words: str, ids: tuple[str, ...]) -> LeftOut:
        return LeftOut(words, _seen_in(ids, self.excerpt), ids)


def outside_told(placements: Sequence[str], flows: Sequence[str]) -> str:
    """How much a view does not select.

    >>> outside_told(["a"], ["b", "c"])
    'Outside this view: 1 placement and 2 flows'
    """
    both = ((placements, "placement"), (flows, "flow"))
    counts = [count(len(ids), word) for ids, word in both if ids]
    return f"Outside this view: {' and '.join(counts)}"


def _seen_in(ids: Iterable[str], excerpt: Excerpt) -> tuple[str, ...]:
    """A few views that together show these, those that show most first."""
    wanted = set(ids)
    shows: dict[str, set[str]] = defaultdict(set)
    for id in sorted(wanted):
        for view in excerpt.shown_by.get(id, ()):
            if view != excerpt.id:
                shows[view].add(id)
    chosen: list[str] = []
    while wanted and shows and len(chosen) < MOST:
        best = max(sorted(shows), key=lambda view: len(shows[view] & wanted))
        if not shows[best] & wanted:
            break
        chosen.append(best)
        wanted -= shows[best]
    return tuple(chosen)
