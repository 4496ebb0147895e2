"""What the article shows from the inside can be opened.

Parts, and flows among them and to neighbours.
"""

from __future__ import annotations

from datetime import date

import pyoxigraph
import pytest

from kgraph import api
from kgraph.knowledge.store import rows
from kgraph.model.component import Component
from kgraph.view.inside import inside

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
    parts = rows(
        dataset,
        f"SELECT ?p {{ c:{id} o:inside/o:part ?p . ?p rdfs:label ?l ; skos:definition ?d }}",
    )
    flows = rows(
        dataset,
        f"SELECT ?f {{ c:{id} o:inside/o:innerFlow ?f . ?f o:label ?l ; o:flowKind/skos:notation ?k }}",
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
    assert rows(
        dataset, f"SELECT ?s {{ c:{id} o:inside/dcterms:source ?s ; o:inside/o:checkedOn ?d }}"
    )


@pytest.mark.parametrize(
    "component", [c for c in api.knowledge().components.values() if c.parts], ids=lambda c: c.id
)
class TestEveryInside:
    """What holds for the inside of every component, so that its picture can be read."""

    def test_labels_fit_on_an_arrow_and_follow_its_source_as_a_verb(
        self, component: Component
    ) -> None:
        for flow in component.inner_flows:
            assert len(flow.label) <= 28
            assert len(flow.label.split()) <= 4
            assert flow.label[0].islower(), f"{flow.label!r} does not go on after its source"

    def test_every_part_takes_part(self, component: Component) -> None:
        ends = {end.id for flow in component.inner_flows for end in (flow.source, flow.target)}
        ends |= {part.within for part in component.parts}
        assert {part.id for part in component.parts} <= ends

    def test_no_flow_is_told_twice(self, component: Component) -> None:
        told = [(flow.source, flow.target, flow.kind) for flow in component.inner_flows]
        assert len(told) == len(set(told))

    def test_the_picture_is_small(self, component: Component) -> None:
        for day in (date(2021, 1, 28), date(2026, 11, 23)):
            if component.available(day):
                view = inside(component.id, api.knowledge(), day=day)
                assert sum(len(block.boxes) for block in view.blocks()) <= 17

    def test_the_source_was_looked_at(self, component: Component) -> None:
        assert component.inside_evidence.source
        assert component.inside_evidence.checked
