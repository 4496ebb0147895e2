"""Values on one line, in a notebook, as a graph, and as plain data."""

from __future__ import annotations

import io
import json
from datetime import date
from xml.etree import ElementTree

import networkx
import pytest

import kgraph
from kgraph import api
from kgraph.model.architecture import Flow, Placement

HOSTILE = "<script>alert(1)</script>\n\x1b[31m\u202e & \"'"


@pytest.fixture(scope="module")
def demo() -> kgraph.Architecture:
    return kgraph.assemble(kgraph.demo_brief(), today=date(2026, 11, 26))


def finding(words: str) -> kgraph.Finding:
    return kgraph.Finding("violation", words, "rule", words, words, words)


def test_each_value_is_one_line(demo: kgraph.Architecture) -> None:
    assert demo.brief is not None
    placed, flows = len(demo.placements), len(demo.flows)
    told = f"{placed} placements, {flows} flows"
    assert repr(demo) == f"<Architecture '{demo.name}' as of {demo.as_of}: {told}>"
    assert repr(demo.brief) == f"<Brief '{demo.name}': 2 sites, 1 workload>"
    first, flow = demo.placements[0], demo.flows[0]
    assert repr(first) == f"<Placement {first.id}: {first.name}>"
    assert repr(flow) == f"<Flow {flow.source} → {flow.target}: {flow.kind}, {flow.label}>"
    assert repr(kgraph.component("harbor")) == "<Component harbor: Harbor>"
    drawn = repr(kgraph.drawing(demo))
    assert drawn.startswith("<Drawing overview: ")
    assert "boxes" in drawn
    assert repr(kgraph.check(demo)) == "<Findings: none>"


def test_answers_to_what_is_asked_next_are_one_line(demo: kgraph.Architecture) -> None:
    assert demo.brief is not None
    other = kgraph.assemble("name: Small shop")
    added = kgraph.compare(demo, other, causes=False)
    assert repr(added).startswith(f"<Comparison of '{demo.name}' and 'Small shop': placements +")
    assert repr(kgraph.risks(other)).startswith("<Risks of 'Small shop': ")
    assert (
        repr(kgraph.why("name: Small shop", "harbor")) == "<Why harbor is not in the architecture>"
    )
    (best,) = kgraph.alternatives("name: Small shop", count=1)
    assert repr(best) == "<Alternative: the best>"
    clash = "name: x\nsites: [{id: dc, cloud: on-premises}]\nanswers: {kubernetes: managed}\n"
    assert repr(kgraph.diagnose(clash)).startswith("<Diagnosis: 1 conflict, ")
    decision = kgraph.questions()[0]
    assert repr(decision).startswith(f"<Decision {decision.id}: {decision.question[:40]}")


def test_answers_of_queries_are_one_line_and_tables_in_which_no_word_is_markup() -> None:
    found = kgraph.query("SELECT ?c (1 AS ?n) { ?c o:provides k:image-registry } ORDER BY ?c")
    assert repr(found) == f"<Result: {len(found)} rows of ?c ?n>"
    table = ElementTree.fromstring(found._repr_html_() or "")
    assert [cell.text for cell in table.findall("./tr/td")][:2] == ["c:amazon-ecr", "1"]
    assert len(table.findall("./tr")) == len(found) + 1
    assert repr(kgraph.query("ASK {}")) == "<Result: yes>"
    assert kgraph.query("ASK {}")._repr_html_() == "<pre>yes</pre>"
    graph = kgraph.query("DESCRIBE c:harbor")
    assert repr(graph).startswith("<Result: a graph, ")
    assert "&lt;" in (graph._repr_html_() or "")
    hostile = kgraph.query("SELECT ('<script>alert(1)</script>' AS ?c) {}")._repr_html_()
    assert hostile is not None
    assert "<script>" not in hostile
    assert "&lt;script&gt;" in hostile


