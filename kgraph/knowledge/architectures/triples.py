"""An architecture as triples for the store: the same statements that its Turtle holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

import pyoxigraph as ox

from kgraph.knowledge.architectures.naming import Names
from kgraph.knowledge.architectures.statements import About, Iri, Term, sections
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge

Node = ox.NamedNode | ox.Literal


def to_triples(
    architecture: Architecture,
    knowledge: Knowledge,
    *,
    reasons: bool = True,
    names: Names | None = None,
) -> tuple[ox.Triple, ...]:
    """Every statement of the architecture, in the order of its Turtle; without its reasons, if they
    are not wanted. `names` are those below another address than its name gives.
    """
    told = sections(architecture, knowledge, reasons=reasons, names=names)
    subjects = (section.subjects for section in told)
    return tuple(chain.from_iterable(map(_about, chain.from_iterable(subjects))))


def _about(about: About) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(about.subject)
    for predicate, objects in about.said:
        for one in objects:
            yield ox.Triple(subject, _named(predicate), _node(one))


def _node(term: Term) -> Node:
    if isinstance(term, Iri):
        return ox.NamedNode(term.iri)
    datatype = _named(term.datatype) if term.datatype else None
    return ox.Literal(term.text, datatype=datatype)


@cache
def _named(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
