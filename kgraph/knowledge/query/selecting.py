"""Running the query of a view: from the triples that a CONSTRUCT gives to what is drawn."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import cast

import pyoxigraph as ox

from kgraph import terms
from kgraph.knowledge.architectures.naming import Names
from kgraph.model.architecture import Architecture
from kgraph.model.selection import Selection

PLACEMENT, FLOW = terms.ONT + "Placement", terms.ONT + "Flow"
TYPE = terms.RDF + "type"


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
        """What one of our own queries selects of an architecture, given as triples too.

        A `place` is its subject.
        """
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
        """Put an architecture beside the dataset in place of the last, unless it is there already."""
        if triples is not self._held:
            self._held = ()
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
    found = _Found(architecture)
    for triple in triples:
        id, predicate = names.id(_iri(triple.subject)) or "", triple.predicate.value
        if predicate == TYPE:
            found.add(id, _iri(triple.object))
        elif predicate.startswith(terms.FLOW):
            found.link(id, terms.tail(predicate), names.id(_iri(triple.object)) or "")
    return Selection(
        frozenset(found.placements), frozenset(found.flows), tuple(sorted(found.links))
    )


class _Found:
    """What of an architecture is selected so far; whatever has an end brings it along."""

    def __init__(self, architecture: Architecture) -> None:
        self._architecture = architecture
        self.placements: set[str] = set()
        self.flows: set[str] = set()
        self.links: set[tuple[str, str, str]] = set()

    def add(self, id: str, kind: str) -> None:
        """A placement or a flow, if the architecture has it as such."""
        known = self._architecture
        if kind == PLACEMENT and id in known.placement_by_id:
            self.placements.add(id)
        elif kind == FLOW and id in known.flow_by_id:
            flow = known.flow_by_id[id]
            self.flows.add(id)
            self.placements |= {flow.source, flow.target} & known.placement_by_id.keys()

    def link(self, source: str, kind: str, target: str) -> None:
        """A link of a kind between two placements, if the architecture has both."""
        if source != target and {source, target} <= self._architecture.placement_by_id.keys():
            self.links.add((source, kind, target))
            self.placements |= {source, target}


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
