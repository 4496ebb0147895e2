"""What triples say, thing by thing, and the problems that are noted with it."""

from __future__ import annotations

import pytest

from kgraph import terms
from kgraph.knowledge.architectures.facts import Facts, shown_iri
from kgraph.knowledge.architectures.parsing import parse_turtle

BEGIN = f"""
@prefix o: <{terms.ONT}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <{terms.ARCHITECTURE}> .
"""
SHOP = terms.ARCHITECTURE + "shop"


def facts(text: str) -> Facts:
    return Facts(parse_turtle(BEGIN + text, "shop.ttl"), "shop.ttl")


def test_objects_of_a_property_come_sorted_and_once() -> None:
    told = facts("<shop> o:place <shop/place/us>, <shop/place/eu>, <shop/place/us> .")
    assert told.nodes(SHOP, "place") == [f"{SHOP}/place/eu", f"{SHOP}/place/us"]
    assert told.tails(SHOP, "place") == ("eu", "us")
    assert told.nodes(SHOP, "flow") == []


def test_what_is_asked_of_a_thing_does_not_make_it_known() -> None:
    told = facts("<shop> a o:Architecture .")
    assert told.label("nobody") is None
    assert told.only("nobody", "at") == ""
    assert "nobody" not in told
    assert list(told) == [SHOP]


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        ('"Laden"@de, "Shop"@en', "Shop"),
        ('"Laden"@de, "Shop"', "Shop"),
        ('"Laden"@de, "Boutique"@fr', "Laden"),
    ],
)
def test_a_label_is_in_english_or_of_no_language_where_there_is_one(labels: str, name: str) -> None:
    assert facts(f"<shop> rdfs:label {labels} .").label(SHOP) == name


def test_a_property_that_is_there_twice_is_a_problem() -> None:
    told = facts('<shop> o:asOf "2026-01-01", "2026-01-02" .')
    assert told.only(SHOP, "asOf") == "2026-01-01"
    (problem,) = told.problems
    assert problem.what == "shop has 'o:asOf' 2 times"


@pytest.mark.parametrize("number", ["many", "1.5", "9" * 5000])
def test_what_is_no_whole_number_is_a_problem_and_counts_as_none(number: str) -> None:
    told = facts(f'<shop> o:version "{number}" .')
    assert told.number(SHOP, "version") == 0
    assert "no number" in told.problems[0].what


def test_a_thing_is_of_a_class_only_where_that_is_said() -> None:
    told = facts("<shop> a o:Architecture .")
    assert told.is_a(SHOP, "Architecture")
    assert not told.is_a(SHOP, "Place")


def test_what_has_no_iri_is_told_so() -> None:
    assert shown_iri("_:b0") == "something without an IRI"
    assert shown_iri(f"{SHOP}/place/eu") == "shop/place/eu"
