"""From the solver's placements to an architecture: names, workloads, reasons, flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kgraph.assembly.facts import Asked, chosen_options, demands, fitting_places, workload_places
from kgraph.assembly.reach import Reach
from kgraph.assembly.solution import Solution
from kgraph.assembly.wiring import wire
from kgraph.model.architecture import Architecture, Placement, Reason
from kgraph.model.brief import Brief, Statement
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology

WORKLOAD = "workload"
"""The component that stands for applications of the user's own."""


def architecture(
    brief: Brief,
    said: Iterable[Statement],
    solution: Solution,
    topology: Topology,
    knowledge: Knowledge,
) -> Architecture:
    """The finished architecture for a solution."""
    placements = [*_workloads(brief, topology, knowledge), *_chosen(solution, knowledge)]
    asked = list(demands(brief, topology, knowledge))
    named = frozenset(
        [*brief.use, *(one.demand.component for one in asked if one.demand.component is not None)]
    )
    reach = Reach(sorted(placements, key=lambda p: p.id), topology, knowledge, named)
    needs = {
        c.id: tuple(i for i, need in enumerate(c.needs) if need.holds(brief.as_of))
        for c in knowledge.components.values()
    }
    reasons, serves = _reasons(brief, {s.id: s for s in said}, asked, needs, reach)
    return Architecture(
        name=brief.name,
        as_of=brief.as_of,
        places=topology.places,
        placements=tuple(
            replace(p, reasons=tuple(reasons[p.id]), serves=tuple(sorted(serves[p.id])))
            for p in reach.placements
        ),
        flows=wire(reach, asked, needs),
        answers=brief.answers,
        preferences=tuple(
            (id, dict(solution.costs).get(10 + level, 0))
            for level, id in reversed(list(enumerate(reversed(brief.prefer))))
        ),
        brief=brief,
        ontology=knowledge.version,
    )


def _chosen(solution: Solution, knowledge: Knowledge) -> Iterable[Placement]:
    for id, place in solution.placements:
        component = knowledge.components[id]
        yield Placement(f"{place}/{id}", id, component.name, place, component.provides)


def _workloads(brief: Brief, topology: Topology, knowledge: Knowledge) -> Iterable[Placement]:
    options = defaultdict(list)
    for statement, option in chosen_options(brief, knowledge):
        if statement.startswith("workloads."):
            options[statement.split(".")[1]].append(option)
    for workload in brief.workloads:
        component = knowledge.components[WORKLOAD]
        given = {capability for option in options[workload.id] for capability in option.gives}
        broader = {b for capability in given for b in knowledge.capabilities[capability].broader}
        capabilities = tuple(sorted({*component.provides, *given, *broader}))
        for place in workload_places(workload.sites, topology):
            if topology.by_id[place].scope == component.scope:
                yield Placement(
                    f"{place}/{workload.id}",
                    WORKLOAD,
                    workload.name,
                    place,
                    capabilities,
                    workload=workload.id,
                )


def _reasons(
    brief: Brief,
    said: dict[str, Statement],
    asked: list[Asked],
    needs: dict[str, tuple[int, ...]],
    reach: Reach,
) -> tuple[dict[str, list[Reason]], dict[str, set[str]]]:
    """For each placement why it is there, and what for: the demands and needs that it is the nearest to meet."""
    knowledge = reach.knowledge
    serves: dict[str, set[str]] = defaultdict(set)
    first: dict[str, list[Reason]] = defaultdict(list)
    also: dict[str, list[Reason]] = defaultdict(list)

    def give(providers: list[Placement], reason: Reason, capability: str | None = None) -> None:
        if providers and capability is not None:
            serves[providers[0].id].add(capability)
        for number, provider in enumerate(providers):
            (also if number else first)[provider.id].append(reason)

    for one in asked:
        demand = one.demand
        if demand.capability is not None:
            providers = reach.providers(demand.capability, one.place)
            what = knowledge.capabilities[demand.capability].label
        else:
            providers = reach.standing(str(demand.component), one.place)
            what = knowledge.components[str(demand.component)].name
        because = (_statement(one.statement, said, brief),)
        give(
            providers,
            Reason(
                f"{_sentence(what)}: {demand.because}", because, _source(one.statement, knowledge)
            ),
            demand.capability,
        )
    for component in brief.use:
        reason = Reason(
            "The brief asks for it by name", (_statement(f"use.{component}", said, brief),)
        )
        for place in fitting_places(knowledge.components[component], reach.topology, knowledge):
            give(reach.standing(component, place), reason)
    for placement in reach.placements:
        component_ = knowledge.components[placement.component]
        if placement.workload is not None:
            first[placement.id].insert(
                0,
                Reason(
                    "A workload of the brief", (_workload_statement(placement.workload, brief),)
                ),
            )
        if component_.host is not None:
            hosts = [
                one
                for one in reach.providers(component_.host, placement.place)
                if one.id != placement.id
            ]
            give(
                hosts[:1], Reason(f"{placement.name} runs on it", (placement.id,)), component_.host
            )
        for number in needs[component_.id]:
            need = component_.needs[number]
            providers = [one for one in reach.meeting(need, placement) if one.id != placement.id]
            give(
                providers,
                Reason(f"{placement.name} {need.role} it", (placement.id,), need.evidence.source),
                need.capability,
            )
    return {p.id: list(dict.fromkeys(first[p.id] or also[p.id])) for p in reach.placements}, serves


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _statement(id: str, said: dict[str, Statement], brief: Brief) -> str:
    statement = said.get(id)
    if statement is None:
        return f"the sites of {_short(brief.source)}"
    return (
        f"{_short(statement.where)}: {statement.text}"
        if statement.where
        else f"default: {statement.text}"
    )


def _short(where: str) -> str:
    """``file:line`` without folders: what an architecture says must not depend on where its brief lay."""
    return where.replace("\\", "/").rsplit("/", 1)[-1]


def _workload_statement(workload: str, brief: Brief) -> str:
    where = next(
        (spot for key, spot in brief.given if key.startswith(f"workloads.{workload}.")), None
    )
    return f"{_short(where)}: workload {workload}" if where else f"default: workload {workload}"


def _source(statement: str, knowledge: Knowledge) -> str | None:
    kind, _, rest = statement.partition(".")
    key = (
        rest.split(".")[0 if kind == "answers" else 1] if kind in ("answers", "workloads") else None
    )
    decision = knowledge.decision_by_id.get(key) if key else None
    return f"{decision.source}#{decision.section}" if decision else None
