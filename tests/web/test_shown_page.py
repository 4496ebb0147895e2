"""What the design page tells of a picture, its boxes and its arrows, and gives away."""

from __future__ import annotations

import json
import os
from html import escape as html_escaped
from pathlib import Path

import pytest
from streamed import (
    CLASH,
    HOSTILE,
    PAGES,
    choose,
    html,
    listed,
    overview,
    page,
    question,
    select,
    shown,
    table,
    take,
    taken_away,
    view_of,
)
from streamlit.testing.v1 import AppTest

from kgraph import api
from kgraph.web import address


def data(test: AppTest) -> list[str]:
    """What the components of a page are told beside the picture, which holds the brief as it is."""
    told = [json.loads(one.proto.json) for one in test.get("bidi_component")]
    return [json.dumps({**one, "svg": ""}, ensure_ascii=False) for one in told]


def test_a_box_that_is_clicked_is_explained() -> None:
    test = page("design")
    placement = next(
        one for one in api.assemble(api.demo_brief()).placements if one.id.endswith("/prometheus")
    )
    test.session_state["box"] = placement.id
    test.run()
    assert api.component("prometheus").definition in html(test)
    assert placement.reasons[0].text in html(test)


@pytest.mark.slow
def test_a_box_of_another_architecture_is_told_as_missing() -> None:
    test = page("design")
    select(test, "us/main/loki")
    assert not test.toast
    take(test, "name: X\nsites: [{id: elsewhere, cloud: aws}]\n")
    assert "is not in this picture" in test.toast[0].value


@pytest.mark.slow
def test_markup_in_names_stays_text() -> None:
    test = take(page("design"), f'name: "{HOSTILE}"\nworkloads: [{{id: a, name: "{HOSTILE}"}}]\n')
    placement = next(
        one
        for one in api.assemble(test.session_state["brief-text"]).placements
        if one.name == HOSTILE
    )
    test.session_state["box"] = placement.id
    test.run()
    assert "<script" not in html(test)
    assert "<b>" not in html(test)
    assert html(test).count("&lt;script&gt;") >= 2


@pytest.mark.slow
def test_every_view_can_be_chosen_by_its_label() -> None:
    test = page("design")
    views = api.views(api.assemble(api.demo_brief()))
    tabs = test.button_group(key="view-tab").options
    more = test.selectbox(key="view-more").options
    assert [*tabs, *more] == [view.label for view in views]
    assert view_of(test) == views[0].id
    for view in views[1:]:
        assert html_escaped(view.definition) in html(choose(test, view.id))


@pytest.mark.slow
@pytest.mark.parametrize("view", ["request-path", "observability", "control", "inside:prometheus"])
def test_the_table_and_the_text_hold_what_the_picture_shows(view: str) -> None:
    test = choose(page("design"), view)
    test.session_state["as-text"] = True  # opened
    test.run()
    architecture = api.assemble(api.demo_brief())
    drawn = api.drawing(architecture, view).view
    assert table(test) == shown(architecture, view)
    assert len(listed(test, "table-arrows")) == len(drawn.arrows)
    text = "\n".join(code.value for code in test.code)
    for line in (*drawn.left_out, *drawn.steps):
        assert str(line) in text
    for block in drawn.blocks():
        assert all(box.title in text for box in block.boxes)


@pytest.mark.slow
def test_an_address_names_a_view_by_its_label_or_its_id() -> None:
    for name in ("Storage and backup", "storage"):
        assert view_of(page("design", view=name)) == "storage"
    for unknown in ("nothing", "<script>alert(1)</script>"):
        test = page("design", view=unknown)
        assert view_of(test) == "overview"
        assert "<script" not in html(test)


@pytest.mark.slow
def test_the_steps_of_the_request_path_are_a_numbered_list() -> None:
    view = api.drawing(api.assemble(api.demo_brief()), "request-path").view
    assert len(view.steps) > 3
    told = html(choose(page("design"), "request-path"))
    numbered = zip(view.numbers, view.steps, strict=True)
    steps = "".join(f'<li data-step="{number}">{step}</li>' for number, step in numbered)
    assert f'<ol class="kg-steps">{steps}</ol>' in told
    assert 'kg-steps">' not in html(choose(page("design"), "storage"))


@pytest.mark.slow
def test_a_view_stays_when_the_brief_changes_and_falls_back_where_it_is_gone() -> None:
    test = choose(page("design"), "observability")
    test.selectbox(key=question("tracing")).set_value("none").run()
    assert view_of(test) == "observability"
    choose(test, "site:us")
    take(test, "name: X\nsites: [{id: us, cloud: aws}, {id: eu, cloud: gcp}]\n")
    assert view_of(test) == "site:us"
    take(test, "name: X\nsites: [{id: elsewhere, cloud: aws}]\n")
    assert view_of(test) == "overview"
    assert r"site\:us” is not there" in test.toast[0].value


def test_a_box_that_stands_for_several_says_so_and_gives_each_reason_once() -> None:
    test = choose(page("design"), "inside:loki")
    select(test, "eu/main/alloy")
    assert not test.exception
    told = html(test)
    assert "This box stands for 2 placements: eu/main, us/main" in told
    reasons = {
        reason.text
        for one in api.assemble(api.demo_brief()).placements
        if one.component == "alloy"
        for reason in one.reasons
    }
    for text in reasons:
        assert told.count(f"<li>{text}") == 1


