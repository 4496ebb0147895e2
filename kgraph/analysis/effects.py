"""What an answer does to an architecture: whom it brings, and who meets it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.brief import Answers
from kgraph.model.decisions import Option
from kgraph.model.effect import Effect
from kgraph.model.knowledge import SCOPES, Knowledge
from kgraph.model.words import has_clusters


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
    alone = [one for one in credited if _only(one, ends)]
    brings = _components(alone)
    options = knowledge.options_of([(decision, chosen)]) if workload is None else ()
    # what is met by something else than a cluster is met; but some options hold in clusters alone
    unmet = [one for one in options if one.runs_in or not credited]
    return Effect(
        decision,
        chosen,
        workload,
        tuple(sorted(brings)),
        tuple(sorted(_components(credited) - brings)),
        tuple(sorted(_ruled_out(decision, chosen, knowledge))),
        tuple(sorted(_nowhere(architecture, unmet, knowledge))),
        any(_rests(flow, ends) for flow in architecture.flows),
    )


def _answers(architecture: Architecture, workload: str | None) -> Answers:
    """The answers of a workload, or of the whole brief."""
    if workload is None:
        return architecture.answers
    workloads = architecture.brief.workloads if architecture.brief is not None else ()
    return {one.id: one.answers for one in workloads}[workload]


def _components(placements: Iterable[Placement]) -> set[str]:
    """What placements are of."""
    return {placement.component for placement in placements}


def _rests(one: Placement | Flow, ends: tuple[str, ...]) -> bool:
    """Whether something rests on an answer."""
    return any(ground.endswith(ends) for ground in _grounds(one))


def _only(placement: Placement, ends: tuple[str, ...]) -> bool:
    """Whether a placement has no other ground than an answer."""
    return all(ground.endswith(ends) for ground in _grounds(placement))


def _grounds(one: Placement | Flow) -> Iterator[str]:
    """All that something rests on."""
    return chain.from_iterable(reason.because for reason in one.reasons)


def _ruled_out(decision: str, chosen: Iterable[str], knowledge: Knowledge) -> set[str]:
    """What options keep away."""
    found: set[str] = set()
    for option in knowledge.options_of([(decision, tuple(chosen))]):
        found.update(option.forbids)
    return found


def _nowhere(
    architecture: Architecture, options: Iterable[Option], knowledge: Knowledge
) -> set[str]:
    """What options ask for that stands in clusters alone, where the brief has none."""
    brief = architecture.brief
    if brief is None or has_clusters(brief):
        return set()
    demands = chain.from_iterable(option.demands for option in options)
    return {demand.wanted for demand in demands} & _in_clusters(knowledge)


def _in_clusters(knowledge: Knowledge) -> set[str]:
    """What stands in clusters alone."""
    return {id for id, one in knowledge.capabilities.items() if one.scope == SCOPES[-1]}
