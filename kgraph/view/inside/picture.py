"""The view of the inside of a component on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from kgraph.errors import InputError, nearest, shown
from kgraph.model.architecture import Architecture
from kgraph.model.component import Component, InnerFlow
from kgraph.model.knowledge import Knowledge
from kgraph.view.boxing import hue_of, icon_of
from kgraph.view.inside.boxing import capitalised, source_told
from kgraph.view.inside.casting import (
    Cast,
    Link,
    Setting,
    dated,
    flow_id,
    left_out,
    outside,
    setting,
    taking_part,
)
from kgraph.view.inside.walk import as_walked
from kgraph.view.titling import legend_of
from kgraph.view.view import Arrow, Block, Box, Frame, View

MAX_BOXES = 25
"""Of more, the neighbours with the fewest flows are not drawn, and named."""
MAX_LABEL = 28
"""How long the words on an arrow may be that stands for several flows."""


def inside(
    id: str, knowledge: Knowledge, *, architecture: Architecture | None = None, day: date
) -> View:
    """The parts of a component on a day, and its neighbours.

    In general, or as they are placed in an architecture that has it.

    Raises InputError where there is no such component, where the catalog does not tell its inside,
    or where it is not there on that day.
    """
    component = _opened(id, knowledge, day)
    scene = setting(component, knowledge, architecture, day)
    found = taking_part(scene)
    there = {part.id for part in component.parts if scene.holds(part)}
    parts = there - scene.holders()
    crowd = _crowd(found, there)
    links = {link: flows for link, flows in found.links.items() if not crowd & set(link[:2])}
    drawn = parts.union(*(link[:2] for link in links))
    groups = _groups(found, links, drawn - there, knowledge, component)
    groups |= {id: f"frame:{id}" for id in scene.holders()}
    arrows = as_walked(_arrows(links, groups, _names(scene, found)), map(groups.__getitem__, there))
    frame = _frame(scene, found, there)
    missing = left_out(scene, found, drawn, crowd)
    covered = set(frame.covers)
    covered.update(there, *(found.boxes[id].covers for id in drawn - scene.holders()))
    covered.update(*(line.covers for line in missing))
    return View(
        id=f"inside:{id}",
        title=f"Inside {component.name}",
        subtitle=_subtitle(scene, architecture),
        children=(frame, *_neighbours(found, groups, drawn - there, scene)),
        arrows=arrows,
        legend=legend_of({arrow.kind for arrow in arrows}, knowledge),
        left_out=(*missing, *outside(architecture, covered)),
        along=frozenset(knowledge.flow_kind_by_id),
        arrangement="parts",
    )


def _opened(id: str, knowledge: Knowledge, day: date) -> Component:
    """The component of an id, which has parts on that day; InputError where it has none."""
    component = knowledge.components.get(id)
    if component is None:
        words = {*knowledge.components, *knowledge.components_by_name}
        raise _closed(f"unknown component '{shown(id)}'", nearest(id.lower(), words))
    if not component.parts:
        told = ", ".join(sorted(c.id for c in knowledge.components.values() if c.parts))
        wrong = f"the catalog does not tell what is inside '{id}'"
        raise _closed(wrong, f"choose one of these: {told}")
    if not component.available(day):
        wrong = f"'{id}' is not there on {day.isoformat()}"
        raise _closed(wrong, f"choose another day: {_days(component, day)}")
    if not any(part.holds(day) for part in component.parts):
        told = ", ".join(dated(part.name, part.since, part.until, day) for part in component.parts)
        wrong = f"no part of '{id}' is there on {day.isoformat()}"
        raise _closed(wrong, f"choose another day: {told}")
    return component


def _closed(wrong: str, fix: str) -> InputError:
    return InputError.one("component", wrong, fix)


def _days(component: Component, day: date) -> str:
    """From when to when a component is there, as far as that says why it is not on a day."""
    released, retired = component.released, component.retired
    since = released.first if released else None
    until = retired.first if retired else None
    return dated(component.name, since, until, day)


def _crowd(found: Cast, parts: Iterable[str]) -> set[str]:
    """The neighbours that are too many for one picture: those with the fewest flows."""
    linked = list(chain.from_iterable(link[:2] for link in found.links))
    neighbours = sorted(set(linked) - set(parts), key=lambda id: (linked.count(id), id))
    return set(neighbours[: max(0, len(neighbours) + len(set(parts)) - MAX_BOXES)])


# --- blocks, frame and arrows


def _groups(
    found: Cast,
    links: Mapping[Link, list[InnerFlow]],
    around: Iterable[str],
    knowledge: Knowledge,
    whole: Component,
) -> dict[str, str]:
    """For each box the id of its block.

    Providers of one capability, or choices of one need, stand together where they do the same.
    """
    signatures = _signatures(links)
    choices: dict[str, str] = {}
    for need in whole.needs:
        choices |= dict.fromkeys(need.alternatives, f"need:{need.id}")
    members: dict[tuple[frozenset[tuple[str, ...]], str], list[str]] = defaultdict(list)
    for id in sorted(around):
        capability = min(found.origins[id] & knowledge.capabilities.keys(), default="")
        members[frozenset(signatures[id]), choices.get(id, capability) or id].append(id)
    blocks = {id: f"block:{id}" for id in found.boxes}
    for (_, origin), ids in members.items():
        if len(ids) > 1:
            blocks |= dict.fromkeys(ids, f"block:{origin}")
    return blocks


def _signatures(links: Mapping[Link, list[InnerFlow]]) -> Mapping[str, set[tuple[str, ...]]]:
    """For each box what leads from and to it, in words."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for (start, end, kind), flows in links.items():
        words = tuple(flow.label for flow in flows)
        found[start].add(("to", end, kind, *words))
        found[end].add(("from", start, kind, *words))
    return found


