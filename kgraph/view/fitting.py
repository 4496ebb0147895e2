"""Which placements of an excerpt are drawn: all, if they fit.

Else like places are drawn once; then things of a kind at a place share a box; and then what matters
least is not drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeVar

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.view.boxing import framing, lane_of, layer_of, of_several, prominence_of
from kgraph.view.grounds import Grounds, grounds
from kgraph.view.sisters import Sisters, sisters
from kgraph.view.view import Box

MAX_BOXES = 40
Marks = Mapping[str, str]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Scene:
    """The placements that are drawn, and what stands for what.

    `alike` are places that are drawn once, `stacked` holds the placements of one component at one
    place by the one whose box stands for them all, `holders` for each place the placement that is
    drawn as the frame around it, `grounds` the networks that placements are drawn within, though
    they stand at the sites. `boxes` are those that are made already, by their placements: they
    hang on all else but `drawn`, so that a scene of which less is drawn shares them.
    """

    architecture: Architecture
    knowledge: Knowledge
    drawn: tuple[Placement, ...]
    alike: Sisters = field(default_factory=Sisters)
    marks: Marks = field(default_factory=dict)
    holders: Mapping[str, Placement] = field(default_factory=dict)
    stacked: Mapping[str, tuple[Placement, ...]] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict, compare=False, repr=False)
    grounds: Grounds = field(default_factory=dict)

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

    @property
    def folded(self) -> Mapping[str, tuple[str, ...]]:
        """Like places by the one that is drawn."""
        return self.alike.drawn_for

    def gone(self) -> frozenset[str]:
        """The places for which another one stands."""
        return self.alike.gone

    def ground(self, placement: Placement) -> str:
        """The id of what a placement is drawn within: its place, or a network that the site has."""
        network = self.grounds.get(placement.id)
        if network is None or self.holders.get(network.place) is not network:
            return placement.place
        return network.id if network.place == placement.place else network.place

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
    alike = Sisters()
    if len(architecture.placements) > roomy:
        alike = sisters(architecture, marks)
    shown = _outside(alike.gone, architecture)
    stacked: dict[str, tuple[Placement, ...]] = {}
    within = grounds(architecture, knowledge)
    if by_lanes or len(shown) > most:
        stacked = _stacked(shown, marks, within)
        if by_lanes:
            stacked = _in_lanes(shown, stacked, architecture, knowledge, marks, within=within)
        under = {placement.id for placement in _others(stacked)}
        shown = [placement for placement in shown if placement.id not in under]
    if len(shown) > most:
        shown = _foremost(shown, architecture, knowledge, marks, most)
    holders = _holders(shown, knowledge, marks)
    drawn = tuple(shown)
    return Scene(architecture, knowledge, drawn, alike, marks, holders, stacked, grounds=within)


def on_the_way(scene: Scene) -> Scene:
    """The scene without what is neither on the main path nor a workload nor a frame."""
    kept = main_path(scene.architecture, scene.knowledge)
    kept |= {one.id for one in scene.holders.values()}
    drawn = (one for one in scene.drawn if one.id in kept or one.workload is not None)
    return replace(scene, drawn=tuple(drawn))


def named(architecture: Architecture) -> frozenset[str]:
    """The ids of the placements of components that the brief says to use."""
    brief = architecture.brief
    wanted = frozenset(brief.use) if brief is not None else frozenset()
    return frozenset(one.id for one in architecture.placements if one.component in wanted)


def main_path(architecture: Architecture, knowledge: Knowledge) -> set[str]:
    """The placements that the main path passes."""
    flows = [flow for flow in architecture.flows if flow.kind in knowledge.main_path]
    sources = {flow.source for flow in flows}
    targets = {flow.target for flow in flows}
    return sources | targets


# --- things of a kind


def _outside(gone: Iterable[str], architecture: Architecture) -> list[Placement]:
    """The placements that stand in none of these places."""
    within = chain.from_iterable(map(architecture.placements_within, gone))
    hidden = {placement.id for placement in within}
    return [one for one in architecture.placements if one.id not in hidden]


def _others(groups: Mapping[str, tuple[Thing, ...]]) -> Iterable[Thing]:
    """All of each group but its first, which stands for them."""
    return chain.from_iterable(group[1:] for group in groups.values())


def _stacked(
    placements: Iterable[Placement], marks: Marks, within: Grounds
) -> dict[str, tuple[Placement, ...]]:
    """Placements of one component at one place, and in one network, that do and look the same, by
    the first of them.

    Such are workloads above all.
    """
    groups: dict[tuple[object, ...], list[Placement]] = defaultdict(list)
    for placement in placements:
        kind = placement.component, placement.capabilities, placement.serves
        ground = placement.place, within.get(placement.id)
        groups[ground, kind, marks.get(placement.id, "")].append(placement)
    return {many[0].id: tuple(many) for many in groups.values() if len(many) > 1}


def _in_lanes(
    placements: Iterable[Placement],
    stacked: Mapping[str, tuple[Placement, ...]],
    architecture: Architecture,
    knowledge: Knowledge,
    marks: Marks,
    *,
    within: Grounds,
) -> dict[str, tuple[Placement, ...]]:
    """What stands in one lane of a place or network, beside the main path, as one: the foremost
    comes first.

    Who acts, what runs and what is a frame stand for themselves.
    """
    path = main_path(architecture, knowledge)
    beside = [one for one in placements if one.id not in path and _is_of_lane(one, knowledge)]
    groups: dict[tuple[object, ...], list[Placement]] = defaultdict(list)
    for one in beside:
        ground = one.place, within.get(one.id)
        groups[ground, lane_of(one, knowledge).id, marks.get(one.id, "")].append(one)
    lanes = list(filter(of_several, groups.values()))
    of_lanes = {one.id for one in chain.from_iterable(lanes)}
    found = {id: many for id, many in stacked.items() if id not in of_lanes}
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
