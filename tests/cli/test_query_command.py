"""The command that asks: architectures, settings, formats, explanations, examples and words."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from click.testing import Result
from pyarrow import parquet
from typer.testing import CliRunner

from kgraph import api
from kgraph.cli import app

DEMO = Path(__file__).parents[2] / "exports" / "demo" / "architecture.json"
CLOUDS = (
    "SELECT ?cloud ?name ?n { ?cloud a o:Cloud ; rdfs:label ?name BIND(7 AS ?n) } ORDER BY ?cloud"
)
GRAPH = "CONSTRUCT { ?cloud a o:Cloud ; rdfs:label ?name } { ?cloud a o:Cloud ; rdfs:label ?name }"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["query", *map(str, words)])


def answered(*words: str | Path) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert not result.stderr
    return result.stdout


def refused(*words: str | Path) -> str:
    result = run(*words)
    assert result.exit_code == 2
    assert not result.stdout
    (line,) = result.stderr.splitlines()
    return line


def test_an_architecture_comes_along() -> None:
    found = json.loads(answered("bill", "--with", DEMO, "--json"))["results"]["bindings"]
    placed = {one.component for one in api.read_architecture(DEMO).placements}
    assert {row["component"]["value"].rpartition("/")[2] for row in found} < placed
    assert "asked of an architecture: name the files with --with" in refused("bill")
    assert "asked of 2 architectures" in refused("difference", "--with", DEMO)


def test_a_brief_is_assembled_first(tmp_path: Path) -> None:
    brief = tmp_path / "brief.yaml"
    brief.write_text("name: Small\nworkloads: [{id: shop, exposes: public}]\n")
    text = "SELECT ?n { ?a a o:Architecture ; rdfs:label ?n }"
    assert answered(text, "--with", brief, "--format", "csv").split() == ["n", "Small"]


def test_settings_take_the_place_of_defaults() -> None:
    assert "c:amazon-msk" in answered("managed-alternatives")
    found = answered(
        "managed-alternatives", "--set", "component=postgresql", "--set", "cloud=azure"
    )
    assert found.splitlines()[2].split()[0] == "c:azure-database-for-postgresql"


@pytest.mark.parametrize(
    ("component", "cloud", "services"),
    [
        ("postgresql", "aws", {"amazon-rds"}),
        ("kafka", "aws", {"amazon-msk", "amazon-kinesis"}),
        ("cassandra", "gcp", {"google-bigtable"}),
        ("nats", "azure", set()),
    ],
)
def test_qualities_do_not_decide_who_takes_whose_place(
    component: str, cloud: str, services: set[str]
) -> None:
    asked = {"component": component, "cloud": cloud}
    found = api.query("managed-alternatives", params=asked)
    assert {row[0].value.rsplit("/", 1)[-1] for row in found.rows if row[0]} == services


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("managed-alternatives", "--set", "clud=aws"), "has no parameter 'clud': did you mean"),
        (("changed-since", "--set", "since=soon"), "'soon', which is no day: write one such as"),
        (
            ("managed-alternatives", "--set", "component="),
            "parameter: 'component' has no value: give one such as kafka",
        ),
        (
            ("request-path", "--with", str(DEMO), "--set", "workload= "),
            "'workload' has no value: give one such as shop",
        ),
        (("changed-since", "--set", "since="), "'since' has no value: give one such as 2026-01-01"),
        (
            ("managed-alternatives", "--set", "component=Apache Kafka"),
            "has the value 'Apache Kafka', which is no name: write one such as kafka",
        ),
        (("ASK { ?cloud a o:Cloud }", "--set", "cloud="), "'cloud' has no value: name one"),
        (("conflicts", "--set", "x=1"), "'conflicts' has no parameter 'x': leave it out"),
        (("ASK { ?x ?y ?z }", "--set", "w=1"), "the query has no variable ?w: known are: x, y, z"),
        (("ASK {}", "--set", "w"), "--set: 'w' does not set a variable: write its name"),
        (("ASK FROM <file:///etc/passwd> {}",), "which is not loaded, and nothing is fetched"),
        (("ASK { SERVICE <http://x/> {} }",), "asks another server (SERVICE)"),
        (
            ("ASK {}", "-o", "q.xml", "--format", "csv"),
            "--output: 'q.xml' is called as xml, and csv is asked for: name the file otherwise",
        ),
        (("ASK {}", "-o", "q.CSV", "--json"), "'q.CSV' is called as csv, and json is asked for"),
        (("ASK {}", "-o", "q.ttl", "--format", "n-triples"), "is called as turtle, and n-triples"),
        (
            ("ASK {}", "--json", "--format", "csv"),
            "--format: is 'csv', and --json asks for json: leave one of them out",
        ),
        (("LOAD <http://x/>",), "is an update, and the dataset is only read"),
        (("ASK {}", "--with", "gone.json"), "gone.json: there is no such file"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(words: tuple[str, ...], line: str) -> None:
    assert line in refused(*words)


def test_a_hostile_setting_is_a_value() -> None:
    hostile = '"} UNION { ?x ?y ?z } #'
    text = "SELECT ?value { ?x a owl:Ontology }"
    found = json.loads(answered(text, "--set", f"value={hostile}", "--json"))
    assert [row["value"]["value"] for row in found["results"]["bindings"]] == [hostile]


def test_rows_are_the_same_as_xml_and_parquet(tmp_path: Path) -> None:
    rows = list(api.query(CLOUDS))
    space = "{http://www.w3.org/2005/sparql-results#}"
    root = ElementTree.fromstring(answered(CLOUDS, "--format", "xml"))
    told = [["".join(one.itertext()) for one in row] for row in root.iter(f"{space}result")]
    assert told == [list(map(str, row.values())) for row in rows]
    path = tmp_path / "clouds.parquet"
    assert run(CLOUDS, "-o", path).exit_code == 0
    assert parquet.read_table(io.BytesIO(path.read_bytes())).to_pylist() == rows
    assert "<boolean>true</boolean>" in answered("ASK { ?x a o:Cloud }", "--format", "xml")


@pytest.mark.parametrize(
    ("suffix", "format"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_graphs_are_the_same_in_every_form(
    suffix: str, format: ox.RdfFormat, tmp_path: Path
) -> None:
    path = tmp_path / f"clouds.{suffix}"
    assert run(GRAPH, "-o", path).exit_code == 0
    triples = {quad.triple for quad in ox.parse(path=str(path), format=format)}
    plain = ox.parse(str(api.query(GRAPH).turtle), format=ox.RdfFormat.TURTLE)
    assert triples == {quad.triple for quad in plain}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (CLOUDS, "q.json", ("--json", "--format", "json")),
        (CLOUDS, "q.txt", ("--format", "table")),
        (CLOUDS, "q.dat", ("--format", "csv")),
        (GRAPH, "q.json", ("--format", "json-ld")),
    ],
)
def test_a_format_that_the_name_of_a_file_allows_is_written(
    text: str, name: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    assert run(text, "-o", tmp_path / name, *words).exit_code == 0
    assert (tmp_path / name).read_text()


@pytest.mark.parametrize("format", ["csv", "xml", "parquet"])
def test_what_a_format_cannot_hold_is_told(format: str) -> None:
    assert "write Turtle, or ask with SELECT" in refused(GRAPH, "--format", format)
    for graphs in ("turtle", "n-triples", "json-ld"):
        assert "finds no graph" in refused(CLOUDS, "--format", graphs)


def test_a_limit_cuts_and_says_so() -> None:
    result = run(CLOUDS, "--limit", "2", "--format", "csv")
    assert len(result.stdout.splitlines()) == 3
    assert "was cut at the limit" in result.stderr


def test_an_explanation_says_what_was_asked_of_what() -> None:
    told = answered("blast-radius", "--with", DEMO, "--explain")
    assert "VALUES ?component { c:google-cloud-sql }" in told
    assert "read: the dataset, https://w3id.org/kgraph/architecture/web-shop-in-two-regions" in told
    data = json.loads(answered("conflicts", "--explain", "--json"))
    assert data["rows"] == len(api.query("conflicts"))
    assert data["seconds"] >= 0


def test_examples_are_printed_with_their_texts() -> None:
    told = answered("--examples", "managed-alternatives")
    (example,) = [one for one in api.examples() if one.id == "managed-alternatives"]
    assert "--set cloud=aws: where" in told
    assert all(line.strip() in told for line in example.query.strip().splitlines())
    data = json.loads(answered("--examples", "--json"))
    assert [one["id"] for one in data] == [one.id for one in api.examples()]
    assert "did you mean 'conflicts'" in refused("--examples", "conflict")


def test_words_are_told_with_meaning_and_use() -> None:
    result = CliRunner().invoke(app, ["terms", "provides"])
    assert (
        result.stdout.splitlines()[0]
        == "o:provides: provides (property): Does this for an architecture."
    )
    data = json.loads(CliRunner().invoke(app, ["terms", "--json"]).stdout)
    assert [one["id"] for one in data] == [word.id for word in api.vocabulary()]
    assert CliRunner().invoke(app, ["terms", "provids"]).exit_code == 2
