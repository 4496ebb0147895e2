"""The parsers of Mermaid, D2, draw.io and Structurizr accept what is written, and understand by it what the view says.

Each runs once, in one process of node over all drawings and over what it has to refuse, since it takes seconds to start.
What the parser of Structurizr is worth is told in tests/parsers/structurizr.mjs.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from format_cases import PARSERS, Reader
from format_samples import ends, tells, things, words_of
from sharing import once

from kgraph.formats import registry, rendering
from kgraph.formats.options import Options
from kgraph.formats.sketch import sketch
from kgraph.layout.drawing import Drawing

pytestmark = pytest.mark.slow

Understood = dict[str, dict[str, Any]]
FORMAT = {"mermaid": "mmd", "d2": "d2", "drawio": "drawio", "structurizr": "dsl"}
WRONG = {
    ("mermaid", "a bracket open"): 'flowchart TB\n a["x" --> b\n',
    ("d2", "an arrow to nowhere"): "a: {\n b -> \n",
    ("drawio", "no xml"): "<mxfile><diagram><mxGraphModel></mxfile>",
    ("drawio", "no model"): "<mxfile><diagram/></mxfile>",
    ("structurizr", "no name"): (
        'workspace "a" "b" {\n model {\n e = deploymentEnvironment "x" {\n n = infrastructureNode\n'
    ),
}
"""What a tool must refuse, by the tool and by what is wrong."""


def files(tool: str, drawings: dict[str, Drawing], folder: Path) -> list[Path]:
    """Every drawing in the format of a tool, one in the dark theme, and what the tool must refuse."""
    chosen = registry.format_named(FORMAT[tool], where="test")
    texts = {
        name: rendering.render(drawing, chosen, Options()) for name, drawing in drawings.items()
    }
    texts["dark"] = rendering.render(drawings["hostile"], chosen, Options(theme="dark"))
    texts |= {what: text.encode() for (refusing, what), text in WRONG.items() if refusing == tool}
    for name, text in texts.items():
        folder.joinpath(f"{name}.{chosen.id}").write_bytes(text)
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def told(
    drawings: dict[str, Drawing],
    parse: Reader,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], Understood]:
    """What a tool says of each file by its name; asked once in a run."""

    def ask(tool: str) -> Understood:
        found = parse(tool, *files(tool, drawings, tmp_path_factory.mktemp(tool)))
        return {Path(one["file"]).stem: one for one in found}

    return lambda tool: once(f"parser {tool}", lambda: ask(tool))


@pytest.fixture(scope="session")
def understood(told: Callable[[str], Understood]) -> Callable[[str, str], Understood]:
    """What a tool reads from the files of a format, by the name of the drawing.

    It refuses none of them.
    """

    def read(tool: str, format: str) -> Understood:
        assert FORMAT[tool] == format
        found = {name: one for name, one in told(tool).items() if (tool, name) not in WRONG}
        assert {name: one["refused"] for name, one in found.items() if "refused" in one} == {}
        return found

    return read


def own(drawing: Drawing) -> dict[str, str]:
    """For each id of a file its id in the view."""
    return {node.id: node.own for node in sketch(drawing.view).every()}


def named(shown: str, title: str, subtitle: str) -> bool:
    """Whether a label tells a title, and a role if there is one.

    Marks and counts may stand beside it.
    """
    plain = re.sub(r"\s*×\d+", "", shown).strip().removeprefix("+").removeprefix("−").strip()
    return tells(plain, title) or any(
        tells(plain[:cut], title) and tells(plain[cut:].strip(" ·"), subtitle)
        for cut in range(len(plain))
    )


# --- Mermaid


def decoded(label: str) -> str:
    """The words of a label: Mermaid marks entities by letters of its own until it has drawn."""
    plain = words_of(label)
    return html.unescape(plain.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";"))


def test_mermaid_understands_the_view(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    for name, drawing in drawings.items():
        found, ids = understood("mermaid", "mmd")[name], own(drawing)
        expected = things(drawing.view)
        groups = {ids[one["id"]]: one for one in found["groups"] if one["id"] in ids}
        nodes = {ids[one["id"]]: one for one in found["nodes"] if one["id"] in ids}
        assert set(groups) == {id for id, thing in expected.items() if thing.holds}
        assert set(nodes) - set(groups) == {id for id, thing in expected.items() if not thing.holds}
        parents = {
            ids[inner]: id
            for id, group in groups.items()
            for inner in group["nodes"]
            if inner in ids
        }
        assert parents == {id: thing.parent for id, thing in expected.items() if thing.parent}
        edges = [(ids[e["start"]], ids[e["end"]]) for e in found["edges"] if e["start"] in ids]
        assert edges == [ends(drawing.view)[arrow.id] for arrow in drawing.view.arrows]
        both = [e["type"].startswith("double") for e in found["edges"] if e["start"] in ids]
        assert both == [arrow.both for arrow in drawing.view.arrows]


def test_mermaid_gives_each_arrow_the_style_of_its_kind(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    drawing = drawings["demo"]
    edges = understood("mermaid", "mmd")["demo"]["edges"]
    lines = {line.kind: line for line in drawing.view.legend}
    for arrow, edge in zip(drawing.view.arrows, edges, strict=False):
        style = ",".join(edge["style"])
        assert f"stroke:{lines[arrow.line].hue.light}" in style
        assert f"stroke-width:{lines[arrow.line].weight:g}px" in style
        assert ("stroke-dasharray" in style) == (lines[arrow.line].dash != "solid")


def test_mermaid_shows_names_as_text(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    for name, drawing in drawings.items():
        found, ids = understood("mermaid", "mmd")[name], own(drawing)
        expected = things(drawing.view)
        for node in found["nodes"]:
            thing = expected.get(ids.get(node["id"], ""))
            if thing is not None and not thing.holds:
                assert "<script" not in node["label"]
                assert named(decoded(node["label"]), thing.title, thing.subtitle), (
                    node["label"],
                    thing,
                )


def test_mermaid_links_boxes(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    found = {node["id"]: node for node in understood("mermaid", "mmd")["demo"]["nodes"]}
    for node in sketch(drawings["demo"].view).every():
        if node.href and not node.children:
            assert found[node.id]["link"].rstrip("/") == node.href.rstrip("/")
            assert understood("mermaid", "mmd")["demo"]["tooltips"][node.id]


# --- D2


def test_d2_understands_the_view(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    for name, drawing in drawings.items():
        found, ids = understood("d2", "d2")[name], own(drawing)
        expected = things(drawing.view)
        shapes = {tuple(one["id"].split(".")): one for one in found["shapes"]}
        parents = {
            ids[path[-1]]: ids[path[-2]] if len(path) > 1 else ""
            for path in shapes
            if path[-1] in ids
        }
        assert parents == {id: thing.parent for id, thing in expected.items()}
        for path, shape in shapes.items():
            thing = expected.get(ids.get(path[-1], ""))
            assert thing is None or named(shape["label"], thing.title, thing.subtitle), (
                shape["label"],
                thing,
            )
        edges = sorted(
            (ids[e["src"].split(".")[-1]], ids[e["dst"].split(".")[-1]]) for e in found["edges"]
        )
        assert edges == sorted(ends(drawing.view).values())


def test_d2_gives_each_arrow_the_style_of_its_kind(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    drawing, found = drawings["demo"], understood("d2", "d2")["demo"]
    hues = {line.kind: line.hue.light for line in drawing.view.legend}
    assert sorted(e["stroke"] for e in found["edges"]) == sorted(
        hues[arrow.line] for arrow in drawing.view.arrows
    )
    assert [line["label"] for line in found["legend"]] == [
        line.label for line in drawing.view.legend
    ]
    heads = [(e["srcArrow"] != "none", e["dstArrow"] != "none") for e in found["edges"]]
    assert sorted(heads) == sorted((arrow.both, True) for arrow in drawing.view.arrows)


def test_d2_says_the_title_and_what_is_left_out(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    for name in ("demo", "three-clouds"):
        view = drawings[name].view
        labels = {one["id"]: one["label"] for one in understood("d2", "d2")[name]["shapes"]}
        assert labels["title"].split("\n")[0] == view.title
        assert " ".join(labels["left_out"].split()) == " ".join(
            " ".join(map(str, view.left_out)).split()
        )


# --- draw.io


def test_drawio_is_decoded_into_the_cells_of_the_view(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    for name, drawing in drawings.items():
        cells, ids = understood("drawio", "drawio")[name]["cells"], own(drawing)
        found = {ids[c["id"]]: ids.get(c["parent"], "") for c in cells if c["id"] in ids}
        assert found == {id: thing.parent for id, thing in things(drawing.view).items()}
        edges = {
            c["value"]["kgraph_id"]: (ids[c["source"]], ids[c["target"]])
            for c in cells
            if c["source"]
        }
        assert edges == ends(drawing.view)
        samples = [c for c in cells if c["edge"] and c["parent"] == "legend"]
        assert len(samples) == len(drawing.legend)


def test_drawio_tooltips_come_back_whole(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    values = {c["id"]: c["value"] for c in understood("drawio", "drawio")["demo"]["cells"]}
    for node in sketch(drawings["demo"].view).every():
        assert values[node.id].get("tooltip", "") == node.tooltip
        assert values[node.id].get("link", "") == node.href


# --- Structurizr


def test_structurizr_understands_the_view(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    for name, drawing in drawings.items():
        found, ids = understood("structurizr", "dsl")[name], own(drawing)
        expected = things(drawing.view)
        nodes = {one["id"]: one for one in found["nodes"]}
        assert len(nodes) == len(found["nodes"])
        parents = {ids[id]: ids.get(one["parent"], "") for id, one in nodes.items() if id in ids}
        assert parents == {id: thing.parent for id, thing in expected.items()}
        for id, one in nodes.items():
            if id in ids:
                thing = expected[ids[id]]
                assert one["type"] == ("deploymentNode" if thing.holds else "infrastructureNode")
                changed = thing.title.replace('"', "”").replace("\\", "/").replace("${", "$ {")
                # twins get a number: Structurizr takes two of one name for one
                assert named(one["name"].removesuffix(" (2)"), changed, ""), (one["name"], changed)
        arrows = {(a.id, *ends(drawing.view)[a.id], a.both) for a in drawing.view.arrows}
        wanted = sorted(
            pair for _, a, b, both in arrows for pair in ([(a, b), (b, a)] if both else [(a, b)])
        )
        assert sorted((ids[r["source"]], ids[r["target"]]) for r in found["relations"]) == wanted


def test_structurizr_has_what_its_own_parser_insists_on(
    drawings: dict[str, Drawing], understood: Callable[[str, str], Understood]
) -> None:
    for name in drawings:
        found = understood("structurizr", "dsl")[name]
        beside = [(one["parent"], one["name"]) for one in found["nodes"]]
        assert len(set(beside)) == len(beside), "siblings have names of their own"
        between = [(r["source"], r["target"], r["description"]) for r in found["relations"]]
        assert len(set(between)) == len(between), (
            "what two ends have between them differs in its words"
        )
        assert [view["environment"] for view in found["views"]] == [found["environment"]]
        assert all(c.isalnum() or c in "-_" for c in found["views"][0]["key"])
        styled = {style["tag"] for style in found["elementStyles"]}
        assert {
            tag for one in found["nodes"] for tag in one["tags"] if tag.startswith("hue_")
        } <= styled
        assert {r["tags"][0] for r in found["relations"]} <= {
            s["tag"] for s in found["relationshipStyles"]
        }
        signs = {"=", "->", "{", "}"}
        assert not signs & {one["name"] for one in found["nodes"]}


def test_every_tool_accepts_the_dark_theme(understood: Callable[[str, str], Understood]) -> None:
    assert all(
        "dark" in understood(tool, format)
        for tool, format in (("mermaid", "mmd"), ("drawio", "drawio"), ("structurizr", "dsl"))
    )


def test_the_lock_names_no_place_to_fetch_from() -> None:
    lock = json.loads((PARSERS / "package-lock.json").read_text("utf-8"))
    assert all(
        "resolved" not in package and package.get("integrity")
        for id, package in lock["packages"].items()
        if id
    )


# --- and they do refuse


@pytest.mark.parametrize(("tool", "what"), WRONG)
def test_the_parsers_refuse_what_is_wrong(
    tool: str, what: str, told: Callable[[str], Understood]
) -> None:
    assert told(tool)[what]["refused"]
