"""The flows between things as arrows: one for all that say the same of the same two ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kgraph.model.architecture import Flow
from kgraph.view.fitting import Scene
from kgraph.view.gathering import (
    Around,
    Ends,
    Groups,
    between_blocks,
    in_wider_words,
    of_blocks,
    of_frames,
    standing,
)
from kgraph.view.partly import holding
from kgraph.view.view import Arrow, Block, Frame, blocks_in, frames_around, members


def joined(
    scene: Scene,
    end_of: Mapping[str, str],
    children: Sequence[Frame | Block],
    without: frozenset[str] = frozenset(),
    *,
    kept: frozenset[str] = frozenset(),
    worded: bool = False,
    gathered: bool = False,
    merged: bool = False,
) -> tuple[Arrow, ...]:
    """The arrows of a view, but for the kinds that are left out; of these, flows that are `kept`.

    Flows within one block or frame have none. An arrow ends at a block where it concerns all that
    stands in it, else at the boxes that it concerns; where it ends at one for several that concern
    some of it, its words say of how many.

    `end_of` holds for placements the box, block or frame that stands for them. Where arrows are
    `worded`, those of a kind from one block to another say the same, as far as words hold for
    several; where they are `gathered`, such are one arrow, which ends at a box where it concerns no
    other. With `merged`, what several things in a frame have with one thing outside is one arrow of
    the frame.
    """
    around = frames_around(children)
    blocks = _groups_of(children)
    every = scene.architecture.flows
    flows = [flow for flow in every if flow.kind not in without or flow.id in kept]
    groups = of_blocks(_grouped(flows, end_of, around, blocks), around, blocks)
    wider = scene.knowledge.wider_words
    if gathered:
        groups = between_blocks(groups, around, blocks, wider)
    elif worded:
        groups = in_wider_words(groups, around, blocks, wider)
    if merged:
        groups = of_frames(groups, around, wider if gathered else None)
    within = holding(scene.architecture, end_of, children)
    return tuple(within.told(arrow) for arrow in _arrows(groups, scene))


def _groups_of(children: Sequence[Frame | Block]) -> dict[str, Sequence[str]]:
    """The members of titled blocks that hold several."""
    several = (block for block in blocks_in(children) if len(block.boxes) > 1)
    return {block.id: members(block) for block in several if block.title}


def _grouped(
    flows: Iterable[Flow], end_of: Mapping[str, str], around: Around, blocks: Iterable[str]
) -> Groups:
    """The flows between things that stand apart, by their ends, kind and words."""
    groups: Groups = defaultdict(list)
    for flow in flows:
        source, target = end_of.get(flow.source), end_of.get(flow.target)
        if source is not None and target is not None:
            here, there = (standing(end, around, blocks) for end in (source, target))
            if _apart(here, there, around):
                groups[source, target, flow.kind, flow.label].append(flow)
    return groups


def _apart(one: str, other: str, around: Around) -> bool:
    """Whether neither of two things is the other or stands within it."""
    return one != other and one not in around[other] and other not in around[one]


def _arrows(groups: Groups, scene: Scene) -> Iterator[Arrow]:
    ways = Counter(ends[:3] for ends in groups)
    for (source, target, kind, words), there in sorted(groups.items()):
        back = groups.get((target, source, kind, words), [])
        if not back or source <= target:  # one arrow with two heads says both
            id = f"{source}--{kind}--{target}"
            if ways[source, target, kind] > 1:
                id = f"{id}--{words.replace(' ', '-')}"
            yield _arrow(id, (source, target, kind, words), there, back, scene)


def _arrow(id: str, ends: Ends, there: Sequence[Flow], back: Sequence[Flow], scene: Scene) -> Arrow:
    source, target, kind, words = ends
    both = [*there, *back]
    said = {(flow.kind, flow.label) for flow in there}
    return Arrow(
        id=id,
        source=source,
        target=target,
        kind=kind,
        label=words,
        tooltip="\n".join(_told(both, words)),
        count=len(both),
        both=bool(back),
        mark=_mark(both, scene),
        covers=tuple(flow.id for flow in both),
        pulled=said <= scene.knowledge.pulled,
    )


def _told(flows: Sequence[Flow], words: str) -> Iterator[str]:
    """What flows say, where their arrow says no more than what holds for all; their reasons."""
    said = sorted({flow.label for flow in flows})
    if said != [words]:
        yield ", ".join(said)
    reasons = chain.from_iterable(flow.reasons for flow in flows)
    yield from dict.fromkeys(reason.text for reason in reasons)


def _mark(flows: Iterable[Flow], scene: Scene) -> str:
    """The mark that all flows have, if it is one."""
    marks = {scene.mark(flow.id) for flow in flows}
    return marks.pop() if len(marks) == 1 else ""
