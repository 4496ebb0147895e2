"""The HTML page without a browser.

One sound file that loads nothing, holds every view, and no name can break.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import examples
import pytest

from kgraph import api
from kgraph.api import reports
from kgraph.errors import InputError
from kgraph.formats import registry, rendering
from kgraph.formats.options import Options
from kgraph.layout.choosing import draw
from kgraph.layout.drawing import Drawing
from kgraph.model.architecture import Architecture
from kgraph.view.inside import inside
from kgraph.words import clean

VOID = {"meta", "link", "input", "br"}
VIEWS = ("overview", "request-path", "observability", "delivery")
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--<script>",
    "]]>&lt;b&gt;\u2028\u2029",
    "\u202emirrored \x00\x07 שלום 🦊 " + "x" * 300,
)


class Reader(HTMLParser):
    """Elements with their attributes, the texts of some, and whether all are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        page.split('<script type="application/json" id="data">')[1].split("</script>")[0]
    )
    return found


@pytest.fixture(scope="module")
def demo() -> Architecture:
    return examples.architecture("demo")


@pytest.fixture(scope="module")
def drawings(demo: Architecture) -> tuple[Drawing, ...]:
    inner = draw(inside("prometheus", api.knowledge(), architecture=demo, day=demo.as_of))
    return (*(examples.drawing("demo", view) for view in VIEWS), inner)


@pytest.fixture(scope="module")
def gathered(demo: Architecture) -> reports.Gathered:
    return reports.gather(demo)


@pytest.fixture(scope="module")
def page(demo: Architecture, drawings: Sequence[Drawing], gathered: reports.Gathered) -> str:
    return reports.page(demo, drawings, findings=(), gathered=gathered)


def test_it_is_the_same_each_time(
    demo: Architecture, drawings: Sequence[Drawing], gathered: reports.Gathered, page: str
) -> None:
    assert reports.page(demo, drawings, findings=(), gathered=gathered) == page


def test_it_is_small(page: str) -> None:
    assert len(page.encode()) < 1_000_000
    assert page.count("font/woff2;base64") == 2
    icons = re.findall(r'href="data:image/png;base64,([^"]+)"', page)
    assert len(icons) == len(set(icons)) > 5


def test_every_element_is_closed_and_no_id_is_used_twice(page: str) -> None:
    ids = Counter(attributes["id"] for _, attributes in read(page).elements if attributes.get("id"))
    assert [id for id, count in ids.items() if count > 1] == []
    for _, attributes in read(page).elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            wanted = (attributes.get(name) or "").split()
            assert set(wanted) - {"panel-name"} <= set(ids), f"{name} names what is not there"


def test_it_loads_nothing(page: str) -> None:
    for tag, attributes in read(page).elements:
        assert tag not in ("iframe", "object", "embed", "base", "form", "img")
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href", "xlink:href", "action", "srcset"):
            value = attributes.get(name)
            if value is None or value.startswith(("#", "data:")):
                continue
            assert tag == "a"
            assert value.startswith(("https://", "http://"))
            assert attributes["rel"] == "noopener noreferrer"
    style = "".join(read(page).texts["style"])
    assert not re.search(r"url\((?!data:)|@import", style)


