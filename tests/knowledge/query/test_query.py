"""Queries in their own process: answers, refusals, limits."""

from __future__ import annotations

import socket
import subprocess
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
from kgraph.knowledge.query import sparql
from kgraph.knowledge.query.asking import QueryWorker, run
from kgraph.knowledge.query.term import Term
from kgraph.process.child import Limit
from kgraph.terms import COMPONENT

SMALL = b"".join(b'<x:s%d> <x:p> "%d" .\n' % (n, n) for n in range(300))
LONG = 60
"""Seconds that a busy machine does not need for what ends, and that do not suffice for others."""
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
    slow = small.ask("ASK { ?x ?y ?z FILTER NOT EXISTS { ?x ?p ?q . ?q ?r ?s } }")
    assert [note.remedy for note in slow.notes] == [sparql.NOT_EXISTS_HINT]
    assert small.ask("ASK { ?x ?y ?z }").notes == ()


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
    "SELECT * \\u0046ROM <x:y> { ?s ?p ?o }": "SERVICE and FROM",
    "ASK { ?s ?p '\\u0027 service' }": "SERVICE and FROM",
    "LOAD <http://x/>": "update",
    "load silent <file:///etc/passwd> into graph <x:y>": "update",
    "INSERT DATA { <x:a> <x:b> <x:c> }": "update",
    "PREFIX x: <x:> DELETE WHERE { ?s ?p ?o }": "update",
    "CLEAR ALL": "update",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", REFUSED)
def test_what_lies_outside_the_dataset_is_refused(small: QueryWorker, text: str) -> None:
    with pytest.raises(QueryRefused) as refusal:
        small.ask(text)
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


def test_refusals_name_the_line(small: QueryWorker) -> None:
    for text, line in (
        ("ASK {\n# service\nSERVICE ?x { } }", 3),
        ("SELECT *\nFROM <x:y> { }", 2),
    ):
        with pytest.raises(QueryRefused) as refusal:
            small.ask(text)
        assert refusal.value.problems[0].where == f"query:{line}"


def test_syntax_errors_say_what_was_expected(small: QueryWorker) -> None:
    with pytest.raises(
        QueryRefused,
        match=r"query:2: uses the prefix 'skso:', which is not declared: did you mean 'skos'",
    ):
        small.ask("ASK { # no:\n?x skso:broader ?y, 'no:no', <no:no> ; ?y:p _:y }")
    with pytest.raises(QueryRefused, match="is not SPARQL: mend the syntax there"):
        small.ask("SELECT ?x")


def test_the_guard_evaluates_nothing(small: QueryWorker) -> None:
    """The word in the comment has it read before it is run, which would take for ever."""
    many = " ".join(map(str, range(1000)))
    values = " ".join(f"VALUES ?{name} {{ {many} }}" for name in "abc")
    text = f"SELECT (COUNT(*) AS ?n) {{ # service\n {values} ?x a o:Component }}"
    assert sparql.may_reach_outside(text)
    small._judge(text, Limit(LONG))


def test_texts_that_exhaust_a_parser_leave_this_process_alive(small: QueryWorker) -> None:
    deep = "ASK " + "{" * 40_000 + "}" * 40_000
    with pytest.raises(QueryRefused, match="cannot be read within the limits"):
        small.ask(deep + " # service")
    with pytest.raises(InputError, match="too deep"):
        small.ask(deep)
    with pytest.raises(QueryRefused, match="longer than 100,000 characters"):
        small.ask("ASK {}" + " " * 100_000)
    assert small.ask("ASK {}").truth is True


@pytest.mark.parametrize("text", ["", " \n", "# nothing\n  # at all"])
def test_what_holds_no_query_is_told(small: QueryWorker, text: str) -> None:
    with pytest.raises(QueryRefused, match=r"^query:1: holds no query: ask with SELECT"):
        small.ask(text)


def test_only_a_construct_is_run_where_one_is_wanted(small: QueryWorker) -> None:
    with pytest.raises(QueryRefused, match=r"^query:2: is not a CONSTRUCT but SELECT: do so$"):
        small.ask("# construct\nselect * {}", construct="do so")
    with pytest.raises(QueryRefused, match=r"^query:1: holds no query: do so$"):
        small.ask("# construct", construct="do so")
    assert small.ask("construct { ?x ?y ?z } { ?x ?y ?z }", construct="do so").form == "graph"


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_the_process_reaches_nothing_even_when_the_checks_are_passed_by() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, QueryWorker(SMALL) as made:
        server.settimeout(0.2)
        text = f"ASK {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        request = {
            "do": "query",
            "text": text,
            "graphs": [],
            "limit": 1,
            "bytes": 9,
            "construct": False,
            "judged": True,
        }
        _, reply = made._reply(request, Limit(LONG))
        with pytest.raises(TimeoutError):
            server.accept()
    assert reply["error"] == "failed"
    assert "open files" in reply["what"]


