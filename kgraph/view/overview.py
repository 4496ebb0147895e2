"""The overview of an architecture: clients, edge, sites with their networks and clusters, lanes for the rest.

What lies on the main path of requests gets a box of its own; everything else stands with its neighbours in a block per
place and lane, so that a reader meets about twenty things instead of sixty. What is merged or left out is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from kgraph.model.architecture import Architecture, Place, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.view.arrows import arrows_of
from kgraph.view.scene import Scene, fit, lane_of, layer_of, main_path
from kgraph.view.view import Block, Box, Frame, Hue, LeftOut, LegendLine, View


def overview(architecture: Architecture, knowledge: Knowledge, marks: Mapping[str, str] | None = None) -> View:
    """The overview, of at most `MAX_BOXES` boxes and frames of components.

    `marks` holds ``added`` or ``removed`` for placements, flows and places by their ids; what is marked is drawn first.
    """
    scene = fit(architecture, knowledge, marks or {})
    block_of, blocks = _blocks(scene)
    children = _frames(scene, blocks)
    arrows, inner = arrows_of(scene, block_of, children)
    kinds = {arrow.kind for arrow in arrows}
    legend = tuple(
        LegendLine(k.id, k.label, k.definition, k.dash, k.weight, Hue(k.hue, k.dark_hue))
        for k in knowledge.flow_kinds
        if k.id in kinds
    )
    clouds = {cloud.id: cloud.label for cloud in knowledge.clouds}
    named = ", ".join(
        f"{site.id} on {clouds.get(str(site.cloud), site.cloud)}"
        for site in architecture.places
        if site.scope == "site"
    )
    return View(
        id="overview",
        title=architecture.name,
        subtitle=f"Overview · {named} · as of {architecture.as_of.isoformat()}",
        children=children,
        arrows=arrows,
        legend=legend,
        left_out=_left_out(scene, inner),
        along=knowledge.main_path,
    )


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
        key = placement.id if placement.id in path else lane_of(placement, scene.knowledge)
        members[placement.place, key].append(placement)
        block_of[placement.id] = f"block:{placement.place}:{key}"
    _gather(scene, members, block_of)
    _join_actors(scene, members, block_of)
    blocks: dict[str, list[Block]] = defaultdict(list)
    lanes = {lane.id: lane for lane in scene.knowledge.lanes}
    for (place, key), placements in sorted(members.items()):
        layer = min(layer_of(p, scene.knowledge) for p in placements)
        first_lane = lane_of(placements[0], scene.knowledge)
        lane = lanes.get(key, lanes[first_lane])
        ordered = sorted(placements, key=lambda p: (layer_of(p, scene.knowledge), p.id))
        title = lane.label if key in lanes and len(placements) > 1 else ""
        blocks[place].append(
            Block(
                f"block:{place}:{key}",
                title,
                Hue(lane.hue, lane.dark_hue),
                lane.band,
                layer,
                tuple(_box(p, scene, Hue(lane.hue, lane.dark_hue)) for p in ordered),
            )
        )
    return block_of, {place: sorted(found, key=lambda b: (b.layer, b.id)) for place, found in blocks.items()}


def _gather(scene: Scene, members: dict[tuple[str, str], list[Placement]], block_of: dict[str, str]) -> None:
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


def _join_actors(scene: Scene, members: dict[tuple[str, str], list[Placement]], block_of: dict[str, str]) -> None:
    """An actor whose flows all lead to one block of its own place stands in that block."""
    for placement in scene.drawn:
        if scene.knowledge.components[placement.component].delivery != "actor":
            continue
        ends = {block_of.get(f.target) for f in scene.architecture.flows if f.source == placement.id}
        keys = [key for key in members if f"block:{key[0]}:{key[1]}" in ends and key[0] == placement.place]
        if len(ends) == 1 and len(keys) == 1 and keys[0][1] in {lane.id for lane in scene.knowledge.lanes}:
            own = next(key for key, placements in members.items() if placement in placements)
            if own == keys[0]:
                continue
            members[own].remove(placement)
            if not members[own]:
                del members[own]
            members[keys[0]].append(placement)
            block_of[placement.id] = f"block:{keys[0][0]}:{keys[0][1]}"


def _box(placement: Placement, scene: Scene, hue: Hue) -> Box:
    component = scene.knowledge.components[placement.component]
    return Box(
        id=placement.id,
        title=placement.name,
        subtitle=_role(placement, component, scene.knowledge),
        icon="" if component.icon == "badge" else component.icon,
        glyph=scene.knowledge.glyph(component.concern, placement.serves or placement.capabilities),
        hue=hue,
        href=component.homepage,
        tooltip=_tooltip(placement, component),
        mark=scene.marks.get(placement.id, ""),
        covers=(placement.id,),
    )


def _role(placement: Placement, component: Component, knowledge: Knowledge) -> str:
    """In a word or two what it is there for: of what it serves as, the capability that most matters."""
    if component.delivery == "actor":
        return ""
    serves = set(placement.serves or placement.capabilities)
    known = [knowledge.capabilities[id] for id in placement.capabilities]
    own = [c for c in known if c.id in serves or serves.intersection(c.broader)]
    narrow = [c for c in own if not any(c.id in other.broader for other in own)]
    best = min(narrow, key=lambda c: (c.prominence, c.layer, c.id))
    return best.label


def _tooltip(placement: Placement, component: Component) -> str:
    lines = [placement.name, component.definition]
    lines += [f"• {reason.text}" for reason in placement.reasons[:6]]
    return "\n".join(lines)


# --- frames


def _frames(scene: Scene, blocks: dict[str, list[Block]]) -> tuple[Frame | Block, ...]:
    clouds = {cloud.id: cloud.label for cloud in scene.knowledge.clouds}
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
            lane = lane_of(network, scene.knowledge)
            within = [b for b in inside if b.id == f"block:{site.id}:{lane}" or _block_lane(b, scene) == lane]
            inside = [b for b in inside if b not in within]
            inner: tuple[Frame | Block, ...] = (_holder_frame(network, scene, "network", (*within, *clusters)),)
        else:
            inner = tuple(clusters)
        words = [clouds.get(str(site.cloud), str(site.cloud)), site.region or ""]
        sites.append(
            Frame(
                f"frame:{site.id}",
                _many(site.id, scene),
                " · ".join(w for w in words if w),
                "",
                "site",
                "",
                "\n".join(words),
                (*inside, *inner),
                scene.marks.get(site.id, ""),
            )
        )
    return (*blocks.get("world", []), *sites)


def _block_lane(block: Block, scene: Scene) -> str:
    by_id = {p.id: p for p in scene.drawn}
    return lane_of(by_id[block.boxes[0].id], scene.knowledge)


def _many(place: str, scene: Scene) -> str:
    """The short name of a place; of several alike, their names and how many they are."""
    places = scene.folded.get(place, (place,))
    names = [id.split("/")[-1] for id in places]
    if len(names) == 1:
        return names[0]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{shown} (×{len(names)})"


def _cluster(place: Place, scene: Scene, holder: Placement | None, blocks: list[Block]) -> Frame:
    if holder is None:
        mark = scene.marks.get(place.id, "")
        return Frame(
            f"frame:{place.id}", _many(place.id, scene), "cluster", "", "cluster", "", place.id, tuple(blocks), mark
        )
    return _holder_frame(holder, scene, "cluster", tuple(blocks))


def _holder_frame(holder: Placement, scene: Scene, level: str, children: tuple[Frame | Block, ...]) -> Frame:
    component = scene.knowledge.components[holder.component]
    subtitle = f"cluster {_many(holder.place, scene)}" if level == "cluster" else ""
    icon = "" if component.icon == "badge" else component.icon
    return Frame(
        f"frame:{holder.id}",
        holder.name,
        subtitle,
        icon,
        level,
        component.homepage,
        _tooltip(holder, component),
        children,
        scene.marks.get(holder.id, ""),
        (holder.id,),
    )


def _left_out(scene: Scene, inner: int) -> tuple[LeftOut, ...]:
    lines: list[LeftOut] = []
    if scene.hidden:
        names = Counter(p.name for p in scene.hidden)
        said = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(names.items()))
        lines.append(LeftOut(f"Not drawn: {said}", covers=tuple(p.id for p in scene.hidden)))
    for first, places in sorted(scene.folded.items()):
        lines.append(LeftOut(f"Drawn once: {', '.join(places)} hold the same as {first}"))
    if inner:
        lines.append(
            LeftOut(f"{inner} connections inside blocks and frames are not drawn; architecture.json lists them all")
        )
    return tuple(lines)