def test_a_part_of_a_component_is_explained() -> None:
    test = choose(page("design"), "inside:prometheus")
    part = api.component("prometheus").parts[0]
    select(test, part.id)
    assert not test.exception
    assert html_escaped(part.definition) in html(test)
    assert "What it is joined with" in html(test)


@pytest.mark.slow
def test_a_box_stays_selected_where_another_view_shows_it() -> None:
    test = page("design")
    select(test, "us/main/loki")
    for view in ("observability", "storage", "inside:loki"):
        assert not choose(test, view).toast, view
    assert "is not in this picture" in html(choose(test, "request-path"))


def test_what_a_picture_leaves_out_leads_to_the_view_that_shows_it() -> None:
    test = choose(page("design"), "request-path")
    test.button(key="go.observability").click().run()
    assert not test.exception
    assert view_of(test) == "observability"


def test_a_box_leads_to_its_inside() -> None:
    test = page("design")
    select(test, "eu/main/prometheus")
    test.button(key="look-inside").click().run()
    assert not test.exception
    assert view_of(test) == "inside:prometheus"
    assert api.component("prometheus").definition in html(test)


def test_every_format_of_the_registry_is_offered_with_what_it_lacks() -> None:
    test = taken_away()
    offered = test.get("download_button")
    labels = [one.proto.label for one in offered]
    assert [label for label in labels if label in {one.label for one in api.FORMATS}] == [
        *(one.label for one in api.FORMATS if not one.whole),
        *(one.label for one in api.FORMATS if one.whole),
    ]
    for format in api.FORMATS:
        for missing in format.lacks:
            assert html_escaped(missing) in html(test)


def test_every_theme_can_be_chosen_for_pictures() -> None:
    test = taken_away()
    colours = test.selectbox(key="colours")
    assert colours.options == ["As shown", *(theme.label for theme in api.THEMES)]
    assert not colours.set_value("print").run().exception


def test_without_an_architecture_only_the_brief_is_offered() -> None:
    test = page("design", b=address.pack(CLASH))
    assert [one.proto.label for one in test.get("download_button")] == ["Brief (YAML)"]


def test_a_component_of_the_address_is_selected_by_its_id_alone() -> None:
    assert api.component("prometheus").definition in html(page("design", box="prometheus"))
    assert "not in this picture" in page("design", box="nothing-such").toast[0].value


def test_what_turns_the_direction_of_letters_is_taken_out_of_names() -> None:
    said = 'name: "X\\u202eY"\nworkloads: [{id: a, name: "A\\u202eB"}]\n'
    test = page("design", b=address.pack(said), box="main/main/a")
    told = html(test) + "".join(one.label for one in (*test.button, *test.multiselect))
    assert "XY" in told
    assert "AB" in told
    assert "\u202e" not in told
    assert [one for one in data(test) if "\u202e" in one] == []


@pytest.mark.parametrize("box", ["world/client", "eu/main/shop"])
def test_what_the_brief_itself_places_has_its_risks_and_no_others_in_its_place(box: str) -> None:
    test = page("design", box=box)
    test.session_state["instead"] = True
    test.run()
    assert not test.exception
    assert not test.error
    told = html(test)
    assert "The brief itself places it" in told
    assert "Risks" in told


def test_what_a_picture_leaves_out_is_told_all_the_same() -> None:
    test = page("design", box="alertmanager")
    told = html(test)
    assert not test.toast
    assert "It is not in this picture" in told
    assert api.component("alertmanager").definition in told
    test.button(key="elsewhere.observability").click().run()
    assert test.session_state["view"] == "observability"
    assert not any(one.key == "elsewhere.delivery" for one in test.button)
    assert "It is not in this picture" not in html(test)


def test_an_arrow_says_what_its_flows_rest_on() -> None:
    link = next(one for one in overview().links if "argo-cd" in one.ends[0])
    told = html(page("design", box=link.id))
    assert "Why they are joined" in told
    assert "Argo CD reads the desired state from GitHub" in told
    assert "github.com/argoproj" in told


def test_from_an_arrow_a_chain_leads_to_the_brief() -> None:
    link = next(one for one in overview().links if one.ends[0].endswith("client"))
    test = page("design", box=link.id)
    assert "of the brief: workload shop" not in html(test)
    test.session_state["link-chain"] = True
    test.run()
    told = html(test)
    assert "of the brief: workload shop" in told
    name = api.assemble(api.demo_brief()).placement_by_id["world/client"].name
    assert f"{name}, for the whole architecture" in told
    assert "in world" not in told


@pytest.mark.parametrize(("box", "there"), [("eu/main/shop", False), ("eu/main/loki", True)])
def test_the_catalog_is_offered_for_what_it_tells_of(box: str, *, there: bool) -> None:
    test = AppTest.from_file(str(api.app_file()), default_timeout=600)
    test.query_params["box"] = box
    test.run()
    test.switch_page(os.path.relpath(PAGES / "design.py", Path(api.app_file()).parent)).run()
    links = [one.proto.label for one in test.get("page_link")]
    assert ("All about it in the catalog" in links) == there
