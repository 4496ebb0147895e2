"""Nothing silent: what reads well and means nothing is told, and no answer looks like another."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kgraph import api
from kgraph.cli import app

BRIEF = "name: Small\nas_of: 2026-11-23\nworkloads: [{id: shop, exposes: public}]\n"
ONT, CLOUD = "https://w3id.org/kgraph/ont#", "https://w3id.org/kgraph/cloud/"
UPDATE = "is an update, and the dataset is only read: "
HARBOR = "https://w3id.org/kgraph/component/harbor"


def run(*words: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin)


def told(*words: str | Path, code: int, stdin: str = "") -> str:
    """The one line on standard error of a command that ends with a code."""
    result = run(*words, stdin=stdin)
    assert result.exit_code == code, result.output
    (line,) = result.stderr.splitlines()
    return line


# --- words of a query


UNKNOWN = [
    # line, query, word, what was meant
    (1, "SELECT ?c { ?c a o:Componant }", "o:Componant", "o:Component"),
    (2, "SELECT ?c\n{ ?c ?p k:object-storag }", "k:object-storag", "k:object-storage"),
    (1, "DESCRIBE c:harbour", "c:harbour", "c:harbor"),
    (2, f"SELECT ?c {{\n?c a <{ONT}Componnent> }}", f"<{ONT}Componnent>", "o:Component"),
    (1, f"PREFIX my: <{CLOUD}> SELECT ?c {{ ?c ?p my:awz }}", "my:awz", "cloud:aws"),
    (
        1,
        "ASK { ?x o:provides/skos:broader* k:imag-registry }",
        "k:imag-registry",
        "k:image-registry",
    ),
]
OTHER = [
    ("SELECT ?c { ?c o:nope ?x }", "'o:nope' is not known: "),
    (
        'SELECT ?c { ?c rdfs:label "Harbor" }',
        """the graph holds 'Harbor' with its language only: write "Harbor"@en""",
    ),
    (
        "SELECT ?c { ?c rdfs:label ?l FILTER(?l = 'Harbor') }",
        "the graph holds 'Harbor' with its language only: write 'Harbor'@en",
    ),
    (
        "PREFIX o: <urn:x:> SELECT ?c { ?c o:provides ?x }",
        "'o:' is declared as <urn:x:>, while ours is another: leave that PREFIX out",
    ),
]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        *((query, f"query:1: {said}") for query, said in OTHER),
        *(
            (query, f"query:{line}: '{word}' is not known: did you mean '{meant}'?")
            for line, query, word, meant in UNKNOWN
        ),
    ],
)
def test_words_that_mean_nothing_are_told(query: str, line: str) -> None:
    result = run("query", query)
    assert result.exit_code == (2 if query.startswith("ASK") else 0)
    assert result.stderr.startswith(line)
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?c { ?c a o:Component ; rdfs:label 'Harbor'@en }",
        "SELECT ?l { c:harbor rdfs:label ?l FILTER(CONTAINS(?l, 'Harbor')) }",
        "SELECT ?x { ?x ?y 'nothing has this label' }",
        "SELECT ?x { GRAPH a:any-name { ?x a o:Placement } }",
        "# c:harbour\nSELECT ?x { ?x rdfs:comment '''o:Componant''' }",
        "PREFIX mine: <urn:x:> SELECT ?x { ?x a mine:Thing, owl:Nothing, schema:Anything }",
        "CONSTRUCT { c:harbor <urn:x:is> ?x } { c:harbor o:provides ?x }",
    ],
)
def test_words_that_are_known_or_not_ours_are_not(query: str) -> None:
    result = run("query", query)
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_words_of_a_view_of_ones_own_are_refused(tmp_path: Path) -> None:
    (tmp_path / "brief.yaml").write_text(BRIEF)
    view = tmp_path / "v.rq"
    view.write_text("CONSTRUCT { ?x a o:Placement }\n{ GRAPH ?architecture { ?x a o:Placment } }")
    picture = tmp_path / "x.svg"
    line = told("draw", tmp_path / "brief.yaml", "--view", view, "-o", picture, code=2)
    assert line == f"{view}:2: 'o:Placment' is not known: did you mean 'o:Placement'?"


# --- what a text is


@pytest.mark.parametrize(
    "query", ["DESCRIBE c:harbor", f"DESCRIBE <{HARBOR}>", "describe\nc:harbor"]
)
def test_a_query_without_braces_is_a_query(query: str, tmp_path: Path) -> None:
    typed = run("query", query)
    assert (typed.exit_code, typed.stderr) == (0, "")
    assert "\nc:harbor a o:Component" in typed.stdout
    (tmp_path / "q").write_text(query)
    assert run("query", tmp_path / "q").stdout == typed.stdout
    assert run("query", "-", stdin=query).stdout == typed.stdout


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("CLEAR ALL", f"query:1: {UPDATE}"),
        ("# first\n\nDROP SILENT GRAPH <urn:x>", f"query:3: {UPDATE}"),
        ("PREFIX x: <urn:x:>\nINSERT DATA { x:a x:b x:c }", f"query:2: {UPDATE}"),
        ("LOAD <file:///etc/passwd>", f"query:1: {UPDATE}"),
        ("", "query:1: holds no query: "),
        (" \n\t", "query:1: holds no query: "),
        ("# nothing but a comment", "query:1: holds no query: "),
        ("SELECT", "query:1: is not SPARQL: "),
        ("gone.rq", "gone.rq: there is no such file: "),
        ("/", "/: is a folder: name a file"),
    ],
)
def test_what_is_no_query_is_told_for_what_it_is(query: str, line: str) -> None:
    assert told("query", query, code=2).startswith(line)


def test_a_file_is_read_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ask {}", "select", "clear all"):
        (tmp_path / name).write_text("ASK { c:harbor a o:Component }")
        assert run("query", name).stdout == "yes\n"


def test_no_is_an_answer_with_an_exit_code_of_its_own() -> None:
    assert run("query", "ASK { c:harbor a o:Component }").exit_code == 0
    no = run("query", "ASK { c:harbor a o:Decision }", "--json")
    assert (no.exit_code, no.stderr) == (1, "")
    assert '"boolean": false' in no.stdout
    assert not api.query("ASK { c:harbor a o:Decision }")
    assert api.query("ASK { c:harbor a o:Component }")
    assert api.query("SELECT ?x { c:harbor a ?x }")
    assert not api.query("SELECT ?x { c:harbor a ?x, o:Decision }")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("ASK { c:harbr o:provides ?x }", "no"),
        ("ASK { c:harbor o:privides ?x }", "no"),
        ("ASK { ?x o:availableOn cloud:awz }", "no"),
        ('ASK { ?x rdfs:label "Harbor" }', "no"),
        ("ASK { FILTER NOT EXISTS { c:harbr o:retiredOn ?day } }", "yes"),
        ("ASK { { c:harbor a o:Component } UNION { c:harbr a o:Component } }", "yes"),
    ],
)
def test_no_answer_to_what_was_not_meant_is_taken_for_one(query: str, answer: str) -> None:
    done = run("query", query)
    assert (done.exit_code, done.stdout) == (2, f"{answer}\n")
    assert done.stderr.startswith("query:1: ")
    assert api.query(query).misread


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { c:harbr o:provides ?x }",
        "CONSTRUCT { ?x a o:Component } { ?x a o:Componant }",
        "DESCRIBE c:harbr",
    ],
)
def test_of_other_queries_the_code_is_no_answer(query: str) -> None:
    done = run("query", query)
    assert done.exit_code == 0
    assert "is not known" in done.stderr


def test_advice_on_how_to_write_a_query_leaves_its_answer_alone() -> None:
    slow = "ASK { ?x ?y c:harbor-of-another FILTER NOT EXISTS { ?x ?p ?q . ?q ?r ?s } }"
    known = slow.replace("c:harbor-of-another", "'nobody says this'")
    answer = api.query(known)
    assert [note.where for note in answer.notes] == ["query"]
    assert answer.misread == ()
    assert run("query", known).exit_code == 1
    assert run("query", slow).exit_code == 2


def test_an_answer_that_is_cut_says_so() -> None:
    query = "SELECT ?a ?b { ?a rdfs:label ?x . ?b rdfs:label ?y }"
    line = told("query", query, "--format", "csv", "--timeout", "120", code=0)
    assert line.startswith("query: was cut at the limit of an answer: ")


# --- files that hold nothing


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.ttl", "<urn:a> <urn:b> <urn:c> .", "holds no architecture"),
        ("a.nt", "<urn:a> <urn:b> <urn:c> .", "holds no architecture"),
        ("empty.ttl", "", "holds no architecture"),
        ("a.jsonld", "{}", "holds no architecture"),
        ("a.trig", f"<urn:g> {{ <urn:a> a <{ONT}Placement> }}", "holds no architecture"),
        ("empty.yaml", "", "is empty"),
        ("a.json", "{}", "is no architecture"),
    ],
)
def test_a_file_without_an_architecture_is_not_called_sound(
    tmp_path: Path, name: str, text: str, what: str
) -> None:
    (tmp_path / name).write_text(text)
    line = told("check", tmp_path / name, code=2)
    assert line.startswith(f"{tmp_path / name}:1: {what}: ")


@pytest.mark.parametrize("key", ["theme: [light, light]", "theme: light dark", "scale: [1, 2]"])
def test_of_several_none_is_chosen_in_silence(tmp_path: Path, key: str) -> None:
    (tmp_path / "brief.yaml").write_text(BRIEF)
    (tmp_path / "export.yaml").write_text(f"title: Mine\n{key}\n")
    result = run("export", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{tmp_path}/export.yaml:2: ")
