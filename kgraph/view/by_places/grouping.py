"""Which boxes stand together in a view by places: those of a lane, but for the main path.

On that, workloads alike in everything do, and what leads on to the same things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from kgraph.model.architecture import Placement
from kgraph.view.alike import alike_workloads, leading_alike, title_of
from kgraph.view.blocks import Blocks, block_of, blocks_of
from kgraph.view.boxing import lane_of
from kgraph.view.fitting import Scene, main_path
from kgraph.view.view import Block

Key = tuple[str, str]
"""A place, and a lane or the id of a placement that stands alone."""


def grouped(scene: Scene, alone: Collection[str] = (), *, partly: bool = False) -> Blocks:
    """The blocks of a scene; a placement that is drawn as the frame of its place is in none.

    Placements that are to stand `alone` share no block with others. Places that are shown but
    `partly` are not grouped like each other.
    """
    groups = _Groups(scene)
    for first, *others in chain(alike_workloads(scene), leading_alike(scene)):
        for other in others:
            groups.put(other, groups.key_of[first.id])
    if not scene.of_lanes():
        _gather(groups, scene, partly=partly)
    for placement in scene.drawn:
        if placement.id in alone:
            groups.put(placement, (scene.ground(placement), placement.id))
    _join_actors(groups, scene)
    frames = {holder.id: f"frame:{holder.id}" for holder in scene.holders.values()}
    return blocks_of(scene, _blocks(groups, scene, partly=partly), frames)


class _Groups:
    """The placements that stand together, and in which group each stands."""

    def __init__(self, scene: Scene) -> None:
        self.members: dict[Key, list[Placement]] = defaultdict(list)
        self.key_of: dict[str, Key] = {}
        self.lanes = scene.knowledge.lane_by_id
        path = main_path(scene.architecture, scene.knowledge)
        for placement in scene.drawn:
            if scene.holders.get(placement.place) is placement:
                continue
            workload = placement.workload is not None and placement.place != "world"
            alone = workload or placement.id in path
            key = placement.id if alone else lane_of(placement, scene.knowledge).id
            self.put(placement, (scene.ground(placement), key))

    def put(self, placement: Placement, key: Key) -> None:
        """Let a placement stand in that group, and no longer in the one where it stood."""
        before = self.key_of.get(placement.id)
        if before is not None:
            self.members[before].remove(placement)
            if not self.members[before]:
                del self.members[before]
        self.members[key].append(placement)
        self.key_of[placement.id] = key


def _gather(groups: _Groups, scene: Scene, *, partly: bool) -> None:
    """Inside a cluster, lanes that hold a single box are drawn within the lane that gathers; not
    where boxes stand for lanes: there each of them is alone.

    Nor where one of several in that lane of another cluster is the same, unless these are shown
    `partly`: sisters look alike.
    """
    gathering = next((lane.id for lane in groups.lanes.values() if lane.gathers), None)
    if gathering is None:
        return
    lanes = _lanes(groups, scene, gathering)
    larger = [members for members in lanes if len(members) > 1]
    kept = set() if partly else {one.component for one in chain.from_iterable(larger)}
    for first, *others in lanes:
        if not others and first.component not in kept:
            groups.put(first, (first.place, gathering))


def _lanes(groups: _Groups, scene: Scene, gathering: str) -> list[tuple[Placement, ...]]:
    """What each lane of each cluster holds, but for the one that gathers."""
    clusters = {place.id for place in scene.architecture.topology.at("cluster")}
    lanes = groups.lanes.keys() - {gathering}
    return [
        tuple(members)
        for (place, key), members in sorted(groups.members.items())
        if place in clusters and key in lanes
    ]


def _join_actors(groups: _Groups, scene: Scene) -> None:
    """An actor whose flows all lead to one block of its own place stands in that block."""
    for placement in scene.drawn:
        component = scene.knowledge.components[placement.component]
        if component.delivery == "actor" and placement.id in groups.key_of:
            end = _only_end(placement, groups, scene)
            own = groups.key_of[placement.id]
            if end is None or end == own:
                continue
            if end[0] == scene.ground(placement) and end[1] in groups.lanes:
                groups.put(placement, end)


def _only_end(placement: Placement, groups: _Groups, scene: Scene) -> Key | None:
    """The group to which all flows from a placement lead, if it is one."""
    flows = [flow for flow in scene.architecture.flows if flow.source == placement.id]
    ends = {groups.key_of.get(flow.target) for flow in flows}
    return ends.pop() if len(ends) == 1 else None


def _blocks(groups: _Groups, scene: Scene, *, partly: bool) -> Iterator[tuple[str, Block]]:
    """The blocks with their places, each in the layer of the first in its lane at any such place:
    sisters that hold different things of their lanes have these in one order.
    """
    placed = list(_by_sisters(groups, scene, partly=partly))
    first: dict[Key, int] = {}
    for _, sisters, block in placed:
        first[sisters] = min(first.get(sisters, block.layer), block.layer)
    for place, sisters, block in placed:
        yield place, replace(block, layer=first[sisters])


def _by_sisters(groups: _Groups, scene: Scene, *, partly: bool) -> Iterator[tuple[str, Key, Block]]:
    """The blocks with their places, and with the scope of that and their lane, which sisters share.

    What stands alone in its lane is named as that where several do at a sister.
    """
    scopes = {place.id: place.scope for place in scene.architecture.topology.places}
    larger = set() if partly else _larger(groups, scopes)
    for (place, key), placements in sorted(groups.members.items()):
        sisters = scopes.get(place, "network"), key
        lane = groups.lanes.get(key) or lane_of(placements[0], scene.knowledge)
        named = len(placements) > 1 or sisters in larger
        title = title_of(placements, lane, scene.knowledge) if named else ""
        block = block_of(f"block:{place}:{key}", title, lane, placements, scene)
        yield place, sisters, block


def _larger(groups: _Groups, scopes: Mapping[str, str]) -> set[Key]:
    """The lanes of clusters that hold several in one of them: in the others they are named too."""
    return {
        ("cluster", key)
        for (place, key), placements in groups.members.items()
        if scopes.get(place) == "cluster" and key in groups.lanes and len(placements) > 1
    }
