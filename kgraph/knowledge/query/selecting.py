"""Running the query of a view: from the triples that a CONSTRUCT gives to placements, flows and links of an architecture."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from typing import cast

import pyoxigraph as ox

from kgraph import terms
from kgraph.knowledge.architectures.naming import Names
from kgraph.knowledge.query import sparql
from kgraph.model.architecture import Architecture
from kgraph.model.selection import Selection

PLACEMENT, FLOW = terms.ONT + "Placement", terms.ONT + "Flow"

_FORM = re.compile(
    r"(?<![:?$@\w-])(construct|select|ask|describe|insert|delete|load|clear|create|drop|add|move|copy|with)\b(?![\w-]*:)",
    re.IGNORECASE,
)


def form_of(query: str) -> tuple[str, int]:
    """The word that says what a SPARQL text does, in capitals, and its line; nothing where there is none.

    >>> form_of("# why\\nPREFIX select: <x:> construct { ?x ?y ?z } {}")
    ('CONSTRUCT', 2)
    """
    body = sparql.skeleton(sparql.normalised(query))
    found = _FORM.search(body)
    return (found[1].upper(), body.count("\n", 0, found.start()) + 1) if found else ("", 1)


class Selector:
    """A dataset of its own with one architecture at a time beside it; several threads may use it."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._held: Sequence[ox.Triple] = ()

    def select(
        self,
        query: str,
        architecture: Architecture,
        triples: Sequence[ox.Triple],
        *,
        place: str = "",
    ) -> Selection:
        """What one of our own queries selects of an architecture, given as triples too; a `place` is its subject."""
        names = Names.of(architecture.name)
        graph = ox.NamedNode(names.architecture)
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable("architecture"): graph
        }
        if place:
            bound[ox.Variable("subject")] = ox.NamedNode(names.place(place))
        with self._lock:
            self._hold(triples, graph)
            found = self._store.query(terms.prologue() + query, substitutions=bound)
            return selection(cast(ox.QueryTriples, found), architecture)

    def _hold(self, triples: Sequence[ox.Triple], graph: ox.NamedNode) -> None:
        """Put an architecture beside the dataset in place of the last one, unless these very triples are there."""
        if triples is not self._held:
            for old in list(self._store.named_graphs()):
                self._store.remove_graph(old)
            self._store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
            self._held = triples


def selection_of(turtle: str, architecture: Architecture) -> Selection:
    """What the Turtle that a query gave selects of an architecture."""
    return selection(
        (quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)), architecture
    )


def selection(triples: Iterable[ox.Triple], architecture: Architecture) -> Selection:
    """What triples say is to be drawn; what is not of the architecture is passed over."""
    names = Names.of(architecture.name)
    known, flows = architecture.placement_by_id, architecture.flow_by_id
    placements: set[str] = set()
    drawn: set[str] = set()
    links: set[tuple[str, str, str]] = set()
    for triple in triples:
        subject, value = _iri(triple.subject), _iri(triple.object)
        id = names.id(subject) or ""
        if triple.predicate.value == terms.RDF + "type" and value == PLACEMENT and id in known:
            placements.add(id)
        elif triple.predicate.value == terms.RDF + "type" and value == FLOW and id in flows:
            drawn.add(id)
            placements.update((flows[id].source, flows[id].target))
        elif triple.predicate.value.startswith(terms.FLOW):
            other = names.id(value) or ""
            if id in known and other in known and id != other:
                links.add((id, terms.tail(triple.predicate.value), other))
                placements.update((id, other))
    return Selection(
        frozenset(id for id in placements if id in known), frozenset(drawn), tuple(sorted(links))
    )


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
