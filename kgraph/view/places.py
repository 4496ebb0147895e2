"""Arranged by places: clients, edge, sites with their networks and clusters, lanes for the rest.

What lies on the main path of requests gets a box of its own; everything else stands with its neighbours in a block per
place and lane, so that a reader meets about twenty things instead of sixty. What is merged or left out is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.model.architecture import Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place
from kgraph.view.arrows import arrows_of
from kgraph.view.boxes import (
    box_of,
    cloud_of,
    hue_of,
    icon_of,
    lane_of,
    layer_of,
    names_of,
    tooltip_of,
)
from kgraph.view.composing import composed
from kgraph.view.excerpt import Excerpt
from kgraph.view.scene import Scene, fit, main_path
from kgraph.view.view import Block, Frame, View


def places(excerpt: Excerpt, knowledge: Knowledge) -> Iterator[View]:
    """The view, then the same with fewer and fewer kinds of flow, the least prominent left out first."""
    scene = fit(excerpt.part, knowledge, excerpt.marks)
    present = {flow.kind for flow in excerpt.part.flows}
    spare = sorted(
        (
            k
            for k in knowledge.flow_kinds
            if k.id in present and k.id not in excerpt.definition.along
        ),
        key=lambda k: -k.prominence,
    )
    for count in range(len(spare) + 1):
        without = frozenset(kind.id for kind in spare[:count])
        yield _view(excerpt, _tied(scene, excerpt, without), without)


def _tied(scene: Scene, excerpt: Excerpt, without: frozenset[str]) -> Scene:
    """The scene of one place without those neighbours to which none of the kinds of flow that are drawn leads."""
    subject = excerpt.id.partition(":")[2]
    if not excerpt.definition.per:
        return scene
    flows = [f for f in scene.architecture.flows if f.kind not in without]
    tied = {end for flow in flows for end in (flow.source, flow.target)}
    whole = excerpt.whole
    drawn = tuple(
        p
        for p in scene.drawn
        if p.id in tied or subject in whole.around(p.place) or p in scene.holders.values()
    )
    return replace(scene, drawn=drawn)


def _view(excerpt: Excerpt, scene: Scene, without: frozenset[str]) -> View:
    """The view of at most `MAX_BOXES` boxes and frames of components; what is marked is drawn first."""
    block_of, blocks = _blocks(scene)
    block_of |= {
        p.id: block_of[first]
        for first, many in scene.stacked.items()
        if first in block_of
        for p in many
    }
    children = _frames(scene, blocks)
    if excerpt.part.placements != excerpt.whole.placements:
        children = _inhabited(children, f"frame:{excerpt.id.partition(':')[2]}")
    arrows = arrows_of(scene, block_of, children, without)
    return composed(excerpt, scene, children, arrows, "places")


# --- boxes and blocks


def _blocks(scene: Scene) -> tuple[dict[str, str], dict[str, list[Block]]]:
    """For each drawn placement the id of its block or frame, and the blocks of each place."""
    path = main_path(scene.architecture, scene.knowledge)
    block_of: dict[str, str] = {}
    members: dict[tuple[str, str], list[Placement]] = defaultdict(list)
    for placement in scene.drawn:
        if scene.holders.get(placement.place) is placement:
            block_of[placement.id] = f"frame:{placement.id}"
            continue
        own = placement.id in path or (
            placement.workload is not None and placement.place != "world"
        )
        key = placement.id if own else lane_of(placement, scene.knowledge).id
        members[placement.place, key].append(placement)
        block_of[placement.id] = f"block:{placement.place}:{key}"
    _gather(scene, members, block_of)
    _join_actors(scene, members, block_of)
    blocks: dict[str, list[Block]] = defaultdict(list)
    lanes = {lane.id: lane for lane in scene.knowledge.lanes}
    for (place, key), placements in sorted(members.items()):
        layer = min(layer_of(p, scene.knowledge) for p in placements)
        lane = lanes.get(key) or lane_of(placements[0], scene.knowledge)
        ordered = sorted(placements, key=lambda p: (layer_of(p, scene.knowledge), p.id))
        title = lane.label if key in lanes and len(placements) > 1 else ""
        blocks[place].append(
            Block(
                f"block:{place}:{key}",
                title,
                hue_of(lane),
                lane.band,
                layer,
                tuple(
                    box_of(
                        p, scene.knowledge, scene.marks.get(p.id, ""), scene.stacked.get(p.id, ())
                    )
                    for p in ordered
                ),
            )
        )
    return block_of, {
        place: sorted(found, key=lambda b: (b.layer, b.id)) for place, found in blocks.items()
    }


def _gather(
    scene: Scene, members: dict[tuple[str, str], list[Placement]], block_of: dict[str, str]
) -> None:
    """Inside a cluster, lanes that hold a single box are drawn within the lane that gathers."""
    gathering = next((lane.id for lane in scene.knowledge.lanes if lane.gathers), None)
    lanes = {lane.id for lane in scene.knowledge.lanes}
    narrow = {place.id for place in scene.architecture.places if place.scope == "cluster"}
    for place, key in sorted(members):
        if (
            gathering is None
            or place not in narrow
            or key not in lanes
            or key == gathering
            or len(members[place, key]) > 1
        ):
            continue
        for placement in members.pop((place, key)):
            members[place, gathering].append(placement)
            block_of[placement.id] = f"block:{place}:{gathering}"


def _join_actors(
    scene: Scene, members: dict[tuple[str, str], list[Placement]], block_of: dict[str, str]
) -> None:
    """An actor whose flows all lead to one block of its own place stands in that block."""
    for placement in scene.drawn:
        if scene.knowledge.components[placement.component].delivery != "actor":
            continue
        ends = {
            block_of.get(f.target) for f in scene.architecture.flows if f.source == placement.id
        }
        keys = [
            key
            for key in members
            if f"block:{key[0]}:{key[1]}" in ends and key[0] == placement.place
        ]
        if (
            len(ends) == 1
            and len(keys) == 1
            and keys[0][1] in {lane.id for lane in scene.knowledge.lanes}
        ):
            own = next(key for key, placements in members.items() if placement in placements)
            if own == keys[0]:
                continue
            members[own].remove(placement)
            if not members[own]:
                del members[own]
            members[keys[0]].append(placement)
            block_of[placement.id] = f"block:{keys[0][0]}:{keys[0][1]}"


# --- frames


def _frames(scene: Scene, blocks: dict[str, list[Block]]) -> tuple[Frame | Block, ...]:
    gone = {place for places in scene.folded.values() for place in places[1:]}
    sites: list[Frame | Block] = []
    for site in scene.architecture.places:
        if site.scope != "site" or site.id in gone:
            continue
        clusters = [
            _cluster(place, scene, scene.holders.get(place.id), blocks.get(place.id, []))
            for place in scene.architecture.places
            if place.within == site.id and place.id not in gone
        ]
        inside = list(blocks.get(site.id, []))
        network = scene.holders.get(site.id)
        if network is not None:
            lane = lane_of(network, scene.knowledge).id
            within = [
                b
                for b in inside
                if b.id == f"block:{site.id}:{lane}" or _block_lane(b, scene) == lane
            ]
            inside = [b for b in inside if b not in within]
            inner: tuple[Frame | Block, ...] = (
                _holder_frame(network, scene, "network", (*within, *clusters)),
            )
        else:
            inner = tuple(clusters)
        cloud = cloud_of(
            scene.architecture, site.id, scene.knowledge, region=site.id not in scene.folded
        )
        sites.append(
            Frame(
                f"frame:{site.id}",
                names_of(site.id, scene.folded),
                cloud,
                "",
                "site",
                "",
                cloud,
                (*inside, *inner),
                scene.marks.get(site.id, ""),
            )
        )
    return (*blocks.get("world", []), *sites)


def _inhabited(children: Iterable[Frame | Block], subject: str) -> tuple[Frame | Block, ...]:
    """The frames that hold something or are themselves something, and that of the subject: empty ones would only take room."""
    found: list[Frame | Block] = []
    for node in children:
        if isinstance(node, Block):
            found.append(node)
            continue
        inner = _inhabited(node.children, subject)
        if inner or node.covers or node.mark or node.id == subject:
            found.append(replace(node, children=inner))
    return tuple(found)


def _block_lane(block: Block, scene: Scene) -> str:
    by_id = {p.id: p for p in scene.drawn}
    return lane_of(by_id[block.boxes[0].id], scene.knowledge).id


def _cluster(place: Place, scene: Scene, holder: Placement | None, blocks: list[Block]) -> Frame:
    if holder is None:
        mark = scene.marks.get(place.id, "")
        return Frame(
            f"frame:{place.id}",
            names_of(place.id, scene.folded),
            "cluster",
            "",
            "cluster",
            "",
            place.id,
            tuple(blocks),
            mark,
        )
    return _holder_frame(holder, scene, "cluster", tuple(blocks))


def _holder_frame(
    holder: Placement, scene: Scene, level: str, children: tuple[Frame | Block, ...]
) -> Frame:
    component = scene.knowledge.components[holder.component]
    subtitle = f"cluster {names_of(holder.place, scene.folded)}" if level == "cluster" else ""
    return Frame(
        f"frame:{holder.id}",
        holder.name,
        subtitle,
        icon_of(component),
        level,
        component.homepage,
        tooltip_of(holder, component),
        children,
        scene.marks.get(holder.id, ""),
        (holder.id,),
    )
