"""What workloads keep, and whether an outage leaves a copy or a backup of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

from kgraph.analysis.paths import Ways, beyond
from kgraph.analysis.promises import Promise, promises
from kgraph.analysis.strikes import Strike, strikes
from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.brief import Answers
from kgraph.model.decisions import Decision, Demand, Option
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import SITE

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
        asked = _asked(_answers(architecture, promise.workload), knowledge)
        for outage, store in product(threats, _stores(architecture, promise.workload, asked)):
            if _takes(outage, store, copied):
                yield Gap(promise, outage, store)


def _takes(outage: Strike, store: Placement, copied: Ways) -> bool:
    """Whether an outage takes a store with all its copies."""
    return outage.lost.issuperset((store.id, *beyond(copied.after, (store.id,))))


def unsaved(architecture: Architecture, knowledge: Knowledge) -> Iterator[Gap]:
    """Everything that is to be saved from the loss of its site by an answer of its workload, and of
    which there is neither a copy nor a backup elsewhere.
    """
    brief = architecture.brief
    copied = _copied(architecture, knowledge)
    threats = strikes(architecture, knowledge, SITE)
    for workload in brief.workloads if brief is not None else ():
        for decision, option in _saving(workload.answers, knowledge):
            promise = Promise(workload.id, workload.name, SITE, decision.label, option.label)
            stores = _stores(architecture, workload.id, _lasting(workload.answers, knowledge))
            bare = [one for one in stores if not _is_saved(one, option, architecture)]
            for outage, store in product(threats, bare):
                if _takes(outage, store, copied):
                    yield Gap(promise, outage, store)


def _saving(answers: Answers, knowledge: Knowledge) -> Iterator[tuple[Decision, Option]]:
    """The options that ask for backups of what is kept; none where a workload copies it itself."""
    said = tuple(knowledge.chosen(answers))
    kinds = {kind for kind, _ in copying(knowledge)}
    if not any(_copies_itself(option, kinds) for _, option in said):
        yield from (one for one in said if one[1].saved_by)


def _is_saved(store: Placement, option: Option, architecture: Architecture) -> bool:
    """Whether backups are made of a store: by itself, or by those of the place where it stands.

    Nothing is said about what an existing system does.
    """
    if store.system is not None or not set(option.saved_by).isdisjoint(store.capabilities):
        return True
    asked = {demand.capability for demand in option.demands}
    beside = (one for one in architecture.placements if one.place == store.place)
    return any(not asked.isdisjoint(one.capabilities) for one in beside)


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


def _stores(architecture: Architecture, workload: str, asked: list[Demand]) -> list[Placement]:
    """Where a workload keeps what its answers ask for, at all its places, sorted by id."""
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
    options = [option for _, option in knowledge.chosen(answers)]
    kinds = {kind for kind, _ in copying(knowledge)}
    if any(_excuses(option, kinds) for option in options):
        return []
    return _lasting(answers, knowledge)


def _lasting(answers: Answers, knowledge: Knowledge) -> list[Demand]:
    """What answers ask for to keep something in that is not to be lost."""
    kinds = {kind for kind, _ in copying(knowledge)}
    lasting = [option for _, option in knowledge.chosen(answers) if not option.may_lose_data]
    return list(chain.from_iterable(_kept(option, kinds) for option in lasting))


def _excuses(option: Option, kinds: Collection[str]) -> bool:
    """Whether with an option nothing has to be looked for, whatever a workload keeps."""
    return option.qualifies != () or (option.may_lose_data and not _kept(option, kinds))


def _copies_itself(option: Option, kinds: Collection[str]) -> bool:
    """Whether by an option the workload sees to copies, so that it asks nobody for anything."""
    asks = option.qualifies or option.demands or option.saved_by
    return not asks and _excuses(option, kinds)


def _kept(option: Option, kinds: Collection[str]) -> list[Demand]:
    """What an option asks for to keep something in: by flows of the `kinds` that send copies on.

    What a workload runs on, or proves itself to, it keeps nothing in.
    """
    return [demand for demand in option.demands if demand.flow in kinds]


def _keeps(flow: Flow, store: Placement, asked: Iterable[Demand]) -> bool:
    """Whether a flow is what a workload's answers ask for."""
    wanted = {one.capability for one in asked if one.flow == flow.kind}
    return not wanted.isdisjoint(store.capabilities)