def _neighbours(
    found: Cast, groups: Mapping[str, str], around: Iterable[str], scene: Setting
) -> list[Block]:
    members: dict[str, list[Box]] = defaultdict(list)
    for id in sorted(around):
        members[groups[id]].append(found.boxes[id])
    blocks = [
        Block(
            id,
            _block_title(id, boxes, scene.knowledge),
            boxes[0].hue,
            "below",
            _layer(boxes[0], scene),
            tuple(boxes),
        )
        for id, boxes in members.items()
    ]
    return sorted(blocks, key=lambda block: (block.layer, block.id))


def _block_title(id: str, boxes: list[Box], knowledge: Knowledge) -> str:
    if len(boxes) == 1:
        return ""
    capability = knowledge.capabilities.get(id.removeprefix("block:"))
    return capitalised(capability.label) if capability else "One of these"


def _layer(box: Box, scene: Setting) -> int:
    """How far along the way from client to data a neighbour stands."""
    knowledge = scene.knowledge
    placed = scene.architecture.placement_by_id.get(box.id) if scene.architecture else None
    if box.id in knowledge.components:
        has: tuple[str, ...] = knowledge.components[box.id].provides
    else:
        has = placed.capabilities if placed else box.covers
    return min(knowledge.capabilities[id].layer for id in has)


def _frame(scene: Setting, found: Cast, parts: Iterable[str]) -> Frame:
    component = scene.component
    placed = scene.architecture.placements_of(component.id) if scene.architecture else ()
    own = tuple(placement.id for placement in placed)
    places = {placement.place for placement in placed}
    source = component.inside_evidence.source
    told = [component.name, component.definition]
    if source:
        told.append(f"Source: {source}")
    return Frame(
        id=f"frame:{component.id}",
        title=component.name,
        subtitle=", ".join(sorted(places - {"world"})),
        icon=icon_of(component),
        level="component",
        href=component.homepage,
        tooltip="\n".join(told),
        children=tuple(_held("", scene, found, parts)),
        covers=own or (component.id,),
    )


