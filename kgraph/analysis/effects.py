"""What an answer does to an architecture: whom it brings, and who meets it already."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.brief import Answers
from kgraph.model.effect import Effect
from kgraph.model.knowledge import Knowledge


def effect(
    architecture: Architecture, knowledge: Knowledge, decision: str, workload: str | None = None
) -> Effect:
    """What the answer to a decision does, of the whole brief or of one workload.

    KeyError where there is no such answer.
    """
    chosen = dict(_answers(architecture, workload))[decision]
    asked = f"workload {workload}, {decision}" if workload is not None else decision
    ends = tuple(f": {asked}: {option}" for option in chosen)
    credited = [one for one in architecture.placements if _rests(one, ends)]
    brings = {one.component for one in credited if _only(one, ends)}
    met_by = {one.component for one in credited} - brings
    flows = chain.from_iterable(flow.reasons for flow in architecture.flows)
    return Effect(
        decision,
        chosen,
        workload,
        tuple(sorted(brings)),
        tuple(sorted(met_by)),
        tuple(sorted(_ruled_out(decision, chosen, knowledge))),
        any(_ends(reason.because, ends) for reason in flows),
    )


def _answers(architecture: Architecture, workload: str | None) -> Answers:
    """The answers of a workload, or of the whole brief."""
    if workload is None:
        return architecture.answers
    workloads = architecture.brief.workloads if architecture.brief is not None else ()
    return {one.id: one.answers for one in workloads}[workload]


def _rests(placement: Placement, ends: tuple[str, ...]) -> bool:
    """Whether some reason of a placement rests on an answer."""
    return any(_ends(reason.because, ends) for reason in placement.reasons)


def _only(placement: Placement, ends: tuple[str, ...]) -> bool:
    """Whether a placement has no other ground than an answer."""
    grounds = chain.from_iterable(reason.because for reason in placement.reasons)
    return all(ground.endswith(ends) for ground in grounds)


def _ends(grounds: Iterable[str], ends: tuple[str, ...]) -> bool:
    """Whether an answer is among some grounds."""
    return any(ground.endswith(ends) for ground in grounds)


def _ruled_out(decision: str, chosen: Iterable[str], knowledge: Knowledge) -> set[str]:
    """What options keep away."""
    found: set[str] = set()
    for option in knowledge.options_of([(decision, tuple(chosen))]):
        found.update(option.forbids)
    return found
