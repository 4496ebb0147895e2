"""The judge against its fixtures, against a full SHACL processor, and against what the engine builds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kgraph import api, resources
from kgraph.errors import InputError
from kgraph.knowledge import store as store_room
from kgraph.knowledge.architectures.codec import to_turtle
from kgraph.knowledge.shacl.compiler import Rule, compile_shapes, infer, load_shapes
from kgraph.knowledge.shacl.judge import Judge
from kgraph.knowledge.shacl.statements import UnsupportedShapeError
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge

DATA = Path(__file__).parents[2] / "data" / "shapes"
SHAPES = resources.folder("ontology") / "shapes"
CASES = sorted(path.name for path in DATA.iterdir() if path.is_dir())
SH, KGRAPH = rdflib.Namespace("http://www.w3.org/ns/shacl#"), "https://w3id.org/kgraph/"
FILES = ("architecture", "catalog", "core")

BRIEF = """
name: Judged
as_of: 2026-11-23
sites:
  - {id: eu, cloud: gcp, region: europe-west1}
  - {id: us, cloud: gcp, region: us-east1}
workloads:
  - {id: shop, exposes: public, content: static-and-dynamic, stores: tables}
answers: {availability: multi-region, cluster-exposure: private, recovery: backups, logs: loki, tracing: tracing}
use: [velero]
"""


def turtle(case: str, which: str) -> str:
    return (DATA / case / f"{which}.ttl").read_text("utf-8")


def expected(case: str) -> tuple[str, str]:
    """The rule and the focus that a failing fixture states in its first line."""
    found = re.match(r"# rule: (\S+), focus: (.+)\n", turtle(case, "fail"))
    assert found is not None, case
    return found.group(1), found.group(2)


@cache
def small_dataset() -> ox.Store:
    store = ox.Store()
    store.load(path=str(DATA / "catalog.ttl"), format=ox.RdfFormat.TURTLE)
    return store


@cache
def rules(name: str = "architecture") -> tuple[Rule, ...]:
    return load_shapes(SHAPES / f"{name}.ttl")


@cache
def small_judge() -> Judge:
    return Judge(small_dataset, rules())


@cache
def real_judge() -> Judge:
    return Judge(lambda: store_room.copy(api.dataset()), rules())


def judging(name: str = "architecture") -> list[Rule]:
    """The rules that something can break, without those that only infer."""
    return [rule for rule in rules(name) if rule.severity]


def named(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.focus, finding.rule) for finding in findings}


def test_every_rule_has_a_fixture_that_breaks_it() -> None:
    assert {expected(case)[0] for case in CASES} == {rule.id for rule in judging()}


@pytest.mark.parametrize("case", CASES)
def test_a_passing_fixture_has_no_findings(case: str) -> None:
    assert small_judge().findings(turtle(case, "pass")) == ()


@pytest.mark.parametrize("case", CASES)
def test_a_failing_fixture_is_named_by_its_rule(case: str) -> None:
    rule, focus = expected(case)
    findings = small_judge().findings(turtle(case, "fail"))
    assert (focus, rule) in named(findings)
    for finding in findings:
        assert finding.severity in ("violation", "warning", "info")
        assert finding.reason
        assert finding.remedy
        assert "{" not in finding.reason + finding.remedy


@cache
def shapes_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES / "architecture.ttl")


def by_the_standard(data: str, shapes: rdflib.Graph) -> set[tuple[str, str]]:
    """What pySHACL finds: the IRI of each focus, with the rule."""
    graph = rdflib.Graph().parse(data=data, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inplace=True)
    found = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        name = shapes.value(report.value(result, SH.sourceShape), SH.name)
        found.add((str(report.value(result, SH.focusNode)), str(name)))
    return found


def by_us(data: str, name: str) -> set[tuple[str, str]]:
    """The same from the compiled queries, before foci are given their short names."""
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.TURTLE)
    found = set()
    infer(store, rules(name))
    for rule in judging(name):
        solutions = store.query(rule.query)
        assert isinstance(solutions, ox.QuerySolutions)
        found |= {(row["this"].value, rule.id) for row in solutions}
    return found


def alone(shapes: rdflib.Graph, rule: str) -> rdflib.Graph:
    """The shapes with the query of one rule only: a full processor takes its time over each query and focus."""
    kept = rdflib.Graph() + shapes
    for shape in set(shapes.subjects(SH.sparql, None)):
        if str(shapes.value(shape, SH.name)) != rule:
            kept.remove((shape, SH.targetClass, None))
    return kept


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_shacl_processor_finds_the_same_of_the_rule(case: str) -> None:
    rule, _ = expected(case)
    data = (DATA / "catalog.ttl").read_text("utf-8") + turtle(case, "fail")
    ours = {(focus, id) for focus, id in by_us(data, "architecture") if id == rule}
    assert ours == {
        (focus, id)
        for focus, id in by_the_standard(data, alone(shapes_graph(), rule))
        if id == rule
    }
    assert ours


@pytest.mark.slow
@pytest.mark.parametrize("case", ["conflict", "reach-of-one-cloud"])
def test_a_shacl_processor_finds_the_same_of_all_rules(case: str) -> None:
    data = (DATA / "catalog.ttl").read_text("utf-8") + turtle(case, "fail")
    assert by_us(data, "architecture") == by_the_standard(data, shapes_graph())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["catalog", "core"])
def test_a_shacl_processor_finds_the_same_in_a_broken_catalog(name: str) -> None:
    data = (DATA / f"broken-{name}.ttl").read_text("utf-8")
    ours = by_us(data, name)
    assert ours == by_the_standard(data, rdflib.Graph().parse(SHAPES / f"{name}.ttl"))
    assert {rule for _, rule in ours} == {rule.id for rule in rules(name)}


def test_what_is_missing_reads_well() -> None:
    without = small_judge().findings(turtle("missing-capability", "fail"))
    assert [(f.focus, f.reason) for f in without] == [
        (
            "r",
            "egress NAT is missing: machines without a public address need a way out (exposure: private)",
        ),
        ("r", "operator access is missing: operators need a guarded way in (exposure: private)"),
    ]
    (copies,) = small_judge().findings(turtle("unmet-need", "fail"))
    assert (
        copies.reason
        == "Backup keeps copies in object storage outside its own cluster, and there is none within reach of s/m"
    )
    (old,) = small_judge().findings(turtle("retired", "fail"))
    assert (old.severity, old.remedy) == ("violation", "take its successor, Fading, in its place")
    (fading,) = small_judge().findings(turtle("retires-soon", "fail"))
    assert fading.severity == "warning"
    assert fading.reason.startswith("Fading will be retired from 2026-09-01 on")


def placing(component: str, day: str) -> str:
    """The fixture of what is not released yet, with another component on another day."""
    text = turtle("not-yet-released", "fail").replace("coming", component)
    return text.replace('"2026-01-01"', f'"{day}"')


def test_the_stage_that_was_reached_is_told_and_the_one_to_come() -> None:
    (closed,) = small_judge().findings(placing("leaving", "2026-01-01"))
    assert closed.rule == "retired"
    told = "Leaving is closed to new customers since 2024-05-15"
    assert closed.reason == f"{told}, and will be shut down from 2027-03-18 on"
    (ended,) = small_judge().findings(placing("leaving", "2027-03-18"))
    assert ended.reason == "Leaving is shut down since 2027-03-18"
    (soon,) = small_judge().findings(placing("leaving", "2024-01-01"))
    assert soon.rule == "retires-soon"
    assert soon.reason.startswith("Leaving will be closed to new customers from 2024-05-15 on")


def test_what_may_have_been_out_is_a_note_and_what_was_not_a_violation() -> None:
    (doubtful,) = small_judge().findings(placing("doubtful", "2025-01-01"))
    assert (doubtful.severity, doubtful.rule) == ("info", "not-known-to-be-out")
    assert "not known to be out before 2026-01-02" in doubtful.reason
    (early,) = small_judge().findings(placing("bounded", "2026-01-01"))
    assert early.rule == "not-yet-released"
    (between,) = small_judge().findings(placing("bounded", "2026-01-02"))
    assert between.rule == "not-known-to-be-out"
    assert small_judge().findings(placing("bounded", "2026-03-02")) == ()


def test_judging_leaves_nothing_behind() -> None:
    store = small_dataset()
    before = len(store)
    judged = Judge(lambda: store, rules())
    first = judged.findings(turtle("conflict", "fail"))
    assert judged.findings(turtle("conflict", "pass")) == ()
    assert judged.findings(turtle("conflict", "fail")) == first
    assert len(store) == before


def test_a_copy_made_anew_judges_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.knowledge.shacl.judge.FRESH_AFTER", 1)
    judged = Judge(small_dataset, rules())
    first = judged.findings(turtle("retired", "fail"))
    assert named(first) == {("s/m/old", "retired")}
    assert judged.findings(turtle("retired", "fail")) == first
    assert judged.findings(turtle("retired", "pass")) == ()


@pytest.mark.slow
def test_several_threads_may_judge_at_once() -> None:
    cases = ["conflict", "retired", "unmet-need", "too-many-providers"] * 3
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda case: small_judge().findings(turtle(case, "fail")), cases))
    assert found == [Judge(small_dataset, rules()).findings(turtle(case, "fail")) for case in cases]


def test_an_architecture_may_repeat_what_the_dataset_says() -> None:
    text = turtle("retired", "fail") + '\nc:ground rdfs:label "Ground"@en .\n'
    judged = Judge(small_dataset, rules())
    assert named(judged.findings(text)) == named(judged.findings(text)) == {("s/m/old", "retired")}


def test_wrong_turtle_is_told_with_its_line() -> None:
    with pytest.raises(InputError, match=r"mine\.ttl:2: is not Turtle: mend the syntax there"):
        small_judge().findings("<a> <b> <c> .\n<a> <b> ;;", where="mine.ttl")


def test_the_product_ontology_and_catalog_break_no_rule(dataset: ox.Store) -> None:
    judged = Judge(lambda: store_room.copy(dataset), [*rules("catalog"), *rules("core")])
    found = judged.findings()
    assert [finding for finding in found if finding.severity != "info"] == []


# --- the engine and the judge hold each other


@pytest.fixture(scope="module")
def built() -> Architecture:
    return api.assemble(BRIEF, today=date(2026, 11, 23))


def judged(architecture: Architecture, knowledge: Knowledge) -> set[tuple[str, str]]:
    return named(
        finding
        for finding in real_judge().findings(to_turtle(architecture, knowledge))
        if finding.severity == "violation"
    )


def without(architecture: Architecture, *ids: str) -> Architecture:
    return replace(
        architecture,
        placements=tuple(one for one in architecture.placements if one.id not in ids),
        flows=tuple(
            flow for flow in architecture.flows if flow.source not in ids and flow.target not in ids
        ),
    )


def test_what_the_engine_builds_is_accepted(built: Architecture, knowledge: Knowledge) -> None:
    assert judged(built, knowledge) == set()


def providing(architecture: Architecture, capability: str, place: str) -> str:
    return next(
        one.id
        for one in architecture.placements
        if capability in one.capabilities and one.place == place
    )


def test_what_is_taken_away_is_missed(built: Architecture, knowledge: Knowledge) -> None:
    assert ("eu", "missing-capability") in judged(
        without(built, providing(built, "egress-nat", "eu")), knowledge
    )
    assert ("us", "missing-capability") in judged(
        without(built, providing(built, "operator-access", "us")), knowledge
    )
    assert ("eu/main/velero", "unmet-need") in judged(
        without(built, providing(built, "object-storage", "eu")), knowledge
    )
    assert ("us", "missing-component") in judged(without(built, "us/main/loki"), knowledge)


def test_a_cluster_without_kubernetes_is_missed_by_all_it_carried(
    built: Architecture, knowledge: Knowledge
) -> None:
    found = judged(without(built, providing(built, "kubernetes", "us/main")), knowledge)
    assert ("us/main", "missing-capability") in found
    carried = {
        p.id
        for p in built.placements
        if p.place == "us/main" and knowledge.components[p.component].host == "kubernetes"
    }
    assert {(id, "unmet-need") for id in carried} <= found


def swapped(architecture: Architecture, old: str, new: str, knowledge: Knowledge) -> Architecture:
    """One placement with another component in its place."""
    component = knowledge.components[new]
    others = [one for one in architecture.placements if one.id != old]
    place = architecture.place(old.rsplit("/", 1)[0]).id
    changed = Placement(f"{place}/{new}", new, component.name, place, component.provides)
    return replace(
        without(architecture, old),
        placements=tuple(sorted([*others, changed], key=lambda one: one.id)),
    )


def test_what_clashes_is_named(built: Architecture, knowledge: Knowledge) -> None:
    storage = providing(built, "object-storage", "eu")
    assert ("eu/amazon-s3", "wrong-cloud") in judged(
        swapped(built, storage, "amazon-s3", knowledge), knowledge
    )
    assert ("eu/main/promtail", "retired") in judged(
        swapped(built, "eu/main/velero", "promtail", knowledge), knowledge
    )


def test_a_second_provider_of_what_there_may_be_one_of_is_named(
    built: Architecture, knowledge: Knowledge
) -> None:
    here = {
        capability
        for one in built.placements
        if one.place == "eu/main"
        for capability in one.capabilities
    }
    single = next(id for id in sorted(here) if knowledge.capabilities[id].max_providers == 1)
    second = next(
        id
        for id in knowledge.providers[single]
        if knowledge.components[id].scope == "cluster"
        and f"eu/main/{id}" not in {p.id for p in built.placements}
    )
    found = judged(swapped(built, "eu/main/velero", second, knowledge), knowledge)
    assert ("eu/main", "too-many-providers") in found


def test_each_declared_conflict_is_named(built: Architecture, knowledge: Knowledge) -> None:
    clashing = [
        (c, clash)
        for c in knowledge.components.values()
        for clash in c.clashes
        if c.scope == clash.within == "cluster"
    ]
    assert clashing
    for component, clash in clashing[:3]:
        both = [
            Placement(f"eu/main/{id}", id, id, "eu/main", ()) for id in (component.id, clash.other)
        ]
        placements = {one.id: one for one in (*built.placements, *both)}
        crowded = replace(built, placements=tuple(placements[id] for id in sorted(placements)))
        assert (f"eu/main/{component.id}", "conflict") in judged(crowded, knowledge)


def test_a_reversed_flow_is_not_declared(built: Architecture, knowledge: Knowledge) -> None:
    first = next(flow for flow in built.flows if flow.kind == "backup")
    turned = replace(first, id="turned", source=first.target, target=first.source)
    assert ("turned", "flow-not-declared") in judged(
        replace(built, flows=(*built.flows, turned)), knowledge
    )


# --- what the compiler does not cover, it refuses

HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix o: <https://w3id.org/kgraph/ont#> . @prefix ex: <http://example.org/> .
ex:s a sh:NodeShape ; sh:targetClass o:Component ; sh:severity sh:Violation ; sh:name "s"@en ; sh:message "m"@en ; o:remedy "r"@en ;
"""
PROPERTY = (
    HEAD
    + "sh:property ex:p .\nex:p a sh:PropertyShape ; sh:severity sh:Violation ; sh:name 'p' ; sh:message 'm' ; o:remedy 'r' ; "
)


