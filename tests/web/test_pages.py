"""Each page as Streamlit runs it, over the real use cases."""

from __future__ import annotations

import json
from html import escape as html_escaped
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from kgraph import api, web
from kgraph.brief import reading
from kgraph.knowledge.query.examples import Example
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.web import address, cards, work
from kgraph.web.parts import brief_form, brief_text, state, tables
from kgraph.web.twin import Twin, twin

CLASH = "name: X\nanswers:\n  kubernetes: managed\nsites:\n- {id: a, cloud: on-premises}\n"
PAGES = Path(web.__file__).parent / "pages"
HOSTILE = "<script>alert(1)</script><b>x"


def page(name: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=600)
    for key, value in query.items():
        test.query_params[key] = value
    for section in ("Sites", "Workloads", "Wishes", *(one.section for one in api.questions())):
        test.session_state[brief_form.SECTION + section] = True
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def switch(test: AppTest, way: str) -> None:
    """Edit the brief as a form or as text."""
    test.session_state["way"] = way
    test.run()


def taken_away() -> AppTest:
    """The design page with the tab open that has its files."""
    test = page("design")
    test.session_state["below"] = "Take away"
    test.run()
    return test


@pytest.mark.slow
def test_form_and_text_stand_beside_each_other_and_each_changes_the_other() -> None:
    test = page("design")
    test.session_state["below"] = brief_text.TAB
    test.run()
    written = test.text_area(key="brief-edited")
    assert written.value == api.demo_brief()
    test.selectbox(key=question("tracing")).set_value("none").run()
    assert "tracing: none" in test.text_area(key="brief-edited").value
    back = test.text_area(key="brief-edited").value.replace("tracing: none", "tracing: tracing")
    test.text_area(key="brief-edited").set_value(back).run()
    assert not test.exception
    assert test.selectbox(key=question("tracing")).value == "tracing"
    switch(test, "Text")
    assert not test.exception
    assert len(test.text_area) == 1


def take(test: AppTest, text: str) -> AppTest:
    """Write the brief as text, and take it over."""
    switch(test, "Text")
    test.text_area(key="brief-edited").set_value(text).run()
    assert not test.exception
    return test


def listed(test: AppTest, key: str) -> list[dict[str, str]]:
    """The rows of a table of what the picture shows; none where there is no such table."""
    for one in test.get("bidi_component"):
        if one.proto.id.endswith(f"-{key}"):
            told = json.loads(one.proto.json)
            return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]
    return []


def pictures(test: AppTest) -> int:
    """How many pictures there are."""
    told = [one.proto.component_name for one in test.get("bidi_component")]
    return told.count("kgraph_svg_view")


def table(test: AppTest) -> list[str]:
    """What the table of boxes names, with its number where a box stands for several."""
    return sorted(row["Component"] for row in listed(test, "table-boxes"))


def shown(architecture: Architecture, view: str) -> list[str]:
    """The same of the drawing itself: its boxes, and the frames that are components too."""
    drawn = api.drawing(architecture, view).view
    boxes = [(box.title, box.count) for block in drawn.blocks() for box in block.boxes]
    frames = [(frame.title, len(frame.covers)) for frame in drawn.frames() if frame.covers]
    return sorted(f"{title} ×{count}" if count > 1 else title for title, count in (*boxes, *frames))


def choose(test: AppTest, view: str) -> AppTest:
    test.session_state["view"] = view
    test.run()
    assert not test.exception
    return test


def select(test: AppTest, box: str) -> AppTest:
    test.session_state["box"] = box
    test.run()
    assert not test.exception
    return test


def view_of(test: AppTest) -> str:
    """The view that is shown, by what its tabs and its box say."""
    found = test.session_state["view-tab"] or test.session_state["view-more"]
    assert isinstance(found, str)
    return found


def question(id: str) -> str:
    return f"field.answer.{id}"


def test_the_whole_app_opens_on_the_start_page_with_every_example() -> None:
    test = AppTest.from_file(str(api.app_file()), default_timeout=600).run()
    assert not test.exception
    assert not test.error
    for _, text in api.example_briefs():
        assert f"design?b={address.pack(text)}" in html(test)
        assert f">{html_escaped(api.read_brief(text).name)}</a>" in html(test)


