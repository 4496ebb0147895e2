"""Flows, derived after solving.

From needs, from what workloads ask for, and from the ontology's flow patterns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain, product
from typing import NamedTuple

from kgraph.assembly import carriers
from kgraph.assembly.demands import Asked
from kgraph.assembly.dues import Dues
from kgraph.assembly.qualities import Quality, kept_at
from kgraph.assembly.reach import Reach
from kgraph.assembly.sayings import Call, Joint, Sayings
from kgraph.assembly.serving import both_serve, does
from kgraph.assembly.ways import Step, Way
from kgraph.model.architecture import Flow, Placement, Reason
from kgraph.model.component import Need
from kgraph.model.decisions import Demand
from kgraph.model.flows import FlowPattern

Ends = tuple[str, str, str, str]
Pair = tuple[frozenset[str], str]
Following = Mapping[tuple[str, str], "Followed"]
"""Whom follow those that keep copies which take no writes, by the statement that asks for it, and
the id of who keeps the copy.
"""


class Followed(NamedTuple):
    """Who takes the writes, and why others follow."""

    first: Placement
    because: str


def wire(
    reach: Reach,
    asked: Sequence[Asked],
    dues: Dues,
    sayings: Sayings,
    ways: Iterable[Way] = (),
) -> tuple[Flow, ...]:
    """Every flow, sorted by id.

    Flows of one kind and label between the same two placements become one with all reasons.
    """
    wanted = {one.demand.capability for one in asked}
    drafts: dict[Ends, Flow] = {}
    needed = list(_from_needs(reach, dues))
    told = {_pair(flow) for flow in needed}
    for draft in (
        *needed,
        *_from_demands(reach, asked, _following(reach, asked, sayings.qualities)),
        *_from_calls(reach, sayings.calls),
        *_from_joints(reach, sayings.joints),
        *_from_qualities(reach, asked, sayings.qualities),
        *_from_patterns(reach, wanted, told),
        *_from_ways(ways, told, reach),
    ):
        key = (draft.source, draft.kind, _told_apart(draft, reach), draft.target)
        drafts[key] = _merged(drafts[key], draft) if key in drafts else draft
    return tuple(sorted(_with_ids(drafts.values()), key=lambda flow: flow.id))


def _told_apart(flow: Flow, reach: Reach) -> str:
    """By what label a flow is told from others of its kind between the same two: a request is one,
    whatever the two do for it.
    """
    return "" if flow.kind in reach.knowledge.main_path else flow.label


def _pair(flow: Flow) -> Pair:
    """The two that a flow joins, whichever way, with its kind."""
    return frozenset((flow.source, flow.target)), flow.kind


def _with_ids(flows: Iterable[Flow]) -> Iterator[Flow]:
    """The flows; the second one of a kind between the same two is told apart by its label."""
    taken: set[str] = set()
    for flow in flows:
        words = flow.label.lower().replace(" ", "-")
        yield replace(flow, id=f"{flow.id}--{words}") if flow.id in taken else flow
        taken.add(flow.id)


def _merged(first: Flow, other: Flow) -> Flow:
    """Two flows as one, called as the first, with the reasons of both."""
    reasons = tuple(dict.fromkeys((*first.reasons, *other.reasons)))
    return replace(first, reasons=reasons)


def _flow(source: Placement, target: Placement, kind: str, label: str, reason: Reason) -> Flow:
    return Flow(f"{source.id}--{kind}--{target.id}", source.id, target.id, kind, label, (reason,))


def _from_needs(reach: Reach, dues: Dues) -> Iterator[Flow]:
    for placement in reach.placements:
        for need in dues.of(placement):
            for provider in _met_by(need, placement, reach):
                text = f"{placement.name} {need.role} {provider.name}"
                yield _flow(
                    placement,
                    provider,
                    need.flow,
                    need.role,
                    Reason(text, (placement.id, provider.id), need.evidence.source),
                )


def _met_by(need: Need, placement: Placement, reach: Reach) -> list[Placement]:
    """Who meets a need: the nearest; of what filters requests, each station that it can work at."""
    able = [one for one in reach.meeting(need, placement) if one.id != placement.id]
    known = reach.knowledge.capabilities
    if not any(known[id].filters for id in placement.capabilities):
        return able[:1]
    passed = {id for id, one in known.items() if one.way_position}
    return [one for one in able if not passed.isdisjoint(one.capabilities)] or able[:1]


def _following(reach: Reach, asked: Sequence[Asked], qualities: Iterable[Quality]) -> Following:
    """Who keeps something for a workload and follows another one that takes the writes."""
    follows = {one.source for one in reach.knowledge.patterns if one.follows}
    found = {}
    for quality in qualities:
        kept = _kept(quality, asked, reach) if quality.also in follows else []
        for copy in kept[1:]:
            found[quality.of, copy.id] = Followed(kept[0], quality.because)
    return found


def _from_demands(reach: Reach, asked: Iterable[Asked], following: Following) -> Iterator[Flow]:
    """What a workload asks for, it also uses; or somebody else does on its account."""
    for one in asked:
        for placement in _askers(reach, one):
            user = _user(reach, placement, one.demand.source)
            if user is not None:
                yield from _asked_flows(reach, user, placement.place, one, following)


def _user(reach: Reach, placement: Placement, capability: str | None) -> Placement | None:
    """Who uses what a placement asks for: it does, or the nearest that provides a capability."""
    if capability is None:
        return placement
    return next(iter(reach.providers(capability, placement.place)), None)


def _askers(reach: Reach, asked: Asked) -> Iterator[Placement]:
    """The placements of the workload that asks, at the place where it asks."""
    if asked.workload is None:
        return
    for placement in reach.by_workload[asked.workload]:
        if reach.topology.inside(placement.place, asked.place):
            yield placement


def _asked_flows(
    reach: Reach, user: Placement, place: str, asked: Asked, following: Following
) -> Iterator[Flow]:
    """The flows from who uses what is asked for at a place to the nearest that provides it, or to
    the component that is named for it, and to the one that this follows; none where the demand
    tells none.
    """
    demand = asked.demand
    if demand.capability is None or demand.flow is None or demand.role is None:
        return
    able = reach.meant(demand.capability, place, asked.named)
    provider = next(iter(able), None)
    if provider is None or provider.id == user.id:
        return
    followed = following.get((asked.statement, provider.id))
    for target, role, because in _done(demand.role, demand, provider, followed):
        reason = Reason(f"{user.name} {role} {target.name}: {because}", (user.id, target.id))
        yield _flow(user, target, demand.flow, role, reason)


def _done(
    role: str, demand: Demand, provider: Placement, followed: Followed | None
) -> Iterator[tuple[Placement, str, str]]:
    """With whom what is done, and why: less with a provider that only follows another one, and the
    rest with that.
    """
    if followed is None or demand.role_at_copy is None:
        yield provider, role, demand.because
        return
    yield provider, demand.role_at_copy, followed.because
    if demand.role_beside_copy is not None:
        yield followed.first, demand.role_beside_copy, followed.because


def _from_calls(reach: Reach, calls: Iterable[Call]) -> Iterator[Flow]:
    """What a workload says that it calls, where that is nearest."""
    patterns = reach.knowledge.patterns_said("calls")
    for call in calls:
        called = [one for one in reach.placements if one.own == call.called]
        for source in reach.by_workload[call.caller]:
            for target in _nearest(source, called, reach):
                pattern = next(one for one in patterns if _joins(one, source, target))
                yield _as_said(pattern, source, target, (call.said,))


def _from_joints(reach: Reach, joints: Iterable[Joint]) -> Iterator[Flow]:
    """What the brief says of two places: between those at the one and those at the other that the
    first of its patterns joins.
    """
    for joint in joints:
        for pattern in joint.patterns:
            sources = reach.within(pattern.source, joint.source)
            targets = reach.within(pattern.target, joint.target)
            for source, target in product(sources, targets):
                yield _as_said(pattern, source, target, (joint.said,))
            if sources and targets:
                break


def _from_qualities(
    reach: Reach, asked: Sequence[Asked], qualities: Iterable[Quality]
) -> Iterator[Flow]:
    """What is kept for a workload at its first place goes from there to the others."""
    said = {one.source: one for one in reach.knowledge.patterns if one.said_by}
    for quality in qualities:
        kept = _kept(quality, asked, reach)
        for other in kept[1:] if quality.also in said else ():
            yield _sent(kept[0], other, said[quality.also], quality)


def _kept(quality: Quality, asked: Iterable[Asked], reach: Reach) -> list[Placement]:
    """Who keeps something for a workload, each once: at the first place, and where copies are."""
    return list(dict.fromkeys(kept_at(quality, asked, reach)))


def _as_said(
    pattern: FlowPattern, source: Placement, target: Placement, because: tuple[str, ...]
) -> Flow:
    """The flow of a pattern between two, in its words."""
    text = f"{source.name} {pattern.label} {target.name}"
    return _flow(source, target, pattern.kind, pattern.label, Reason(text, because))


def _sent(first: Placement, other: Placement, pattern: FlowPattern, quality: Quality) -> Flow:
    """What goes from one who keeps something to another who keeps it too."""
    text = f"{first.name} {pattern.label} {other.name}: {quality.because}"
    return _flow(first, other, pattern.kind, pattern.label, Reason(text, (first.id, other.id)))


def _joins(pattern: FlowPattern, source: Placement, target: Placement) -> bool:
    """Whether the two ends of a pattern can be these."""
    return pattern.source in source.capabilities and pattern.target in target.capabilities


def _nearest(source: Placement, others: Iterable[Placement], reach: Reach) -> list[Placement]:
    """Those of some placements that share the narrowest place with another."""
    shared = [(reach.topology.apart(source.place, other.place), other) for other in others]
    least = min((distance for distance, _ in shared), default=0)
    return [other for distance, other in shared if distance == least]


def _from_patterns(reach: Reach, wanted: set[str | None], told: Set[Pair]) -> Iterator[Flow]:
    """What the patterns of the ontology join; by a protocol, where no need tells it already."""
    for pattern in reach.knowledge.patterns:
        if pattern.said_by or (pattern.when_asked and pattern.when_asked not in wanted):
            continue
        offered = reach.by_capability[pattern.source]
        for source, at in carriers.sources(pattern, offered, reach):
            if _does_itself(pattern, source, reach):
                continue
            for target in _targets(pattern, source, at, reach):
                flow = _as_said(pattern, source, target, (source.id, target.id))
                if not pattern.protocols or _pair(flow) not in told:
                    yield flow


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
            return _nearest(source, named, reach) if pattern.at_home else named
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


def _from_ways(ways: Iterable[Way], told: Set[Pair], reach: Reach) -> Iterator[Flow]:
    """Who is joined with whom on the ways of chains, but for those whose need tells it already, or
    a pattern that holds whatever they speak, and for whom.
    """
    patterns = reach.knowledge.patterns
    drawn = {_joined(one) for one in patterns if not one.protocols and not one.only_for}
    for way in ways:
        for step in way.steps:
            flow = _step(step)
            if step.start is not step.end and not (
                _pair(flow) in told or (way.ends(step), flow.kind) in drawn
            ):
                yield flow


def _joined(pattern: FlowPattern) -> tuple[frozenset[str], str]:
    """The capabilities that a pattern joins, whichever way, with its kind."""
    return frozenset((pattern.source, pattern.target)), pattern.kind


def _step(step: Step) -> Flow:
    """The flow of a step, in the words of its link."""
    source, target = step.opener, step.opened
    reason = Reason(f"{source.name} {step.link.verb} {target.name}", (source.id, target.id))
    return _flow(source, target, step.link.kind, step.link.verb, reason)


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
