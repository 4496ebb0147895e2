"""Views by places in which each box has an arrow, also where kinds of flow are left out.

A box that would have none keeps one of what is left out. One that is joined only within its group
stands beside it. What still has none is not drawn in a view of the whole: others show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.model.architecture import Flow
from kgraph.view import by_places
from kgraph.view.blocks import Blocks
from kgraph.view.boxing import prominence_of
from kgraph.view.excerpt import Excerpt
from kgraph.view.fitting import Scene
from kgraph.view.gathering import standing
from kgraph.view.joining import joined
from kgraph.view.loose import loose_boxes
from kgraph.view.view import Arrow, Block, Box, Frame, blocks_in, frames_around

Children = tuple[Frame | Block, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A scene with its frames and arrows."""

    scene: Scene
    children: Children
    arrows: tuple[Arrow, ...]


def linked(
    scene: Scene,
    excerpt: Excerpt,
    without: frozenset[str],
    how: Mapping[str, bool],
    *,
    share: float,
) -> Linked:
    """A scene by places without kinds of flow, but for what joins boxes that have no other arrow.

    `how` says how arrows are joined; `share`, for each of them how many more there may be for such
    boxes.
    """
    alone: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    first = True
    while True:
        blocks = by_places.grouped(scene, alone)
        children = by_places.framed(scene, blocks, excerpt)
        arrows = joined(scene, blocks.end_of, children, without, kept=kept, **how)
        boxes = list(loose_boxes(children, arrows))
        if first and boxes:
            first = False
            ties = _Ties(scene, blocks, children)
            alone, kept = ties.chosen(boxes, without, int(share * len(arrows)))
            if alone or kept:
                continue
        fewer = _without(boxes, scene, excerpt)
        if fewer is scene:
            return Linked(scene, children, arrows)
        scene = fewer


def _without(boxes: Iterable[Box], scene: Scene, excerpt: Excerpt) -> Scene:
    """A scene of the whole without some boxes, but for workloads, what is marked, and the last."""
    if excerpt.definition.per or excerpt.part.placements != excerpt.whole.placements:
        return scene
    ids = {box.id for box in boxes if not box.mark}
    gone = [one for one in scene.drawn if one.id in ids and one.workload is None]
    if not gone or len(gone) == len(scene.drawn):
        return scene
    return replace(scene, drawn=tuple(one for one in scene.drawn if one not in gone))


class _Ties:
    """What the things of a picture are joined with."""

    def __init__(self, scene: Scene, blocks: Blocks, children: Children) -> None:
        self.scene, self.end_of = scene, blocks.end_of
        self.around = frames_around(children)
        self.groups = {block.id for block in blocks_in(children) if block.title}

    def chosen(
        self, boxes: Sequence[Box], without: Collection[str], most: int
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Boxes to stand beside their group, and flows to be kept: no more than `most` together.

        What matters most comes first; a product has arrows everywhere or nowhere.
        """
        alone: set[str] = set()
        kept: set[str] = set()
        spent = 0
        for same in self._by_products(boxes):
            links = {box.id: self.left_out(box, without) for box in same}
            beside = {box.id for box in same if not links[box.id] and self._is_grouped(box)}
            costs = len(beside) + sum(map(bool, links.values()))
            if spent + costs <= most:
                alone |= beside
                kept.update(*links.values())
                spent += costs
        return frozenset(alone), frozenset(kept)

    def _by_products(self, boxes: Iterable[Box]) -> list[list[Box]]:
        """Boxes by their products, those that matter most first, as far as arrows can join them."""
        place = self.scene.architecture.placement_by_id
        found: dict[tuple[int, str], list[Box]] = defaultdict(list)
        for box in boxes:
            one = place[box.covers[0]]
            found[prominence_of(one, self.scene.knowledge), one.product].append(box)
        return [found[key] for key in sorted(found)]

    def left_out(self, box: Box, without: Collection[str]) -> frozenset[str]:
        """The ids of the flows of kinds that are left out for which one arrow of a box stands."""
        flows = [flow for flow in self._of(box) if flow.kind in without and self._apart(flow)]
        best = min(flows, key=self._rank, default=None)
        alike = (flow.id for flow in flows if best is not None and self._alike(flow, best))
        return frozenset(alike)

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

    def _alike(self, flow: Flow, other: Flow) -> bool:
        """Whether one arrow can stand for two flows."""
        same = (flow.kind, flow.label) == (other.kind, other.label)
        return same and self._standing(flow) == self._standing(other)

    def _rank(self, flow: Flow) -> tuple[int, bool, str]:
        """What matters most comes first, then what stands at one site."""
        kind = self.scene.knowledge.flow_kind_by_id[flow.kind]
        place = self.scene.architecture.placement_by_id
        far = place[flow.source].place.split("/")[0] != place[flow.target].place.split("/")[0]
        return kind.prominence, far, flow.id