def test_the_policy_lets_only_this_script_run(page: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    policy = next(
        a["content"]
        for _, a in read(page).elements
        if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}';" in policy
    assert "http" not in policy
    before = page[: page.index("Content-Security-Policy")]
    assert "<style" not in before
    assert "<script" not in before


def test_every_box_frame_and_arrow_is_in_the_page_and_in_its_data(
    drawings: Sequence[Drawing], page: str
) -> None:
    ids = {attributes.get("id") for _, attributes in read(page).elements}
    views = data_of(page)["views"]
    assert [view["id"] for view in views] == [one.view.id for one in drawings]
    for number, one in enumerate(drawings):
        boxes = {f"node:{box.id}" for block in one.blocks for box in block.boxes}
        wanted = (
            boxes
            | {frame.id for frame in one.frames}
            | {f"edge:{arrow.id}" for arrow in one.arrows}
        )
        wanted = {f"v{number}-{id}" for id in wanted}
        assert set(views[number]["items"]) == wanted
        assert wanted <= ids


def test_the_reasons_of_a_box_are_those_of_its_placement(demo: Architecture, page: str) -> None:
    data = data_of(page)
    placement = next(one for one in demo.placements if one.id == "eu/main/loki")
    item = data["views"][0]["items"]["v0-node:eu/main/loki"]
    told = [data["reasons"][number] for number in item["r"]]
    assert [reason.text for reason in placement.reasons] == [text for text, _, _ in told]
    assert item["n"] == placement.name
    assert item["where"] == "eu/main"


def test_a_box_leads_to_its_inside_where_that_is_a_view(page: str) -> None:
    items = {id: item for view in data_of(page)["views"][:4] for id, item in view["items"].items()}
    boxes = {id: item.get("inside") for id, item in items.items() if item["k"] == "box"}
    assert {view for id, view in boxes.items() if id.endswith("/prometheus")} == {
        "inside:prometheus"
    }
    assert {view for id, view in boxes.items() if not id.endswith("/prometheus")} == {None}


def test_without_scripts_every_picture_and_the_whole_record_can_be_read(
    demo: Architecture, page: str
) -> None:
    reader = read(page)
    assert (
        sum(tag == "svg" and "role" in attributes for tag, attributes in reader.elements)
        == len(VIEWS) + 1
    )
    hidden = [
        attributes
        for tag, attributes in reader.elements
        if tag == "section" and "hidden" in attributes
    ]
    assert hidden == []
    said = " ".join(text for texts in reader.texts.values() for text in texts)
    for placement in demo.placements:
        assert placement.name in said
    for heading in ("Context and problem", "Alternatives considered", "Consequences", "Sources"):
        assert heading in reader.texts["h3"]
    anchors = {attributes.get("href") for tag, attributes in reader.elements if tag == "a"}
    assert {
        "#view=overview",
        "#view=inside:prometheus",
        "#view=record",
        "#view=record&section=flows",
    } <= anchors


@pytest.mark.parametrize("theme", ["auto", "light", "dark", "print"])
def test_it_opens_in_the_theme_that_is_asked_for(
    demo: Architecture, drawings: Sequence[Drawing], gathered: reports.Gathered, theme: str
) -> None:
    page = reports.page(
        demo, drawings[:1], findings=(), gathered=gathered, options=Options(theme=theme)
    )
    assert f'<html lang="en" data-theme="{theme if theme != "print" else "auto"}">' in page


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name(
    demo: Architecture, drawings: Sequence[Drawing], gathered: reports.Gathered, name: str
) -> None:
    view = drawings[0].view
    loki = next(
        block for block in view.blocks() if any(box.id == "eu/main/loki" for box in block.boxes)
    )
    bad = replace(
        loki,
        boxes=tuple(
            replace(box, title=name, tooltip=name, href=f"javascript:{name}") for box in loki.boxes
        ),
    )
    hostile = replace(
        view,
        id=name,
        title=name,
        subtitle=name,
        children=(bad,),
        arrows=(),
        legend=(),
        steps=(name,),
        numbers=("1",),
    )
    placements = tuple(
        replace(one, name=name) if one.component == "loki" else one for one in demo.placements
    )
    architecture = replace(demo, name=name, placements=placements)
    page = reports.page(architecture, [draw(hostile)], findings=(), gathered=gathered)
    reader = read(page)
    assert sum(tag == "script" for tag, _ in reader.elements) == 2
    assert not [tag for tag, _ in reader.elements if tag == "img"]
    assert not [
        name for _, attributes in reader.elements for name in attributes if name.startswith("on")
    ]
    assert "javascript:" not in {
        str(attributes.get("href"))[:11] for _, attributes in reader.elements
    }
    around = re.sub(
        r"<svg.*?</svg>", "", page, flags=re.DOTALL
    )  # pictures keep what turns the direction
    assert "\u202e" not in around
    assert "\x07" not in page
    item = data_of(page)["views"][0]["items"]["v0-node:eu/main/loki"]
    assert not item.get("href", "").startswith("javascript")
    assert item["n"] == clean(name)


def test_it_is_a_format_of_the_whole_and_not_of_one_drawing(drawings: Sequence[Drawing]) -> None:
    html = registry.format_named("html", where="--format")
    assert html.whole
    assert not registry.format_named("svg", where="--format").whole
    with pytest.raises(InputError, match="holds all views"):
        rendering.render(drawings[0], html, Options())
