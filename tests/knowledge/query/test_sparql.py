"""What can be told about a query from its text."""

from __future__ import annotations

import pytest

from kgraph.knowledge.query import sparql
from kgraph.terms import PREFIXES


def test_skeleton_keeps_length_and_lines() -> None:
    text = "SELECT * { ?s <http://x/#y> '''a\n# \"b''' } # why \"not\"\nLIMIT 1"
    body = sparql.skeleton(text)
    assert len(body) == len(text)
    assert body.split() == ["SELECT", "*", "{", "?s", "}", "LIMIT", "1"]
    assert body.count("\n") == text.count("\n")


def test_missing_prefixes_are_declared_without_moving_lines() -> None:
    text = "PREFIX c: <http://else/>\n# PREFIX k: <x>\nASK { c:a o:b k:c }"
    made = sparql.with_prefixes(text)
    assert made.count("\n") == text.count("\n")
    assert made.count("PREFIX c:") == 1
    assert "PREFIX c: <http://else/>" in made
    assert f"PREFIX k: <{PREFIXES['k']}>" in made


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE ?x {} }",
        "select * from <x:y> {}",
        "ASK { \\u0053ervice ?x {} }",
        "ASKFROM <x:y> {}",
    ],
)
def test_words_that_may_reach_outside(text: str) -> None:
    assert sparql.may_reach_outside(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x o:from ?y }",
        "ASK { ?service o:fromCapability ?from }",
        "ASK { $from ?p 'x'@from }",
    ],
)
def test_words_within_names_do_not(text: str) -> None:
    assert not sparql.may_reach_outside(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x o:need ?n . ?n o:role ?r } }",
        "ASK { ?x a o:Component filter not exists { ?x o:need ?n ; o:cloud ?c } }",
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x a ?y { ?y a ?z } } }",
    ],
)
def test_hint_on_not_exists_with_several_patterns(text: str) -> None:
    assert sparql.hint(text) == sparql.NOT_EXISTS_HINT


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x o:retiredOn ?day FILTER(?day < '2021. ;' || (?day > 1.5)) } }",
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x o:need ?n . } ?x o:need ?m . ?m o:role ?r }",
        "ASK { ?x ?y 'NOT EXISTS { ?a ?b ?c . ?d ?e ?f }' }",
    ],
)
def test_no_hint_otherwise(text: str) -> None:
    assert sparql.hint(text) is None


def test_line_of_a_keyword() -> None:
    assert sparql.line_of("SERVICE", "# service\nASK {\n'service' \\u0053ervice ?x {} }") == 3
    assert sparql.line_of("FROM", "ASK {}") == 1


@pytest.mark.parametrize(
    "text",
    [
        "ASK { c:x skos:broader _:b ; ?y 'z'@en }",
        "PREFIX my.own: <x:> ASK { my.own:a a 'x:y' }",
        "ASK { <x:y> a ?x:z }",
    ],
)
def test_known_prefixes(text: str) -> None:
    assert sparql.unknown_prefix(text) is None


def test_an_unknown_prefix_is_named_with_its_line() -> None:
    assert sparql.unknown_prefix("ASK {\n?x foaf:name ?y }") == ("foaf", 2)


def test_escapes_that_are_no_characters_do_no_harm() -> None:
    assert sparql.expanded("\\uD800 \\UFFFFFFFF \\u0041") == "\ufffd \ufffd A"
