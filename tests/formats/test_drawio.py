"""The draw.io model holds the view and the geometry of its drawing, as cells that can be edited."""

from __future__ import annotations

import base64
import io
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from format_cases import drawing_of
from format_samples import ends, tells, things, words_of
from PIL import Image

from kgraph.formats.drawio import writer as drawio
from kgraph.formats.drawio.curves import label_at, waypoints
from kgraph.formats.options import Options
from kgraph.formats.theme import theme_named
from kgraph.layout.drawing import Drawing


class Cell(NamedTuple):
    id: str
    data: dict[str, str]
    attributes: dict[str, str]
    style: dict[str, str]
    geometry: ElementTree.Element | None


def read(drawing: Drawing, theme: str = "light") -> dict[str, Cell]:
    root = ElementTree.fromstring(drawio.render(drawing, Options(theme=theme))).find(
        "./diagram/mxGraphModel/root"
    )
    assert root is not None
    found = {}
    for one in root:
        inner = one if one.tag == "mxCell" else one.find("mxCell")
        assert inner is not None
        style = dict(part.partition("=")[::2] for part in inner.get("style", "").split(";") if part)
        cell = Cell(
            str(one.get("id")),
            dict(one.attrib),
            dict(inner.attrib),
            style,
            inner.find("mxGeometry"),
        )
        assert cell.id not in found
        found[cell.id] = cell
    return found


def place(cells: dict[str, Cell], cell: Cell) -> tuple[float, float, float, float]:
    """The rectangle of a cell on the page; cells lie relative to their parents."""
    assert cell.geometry is not None
    x, y, w, h = (float(cell.geometry.get(name, "0")) for name in ("x", "y", "width", "height"))
    parent = cells[cell.attributes["parent"]]
    if parent.geometry is not None:
        left, top, _, _ = place(cells, parent)
        x, y = x + left, y + top
    return x, y, w, h


def test_cells_are_the_boxes_and_containers_of_the_view(drawing: Drawing) -> None:
    cells = read(drawing)
    own = {cell.id: cell.data["kgraph_id"] for cell in cells.values() if "kgraph_type" in cell.data}
    found = {own[id]: own.get(cells[id].attributes["parent"], "") for id in own}
    expected = things(drawing.view)
    assert found == {id: thing.parent for id, thing in expected.items()}
    for id, name in own.items():
        if expected[name].holds:
            assert cells[id].style["container"] == "1"


def test_names_are_told(drawing: Drawing) -> None:
    expected = things(drawing.view)
    for cell in read(drawing).values():
        if cell.data.get("kgraph_type") == "box":
            title = words_of(cell.data["label"].partition("</b>")[0]).strip()
            wanted = expected[cell.data["kgraph_id"]].title
            assert tells(title, wanted) or "×" in title or title[0] in "+−", (title, wanted)


def test_cells_stand_where_the_drawing_has_them(drawing: Drawing) -> None:
    cells = read(drawing)
    own = {cell.data.get("kgraph_id"): cell for cell in cells.values()}
    boxes = [box for block in drawing.blocks for box in block.boxes]
    for one in (*boxes, *drawing.frames):
        rect = one.rect
        assert place(cells, own[one.id]) == pytest.approx(
            (rect.x, rect.y, rect.w, rect.h), abs=0.05
        )


def test_edges_are_the_arrows_with_their_ends(drawing: Drawing) -> None:
    cells = read(drawing)
    edges = [cell for cell in cells.values() if "source" in cell.attributes]
    found = {
        edge.data["kgraph_id"]: tuple(
            cells[edge.attributes[end]].data["kgraph_id"] for end in ("source", "target")
        )
        for edge in edges
    }
    assert found == ends(drawing.view)
    arrows = {arrow.id: arrow for arrow in drawing.view.arrows}
    drawn = {arrow.id: arrow for arrow in drawing.arrows}
    for edge in edges:
        arrow = arrows[edge.data["kgraph_id"]]
        assert edge.data["kgraph_kind"] == arrow.kind
        assert (edge.style["startArrow"] == "block") == arrow.both
        assert arrow.number in edge.data["label"]
        points = [
            (float(p.get("x", "")), float(p.get("y", ""))) for p in edge.geometry.iter("mxPoint")
        ]  # type: ignore[union-attr]
        assert points == [pytest.approx(point, abs=0.05) for point in waypoints(drawn[arrow.id])]
        line = next((line for line in drawing.view.legend if line.kind == arrow.line), None)
        if line is not None:
            assert edge.style.get("dashPattern", "solid") == line.dash


def test_colours_follow_the_theme(drawing: Drawing) -> None:
    hues = {
        box.id: box.hue for block in drawing.view.blocks() for box in block.boxes if not box.mark
    }
    for theme in ("light", "dark"):
        palette = theme_named(theme, where="test").palette
        shown = {
            c.data.get("kgraph_id"): c.style.get("strokeColor")
            for c in read(drawing, theme).values()
        }
        assert {id: shown[id] for id in hues} == {id: palette.hue(hue) for id, hue in hues.items()}


def test_icons_are_pictures_that_can_be_shown() -> None:
    for theme in ("light", "dark"):
        pictures = [
            cell.style["image"]
            for cell in read(drawing_of("demo"), theme).values()
            if "image" in cell.style
        ]
        assert len(pictures) > 20
        for picture in pictures:
            kind, _, data = picture.partition(",")
            content = base64.b64decode(data, validate=True)
            if kind == "data:image/png":
                assert Image.open(io.BytesIO(content)).size == (64, 64)
            else:
                assert kind == "data:image/svg+xml"
                assert ElementTree.fromstring(content).tag.endswith("svg")


def test_legend_and_what_is_left_out_are_there() -> None:
    drawing = drawing_of("demo")
    cells = read(drawing)
    kinds = [
        c.data["kgraph_kind"]
        for c in cells.values()
        if c.attributes.get("parent") == "legend" and "kgraph_kind" in c.data
    ]
    assert kinds == [line.kind for line in drawing.view.legend]
    assert all(str(line) in cells["0"].data["kgraph_note"] for line in drawing.view.left_out)
    said = " ".join(cell.data["value"] for id, cell in cells.items() if id.startswith("left_out"))
    assert said.split() == " ".join(text.text for text in drawing.footer).split()


def test_labels_stand_along_their_arrows() -> None:
    at = [label_at(arrow) for arrow in drawing_of("demo").arrows]
    assert all(-1 <= one <= 1 for one in at)
    assert any(one != 0 for one in at)
