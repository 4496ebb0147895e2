"""How the design page takes a brief, and what it says of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamed import (
    CLASH,
    button,
    html,
    page,
    question,
    shown,
    switch,
    table,
    take,
)
from streamlit.testing.v1 import AppTest

from kgraph import api
from kgraph.brief import reading
from kgraph.model.brief import Brief
from kgraph.web import address
from kgraph.web.parts import brief_form, brief_text, tables


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


def test_undo_gives_back_what_could_be_read_where_something_was_refused() -> None:
    test = page("design", b=address.pack("name: Shop\nsites: [{id: a, cloud: gcp}]\n"))
    test.text_input(key="field.name").set_value("Other").run()
    test.text_input(key="field.site.0.id").set_value("Not An Id").run()
    assert test.error
    test.button(key="undo").click().run()
    assert not test.error
    assert test.text_input(key="field.site.0.id").value == "a"
    assert "Other" in html(test)
    test.button(key="undo").click().run()
    assert test.text_input(key="field.name").value == "Shop"


def test_a_brief_that_is_begun_anew_is_no_change() -> None:
    test = page("design")
    test.text_input(key="field.name").set_value("Renamed").run()
    assert "Changed: " in html(test)
    test.session_state["b"] = address.pack("name: Another\nsites: [{id: a, cloud: gcp}]\n")
    test.run()
    assert "Changed: " not in html(test)


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
        assert widget.label.removeprefix("● ").partition(" · ")[0] == decision.question
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


def test_an_answer_that_cannot_be_taken_is_told_where_it_is_asked() -> None:
    test = page("start")
    test.text_input(key="first.workloads").set_value("店")
    button(test, "Make the brief").click().run()
    assert not test.exception
    assert "Your answers" in test.error[0].value


TWO = """name: X
sites: [{id: a, cloud: aws}, {id: b, cloud: aws}]
workloads: [{id: shop, name: Shop}, {id: desk, name: Shop}]
systems: [{id: old, name: Old}, {id: older, name: Old}]
"""


def test_every_field_of_the_form_has_a_name_of_its_own() -> None:
    test = page("design", b=address.pack(TWO))
    test.session_state[f"{brief_form.SECTION}Systems outside"] = True
    test.run()
    fields = (*test.sidebar.text_input, *test.sidebar.selectbox, *test.sidebar.multiselect)
    named = [one.label for one in (*fields, *test.sidebar.button)]
    assert len(set(named)) == len(named)
    opened = re.findall(r'<summary aria-label="([^"]+)"', html(test))
    assert len(set(opened)) == len(opened) > len(api.questions())


def test_the_names_of_fields_are_read_out_without_backslashes() -> None:
    text = "name: N\nsites: [{id: eu-west, cloud: aws}]\nworkloads: [{id: my-shop, name: Shop}]\n"
    test = page("design", b=address.pack(text))
    fields = (*test.sidebar.text_input, *test.sidebar.selectbox, *test.sidebar.multiselect)
    named = [one.label for one in fields]
    assert "Short name · site eu-west" in named
    opened = re.findall(r'<summary aria-label="([^"]+)"', html(test))
    assert any(one.endswith(" · workload my-shop") for one in opened)
    assert not any("\\" in one for one in (*named, *opened))


def test_what_can_be_taken_back_and_what_helps_are_told_in_words() -> None:
    test = page("design", b=address.pack(CLASH))
    taking = [one.label for one in test.button if one.label.startswith("Take it back")]
    assert 0 < len(set(taking)) == len(taking)
    fixes = [one.label for one in test.button if (one.key or "").startswith("fix.")]
    assert any("Does the provider run the control plane" in one for one in fixes)
    assert not any("where\\-offered" in one for one in fixes)
