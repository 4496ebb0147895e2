"""Blocks: the placements that are drawn together, and where each of them is found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kgraph.model.architecture import Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.pictures import Lane
from kgraph.view.boxing import box_of, hue_of, layer_of
from kgraph.view.fitting import Scene
from kgraph.view.view import Block, Box


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of each place, and for each placement the id of what arrows to it end at.

    That is a frame, a block without a title, or a box in a titled block.
    """

    at: Mapping[str, Sequence[Block]]
    end_of: Mapping[str, str]


def blocks_of(
    scene: Scene, placed: Iterable[tuple[str, Block]], frames: Mapping[str, str]
) -> Blocks:
    """Blocks with the place of each.

    `frames` holds for placements that are frames the ids of those.
    """
    at: dict[str, list[Block]] = defaultdict(list)
    end_of = dict(frames)
    for place, block in placed:
        at[place].append(block)
        end_of |= {box.id: box.id if block.title else block.id for box in block.boxes}
    for first, many in scene.stacked.items():
        if first in end_of:
            end_of |= {placement.id: end_of[first] for placement in many}
    for blocks in at.values():
        blocks.sort(key=lambda block: (block.layer, block.id))
    return Blocks(at, end_of)


def block_of(id: str, title: str, lane: Lane, placements: list[Placement], scene: Scene) -> Block:
    """A block of placements, in the colour of a lane."""
    ordered = in_order(placements, scene.knowledge)
    layer = layer_of(ordered[0], scene.knowledge)
    boxes = tuple(_known(one, scene) for one in ordered)
    return Block(id, title, hue_of(lane), lane.band, layer, boxes)


def _known(placement: Placement, scene: Scene) -> Box:
    """The box of a placement, made once: most boxes are in many views of a scene."""
    if placement.id not in scene.boxes:
        scene.boxes[placement.id] = _box(placement, scene)
    return scene.boxes[placement.id]


def _box(placement: Placement, scene: Scene) -> Box:
    """The box of a placement; with its place, where others for which that stands lack it."""
    stacked = scene.stacked.get(placement.id, ())
    box = box_of(placement, scene.knowledge, scene.mark(placement.id), stacked)
    shown_here = stacked or (placement,)
    elsewhere = (scene.alike.like.get(one.id, ()) for one in shown_here)
    box = replace(box, like=tuple(chain.from_iterable(elsewhere)))
    place = scene.alike.only.get(placement.id)
    if place is None:
        return box
    where = f"in {place} only"
    return replace(box, subtitle=f"{box.subtitle} · {where}" if box.subtitle else where)


def in_order(placements: Iterable[Placement], knowledge: Knowledge) -> list[Placement]:
    """Placements along the way from client to data."""
    return sorted(placements, key=lambda one: (layer_of(one, knowledge), one.id))
