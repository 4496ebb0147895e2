"""The overview of an architecture: clients, edge, sites with their networks and clusters, lanes for the rest.

What lies on the main path of requests gets a box of its own; everything else stands with its neighbours in a block per
place and lane, so that a reader meets about twenty things instead of sixty. What is merged or left out is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kgraph.model.architecture import Architecture, Flow, Place, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.view.view import Arrow, Block, Box, Frame, LegendLine, View

MAX_BOXES = 40


@dataclass(frozen=True, slots=True)
class _Scene:
    """The placements that are drawn, where each ends up, and what was merged."""

    architecture: Architecture
    knowledge: Knowledge
    drawn: tuple[Placement, ...]
    folded: dict[str, tuple[str, ...]]
    hidden: tuple[Placement, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, Placement] = field(default_factory=dict)


def overview(architecture: Architecture, knowledge: Knowledge, marks: Mapping[str, str] | None = None) -> View:
    """The overview, of at most `MAX_BOXES` boxes and frames of components.

    `marks` holds ``added`` or ``removed`` for placements, flows and places by their ids; what is marked is drawn first.
    """
    scene = _fit(architecture, knowledge, marks or {})
    block_of, blocks = _blocks(scene)
    children = _frames(scene, blocks)
    arrows, inner = _arrows(scene, block_of, children)
    kinds = {arrow.kind for arrow in arrows}
    legend = tuple(
        LegendLine(k.id, k.label, k.definition, k.dash, k.weight, k.hue, k.dark_hue)
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
    )


# --- what is drawn


def _fit(architecture: Architecture, knowledge: Knowledge, marks: Mapping[str, str]) -> _Scene:
    """Everything if it fits; else with like sites and clusters as one; else without the products that matter least."""
    everything = architecture.placements
    folded: dict[str, tuple[str, ...]] = {}
    if len(everything) > MAX_BOXES:
        folded = _alike(architecture, marks)
    gone = {place for places in folded.values() for place in places[1:]}
    outside = {
        place.id for place in architecture.places if any(outer in gone for outer in architecture.around(place.id))
    }
    shown = [p for p in everything if p.place not in outside]
    if len(shown) > MAX_BOXES:
        shown = _foremost(shown, _main_path(architecture, knowledge), knowledge, marks)
    kept = {p.id for p in shown}
    hidden = tuple(p for p in everything if p.id not in kept and p.place not in outside)
    return _Scene(architecture, knowledge, tuple(shown), folded, hidden, marks, _holders(shown, knowledge, marks))


def _holders(placements: Iterable[Placement], knowledge: Knowledge, marks: Mapping[str, str]) -> dict[str, Placement]:
    """For each place the placement that is drawn as the frame around it: one, and rather one that stays."""
    framing = [p for p in placements if _framing(p, knowledge)]
    ordered = sorted(framing, key=lambda p: (marks.get(p.id) == "removed", p.id), reverse=True)
    return {p.place: p for p in ordered}


def _foremost(
    placements: list[Placement], path: set[str], knowledge: Knowledge, marks: Mapping[str, str]
) -> list[Placement]:
    """The placements that matter most, as many as fit; a product is drawn everywhere or nowhere, as far as that goes."""
    by_product: dict[str, list[Placement]] = defaultdict(list)
    for placement in placements:
        by_product[placement.workload or placement.component].append(placement)
    ranked = sorted(
        by_product.values(),
        key=lambda ps: (
            not any(p.id in marks or _prominence(p, knowledge) == 1 for p in ps),
            min(_prominence(p, knowledge) for p in ps),
            not any(p.id in path for p in ps),
            _layer(ps[0], knowledge),
            ps[0].id,
        ),
    )
    kept: list[Placement] = []
    for group in ranked:
        if len(kept) + len(group) <= MAX_BOXES or _prominence(group[0], knowledge) == 1:
            kept += group
    return sorted(kept[:MAX_BOXES], key=lambda p: p.id)


def _prominence(placement: Placement, knowledge: Knowledge) -> int:
    return min(knowledge.capabilities[id].prominence for id in placement.serves or placement.capabilities)


def _alike(architecture: Architecture, marks: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Sites that hold the same on the same cloud, and such clusters of one site: the first stands for all."""
    folded: dict[str, tuple[str, ...]] = {}
    gone: set[str] = set()
    for scope in ("site", "cluster"):
        groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for place in architecture.places:
            if place.scope == scope and not gone.intersection(architecture.around(place.id)):
                groups[place.cloud, place.within, _content(architecture, place, marks)].append(place.id)
        for places in groups.values():
            if len(places) > 1:
                folded[places[0]] = tuple(places)
                gone.update(places[1:])
    return folded