# --- limits


def test_a_runaway_query_ends_and_the_next_one_is_answered(asked: QueryWorker) -> None:
    assert asked.ask("ASK {}").truth is True
    with pytest.raises(QueryTimeout, match="longer than 1 s"):
        asked.ask(ENDLESS, timeout=1)
    assert asked.ask("ASK { c:harbor a o:Component }", timeout=LONG).truth is True


@pytest.mark.slow
def test_a_runaway_one_shot_ends(triples: bytes) -> None:
    with pytest.raises(QueryTimeout):
        run(triples, ENDLESS, timeout=1)


def test_advice_comes_with_the_end_of_a_slow_query(asked: QueryWorker) -> None:
    slow = ENDLESS.replace("}", "FILTER NOT EXISTS { ?a ?x ?y . ?y ?x ?z } }")
    assert asked.ask("ASK {}", timeout=LONG).truth is True
    with pytest.raises(QueryTimeout, match="was ended: instead of FILTER NOT EXISTS"):
        asked.ask(slow, timeout=3)


def test_waiting_for_another_query_counts(asked: QueryWorker) -> None:
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(asked.ask, ENDLESS, timeout=LONG)
        while not asked._store._lock.locked():
            time.sleep(0.01)
        with pytest.raises(QueryTimeout, match=r"^query: had no turn within 0\.2 s"):
            asked.ask("ASK {}", timeout=0.2)
        asked.close()
        with pytest.raises(InputError):
            first.result()
    assert asked.ask("ASK {}", timeout=LONG).truth is True


def test_a_query_without_time_for_the_data_to_be_loaded_does_not_break_that_off(
    triples: bytes,
) -> None:
    with QueryWorker(triples) as made:
        with pytest.raises(QueryTimeout, match=r"^query: had no turn within 0\.05 s"):
            made.ask("ASK {}", timeout=0.05)
        process = process_of(made)
        assert made.ask("ASK { c:harbor ?p ?o }", timeout=LONG).truth is True
        assert process_of(made) is process


@pytest.mark.parametrize(
    ("head", "quotes"),
    [("ASK { ?s ?p ", 24_000), ("CONSTRUCT { ?f a o:Flow } WHERE { ?f a o:Flow } ", 40_000)],
)
def test_a_long_string_that_is_not_closed_is_refused_soon(
    small: QueryWorker, head: str, quotes: int
) -> None:
    """Each of its escaped quotes could begin another; how often it is looked at: test_sparql.py."""
    with pytest.raises(QueryRefused, match="is not SPARQL"):
        small.ask(f"{head}'''" + "\\'" * quotes, timeout=LONG)


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


def process_of(made: QueryWorker) -> subprocess.Popen[bytes]:
    running = made._store._running
    assert running is not None
    return running.process


def test_a_killed_process_is_started_anew(small: QueryWorker) -> None:
    assert small.ask("ASK {}").truth is True
    first = process_of(small)
    first.kill()
    first.wait()
    assert small.ask("ASK { ?s ?p '7' }").truth is True
    assert process_of(small).pid != first.pid


def test_one_process_serves_threads_and_queries(small: QueryWorker) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda n: small.ask(f"SELECT ?o {{ <x:s{n}> ?p ?o }}").rows[0][0], range(40))
        )
    assert found == [Term("literal", str(n)) for n in range(40)]
    first = process_of(small)
    small.ask("ASK {}")
    assert process_of(small) is first


def test_close_ends_the_processes() -> None:
    made = QueryWorker(SMALL)
    made.ask("ASK {} # service")
    processes = [one._running.process for one in (made._store, made._guard) if one._running]
    made.close()
    made.close()
    assert len(processes) == 2
    assert all(process.returncode is not None for process in processes)


def test_the_process_loads_little_of_kgraph() -> None:
    source = "import sys, kgraph.knowledge.query.query_process; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    loaded = {name for name in done.stdout.split() if name.startswith("kgraph.")}
    assert loaded == {
        "kgraph.errors",
        "kgraph.knowledge",
        "kgraph.knowledge.query",
        "kgraph.knowledge.query.binding",
        "kgraph.knowledge.query.graphs",
        "kgraph.knowledge.query.query_process",
        "kgraph.knowledge.query.sparql",
        "kgraph.knowledge.query.unknown_words",
        "kgraph.terms",
    }
