"""What the article shows from the inside can be opened: parts, and flows among them and to neighbours."""

from __future__ import annotations

import pyoxigraph
import pytest

from kgraph.knowledge.store import rows

OPENED = [
    "prometheus",
    "fluentd",
    "jaeger",
    "velero",
    "container-storage-interface",
    "rook",
    "harbor",
    "github-actions",
]


@pytest.mark.parametrize("id", OPENED)
def test_parts_and_flows(dataset: pyoxigraph.Store, id: str) -> None:
    parts = rows(dataset, f"SELECT ?p {{ c:{id} o:inside/o:part ?p . ?p rdfs:label ?l ; skos:definition ?d }}")
    flows = rows(
        dataset, f"SELECT ?f {{ c:{id} o:inside/o:innerFlow ?f . ?f o:label ?l ; o:flowKind/skos:notation ?k }}"
    )
    assert len(parts) >= 4
    assert len(flows) >= 4


@pytest.mark.parametrize("id", OPENED)
def test_every_flow_has_two_ends_that_are_there(dataset: pyoxigraph.Store, id: str) -> None:
    loose = rows(
        dataset,
        f"""SELECT ?f {{ c:{id} o:inside/o:innerFlow ?f .
        OPTIONAL {{ ?f o:from|o:fromCapability ?a . ?a rdfs:label ?x }} OPTIONAL {{ ?f o:to|o:toCapability ?b . ?b rdfs:label ?y }}
        FILTER(!BOUND(?x) || !BOUND(?y)) }}""",
    )
    assert not loose


@pytest.mark.parametrize("id", OPENED)
def test_the_inside_has_a_source(dataset: pyoxigraph.Store, id: str) -> None:
    assert rows(dataset, f"SELECT ?s {{ c:{id} o:inside/dcterms:source ?s ; o:inside/o:checkedOn ?d }}")
