"""Workloads that are alike in everything but their names, and what several are called together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from kgraph.model.architecture import Placement
from kgraph.model.knowledge import Capability, Knowledge
from kgraph.model.pictures import Lane
from kgraph.view.boxing import lane_of
from kgraph.view.fitting import Scene
from kgraph.view.roles import role_of
from kgraph.words import count

Tie = tuple[str, ...]
"""What a flow says of one of its ends: its direction, the other end, its kind and its words."""
TO, FROM = "to", "from"
Groups = dict[tuple[str, tuple[object, ...], frozenset[Tie]], list[Placement]]
"""What is drawn together: the placements at one place that are the same, with the same ties."""


def alike_workloads(scene: Scene) -> list[list[Placement]]:
    """Workloads that are drawn at one place, do the same, and have the same flows."""
    ties = _ties(scene)
    groups: Groups = defaultdict(list)
    for one in scene.drawn:
        if one.workload is not None:
            same = one.component, one.capabilities, one.serves, scene.mark(one.id)
            groups[one.place, same, frozenset(ties[one.id])].append(one)
    return _several(groups)


def leading_alike(scene: Scene) -> list[list[Placement]]:
    """What is no workload, stands in one lane of a place, and leads to the same several things."""
    ties, drawn = _ties(scene), {one.id for one in scene.drawn}
    groups: Groups = defaultdict(list)
    for one in scene.drawn:
        if one.workload is None:
            same = lane_of(one, scene.knowledge).id, scene.mark(one.id)
            groups[one.place, same, _led(ties[one.id], drawn)].append(one)
    return _several({key: many for key, many in groups.items() if len(key[2]) > 1})


def _led(ties: Iterable[Tie], drawn: Collection[str]) -> frozenset[Tie]:
    """The ties that lead to something that is drawn."""
    return frozenset(tie for tie in ties if tie[0] == TO and tie[1] in drawn)


def _several(groups: Groups) -> list[list[Placement]]:
    """The groups of more than one."""
    return [group for group in groups.values() if len(group) > 1]


def _ties(scene: Scene) -> dict[str, set[Tie]]:
    ties: dict[str, set[Tie]] = defaultdict(set)
    for flow in scene.architecture.flows:
        ties[flow.source].add((TO, flow.target, flow.kind, flow.label))
        ties[flow.target].add((FROM, flow.source, flow.kind, flow.label))
    return ties


def title_of(placements: Sequence[Placement], lane: Lane, knowledge: Knowledge) -> str:
    """What several placements in a block are called: as their lane; workloads as what they are."""
    if any(one.workload is None for one in placements):
        return lane.label
    roles = {role_of(one, knowledge.components[one.component], knowledge) for one in placements}
    role = roles.pop() if len(roles) == 1 else _shared(placements, knowledge)
    return count(len(placements), role) if role else lane.label


def _shared(placements: Sequence[Placement], knowledge: Knowledge) -> str:
    """The closest word for what all of these are; nothing where there is none."""
    every = set.intersection(*(set(one.capabilities) for one in placements))
    known: list[Capability] = [knowledge.capabilities[id] for id in every]
    closest = max(known, key=lambda one: (len(one.broader), one.id), default=None)
    return closest.label if closest else ""
