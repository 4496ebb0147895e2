"""The flows between things as arrows: one for all that say the same of the same two ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kgraph.model.architecture import Flow
from kgraph.view.fitting import Scene
from kgraph.view.view import Arrow, Block, Frame, blocks_in, frames_around, members

Ends = tuple[str, str, str, str]
"""What an arrow leads from and to, the kind of its flows, and its words."""
LONGEST = 30
"""How many letters the words of several flows may have together."""
Groups = dict[Ends, list[Flow]]
Around = Mapping[str, tuple[str, ...]]


def joined(
    scene: Scene,
    end_of: Mapping[str, str],
    children: Sequence[Frame | Block],
    without: frozenset[str] = frozenset(),
    *,
    gathered: bool = False,
    merged: bool = False,
) -> tuple[Arrow, ...]:
    """The arrows of a view, but for the kinds that are left out.

    Flows within one block or frame have none. An arrow ends at a block where it concerns all that
    stands in it, else at the boxes that it concerns.

    `end_of` holds for placements the box, block or frame that stands for them. Where they are
    `gathered`, all flows of a kind from one block to another are one arrow, which ends at a box
    where it concerns no other. With `merged`, what several things in a frame have with one thing
    outside is one arrow of the frame.
    """
    around = frames_around(children)
    blocks = {block.id: members(block) for block in blocks_in(children) if block.title}
    flows = [flow for flow in scene.architecture.flows if flow.kind not in without]
    groups = _grouped(flows, end_of, around, blocks)
    for end in (0, 1):
        groups = _of_all(groups, around, blocks, end)
    if gathered:
        groups = _gathered(groups, around, blocks)
    groups = _lifted(groups, around)
    if merged:
        groups = _merged(_merged(groups, around, 0), around, 1)
    return tuple(_arrows(groups, scene))


def _grouped(
    flows: Iterable[Flow], end_of: Mapping[str, str], around: Around, blocks: Iterable[str]
) -> Groups:
    """The flows between things that stand apart, by their ends, kind and words."""
    groups: Groups = defaultdict(list)
    known = set(blocks)
    for flow in flows:
        source, target = end_of.get(flow.source), end_of.get(flow.target)
        if source is None or target is None:
            continue
        together = known.intersection(around[source], around[target])
        if not together and _apart(source, target, around):
            groups[source, target, flow.kind, flow.label].append(flow)
    return groups


def _apart(one: str, other: str, around: Around) -> bool:
    """Whether neither of two things is the other or stands within it."""
    return one != other and one not in around[other] and other not in around[one]


def _of_all(
    groups: Groups, around: Around, blocks: Mapping[str, Sequence[str]], end: int
) -> Groups:
    """Groups that all members of a block have alike at one end, as one group of the block."""
    alike: dict[tuple[str, str, str, str], list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        holder = around[group[end]][-1:]
        if holder and holder[0] in blocks:
            alike[holder[0], group[1 - end], group[2], group[3]].append(group)
    found = dict(groups)
    for (block, other, kind, words), many in sorted(alike.items()):
        if len(many) == len(blocks[block]):
            ends = (block, other) if end == 0 else (other, block)
            found[*ends, kind, words] = list(chain.from_iterable(map(found.pop, many)))
    return found


def _gathered(groups: Groups, around: Around, blocks: Iterable[str]) -> Groups:
    """One group for all of a kind that lead from one block to another, whatever they say."""
    known = set(blocks)

    def block(end: str) -> str:
        holders = known.intersection(around[end][-1:])
        return holders.pop() if holders else end

    shared: dict[tuple[str, str, str], list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        shared[block(group[0]), block(group[1]), group[2]].append(group)
    found: Groups = {}
    for (source, target, kind), many in shared.items():
        sources, targets = {group[0] for group in many}, {group[1] for group in many}
        ends = (
            sources.pop() if len(sources) == 1 else source,
            targets.pop() if len(targets) == 1 else target,
        )
        words = told_together(group[3] for group in many)
        found[*ends, kind, words] = list(chain.from_iterable(groups[group] for group in many))
    return found


def told_together(words: Iterable[str]) -> str:
    """What several flows say in a few words: all of it, or how much more there is.

    >>> told_together(["scrapes", "scrapes"]), told_together(["scrapes", "reads logs of"])
    ('scrapes', 'scrapes, reads logs of')
    >>> told_together(["pulls images from", "reads the desired state from", "scans with"])
    'scans with, 2 more'
    """
    different = list(dict.fromkeys(word for word in words if word))
    joined = ", ".join(different)
    if len(different) < 2 or len(joined) <= LONGEST:
        return joined
    shortest = min(different, key=len)
    return f"{shortest}, {len(different) - 1} more"


def _arrows(groups: Groups, scene: Scene) -> Iterator[Arrow]:
    told = Counter((source, target, kind) for source, target, kind, _ in groups)
    for (source, target, kind, words), there in sorted(groups.items()):
        back = groups.get((target, source, kind, words), [])
        if not back or source <= target:  # one arrow with two heads says both
            id = f"{source}--{kind}--{target}"
            if told[source, target, kind] > 1:
                id = f"{id}--{words.replace(' ', '-')}"
            yield _arrow(id, (source, target, kind, words), there, back, scene)


def _arrow(id: str, ends: Ends, there: Sequence[Flow], back: Sequence[Flow], scene: Scene) -> Arrow:
    source, target, kind, words = ends
    both = [*there, *back]
    reasons = chain.from_iterable(flow.reasons for flow in both)
    texts = dict.fromkeys(reason.text for reason in reasons)
    marks = {scene.mark(flow.id) for flow in both}
    return Arrow(
        id=id,
        source=source,
        target=target,
        kind=kind,
        label=words,
        tooltip="\n".join(texts),
        count=len(both),
        both=bool(back),
        mark=marks.pop() if len(marks) == 1 else "",
        covers=tuple(flow.id for flow in both),
        pulled={(flow.kind, flow.label) for flow in there} <= scene.knowledge.pulled,
    )


def _lifted(groups: Groups, around: Around) -> Groups:
    """One arrow of the frame for all that leads to the same end in the same words.

    That is where a frame and something inside it lead there.
    """
    lifted: Groups = defaultdict(list)
    for (source, target, kind, words), flows in sorted(groups.items()):
        sources = [frame for frame in around[source] if (frame, target, kind, words) in groups]
        outer = sources[0] if sources else source
        targets = [frame for frame in around[target] if (outer, frame, kind, words) in groups]
        lifted[outer, targets[0] if targets else target, kind, words].extend(flows)
    return lifted


def _merged(groups: Groups, around: Around, end: int) -> Groups:
    """Groups with the same end outside a frame and others inside it, as one group of the frame.

    Inside lie their sources, where `end` is 0, or their targets, where it is 1.
    """
    shared: dict[tuple[str, ...], list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        inner, outer = group[end], group[1 - end]
        apart = [frame for frame in around[inner] if frame not in around[outer] and frame != outer]
        if apart:
            shared[apart[0], outer, *group[2:]].append(group)
    found = dict(groups)
    for (_, outer, kind, words), many in sorted(shared.items()):
        if len(many) > 1:
            inner = _innermost((*around[group[end]], group[end]) for group in many)
            ends = (inner, outer) if end == 0 else (outer, inner)
            flows = [found.pop(group) for group in many]
            found[*ends, kind, words] = list(chain(found.get((*ends, kind, words), []), *flows))
    return found


def _innermost(paths: Iterable[Sequence[str]]) -> str:
    """The last step that several ways from the outside in share."""
    shared = ""
    for steps in zip(*paths, strict=False):
        if len(set(steps)) == 1:
            shared = steps[0]
    return shared
