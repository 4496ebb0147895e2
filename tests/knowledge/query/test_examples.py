"""The example queries in the graph: each is run, each finds something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph import api, resources
from kgraph.knowledge.architectures.addresses import graphs
from kgraph.knowledge.query import sparql
from kgraph.knowledge.query.asking import QueryWorker
from kgraph.knowledge.query.examples import Example, examples
from kgraph.knowledge.store import dump, rows
from kgraph.terms import PREFIXES, tail


def _ids() -> list[str]:
    """The ids as the file has them, before any dataset is built."""
    store = ox.Store()
    for name in ("examples.ttl", "questions.ttl"):
        store.load(path=str(resources.folder("ontology") / name), format=ox.RdfFormat.TURTLE)
    return sorted(tail(row["x"]) for row in rows(store, "SELECT ?x { ?x a sh:SPARQLExecutable }"))


@pytest.fixture(scope="module")
def found(dataset: ox.Store) -> dict[str, Example]:
    return {example.id: example for example in examples(dataset)}


@pytest.fixture(scope="module")
def asked(dataset: ox.Store) -> Iterator[QueryWorker]:
    with QueryWorker(dump(dataset).encode()) as made:
        yield made


def test_there_are_a_dozen_of_all_forms(found: dict[str, Example]) -> None:
    assert list(found) == _ids()
    assert len(found) >= 12
    assert {example.form for example in found.values()} == {"select", "ask", "graph"}


def beside(example: Example) -> list[tuple[str, str]]:
    """As many architectures as it is asked of; the one of old has something of everything."""
    exports = Path(__file__).parents[3] / "exports"
    files = [exports / name / "architecture.json" for name in ("demo", "article-2021")]
    late = example.id in ("retiring", "stages")
    chosen = files[::-1] if late else files
    return graphs(map(api.read_architecture, chosen[: example.architectures]), api.knowledge())


@pytest.mark.parametrize("id", _ids())
def test_each_example_finds_something(
    asked: QueryWorker, found: dict[str, Example], id: str
) -> None:
    result = asked.ask(found[id].text, graphs=beside(found[id]), together=True)
    assert result.form == found[id].form
    assert result.rows or result.truth or result.turtle
    assert not result.truncated
    assert result.notes == ()


@pytest.mark.parametrize("id", _ids())
def test_each_example_is_a_question_with_an_explanation(found: dict[str, Example], id: str) -> None:
    example = found[id]
    assert example.label.endswith("?")
    assert len(example.comment.split()) > 5
    assert "PREFIX" not in example.text
    words = " ".join(token.text for token in sparql.tokens(example.text))
    assert example.form != "select" or "ORDER BY" in words


def test_each_example_is_typed_and_filed(dataset: ox.Store, found: dict[str, Example]) -> None:
    typed = rows(
        dataset,
        """SELECT DISTINCT ?x { VALUES (?kind ?how) { (sh:SPARQLSelectExecutable sh:select) (sh:SPARQLAskExecutable sh:ask)
        (sh:SPARQLConstructExecutable sh:construct) } ?x a ?kind ; ?how ?text ; sh:prefixes <https://w3id.org/kgraph/ont> ; schema:keywords ?word }""",
    )
    assert {tail(row["x"]) for row in typed} == set(found)


def test_the_prefixes_declared_are_those_of_every_query(dataset: ox.Store) -> None:
    declared = rows(
        dataset,
        "SELECT ?prefix ?iri { <https://w3id.org/kgraph/ont> sh:declare ?d . ?d sh:prefix ?prefix ; sh:namespace ?iri }",
    )
    assert {row["prefix"]: row["iri"] for row in declared} == PREFIXES
