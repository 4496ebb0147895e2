"""Which placements of an excerpt are drawn: all, if they fit.

Else like places are drawn once; then things of a kind at a place share a box; and then what matters
least is not drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place
from kgraph.view.boxing import framing, lane_of, layer_of, of_several, prominence_of, stage_of

MAX_BOXES = 40
Marks = Mapping[str, str]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Scene:
    """The placements that are drawn, and what stands for what.

    `folded` holds like places by the one that is drawn, `stacked` the placements of one component
    at one place by the one whose box stands for them all; `holders` holds for each place the
    placement that is drawn as the frame around it.
    """

    architecture: Architecture
    knowledge: Knowledge
    drawn: tuple[Placement, ...]
    folded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    holders: Mapping[str, Placement] = field(default_factory=dict)
    stacked: Mapping[str, tuple[Placement, ...]] = field(default_factory=dict)

    def told(self) -> tuple[str, ...]:
        """The ids of the placements that a box or frame stands for."""
        shares = (self.stacked.get(one.id, (one,)) for one in self.drawn)
        return tuple(placement.id for placement in chain.from_iterable(shares))

    def box_of(self) -> dict[str, str]:
        """For each placement that is told the one whose box or frame stands for it."""
        found: dict[str, str] = {}
        for one in self.drawn:
            every = self.stacked.get(one.id, (one,))
            found |= dict.fromkeys((each.id for each in every), one.id)
        return found

    def of_lanes(self) -> frozenset[str]:
        """The ids of the placements that stand for all of a lane at their place."""
        groups = self.stacked.items()
        return frozenset(id for id, many in groups if of_several(many))

    def gone(self) -> frozenset[str]:
        """The places for which another one stands."""
        return frozenset(_others(self.folded))

    def mark(self, id: str) -> str:
        """The mark of a place or placement, if it has one."""
        return self.marks.get(id, "")


def fitted(
    architecture: Architecture,
    knowledge: Knowledge,
    marks: Marks,
    *,
    roomy: int = MAX_BOXES,
    most: int = MAX_BOXES,
    by_lanes: bool = False,
) -> Scene:
    """Everything if there are no more than `roomy` placements; else what is left to fit.

    No more than `most` boxes are drawn. `by_lanes`, what stands beside the main path has one box
    for each lane of a place.
    """
    folded: dict[str, tuple[str, ...]] = {}
    if len(architecture.placements) > roomy:
        folded = _alike(architecture, marks)
    shown = _outside(_others(folded), architecture)
    stacked: dict[str, tuple[Placement, ...]] = {}
    if by_lanes or len(shown) > most:
        stacked = _stacked(shown, marks)
        if by_lanes:
            stacked = _in_lanes(shown, stacked, architecture, knowledge, marks)
        under = {placement.id for placement in _others(stacked)}
        shown = [placement for placement in shown if placement.id not in under]
    if len(shown) > most:
        shown = _foremost(shown, architecture, knowledge, marks, most)
    holders = _holders(shown, knowledge, marks)
    return Scene(architecture, knowledge, tuple(shown), folded, marks, holders, stacked)


def main_path(architecture: Architecture, knowledge: Knowledge) -> set[str]:
    """The placements that the main path passes."""
    flows = [flow for flow in architecture.flows if flow.kind in knowledge.main_path]
    sources = {flow.source for flow in flows}
    targets = {flow.target for flow in flows}
    return sources | targets


# --- like places


def _alike(architecture: Architecture, marks: Marks) -> dict[str, tuple[str, ...]]:
    """Sites that hold the same on the same cloud, and such clusters of one site.

    The first stands for all.
    """
    folded: dict[str, tuple[str, ...]] = {}
    gone: set[str] = set()
    for scope in ("site", "cluster"):
        groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for place in architecture.topology.at(scope):
            if not gone.intersection(architecture.around(place.id)):
                content = _content(architecture, place, marks)
                stage = stage_of(architecture, place.id)
                groups[place.cloud, place.within, stage, content].append(place.id)
        for places in groups.values():
            if len(places) > 1 and not _joined(architecture, places):
                folded[places[0]] = tuple(places)
                gone.update(places[1:])
    return folded


def _joined(architecture: Architecture, places: Iterable[str]) -> bool:
    """Whether something leads from one of these places into another, which one for all would not
    show.
    """
    home: dict[str, str] = {}
    for place in places:
        home |= dict.fromkeys(_standing(architecture, place), place)
    ends = [{home.get(flow.source), home.get(flow.target)} - {None} for flow in architecture.flows]
    return max(map(len, ends), default=0) > 1


def _standing(architecture: Architecture, place: str) -> list[str]:
    """The ids of what stands within a place."""
    return [one.id for one in architecture.placements_within(place)]


def _content(
    architecture: Architecture, place: Place, marks: Marks
) -> tuple[tuple[str, str, str], ...]:
    """What a place holds and where in it, with its marks.

    Places with the same content are alike.
    """
    own = marks.get(place.id, "")
    return tuple(
        sorted(
            (one.place[len(place.id) :], one.product, marks.get(one.id, own))
            for one in architecture.placements_within(place.id)
        )
    )


def _outside(gone: Iterable[str], architecture: Architecture) -> list[Placement]:
    """The placements that stand in none of these places."""
    within = chain.from_iterable(map(architecture.placements_within, gone))
    hidden = {placement.id for placement in within}
    return [one for one in architecture.placements if one.id not in hidden]


def _others(groups: Mapping[str, tuple[Thing, ...]]) -> Iterable[Thing]:
    """All of each group but its first, which stands for them."""
    return chain.from_iterable(group[1:] for group in groups.values())


# --- things of a kind


def _stacked(placements: Iterable[Placement], marks: Marks) -> dict[str, tuple[Placement, ...]]:
    """Placements of one component at one place that do and look the same, by the first of them.

    Such are workloads above all.
    """
    groups: dict[tuple[object, ...], list[Placement]] = defaultdict(list)
    for placement in placements:
        kind = placement.component, placement.capabilities, placement.serves
        groups[placement.place, kind, marks.get(placement.id, "")].append(placement)
    return {many[0].id: tuple(many) for many in groups.values() if len(many) > 1}


def _in_lanes(
    placements: Iterable[Placement],
    stacked: Mapping[str, tuple[Placement, ...]],
    architecture: Architecture,
    knowledge: Knowledge,
    marks: Marks,
) -> dict[str, tuple[Placement, ...]]:
    """What stands in one lane of a place, beside the main path, as one: the foremost comes first.

    Who acts, what runs and what is a frame stand for themselves.
    """
    path = main_path(architecture, knowledge)
    beside = [one for one in placements if one.id not in path and _is_of_lane(one, knowledge)]
    groups: dict[tuple[str, str, str], list[Placement]] = defaultdict(list)
    for one in beside:
        groups[one.place, lane_of(one, knowledge).id, marks.get(one.id, "")].append(one)
    lanes = list(filter(of_several, groups.values()))
    within = {one.id for one in chain.from_iterable(lanes)}
    found = {id: many for id, many in stacked.items() if id not in within}
    for many in lanes:
        many.sort(key=lambda one: (prominence_of(one, knowledge), one.id))
        found[many[0].id] = tuple(many)
    return found


def _is_of_lane(placement: Placement, knowledge: Knowledge) -> bool:
    actor = knowledge.components[placement.component].delivery == "actor"
    workload = placement.workload is not None
    return not any((actor, workload, framing(placement, knowledge)))


# --- what matters


def _foremost(
    placements: list[Placement],
    architecture: Architecture,
    knowledge: Knowledge,
    marks: Marks,
    most: int,
) -> list[Placement]:
    """The placements that matter most, as many as fit.

    A product is drawn everywhere or nowhere, as far as that goes.
    """
    products: dict[str, list[Placement]] = defaultdict(list)
    for placement in placements:
        products[placement.product].append(placement)
    path = main_path(architecture, knowledge)
    ranks = {id: _rank(product, path, knowledge, marks) for id, product in products.items()}
    kept: list[Placement] = []
    for id in sorted(products, key=ranks.__getitem__):
        first = prominence_of(products[id][0], knowledge) == 1
        if first or len(kept) + len(products[id]) <= most:
            kept += products[id]
    return sorted(kept[:most], key=lambda placement: placement.id)


def _rank(
    product: list[Placement], path: set[str], knowledge: Knowledge, marks: Marks
) -> tuple[bool, int, bool, int, str]:
    """Where a product stands in the order of what matters: what is marked comes first."""
    prominences = [prominence_of(placement, knowledge) for placement in product]
    first = 1 in prominences or any(placement.id in marks for placement in product)
    passed = any(placement.id in path for placement in product)
    layer = layer_of(product[0], knowledge)
    return not first, min(prominences), not passed, layer, product[0].id


def _holders(
    placements: Iterable[Placement], knowledge: Knowledge, marks: Marks
) -> dict[str, Placement]:
    """For each place the placement that is drawn as the frame around it, rather one that stays."""
    frames = [placement for placement in placements if framing(placement, knowledge)]
    frames.sort(key=lambda one: (marks.get(one.id) == "removed", one.id), reverse=True)
    return {placement.place: placement for placement in frames}
