"""Queries in their own process: answers, refusals, limits."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.errors import InputError, QueryRefused, QueryTimeout
from kgraph.knowledge import store
from kgraph.knowledge.query import asking as query
from kgraph.knowledge.query import query_process as worker
from kgraph.knowledge.query import sparql
from kgraph.knowledge.query.asking import QueryWorker, prepare, run
from kgraph.knowledge.query.results import Term
from kgraph.terms import COMPONENT

SMALL = b"".join(b'<x:s%d> <x:p> "%d" .\n' % (n, n) for n in range(300))
LONG = 60
"""Seconds that a busy machine does not need for what ends, and that do not suffice for what does not."""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def triples(dataset: ox.Store) -> bytes:
    return store.dump(dataset).encode()


@pytest.fixture(scope="module")
def asked(triples: bytes) -> Iterator[QueryWorker]:
    with QueryWorker(triples) as made:
        yield made


@pytest.fixture(scope="module")
def small() -> Iterator[QueryWorker]:
    with QueryWorker(SMALL) as made:
        yield made


# --- answers


def test_select_with_prefixes_predeclared(asked: QueryWorker) -> None:
    found = asked.ask("SELECT ?name ?x { c:harbor rdfs:label ?name }")
    assert (found.form, found.variables, found.truncated) == ("select", ("name", "x"), False)
    assert found.rows == ((Term("literal", "Harbor", None, "en"), None),)


def test_own_prefixes_win(small: QueryWorker) -> None:
    assert small.ask("PREFIX c: <x:> ASK { c:s1 c:p '1' }").truth is True


def test_ask(asked: QueryWorker) -> None:
    assert asked.ask("ASK { c:harbor a o:Component }").truth is True
    assert asked.ask("ASK { c:harbor a o:Cloud }").truth is False


def test_describe_and_construct_give_sorted_turtle(asked: QueryWorker) -> None:
    found = asked.ask("DESCRIBE c:harbor")
    assert found.form == "graph"
    assert found.turtle is not None
    assert "c:harbor a o:Component ;" in found.turtle
    assert found.turtle == asked.ask("DESCRIBE c:harbor").turtle
    blank = "CONSTRUCT { [] rdfs:label ?name ; rdfs:seeAlso ?x } { VALUES ?x { c:thanos c:harbor } ?x rdfs:label ?name }"
    first, second = asked.ask(blank).turtle, asked.ask(blank).turtle
    assert first == second
    assert first is not None
    assert '"Harbor"@en' in first


def test_blank_nodes_datatypes_and_languages(small: QueryWorker) -> None:
    found = small.ask(
        "SELECT ?b ?n ?l ?s { BIND(BNODE() AS ?b) BIND(1 AS ?n) BIND('a'@en AS ?l) BIND('a' AS ?s) }"
    )
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert found.rows == (
        (
            Term("bnode", "b0"),
            Term("literal", "1", integer),
            Term("literal", "a", None, "en"),
            Term("literal", "a"),
        ),
    )


def test_one_shot_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_bytes(SMALL + b"# sealed")
    assert run(path, "SELECT ?x { <x:s7> ?p ?x }").rows == ((Term("literal", "7"),),)


def test_graphs_are_there_for_one_query_only(asked: QueryWorker) -> None:
    graph = (
        f"<#p> <https://w3id.org/kgraph/ont#component> <{COMPONENT}harbor> .",
        "https://w3id.org/kgraph/architecture/web-shop",
    )
    found = asked.ask(
        "SELECT ?g ?name { GRAPH ?g { ?p o:component ?c } ?c rdfs:label ?name }", graphs=[graph]
    )
    assert found.rows == ((Term("iri", graph[1]), Term("literal", "Harbor", None, "en")),)
    assert asked.ask("ASK { GRAPH ?g { ?s ?p ?o } }").truth is False


def test_a_graph_that_is_no_turtle_is_named(small: QueryWorker) -> None:
    with pytest.raises(InputError, match=r"^x:g:2: is not Turtle"):
        small.ask("ASK {}", graphs=[("<x:a> <x:b> <x:c> .\n<x:a> oops", "x:g")])
    assert small.ask("ASK { GRAPH ?g { ?s ?p ?o } }").truth is False


def test_data_that_cannot_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "broken.nt"
    path.write_text("no triples")
    for dataset, where in (
        (path, "broken.nt"),
        (tmp_path / "missing.nt", "missing.nt"),
        (b"no triples", "dataset"),
    ):
        with pytest.raises(InputError, match=rf"{where}: cannot be loaded"):
            run(dataset, "ASK {}")


def test_hint_comes_with_the_result(small: QueryWorker) -> None:
    assert (
        small.ask("ASK { ?x ?y ?z FILTER NOT EXISTS { ?x ?p ?q . ?q ?r ?s } }").hint
        == sparql.NOT_EXISTS_HINT
    )
    assert small.ask("ASK { ?x ?y ?z }").hint is None


# --- refusals

REFUSED = {
    "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": "SERVICE",
    "ask { service silent ?x { ?s ?p ?o } }": "SERVICE",
    "ASK { { { OPTIONAL { GRAPH ?g { SERVICE ?x { } } } } } }": "SERVICE",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?x { } } }": "SERVICE",
    "SELECT * { { SELECT * { SERVICE ?x { } } } }": "SERVICE",
    "ASK { \\u0053ERVICE <x:y> { ?s ?p ?o } }": "SERVICE",
    "ASK { ?s ?p 1SERVICE <x:y> { } }": "SERVICE",
    # what hides the keyword from a parser that reads comments and escapes otherwise than the engine
    "SELECT * { ?s ?p ?o #\r SERVICE <x:y> { ?s ?p ?o } \n}": "SERVICE",
    'SELECT * { ?s ?p ?o FILTER(?o = "\\u0022)} #") SERVICE <x:y> { ?s ?p ?o } }': "SERVICE",
    'SELECT * { ?s ?p ?o FILTER(?o = "x #" ) SERVICE <x:y> { ?s ?p ?o } FILTER(?o = \n"#" \n)}': "SERVICE",
    "SELECT * { ?s ?p ?o FILTER(?s<'>') SERVICE <x:y> { ?s ?p ?o } FILTER(?o = '') }": "SERVICE",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }": "FROM",
    "SELECT * FROM NAMED <http://x/> { GRAPH ?g { ?s ?p ?o } }": "FROM",
    "DESCRIBE c:harbor from <x:y>": "FROM",
    "ASKFROM <x:y> {}": "FROM",
    "ASK { ?s ?p '\\u0027 from' }": "SERVICE and FROM",
    "LOAD <http://x/>": "update",
    "load silent <file:///etc/passwd> into graph <x:y>": "update",
    "INSERT DATA { <x:a> <x:b> <x:c> }": "update",
    "PREFIX x: <x:> DELETE WHERE { ?s ?p ?o }": "update",
    "CLEAR ALL": "update",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", REFUSED)
def test_what_lies_outside_the_dataset_is_refused(small: QueryWorker, text: str) -> None:
    for ask in (small.ask, prepare):
        with pytest.raises(QueryRefused) as refusal:
            ask(text)
        assert REFUSED[text] in refusal.value.problems[0].what


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <x:y> { }', \"x # FROM\", '''from\nservice''' } # service FROM <x:y>",
        "PREFIX from: <x:> ASK { ?service from:service <http://x/from?service> FILTER(?service < 'from') }",
        "ASK { ?s ?p '\\u0053ERVICE' }",
        "SELECT ?from { ?x o:from ?from, 'insert data { }', 'load' }",
    ],
)
def test_the_words_are_free_in_names_strings_and_comments(small: QueryWorker, text: str) -> None:
    assert small.ask(text).form in ("ask", "select")
    assert prepare(text).endswith(text)


def test_refusals_name_the_line(small: QueryWorker) -> None:
    for text, line in (
        ("ASK {\n# service\nSERVICE ?x { } }", 3),
        ("SELECT *\nFROM <x:y> { }", 2),
    ):
        for ask in (small.ask, prepare):
            with pytest.raises(QueryRefused) as refusal:
                ask(text)
            assert refusal.value.problems[0].where == f"query:{line}"


def test_syntax_errors_say_what_was_expected(small: QueryWorker) -> None:
    with pytest.raises(
        QueryRefused,
        match=r"query:2: uses the prefix 'skso:', which is not declared: did you mean 'skos'",
    ):
        small.ask("ASK { # no:\n?x skso:broader ?y, 'no:no', <no:no> ; ?y:p _:y }")
    with pytest.raises(QueryRefused, match="is not SPARQL: mend the syntax there"):
        small.ask("SELECT ?x")


def test_prepare_declares_prefixes_and_evaluates_nothing() -> None:
    begun = time.monotonic()
    many = " ".join(map(str, range(1000)))
    text = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {many} }} VALUES ?b {{ {many} }} VALUES ?c {{ {many} }} ?x a o:Component }}"
    assert prepare(text).startswith("PREFIX o: <https://w3id.org/kgraph/ont#> PREFIX c: ")
    assert time.monotonic() - begun < LONG


def test_texts_that_exhaust_a_parser_leave_this_process_alive(small: QueryWorker) -> None:
    deep = "ASK " + "{" * 40_000 + "}" * 40_000
    with pytest.raises(QueryRefused, match="cannot be read within the limits"):
        prepare(deep)
    with pytest.raises(InputError, match="too deep"):
        small.ask(deep)
    with pytest.raises(QueryRefused, match="longer than 100,000 characters"):
        small.ask("ASK {}" + " " * 100_000)
    assert small.ask("ASK {}").truth is True


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_the_process_reaches_nothing_even_when_the_checks_are_passed_by() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, QueryWorker(SMALL) as made:
        server.settimeout(0.2)
        text = f"ASK {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        request = {"do": "query", "text": text, "graphs": [], "limit": 1, "bytes": 9, "seconds": 60}
        reply = made._exchange(made._running(), request, 60)
        with pytest.raises(TimeoutError):
            server.accept()
    assert reply is not None
    assert reply["error"] == "failed"
    assert "open files" in reply["what"]


# --- limits


def test_a_runaway_query_ends_and_the_next_one_is_answered(asked: QueryWorker) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeout, match="longer than 1 s"):
        asked.ask(ENDLESS, timeout=1)
    assert time.monotonic() - begun < LONG
    assert asked.ask("ASK { c:harbor a o:Component }").truth is True


@pytest.mark.slow
def test_a_runaway_one_shot_ends(triples: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeout):
        run(triples, ENDLESS, timeout=1)
    assert time.monotonic() - begun < LONG


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such timer")
def test_a_process_that_nobody_ends_ends_itself() -> None:
    with QueryWorker(b"".join(b'<x:s%d> <x:p> "%d" .\n' % (n, n) for n in range(3000))) as made:
        process = made._running()
        request = {
            "do": "query",
            "text": ENDLESS,
            "graphs": [],
            "limit": 1,
            "bytes": 9,
            "seconds": 0.2,
        }
        assert made._exchange(process, request, 30) == {"error": "ended"}
        assert process.wait() == -signal.SIGALRM


def test_rows_are_cut_off_at_the_limit(small: QueryWorker) -> None:
    found = small.ask("SELECT ?x { ?x ?p ?o } ORDER BY ?o", limit=10)
    assert (len(found.rows), found.truncated) == (10, True)
    assert not small.ask("SELECT ?x { ?x ?p ?o }", limit=300).truncated
    graph = small.ask("CONSTRUCT { ?x ?p ?o } { ?x ?p ?o }", limit=10)
    assert graph.turtle is not None
    assert (graph.turtle.count(" ."), graph.truncated) == (10, True)


def test_long_values_are_cut_off_too(small: QueryWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "MAX_BYTES", 20)
    found = small.ask("SELECT ?x { ?x ?p ?o }")
    assert found.truncated
    assert 0 < len(found.rows) < 20


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to such a limit")
def test_memory_is_limited() -> None:
    with QueryWorker(SMALL, memory=300 << 20) as made:
        with pytest.raises(InputError, match="more than 300 MB of memory"):
            made.ask(
                "SELECT DISTINCT ?a ?c ?e ?g { ?a ?b ?c . ?d ?b ?e . ?f ?b ?g } ORDER BY ?g",
                timeout=600,
            )
        assert made.ask("ASK {}").truth is True


def test_a_killed_process_is_started_anew(small: QueryWorker) -> None:
    assert small.ask("ASK {}").truth is True
    first = small._process
    assert first is not None
    os.kill(first.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    first.wait()
    assert small.ask("ASK { ?s ?p '7' }").truth is True
    assert small._process is not None
    assert small._process.pid != first.pid


def test_one_process_serves_threads_and_queries(small: QueryWorker) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda n: small.ask(f"SELECT ?o {{ <x:s{n}> ?p ?o }}").rows[0][0], range(40))
        )
    assert found == [Term("literal", str(n)) for n in range(40)]
    first = small._process
    small.ask("ASK {}")
    assert first is not None
    assert small._process is first


def test_close_ends_the_process() -> None:
    made = QueryWorker(SMALL)
    made.ask("ASK {}")
    process = made._process
    made.close()
    made.close()
    assert process is not None
    assert process.returncode is not None


def test_the_worker_imports_no_kgraph() -> None:
    source = Path(worker.__file__).read_text("utf-8")
    assert "import kgraph" not in source
    assert "from kgraph" not in source
