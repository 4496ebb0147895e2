"""Documents on a terminal: the same text as in the record, in any width; no name breaks a line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

import pytest

from kgraph import api, resources
from kgraph.model.architecture import Architecture
from kgraph.reports import lines, markdown
from kgraph.reports.component import component_document
from kgraph.reports.document import (
    Document,
    Figure,
    Item,
    Items,
    Line,
    Section,
    Span,
    Table,
    line,
    link,
    paragraph,
    strong,
)
from kgraph.reports.html import sections as html
from kgraph.reports.record.others import Considered
from kgraph.reports.record.record import record
from kgraph.reports.risks import loss_document, risks_document

BRIEFS = sorted((resources.folder("ontology") / "briefs").glob("*.yaml"))
NAMES = (
    "two\nlines",
    "\x1b[31mred\x1b[0m \x07",
    "\u202emirrored\u202c",
    "注文 🦊 " + "x" * 300,
)


@pytest.fixture(scope="module")
def demo() -> Architecture:
    return api.assemble(resources.folder("ontology") / "briefs" / "demo.yaml")


def everything() -> Document:
    """A document with every kind of block."""
    nested = Item(line("outer"), (Item(line("inner"), (Item(line("innermost")),)),))
    table = Table(("who", "what"), ((line("a"), line("one")), (line("bbbb"), line("two"))))
    return Document(
        "Title",
        (("Status", line("proposed")), ("Seen", line(link("https://a.example/")))),
        (
            Section("s", "Words", (paragraph("See ", Span("1", "cite"), "."), Items((nested,)))),
            Section("t", "Deeper", (table, Figure("Overview", "x.svg")), level=3),
            Section("u", "Order", (Items((nested, Item(line(strong("x")))), numbered=True),)),
        ),
        lead=line("What it is."),
    )


def test_every_block_has_its_place() -> None:
    assert lines.write(everything()).splitlines() == [
        "Title",
        "What it is.",
        "  Status  proposed",
        "  Seen    <https://a.example/>",
        "",
        "Words",
        "  See [1].",
        "",
        "  outer",
        "    inner",
        "      innermost",
        "",
        "  Deeper",
        "    who   what",
        "    ────  ────",
        "    a     one",
        "    bbbb  two",
        "",
        "    Overview: x.svg",
        "",
        "Order",
        "  1. outer",
        "    inner",
        "      innermost",
        "  2. x",
    ]


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_terminal_tells_the_risks_that_the_record_tells(path: str) -> None:
    """Every sentence, line and cell, in the same order: one telling, two ways to write it."""
    architecture = api.assemble(path)
    risks = api.risks(architecture)
    document = record(
        architecture, api.knowledge(), (), figures=(), considered=Considered(), risks=risks
    )
    ids = [section.id for section in document.sections]
    within = document.sections[ids.index("consequences") + 1 : ids.index("findings")]
    alone = risks_document(risks, api.knowledge())
    assert [(one.title, one.blocks) for one in alone.sections] == [
        (one.title, one.blocks) for one in within
    ]
    told = " ".join(api.risks_text(risks).split())
    for text in chain.from_iterable(map(texts, within)):
        assert text in told


def texts(section: Section) -> list[str]:
    """Every text of a section that holds paragraphs, flat lists and tables."""
    found: list[Line] = []
    for block in section.blocks:
        if isinstance(block, Items):
            found += [item.line for item in block.items]
        elif isinstance(block, Table):
            found += chain.from_iterable(block.rows)
        else:
            found.append(block.line)  # type: ignore[union-attr]
    return [section.title, *("".join(span.text for span in one) for one in found)]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_lines_fit_into_the_terminal_and_lose_no_word(demo: Architecture, width: int) -> None:
    whole = api.risks_text(api.risks(demo))
    wrapped = api.risks_text(api.risks(demo), width=width)
    assert all(len(text) <= width for text in wrapped.splitlines())
    unruled = re.compile("[─·:]|who has nobody else|stops without")
    assert sorted(unruled.sub("", wrapped).split()) == sorted(unruled.sub("", whole).split())


def test_an_address_stays_whole(demo: Architecture) -> None:
    component = api.component("eks")
    assert component.released is not None
    text = api.component_text(component, width=60)
    assert f"<{component.released.evidence.source}>" in text
    assert f"<{component.homepage}>" in text


def test_without_a_terminal_nothing_is_wrapped(demo: Architecture) -> None:
    component = api.component("eks")
    assert component.definition in api.component_text(component).splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_on_its_line_and_moves_no_cursor(demo: Architecture, name: str) -> None:
    risks = replace(api.risks(demo), name=name)
    points = tuple(replace(point, name=name) for point in risks.single_points)
    named = replace(risks, single_points=points)
    usual = len(api.risks_text(api.risks(demo)).splitlines())
    for text in (api.risks_text(named), api.risks_text(named, width=80)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert len(api.risks_text(named).splitlines()) == usual


def test_what_is_lost_with_one_thing_is_told_by_name(demo: Architecture) -> None:
    names = {placement.id: placement.name for placement in demo.placements}
    loss = api.blast_radius(demo, "eu")
    document = loss_document(loss, names)
    assert document.title == f"Losing eu takes {len(loss.lost)} placements with it."
    assert "Prometheus (eu/main)" in api.loss_text(loss, demo)
    nothing = loss_document(replace(loss, stopped=(), cut_off=(), workloads=()), names)
    assert nothing.lead == line("Nothing else stops or is cut off.")
    stopping = replace(loss, stopped=("us/main/prometheus",), workloads=("shop",))
    told = lines.write(loss_document(stopping, names))
    assert "\nStops\n  Prometheus (us/main)\n" in told
    assert "\nWorkloads lost everywhere\n  shop\n" in told
    assert "Nothing else" not in told


def test_an_architecture_without_risks_says_so(demo: Architecture) -> None:
    risks = replace(api.risks(demo), single_points=(), cycles=(), blind_spots=(), losses=())
    assert api.risks_text(risks).endswith("\nRisks\n  There is a way around each part.\n")


def test_every_component_of_the_catalog_is_told_in_all_three_forms() -> None:
    for component in api.knowledge().components.values():
        document = component_document(component)
        for text in (lines.write(document), markdown.write(document), html(document)):
            assert component.id in text
            for need in component.needs:
                assert need.evidence.source is None or "looked at" in text
