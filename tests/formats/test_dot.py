"""DOT says of a view all that it must, whatever its names are, and Graphviz reads it."""

from __future__ import annotations

from typing import Any

import pytest
from format_cases import drawing_of
from format_samples import ends, tells, things, words_of

from kgraph.formats import dot
from kgraph.formats.options import Options
from kgraph.formats.theme import theme_named
from kgraph.layout.drawing import Drawing

pygraphviz = pytest.importorskip("pygraphviz", reason="pygraphviz is a tool of developers")


def read(drawing: Drawing, theme: str = "light") -> Any:
    return pygraphviz.AGraph(string=dot.render(drawing, Options(theme=theme)))


def holders(graph: Any) -> dict[str, str]:
    """For each box and container its parent, all by their ids in the view."""
    found: dict[str, str] = {}

    def walk(inside: Any, own: str) -> None:
        deeper: set[str] = set()
        for cluster in inside.subgraphs():
            if cluster.name.startswith("cluster_"):
                id = cluster.graph_attr["id"]
                found[id] = own
                walk(cluster, id)
                deeper |= set(cluster.nodes())
        for node in inside.nodes():
            if node not in deeper and not node.startswith("legend"):
                found[node.attr["id"]] = own

    walk(graph, "")
    return found


def clusters(graph: Any) -> dict[str, Any]:
    found = {}
    stack = list(graph.subgraphs())
    while stack:
        one = stack.pop()
        found[one.name] = one
        stack.extend(one.subgraphs())
    return found


def test_everything_lies_where_the_view_has_it(drawing: Drawing) -> None:
    assert holders(read(drawing)) == {
        id: thing.parent for id, thing in things(drawing.view).items()
    }


def test_names_and_roles_are_told(drawing: Drawing) -> None:
    graph = read(drawing)  # nodes have no attributes any more once their graph is gone
    shown = {
        node.attr["id"]: node.attr["label"]
        for node in graph.nodes()
        if not node.startswith("legend")
    }
    boxes = {box.id: box for block in drawing.view.blocks() for box in block.boxes}
    for id, box in boxes.items():
        title, tag, role = shown[id].partition("<BR/><FONT")
        words = words_of(title).strip()
        if not box.mark and box.count == 1:
            assert tells(words, box.title), (words, box.title)
        assert words
        assert tells(words_of(f"{tag}{role}"), box.subtitle), (role, box.subtitle)


def test_arrows_end_where_the_view_says(drawing: Drawing) -> None:
    graph = read(drawing)
    found = {}
    at = clusters(graph)
    for edge in graph.edges():
        if not edge.attr["id"]:
            continue
        tail, head = edge.attr["ltail"], edge.attr["lhead"]
        assert not tail or edge[0] in at[tail].nodes(), (
            "an arrow is cut at the border of what its end lies in"
        )
        assert not head or edge[1] in at[head].nodes()
        found[edge.attr["id"]] = tuple(
            at[cluster].graph_attr["id"] if cluster else graph.get_node(node).attr["id"]
            for cluster, node in ((tail, edge[0]), (head, edge[1]))
        )
        arrow = next(a for a in drawing.view.arrows if a.id == edge.attr["id"])
        assert (edge.attr["dir"] == "both") == arrow.both
        assert edge.attr["class"].split()[0] == arrow.kind.split()[0]
        assert arrow.number in edge.attr["label"]
    assert found == ends(drawing.view)


def test_colours_follow_the_theme(drawing: Drawing) -> None:
    hues = {
        box.id: box.hue for block in drawing.view.blocks() for box in block.boxes if not box.mark
    }
    for theme in ("light", "dark", "print"):
        palette = theme_named(theme, where="test").palette
        graph = read(drawing, theme)
        assert graph.graph_attr["bgcolor"] == palette.page
        shown = {node.attr["id"]: node.attr["color"] for node in graph.nodes()}
        assert {id: shown[id] for id in hues} == {id: palette.hue(hue) for id, hue in hues.items()}


def test_links_lead_to_the_web_only() -> None:
    graph = read(drawing_of("hostile"))
    links = [node.attr["URL"] for node in graph.nodes() if node.attr["URL"]]
    assert links
    assert all(link.startswith("https://") for link in links)


def test_what_is_left_out_and_the_legend_are_there() -> None:
    drawing = drawing_of("demo")
    graph = read(drawing)
    label = graph.graph_attr["label"]
    for line in drawing.view.legend:
        assert f">{line.label}</FONT>" in label
        assert f'BGCOLOR="{line.hue.light}"' in label
    notes = graph.get_node("legend_notes").attr["label"].replace("\\l", " ")
    assert all(str(one).split(":")[0] in notes for one in drawing.view.left_out)


def test_no_icon_is_named_by_its_place_on_this_machine() -> None:
    text = dot.render(drawing_of("demo"), Options())
    graph = pygraphviz.AGraph(string=text)
    comments = {node.attr["comment"] for node in graph.nodes()}
    assert "icon onprem/monitoring/prometheus" in comments
    assert ".png" not in text


def test_graphviz_lays_it_out() -> None:
    for name in ("start-up", "hostile"):
        drawn = read(drawing_of(name)).draw(format="plain", prog="dot").decode()
        assert drawn.count("\nnode ") >= len(
            [t for t in things(drawing_of(name).view).values() if not t.holds]
        )
