"""The questions in the graph, each against an answer that is made from the files by other means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from answered import ANSWERS, Rows
from plainly import CLOSING, Catalog, Shop, of_class, said
from rdflib import RDFS, Graph, URIRef

from kgraph import api
from kgraph.knowledge.query.examples import Example
from kgraph.terms import BASE, ONT, tail

EXPORTS = Path(__file__).parents[3] / "exports"
DEMO, CLOUDS, OLD = (
    EXPORTS / name / "architecture.json" for name in ("demo", "three-clouds", "article-2021")
)


@pytest.fixture(scope="module")
def cat() -> Catalog:
    return Catalog(date.today())


def questions() -> Iterator[Example]:
    for example in api.examples():
        if example.form != "graph" and (example.parameters or example.architectures):
            yield example


def shown(value: object) -> object:
    """A value as the files have it: of a name its id."""
    return tail(value) if isinstance(value, str) and value.startswith(BASE) else value


def found(id: str, sources: list[Path], params: dict[str, str]) -> tuple[Rows, int]:
    result = api.query(id, architectures=sources, params=params)
    rows = [tuple(shown(value) for value in row.values()) for row in result]
    if id == "bill":
        rows = [(*row[:-1], frozenset(str(row[-1]).split())) for row in rows]
    assert not result.notes
    return set(rows), len(rows)


def given(example: Example, params: dict[str, str]) -> dict[str, object]:
    """Its parameters as the files have them."""
    said = {name: shown(term.value) for name, term in example.defaults.items()}
    for name, value in (said | params).items():
        is_day = example.defaults[name].datatype is not None
        said[name] = date.fromisoformat(str(value)) if is_day else value
    return said


def test_every_question_has_an_answer_made_by_other_means() -> None:
    assert ANSWERS.keys() == {example.id for example in questions()}
    assert len(ANSWERS) == 33


@pytest.mark.parametrize("example", list(questions()), ids=lambda example: example.id)
def test_each_question_is_answered_as_the_files_say(example: Example, cat: Catalog) -> None:
    for paths in combinations([DEMO, CLOUDS, OLD], example.architectures):
        rows, many = found(example.id, list(paths), {})
        answer = ANSWERS[example.id](cat, *map(Shop, paths), **given(example, {}))
        assert rows == answer
        assert many == len(rows) or example.id in ("across-sites", "changed-since")


OTHERS = {
    "graduated-on-cloud": {"capability": "service-mesh", "cloud": "gcp"},
    "breaks-without": {"component": "etcd"},
    "managed-alternatives": {"component": "postgresql", "cloud": "azure"},
    "shortest-chain": {"start": "thanos", "end": "amazon-s3"},
    "changed-since": {"since": "2019-01-01"},
    "same-protocols": {"component": "prometheus"},
    "clouds-by-capability": {"concern": "observability"},
    "on-offer-on-a-day": {"capability": "object-storage", "day": "2010-06-01"},
    "new-and-gone": {"since": "2018-01-01", "until": "2020-01-01"},
    "providers-on-cloud": {"capability": "message-queue", "cloud": "azure"},
    "needs-of-component": {"component": "mimir"},
    "retired-since": {"since": "2026-01-01"},
    "decisions-demanding": {"capability": "cluster-backup"},
    "without-object-storage": {"capability": "identity-provider"},
    "options-of-decision": {"decision": "recovery-point"},
    "shared-protocols": {"component": "prometheus", "other": "thanos"},
    "gaps-on-cloud": {"cloud": "on-premises"},
}


@pytest.mark.parametrize("id", OTHERS)
def test_other_values_of_the_parameters_are_answered_as_well(id: str, cat: Catalog) -> None:
    (example,) = [one for one in questions() if one.id == id]
    params = OTHERS[id]
    assert found(id, [], params)[0] == ANSWERS[id](cat, **given(example, params))


@pytest.mark.parametrize("component", ["harbor", "loki", "keycloak"])
def test_what_stands_around_a_component_is_all_that_names_it(component: str) -> None:
    iri = f"{BASE}component/{component}"
    told = api.query("neighbourhood", params={"component": component})
    found = set(Graph().parse(data=told.turtle or ""))
    every = api.query(
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s = ?one || ?o = ?one) }",
        params={"one": f"c:{component}"},
    )
    around = set(Graph().parse(data=every.turtle or ""))
    assert around <= found
    assert {predicate for _, predicate, _ in found - around} == {RDFS.label}
    assert URIRef(iri) in {target for _, _, target in around}


@pytest.mark.parametrize("component", ["grafana", "velero", "prometheus", "gke"])
@pytest.mark.parametrize("id", ["blast-radius", "why-here", "leaving"])
def test_any_component_can_be_asked_about(id: str, component: str, cat: Catalog) -> None:
    answer = ANSWERS[id](cat, Shop(DEMO), component=component)
    assert found(id, [DEMO], {"component": component})[0] == answer


NAMED = [
    (example.id, name)
    for example in api.examples()
    for name, term in example.defaults.items()
    if term.kind == "iri"
]


@pytest.mark.parametrize(("id", "name"), NAMED)
def test_of_what_nobody_knows_nothing_is_answered(id: str, name: str) -> None:
    (example,) = [one for one in api.examples() if one.id == id]
    sources = [DEMO, CLOUDS][: example.architectures]
    result = api.query(id, architectures=sources, params={name: "nobody-knows-it"})
    assert not result
    assert {note.what for note in result.notes if "nobody-knows-it" in note.what}


def test_most_questions_have_something_to_tell(cat: Catalog) -> None:
    silent = set()
    for example in questions():
        sources = [OLD, CLOUDS][: example.architectures] if example.architectures != 1 else [OLD]
        if not api.query(example, architectures=sources):
            silent.add(example.id)
    assert silent <= {
        "stored-without-backup",
        "blast-radius",
        "request-path",
        "why-here",
        "leaving",
    }


def test_the_sources_of_this_test_are_read_whole(cat: Catalog) -> None:
    closing = (one for one in of_class("LifeStage") if said(one, ONT + "closes") == ["true"])
    assert set(map(tail, closing)) == CLOSING | {"retired"}
    assert {one for one in cat if not cat.provides(one)} == set()
