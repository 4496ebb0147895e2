"""Words for the pages: values stay text, changes are told by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.errors import InputError
from kgraph.web import words


def test_markup_in_a_value_stays_text() -> None:
    assert (
        words.element("p", "sub", "<script>alert(1)</script>")
        == '<p class="kg-sub">&lt;script&gt;alert(1)&lt;/script&gt;</p>'
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil", None, ""])
def test_only_addresses_of_the_web_become_links(address: str | None) -> None:
    assert words.link(address, "a<b") == "a&lt;b"


def test_a_quote_cannot_leave_the_address() -> None:
    assert words.link('https://x/"onclick="y', "t").count('"') == 6


def test_a_source_in_the_article_is_named_by_its_section() -> None:
    assert (
        words.source("https://w3id.org/kgraph/source/some#Load%20Balancers")
        == "article, section Load Balancers"
    )


def test_a_change_names_what_came_and_what_went() -> None:
    before = api.assemble("name: X\n")
    twice, gone = before.placements[0], before.placements[-1]
    after = replace(before, placements=(*before.placements[:-1], replace(twice, id="other")))
    assert words.change(before, after) == ((f"{twice.name} ×1",), (gone.name,))
    assert words.change(before, before) == ((), ())


def test_a_problem_tells_its_line() -> None:
    with pytest.raises(InputError) as caught:
        api.read_brief("name: X\nuses: [harbor]\n")
    assert words.problems(caught.value)[0].startswith(
        "Line 2: unknown key 'uses': did you mean 'use'?"
    )


def test_the_boxes_and_the_outline_of_a_picture_are_read_from_it() -> None:
    architecture = api.assemble("name: X\n")
    svg = api.draw(architecture, view="storage").decode()
    drawing = api.drawing(architecture, "storage")
    assert sorted(words.boxes(svg)) == sorted(
        box.id for block in drawing.blocks for box in block.boxes
    )
    outline = words.description(svg)
    assert outline.startswith(drawing.view.subtitle)
    assert all(box.title in outline for block in drawing.view.blocks() for box in block.boxes)
    assert words.description("<svg/>") == ""


def test_what_is_left_out_stays_text() -> None:
    assert words.left_out("<b>", ("storage",)) == "&lt;b&gt; (see storage)"
    assert words.left_out("none", ()) == "none"
