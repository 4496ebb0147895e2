"""The dataset through rdflib."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.plugins.sparql
from rdflib.query import ResultRow

from kgraph.knowledge.rdflib_view import as_dataset
from kgraph.terms import COMPONENT, ONT, PREFIXES

# rdflib's own Dataset.query uses what rdflib has deprecated
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")


def _cells(view: rdflib.Dataset, query: str) -> list[str]:
    """The first cell of each row."""
    return [str(row[0]) for row in view.query(query) if isinstance(row, ResultRow)]


def test_queries_see_the_default_graph_with_our_prefixes(dataset: ox.Store) -> None:
    assert _cells(
        as_dataset(dataset), "SELECT ?name { c:harbor rdfs:label ?name ; a o:Component }"
    ) == ["Harbor"]


def test_it_is_the_same_data(dataset: ox.Store) -> None:
    view = as_dataset(dataset)
    assert len(view) == len(view.default_graph) == len(dataset)
    assert (
        rdflib.URIRef(COMPONENT + "harbor"),
        rdflib.RDF.type,
        rdflib.URIRef(ONT + "Component"),
    ) in view.default_graph


def test_architectures_are_named_graphs() -> None:
    store = ox.Store()
    graph = ox.NamedNode("x:g")
    store.add(ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.NamedNode("x:c"), graph))
    view = as_dataset(store)
    assert _cells(view, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }") == ["x:g"]
    assert not list(view.query("SELECT * { ?s ?p ?o }"))


def test_our_prefixes_are_bound() -> None:
    bound = {prefix: str(iri) for prefix, iri in as_dataset(ox.Store()).namespaces()}
    assert PREFIXES.items() <= bound.items()


def test_rdflib_reads_no_files() -> None:
    as_dataset(ox.Store())
    assert rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS is False
