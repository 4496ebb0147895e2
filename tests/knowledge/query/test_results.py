"""The forms in which results are written, held to the W3C's."""

from __future__ import annotations

import csv as csv_module
import io
import json as json_module

import pyoxigraph as ox
import pytest

from kgraph import terms
from kgraph.errors import InputError
from kgraph.knowledge.query import writing
from kgraph.knowledge.query.results import Result, Row
from kgraph.knowledge.query.term import Term
from kgraph.knowledge.query.writing import WRITERS
from kgraph.terms import COMPONENT, XSD

ROWS: tuple[Row, ...] = (
    (Term("iri", COMPONENT + "harbor"), Term("literal", 'say "hi", twice\nor\tmore\\', None, "en")),
    (Term("bnode", "b0"), Term("literal", "1", XSD + "integer")),
    (None, Term("literal", "2021-01-28", XSD + "date")),
    (Term("iri", "http://else/#x"), None),
)
FOUND = Result("select", ("x", "y"), ROWS)
YES = Result("ask", truth=True)
GRAPH = Result("graph", turtle="<x:a> <x:b> <x:c> .\n")


def _read(text: str, format: ox.QueryResultsFormat) -> list[list[object]]:
    """What an independent reader of the same form makes of it."""
    parsed = ox.parse_query_results(text.encode(), format=format)
    assert isinstance(parsed, ox.QuerySolutions)
    return [list(row) for row in parsed]


def _expected() -> list[list[object]]:
    harbor, other = ox.NamedNode(COMPONENT + "harbor"), ox.NamedNode("http://else/#x")
    said = ox.Literal('say "hi", twice\nor\tmore\\', language="en")
    one, day = (
        ox.Literal(v, datatype=ox.NamedNode(XSD + t))
        for v, t in (("1", "integer"), ("2021-01-28", "date"))
    )
    return [[harbor, said], [ox.BlankNode("b0"), one], [None, day], [other, None]]


def test_json_is_read_back_as_it_was() -> None:
    assert _read(writing.json(FOUND), ox.QueryResultsFormat.JSON) == _expected()


def test_json_has_the_form_of_the_recommendation() -> None:
    plain = json_module.loads(writing.json(Result("select", ("x", "y"), ROWS[:2])))
    assert plain == {
        "head": {"vars": ["x", "y"]},
        "results": {
            "bindings": [
                {
                    "x": {"type": "uri", "value": COMPONENT + "harbor"},
                    "y": {
                        "type": "literal",
                        "value": 'say "hi", twice\nor\tmore\\',
                        "xml:lang": "en",
                    },
                },
                {
                    "x": {"type": "bnode", "value": "b0"},
                    "y": {"type": "literal", "value": "1", "datatype": XSD + "integer"},
                },
            ]
        },
    }
    assert json_module.loads(writing.json(YES)) == {"head": {}, "boolean": True}


def test_tsv_is_read_back_as_it_was() -> None:
    assert _read(writing.tsv(FOUND), ox.QueryResultsFormat.TSV) == _expected()
    assert writing.tsv(FOUND).splitlines()[0] == "?x\t?y"
    assert writing.tsv(FOUND).splitlines()[2] == "_:b0\t1"


@pytest.mark.parametrize("value", ["1\n", "٣"])
def test_only_a_number_as_sparql_writes_it_stands_bare_in_tsv(value: str) -> None:
    number = Term("literal", value, XSD + "integer")
    expected = [[ox.Literal(value, datatype=ox.NamedNode(XSD + "integer"))]]
    assert (
        _read(writing.tsv(Result("select", ("x",), ((number,),))), ox.QueryResultsFormat.TSV)
        == expected
    )


def test_csv_has_the_form_of_the_recommendation() -> None:
    assert writing.csv(FOUND) == (
        f'x,y\r\n{COMPONENT}harbor,"say ""hi"", twice\nor\tmore\\"\r\n_:b0,1\r\n,2021-01-28\r\nhttp://else/#x,\r\n'
    )
    read = list(csv_module.reader(io.StringIO(writing.csv(FOUND), newline="")))
    assert read[1] == [COMPONENT + "harbor", 'say "hi", twice\nor\tmore\\']


def test_csv_of_one_unbound_variable_is_an_empty_line() -> None:
    assert writing.csv(Result("select", ("x",), ((None,),))) == "x\r\n\r\n"


def test_ask_is_one_word() -> None:
    assert (writing.csv(YES), writing.tsv(YES), writing.table(YES)) == (
        "true\r\n",
        "true\n",
        "yes\n",
    )
    assert writing.table(Result("ask", truth=False)) == "no\n"


def test_table_is_aligned_and_short() -> None:
    rows: tuple[Row, ...] = (
        (Term("iri", COMPONENT + "harbor"), Term("literal", "倉庫")),
        (Term("iri", "http://else/x"), Term("literal", "a")),
    )
    lines = writing.table(Result("select", ("x", "y"), rows)).splitlines()
    assert lines == [
        "x                y",
        "───────────────  ────",
        "c:harbor         倉庫",
        "<http://else/x>  a",
    ]


def test_table_says_what_is_missing() -> None:
    assert writing.table(Result("select", ("x",))) == "(no rows)\n"
    assert writing.table(
        Result("select", ("x",), ((Term("literal", "a"),),), truncated=True)
    ).endswith("a\n(cut off here: there is more)\n")
    assert (
        writing.table(Result("graph", turtle="", truncated=True))
        == "# (cut off here: there is more)\n"
    )


def test_table_lets_no_value_steer_the_terminal() -> None:
    text = writing.table(Result("select", ("x",), ((Term("literal", "a\x1b[2Jb\nc"),),)))
    assert "\x1b" not in text
    assert text.count("\n") == 3


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (COMPONENT + "harbor", "c:harbor"),
        (COMPONENT + "velero#cli", f"<{COMPONENT}velero#cli>"),
        (COMPONENT + "ends.", f"<{COMPONENT}ends.>"),
        (COMPONENT + "harbor\n", f"<{COMPONENT}harbor\n>"),
        (COMPONENT, f"<{COMPONENT}>"),
        ("http://else/", "<http://else/>"),
    ],
)
def test_iris_are_shortened_only_to_what_can_be_typed(iri: str, short: str) -> None:
    assert terms.shorten(iri) == short


def test_turtle_is_handed_through() -> None:
    assert writing.turtle(GRAPH) == writing.table(GRAPH) == GRAPH.turtle


def test_forms_that_cannot_hold_a_result_say_so() -> None:
    for name in ("csv", "tsv", "json"):
        with pytest.raises(InputError, match="finds a graph"):
            WRITERS[name](GRAPH)
    for found in (FOUND, YES):
        with pytest.raises(InputError, match="finds no graph"):
            WRITERS["turtle"](found)
