"""What the page of questions shows and does."""

from __future__ import annotations

import pytest
from streamed import (
    html,
    page,
)

from kgraph import api
from kgraph.knowledge.query.examples import Example
from kgraph.web import address
from kgraph.web.parts import results

EXAMPLES = list(api.examples())


def test_a_question_says_what_was_set_in_it() -> None:
    test = page("ask", example="leaving", set="component=prometheus")
    assert "What would it take to leave Prometheus?" in test.selectbox(key="question").options
    other = page("ask", example="graduated-on-cloud", set="capability=log-storage&cloud=gcp")
    asked = "Which graduated projects store metrics, on Google Cloud?"
    assert f"{asked} (what they are to do: log storage)" in other.selectbox(key="question").options


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


def test_a_comparison_with_what_is_no_brief_has_no_answer() -> None:
    test = page("ask", example="difference", **{"with": "nonsense"})
    assert test.error
    assert "row" not in html(test)
    assert not test.warning
    assert not test.info


def test_who_cannot_be_asked_is_named() -> None:
    unmet = address.pack("name: Far\nas_of: 2014-01-01\nsites: [{id: a, cloud: gcp}]\n")
    test = page("ask", example="difference", **{"with": unmet})
    assert "Far cannot be met" in test.warning[0].value


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


AWS = """name: X
sites: [{id: main, cloud: aws}]
workloads: [{id: portal, exposes: public, stores: tables}]
"""


@pytest.mark.parametrize("example", ["blast-radius", "leaving", "request-path", "why-here"])
def test_a_question_to_my_architecture_is_about_something_in_it(example: str) -> None:
    test = page("ask")
    test.session_state["brief-text"], test.session_state["example"] = AWS, example
    test.run()
    architecture = api.assemble(AWS)
    (field,) = [one for one in test.selectbox if str(one.key).startswith("set.")]
    assert field.value in (*architecture.components, "portal")


def test_an_empty_answer_says_a_sentence() -> None:
    nothing = "SELECT ?x { ?x a o:Component ; rdfs:label 'no such name' }"
    test = page("ask", q=address.pack(nothing))
    assert results.NOTHING in [one.value for one in test.info]
