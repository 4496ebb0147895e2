"""Excerpts.

Whatever is selected, the picture accounts for the whole architecture, in either arrangement.
"""

from __future__ import annotations

from dataclasses import replace

import examples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.model.architecture import Architecture, Flow
from kgraph.model.knowledge import Knowledge
from kgraph.model.pictures import ViewDefinition
from kgraph.model.selection import Selection
from kgraph.view.accounting import left_out
from kgraph.view.arranging import ARRANGEMENTS, views
from kgraph.view.completeness import missing
from kgraph.view.excerpt import Excerpt, restricted
from kgraph.view.fitting import fitted
from kgraph.view.view import View

TWO_REGIONS = """
name: Two regions
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}, {id: us, cloud: gcp}]
workloads: [{id: shop, exposes: public, stores: tables}, {id: desk, exposes: internal}]
answers: {availability: multi-region, metrics: pull, logs: loki}
"""


@pytest.fixture(scope="module")
def whole() -> Architecture:
    return api.assemble(TWO_REGIONS)


def definition(arrangement: str = "layers", *along: str) -> ViewDefinition:
    return ViewDefinition("mine", "Mine", "Mine", 0, "", arrangement, along)


def selected(whole: Architecture, placements: set[str], flows: set[str]) -> Selection:
    ends = {end for f in whole.flows if f.id in flows for end in (f.source, f.target)}
    return Selection(frozenset(placements | ends), frozenset(flows))


def shown(whole: Architecture, chosen: Selection, arrangement: str) -> list[View]:
    excerpt = Excerpt(whole, restricted(whole, chosen), definition(arrangement), "mine")
    return list(views(excerpt, api.knowledge()))


def ends_in(view: View) -> set[str]:
    """Everything at which an arrow may end."""
    members = {box.id for block in view.blocks() if block.title for box in block.boxes}
    return members.union(node.id for node in (*view.blocks(), *view.frames()))


@settings(max_examples=60)
@given(st.data(), st.sampled_from(sorted(ARRANGEMENTS)))
def test_whatever_is_selected_nothing_is_dropped_silently(
    whole: Architecture, data: st.DataObject, arrangement: str
) -> None:
    placements = data.draw(st.sets(st.sampled_from([p.id for p in whole.placements])))
    flows = data.draw(st.sets(st.sampled_from([f.id for f in whole.flows]), max_size=25))
    for view in shown(whole, selected(whole, placements, flows), arrangement):
        assert missing(view, whole) == ()
        said = [id for line in view.left_out for id in line.covers]
        drawn = {id for block in view.blocks() for box in block.boxes for id in box.covers}
        assert not drawn & set(said)
        assert {end for arrow in view.arrows for end in (arrow.source, arrow.target)} <= ends_in(
            view
        )


@given(st.data(), st.sampled_from(sorted(ARRANGEMENTS)))
def test_no_frame_is_empty_in_a_part(
    whole: Architecture, data: st.DataObject, arrangement: str
) -> None:
    one = data.draw(st.sampled_from([p.id for p in whole.placements]))
    for view in shown(whole, selected(whole, {one}, set()), arrangement):
        assert all(frame.children or frame.covers for frame in view.frames())


def test_restricted_keeps_what_is_selected_in_order(whole: Architecture) -> None:
    flow = whole.flows[3]
    part = restricted(whole, selected(whole, set(), {flow.id}))
    assert part.flows == (flow,)
    assert {p.id for p in part.placements} == {flow.source, flow.target}
    assert part.placements == tuple(p for p in whole.placements if p in part.placements)
    assert part.places == whole.places
    assert restricted(whole, Selection()).placements == ()


def test_a_derived_link_is_a_flow_and_one_that_is_there_keeps_its_words(
    whole: Architecture,
) -> None:
    flow = next(f for f in whole.flows if f.label)
    ids = [p.id for p in whole.placements if p.id not in (flow.source, flow.target)][:2]
    links = ((flow.source, flow.kind, flow.target), (ids[0], "storage", ids[1]))
    part = restricted(
        whole, Selection(frozenset({*ids, flow.source, flow.target}), frozenset(), links)
    )
    assert set(part.flows) == {
        flow,
        Flow(f"{ids[0]}--storage--{ids[1]}", ids[0], ids[1], "storage", ""),
    }


def test_an_architecture_of_nothing_says_so(whole: Architecture, knowledge: Knowledge) -> None:
    empty = replace(whole, placements=(), flows=())
    for arrangement in ARRANGEMENTS:
        excerpt = Excerpt(empty, empty, definition(arrangement), "mine")
        for view in views(excerpt, knowledge):
            assert [str(line) for line in view.left_out] == [
                "Nothing is placed in this architecture"
            ]


def test_a_view_of_nothing_says_so_and_where_the_rest_is(
    whole: Architecture, knowledge: Knowledge
) -> None:
    shown_by = {p.id: ("overview-of-all",) for p in whole.placements}
    excerpt = Excerpt(whole, restricted(whole, Selection()), definition(), "mine", shown_by)
    nothing, rest = left_out(excerpt, fitted(excerpt.part, knowledge, {}), ())
    assert str(nothing) == "Nothing of this architecture belongs in this view"
    assert rest.views == ("overview-of-all",)
    assert len(rest.covers) == len(whole.placements) + len(whole.flows)


def test_no_view_sends_the_reader_to_itself(whole: Architecture, knowledge: Knowledge) -> None:
    shown_by = {p.id: ("mine", "other") for p in whole.placements}
    excerpt = Excerpt(whole, restricted(whole, Selection()), definition(), "mine", shown_by)
    assert {
        view
        for line in left_out(excerpt, fitted(excerpt.part, knowledge, {}), ())
        for view in line.views
    } == {"other"}


def test_a_flow_from_a_thing_to_itself_is_told(whole: Architecture, knowledge: Knowledge) -> None:
    flow = whole.flows[0]
    twisted = replace(flow, id="a-self", target=flow.source)
    odd = replace(whole, flows=(twisted, *whole.flows))
    for arrangement in ARRANGEMENTS:
        for view in views(Excerpt(odd, odd, definition(arrangement), "mine"), knowledge):
            assert missing(view, odd) == ()
            assert any("a-self" in line.covers for line in view.left_out)


def names_not_drawn(view: View) -> set[str]:
    """The names that are said to be not drawn, without their places and numbers."""
    begin = "Not drawn: "
    lines = [line.text for line in view.left_out if line.text.startswith(begin)]
    names = ", ".join(lines).removeprefix(begin).split(", ")
    return {name.partition(" ×")[0] for name in names if " in " not in name}


def test_what_is_not_drawn_is_told_with_its_place_where_its_name_is_drawn() -> None:
    whole = examples.architecture("data-heavy")
    places = 0
    for view in seen(whole, "overview"):
        drawn = {id for block in view.blocks() for box in block.boxes for id in box.covers}
        assert not names_not_drawn(view) & {p.name for p in whole.placements if p.id in drawn}
        places += sum(line.text.count(" in cloud/main") for line in view.left_out)
    assert places
