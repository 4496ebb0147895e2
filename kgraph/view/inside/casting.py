"""Who takes part in the inside of a component.

Its parts of a day, its neighbours, what links them, and who is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, product

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.component import Component, InnerEnd, InnerFlow, Part
from kgraph.model.knowledge import Knowledge
from kgraph.view.accounting import outside_told
from kgraph.view.inside.boxing import capability_box, component_box, part_box, placements_box
from kgraph.view.view import Box, LeftOut

Missing = Collection[tuple[str, Iterable[str]]]
"""What something that is missing is called, and the ids that go with it."""
Link = tuple[str, str, str]
"""Two boxes and the kind of flow between them: from, to, kind."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Of what the inside is shown, on which day, and within which architecture, if any has it.

    `joined` holds the placements that have a flow with it there, `places` those where it stands and
    those around them.
    """

    component: Component
    knowledge: Knowledge
    day: date
    architecture: Architecture | None
    joined: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def holds(self, part: Part) -> bool:
        """Whether a part is there: on the day, and beside what it is only with."""
        return part.holds(self.day) and (not part.only_with or any(map(self._has, part.only_with)))

    def carries(self, flow: InnerFlow) -> bool:
        """Whether a flow may be there: beside nothing that it is only without."""
        return not any(map(self._has, flow.only_without))

    def _has(self, component: str) -> bool:
        return self.architecture is None or bool(self.architecture.placements_of(component))

    def holders(self) -> frozenset[str]:
        """The parts that are frames around others."""
        return frozenset(part.within for part in self.component.parts if part.within)


@dataclass(slots=True)
class Cast:
    """The boxes of what takes part, why each is there, what links them, and what is missing.

    `otherwise` tells, by when it would be so, what is done otherwise here.
    """

    boxes: dict[str, Box] = field(default_factory=dict)
    origins: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: dict[Link, list[InnerFlow]] = field(default_factory=lambda: defaultdict(list))
    then: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    here: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    within: list[str] = field(default_factory=list)
    otherwise: dict[str, list[tuple[str, list[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def flow_id(flow: InnerFlow) -> str:
    """The id of a flow inside a component.

    Flows of one kind between the same ends share it, as they share an arrow.
    """
    return f"{flow.source.id}--{flow.kind}--{flow.target.id}"


def setting(
    component: Component, knowledge: Knowledge, architecture: Architecture | None, day: date
) -> Setting:
    """The component in the architecture, if that has it, with what is joined with it or near it."""
    placed = architecture.placements_of(component.id) if architecture else ()
    if architecture is None or not placed:
        return Setting(component, knowledge, day, None)
    own = {p.id for p in placed}
    flows = architecture.flows_of(own)
    sources = {flow.source for flow in flows}
    targets = {flow.target for flow in flows}
    joined = sources | targets
    places = frozenset(chain.from_iterable(architecture.around(p.place) for p in placed))
    return Setting(component, knowledge, day, architecture, frozenset(joined - own), places)


def taking_part(scene: Setting) -> Cast:
    """Every flow as links between boxes.

    What is not there is noted with the flows that go with it.
    """
    found = Cast()
    holders = scene.holders()
    for part in scene.component.parts:
        if not scene.holds(part):
            _miss(part, part.id, scene, found)
        elif part.id not in holders:
            found.boxes[part.id] = part_box(part, scene.component, scene.knowledge)
    for flow in sorted(scene.component.inner_flows):
        if not scene.carries(flow):
            _skip(flow, scene, found)
            continue
        sources = _resolved(flow.source, scene, found, flow)
        targets = _resolved(flow.target, scene, found, flow)
        _link(flow, sources, targets, found)
    return found


def _link(flow: InnerFlow, sources: Sequence[str], targets: Sequence[str], found: Cast) -> None:
    """Note a flow from each of some boxes to each of others, or that it stays within one box."""
    pairs = [(a, b) for a, b in product(sources, targets) if a != b]
    for a, b in pairs:
        found.links[a, b, flow.kind].append(flow)
    if sources and targets and not pairs:
        found.within.append(flow_id(flow))


def _resolved(end: InnerEnd, scene: Setting, found: Cast, flow: InnerFlow) -> tuple[str, ...]:
    """The ids of the boxes that stand for an end of a flow.

    None where it is not there, which is noted.
    """
    if end.kind == "part":
        part = next(p for p in scene.component.parts if p.id == end.id)
        if scene.holds(part):
            return (part.id,)
        _miss(part, flow_id(flow), scene, found)
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
    """A component as such; or whatever has a capability, which may be a single component."""
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
    """The placements that are meant: those joined with the component, else those near it, else all.

    One box for those alike.
    """
    meant = [one for one in _able(end, scene) if one.component != scene.component.id]
    joined = [p for p in meant if p.id in scene.joined]
    near = [p for p in meant if p.place in scene.places]
    alike: dict[str, list[Placement]] = defaultdict(list)
    for placement in joined or near or meant:
        alike[placement.product].append(placement)
    return tuple(placements_box(some, scene.knowledge) for _, some in sorted(alike.items()))


def _able(end: InnerEnd, scene: Setting) -> tuple[Placement, ...]:
    """The placements that are a component, or have a capability."""
    if scene.architecture is None:
        return ()
    if end.kind == "component":
        return scene.architecture.placements_of(end.id)
    return scene.architecture.placements_with(end.id)


def _person(end: InnerEnd, scene: Setting) -> bool:
    """Whether an end is somebody, whom no architecture has to place."""
    providers = scene.knowledge.providers[end.id] if end.kind == "capability" else (end.id,)
    return bool(providers) and all(
        scene.knowledge.components[id].delivery == "actor" for id in providers
    )


def _miss(part: Part, id: str, scene: Setting, found: Cast) -> None:
    """A part that is missing, or a flow of it: from the day, or since it is only with others."""
    if part.holds(scene.day):
        others = (scene.knowledge.components[one].name for one in part.only_with)
        found.here[f"{part.name} (only with {' or '.join(others)})"].append(id)
    else:
        found.then[dated(part.name, part.since, part.until, scene.day)].append(id)


def _skip(flow: InnerFlow, scene: Setting, found: Cast) -> None:
    """A flow that is missing since something is there that it is only without."""
    others = (scene.knowledge.components[one].name for one in flow.only_without)
    sentence = f"{_called(flow.source, scene)} {flow.label} {_called(flow.target, scene)}"
    found.otherwise[f"Only without {' or '.join(others)}"].append((sentence, [flow_id(flow)]))


def _called(end: InnerEnd, scene: Setting) -> str:
    """What an end of a flow is called."""
    if end.kind == "part":
        return next(part.name for part in scene.component.parts if part.id == end.id)
    if end.kind == "component":
        return scene.knowledge.components[end.id].name
    return scene.knowledge.capabilities[end.id].label


def _note(end: InnerEnd, scene: Setting, found: Cast, flow: InnerFlow) -> None:
    """An end that is missing: from the day, or from the architecture."""
    if end.kind == "capability":
        found.here[scene.knowledge.capabilities[end.id].label] += [end.id, flow_id(flow)]
        return
    component = scene.knowledge.components[end.id]
    if component.available(scene.day):
        found.here[component.name] += [end.id, flow_id(flow)]
        return
    since = component.released.first if component.released else None
    until = component.retired.first if component.retired else None
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
    lonely = [(found.boxes[id].title, found.boxes[id].covers) for id in alone]
    many = [(found.boxes[id].title, _of(id, found)) for id in crowd]
    within = [(str(len(set(found.within))), found.within)] if found.within else []
    groups: tuple[tuple[str, Missing], ...] = (
        (f"Not there on {scene.day.isoformat()}", found.then.items()),
        (f"Neighbours that are not in {name}", found.here.items()),
        *found.otherwise.items(),
        ("Joined with nothing that is drawn", lonely),
        ("Too many for one picture", many),
        ("Flows within one box", within),
    )
    return tuple(_line(words, missing) for words, missing in groups if missing)


def _line(words: str, missing: Missing) -> LeftOut:
    names = ", ".join(sorted(name for name, _ in missing))
    ids = set(chain.from_iterable(ids for _, ids in missing))
    return LeftOut(f"{words}: {names}", (), tuple(sorted(ids)))


def outside(architecture: Architecture | None, said: Iterable[str]) -> tuple[LeftOut, ...]:
    """What else an architecture holds.

    The placements that take no part, and its own flows, which here are told more closely.
    """
    if architecture is None:
        return ()
    known = set(said)
    placements = [p.id for p in architecture.placements if p.id not in known]
    flows = list(architecture.flow_by_id)
    if not placements and not flows:
        return ()
    words = outside_told(placements, flows)
    return (LeftOut(words, ("overview",), (*placements, *flows)),)


def _of(id: str, found: Cast) -> list[str]:
    """A box that is not drawn, and the flows that went with it."""
    joined = (flows for link, flows in found.links.items() if id in link[:2])
    return [*found.boxes[id].covers, *map(flow_id, chain.from_iterable(joined))]
