"""What workloads keep, and whether an outage leaves a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.analysis.plant import Ways, beyond
from kgraph.analysis.promises import Promise, chosen, promises
from kgraph.analysis.strikes import Strike, strikes
from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.brief import Answers
from kgraph.model.knowledge import Demand, Knowledge

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
        stores = _stores(architecture, knowledge, promise.workload)
        for outage in strikes(architecture, knowledge, promise.level) if stores else ():
            for store in stores:
                if store.id in outage.lost and beyond(copied.after, (store.id,)) <= outage.lost:
                    yield Gap(promise, outage, store)


def _copied(architecture: Architecture, knowledge: Knowledge) -> Ways:
    """Which stores have copies of one another, whoever sends them."""
    labels = {(pattern.kind, pattern.label) for pattern in knowledge.patterns_said(COPIES)}
    found = Ways()
    for flow in architecture.flows:
        if (flow.kind, flow.label) in labels:
            found.add(flow.source, flow.target)
            found.add(flow.target, flow.source)
    return found


def _stores(architecture: Architecture, knowledge: Knowledge, workload: str) -> list[Placement]:
    """Where a workload keeps what is not to be lost, at all its places, sorted by id."""
    brief = architecture.brief
    answers = brief.workload(workload).answers if brief is not None else ()
    asked = _asked(answers, knowledge)
    by_id = architecture.placement_by_id
    found: set[str] = set()
    own = {one.id for one in architecture.placements if one.workload == workload}
    for flow in architecture.flows if asked else ():
        if flow.source in own and flow.target in by_id:
            store = by_id[flow.target]
            if any(_keeps(flow, store, demand) for demand in asked):
                found.add(store.id)
    return [by_id[id] for id in sorted(found)]


def _asked(answers: Answers, knowledge: Knowledge) -> list[Demand]:
    """What its answers ask for to keep something in; nothing where all of it may be lost.

    Nor where it is asked of the stores that they send copies: that is judged by the shapes.
    """
    found: list[Demand] = []
    for _, option in chosen(answers, knowledge):
        using = [demand for demand in option.demands if demand.flow is not None]
        if option.qualifies or (option.may_lose_data and not using):
            return []
        if not option.may_lose_data:
            found += using
    return found


def _keeps(flow: Flow, store: Placement, demand: Demand) -> bool:
    """Whether a flow is what a workload's answer asks for."""
    return flow.kind == demand.flow and demand.capability in store.capabilities