def test_every_example_has_a_picture_that_was_made_before_in_both_themes() -> None:
    for id, text in api.example_briefs():
        for dark in (False, True):
            theme = api.theme_beside(dark=dark).id
            assert cards.picture(id, text, theme) is not None, "run python tests/cards.py"
    assert cards.picture("demo", "name: Another\n", "light") is None


def test_the_start_page_assembles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("it assembles")

    monkeypatch.setattr(work, "answer", never)
    page("start")


def test_the_design_page_starts_from_the_example() -> None:
    test = page("design")
    architecture = api.assemble(api.demo_brief())
    assert f"{len(architecture.placements)} placements" in html(test)
    assert table(test) == shown(architecture, "overview")
    test.segmented_control(key="rows").set_value(tables.ALL).run()
    assert test.dataframe[0].value.shape[0] == len(architecture.placements)
    assert test.dataframe[1].value.shape[0] == len(architecture.flows)


def test_every_question_is_asked_with_its_options() -> None:
    test = page("design")
    asked = {widget.key: widget for widget in [*test.selectbox, *test.multiselect]}
    for decision in api.questions():
        prefix = "field.answer" if decision.asked_of == "brief" else "field.workload.0.answer"
        widget = asked[f"{prefix}.{decision.id}"]
        assert widget.label.removeprefix("● ") == decision.question
        assert list(widget.options) == [option.label for option in decision.options]
        assert all(
            option.definition in widget.help.replace("\\", "") for option in decision.options
        )


def test_an_answer_changes_the_architecture_and_says_what_changed() -> None:
    test = page("design")
    before = table(test)
    test.selectbox(key=question("deployment")).set_value("by-pipeline").run()
    assert not test.exception
    assert "Changed: " in html(test)
    assert (
        table(test) == shown(api.assemble(test.session_state["brief-text"]), "overview") != before
    )
    assert "deployment: by-pipeline" in test.session_state["brief-text"]


@pytest.mark.slow
def test_an_answer_that_changes_has_its_text_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    test = page("design")
    test.selectbox(key=question("tracing")).set_value("none").run()
    read: list[str] = []
    real = reading.parse_brief

    def parse(text: str, *args: Any, **kwargs: Any) -> Brief:
        read.append(text)
        return real(text, *args, **kwargs)

    monkeypatch.setattr(reading, "parse_brief", parse)
    test.text_input(key="field.name").set_value("Read once").run()
    assert not test.exception
    assert "Read once" in html(test)
    assert read == [test.session_state["brief-text"]]


def test_the_text_fills_the_form() -> None:
    test = take(page("design"), "name: Tiny\nanswers:\n  tracing: tracing\n")
    switch(test, "Form")
    assert test.text_input(key="field.name").value == "Tiny"
    assert test.selectbox(key=question("tracing")).value == "tracing"


def test_a_text_that_cannot_be_read_is_told_by_line_and_the_last_answer_stays() -> None:
    test = page("design")
    shown = table(test)
    take(test, "name: X\n\nuse: [promethus]\n")
    assert test.error[0].value.replace("\\", "").startswith("Line 3: unknown component 'promethus'")
    assert table(test) == shown
    assert test.text_area(key="brief-edited").value == "name: X\n\nuse: [promethus]\n"


def test_a_brief_that_cannot_be_met_names_the_clash_and_offers_a_way_out() -> None:
    test = take(
        page("design"),
        "name: X\nanswers:\n  kubernetes: managed\nsites:\n- {id: a, cloud: on-premises}\n",
    )
    assert "No architecture can meet" in test.warning[0].value
    assert "As of before" in test.info[0].value
    assert any("→ 20 placements" in button.label for button in test.button)
    test.button(key="drop.answers.kubernetes.managed").click().run()
    assert not test.exception
    assert not test.warning
    assert table(test)
    assert "kubernetes" not in test.session_state["brief-text"]


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
def test_sites_and_workloads_are_added_and_removed() -> None:
    test = take(page("design"), "name: X\n")
    switch(test, "Form")
    test.button(key="button.site.add").click().run()
    test.button(key="button.workload.add").click().run()
    assert not test.exception
    assert len(api.read_brief(test.session_state["brief-text"]).sites) == 2
    assert test.text_input(key="field.workload.1.name").value == "app-2"
    test.button(key="button.site.0.remove").click().run()
    assert [site.id for site in api.read_brief(test.session_state["brief-text"]).sites] == [
        "site-2"
    ]


