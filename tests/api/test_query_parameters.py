"""Values of variables: bound as terms whatever is in them, and read back as what they are."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from refusals import refusal

import kgraph
from kgraph import api
from kgraph.knowledge.query import binding
from kgraph.knowledge.query.term import Term
from kgraph.knowledge.query.values import Iri, native
from kgraph.terms import COMPONENT, XSD

ECHO = "SELECT ?value { ?x a owl:Ontology }"
HOSTILE = [
    '"',
    "'",
    '"""',
    "}",
    "} UNION { ?x ?y ?z",
    '" } ; DROP ALL #',
    "\\",
    '\\"',
    "a\nb\r\tc",
    "\u2028",
    "?value",
    "SERVICE <http://x/>",
    "\\u0022",
    "ünï ☃ 𝒳",
    "<x:y>z",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    assert list(kgraph.query(ECHO, params={"value": text})) == [{"value": text}]
    term = Term("literal", text, language="en")
    assert kgraph.query(ECHO, params={"value": term}).rows == ((term,),)


@pytest.mark.parametrize(
    ("given", "back"),
    [
        (7, 7),
        (True, True),
        (Decimal("1.5"), Decimal("1.5")),
        (2.5, 2.5),
        (date(2026, 11, 26), date(2026, 11, 26)),
        ("7", "7"),
        ("2026-11-26", "2026-11-26"),
        (Iri("urn:x:y"), "urn:x:y"),
        ("c:harbor", COMPONENT + "harbor"),
        ("c:a b", "c:a b"),
        ("nope:harbor", "nope:harbor"),
    ],
)
def test_values_have_types_both_ways(given: object, back: object) -> None:
    (row,) = kgraph.query(ECHO, params={"value": given})  # type: ignore[dict-item]
    assert row == {"value": back}
    assert type(row["value"]) in (type(back), Iri)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("2026-11-26", date(2026, 11, 26)),
        ("2026-13-40", "2026-13-40"),
        ("-12", -12),
        ("1.50", Decimal("1.50")),
        ("1\u0663", "1\u0663"),
        ("true", True),
        ('"7"', "7"),
        ('"', '"'),
        ('"x"y', '"x"y'),
        ('"Harbor"@en', "Harbor"),
        ("c:harbor", COMPONENT + "harbor"),
        ("<urn:x:y>", "urn:x:y"),
        ("harbor", "harbor"),
    ],
)
def test_words_of_the_command_line_mean_what_they_look_like(word: str, value: object) -> None:
    assert native(api.query_value("value", word)) == value


def test_a_bare_word_is_a_name_where_the_variable_says_of_what_kind() -> None:
    (row,) = kgraph.query("SELECT ?component { ?x a owl:Ontology }", params={"component": "harbor"})
    iri = row["component"]
    assert isinstance(iri, Iri)
    assert (iri, iri.short, iri.id) == (COMPONENT + "harbor", "c:harbor", "harbor")


@pytest.mark.parametrize("word", ["<a b>", "<x:{}>", "<x>", '<x:"y">'])
def test_what_is_no_iri_is_told(word: str) -> None:
    problem = refusal(lambda: api.query_value("value", word))
    assert (problem.where, problem.what.split(" has ")[0]) == ("parameter", "'value'")


def test_unknown_parameters_are_told_with_the_nearest() -> None:
    text = "SELECT ?cloud { ?c o:cloud ?cloud }"
    problem = refusal(lambda: kgraph.query(text, params={"clud": "aws"}))
    assert problem.what == "the query has no variable ?clud"
    assert problem.remedy == "did you mean 'cloud'?"
    other = refusal(lambda: kgraph.query("ASK {}", params={"x": 1}))
    assert other.what == "the query has no variable ?x"
    (note,) = kgraph.query(text, params={"cloud": "awz"}).notes
    assert note.remedy == "did you mean 'cloud:aws'?"


def test_inner_groups_and_queries_see_the_value() -> None:
    text = """SELECT ?name (COUNT(?other) AS ?n) {
      ?c rdfs:label ?name ; o:concern concern:registry
      OPTIONAL { ?c o:cloud ?other FILTER(?other = ?cloud) }
      { SELECT ?c { ?c o:provides k:image-registry FILTER(?cloud = cloud:aws) } }
    } GROUP BY ?name ORDER BY ?name"""
    plain = text.replace("?cloud", "cloud:aws")
    assert list(kgraph.query(text, params={"cloud": "aws"})) == list(kgraph.query(plain))
    assert len(kgraph.query(plain)) > 3


def test_deep_queries_are_bound_in_a_time_that_their_length_allows() -> None:
    """Ten thousand groups, each with the variable; the parser says no, and soon."""
    text = "SELECT ?x { " + "{ ?x ?y ?z " * 8_000 + "}" * 8_000 + " }"
    begun = time.process_time()
    assert binding.bound(text, {"x": "<x:y>"}).count("VALUES") == 8_001
    assert binding.unfit(text, {"x"}) is None
    assert time.process_time() - begun < 5


def test_templates_and_data_blocks_are_left_alone() -> None:
    text = """CONSTRUCT { ?c o:cloud ?cloud } {
      VALUES (?c ?more) { (c:harbor 1) } ?c a o:Component }"""
    found = kgraph.query(text, params={"cloud": "aws"})
    assert "c:harbor o:cloud cloud:aws ." in str(found.turtle)


def test_answers_become_tables_of_pandas() -> None:
    text = f'SELECT ?c ("3"^^<{XSD}integer> AS ?n) {{ ?c a o:Cloud }} ORDER BY ?c'
    table = kgraph.query(text).to_pandas()
    assert list(table.columns) == ["c", "n"]
    assert len(table) == len(api.knowledge().clouds)
    assert set(table["n"]) == {3}