@pytest.mark.parametrize(
    ("text", "construct"),
    [
        (HEAD + "sh:closed true .", "sh:closed"),
        (HEAD + "sh:not ex:other .", "sh:not"),
        (HEAD + "sh:targetNode ex:a .", "sh:targetNode"),
        (PROPERTY + "sh:path ( o:a o:b ) ; sh:minCount 1 .", "sh:path"),
        (PROPERTY + "sh:path [ sh:inversePath o:a ] ; sh:minCount 1 .", "sh:path"),
        (PROPERTY + "sh:path o:a ; sh:minLength 1 .", "sh:minLength"),
        (PROPERTY + "sh:path o:a ; sh:nodeKind sh:BlankNode .", "sh:nodeKind"),
        (PROPERTY + "sh:path o:a ; sh:datatype o:strange .", "sh:datatype"),
        (HEAD + "sh:sparql [ sh:select 'SELECT $this WHERE { MINUS { } }' ] .", "MINUS"),
        (HEAD + "sh:sparql [ sh:select 'SELECT $this WHERE { VALUES ?x { 1 } }' ] .", "VALUES"),
        (
            HEAD + "sh:sparql [ sh:select 'SELECT ?x WHERE { ?x ?y ?z }' ] .",
            "does not select $this",
        ),
        (HEAD + "sh:sparql [ sh:select 'SELECT $this { ?x ?y ?z }' ] .", "without WHERE"),
        (
            HEAD + "sh:sparql [ sh:select 'SELECT $this WHERE { }' ; sh:severity sh:Info ] .",
            "sh:severity",
        ),
        (HEAD + "sh:sparql [ sh:ask 'ASK { }' ] .", "sh:ask"),
        (
            HEAD.replace("sh:targetClass o:Component ;", "")
            + "sh:sparql [ sh:select 'SELECT $this WHERE { }' ] .",
            "no sh:targetClass",
        ),
        (
            HEAD.replace("sh:Violation", "sh:Debug")
            + "sh:sparql [ sh:select 'SELECT $this WHERE { }' ] .",
            "severity",
        ),
        (
            HEAD.replace('o:remedy "r"@en ;', "")
            + "sh:sparql [ sh:select 'SELECT $this WHERE { }' ] .",
            "remedy",
        ),
        (
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<http://example.org/lost> a sh:PropertyShape ; sh:minCount 1 .",
            "outside of a node shape",
        ),
    ],
)
def test_an_uncovered_construct_is_refused_by_name(text: str, construct: str) -> None:
    with pytest.raises(UnsupportedShapeError, match=re.escape(construct)) as caught:
        compile_shapes(text)
    assert "http://example.org/" in str(caught.value)


@pytest.mark.parametrize("name", FILES)
def test_each_shape_says_what_where_and_how_to_mend_it(name: str) -> None:
    graph = rdflib.Graph().parse(SHAPES / f"{name}.ttl")
    told = [*graph.subjects(SH.sparql, None), *graph.objects(None, SH.property)]
    assert told
    for shape in told:
        id = str(graph.value(shape, SH.name))
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", id), shape
        assert str(shape).endswith(f"#{id}")
        assert str(graph.value(shape, rdflib.RDFS.seeAlso)) == f"{KGRAPH}rules#{id}"
        assert (
            graph.value(shape, SH.message).language
            == graph.value(shape, rdflib.URIRef(f"{KGRAPH}ont#remedy")).language
            == "en"
        )


@pytest.mark.parametrize("name", FILES)
def test_every_reading_gives_the_same_queries(name: str) -> None:
    first, second = (load_shapes(SHAPES / f"{name}.ttl") for _ in range(2))
    assert [(rule.id, rule.query) for rule in first] == [(rule.id, rule.query) for rule in second]
