"""The arrows of a view: flows between blocks and frames, merged by their ends and kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kgraph.model.architecture import Flow
from kgraph.view.scene import Scene
from kgraph.view.view import Arrow, Block, Frame, frames_around


def arrows_of(
    scene: Scene,
    block_of: dict[str, str],
    children: Iterable[Frame | Block],
    without: frozenset[str] = frozenset(),
    *,
    merged: bool = False,
) -> tuple[Arrow, ...]:
    """Flows between blocks, merged by ends and kind, but for the kinds that are left out; those within one block or frame have no arrow.

    With `merged`, what several things in a frame have with one thing outside is one arrow of the frame.
    """
    around = frames_around(children)
    groups: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    for flow in scene.architecture.flows:
        ends = block_of.get(flow.source), block_of.get(flow.target)
        if ends[0] is None or ends[1] is None or flow.kind in without:
            continue
        if ends[0] == ends[1] or ends[0] in around[ends[1]] or ends[1] in around[ends[0]]:
            continue
        groups[ends[0], ends[1], flow.kind].append(flow)
    groups = _lift_to_frames(groups, around)
    if merged:
        groups = _merged(_merged(groups, around, 0), around, 1)
    arrows = []
    for (source, target, kind), flows in sorted(groups.items()):
        back = groups.get((target, source, kind))
        if back is not None and source > target:
            continue
        both = [*flows, *(back or [])]
        labels = Counter(flow.label for flow in flows)
        arrows.append(
            Arrow(
                id=f"{source}--{kind}--{target}",
                source=source,
                target=target,
                kind=kind,
                label=next(iter(labels)) if len(labels) == 1 and not back else "",
                tooltip="\n".join(dict.fromkeys(r.text for flow in both for r in flow.reasons)),
                count=len(both),
                both=back is not None,
                mark=_common(scene.marks.get(flow.id, "") for flow in both),
                covers=tuple(flow.id for flow in both),
                pulled=all((flow.kind, flow.label) in scene.knowledge.pulled for flow in flows),
            )
        )
    return tuple(arrows)


def _common(marks: Iterable[str]) -> str:
    """The mark that all share, or none."""
    found = set(marks)
    return found.pop() if len(found) == 1 else ""


def _merged(
    groups: dict[tuple[str, str, str], list[Flow]], around: dict[str, tuple[str, ...]], end: int
) -> dict[tuple[str, str, str], list[Flow]]:
    """Groups whose sources (`end` 0) or targets (1) lie in one frame, and the other end outside it, as one group of the frame."""
    shared: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for group in sorted(groups):
        inner, outer = group[end], group[1 - end]
        apart = [frame for frame in around[inner] if frame not in around[outer] and frame != outer]
        if apart:
            shared[apart[0], outer, group[2]].append(group)
    found = dict(groups)
    for (_, outer, kind), many in sorted(shared.items()):
        if len(many) > 1:
            frames = [(*around[group[end]], group[end]) for group in many]
            common = [one[0] for one in zip(*frames, strict=False) if len(set(one)) == 1][-1]
            pair = (common, outer) if end == 0 else (outer, common)
            flows = [flow for group in many for flow in found.pop(group)]
            found[(*pair, kind)] = [*found.get((*pair, kind), []), *flows]
    return found


def _lift_to_frames(
    groups: dict[tuple[str, str, str], list[Flow]], around: dict[str, tuple[str, ...]]
) -> dict[tuple[str, str, str], list[Flow]]:
    """Where a frame and something inside it both lead to the same end, one arrow from the frame says it."""
    lifted: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    for (source, target, kind), flows in sorted(groups.items()):
        outer_source = next((f for f in around[source] if (f, target, kind) in groups), source)
        outer_target = next(
            (f for f in around[target] if (outer_source, f, kind) in groups), target
        )
        lifted[outer_source, outer_target, kind].extend(flows)
    return lifted