def _content(architecture: Architecture, place: Place, marks: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        sorted(
            (p.place[len(place.id) :], p.workload or p.component, marks.get(p.id, marks.get(place.id, "")))
            for p in architecture.placements
            if place.id in architecture.around(p.place)
        )
    )


# --- boxes and blocks


def _main_path(architecture: Architecture, knowledge: Knowledge) -> set[str]:
    kinds = {kind.id for kind in knowledge.flow_kinds if kind.main_path}
    return {end for flow in architecture.flows if flow.kind in kinds for end in (flow.source, flow.target)}


def _framing(placement: Placement, knowledge: Knowledge) -> bool:
    return any(knowledge.capabilities[id].frames for id in placement.capabilities)


def _lane(placement: Placement, knowledge: Knowledge) -> str:
    component = knowledge.components[placement.component]
    concern = next(c for c in knowledge.concerns if c.id == component.concern)
    return concern.lane


def _blocks(scene: _Scene) -> tuple[dict[str, str], dict[str, list[Block]]]:
    """For each drawn placement the id of its block or frame, and the blocks of each place."""
    path = _main_path(scene.architecture, scene.knowledge)
    block_of: dict[str, str] = {}
    members: dict[tuple[str, str], list[Placement]] = defaultdict(list)
    for placement in scene.drawn:
        if scene.holders.get(placement.place) is placement:
            block_of[placement.id] = f"frame:{placement.id}"
            continue
        key = placement.id if placement.id in path else _lane(placement, scene.knowledge)
        members[placement.place, key].append(placement)
        block_of[placement.id] = f"block:{placement.place}:{key}"
    _gather(scene, members, block_of)
    _join_actors(scene, members, block_of)
    blocks: dict[str, list[Block]] = defaultdict(list)
    lanes = {lane.id: lane for lane in scene.knowledge.lanes}
    for (place, key), placements in sorted(members.items()):
        layer = min(_layer(p, scene.knowledge) for p in placements)
        first_lane = _lane(placements[0], scene.knowledge)
        lane = lanes.get(key, lanes[first_lane])
        ordered = sorted(placements, key=lambda p: (_layer(p, scene.knowledge), p.id))
        title = lane.label if key in lanes and len(placements) > 1 else ""
        blocks[place].append(
            Block(
                f"block:{place}:{key}",
                title,
                lane.hue,
                lane.band,
                layer,
                tuple(_box(p, scene, lane.hue) for p in ordered),
            )
        )
    return block_of, {place: sorted(found, key=lambda b: (b.layer, b.id)) for place, found in blocks.items()}


def _gather(scene: _Scene, members: dict[tuple[str, str], list[Placement]], block_of: dict[str, str]) -> None:
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


def _join_actors(scene: _Scene, members: dict[tuple[str, str], list[Placement]], block_of: dict[str, str]) -> None:
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


def _layer(placement: Placement, knowledge: Knowledge) -> int:
    return min(knowledge.capabilities[id].layer for id in placement.serves or placement.capabilities)


