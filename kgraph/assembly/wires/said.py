"""Flows from what a brief says of who is joined with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from kgraph.assembly.demands import Asked
from kgraph.assembly.dues import Dues
from kgraph.assembly.qualities import Quality, kept_at
from kgraph.assembly.reach import Reach
from kgraph.assembly.sayings import Call, Joint
from kgraph.assembly.serving import both_serve
from kgraph.assembly.wires.making import as_said, flow_between
from kgraph.assembly.wires.needed import kept_apart
from kgraph.model.architecture import Flow, Placement, Reason
from kgraph.model.flows import FlowPattern


def from_calls(reach: Reach, calls: Iterable[Call]) -> Iterator[Flow]:
    """What a workload says that it calls, where that is nearest."""
    patterns = reach.knowledge.patterns_said("calls")
    for call in calls:
        called = [one for one in reach.placements if one.own == call.called]
        for source in reach.by_workload[call.caller]:
            for target in reach.closest(source, called):
                pattern = next(one for one in patterns if _joins(one, source, target))
                yield as_said(pattern, source, target, (call.said,))


def _joins(pattern: FlowPattern, source: Placement, target: Placement) -> bool:
    """Whether the two ends of a pattern can be these."""
    return pattern.source in source.capabilities and pattern.target in target.capabilities


def from_joints(reach: Reach, dues: Dues, joints: Iterable[Joint]) -> Iterator[Flow]:
    """What the brief says of two places: between those at the one and those at the other that the
    first of its patterns joins.
    """
    for joint in joints:
        for pattern in joint.patterns:
            pairs = _pairs(pattern, joint, reach)
            for source, target in pairs:
                for end in _led_to(pattern, source, target, dues, reach):
                    yield as_said(pattern, source, end, (joint.said,))
            if pairs:
                break


def _pairs(pattern: FlowPattern, joint: Joint, reach: Reach) -> list[tuple[Placement, Placement]]:
    """Each two at the two places that a pattern joins."""
    sources = reach.within(pattern.source, joint.source)
    targets = reach.within(pattern.target, joint.target)
    every = product(sources, targets)
    return [pair for pair in every if both_serve(pattern, *pair, reach.knowledge)]


def _led_to(
    pattern: FlowPattern, source: Placement, target: Placement, dues: Dues, reach: Reach
) -> list[Placement]:
    """Where a pattern leads from one that is joined with another: to that one, or to where it keeps
    what such flows carry, where the first one does not keep its own there, too.
    """
    if not pattern.where_kept:
        return [target]
    if source.component != target.component:
        return []
    own, other = (kept_apart(one, pattern.kind, dues, reach) for one in (source, target))
    return [one for one in other or [target] if one not in own]


def from_qualities(
    reach: Reach, asked: Sequence[Asked], qualities: Iterable[Quality]
) -> Iterator[Flow]:
    """What is kept for a workload at its first place goes from there to the others."""
    # what an answer says by itself joins places, and no stores
    every = reach.knowledge.patterns
    said = {one.source: one for one in every if one.said_by and not one.said_by_answer}
    for quality in qualities:
        if quality.also in said:
            kept = kept_at(quality, asked, reach)
            yield from (_sent(kept[0], other, said[quality.also], quality) for other in kept[1:])


def _sent(first: Placement, other: Placement, pattern: FlowPattern, quality: Quality) -> Flow:
    """What goes from one who keeps something to another who keeps it too."""
    text = f"{first.name} {pattern.label} {other.name}: {quality.because}"
    return flow_between(
        first, other, pattern.kind, pattern.label, Reason(text, (first.id, other.id))
    )
