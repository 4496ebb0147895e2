"""What workloads keep, and whether an outage leaves a copy of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

from kgraph.analysis.paths import Ways, beyond
from kgraph.analysis.promises import Promise, chosen, promises
from kgraph.analysis.strikes import Strike, strikes
from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.brief import Answers
from kgraph.model.decisions import Demand, Option
from kgraph.model.knowledge import Knowledge

COPIES = "replication"
"""The key of a brief under which it is said how what is kept is copied."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a workload keeps in a store that an outage takes, and no copy of it is left."""

    promise: Promise
    outage: Strike
    store: Placement


def gaps(architecture: Architecture, knowledge: Knowledge) -> Iterator[Gap]:
    """Everything that is kept by who is to survive an outage, and is lost with it."""
    copied = _copied(architecture, knowledge)
    for promise in promises(architecture, knowledge):
        threats = strikes(architecture, knowledge, promise.level)
        for outage, store in product(threats, _stores(architecture, knowledge, promise.workload)):
            if outage.lost.issuperset((store.id, *beyond(copied.after, (store.id,)))):
                yield Gap(promise, outage, store)


def copying(knowledge: Knowledge) -> set[tuple[str, str]]:
    """Kind and label of the flows by which copies are sent."""
    return {(pattern.kind, pattern.label) for pattern in knowledge.patterns_said(COPIES)}


def _copied(architecture: Architecture, knowledge: Knowledge) -> Ways:
    """Which stores have copies of one another, whoever sends them."""
    labels = copying(knowledge)
    found = Ways()
    for flow in architecture.flows:
        if (flow.kind, flow.label) in labels:
            found.add(flow.source, flow.target)
            found.add(flow.target, flow.source)
    return found


def _stores(architecture: Architecture, knowledge: Knowledge, workload: str) -> list[Placement]:
    """Where a workload keeps what is not to be lost, at all its places, sorted by id."""
    asked = _asked(_answers(architecture, workload), knowledge)
    by_id = architecture.placement_by_id
    found: set[str] = set()
    for flow in architecture.flows_of(_copies(architecture, workload)) if asked else ():
        if flow.target in by_id and _keeps(flow, by_id[flow.target], asked):
            found.add(flow.target)
    return [by_id[id] for id in sorted(found)]


def _answers(architecture: Architecture, workload: str) -> Answers:
    """What a workload answers; nothing where no brief says it."""
    brief = architecture.brief
    return brief.workload(workload).answers if brief is not None else ()


def _copies(architecture: Architecture, workload: str) -> list[str]:
    """The placements of a workload, by their ids."""
    return [one.id for one in architecture.placements if one.workload == workload]


def _asked(answers: Answers, knowledge: Knowledge) -> list[Demand]:
    """What its answers ask for to keep something in; nothing where all of it may be lost.

    Nor where it is asked of the stores that they send copies: that is judged by the shapes.
    """
    options = [option for _, option in chosen(answers, knowledge)]
    kinds = {kind for kind, _ in copying(knowledge)}
    if any(_excuses(option, kinds) for option in options):
        return []
    lasting = (_kept(option, kinds) for option in options if not option.may_lose_data)
    return list(chain.from_iterable(lasting))


def _excuses(option: Option, kinds: Collection[str]) -> bool:
    """Whether with an option nothing has to be looked for, whatever a workload keeps."""
    return option.qualifies != () or (option.may_lose_data and not _kept(option, kinds))


def _kept(option: Option, kinds: Collection[str]) -> list[Demand]:
    """What an option asks for to keep something in: by flows of the `kinds` that send copies on.

    What a workload runs on, or proves itself to, it keeps nothing in.
    """
    return [demand for demand in option.demands if demand.flow in kinds]


def _keeps(flow: Flow, store: Placement, asked: Iterable[Demand]) -> bool:
    """Whether a flow is what a workload's answers ask for."""
    wanted = {one.capability for one in asked if one.flow == flow.kind}
    return not wanted.isdisjoint(store.capabilities)
