"""Flows from the patterns of the ontology."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from itertools import chain

from kgraph.assembly import carriers
from kgraph.assembly.reach import Reach
from kgraph.assembly.serving import both_serve, does
from kgraph.assembly.wires.making import Pair, as_said, pair
from kgraph.assembly.wires.needed import by_name
from kgraph.model.architecture import Flow, Placement
from kgraph.model.flows import FlowPattern


def from_patterns(reach: Reach, wanted: set[str | None], told: Set[Pair]) -> Iterator[Flow]:
    """What the patterns of the ontology join; by a protocol, where no need tells it already."""
    for pattern in reach.knowledge.patterns:
        if _holds_unsaid(pattern, wanted):
            yield from _joined(pattern, reach, told)


def _holds_unsaid(pattern: FlowPattern, wanted: set[str | None]) -> bool:
    """Whether a pattern holds though no brief says so, and what it asks for is wanted."""
    if pattern.said_by or pattern.across_clouds:
        return False
    return not pattern.when_asked or pattern.when_asked in wanted


def _joined(pattern: FlowPattern, reach: Reach, told: Set[Pair]) -> Iterator[Flow]:
    """What a pattern joins."""
    offered = reach.by_capability[pattern.source]
    for source, at in carriers.sources(pattern, offered, reach):
        if _does_itself(pattern, source, reach):
            continue
        for target in _targets(pattern, source, at, reach):
            flow = as_said(pattern, source, target, (source.id, target.id))
            if not pattern.protocols:
                yield flow
            elif pair(flow) not in told:
                yield _as_needed(flow, pattern, source, target, reach)


def _as_needed(
    flow: Flow, pattern: FlowPattern, source: Placement, target: Placement, reach: Reach
) -> Flow:
    """The flow of a pattern; where its source does not turn to the target, which needs it by name,
    the flow of that need.
    """
    one, other = (reach.knowledge.components[end.component] for end in (source, target))
    if one.turns_to(other, pattern.protocols) or one.names(other):
        return flow
    return by_name(source, target, pattern.kind, reach) or flow


def _does_itself(pattern: FlowPattern, source: Placement, reach: Reach) -> bool:
    """Whether a source does what a pattern leads to, or is there for what it does not lead from."""
    doing = (does(source, one, reach.knowledge) for one in pattern.not_from)
    return pattern.target in source.capabilities or any(doing)


def _targets(pattern: FlowPattern, source: Placement, at: str, reach: Reach) -> list[Placement]:
    """The nearest fitting targets around; or else, or as well, every one further in."""
    near = _targets_around(pattern, source, at, reach)
    if near and not pattern.further_in:
        return near
    offered = reach.by_capability[pattern.target]
    inward = [(one, place) for one, place in offered if reach.topology.inside(place, at)]
    carried = carriers.targets(pattern, source, inward, reach)
    further = _fitting(pattern, source, at, carried, reach)
    return [*near, *(one for one in further if one not in near)]


def _targets_around(
    pattern: FlowPattern, source: Placement, at: str, reach: Reach
) -> list[Placement]:
    """The nearest fitting targets around."""
    for place in reach.topology.around(at):
        there = [(target, place) for target in reach.offering(pattern.target, place)]
        carried = carriers.targets(pattern, source, there, reach)
        targets = _fitting(pattern, source, at, carried, reach)
        if targets:
            named = [target for target in targets if target.component in reach.named] or targets
            return reach.closest(source, named) if pattern.at_home else named
    return []


def _fitting(
    pattern: FlowPattern,
    source: Placement,
    at: str,
    offered: Iterable[tuple[Placement, str]],
    reach: Reach,
) -> list[Placement]:
    """The targets that work together with the source and that nobody else spares it."""
    return [
        target
        for target, place in offered
        if _may_end(pattern, source, target)
        and _led(pattern, source, place, reach)
        and together(pattern, source, target, reach)
        and both_serve(pattern, source, target, reach.knowledge)
        and not _spared(pattern, (source, at), (target, place), reach)
    ]


def _may_end(pattern: FlowPattern, source: Placement, target: Placement) -> bool:
    """Whether a pattern may lead from one to another, by what they are."""
    return target.id != source.id and set(pattern.not_to).isdisjoint(target.capabilities)


def _led(pattern: FlowPattern, source: Placement, place: str, reach: Reach) -> bool:
    """Whether a source may be led to a place: it does without nothing of the source, and holds whom
    the pattern is for.
    """
    if reach.foregone(source, place) or not _its_door(pattern, source, place, reach):
        return False
    return _holds(pattern.only_for, place, reach)


def _holds(capabilities: Collection[str], place: str, reach: Reach) -> bool:
    """Whether something at a place provides one of these, where there are any."""
    held = (reach.within(one, place) for one in capabilities)
    return not capabilities or any(held)


def _its_door(pattern: FlowPattern, source: Placement, place: str, reach: Reach) -> bool:
    """Whether requests to a place come by a source and not by another of its kind: by the nearest,
    and by all that the brief names.
    """
    one_door = reach.knowledge.capabilities[pattern.source].one_door
    if not one_door or source.component in reach.named:
        return True
    return source in reach.providers(pattern.source, place)[:1]


def together(pattern: FlowPattern, source: Placement, target: Placement, reach: Reach) -> bool:
    """Whether the two are declared to work together.

    The source opens a connection by a protocol of the pattern, or one names the other.
    """
    if not pattern.protocols:
        return True
    one, other = (reach.knowledge.components[end.component] for end in (source, target))
    if one.turns_to(other, pattern.protocols):
        return True
    return one.names(other) or other.names(one)


def _spared(
    pattern: FlowPattern, source: tuple[Placement, str], target: tuple[Placement, str], reach: Reach
) -> bool:
    """Whether somebody else in reach of either end provides what the pattern holds `unless`."""
    near = {*reach.topology.around(source[1]), *reach.topology.around(target[1])}
    ends = {source[0].id, target[0].id}
    offered = chain.from_iterable(_offered(one, near, reach) for one in pattern.unless)
    others = [one for one in offered if one.id not in ends]
    return not all(reach.foregone_within(one, target[1]) for one in others)


def _offered(capability: str, places: Iterable[str], reach: Reach) -> Iterator[Placement]:
    """Who offers a capability right at some places."""
    return chain.from_iterable(reach.offering(capability, place) for place in places)
