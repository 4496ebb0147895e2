"""Each page as Streamlit runs it, over the real use cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kgraph import api, web
from kgraph.knowledge.query import Example

PAGES = Path(web.__file__).parent / "pages"
HOSTILE = "<script>alert(1)</script><b>x"


def page(name: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60)
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def switch(test: AppTest, way: str) -> None:
    """Edit the brief as a form or as text."""
    test.session_state["way"] = way
    test.run()


def take(test: AppTest, text: str) -> AppTest:
    """Write the brief as text, and take it over."""
    switch(test, "Text")
    test.text_area(key="brief-edited").set_value(text).run()
    assert not test.exception
    return test


def question(id: str) -> str:
    return f"field.answer.{id}"


def test_the_whole_app_opens_on_the_design_page() -> None:
    test = AppTest.from_file(str(api.app_file()), default_timeout=60).run()
    assert not test.exception
    assert api.read_brief(api.demo_brief()).name in html(test)


def test_the_design_page_starts_from_the_example() -> None:
    test = page("design")
    placements = api.assemble(api.demo_brief()).placements
    assert f"{len(placements)} placements" in html(test)
    assert test.dataframe[0].value.shape[0] == len(placements)


def test_every_question_is_asked_with_its_options() -> None:
    test = page("design")
    asked = {widget.key: widget for widget in [*test.selectbox, *test.multiselect]}
    for decision in api.questions():
        prefix = "field.answer" if decision.asked_of == "brief" else "field.workload.0.answer"
        widget = asked[f"{prefix}.{decision.id}"]
        assert widget.label == decision.question
        assert list(widget.options) == [option.label for option in decision.options]
        assert all(option.definition in widget.help.replace("\\", "") for option in decision.options)


def test_an_answer_changes_the_architecture_and_says_what_changed() -> None:
    test = page("design")
    before = test.dataframe[0].value.shape[0]
    test.selectbox(key=question("tracing")).set_value("none").run()
    assert not test.exception
    assert "Changed: " in html(test)
    assert test.dataframe[0].value.shape[0] != before
    assert "tracing: none" in test.session_state["brief-text"]


def test_the_text_fills_the_form() -> None:
    test = take(page("design"), "name: Tiny\nanswers:\n  tracing: tracing\n")
    switch(test, "Form")
    assert test.text_input(key="field.name").value == "Tiny"
    assert test.selectbox(key=question("tracing")).value == "tracing"


def test_a_text_that_cannot_be_read_is_told_by_line_and_the_last_answer_stays() -> None:
    test = page("design")
    shown = test.dataframe[0].value.shape
    take(test, "name: X\n\nuse: [promethus]\n")
    assert test.error[0].value.replace("\\", "").startswith("Line 3: unknown component 'promethus'")
    assert test.dataframe[0].value.shape == shown
    assert test.text_area(key="brief-edited").value == "name: X\n\nuse: [promethus]\n"


def test_a_brief_that_cannot_be_met_names_the_clash_and_offers_a_way_out() -> None:
    test = take(page("design"), "name: X\nanswers:\n  kubernetes: managed\nsites:\n- {id: a, cloud: on-premises}\n")
    assert "No architecture can meet" in test.warning[0].value
    assert not test.dataframe
    test.button(key="drop.answers.kubernetes.managed").click().run()
    assert not test.exception
    assert not test.warning
    assert test.dataframe
    assert "kubernetes" not in test.session_state["brief-text"]


def test_a_box_that_is_clicked_is_explained() -> None:
    test = page("design")
    placement = next(one for one in api.assemble(api.demo_brief()).placements if one.id.endswith("/prometheus"))
    test.session_state["box"] = placement.id
    test.run()
    assert api.component("prometheus").definition in html(test)
    assert placement.reasons[0].text in html(test)


def test_a_box_of_another_architecture_is_forgotten() -> None:
    test = page("design")
    test.selectbox(key="box").set_value(api.assemble(api.demo_brief()).placements[0].id).run()
    take(test, "name: X\nsites: [{id: elsewhere, cloud: aws}]\n")
    assert test.selectbox(key="box").value is None


def test_sites_and_workloads_are_added_and_removed() -> None:
    test = take(page("design"), "name: X\n")
    switch(test, "Form")
    test.button(key="button.site.add").click().run()
    test.button(key="button.workload.add").click().run()
    assert not test.exception
    assert len(api.read_brief(test.session_state["brief-text"]).sites) == 2
    assert test.text_input(key="field.workload.1.name").value == "app-2"
    test.button(key="button.site.0.remove").click().run()
    assert [site.id for site in api.read_brief(test.session_state["brief-text"]).sites] == ["site-2"]


def test_a_field_that_cannot_be_taken_is_told_and_kept() -> None:
    test = page("design")
    test.text_input(key="field.site.0.id").set_value("Not An Id").run()
    assert not test.exception
    assert test.error
    assert test.text_input(key="field.site.0.id").value == "Not An Id"


def test_markup_in_names_stays_text() -> None:
    test = take(page("design"), f'name: "{HOSTILE}"\nworkloads: [{{id: a, name: "{HOSTILE}"}}]\n')
    placement = next(one for one in api.assemble(test.session_state["brief-text"]).placements if one.name == HOSTILE)
    test.session_state["box"] = placement.id
    test.run()
    assert "<script" not in html(test)
    assert "<b>" not in html(test)
    assert html(test).count("&lt;script&gt;") >= 2


def test_there_is_a_download_for_every_form_of_the_answer() -> None:
    assert [one.proto.label.split()[0] for one in page("design").get("download_button")] == [
        "Picture",
        "Picture",
        "Graph",
        "Architecture",
        "Rationale",
        "Brief",
    ]


def test_the_catalog_lists_everything_and_shows_the_component_of_the_address() -> None:
    test = page("catalog", component="harbor")
    assert test.dataframe[0].value.shape[0] == len(api.components())
    for text in (api.component("harbor").definition, api.component("harbor").needs[0].role, "goharbor.io"):
        assert text in html(test)


@pytest.mark.parametrize("unknown", ["nothing", "<script>alert(1)</script>"])
def test_an_unknown_component_in_the_address_shows_none(unknown: str) -> None:
    test = page("catalog", component=unknown)
    assert test.selectbox(key="component").value is None
    assert "<script" not in html(test)


def test_filters_narrow_the_catalog() -> None:
    test = page("catalog")
    clouds = {cloud.id: cloud.label for cloud in api.knowledge().clouds}
    concern = api.knowledge().concerns[0]
    test.selectbox(key="on").set_value(clouds["aws"])
    test.selectbox(key="area").set_value(concern.label).run()
    wanted = [one.name for one in api.components(cloud="aws") if one.concern == concern.id]
    assert list(test.dataframe[0].value["Name"]) == wanted
    test.text_input(key="find").set_value("no such thing at all").run()
    assert not test.exception
    assert not test.dataframe
    assert test.info


def test_a_retired_component_names_its_day_and_successor() -> None:
    retired = next(one for one in api.components() if one.retired and one.successor)
    test = page("catalog", component=retired.id)
    assert retired.retired
    assert f"Retired on {retired.retired.day.isoformat()}" in html(test)
    assert api.component(retired.successor or "").name in html(test)


@pytest.mark.parametrize("example", api.examples(), ids=lambda example: example.id)
def test_every_example_runs(example: Example) -> None:
    test = page("ask", example=example.id)
    test.button[-1].click().run()
    assert not test.exception
    assert not test.error
    assert {"select": test.dataframe, "graph": test.code, "ask": "The answer is" in html(test)}[example.form]


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
    test.button[-1].click().run()
    assert not test.exception
    assert len(test.error) == 1
    assert said in test.error[0].value.replace("\\", "")
    assert not test.dataframe
