"""Flows, derived after solving: from needs, from what workloads ask for, and from the ontology's flow patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kgraph.assembly.facts import Asked
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Flow, Placement, Reason
from kgraph.model.knowledge import FlowPattern

Ends = tuple[str, str, str]


def wire(
    reach: Reach, asked: Sequence[Asked], day_needs: dict[str, tuple[int, ...]]
) -> tuple[Flow, ...]:
    """Every flow, sorted by id; flows of one kind between the same two placements become one with all reasons."""
    wanted = {one.demand.capability for one in asked}
    drafts: dict[Ends, Flow] = {}
    for draft in (
        *_from_needs(reach, day_needs),
        *_from_demands(reach, asked),
        *_from_patterns(reach, wanted),
    ):
        key = (draft.source, draft.kind, draft.target)
        first = drafts.get(key, draft)
        reasons = (
            tuple(dict.fromkeys((*first.reasons, *draft.reasons)))
            if first is not draft
            else draft.reasons
        )
        drafts[key] = Flow(draft.id, draft.source, draft.target, draft.kind, first.label, reasons)
    return tuple(sorted(drafts.values(), key=lambda flow: flow.id))


def _flow(source: Placement, target: Placement, kind: str, label: str, reason: Reason) -> Flow:
    return Flow(f"{source.id}--{kind}--{target.id}", source.id, target.id, kind, label, (reason,))


def _from_needs(reach: Reach, day_needs: dict[str, tuple[int, ...]]) -> Iterator[Flow]:
    for placement in reach.placements:
        component = reach.knowledge.components[placement.component]
        for number in day_needs.get(component.id, ()):
            need = component.needs[number]
            provider = next(
                (one for one in reach.meeting(need, placement) if one.id != placement.id), None
            )
            if provider is not None:
                text = f"{placement.name} {need.role} {provider.name}"
                yield _flow(
                    placement,
                    provider,
                    need.flow,
                    need.role,
                    Reason(text, (placement.id, provider.id), need.evidence.source),
                )


def _from_demands(reach: Reach, asked: Iterable[Asked]) -> Iterator[Flow]:
    """What a workload asks for, it also uses."""
    for one in asked:
        demand = one.demand
        if (
            one.workload is None
            or demand.flow is None
            or demand.role is None
            or demand.capability is None
        ):
            continue
        for placement in reach.placements:
            if placement.workload != one.workload or not reach.topology.inside(
                placement.place, one.place
            ):
                continue
            provider = next(iter(reach.providers(demand.capability, placement.place)), None)
            if provider is not None:
                text = f"{placement.name} {demand.role} {provider.name}: {demand.because}"
                yield _flow(
                    placement,
                    provider,
                    demand.flow,
                    demand.role,
                    Reason(text, (placement.id, provider.id)),
                )


def _from_patterns(reach: Reach, wanted: set[str | None]) -> Iterator[Flow]:
    for pattern in reach.knowledge.patterns:
        if pattern.when_asked and pattern.target not in wanted:
            continue
        for source, at in reach.by_capability[pattern.source]:
            if pattern.target in source.capabilities:
                continue  # it does this itself
            for target in _targets(pattern, source, at, reach):
                text = f"{source.name} {pattern.label} {target.name}"
                yield _flow(
                    source,
                    target,
                    pattern.kind,
                    pattern.label,
                    Reason(text, (source.id, target.id)),
                )


def _targets(pattern: FlowPattern, source: Placement, at: str, reach: Reach) -> list[Placement]:
    """The nearest fitting targets around, or else every one further in."""
    fitting = [
        (target, place)
        for target, place in reach.by_capability[pattern.target]
        if target.id != source.id
        and together(pattern, source, target, reach)
        and not _spared(pattern, (source, at), (target, place), reach)
    ]
    around = reach.topology.around(at)
    outward = [(around.index(place), target) for target, place in fitting if place in around]
    if outward:
        nearest = min(distance for distance, _ in outward)
        targets = [target for distance, target in outward if distance == nearest]
        return [target for target in targets if target.component in reach.named] or targets
    return [target for target, place in fitting if reach.topology.inside(place, at)]


def together(pattern: FlowPattern, source: Placement, target: Placement, reach: Reach) -> bool:
    """Whether the two are declared to work together: by a protocol of the pattern, or because one names the other."""
    if not pattern.protocols:
        return True
    ends = [reach.knowledge.components[placement.component] for placement in (source, target)]
    if set(pattern.protocols).intersection(ends[0].speaks, ends[1].speaks):
        return True
    return any(b.id in need.alternatives for a, b in (ends, ends[::-1]) for need in a.needs)


def _spared(
    pattern: FlowPattern, source: tuple[Placement, str], target: tuple[Placement, str], reach: Reach
) -> bool:
    """Whether somebody else in reach of either end provides what the pattern holds `unless`."""
    near = {*reach.topology.around(source[1]), *reach.topology.around(target[1])}
    ends = {source[0].id, target[0].id}
    return any(
        place in near and one.id not in ends
        for capability in pattern.unless
        for one, place in reach.by_capability[capability]
    )
