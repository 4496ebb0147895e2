"""Checking architectures by the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.api.derived import derived
from kgraph.api.layers import layered
from kgraph.api.policies import policy_findings
from kgraph.api.wiring import beside, judge, knowledge
from kgraph.errors import InputError
from kgraph.model.finding import Findings

if TYPE_CHECKING:
    from concurrent.futures import Future

    from kgraph.model.architecture import Architecture


@layered
def check(architecture: Architecture) -> Findings:
    """What is wrong with an architecture, gravest first; then what it does not survive.

    >>> kgraph.check(kgraph.assemble("name: Small shop"))
    <Findings: none>
    """
    return Findings(derived(architecture).findings)


def checking(architecture: Architecture) -> Future[Findings]:
    """The same, begun at once: the store works beside what draws."""
    return beside(check, architecture)


def check_turtle(text: str, *, where: str = "architecture.ttl", kind: str = "turtle") -> Findings:
    """What the SHACL shapes find in an architecture written as triples, by whomever.

    `kind` is one of `kgraph.documents.kinds.RDF`. InputError where the text holds no architecture.
    """
    from kgraph.analysis.lacks import told_once
    from kgraph.analysis.unproven import unproven
    from kgraph.knowledge.architectures.parsing import parse_architecture
    from kgraph.knowledge.architectures.turtle_reader import from_turtle

    found = judge().result().findings(parse_architecture(text, where, kind), where=where)
    try:
        architecture = from_turtle(text, where, kind)
    except InputError:  # what cannot be read whole is told finding by finding
        return Findings(found)
    known = knowledge()
    ruled = policy_findings(architecture)
    return Findings(
        (*ruled, *told_once(found, architecture, known), *unproven(architecture, known))
    )
