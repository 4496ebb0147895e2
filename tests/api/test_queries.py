"""The graph asked: answers, their forms, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from refusals import refusal

from kgraph import api
from kgraph.errors import InputError, QueryRefused, QueryTimeout
from kgraph.knowledge.query.results import Result
from kgraph.knowledge.query.writing import WRITERS
from kgraph.model.knowledge import Knowledge

CLOUDS = "SELECT ?cloud { ?cloud a o:Cloud } ORDER BY ?cloud"


@pytest.fixture(scope="module")
def clouds() -> Result:
    """A small answer in rows."""
    return api.query(CLOUDS)


@pytest.fixture(scope="module")
def graph() -> Result:
    """A small answer in triples."""
    return api.query("CONSTRUCT { ?cloud a o:Cloud } { ?cloud a o:Cloud }")


def test_rows_are_what_the_ontology_holds(clouds: Result, knowledge: Knowledge) -> None:
    assert (clouds.form, clouds.variables, clouds.truncated) == ("select", ("cloud",), False)
    told = [term.value.rpartition("/")[2] for (term,) in clouds.rows if term is not None]
    assert told == sorted(knowledge.cloud_labels)


def test_a_question_is_answered_by_yes_or_no() -> None:
    assert api.query("ASK { c:harbor o:provides k:image-registry }").truth is True
    assert api.query("ASK { c:harbor o:provides k:alert-routing }").truth is False


def test_no_more_is_answered_than_the_limit_and_that_is_said(clouds: Result) -> None:
    found = api.query(CLOUDS, limit=2)
    assert found.rows == clouds.rows[:2]
    assert found.truncated


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("DELETE WHERE { ?s ?p ?o }", "is an update, and the dataset is only read"),
        ("SELECT * { SERVICE <https://x.example/> { ?s ?p ?o } }", "asks another server (SERVICE)"),
    ],
)
def test_whatever_asks_for_more_than_the_dataset_is_refused(text: str, what: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        api.query(text)
    (problem,) = caught.value.problems
    assert (problem.where, problem.what) == ("query:1", what)
    assert problem.remedy


def test_a_mistake_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        api.query("SELECT ?x {\n?x a }")
    assert caught.value.problems[0].where == "query:2"


def test_a_query_that_runs_too_long_is_ended_and_the_next_is_answered(clouds: Result) -> None:
    with pytest.raises(QueryTimeout, match=r"ran longer than 0\.2 s"):
        api.query(
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a = ?g) }",
            timeout=0.2,
        )
    assert api.query(CLOUDS) == clouds


def test_an_answer_is_written_as_what_fits_it_best(clouds: Result, graph: Result) -> None:
    assert api.write_result(clouds) == api.write_result(clouds, "table")
    assert api.write_result(graph) == api.write_result(graph, "turtle") == graph.turtle
    assert "cloud:gcp" in api.write_result(clouds).split()


def test_rows_are_the_same_in_every_form(clouds: Result) -> None:
    values = [term.value for (term,) in clouds.rows if term is not None]
    rows = list(csv.reader(io.StringIO(api.write_result(clouds, "csv"))))
    assert rows == [["cloud"], *([value] for value in values)]
    tabs = api.write_result(clouds, "tsv").splitlines()
    assert tabs == ["?cloud", *(f"<{value}>" for value in values)]
    data = json.loads(api.write_result(clouds, "json"))
    assert [one["cloud"]["value"] for one in data["results"]["bindings"]] == values


def test_an_unknown_form_is_refused_with_the_nearest(clouds: Result) -> None:
    assert sorted(WRITERS) == [
        "csv",
        "json",
        "json-ld",
        "n-triples",
        "parquet",
        "table",
        "tsv",
        "turtle",
        "xml",
    ]
    problem = refusal(lambda: api.write_result(clouds, "tabel"))
    assert (problem.where, problem.what) == ("format", "unknown format 'tabel'")
    assert problem.remedy == "did you mean 'table'?"


def test_every_example_says_what_it_asks_and_of_which_form_its_answer_is() -> None:
    examples = api.examples()
    assert len({one.id for one in examples}) == len(examples) > 5
    for one in examples:
        assert one.label.endswith("?")
        assert one.comment
        assert one.form in ("select", "ask", "graph")


def test_an_example_has_an_answer() -> None:
    one = next(one for one in api.examples() if one.id == "conflicts")
    found = api.query(one.text)
    assert found.form == one.form
    assert found.rows


def test_a_query_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(CLOUDS.encode())
    assert api.query_text(str(path)) == CLOUDS
    assert api.query_text("conflicts") in api.examples()
    assert refusal(lambda: api.query_text(str(tmp_path))).what == "is a folder"
    assert (
        refusal(lambda: api.query_text(str(tmp_path / "gone.rq"))).what == "there is no such file"
    )
    unknown = refusal(lambda: api.query_text("conflict"))
    assert unknown.what == "there is no question of that id, and no such file"
    assert unknown.remedy == "did you mean 'conflicts'?"
    assert api.query_text("SELEC ?x") == "SELEC ?x"  # told as no SPARQL, not as no file
    path.write_bytes(b"ASK\n\xff")
    problem = refusal(lambda: api.query_text(str(path)))
    assert (problem.where, problem.what) == (f"{path}:2", "is not UTF-8 text")


def test_files_are_asked_beside_the_dataset(tmp_path: Path) -> None:
    more = tmp_path / "teams.ttl"
    more.write_text(
        "@prefix c: <https://w3id.org/kgraph/component/> . c:harbor <urn:x:team> 'ops' .", "utf-8"
    )
    linked = tmp_path / "more.jsonld"
    linked.write_text('{"@id": "urn:x:ops", "urn:x:lead": "somebody"}', "utf-8")
    text = "SELECT ?name ?lead { ?c <urn:x:team> ?t ; rdfs:label ?name . ?o <urn:x:lead> ?lead }"
    assert [len(api.query(text, data=files).rows) for files in ([], [more, linked])] == [0, 1]


def test_data_that_is_wrong_or_elsewhere_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text("@prefix c: <urn:x:> .\nc:a c:b ;; c:c .\n", "utf-8")
    with pytest.raises(InputError, match=r"wrong\.ttl:2: is not Turtle"):
        api.query("ASK {}", data=[wrong])
    remote = tmp_path / "remote.jsonld"
    remote.write_text('{"@context": "https://example.org/c.jsonld", "a": "b"}', "utf-8")
    with pytest.raises(InputError, match=r"remote\.jsonld:1: is not JSON-LD"):
        api.query("ASK {}", data=[remote])
