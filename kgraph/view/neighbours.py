"""Who takes part in the inside of a component: its parts of a day, its neighbours, what links them, and who is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.component import Component, InnerEnd, InnerFlow
from kgraph.model.knowledge import Knowledge
from kgraph.view.pieces import capability_box, component_box, part_box, placements_box
from kgraph.view.view import Box, LeftOut

Link = tuple[str, str, str]
"""Two boxes and the kind of flow between them: from, to, kind."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Of what the inside is shown, on which day, and within which architecture, if any has it.

    `joined` holds the placements that have a flow with it there, `places` those where it stands and those around them.
    """

    component: Component
    knowledge: Knowledge
    day: date
    architecture: Architecture | None
    joined: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(slots=True)
class Cast:
    """The boxes of everything that takes part, why each is there, what links them, and what is missing for which flows."""

    boxes: dict[str, Box] = field(default_factory=dict)
    origins: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: dict[Link, list[InnerFlow]] = field(default_factory=lambda: defaultdict(list))
    then: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    here: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    within: list[str] = field(default_factory=list)


def flow_id(flow: InnerFlow) -> str:
    """The id of a flow inside a component; flows of one kind between the same ends share it, as they share an arrow."""
    return f"{flow.source.id}--{flow.kind}--{flow.target.id}"


def setting(
    component: Component, knowledge: Knowledge, architecture: Architecture | None, day: date
) -> Setting:
    """The architecture only where it has the component, with what is joined with it or stands near it."""
    placed = architecture.placements_of(component.id) if architecture else ()
    if architecture is None or not placed:
        return Setting(component, knowledge, day, None)
    own = {p.id for p in placed}
    flows = architecture.flows_of(own)
    joined = {end for flow in flows for end in (flow.source, flow.target)}
    places = {place for p in placed for place in architecture.around(p.place)}
    return Setting(
        component, knowledge, day, architecture, frozenset(joined - own), frozenset(places)
    )


def taking_part(scene: Setting) -> Cast:
    """Every flow as links between boxes; what is not there is noted with the flows that go with it."""
    found = Cast()
    for part in scene.component.parts:
        if part.holds(scene.day):
            found.boxes[part.id] = part_box(part, scene.component, scene.knowledge)
        else:
            found.then[dated(part.name, part.since, part.until, scene.day)].append(part.id)
    for flow in sorted(scene.component.inner_flows):
        sources, targets = (
            _resolved(flow.source, scene, found, flow),
            _resolved(flow.target, scene, found, flow),
        )
        pairs = [(a, b) for a in sources for b in targets if a != b]
        for a, b in pairs:
            found.links[a, b, flow.kind].append(flow)
        if sources and targets and not pairs:
            found.within.append(flow_id(flow))
    return found


def _resolved(end: InnerEnd, scene: Setting, found: Cast, flow: InnerFlow) -> tuple[str, ...]:
    """The ids of the boxes that stand for an end of a flow; none where it is not there, which is noted."""
    if end.kind == "part":
        part = next(p for p in scene.component.parts if p.id == end.id)
        if part.holds(scene.day):
            return (part.id,)
        found.then[dated(part.name, part.since, part.until, scene.day)].append(flow_id(flow))
        return ()
    boxes = (
        _placed(end, scene)
        if scene.architecture and not _person(end, scene)
        else _in_general(end, scene)
    )
    for box in boxes:
        found.boxes[box.id] = box
        found.origins[box.id].add(end.id)
    if not boxes:
        _note(end, scene, found, flow)
    return tuple(box.id for box in boxes)


def _in_general(end: InnerEnd, scene: Setting) -> tuple[Box, ...]:
    """A component as such; or whatever has a capability, which is one component where there is only one."""
    knowledge = scene.knowledge
    only = knowledge.providers[end.id] if end.kind == "capability" else (end.id,)
    if len(only) == 1 and only[0] != scene.component.id:
        component = knowledge.components[only[0]]
        if component.available(scene.day):
            return (component_box(component, knowledge),)
    if end.kind == "component":
        return ()
    return (capability_box(knowledge.capabilities[end.id], scene.component, knowledge, scene.day),)


def _placed(end: InnerEnd, scene: Setting) -> tuple[Box, ...]:
    """The placements that are meant: those joined with the component, else those near it, else all; one box for those alike."""
    if scene.architecture is None:
        return ()
    placed = scene.architecture
    able = (
        placed.placements_of(end.id) if end.kind == "component" else placed.placements_with(end.id)
    )
    meant = [p for p in able if p.component != scene.component.id]
    joined = [p for p in meant if p.id in scene.joined]
    near = [p for p in meant if p.place in scene.places]
    alike: dict[str, list[Placement]] = defaultdict(list)
    for placement in joined or near or meant:
        alike[placement.workload or placement.component].append(placement)
    return tuple(placements_box(some, scene.knowledge) for _, some in sorted(alike.items()))


def _person(end: InnerEnd, scene: Setting) -> bool:
    """Whether an end is somebody, whom no architecture has to place."""
    providers = scene.knowledge.providers[end.id] if end.kind == "capability" else (end.id,)
    return bool(providers) and all(
        scene.knowledge.components[id].delivery == "actor" for id in providers
    )


def _note(end: InnerEnd, scene: Setting, found: Cast, flow: InnerFlow) -> None:
    """An end that is missing: from the day, or from the architecture."""
    if end.kind == "capability":
        found.here[scene.knowledge.capabilities[end.id].label] += [end.id, flow_id(flow)]
        return
    component = scene.knowledge.components[end.id]
    if component.available(scene.day):
        found.here[component.name] += [end.id, flow_id(flow)]
        return
    since = component.released.day if component.released else None
    until = component.retired.day if component.retired else None
    found.then[dated(component.name, since, until, scene.day)] += [end.id, flow_id(flow)]


def dated(name: str, since: date | None, until: date | None, day: date) -> str:
    """What is not there on a day, with the day that tells why."""
    return (
        f"{name} (since {since})"
        if since is not None and day < since
        else f"{name} (until {until})"
    )


def left_out(scene: Setting, found: Cast, drawn: set[str], crowd: set[str]) -> tuple[LeftOut, ...]:
    """Everything that takes part but is not drawn, with the flows that go with it."""
    name = scene.architecture.name if scene.architecture else "the catalog"
    alone = set(found.boxes) - drawn - crowd
    groups: list[tuple[str, list[tuple[str, list[str]]]]] = [
        (f"Not there on {scene.day.isoformat()}", [*found.then.items()]),
        (f"Not in {name}", [*found.here.items()]),
        (
            "Joined with nothing that is drawn",
            [(found.boxes[id].title, [*found.boxes[id].covers]) for id in alone],
        ),
        ("Too many for one picture", [(found.boxes[id].title, _of(id, found)) for id in crowd]),
        (
            "Flows within one box",
            [(str(len(set(found.within))), found.within)] if found.within else [],
        ),
    ]
    return tuple(
        LeftOut(
            f"{words}: {', '.join(sorted(name for name, _ in missing))}",
            (),
            tuple(sorted({id for _, ids in missing for id in ids})),
        )
        for words, missing in groups
        if missing
    )


def outside(architecture: Architecture | None, said: Iterable[str]) -> tuple[LeftOut, ...]:
    """What else an architecture holds: the placements that take no part, and its own flows, which here are told more closely."""
    if architecture is None:
        return ()
    known = set(said)
    placements = [p.id for p in architecture.placements if p.id not in known]
    flows = [flow.id for flow in architecture.flows]
    counts = [
        f"{len(ids)} {word}{'s' * (len(ids) > 1)}"
        for ids, word in ((placements, "placement"), (flows, "flow"))
        if ids
    ]
    return (
        (
            LeftOut(
                f"Outside this view: {' and '.join(counts)}", ("overview",), (*placements, *flows)
            ),
        )
        if counts
        else ()
    )


def _of(id: str, found: Cast) -> list[str]:
    """A box that is not drawn, and the flows that went with it."""
    flows = [
        flow_id(flow) for link, flows in found.links.items() if id in link[:2] for flow in flows
    ]
    return [*found.boxes[id].covers, *flows]