def test_a_long_answer_is_cut_in_a_notebook_and_says_so() -> None:
    found = kgraph.query("SELECT ?c { ?c a o:Component }")
    told = found._repr_html_() or ""
    assert told.count("<tr>") == 51
    assert told.endswith(f"<p>and {len(found) - 50} rows more</p>")


def test_findings_are_counted_by_how_grave_they_are() -> None:
    findings = kgraph.Findings([finding("a"), finding("b")])
    assert repr(findings) == "<Findings: 2 violation>"
    assert repr(findings[0]) == "<Finding violation: a: a (rule)>"


@pytest.mark.parametrize(
    "value",
    [
        Placement(HOSTILE, HOSTILE, HOSTILE, "world", ()),
        Flow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        finding(HOSTILE),
        kgraph.Architecture(HOSTILE, date(2026, 1, 1), (), (), ()),
        kgraph.Brief(HOSTILE, date(2026, 1, 1), (), (), (), (), (), ()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_word_of_a_value_breaks_its_line(value: object) -> None:
    assert repr(value).isprintable()


def test_a_notebook_shows_the_overview_of_an_architecture(demo: kgraph.Architecture) -> None:
    picture = demo._repr_svg_()
    assert picture == kgraph.draw(demo).decode("utf-8")
    assert ElementTree.fromstring(picture).tag.endswith("svg")


def test_a_notebook_shows_findings_as_a_table_in_which_no_word_is_markup() -> None:
    table = kgraph.Findings([finding(HOSTILE)])._repr_html_()
    assert table is not None
    root = ElementTree.fromstring(table)
    assert {one.tag for one in root.iter()} == {"table", "tr", "th", "td"}
    assert [cell.text for cell in root.findall("./tr/td")][3] == "rule"
    assert "<script>" not in table
    assert "\x1b" not in table
    assert kgraph.Findings()._repr_html_() == "<p>no findings</p>"


def test_a_graph_has_every_placement_and_every_flow(demo: kgraph.Architecture) -> None:
    graph = kgraph.to_networkx(demo)
    assert list(graph) == sorted(one.id for one in demo.placements)
    edges = {key: (source, target) for source, target, key in graph.edges(keys=True)}
    assert edges == {flow.id: (flow.source, flow.target) for flow in demo.flows}
    drawn = networkx.parse_graphml(kgraph.draw(demo, format="graphml").decode("utf-8"))
    assert drawn.number_of_edges() < graph.number_of_edges(), "a picture holds its view"


def test_what_a_graph_says_goes_through_every_writer(demo: kgraph.Architecture) -> None:
    graph = kgraph.to_networkx(demo)
    said = [*graph.nodes.values(), *(data for _, _, data in graph.edges(data=True))]
    assert {type(value) for one in said for value in one.values()} == {str}
    out = io.BytesIO()
    networkx.write_graphml(graph, out)
    back = networkx.parse_graphml(out.getvalue().decode("utf-8"), force_multigraph=True)
    assert networkx.utils.graphs_equal(
        networkx.MultiDiGraph(graph.edges(keys=True)), networkx.MultiDiGraph(back.edges(keys=True))
    )
    data = networkx.node_link_data(graph, edges="edges")
    assert networkx.utils.graphs_equal(
        networkx.node_link_graph(json.loads(json.dumps(data)), edges="edges"), graph
    )


def test_a_graph_is_the_same_each_time(demo: kgraph.Architecture) -> None:
    turned = kgraph.Architecture(
        demo.name, demo.as_of, demo.places, demo.placements[::-1], demo.flows[::-1]
    )
    first, second = kgraph.to_networkx(demo), kgraph.to_networkx(turned)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_plain_data_is_what_json_holds(demo: kgraph.Architecture) -> None:
    assert kgraph.to_dict(demo) == json.loads(kgraph.to_json(demo))
    component = kgraph.component("harbor")
    assert kgraph.to_dict([component]) == json.loads(api.json_text([component]))
    assert kgraph.to_dict(kgraph.check(demo)) == []
