"""From an excerpt to views of it, step by step: the fullest first, then simpler ones.

A simpler view is for when the one before would not be legible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kgraph.model.architecture import Placement
from kgraph.model.knowledge import Knowledge
from kgraph.view import by_layers
from kgraph.view.excerpt import Excerpt
from kgraph.view.fitting import MAX_BOXES, Scene, fitted, on_the_way
from kgraph.view.joining import joined
from kgraph.view.linking import linked
from kgraph.view.loose import loose
from kgraph.view.numbering import numbered
from kgraph.view.titling import titled
from kgraph.view.view import View

ROOM = 14
"""With more placements than these, a view of layers draws like sites and clusters once."""


SPARED, ALL = 1, 9
"""How many kinds of flow are left out before boxes share one, and before nothing is simpler."""
KEPT = 0.6
"""What share of the arrows is kept, at least, before boxes share one."""
FEWER = (MAX_BOXES, 24, 16, 12, 9, 6, 4)
"""How many boxes are drawn, at most, where a column has no room for more."""
PLAIN: Mapping[str, bool] = {}
WORDED: Mapping[str, bool] = {"worded": True}
GATHERED: Mapping[str, bool] = {"gathered": True}
"""How arrows are made fewer, or share their ways; see `joined`."""
LINKS = 0.25
"""So many arrows a view has for each other one, at most, for boxes that would have none."""


def views(excerpt: Excerpt, knowledge: Knowledge, *, column: int = 0) -> Iterator[View]:
    """The views of an excerpt in the arrangement that its definition names.

    For a `column` of so many pixels also such with fewer boxes: those first that have all
    workloads, and of these and the others those that tell most.
    """
    if not column:
        yield from _of_scenes(_scenes(excerpt, knowledge), excerpt, knowledge)
        return
    scenes = _scenes_of_column(excerpt, knowledge)
    workloads = {one.id for one in excerpt.part.placements if one.workload is not None}

    def worth(view: View) -> tuple[int, int]:
        return len(workloads & _covered(view)), _amount(view)

    every = sorted(_of_scenes(scenes, excerpt, knowledge), key=worth, reverse=True)
    yield from (replace(view, column=column) for view in every)


def _of_scenes(
    scenes: Iterable[tuple[Scene, int]], excerpt: Excerpt, knowledge: Knowledge
) -> Iterator[View]:
    arrange = ARRANGEMENTS[excerpt.definition.arrangement]
    for scene, spared in scenes:
        yield from arrange(excerpt, knowledge, scene, spared)


def _scenes(excerpt: Excerpt, knowledge: Knowledge) -> Iterator[tuple[Scene, int]]:
    """What is drawn, and in how many steps arrows are left out of it.

    On a screen each product keeps its box: an overview without names and icons tells little.
    """
    layered = excerpt.definition.arrangement == "layers"
    roomy = ROOM if layered else MAX_BOXES
    part, marks = excerpt.part, excerpt.marks
    yield fitted(part, knowledge, marks, roomy=roomy), ALL


def _scenes_of_column(excerpt: Excerpt, knowledge: Knowledge) -> Iterator[tuple[Scene, int]]:
    """The same where there is little room: no more boxes than what matters most, or the way of
    requests alone.
    """
    part, marks = excerpt.part, excerpt.marks
    whole = fitted(part, knowledge, marks, roomy=ROOM)
    yield whole, SPARED
    yield on_the_way(whole), ALL
    for most in FEWER:
        yield fitted(part, knowledge, marks, roomy=ROOM, most=most, by_lanes=True), ALL


def _covered(view: View) -> set[str]:
    """The placements that boxes of a view stand for."""
    boxes = chain.from_iterable(block.boxes for block in view.blocks())
    return set(chain.from_iterable(box.covers for box in boxes))


def _amount(view: View) -> int:
    """How much a view tells: of placements, more of flows; less where boxes have no arrow."""
    boxes = chain.from_iterable(block.boxes for block in view.blocks())
    flows = sum(len(arrow.covers) for arrow in view.arrows)
    placements = sum(len(box.covers) for box in boxes)
    return placements + 2 * flows - 3 * len(loose(view))


def places(excerpt: Excerpt, knowledge: Knowledge, whole: Scene, spared: int) -> Iterator[View]:
    """By places; then with wider words, so that more arrows share a trunk; then with one arrow for
    all of a kind from block to block; then without some of the kinds of flow, the least prominent
    left out first.
    """
    spare = _spare_kinds(excerpt, knowledge)[:spared]
    fullest = 0
    for count, how, share in _ways(len(spare)):
        without = frozenset(spare[:count])
        scene = _tied(whole, excerpt, without)
        found = linked(scene, excerpt, without, how, share=share)
        fullest = max(fullest, len(found.arrows))
        if spared == ALL or len(found.arrows) > KEPT * fullest:
            yield titled(excerpt, found.scene, found.children, found.arrows, "places")


def _ways(kinds: int) -> Iterator[tuple[int, Mapping[str, bool], float | None]]:
    """How many of the kinds of flow that can go are left out, how arrows are joined, and how many
    more there may be for boxes that would have none; see `linked`.
    """
    yield from ((0, how, LINKS) for how in (PLAIN, WORDED, GATHERED))
    for count in range(1, kinds + 1):
        yield count, WORDED, LINKS
        yield count, WORDED, 0.0
        yield count, GATHERED, 0.0
        if count == 1:  # the most arrows; such boxes stay, and the picture says why
            yield count, GATHERED, None


def layers(excerpt: Excerpt, knowledge: Knowledge, scene: Scene, spared: int) -> Iterator[View]:
    """In layers; then with fewer arrows, and then in fewer blocks.

    First what several things of a place say alike of one thing outside becomes one arrow, then like
    placements of a lane stand in one block too, then one arrow stands for all of a kind.
    """
    for step in range(3 + min(spared, 1)):
        blocks = by_layers.grouped(scene, gathered=step > 1)
        children = by_layers.framed(scene, blocks)
        arrows = joined(scene, blocks.end_of, children, merged=step > 0, gathered=step > 2)
        view = titled(excerpt, scene, children, arrows, "layers")
        yield numbered(view) if excerpt.definition.numbered else view


ARRANGEMENTS = {"places": places, "layers": layers}


def _spare_kinds(excerpt: Excerpt, knowledge: Knowledge) -> list[str]:
    """The kinds of flow that a view by places can do without, the least prominent first."""
    present = {flow.kind for flow in excerpt.part.flows} - set(excerpt.definition.along)
    spare = [kind for kind in knowledge.flow_kinds if kind.id in present]
    return [kind.id for kind in sorted(spare, key=lambda kind: -kind.prominence)]


def _tied(scene: Scene, excerpt: Excerpt, without: frozenset[str]) -> Scene:
    """The scene without what has no part in any flow that is drawn: of one place, its neighbours;
    of the whole, what lost it with a kind that is left out, and who does nothing here.
    """
    ends = _joined_in(scene, without)
    in_lanes = bool(scene.of_lanes())
    if not ends or not (excerpt.definition.per or in_lanes):
        return scene
    own = _own(scene, excerpt, without)
    kept = ends.union(one.id for one in (*own, *scene.holders.values()))
    return replace(scene, drawn=tuple(one for one in scene.drawn if one.id in kept))


def _joined_in(scene: Scene, without: frozenset[str]) -> set[str]:
    """The placements of which something leads to what another box or frame stands for."""
    boxes = scene.box_of()
    ends: set[str] = set()
    for flow in scene.architecture.flows:
        pair = {boxes.get(flow.source, ""), boxes.get(flow.target, "")}
        if flow.kind not in without and len(pair) == 2 and "" not in pair:
            ends |= pair
    return ends


def _own(scene: Scene, excerpt: Excerpt, without: frozenset[str]) -> Sequence[Placement]:
    """What stands in a view whether anything leads there or not."""
    if excerpt.definition.per:
        return excerpt.whole.placements_within(excerpt.subject)
    if without or len(scene.told()) < len(scene.architecture.placements):
        return ()
    components = scene.knowledge.components
    return [one for one in scene.drawn if components[one.component].delivery != "actor"]
