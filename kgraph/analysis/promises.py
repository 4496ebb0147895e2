"""What answers promise of outages: which workloads survive the loss of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.model.architecture import Architecture
from kgraph.model.brief import Answers, Workload
from kgraph.model.decisions import Option
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import LEVELS


@dataclass(frozen=True, slots=True, order=True)
class Promise:
    """A workload that is to survive outages of a level, by an option of a decision in words."""

    workload: str
    name: str
    level: str
    decision: str
    option: str


def promises(architecture: Architecture, knowledge: Knowledge) -> tuple[Promise, ...]:
    """For each workload, the widest outage that it is to survive, sorted.

    Nothing for one that may be away for a while.
    """
    brief = architecture.brief
    found: list[Promise] = []
    for workload in brief.workloads if brief is not None else ():
        if not _may_be_away(workload, knowledge):
            found += _widest(workload, (*architecture.answers, *workload.answers), knowledge)
    return tuple(sorted(found))


def _may_be_away(workload: Workload, knowledge: Knowledge) -> bool:
    """Whether a workload may be away for a while."""
    return any(option.may_be_away for option in knowledge.options_of(workload.answers))


def _widest(workload: Workload, answers: Answers, knowledge: Knowledge) -> list[Promise]:
    """The promise of a workload that holds the others."""
    said: list[Promise] = []
    for decision, option in knowledge.chosen(answers):
        words = (decision.label, option.label)
        said += [Promise(workload.id, workload.name, one, *words) for one in option.survives]
    return sorted(said, key=lambda one: -LEVELS.index(one.level))[:1]


def callers_of(architecture: Architecture, knowledge: Knowledge) -> dict[str, set[str | None]]:
    """For each workload of the brief what its answers ask for: those who call it are among that."""
    brief = architecture.brief
    found: dict[str, set[str | None]] = defaultdict(set)
    for workload in brief.workloads if brief is not None else ():
        for option in knowledge.options_of(workload.answers):
            found[workload.id].update(demand.capability for demand in option.demands)
    return found


def excuses(knowledge: Knowledge, options: Iterable[Option]) -> str:
    """Some options as a brief says them of a workload: what one may write instead."""
    named = set(options)
    found: list[str] = []
    for decision in knowledge.decisions:
        said = [f"'{decision.id}: {one.id}'" for one in decision.options if one in named]
        if decision.asked_of == "workload":
            found += said
    return " or ".join(found)
