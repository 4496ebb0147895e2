"""Architectures of another version of the ontology: what differs, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.errors import InputError, Problem, nearest
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge

RULE = "ontology-version"
SHOWN = 8


def assumed(architecture: Architecture, knowledge: Knowledge) -> tuple[Finding, ...]:
    """A warning where an architecture says that it was made with another version; else nothing."""
    if not architecture.ontology or architecture.ontology == knowledge.version:
        return ()
    unknown = "; ".join(_unknown(architecture, knowledge)) or "all its names are known here"
    reason = f"made with ontology {architecture.ontology}, read with {knowledge.version}: {unknown}"
    remedy = "it is assumed that equal names mean the same: assemble its brief again to be sure"
    return (Finding("warning", architecture.name, RULE, reason, remedy),)


def _unknown(architecture: Architecture, knowledge: Knowledge) -> Iterator[str]:
    """What it names that is not known here, by kind."""
    options = {f"{d.id}: {o.id}" for d in knowledge.decisions for o in d.options}
    answers = [
        *architecture.answers,
        *(
            a
            for w in (architecture.brief.workloads if architecture.brief else ())
            for a in w.answers
        ),
    ]
    named: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("component", (p.component for p in architecture.placements), knowledge.components),
        (
            "capability",
            (c for p in architecture.placements for c in p.capabilities),
            knowledge.capabilities,
        ),
        (
            "answer",
            (f"{decision}: {option}" for decision, chosen in answers for option in chosen),
            options,
        ),
        (
            "kind of flow",
            (flow.kind for flow in architecture.flows),
            knowledge.flow_kind_by_id,
        ),
        (
            "preference",
            (id for id, _ in architecture.preferences),
            [p.id for p in knowledge.preferences],
        ),
    )
    for kind, there, known in named:
        missing = sorted(set(there) - set(known))
        if missing:
            more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
            yield f"{kind} unknown here: {', '.join(missing[:SHOWN])}{more}"


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
            f"'{p.component}' is not in the catalog",
            nearest(p.component, knowledge.components),
        )
        for p in architecture.placements
        if p.component not in knowledge.components
    ]
    problems += [
        Problem(flow.id, f"unknown kind of flow '{flow.kind}'", nearest(flow.kind, kinds))
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
    wide = {*able, *(broader for id in able for broader in known[id].broader)}
    serves = tuple(id for id in placement.serves if id in wide)
    return replace(placement, capabilities=able, serves=serves)
