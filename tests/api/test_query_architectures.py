"""Architectures in the query: together with the catalog, each under an address of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from refusals import refusal

import kgraph
from kgraph import api
from kgraph.terms import ARCHITECTURE, DATASET

DEMO = Path(__file__).parents[2] / "exports" / "demo" / "architecture.json"
SITES = DEMO.parents[1] / "three-clouds" / "architecture.json"
PLACED = "SELECT ?g (COUNT(?p) AS ?n) { GRAPH ?g { ?p a o:Placement } } GROUP BY ?g ORDER BY ?g"


def placements(path: Path) -> int:
    return len(api.read_architecture(path).placements)


def test_an_architecture_is_asked_together_with_the_catalog() -> None:
    text = """SELECT DISTINCT ?id { ?placement a o:Placement ; o:component ?component .
      ?component skos:notation ?id } ORDER BY ?id"""
    known = {one.id for one in api.components()}
    placed = {one.component for one in api.read_architecture(DEMO).placements}
    found = kgraph.query(text, architectures=[str(DEMO)])
    assert [row["id"] for row in found] == sorted(placed & known)
    assert not kgraph.query(text)


def test_two_of_one_name_have_addresses_of_their_own() -> None:
    shop = api.read_architecture(DEMO)
    found = kgraph.query(PLACED, architectures=[DEMO, shop])
    many = len(shop.placements)
    name = f"{ARCHITECTURE}web-shop-in-two-regions"
    assert list(found) == [{"g": name, "n": many}, {"g": f"{name}-2", "n": many}]
    together = kgraph.query(
        "SELECT (COUNT(?p) AS ?n) { ?p a o:Placement }", architectures=[shop, shop]
    )
    assert list(together) == [{"n": 2 * many}]


def test_they_say_which_came_first() -> None:
    text = "SELECT ?name { ?g a o:Architecture ; rdfs:label ?name ; o:position ?at } ORDER BY ?at"
    for order in ([DEMO, SITES], [SITES, DEMO]):
        names = [api.read_architecture(path).name for path in order]
        assert [row["name"] for row in kgraph.query(text, architectures=order)] == names


@pytest.mark.parametrize(
    ("clauses", "catalog", "shop"),
    [
        ("", True, True),
        ("FROM a:web-shop-in-two-regions", False, True),
        (f"FROM <{DATASET}>", True, False),
        (f"FROM a:web-shop-in-two-regions FROM <{DATASET}>", True, True),
        ("FROM NAMED a:web-shop-in-two-regions", False, False),
        ("from <https://w3id.org/kgraph/architecture/web-shop-in-two-regions>", False, True),
    ],
)
def test_from_names_what_is_loaded(clauses: str, catalog: bool, shop: bool) -> None:
    for pattern, there in (("?x a o:Cloud", catalog), ("?x a o:Placement", shop)):
        found = kgraph.query(f"SELECT ?x {clauses} {{ {pattern} }} LIMIT 1", architectures=[DEMO])
        assert bool(found) is there
    named = kgraph.query(
        f"SELECT ?x {clauses} {{ GRAPH ?g {{ ?x a o:Placement }} }} LIMIT 1", architectures=[DEMO]
    )
    assert bool(named) is (not clauses or "NAMED" in clauses)


@pytest.mark.parametrize("word", ["<file:///etc/passwd>", "<http://x.example/>", "a:gone", "o:x"])
@pytest.mark.parametrize("form", ["FROM", "FROM NAMED", "from"])
def test_from_of_what_is_not_loaded_is_refused_with_what_is(word: str, form: str) -> None:
    problem = refusal(lambda: kgraph.query(f"SELECT *\n{form} {word} {{}}", architectures=[DEMO]))
    assert problem.where == "query:2"
    assert problem.what == f"FROM names {word}, which is not loaded, and nothing is fetched"
    assert "web-shop-in-two-regions" in problem.remedy


def test_the_dataset_has_no_name_as_a_named_graph() -> None:
    problem = refusal(lambda: kgraph.query(f"ASK FROM NAMED <{DATASET}> {{}}"))
    assert problem.remedy == "leave FROM out"


def test_a_file_that_is_no_architecture_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}")
    problem = refusal(lambda: kgraph.query("ASK {}", architectures=[path]))
    assert (problem.where, problem.what) == (f"{path}:1", "is no architecture")


def test_nothing_stays_behind() -> None:
    assert kgraph.query(PLACED, architectures=[DEMO])
    assert not kgraph.query("ASK { GRAPH ?g { ?s ?p ?o } }")
    assert not kgraph.query("ASK { ?p a o:Placement }")