def test_a_field_that_cannot_be_taken_is_told_and_kept() -> None:
    test = page("design")
    test.text_input(key="field.site.0.id").set_value("Not An Id").run()
    assert not test.exception
    assert test.error
    assert test.text_input(key="field.site.0.id").value == "Not An Id"


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


def entries(test: AppTest) -> list[str]:
    """The ids of the components that are listed."""
    keys = (one.key or "" for one in test.button)
    return [key.removeprefix("entry.") for key in keys if key.startswith("entry.")]


def test_the_catalog_lists_everything_and_a_component_has_a_page_of_its_own() -> None:
    test = page("catalog")
    assert f"{len(api.components())} components of" in html(test)
    test.session_state["component"] = "harbor"
    test.run()
    assert not test.exception
    assert not entries(test)
    for text in (
        api.component("harbor").definition,
        api.component("harbor").needs[0].role,
        "goharbor.io",
        "Sources by grade",
    ):
        assert text in html(test)
    door = next(one for one in test.button if one.key == "door.instead.zot")
    door.click().run()
    assert html(test).count(api.component("zot").definition) == 1


def test_every_component_has_a_page() -> None:
    test = page("catalog")
    for component in api.components()[::30]:
        test.session_state["component"] = component.id
        test.run()
        assert not test.exception, component.id
        assert html_escaped(component.definition) in html(test)
        assert pictures(test) <= 1 + bool(component.parts)


def test_a_component_with_an_inside_shows_it_and_others_do_not() -> None:
    test = page("catalog", component="prometheus")
    assert "Inside Prometheus" in html(test)
    assert pictures(test) == 2
    test.session_state["component"] = next(one.id for one in api.components() if not one.parts)
    test.run()
    assert "Inside " not in html(test)


def test_facets_narrow_the_catalog_to_what_can_still_be_had() -> None:
    test = page("catalog", retired="retired")
    retired = set(entries(test))
    assert retired
    assert retired.isdisjoint(one.id for one in api.components(day=state.today()))


def test_a_facet_leads_back_to_the_list_and_to_its_first_page() -> None:
    test = page("catalog", component="harbor", page="9")
    test.selectbox(key="facet.on").set_value("aws").run()
    assert len(entries(test)) > 1


@pytest.mark.parametrize("unknown", ["nothing", "<script>alert(1)</script>"])
def test_an_unknown_component_in_the_address_shows_none(unknown: str) -> None:
    test = page("catalog", component=unknown)
    assert test.selectbox(key="component-named").value is None
    assert entries(test)
    assert "<script" not in html(test)


def test_filters_narrow_the_catalog() -> None:
    test = page("catalog")
    concern = api.knowledge().concerns[0]
    test.selectbox(key="facet.on").set_value("aws").run()
    test.selectbox(key="facet.area").set_value(concern.id).run()
    wanted = [one for one in api.components(cloud="aws") if one.concern == concern.id]
    in_order = sorted(wanted, key=lambda one: one.name.lower())
    assert f"{len(wanted)} components of" in html(test)
    assert entries(test) == [one.id for one in in_order][:24]
    test.text_input(key="find").set_value("no such thing at all").run()
    assert not test.exception
    assert not entries(test)
    assert test.info


def test_each_facet_counts_what_fits_the_others() -> None:
    test = page("catalog", on="aws", area="storage")
    label = api.knowledge().cloud_labels["gcp"]
    there = [one for one in api.components(cloud="gcp") if one.concern == "storage"]
    assert f"{label} ({len(there)})" in test.selectbox(key="facet.on").options
    here = [one for one in api.components(cloud="aws") if one.concern == "storage"]
    assert f"{len(here)} components of" in html(test)
    named = page("catalog", on=api.knowledge().cloud_labels["aws"], area="storage")
    assert entries(named) == entries(test)


