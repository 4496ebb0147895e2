"""Architectures written and read back.

The same values, the same bytes, and clear words where that cannot be.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from random_architectures import architectures

from kgraph import api, resources
from kgraph.errors import InputError
from kgraph.knowledge.architectures.codec import (
    from_json,
    from_turtle,
    to_json,
    to_triples,
    to_turtle,
)
from kgraph.knowledge.architectures.naming import Names, short, slug
from kgraph.knowledge.architectures.parsing import parse_turtle
from kgraph.model.architecture import Architecture, Placement, Reason
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place

BRIEF = """
name: Web shop, Köln
as_of: 2026-11-23
sites:
  - {id: eu, cloud: gcp, region: europe-west1, clusters: [blue, green]}
  - {id: us, cloud: aws}
workloads:
  - {id: shop, name: Shop, exposes: public, content: static, stores: tables}
  - {id: back-office, sites: [us]}
answers: {availability: multi-region, pipeline: [build, push]}
use: [velero, grafana]
avoid: [docker-hub]
prefer: [open-source, managed]
"""
PLACES = """
name: Insurer
as_of: 2026-11-23
sites:
  - {id: fra, cloud: aws, clusters: [a, b], answers: {cluster-exposure: private}}
  - {id: hq, cloud: gcp, clusters: []}
systems:
  - {id: core, name: Core, at: hq, provides: [relational-database]}
  - {id: pay}
workloads:
  - {id: shop, at: [fra/a], calls: [core, pay, stock]}
  - {id: stock, at: [fra], stores: {tables: amazon-rds}}
