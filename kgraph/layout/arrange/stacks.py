"""In which stack the lanes of a cluster stand: the same in each of several like clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from kgraph.layout.arrange.templates import likes
from kgraph.view.view import Block, Frame, View

Lanes = dict[str, list[Block]]
"""The lanes of some clusters by their roles."""


def shared_out(view: View, is_lane: Callable[[Block], bool], many: int) -> dict[str, int]:
    """The number of its stack for each lane of the clusters of a view, of so many stacks; none
    where there are no stacks. About equally many boxes are in each.
    """
    found: dict[str, int] = {}
    if many:
        for lanes in _by_role(view, is_lane).values():
            found |= _stacked(lanes, many)
    return found


def _by_role(view: View, is_lane: Callable[[Block], bool]) -> Mapping[str, Lanes]:
    """The lanes of the clusters of each role."""
    roles = _roles(view)
    found: dict[str, Lanes] = defaultdict(lambda: defaultdict(list))
    for cluster in _clusters(view):
        blocks = (node for node in cluster.children if isinstance(node, Block))
        for lane in filter(is_lane, blocks):
            role = roles.get(cluster.id, cluster.id)
            found[role][roles.get(lane.id, lane.id)].append(lane)
    return found


def _clusters(view: View) -> Iterator[Frame]:
    return (frame for frame in view.frames() if frame.level == "cluster")


def _roles(view: View) -> dict[str, str]:
    """For what has a role in several frames the first that has it."""
    found: dict[str, str] = {}
    for like in likes(view):
        _, first = like[0]
        found |= {id: first for _, id in like}
    return found


def _stacked(lanes: Lanes, many: int) -> dict[str, int]:
    """Lanes by their roles, in their order, in so many stacks: as if each cluster held all."""
    ordered = sorted(lanes.values(), key=lambda alike: (alike[0].layer, alike[0].id))
    sizes = list(map(_size, ordered))
    whole, before = sum(sizes), 0
    found: dict[str, int] = {}
    for alike, size in zip(ordered, sizes, strict=True):
        number = min(int((before + size / 2) * many / whole), many - 1)
        found |= {lane.id: number for lane in alike}
        before += size
    return found


def _size(alike: Iterable[Block]) -> int:
    """The room of the largest of like lanes: its boxes, and what it is called."""
    return max(len(lane.boxes) for lane in alike) + 1
