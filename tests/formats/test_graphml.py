"""GraphML comes back from networkx as the view was."""

from __future__ import annotations

import networkx as nx
import pytest
from format_cases import drawing_of
from format_samples import ends, tells, things

from kgraph.formats import graph_ml
from kgraph.formats.options import Options, Provenance
from kgraph.layout.drawing import Drawing


def read(drawing: Drawing, options: Options | None = None) -> nx.MultiDiGraph:
    return nx.parse_graphml(graph_ml.render(drawing, options or Options()), force_multigraph=True)


def test_nodes_are_the_boxes_and_containers_of_the_view(drawing: Drawing) -> None:
    graph = read(drawing)
    own = {id: data["own_id"] for id, data in graph.nodes(data=True)}
    found = {
        data["own_id"]: own.get(data.get("parent", ""), "") for _, data in graph.nodes(data=True)
    }
    expected = things(drawing.view)
    assert found == {id: thing.parent for id, thing in expected.items()}
    for _, data in graph.nodes(data=True):
        assert tells(data["label"], expected[data["own_id"]].title)
        assert tells(data.get("subtitle", ""), expected[data["own_id"]].subtitle)


def test_edges_are_the_arrows_of_the_view(drawing: Drawing) -> None:
    graph = read(drawing)
    own = {id: data["own_id"] for id, data in graph.nodes(data=True)}
    found = {data["own_id"]: (own[a], own[b]) for a, b, data in graph.edges(data=True)}
    assert found == ends(drawing.view)
    for arrow in drawing.view.arrows:
        data = next(data for _, _, data in graph.edges(data=True) if data["own_id"] == arrow.id)
        assert (data["kind"], data["both"], data["count"]) == (arrow.kind, arrow.both, arrow.count)
        assert data.get("steps", "") == arrow.number


def test_geometry_is_typed_and_that_of_the_drawing(drawing: Drawing) -> None:
    places = {data["own_id"]: data for _, data in read(drawing).nodes(data=True)}
    for box in (box for block in drawing.blocks for box in block.boxes):
        data = places[box.id]
        assert [data["x"], data["y"], data["width"], data["height"]] == pytest.approx(
            [box.rect.x, box.rect.y, box.rect.w, box.rect.h], rel=1e-4
        )


def test_the_graph_says_what_it_is_and_what_is_left_out() -> None:
    drawing = drawing_of("demo")
    about = read(
        drawing, Options(provenance=Provenance("overview", data="abc", source="demo.yaml"))
    ).graph
    assert about["title"] == drawing.view.title
    assert "view overview, from demo.yaml, data abc" in about["note"]
    assert all(str(line) in about["note"] for line in drawing.view.left_out)