use: [{component: harbor, at: [fra/a, fra/b]}, prometheus]
"""
TODAY = date(2026, 11, 23)

# --- what comes back


def sorted_answers(
    found: tuple[tuple[str, tuple[str, ...]], ...], *, options: bool
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((id, tuple(sorted(chosen)) if options else chosen) for id, chosen in sorted(found))


def as_read(architecture: Architecture, where: str, *, turtle: bool) -> Architecture:
    """What the docstring of the codec says comes back."""
    brief = architecture.brief
    assert brief is not None
    workloads = tuple(
        replace(one, answers=sorted_answers(one.answers, options=turtle)) for one in brief.workloads
    )
    ordered = (lambda found: tuple(sorted(found))) if turtle else tuple
    answers_read = sorted_answers(architecture.answers, options=turtle)
    brief = replace(
        brief,
        workloads=workloads,
        answers=answers_read,
        use=ordered(brief.use),
        avoid=ordered(brief.avoid),
        given=(),
        source=where,
    )
    placements = tuple(
        replace(one, reasons=resting(one.reasons, (), turtle=turtle))
        for one in architecture.placements
    )
    flows = tuple(
        replace(one, reasons=resting(one.reasons, (one.source, one.target), turtle=turtle))
        for one in architecture.flows
    )
    return replace(
        architecture, brief=brief, answers=answers_read, placements=placements, flows=flows
    )


def resting(
    found: tuple[Reason, ...], ends: tuple[str, ...], *, turtle: bool
) -> tuple[Reason, ...]:
    if not turtle:
        return found
    order = {end: number for number, end in reversed(list(enumerate(ends)))}
    return tuple(
        replace(
            one, because=tuple(sorted(one.because, key=lambda text: (order.get(text, 2), text)))
        )
        for one in found
    )


slow = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.slow
@slow
@given(one=architectures())
def test_turtle_gives_back_what_went_in(one: Architecture, knowledge: Knowledge) -> None:
    text = to_turtle(one, knowledge)
    back = from_turtle(text, "a.ttl")
    assert back == as_read(one, "a.ttl", turtle=True)
    assert to_turtle(back, knowledge) == text


@pytest.mark.slow
@slow
@given(one=architectures())
def test_the_triples_are_those_of_the_turtle(one: Architecture, knowledge: Knowledge) -> None:
    parsed = parse_turtle(to_turtle(one, knowledge), "a.ttl")
    assert list(map(str, to_triples(one, knowledge))) == list(map(str, parsed))


@pytest.mark.slow
@slow
@given(one=architectures())
def test_json_gives_back_what_went_in(one: Architecture) -> None:
    text = to_json(one)
    back = from_json(text, "a.json")
    assert back == as_read(one, "a.json", turtle=False)
    assert to_json(back) == text


@pytest.mark.slow
@slow
@given(one=architectures())
def test_both_forms_say_the_same(one: Architecture, knowledge: Knowledge) -> None:
    by_json = from_json(to_json(one), "a")
    assert from_turtle(to_turtle(by_json, knowledge), "a") == from_turtle(
        to_turtle(one, knowledge), "a"
    )


# --- a real one


@pytest.fixture(scope="module", params=[BRIEF, PLACES], ids=["shop", "insurer"])
def built(request: pytest.FixtureRequest) -> Architecture:
    return api.assemble(request.param, today=TODAY)


@pytest.fixture(scope="module")
def shop() -> Architecture:
    return api.assemble(BRIEF, today=TODAY)


def test_a_real_architecture_comes_back(built: Architecture, knowledge: Knowledge) -> None:
    assert from_turtle(to_turtle(built, knowledge), "a.ttl") == as_read(built, "a.ttl", turtle=True)
    assert from_json(to_json(built), "a.json") == as_read(built, "a.json", turtle=False)


def test_given_is_not_kept(built: Architecture, knowledge: Knowledge) -> None:
    assert built.brief is not None
    assert built.brief.given
    for back in (from_turtle(to_turtle(built, knowledge), "x"), from_json(to_json(built), "x")):
        assert back.brief is not None
        assert back.brief.given == ()
        assert back.brief.source == "x"


def test_what_comes_back_can_be_assembled_again(built: Architecture, knowledge: Knowledge) -> None:
    for back in (from_turtle(to_turtle(built, knowledge), "x"), from_json(to_json(built), "x")):
        assert back.brief is not None
        again = api.assemble(back.brief)
        assert [(p.id, p.component) for p in again.placements] == [
            (p.id, p.component) for p in built.placements
        ]
        assert [flow.id for flow in again.flows] == [flow.id for flow in built.flows]


def test_the_brief_in_the_json_is_a_brief(built: Architecture, knowledge: Knowledge) -> None:
    text = json.dumps(json.loads(to_json(built))["brief"])
    again = api.assemble(text, today=TODAY)
    assert [p.id for p in again.placements] == [p.id for p in built.placements]


def test_the_json_keeps_its_contract(shop: Architecture) -> None:
    text = to_json(shop, [Finding("warning", "eu", "some-rule", "why", "what to do")])
    document = json.loads(text)
    schema = json.loads(
        (resources.folder("ontology") / "architecture.schema.json").read_text("utf-8")
    )
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)
    assert text == json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    assert sorted(document) == [
        "as_of",
        "brief",
        "findings",
        "flows",
        "name",
        "ontology",
        "placements",
        "preferences",
        "schema",
        "sites",
    ]
    assert document["schema"] in schema["properties"]["schema"]["enum"]
    assert document["sites"][0] == {
        "id": "eu",
        "cloud": "gcp",
        "region": "europe-west1",
        "clusters": ["blue", "green"],
    }
    velero = next(one for one in document["placements"] if one["id"] == "eu/blue/velero")
    assert (velero["scope"], velero["site"], velero["cluster"]) == ("cluster", "eu", "blue")
    assert velero["capabilities"]
    world = next(one for one in document["placements"] if one["scope"] == "world")
    assert (world["site"], world["cluster"]) == (None, None)
    assert {"id", "from", "to", "kind", "label", "reasons"} == set(document["flows"][0])
    assert document["findings"] == [
        {
            "severity": "warning",
            "focus": "eu",
            "rule": "some-rule",
            "reason": "why",
            "remedy": "what to do",
        }
    ]


def test_turtle_is_rdf_that_others_read(shop: Architecture, knowledge: Knowledge) -> None:
    graph = rdflib.Graph().parse(data=to_turtle(shop, knowledge), format="turtle")
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    o = rdflib.Namespace("https://w3id.org/kgraph/ont#")
    whole = rdflib.URIRef("https://w3id.org/kgraph/architecture/web-shop-koln")
    assert (whole, rdflib.RDF.type, o.Architecture) in graph
    assert (
        whole,
        rdflib.DCTERMS.conformsTo,
        rdflib.URIRef(f"https://w3id.org/kgraph/ont/{knowledge.version}"),
    ) in graph
    assert len(set(graph.objects(whole, o.placement))) == len(shop.placements)
    assert (
        rdflib.URIRef(f"{whole}/eu/blue/velero"),
        o.at,
        rdflib.URIRef(f"{whole}/place/eu/blue"),
    ) in graph
    assert (
        rdflib.URIRef(f"{whole}/us/main/back-office"),
        o.workload,
        rdflib.Literal("back-office"),
    ) in graph


def test_every_term_it_uses_is_in_the_ontology(built: Architecture, knowledge: Knowledge) -> None:
    graph = rdflib.Graph().parse(data=to_turtle(built, knowledge), format="turtle")
    known = rdflib.Graph().parse(resources.folder("ontology") / "kgraph.ttl")
    own = "https://w3id.org/kgraph/ont#"
    used = {
        term
        for _, p, o in graph
        for term in (p, o)
        if isinstance(term, rdflib.URIRef) and term.startswith(own)
    }
    assert {str(term) for term in used if (term, rdflib.RDFS.label, None) not in known} == set()


# --- written by hand

HAND = """
@prefix o: <https://w3id.org/kgraph/ont#> . @prefix c: <https://w3id.org/kgraph/component/> . @prefix k: <https://w3id.org/kgraph/capability/> .
@prefix cloud: <https://w3id.org/kgraph/cloud/> . @prefix flow: <https://w3id.org/kgraph/flow/> . @prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:mine a o:Architecture ; rdfs:label "Mine"@en ; o:asOf "2026-01-02"^^xsd:date ; o:place ex:berlin , ex:k1 ; o:placement ex:p , ex:q ; o:flow ex:f .
ex:berlin a o:Place ; o:levelOfPlace o:site ; o:cloud cloud:on-premises .
ex:k1 a o:Place ; o:levelOfPlace o:cluster ; o:within ex:berlin .
ex:p a o:Placement ; o:component c:prometheus ; o:at ex:k1 ; o:because [ a o:Reason ; rdfs:label "It was there" ; o:because "a talk", "a book" ] .
ex:q a o:Placement ; o:component c:grafana ; o:at ex:k1 ; rdfs:label "Grafana" .
ex:f a o:Flow ; o:from ex:q ; o:to ex:p ; o:flowKind flow:telemetry .
"""


def test_what_a_person_wrote_gets_the_usual_ids(knowledge: Knowledge) -> None:
    one = from_turtle(HAND, "mine.ttl")
    assert (one.name, one.as_of, one.brief, one.ontology) == ("Mine", date(2026, 1, 2), None, "")
    assert [place.id for place in one.places] == ["world", "berlin", "berlin/k1"]
    assert one.place("berlin/k1").cloud == "on-premises"
    assert [placement.id for placement in one.placements] == [
        "berlin/k1/grafana",
        "berlin/k1/prometheus",
    ]
    assert one.placements[1].name == "prometheus"
    assert one.placements[1].reasons == (Reason("It was there", ("a book", "a talk")),)
    assert [flow.id for flow in one.flows] == ["berlin/k1/grafana--telemetry--berlin/k1/prometheus"]
    assert from_turtle(to_turtle(one, knowledge), "again.ttl") == one
    assert from_json(to_json(one), "mine.json") == one


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ex:mine a o:Architecture", "ex:mine a o:Place", "mine.ttl:1: holds no architecture"),
        (
            "ex:berlin a o:Place",
            "ex:other a o:Architecture . ex:berlin a o:Place",
            "holds 2 architectures",
        ),
        ('rdfs:label "Mine"@en ;', "", "has no name"),
        ('o:asOf "2026-01-02"^^xsd:date ;', "", "has no day"),
        ('"2026-01-02"^^xsd:date', '"soon"', "which is no date"),
        ("; o:levelOfPlace o:site", "", "is a place without a level"),
        ("; o:cloud cloud:on-premises", "", "is a site without a cloud"),
        ("; o:within ex:berlin", "", "is a cluster outside of any site"),
        ("o:component c:grafana ;", "", "is a placement without a component"),
        (
            "ex:q a o:Placement ; o:component c:grafana ; o:at ex:k1",
            "ex:q a o:Placement ; o:component c:grafana ; o:at ex:moon",
            "without a place of this architecture",
        ),
        ("c:grafana", "c:prometheus", "is a second placement"),
        ("o:from ex:q ;", "", "as its 'o:from'"),
        ("o:to ex:p ;", "", "as its 'o:to'"),
        ("; o:flowKind flow:telemetry", "", "is a flow without a kind"),
        ("o:component c:grafana", "o:component c:grafana, c:loki", "has 'o:component' 2 times"),
        ("; o:flow ex:f .", "; o:answer c:grafana .", "which is no option"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(old: str, new: str, said: str) -> None:
    assert old in HAND
    with pytest.raises(InputError) as caught:
        from_turtle(HAND.replace(old, new, 1), "mine.ttl")
    assert said in str(caught.value)
    assert all(
        problem.where.startswith("mine.ttl") and problem.remedy for problem in caught.value.problems
    )


def test_a_fault_in_turtle_has_its_line() -> None:
    with pytest.raises(InputError, match=r"^mine\.ttl:7: is not Turtle: mend the syntax there"):
        from_turtle(HAND.replace("o:cluster ;", "o:cluster ;; ]"), "mine.ttl")


JSON = to_json(
    Architecture(
        "T",
        date(2026, 1, 1),
        (Place("world", "world"),),
        (Placement("world/x", "x", "X", "world", ()),),
        (),
    )
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"flows": []', '"flows": [', "is not JSON"),
        ('"placements"', '"placings"', "a.json:1: is no architecture"),
        ('"component": "x",', "", "'component' is missing in placements.0"),
        (
            '"component": "x"',
            '"compnent": "x", "component": "x"',
            "a.json:12: unknown key 'compnent' in placements.0: did you mean 'component'?",
        ),
        (
            '"2026-01-01"',
            '"2026-13-01"',
            "a.json:2: '2026-13-01' is not a date: write it as 2026-11-23",
        ),
        ('"2026-01-01"', r'"2026-01-01\n"', r"a.json:2: '2026-01-01\n' is not a date"),
        (
            '"component": "x"',
            r'"component": "x\n"',
            r"a.json:12: 'x\n' is not as 'component' must be: ",
        ),
        ('"site": null', '"site": "eu"', "'world/x' stands at no place"),
        (
            '"flows": []',
            '"flows": [{"id": "f", "from": "world/x", "to": "world/y", "kind": "k", "label": "", "reasons": []}]',
            "'world/y' is no placement",
        ),
        (
            '"sites": []',
            '"sites": [{"id": "a", "cloud": "c", "region": null, "clusters": []}, {"id": "a", "cloud": "c", "region": null, "clusters": []}]',
            "stands twice",
        ),
    ],
)
def test_what_is_wrong_in_json_is_said_with_its_line(old: str, new: str, said: str) -> None:
    assert old in JSON
    with pytest.raises(InputError) as caught:
        from_json(JSON.replace(old, new, 1), "a.json")
    assert said in str(caught.value)
    assert all(problem.where.startswith("a.json:") for problem in caught.value.problems)


# --- names


def test_an_architecture_is_called_by_its_slug() -> None:
    assert slug("Web shop, Köln") == "web-shop-koln"
    assert slug("店") != slug("家")
    assert slug("店").startswith("architecture-")


@pytest.mark.parametrize(
    "id", ["eu/main/prometheus", "place/eu", "flow/x", "placement/x", "brief", "a b/ü%20"]
)
def test_a_placement_and_a_place_never_share_an_iri(id: str) -> None:
    names = Names.of("Shop")
    assert len({names.placement(id), names.place(id), names.flow(id)}) == 3
    assert (
        names.id(names.placement(id)) == names.id(names.place(id)) == names.id(names.flow(id)) == id
    )


def test_only_names_that_need_no_escape_are_shortened() -> None:
    assert short("https://w3id.org/kgraph/component/harbor") == "c:harbor"
    assert short("https://w3id.org/kgraph/option/growth.start-small") == "opt:growth.start-small"
    assert short("https://w3id.org/kgraph/component/a/b") is None
    assert short("http://example.org/x") is None