def _box(placement: Placement, scene: _Scene, hue: str) -> Box:
    component = scene.knowledge.components[placement.component]
    return Box(
        id=placement.id,
        title=placement.name,
        subtitle=_role(placement, component, scene.knowledge),
        icon=component.icon,
        badge=component.concern,
        hue=hue,
        href=component.homepage,
        tooltip=_tooltip(placement, component),
        mark=scene.marks.get(placement.id, ""),
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


def _frames(scene: _Scene, blocks: dict[str, list[Block]]) -> tuple[Frame | Block, ...]:
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
            lane = _lane(network, scene.knowledge)
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


def _block_lane(block: Block, scene: _Scene) -> str:
    by_id = {p.id: p for p in scene.drawn}
    return _lane(by_id[block.boxes[0].id], scene.knowledge)


def _many(place: str, scene: _Scene) -> str:
    """The short name of a place; of several alike, their names and how many they are."""
    places = scene.folded.get(place, (place,))
    names = [id.split("/")[-1] for id in places]
    if len(names) == 1:
        return names[0]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{shown} (×{len(names)})"


def _cluster(place: Place, scene: _Scene, holder: Placement | None, blocks: list[Block]) -> Frame:
    if holder is None:
        mark = scene.marks.get(place.id, "")
        return Frame(
            f"frame:{place.id}", _many(place.id, scene), "cluster", "", "cluster", "", place.id, tuple(blocks), mark
        )
    return _holder_frame(holder, scene, "cluster", tuple(blocks))


def _holder_frame(holder: Placement, scene: _Scene, level: str, children: tuple[Frame | Block, ...]) -> Frame:
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
    )


# --- arrows


def _arrows(
    scene: _Scene, block_of: dict[str, str], children: Iterable[Frame | Block]
) -> tuple[tuple[Arrow, ...], int]:
    """Flows between blocks, merged by ends and kind; and how many lie within one block or frame."""
    around = _nesting(children)
    groups: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    inner = 0
    for flow in scene.architecture.flows:
        ends = block_of.get(flow.source), block_of.get(flow.target)
        if ends[0] is None or ends[1] is None:
            continue
        if ends[0] == ends[1] or ends[0] in around[ends[1]] or ends[1] in around[ends[0]]:
            inner += 1
            continue
        groups[ends[0], ends[1], flow.kind].append(flow)
    groups = _lift_to_frames(groups, around)
    arrows = []
    for (source, target, kind), flows in sorted(groups.items()):
        back = groups.get((target, source, kind))
        if back is not None and source > target:
            continue
        both = [*flows, *(back or [])]
        labels = Counter(flow.label for flow in flows)
        arrows.append(
            Arrow(
                id=f"{source}--{kind}--{target}",
                source=source,
                target=target,
                kind=kind,
                label=next(iter(labels)) if len(labels) == 1 and not back else "",
                tooltip="\n".join(dict.fromkeys(r.text for flow in both for r in flow.reasons)),
                count=len(both),
                both=back is not None,
                mark=_common(scene.marks.get(flow.id, "") for flow in both),
            )
        )
    return tuple(arrows), inner


def _common(marks: Iterable[str]) -> str:
    """The mark that all share, or none."""
    found = set(marks)
    return found.pop() if len(found) == 1 else ""


def _nesting(children: Iterable[Frame | Block]) -> dict[str, tuple[str, ...]]:
    """For each block and frame the frames around it."""
    around: dict[str, tuple[str, ...]] = {}

    def walk(nodes: Iterable[Frame | Block], outer: tuple[str, ...]) -> None:
        for node in nodes:
            around[node.id] = outer
            if isinstance(node, Frame):
                walk(node.children, (*outer, node.id))

    walk(children, ())
    return around


def _lift_to_frames(
    groups: dict[tuple[str, str, str], list[Flow]], around: dict[str, tuple[str, ...]]
) -> dict[tuple[str, str, str], list[Flow]]:
    """Where a frame and something inside it both lead to the same end, one arrow from the frame says it."""
    lifted: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    for (source, target, kind), flows in sorted(groups.items()):
        outer_source = next((f for f in around[source] if (f, target, kind) in groups), source)
        outer_target = next((f for f in around[target] if (outer_source, f, kind) in groups), target)
        lifted[outer_source, outer_target, kind].extend(flows)
    return lifted


def _left_out(scene: _Scene, inner: int) -> tuple[str, ...]:
    lines = []
    if scene.hidden:
        names = Counter(p.name for p in scene.hidden)
        said = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(names.items()))
        lines.append(f"Not drawn: {said}")
    for first, places in sorted(scene.folded.items()):
        lines.append(f"Drawn once: {', '.join(places)} hold the same as {first}")
    if inner:
        lines.append(f"{inner} connections inside blocks and frames are not drawn; architecture.json lists them all")
    return tuple(lines)


def without_labels(view: View) -> View:
    """The view without the words on its arrows, where they do not fit."""
    return replace(view, arrows=tuple(replace(arrow, label="") for arrow in view.arrows))
