"""The flows between blocks and frames as arrows, merged by their ends and kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from kgraph.model.architecture import Flow
from kgraph.view.fitting import Scene
from kgraph.view.view import Arrow, Block, Frame, frames_around

Ends = tuple[str, str, str]
"""What an arrow leads from and to, and the kind of its flows."""
Groups = dict[Ends, list[Flow]]
Around = Mapping[str, tuple[str, ...]]


def joined(
    scene: Scene,
    end_of: Mapping[str, str],
    children: Iterable[Frame | Block],
    without: frozenset[str] = frozenset(),
    *,
    merged: bool = False,
) -> tuple[Arrow, ...]:
    """The arrows of a view, but for the kinds that are left out.

    Flows within one block or frame have none.

    `end_of` holds for placements the block or frame that stands for them. With `merged`, what
    several things in a frame have with one thing outside is one arrow of the frame.
    """
    around = frames_around(children)
    flows = [flow for flow in scene.architecture.flows if flow.kind not in without]
    groups = _lifted(_grouped(flows, end_of, around), around)
    if merged:
        groups = _merged(_merged(groups, around, 0), around, 1)
    arrows = []
    for (source, target, kind), there in sorted(groups.items()):
        back = groups.get((target, source, kind), [])
        if not back or source <= target:  # one arrow with two heads says both
            arrows.append(_arrow((source, target, kind), there, back, scene))
    return tuple(arrows)


def _grouped(flows: Iterable[Flow], end_of: Mapping[str, str], around: Around) -> Groups:
    """The flows between things that stand apart, by their ends and kind."""
    groups: Groups = defaultdict(list)
    for flow in flows:
        source, target = end_of.get(flow.source), end_of.get(flow.target)
        if source is not None and target is not None and _apart(source, target, around):
            groups[source, target, flow.kind].append(flow)
    return groups


def _apart(one: str, other: str, around: Around) -> bool:
    """Whether neither of two things is the other or stands within it."""
    return one != other and one not in around[other] and other not in around[one]


def _arrow(ends: Ends, there: Sequence[Flow], back: Sequence[Flow], scene: Scene) -> Arrow:
    source, target, kind = ends
    both = [*there, *back]
    labels = {flow.label for flow in there}
    contents = {(flow.kind, flow.label) for flow in there}
    reasons = chain.from_iterable(flow.reasons for flow in both)
    texts = dict.fromkeys(reason.text for reason in reasons)
    marks = {scene.mark(flow.id) for flow in both}
    covers = tuple(flow.id for flow in both)
    return Arrow(
        id=f"{source}--{kind}--{target}",
        source=source,
        target=target,
        kind=kind,
        label=there[0].label if len(labels) == 1 and not back else "",
        tooltip="\n".join(texts),
        count=len(both),
        both=bool(back),
        mark=marks.pop() if len(marks) == 1 else "",
        covers=covers,
        pulled=contents <= scene.knowledge.pulled,
    )


def _lifted(groups: Groups, around: Around) -> Groups:
    """One arrow of the frame for all that leads to the same end.

    That is where a frame and something inside it lead there.
    """
    lifted: Groups = defaultdict(list)
    for (source, target, kind), flows in sorted(groups.items()):
        sources = [frame for frame in around[source] if (frame, target, kind) in groups]
        outer = sources[0] if sources else source
        targets = [frame for frame in around[target] if (outer, frame, kind) in groups]
        lifted[outer, targets[0] if targets else target, kind].extend(flows)
    return lifted


def _merged(groups: Groups, around: Around, end: int) -> Groups:
    """Groups with the same end outside a frame and others inside it, as one group of the frame.

    Inside lie their sources, where `end` is 0, or their targets, where it is 1.
    """
    shared: dict[Ends, list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        inner, outer, kind = group[end], group[1 - end], group[2]
        apart = [frame for frame in around[inner] if frame not in around[outer] and frame != outer]
        if apart:
            shared[apart[0], outer, kind].append(group)
    found = dict(groups)
    for (_, outer, kind), many in sorted(shared.items()):
        if len(many) > 1:
            inner = _innermost((*around[group[end]], group[end]) for group in many)
            ends = (inner, outer, kind) if end == 0 else (outer, inner, kind)
            flows = [found.pop(group) for group in many]
            found[ends] = list(chain(found.get(ends, []), *flows))
    return found


def _innermost(paths: Iterable[Sequence[str]]) -> str:
    """The last step that several ways from the outside in share."""
    shared = ""
    for steps in zip(*paths, strict=False):
        if len(set(steps)) == 1:
            shared = steps[0]
    return shared
