"""Views by places in which each box has an arrow, also where kinds of flow are left out.

A box that would have none keeps one of what is left out. One that is joined only within its group
stands beside it. What still has none is not drawn in a view of the whole: others show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from kgraph.model.architecture import Flow
from kgraph.view import by_places
from kgraph.view.blocks import Blocks
from kgraph.view.boxing import prominence_of
from kgraph.view.excerpt import Excerpt
from kgraph.view.fitting import Scene, named
from kgraph.view.gathering import standing
from kgraph.view.joining import joined
from kgraph.view.loose import FRAMED, loose_boxes, loose_by_reason
from kgraph.view.view import Arrow, Block, Box, Frame, blocks_in, frames_around

FEW = 2
"""So many arrows there may be in any case for what the brief names."""
Children = tuple[Frame | Block, ...]
Arrowed = frozenset[str]
"""The ids of the flows for which one arrow stands."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A scene with its blocks, its frames and its arrows."""

    scene: Scene
    blocks: Blocks
    children: Children
    arrows: tuple[Arrow, ...]

    @property
    def loose(self) -> list[Box]:
        """The boxes at which no arrow ends, nor at what they stand in."""
        return list(loose_boxes(self.children, self.arrows))


def linked(
    scene: Scene,
    excerpt: Excerpt,
    without: frozenset[str],
    how: Mapping[str, bool],
    *,
    share: float | None,
) -> Linked:
    """A scene by places without kinds of flow, but for what joins boxes that have no other arrow.

    `how` says how arrows are joined; `share`, for each of them how many more there may be for such
    boxes; without a share these stay as they are.
    """
    drawing = _Joining(excerpt, without, how)
    found = drawing.of(scene, frozenset(), frozenset())
    if share is None:
        return found
    most = int(share * len(found.arrows))
    alone, kept = _Ties(found).chosen(found.loose, without, most, named(excerpt.whole))
    if alone or kept:
        found = drawing.of(scene, alone, kept)
    while fewer := _fewer(found, excerpt):
        found = drawing.of(fewer, alone, kept)
    return found


@dataclass(frozen=True, slots=True)
class _Joining:
    """How the things of a scene are grouped and joined."""

    excerpt: Excerpt
    without: frozenset[str]
    how: Mapping[str, bool]

    def of(self, scene: Scene, alone: frozenset[str], kept: frozenset[str]) -> Linked:
        """A scene in which some boxes stand beside their group, and some flows are kept."""
        blocks = by_places.grouped(scene, alone, partly=bool(self.excerpt.subject))
        children = by_places.framed(scene, blocks, self.excerpt)
        arrows = joined(scene, blocks.end_of, children, self.without, kept=kept, **self.how)
        return Linked(scene, blocks, children, arrows)


def _fewer(found: Linked, excerpt: Excerpt) -> Scene | None:
    """A scene of the whole without loose boxes; None where none can go.

    Workloads stay, as does what is marked, what the brief names where it is joined with the frame
    around it, and the last.
    """
    if excerpt.definition.per or excerpt.part.placements != excerpt.whole.placements:
        return None
    flows = excerpt.whole.flows
    framed = loose_by_reason(found.children, found.arrows, flows)[FRAMED]
    stay = named(excerpt.whole) & {box.id for box in framed}
    ids = {box.id for box in found.loose if not box.mark} - stay
    drawn = found.scene.drawn
    left = tuple(one for one in drawn if one.id not in ids or one.workload is not None)
    return replace(found.scene, drawn=left) if 0 < len(left) < len(drawn) else None


def _id(box: Box) -> str:
    return box.id


def _all_but_first(links: Iterable[Sequence[Arrowed]]) -> list[Arrowed]:
    return list(chain.from_iterable(link[1:] for link in links))


def _fitting(groups: Iterable[Sequence[Arrowed]], room: int) -> set[str]:
    """The flows of groups of arrows, each whole, as far as there is room."""
    found: set[str] = set()
    for arrows in groups:
        if len(arrows) <= room:
            found.update(*arrows)
            room -= len(arrows)
    return found


