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
    stages = _stages(architecture)
    has = {(stages[one.id], one.product) for one in architecture.placements if one.id in stages}
    by_id = architecture.placement_by_id
    for flow in architecture.flows:
        if not {flow.source, flow.target} <= stages.keys() or not _leans(flow, knowledge):
            continue
        source, target = by_id[flow.source], by_id[flow.target]
        own, other = stages[source.id], stages[target.id]
        # what has its own there is a copy of the other, or writes to the one that leads
        if own != other and (own, target.product) not in has:
            yield Crossing(flow, source, target, own, other)


def _stages(architecture: Architecture) -> dict[str, str]:
    """The environment of each placement that stands in one."""
    held = _held(architecture)
    found: dict[str, str] = {}
    for one in architecture.placements if held else ():
        environment = _environment(one, architecture, held)
        if environment is not None:
            found[one.id] = environment
    return found


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
    topology = architecture.topology
    if placement.place not in topology.by_id:  # what was made by hand may stand anywhere
        return None
    return next((held[place] for place in topology.around(placement.place) if place in held), None)


def _leans(flow: Flow, knowledge: Knowledge) -> bool:
    """Whether who starts a flow sends by it what is lost, or unanswered, without the other end."""
    kind = knowledge.flow_kind_by_id.get(flow.kind)
    return kind is not None and kind.leans and flow.label not in kind.pulls
