"""Architectures of another version of the ontology: what differs, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgraph.errors import InputError, Problem, nearest, shown
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.brief import Brief
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge

RULE = "ontology-version"
LAYERS = "catalogs"
SHOWN = 8


def assumed(architecture: Architecture, knowledge: Knowledge) -> tuple[Finding, ...]:
    """A warning where an architecture says that it was made with another version; else nothing."""
    if not architecture.ontology or architecture.ontology == knowledge.version:
        return ()
    unknown = "; ".join(_unknown(architecture, knowledge)) or "all its names are known here"
    reason = f"made with ontology {architecture.ontology}, read with {knowledge.version}: {unknown}"
    remedy = "it is assumed that equal names mean the same: assemble its brief again to be sure"
    return (Finding("warning", architecture.name, RULE, reason, remedy),)


def unlaid(architecture: Architecture, laid: Iterable[str]) -> Iterator[Finding]:
    """A warning for each layer that an architecture was made with, and that is not laid now."""
    there = set(laid)
    names = {state.rpartition(" ")[0] for state in there}
    for state in architecture.catalogs:
        name = state.rpartition(" ")[0]
        if name in names and state not in there:
            reason = f"made with the catalog {shown(name)} as it was before or is elsewhere"
            remedy = "assemble its brief again, or name that state with --catalog"
        elif name not in names:
            reason = f"made with the catalog {shown(name)}, which is not laid over ours"
            remedy = "name its folder with --catalog"
        else:
            continue
        yield Finding("warning", architecture.name, LAYERS, reason, remedy)


def _unknown(architecture: Architecture, knowledge: Knowledge) -> Iterator[str]:
    """What it names that is not known here, by kind."""
    components = {placement.component for placement in architecture.placements}
    kinds = {flow.kind for flow in architecture.flows}
    preferred = {id for id, _ in architecture.preferences}
    preferences = {preference.id for preference in knowledge.preferences}
    named: tuple[tuple[str, set[str], Iterable[str]], ...] = (
        ("component", components, knowledge.components),
        ("capability", _capabilities(architecture), knowledge.capabilities),
        ("answer", _answers(architecture), _options(knowledge)),
        ("kind of flow", kinds, knowledge.flow_kind_by_id),
        ("preference", preferred, preferences),
    )
    for kind, there, known in named:
        missing = sorted(there.difference(known))
        if missing:
            yield f"{kind} unknown here: {_first_of(missing)}"


def _first_of(ids: Sequence[str]) -> str:
    """Some ids in words, the first of them where they are many."""
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f"{', '.join(ids[:SHOWN])}{more}"


def is_understood(brief: Brief, knowledge: Knowledge) -> bool:
    """Whether all that a brief names is known here, so that it can be assembled."""
    return all(named <= set(known) for named, known in _named(brief, knowledge))


def _named(brief: Brief, knowledge: Knowledge) -> Iterator[tuple[set[str], Iterable[str]]]:
    """What a brief names, each kind with what is known of it."""
    yield _answered(brief), _options(knowledge)
    yield _components_of(brief), knowledge.components
    yield {id for id, _ in brief.prefer_in}, knowledge.concern_by_id
    yield _preferred(brief), knowledge.preference_by_id
    provided: set[str] = set()
    for system in brief.systems:
        provided.update(system.provides)
    yield provided, knowledge.capabilities


def _answered(brief: Brief) -> set[str]:
    """The options that a brief chooses, of its sites and workloads too, each with its decision."""
    answers = list(brief.answers)
    for site in brief.sites:
        answers += site.answers
    for workload in brief.workloads:
        answers += workload.answers
    return _chosen(answers)


def _components_of(brief: Brief) -> set[str]:
    """The components that a brief names."""
    found = {*brief.use, *brief.avoid}
    for workload in brief.workloads:
        found.update(component for _, _, component in workload.named)
    for _, network in brief.networks:
        found.update(network.holds)
    return found


def _preferred(brief: Brief) -> set[str]:
    """The preferences that a brief names."""
    found = {*brief.prefer, *(bound[0] for bound in brief.bounds)}
    for _, order in brief.prefer_in:
        found.update(order)
    return found


def _capabilities(architecture: Architecture) -> set[str]:
    """What its placements can do."""
    return set[str]().union(*(p.capabilities for p in architecture.placements))


def _answers(architecture: Architecture) -> set[str]:
    """The options it was made with, of its sites and workloads too, each with its decision."""
    said = _answered(architecture.brief) if architecture.brief is not None else set()
    return said | _chosen(architecture.answers)


def _chosen(answers: Iterable[tuple[str, tuple[str, ...]]]) -> set[str]:
    """The options that answers name, each with its decision."""
    named: set[str] = set()
    for decision, chosen in answers:
        named.update(f"{decision}: {option}" for option in chosen)
    return named


def _options(knowledge: Knowledge) -> set[str]:
    """The options that are known, each with its decision."""
    options: set[str] = set()
    for decision in knowledge.decisions:
        options.update(f"{decision.id}: {option.id}" for option in decision.options)
    return options


def understood(architecture: Architecture, knowledge: Knowledge) -> Architecture:
    """The architecture without capabilities that are not known here, as pictures need it.

    Whatever stands in it can do something.

    InputError where components or kinds of flows are not known: nothing could be drawn in their
    place.
    """
    kinds = knowledge.flow_kind_by_id
    problems = [
        Problem(
            p.id,
            f"'{shown(p.component)}' is not in the catalog",
            nearest(p.component, knowledge.components),
        )
        for p in architecture.placements
        if p.component not in knowledge.components
    ]
    problems += [
        Problem(flow.id, f"unknown kind of flow '{shown(flow.kind)}'", nearest(flow.kind, kinds))
        for flow in architecture.flows
        if flow.kind not in kinds
    ]
    if problems:
        raise InputError(problems)
    placements = tuple(_able(placement, knowledge) for placement in architecture.placements)
    return replace(architecture, placements=placements)


def _able(placement: Placement, knowledge: Knowledge) -> Placement:
    """A placement with what is known here of what it can do; it serves as no more than it can do.

    Where nothing is left, it can do what its component does.
    """
    known = knowledge.capabilities
    able = tuple(id for id in placement.capabilities if id in known)
    able = able or knowledge.components[placement.component].provides
    wide = set(able).union(*(known[id].broader for id in able))
    serves = tuple(id for id in placement.serves if id in wide)
    return replace(placement, capabilities=able, serves=serves)