def _said(flow: Flow, box: Box) -> tuple[str, str, bool]:
    """What a flow says of a box from which it starts, or else to which it leads."""
    return flow.kind, flow.label, flow.source in box.covers


class _Ties:
    """What the things of a picture are joined with."""

    def __init__(self, found: Linked) -> None:
        self.scene, self.end_of = found.scene, found.blocks.end_of
        self.around = frames_around(found.children)
        self.groups = {block.id for block in blocks_in(found.children) if block.title}

    def chosen(
        self, boxes: Sequence[Box], without: Collection[str], most: int, wanted: Set[str]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Boxes to stand beside their group, and flows to be kept: no more than `most` together, or
        a few where they are of what is `wanted`.

        That comes first, then what matters most; a product has arrows everywhere or nowhere.
        """
        alone: set[str] = set()
        kept: set[str] = set()
        alike: list[list[Arrowed]] = []
        spent = 0
        products = self._by_products(boxes)
        products.sort(key=lambda same: wanted.isdisjoint(map(_id, same)))
        for same in products:
            links = {box.id: self.left_out(box, without) for box in same}
            beside = {box.id for box in same if not links[box.id] and self._is_grouped(box)}
            arrows = [link[0] for link in links.values() if link]
            costs = len(beside) + len(arrows)
            if spent + costs <= (most if wanted.isdisjoint(links) else max(most, FEW)):
                alone |= beside
                kept.update(*arrows)
                alike.append(_all_but_first(links.values()))
                spent += costs
        return frozenset(alone), frozenset(kept | _fitting(alike, most - spent))

    def _by_products(self, boxes: Iterable[Box]) -> list[list[Box]]:
        """Boxes by their products, those that matter most first, as far as arrows can join them."""
        place = self.scene.architecture.placement_by_id
        found: dict[tuple[int, str], list[Box]] = defaultdict(list)
        for box in boxes:
            one = place[box.covers[0]]
            found[prominence_of(one, self.scene.knowledge), one.product].append(box)
        return [found[key] for key in sorted(found)]

    def left_out(self, box: Box, without: Collection[str]) -> list[Arrowed]:
        """The arrows for kinds of flow that are left out which say of a box what matters most, the
        nearest first.
        """
        flows = [flow for flow in self._of(box) if flow.kind in without and self._apart(flow)]
        flows.sort(key=self._rank)
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for flow in flows:
            if _said(flow, box) == _said(flows[0], box):
                found[self._standing(flow)].add(flow.id)
        return list(map(frozenset, found.values()))

    def _is_grouped(self, box: Box) -> bool:
        """Whether a box that does not act itself is joined with others of its group."""
        one = self.scene.architecture.placement_by_id[box.covers[0]]
        acts = self.scene.knowledge.components[one.component].delivery == "actor"
        return not acts and any(map(self._beside, self._of(box)))

    def _of(self, box: Box) -> list[Flow]:
        own = set(box.covers)
        ends = self.end_of
        return [
            flow
            for flow in self.scene.architecture.flows
            if not own.isdisjoint((flow.source, flow.target))
            and flow.source in ends
            and flow.target in ends
        ]

    def _standing(self, flow: Flow) -> tuple[str, str]:
        source, target = self.end_of[flow.source], self.end_of[flow.target]
        here = standing(source, self.around, self.groups)
        return here, standing(target, self.around, self.groups)

    def _apart(self, flow: Flow) -> bool:
        """Whether what a flow joins stands apart, so that an arrow can be drawn."""
        here, there = self._standing(flow)
        return here != there and here not in self.around[there] and there not in self.around[here]

    def _beside(self, flow: Flow) -> bool:
        """Whether a flow joins two boxes of one group."""
        here, there = self._standing(flow)
        return here == there and self.end_of[flow.source] != self.end_of[flow.target]

    def _rank(self, flow: Flow) -> tuple[int, bool, str]:
        """What matters most comes first, then what stands at one site."""
        kind = self.scene.knowledge.flow_kind_by_id[flow.kind]
        place = self.scene.architecture.placement_by_id
        far = place[flow.source].place.split("/")[0] != place[flow.target].place.split("/")[0]
        return kind.prominence, far, flow.id