def _held(
    holder: str, scene: Setting, found: Cast, parts: Iterable[str]
) -> Iterator[Frame | Block]:
    """What stands right within a part, or within none: frames around parts, and blocks."""
    component, knowledge = scene.component, scene.knowledge
    hue = hue_of(knowledge.lane_of(component.concern))
    layer = min((knowledge.capabilities[id].layer for id in component.provides), default=0)
    here = (part for part in component.parts if part.id in parts and part.within == holder)
    for part in sorted(here, key=lambda part: part.id):
        if part.id in found.boxes:
            yield Block(f"block:{part.id}", "", hue, "below", layer, (found.boxes[part.id],))
        else:
            yield Frame(
                id=f"frame:{part.id}",
                title=part.name,
                subtitle="",
                icon=part.icon,
                level="component",
                href="",
                tooltip=f"{part.name}\n{part.definition}",
                children=tuple(_held(part.id, scene, found, parts)),
                covers=(part.id,),
            )


def _names(scene: Setting, found: Cast) -> dict[str, str]:
    """What boxes are called, and parts that are frames around others."""
    held = {part.id: part.name for part in scene.component.parts}
    return held | {id: box.title for id, box in found.boxes.items()}


def _arrows(
    links: Mapping[Link, list[InnerFlow]], groups: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Arrow, ...]:
    """One arrow for all flows of a kind from one block to another."""
    merged: dict[Link, list[tuple[str, str, InnerFlow]]] = defaultdict(list)
    for (a, b, kind), flows in links.items():
        merged[groups[a], groups[b], kind] += [(a, b, flow) for flow in flows]
    return tuple(
        _arrow(source, target, kind, found, names)
        for (source, target, kind), found in sorted(merged.items())
    )


def _arrow(
    source: str,
    target: str,
    kind: str,
    found: list[tuple[str, str, InnerFlow]],
    names: Mapping[str, str],
) -> Arrow:
    labels = dict.fromkeys(flow.label for _, _, flow in found)
    joined = _in_one(list(labels))
    sentences = []
    for label in labels:
        ends = [(names[a], names[b]) for a, b, flow in found if flow.label == label]
        froms = " or ".join(dict.fromkeys(start for start, _ in ends))
        tos = " or ".join(dict.fromkeys(end for _, end in ends))
        sentences.append(f"{froms} {label} {tos}.")
    return Arrow(
        id=f"{source}--{kind}--{target}",
        source=source,
        target=target,
        kind=kind,
        label=joined if len(labels) == 1 or len(joined) <= MAX_LABEL else "",
        tooltip="\n".join(sentences),
        count=len(labels),
        covers=tuple(sorted({flow_id(flow) for _, _, flow in found})),
    )


# --- words


def _in_one(labels: Sequence[str]) -> str:
    """What several arrows say, in one: what all of them begin and end with is said once.

    >>> _in_one(["creates disks in", "creates shares in"])
    'creates disks and shares in'
    >>> _in_one(["reads", "writes through"])
    'reads, writes through'
    """
    told = [f"{label} ".split(" ", 1) for label in labels]
    begins = {first for first, _ in told}
    rests = [rest.strip().rpartition(" ") for _, rest in told]
    ends = {last for _, _, last in rests}
    between = [middle for middle, _, _ in rests]
    if len(labels) == 1 or len(begins) > 1 or len(ends) > 1 or not all(between):
        return ", ".join(labels)
    return " ".join([*begins, " and ".join(between), *ends])


def _subtitle(scene: Setting, asked: Architecture | None) -> str:
    where = ""
    if scene.architecture is not None:
        where = f" in {scene.architecture.name}"
    elif asked is not None:
        where = f" in general ({asked.name} has none)"
    about = f"{scene.component.name} and its neighbours{where}"
    return (
        f"{about} · as of {scene.day.isoformat()} · {source_told(scene.component.inside_evidence)}"
    )
