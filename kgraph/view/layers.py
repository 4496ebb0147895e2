"""Arranged in layers: every placement a box of its own, arrows from box to box, places as frames around them.

What stands in one place, in one lane, with the very same neighbours shares a block and its arrows; what has no arrow in the view
stands in a block beside the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kgraph.model.architecture import Place, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.view.arrows import arrows_of
from kgraph.view.boxes import box_of, cloud_of, hue_of, lane_of, layer_of, names_of
from kgraph.view.composing import composed
from kgraph.view.excerpt import Excerpt
from kgraph.view.scene import Scene, fit
from kgraph.view.steps import numbered
from kgraph.view.view import Block, Frame, View

ROOM = 14
"""With more placements than these, sites and clusters that hold the same are drawn once."""


def layers(excerpt: Excerpt, knowledge: Knowledge) -> Iterator[View]:
    """The view; then with one arrow for what several things of a place have with one thing outside; then with like placements of a lane in one block too."""
    scene = fit(excerpt.part, knowledge, excerpt.marks, roomy=ROOM)
    for gathered, merged in ((False, False), (False, True), (True, True)):
        yield _view(excerpt, scene, gathered, merged)


def _view(excerpt: Excerpt, scene: Scene, gathered: bool, merged: bool) -> View:
    block_of, blocks = _blocks(scene, gathered)
    block_of |= {
        p.id: block_of[first]
        for first, many in scene.stacked.items()
        if first in block_of
        for p in many
    }
    children = _children(scene, blocks)
    arrows = arrows_of(scene, block_of, children, merged=merged)
    view = composed(excerpt, scene, children, arrows, "layers")
    return numbered(view) if excerpt.definition.numbered else view


def _blocks(scene: Scene, gathered: bool) -> tuple[dict[str, str], dict[str, list[Block]]]:
    """For each drawn placement the id of its block, and the blocks of each place."""
    groups: dict[tuple[str, str, tuple[object, ...]], list[Placement]] = defaultdict(list)
    ties = _ties(scene)
    for placement in scene.drawn:
        lane = lane_of(placement, scene.knowledge)
        own = {
            (kind, way) if gathered else (kind, way, other)
            for kind, way, other in ties[placement.id]
        }
        groups[placement.place, lane.id, tuple(sorted(own))].append(placement)
    block_of: dict[str, str] = {}
    blocks: dict[str, list[Block]] = defaultdict(list)
    for (place, _, _), placements in sorted(groups.items(), key=lambda item: item[1][0].id):
        ordered = sorted(placements, key=lambda p: (layer_of(p, scene.knowledge), p.id))
        lane = lane_of(ordered[0], scene.knowledge)
        id = f"block:{ordered[0].id}"
        block_of |= dict.fromkeys((p.id for p in ordered), id)
        boxes = tuple(
            box_of(p, scene.knowledge, scene.marks.get(p.id, ""), scene.stacked.get(p.id, ()))
            for p in ordered
        )
        title = lane.label if len(ordered) > 1 else ""
        layer = min(layer_of(p, scene.knowledge) for p in ordered)
        blocks[place].append(Block(id, title, hue_of(lane), lane.band, layer, boxes))
    return block_of, {
        place: sorted(found, key=lambda b: (b.layer, b.id)) for place, found in blocks.items()
    }


def _ties(scene: Scene) -> dict[str, set[tuple[str, str, str]]]:
    """For each drawn placement its neighbours: kind of flow, direction, id."""
    drawn = {p.id for p in scene.drawn}
    ties: dict[str, set[tuple[str, str, str]]] = {id: set() for id in drawn}
    for flow in scene.architecture.flows:
        if flow.source in drawn and flow.target in drawn:
            ties[flow.source].add((flow.kind, "to", flow.target))
            ties[flow.target].add((flow.kind, "from", flow.source))
    return ties


def _children(scene: Scene, blocks: dict[str, list[Block]]) -> tuple[Frame | Block, ...]:
    """The blocks of the world, and a frame for each site that holds something."""
    gone = {place for places in scene.folded.values() for place in places[1:]}
    sites = (p for p in scene.architecture.places if p.scope == "site" and p.id not in gone)
    frames = [frame for site in sites if (frame := _site(site, scene, blocks, gone)) is not None]
    return (*blocks.get("world", []), *frames)


def _site(
    site: Place, scene: Scene, blocks: dict[str, list[Block]], gone: set[str]
) -> Frame | None:
    """A site with its clusters; one that holds nothing but a cluster shares its frame."""
    cloud = cloud_of(
        scene.architecture, site.id, scene.knowledge, region=site.id not in scene.folded
    )
    own = blocks.get(site.id, [])
    clusters = [
        place
        for place in scene.architecture.places
        if place.within == site.id and place.id not in gone and place.id in blocks
    ]
    if not own and len(clusters) == 1:
        title = (
            f"{names_of(site.id, scene.folded)} · cluster {names_of(clusters[0].id, scene.folded)}"
        )
        return _frame(clusters[0], title, cloud, blocks[clusters[0].id], scene)
    inner = [
        _frame(place, names_of(place.id, scene.folded), "cluster", blocks[place.id], scene)
        for place in clusters
    ]
    children: list[Frame | Block] = [*own, *inner]
    return (
        _frame(site, names_of(site.id, scene.folded), cloud, children, scene) if children else None
    )


def _frame(
    place: Place,
    title: str,
    subtitle: str,
    children: Sequence[Frame | Block],
    scene: Scene,
) -> Frame:
    return Frame(
        f"frame:{place.id}",
        title,
        subtitle,
        "",
        place.scope,
        "",
        subtitle,
        tuple(children),
        scene.marks.get(place.id, ""),
    )
