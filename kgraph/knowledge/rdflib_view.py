"""The dataset as an `rdflib.Dataset`, for scripts that know rdflib."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib
import rdflib.plugins.sparql
from oxrdflib import OxigraphStore

from kgraph.terms import PREFIXES


def as_dataset(store: ox.Store) -> rdflib.Dataset:
    """The same data, not a copy, with our prefixes bound, so that they work in queries.

    Such as ``dataset.query("SELECT ?p { c:harbor ?p ?o }")``. Ontology and catalog are its default
    graph. Queries run on the store's engine in this process: they know no time limit and may use
    SERVICE; for queries of strangers see `kgraph.knowledge.query.asking`. rdflib's own engine,
    should a script use it, is kept from reading files and addresses named in FROM.
    """
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    dataset = rdflib.Dataset(store=OxigraphStore(store=store), default_union=False)
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri, override=True, replace=True)
    return dataset
