"""What a decision was about: sites and workloads, and what must or must not be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kgraph.model.architecture import Architecture
from kgraph.model.brief import Answers, System, Workload
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Block, Line, Section, Table, line, paragraph, some
from kgraph.reports.names import component_name
from kgraph.reports.record.answers import option_labels
from kgraph.reports.record.places import cloud_of, places
from kgraph.words import count


def context(architecture: Architecture, knowledge: Knowledge) -> Section:
    """Sites and workloads, and what must or must not be there."""
    blocks: list[Block] = [
        paragraph(_wanted(architecture, knowledge)),
        *places(architecture, knowledge),
        *_differing(architecture, knowledge),
        *_workloads(architecture, knowledge),
        *_systems(architecture, knowledge),
        *_wishes(architecture, knowledge),
    ]
    return Section("context", "Context and problem", tuple(blocks))


def _wanted(architecture: Architecture, knowledge: Knowledge) -> str:
    sites = architecture.sites
    clouds = some(cloud_of(site, knowledge) for site in sites) or "no cloud"
    placed = {placement.workload for placement in architecture.placements}
    workloads = count(len(placed - {None}), "workload")
    clusters = count(len(architecture.topology.at("cluster")), "cluster")
    asked = f"{workloads} at {count(len(sites), 'site')} with {clusters}"
    day = architecture.as_of.isoformat()
    return f"Wanted is an architecture for {asked}, on {clouds}, as of {day}."


def _workloads(architecture: Architecture, knowledge: Knowledge) -> Iterator[Table]:
    stated = architecture.brief.workloads if architecture.brief else ()
    rows = [_workload(workload, knowledge) for workload in stated]
    if rows:
        yield Table(("workload", "runs at", "what is said of it"), tuple(rows))


def _workload(workload: Workload, knowledge: Knowledge) -> tuple[Line, ...]:
    where = some(workload.at) or "every site"
    said = "; ".join(_said(workload, knowledge))
    return (line(workload.name), line(where), line(said))


def _said(workload: Workload, knowledge: Knowledge) -> Iterator[str]:
    yield from _answered(workload.answers, knowledge)
    if workload.calls:
        yield f"calls {some(workload.calls)}"


def _answered(answers: Answers, knowledge: Knowledge) -> Iterator[str]:
    for id, options in answers:
        decision = knowledge.decision_by_id.get(id)
        if decision is not None and options:
            yield f"{id}: {option_labels(decision, options)}"


def _systems(architecture: Architecture, knowledge: Knowledge) -> Iterator[Table]:
    stated = architecture.brief.systems if architecture.brief else ()
    rows = [_system(system, knowledge) for system in stated]
    if rows:
        yield Table(("there already", "at", "provides"), tuple(rows))


def _system(system: System, knowledge: Knowledge) -> tuple[Line, ...]:
    known = knowledge.capabilities
    provided = some(known[id].label for id in system.provides if id in known)
    return (line(system.name), line(system.at or "no place of ours"), line(provided))


def _differing(architecture: Architecture, knowledge: Knowledge) -> Iterator[Block]:
    """What sites answer in another way than the whole."""
    for site in architecture.brief.sites if architecture.brief else ():
        said = "; ".join(_answered(site.answers, knowledge))
        if said:
            yield paragraph(f"At {site.id}: {said}.")


def _wishes(architecture: Architecture, knowledge: Knowledge) -> Iterator[Block]:
    brief = architecture.brief
    if brief is None:
        return
    at = dict(brief.use_at)
    for words, ids in (("Must be there", brief.use), ("Must not be there", brief.avoid)):
        if ids:
            names = [_wished(id, at, knowledge) for id in ids]
            yield paragraph(f"{words}: {', '.join(names)}.")


def _wished(id: str, at: Mapping[str, tuple[str, ...]], knowledge: Knowledge) -> str:
    """A component by its name, with the places where the brief wants it."""
    name, places = component_name(id, knowledge), at.get(id)
    return f"{name} at {some(places)}" if places else name
