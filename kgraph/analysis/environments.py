"""What of one environment leans on what stands in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Crossing:
    """A flow with its ends, of which the first is hurt where the second is; each stands in an
    environment of its own.
    """

    flow: Flow
    source: Placement
    target: Placement
    environment: str
    other: str


def crossings(architecture: Architecture, knowledge: Knowledge) -> Iterator[Crossing]:
    """Every flow by which what stands in one environment of the brief leans on another one."""
    held = _held(architecture)
    by_id = architecture.placement_by_id
    for flow in architecture.flows if held else ():
        source, target = by_id.get(flow.source), by_id.get(flow.target)
        if source is None or target is None or not _leans(flow, knowledge):
            continue
        own = _environment(source, architecture, held)
        other = _environment(target, architecture, held)
        if own and other and own != other:
            yield Crossing(flow, source, target, own, other)


def _held(architecture: Architecture) -> dict[str, str]:
    """The environment of each site or cluster that the brief puts in one."""
    brief = architecture.brief
    if brief is None:
        return {}
    held: dict[str, str] = {}
    for one in brief.environments:
        held |= dict.fromkeys(one.holds, one.id)
    return held


def _environment(
    placement: Placement, architecture: Architecture, held: Mapping[str, str]
) -> str | None:
    """The environment that a placement stands in, where it is in one."""
    around = architecture.topology.around(placement.place)
    return next((held[place] for place in around if place in held), None)


def _leans(flow: Flow, knowledge: Knowledge) -> bool:
    """Whether who starts a flow sends by it what is lost, or unanswered, without the other end."""
    kind = knowledge.flow_kind_by_id.get(flow.kind)
    return kind is not None and kind.leans and flow.label not in kind.pulls
