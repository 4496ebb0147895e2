"""A picture with another name is the one that would be drawn with it, without being laid out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import examples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import api
from kgraph.layout.drawing import Drawing
from kgraph.layout.page import retitled
from kgraph.model.architecture import Architecture

BRIEF = """name: {name}
sites: [{{id: eu, cloud: gcp}}]
workloads: [{{id: shop, stores: tables}}]
use: [prometheus]
"""
PLAIN = ("x", "Web shop", "Web  shop \u2026", "<b>&amp;")
NAMES = (*PLAIN, "متجر", "店舗", "W" * 12, "a\u0301" * 20)
LONG = "A name that is by far longer than all that stands below it, and then a little longer"


@cache
def architecture(name: str) -> Architecture:
    """The same architecture by a name."""
    made = api.assemble(BRIEF.format(name="Shop"))
    assert made.brief is not None
    return replace(made, name=name, brief=replace(made.brief, name=name))


@cache
def drawing(view: str, width: int) -> Drawing:
    return api.drawing(architecture("Shop"), view, width=width)


@given(st.text(min_size=1, max_size=60), st.sampled_from(("storage", "control")))
@settings(max_examples=40)
def test_a_name_is_set_as_it_is_when_all_is_laid_out_or_is_left(name: str, view: str) -> None:
    found = api.renamed_drawing(drawing(view, 0), architecture("Shop"), architecture(name))
    assert found in (None, api.drawing(architecture(name), view))


@pytest.mark.parametrize("width", [0, 600, 800])
@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_kinds_give_the_picture_that_is_drawn_with_them(name: str, width: int) -> None:
    before, after = architecture("Shop"), architecture(name)
    found = api.renamed_drawing(drawing("overview", width), before, after)
    assert found == api.drawing(after, "overview", width=width)
    assert api.draw(after, drawn=found) == api.draw(after, width=width)


@pytest.mark.slow
@pytest.mark.parametrize("brief", examples.EVERY)
def test_every_view_of_every_example_is_what_would_be_drawn(brief: str) -> None:
    before = examples.architecture(brief)
    assert before.brief is not None
    after = replace(before, name="Bazaar", brief=replace(before.brief, name="Bazaar"))
    set_anew = 0
    for view, drawn in examples.drawings(brief).items():
        found = api.renamed_drawing(drawn, before, after)
        if found is None:
            continue
        set_anew += 1
        assert found == api.drawing(after, view)
    assert set_anew >= 3


def test_what_may_depend_on_a_name_is_drawn_anew() -> None:
    before = architecture("Shop")
    overview = drawing("overview", 0)
    assert api.renamed_drawing(overview, before, architecture(LONG)) is None
    assert retitled(replace(overview, view=replace(overview.view, title=LONG)), "Shop") is None
    other = api.assemble(BRIEF.format(name="Bazaar").replace("gcp", "aws"))
    assert api.renamed_drawing(overview, before, other) is None
    (inside,) = (one.id for one in api.knowledge().views if one.per == "component")
    insides = [one.id for one in api.views(before) if one.id.startswith(f"{inside}:")]
    drawn = api.drawing(before, insides[0])
    assert api.renamed_drawing(drawn, before, architecture("Bazaar")) is None