def test_a_retired_component_names_its_day_and_successor() -> None:
    retired = next(one for one in api.components() if one.retired and one.successor)
    test = page("catalog", component=retired.id)
    assert retired.closing
    assert f"<b>{retired.closing.event.said}</b> {retired.closing.label}" in html(test)
    assert api.component(retired.successor or "").name in html(test)


EXAMPLES = list(api.examples())


def test_a_question_that_is_picked_is_asked_at_once() -> None:
    test = page("ask")
    test.button(key="example.retired-since").click().run()
    assert not test.exception
    assert test.selectbox(key="question").value == "retired-since"
    assert test.dataframe
    assert (
        len([one for one in test.button if str(one.key).startswith("example.")])
        == len(EXAMPLES) - 1
    )


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_every_example_runs(example: Example) -> None:
    test = page("ask", example=example.id)
    assert not test.exception
    assert not test.error
    assert {
        "select": "row" in html(test),
        "graph": test.get("graphviz_chart"),
        "ask": "The answer is" in html(test),
    }[example.form]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "another server"),
        ("DELETE WHERE { ?s ?p ?o }", "update"),
        ("SELECT ?x {\n ?x ?y }", "Line 2"),
    ],
)
def test_what_is_refused_is_told_in_a_sentence(query: str, said: str) -> None:
    test = page("ask")
    test.text_area(key="query").set_value(query)
    test.button(key="ask").click().run()
    assert not test.exception
    assert len(test.error) == 1
    assert said in test.error[0].value.replace("\\", "")
    assert not test.dataframe


def test_a_fix_that_was_tried_is_taken_by_its_button() -> None:
    test = page("design", b=address.pack(CLASH))
    fix = api.diagnose(CLASH).fixes[0]
    test.button(key="fix.0").click().run()
    assert not test.exception
    assert not test.warning
    found = api.assemble(test.session_state["brief-text"])
    assert len(found.placements) == fix.placements


def test_a_product_of_another_cloud_can_be_wished_for_and_taken_back() -> None:
    test = page("design")
    test.selectbox(key="add.use").set_value("amazon-managed-grafana").run()
    assert not test.exception
    assert test.warning
    test.button(key="drop.use.amazon-managed-grafana").click().run()
    assert not test.exception
    assert not test.warning
    assert "amazon-managed-grafana" not in test.session_state["brief-text"]


def test_the_brief_lives_in_the_address_and_undo_goes_back() -> None:
    test = page("design")
    test.text_input(key="field.name").set_value("Another name").run()
    word = test.session_state["b"]
    assert "Another name" in address.unpack(word)
    assert "Another name" in html(page("design", b=word))
    test.button(key="undo").click().run()
    assert test.session_state["b"] == ""
    assert "Another name" not in html(test)
    test.button(key="redo").click().run()
    assert "Another name" in html(test)


@pytest.mark.parametrize("word", ["x", "~" + "0" * 32, "~../../etc/passwd", "é" * 9])
def test_an_address_that_holds_no_brief_is_told(word: str) -> None:
    test = AppTest.from_file(str(api.app_file()), default_timeout=600)
    test.query_params["b"] = word
    test.run()
    assert not test.exception
    assert "address" in test.warning[0].value
    shown = api.read_brief(api.demo_brief()).name
    assert any(shown in one.value for one in test.caption)
    test.session_state["b"] = address.pack("name: There again\n")
    test.run()
    assert not test.warning


def test_a_component_of_the_address_is_selected_by_its_id_alone() -> None:
    assert api.component("prometheus").definition in html(page("design", box="prometheus"))
    assert "not in this picture" in page("design", box="nothing-such").toast[0].value


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


def overview() -> Twin:
    return twin(api.drawing(api.assemble(api.demo_brief()), "overview"))


