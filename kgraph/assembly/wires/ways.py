"""Flows from the ways of chains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from kgraph.assembly.reach import Reach
from kgraph.assembly.ways import Step, Way
from kgraph.assembly.wires.making import Pair, flow_between, pair
from kgraph.assembly.wires.needed import by_name
from kgraph.model.architecture import Flow, Reason
from kgraph.model.flows import FlowPattern


def from_ways(ways: Iterable[Way], told: Set[Pair], reach: Reach) -> Iterator[Flow]:
    """Who is joined with whom on the ways of chains, but for those whose need tells it already, or
    a pattern that holds whatever they speak, and for whom.
    """
    patterns = reach.knowledge.patterns
    drawn = {_joined(one) for one in patterns if not one.protocols and not one.only_for}
    for way in ways:
        for step in way.steps:
            flow = _step(step, reach)
            if step.start is not step.end and not (
                pair(flow) in told or (way.ends(step), flow.kind) in drawn
            ):
                yield flow


def _joined(pattern: FlowPattern) -> tuple[frozenset[str], str]:
    """The capabilities that a pattern joins, whichever way, with its kind."""
    return frozenset((pattern.source, pattern.target)), pattern.kind


def _step(step: Step, reach: Reach) -> Flow:
    """The flow of a step, in the words of its link, or of the need by which alone it joins."""
    source, target, link = step.opener, step.opened, step.link
    reason = Reason(f"{source.name} {link.verb} {target.name}", (source.id, target.id))
    flow = flow_between(source, target, link.kind, link.verb, reason)
    return flow if _turns(step, reach) else by_name(source, target, link.kind, reach) or flow


def _turns(step: Step, reach: Reach) -> bool:
    """Whether who opens a step turns to the other one of itself, as far as one knows the two."""
    known = reach.knowledge.components
    start, end = (known.get(one.component) for one in (step.start, step.end))
    if start is None or end is None or step.link.free or step.link.speaks(start, end):
        return True
    return known[step.opener.component].names(known[step.opened.component])
