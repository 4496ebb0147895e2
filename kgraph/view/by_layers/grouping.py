"""Which boxes stand together in a view of layers: those of a lane with the same neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kgraph.model.architecture import Placement
from kgraph.view.alike import leading_alike, title_of
from kgraph.view.blocks import Blocks, block_of, blocks_of, in_order
from kgraph.view.boxing import lane_of
from kgraph.view.fitting import Scene
from kgraph.view.view import Block

Tie = tuple[str, ...]
"""The kind of a flow, its direction, and the id of the neighbour where that counts."""


def grouped(scene: Scene, *, gathered: bool) -> Blocks:
    """The blocks of a scene.

    Where they are `gathered`, the same kinds of flow are enough, whoever the neighbours are.
    """
    return blocks_of(scene, _blocks(scene, gathered), {})


def _blocks(scene: Scene, gathered: bool) -> Iterator[tuple[str, Block]]:
    groups: dict[tuple[str, str, tuple[Tie, ...]], list[Placement]] = defaultdict(list)
    ties = _ties(scene, gathered)
    for first, *others in leading_alike(scene):
        ties |= dict.fromkeys((one.id for one in others), ties[first.id])
    for placement in scene.drawn:
        lane = lane_of(placement, scene.knowledge)
        groups[placement.place, lane.id, tuple(sorted(ties[placement.id]))].append(placement)
    for (place, _, _), placements in sorted(groups.items(), key=lambda item: item[1][0].id):
        first = in_order(placements, scene.knowledge)[0]
        lane = lane_of(first, scene.knowledge)
        title = title_of(placements, lane, scene.knowledge) if len(placements) > 1 else ""
        yield place, block_of(f"block:{first.id}", title, lane, placements, scene)


def _ties(scene: Scene, gathered: bool) -> dict[str, set[Tie]]:
    """For each drawn placement how it is tied to its neighbours."""
    ties: dict[str, set[Tie]] = {placement.id: set() for placement in scene.drawn}
    for flow in scene.architecture.flows:
        if flow.source in ties and flow.target in ties:
            ties[flow.source].add((flow.kind, "to", *(() if gathered else (flow.target,))))
            ties[flow.target].add((flow.kind, "from", *(() if gathered else (flow.source,))))
    return ties