def test_calls_and_systems_are_parts_of_the_form() -> None:
    test = page("design", b=address.pack("name: X\n"))
    test.session_state["section.Systems outside"] = True
    test.session_state["section.Workloads"] = True
    test.run()
    test.button(key="button.system.add").click().run()
    assert not test.exception
    assert "id: system-2" in test.session_state["brief-text"]
    calls = test.multiselect(key="field.workload.0.calls")
    assert calls.options == ["system-2"]
    calls.set_value(["system-2"]).run()
    assert "calls: [system-2]" in test.session_state["brief-text"]
    assert api.assemble(test.session_state["brief-text"]).flows


def test_the_signs_of_wishes_are_called_by_what_they_do() -> None:
    test = page("design", b=address.pack("name: X\nuse: [istio]\n"))
    test.session_state["section.Wishes"] = True
    test.run()
    assert test.button(key="out.use.0").label == "Take Istio out"


def test_a_question_of_the_address_is_asked() -> None:
    example = api.examples()[0]
    test = page("ask", example=example.id)
    assert test.text_area(key="query").value == example.text
    assert test.dataframe


def test_a_value_of_a_question_is_set_and_the_address_holds_it() -> None:
    test = page("ask", example="graduated-on-cloud")
    test.selectbox(key="set.graduated-on-cloud.cloud").set_value("gcp").run()
    assert test.session_state["set"] == "cloud=gcp"
    assert "cloud:gcp" in test.text_area(key="query").value
    assert "--set cloud=gcp" in "\n".join(code.value for code in test.code)
    again = page("ask", example="graduated-on-cloud", set="cloud=gcp")
    assert again.dataframe[0].value.equals(test.dataframe[0].value)


def test_a_value_that_is_not_known_is_told_with_the_nearest() -> None:
    test = page("ask", example="graduated-on-cloud", set="cloud=awss")
    assert "did you mean 'aws'?" in test.warning[0].value.replace("\\", "")
    test = page("ask", example="graduated-on-clouds")
    assert "did you mean 'graduated-on-cloud'?" in test.warning[0].value.replace("\\", "")


def test_a_query_of_ones_own_lives_in_the_address_and_its_words_are_told() -> None:
    text = "SELECT ?x { ?x o:provdes k:metrics-storage }"
    test = page("ask", example="retired-since")
    test.text_area(key="query").set_value(text).run()
    word = test.session_state["q"]
    again = page("ask", q=word)
    assert again.text_area(key="query").value == text
    assert "o:provides" in again.info[0].value.replace("\\", "")
    again.button(key="example.retired-since").click().run()
    assert not again.session_state["q"]
    assert again.dataframe


def test_a_question_is_asked_of_my_architecture() -> None:
    test = page("ask", example="bill")
    test.session_state["brief-text"] = "name: Mine\nsites: [{id: here, cloud: aws}]\n"
    test.run()
    found = api.query("bill", architectures=[api.assemble(test.session_state["brief-text"])])
    assert test.dataframe[0].value.shape[0] == len(found)
    assert "Mine" in test.caption[0].value


def test_the_terms_are_at_hand() -> None:
    test = page("ask")
    test.session_state["terms"] = True
    test.run()
    test.text_input(key="term").set_value("canReplace").run()
    assert "o:canReplace" in html(test)


def test_five_questions_make_a_first_brief() -> None:
    test = page("start")
    test.text_input(key="first.name").set_value("Mine")
    test.multiselect(key="first.sites").set_value(["aws", "gcp"])
    test.text_input(key="first.workloads").set_value("shop, quotes")
    button(test, "Make the brief").click().run()
    assert not test.exception
    brief = api.read_brief(test.session_state["brief-text"])
    assert (brief.name, [one.cloud for one in brief.sites]) == ("Mine", ["aws", "gcp"])
    assert [one.id for one in brief.workloads] == ["shop", "quotes"]
    assert address.unpack(test.session_state["b"]) == test.session_state["brief-text"]


def test_an_answer_that_cannot_be_taken_is_told_where_it_is_asked() -> None:
    test = page("start")
    test.text_input(key="first.workloads").set_value("Not An Id")
    button(test, "Make the brief").click().run()
    assert not test.exception
    assert "Your answers" in test.error[0].value


def button(test: AppTest, label: str) -> Button:
    return next(one for one in test.button if one.label == label)
