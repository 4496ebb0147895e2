"""Why, why not, conflicts with fixes, and complete.

Each answer is what trying every answer gives.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Chosen, Oracle, conflicts
from strategies import Case, cases, roomy_cases

from kgraph import api, assembly
from kgraph.assembly import Problem, Solver
from kgraph.assembly.changes import hardest
from kgraph.assembly.demands import SITES
from kgraph.assembly.explain import QUESTION
from kgraph.brief.statements import statements
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.brief import Brief
from kgraph.model.conflict import Diagnosis
from kgraph.model.knowledge import Knowledge


def ready(brief: Brief, knowledge: Knowledge) -> Problem:
    return Problem(brief, statements(brief, knowledge), knowledge)


def problem_of(case: Case) -> Problem:
    return ready(case.brief, case.knowledge)


def preferred(case: Case) -> tuple[int, ...] | None:
    """The costs of the best answer at the brief's preferences."""
    best = Oracle(case).best()
    return None if best is None else best[1 : 1 + len(case.brief.prefer)]


# --- why and why not


@pytest.mark.slow
@settings(max_examples=70)
@given(cases() | roomy_cases(), st.randoms())
def test_the_opposite_costs_what_the_changed_brief_costs(
    solver: Solver, case: Case, random: Random
) -> None:
    before = preferred(case)
    if before is None:
        return
    id = random.choice(sorted(case.knowledge.components))
    answer = assembly.why(problem_of(case), id, solver)
    if answer.present:
        changed = replace(case, brief=replace(case.brief, avoid=(*case.brief.avoid, id)))
        added = f"avoid.{id}"
    else:
        changed = replace(case, brief=replace(case.brief, use=(*case.brief.use, id)))
        added = f"use.{id}"
    after = preferred(changed)
    assert answer.otherwise.possible == (after is not None)
    if after is not None:
        told = zip(case.brief.prefer, before, after, strict=True)
        assert answer.otherwise.costs == tuple(told)
        family = set(case.knowledge.family(id))
        assert bool(family & set(answer.otherwise.goes)) == answer.present
        assert bool(family & set(answer.otherwise.comes)) == (not answer.present)
    else:
        assert answer.otherwise.conflict is not None
        blamed = frozenset(
            added if s.id == QUESTION else s.id for s in answer.otherwise.conflict.statements
        )
        assert added in blamed
        assert blamed in conflicts(changed)


@settings(max_examples=40)
@given(cases() | roomy_cases())
def test_the_chain_ends_at_what_the_brief_says(solver: Solver, case: Case) -> None:
    if preferred(case) is None:
        return
    said = {f"default: {s.text}" for s in case.said} | {"the sites of brief"}
    for id in sorted({c for c, _ in Oracle(case).ranked[0][1]}):
        answer = assembly.why(problem_of(case), id, solver)
        if answer.present:
            family = set(case.knowledge.family(id))
            assert id in {p.component for p in answer.placements} <= family
            assert any(one in line for line in answer.chain for one in said)


@pytest.mark.parametrize(
    ("brief", "id", "lines"),
    [
        (
            "use: [harbor]\n",
            "harbor",
            ["The brief asks for it by name — brief.yaml:2: use: harbor"],
        ),
        ("answers: {metrics: pull}\nuse: [prometheus]\n", "prometheus", ["metrics: pull"]),
        ("use: [harbor]\n", "trivy", ["Harbor scans images with it", "use: harbor"]),
    ],
)
def test_the_chain_leads_to_statements_through_needs(brief: str, id: str, lines: list[str]) -> None:
    answer = api.why(f"name: X\n{brief}", id)
    assert answer.present
    told = "\n".join(answer.chain)
    assert [line for line in lines if line not in told] == []


def test_facts_in_the_chain_come_with_their_sources() -> None:
    told = "\n".join(api.why("name: X\nuse: [harbor]\n", "trivy").chain)
    assert "<https://" in told


def test_why_not_says_what_forbids_it() -> None:
    answer = api.why("name: X\nas_of: 2026-11-23\n", "stackpath")
    assert not answer.present
    assert not answer.otherwise.possible
    assert answer.otherwise.conflict is not None
    assert {s.text for s in answer.otherwise.conflict.statements} == {
        "as of 2026-11-23",
        "with StackPath",
    }
    assert "shut down since 2023-08" in answer.otherwise.conflict.story


def test_workloads_are_there_because_the_brief_says_so() -> None:
    with pytest.raises(InputError, match="is no product, the brief itself places it"):
        api.why("name: X\n", "workload")


def test_a_brief_that_cannot_be_met_has_no_why() -> None:
    with pytest.raises(Unsatisfiable):
        api.why("name: X\nas_of: 2026-11-23\nuse: [stackpath]\n", "harbor")


# --- conflicts and fixes


def diagnosed(case: Case, solver: Solver, count: int = 50) -> Diagnosis:
    return assembly.diagnose(
        problem_of(case), partial(ready, knowledge=case.knowledge), solver, count=count
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(cases())
def test_every_conflict_is_told_and_every_fix_works(solver: Solver, case: Case) -> None:
    expected = conflicts(case)
    found = diagnosed(case, solver)
    assert found.complete
    assert {frozenset(s.id for s in one.statements) for one in found.conflicts} == expected
    assert all(one.story for one in found.conflicts)
    for fix in found.fixes:
        mended = replace(case, brief=fix.brief)
        assert tuple(value for _, value in fix.preferences) == preferred(mended)
        assert fix.placements == min(
            (len(one) for cost, one in Oracle(mended).ranked[:1]), default=None
        )
        assert len(fix.change) == len(fix.drop) >= 1
    efforts = [(hardest(s.id for s in fix.drop), len(fix.change)) for fix in found.fixes]
    assert efforts == sorted(efforts)


@pytest.mark.slow
@settings(max_examples=60)
@given(cases())
def test_what_can_be_taken_out_or_answered_otherwise_is_a_fix(solver: Solver, case: Case) -> None:
    """Where each conflict holds a statement that is easy to change, there is a fix."""
    found = conflicts(case)
    if found and all(
        any(id.startswith(("use.", "avoid.", "answers.")) for id in one) for one in found
    ):
        assert diagnosed(case, solver, count=10).fixes


INJECTED = {
    "Promtail today": (
        "as_of: 2026-11-23\nuse: [promtail]\n",
        {frozenset({"as_of", "use.promtail"})},
    ),
    "Harbor without Trivy": (
        "use: [harbor]\navoid: [trivy]\n",
        {frozenset({"use.harbor", "avoid.trivy", "answers.pipeline.scan"})},
    ),
    "managed on premises": (
        "sites: [{id: dc, cloud: on-premises}]\nanswers: {kubernetes: managed}\n",
        {frozenset({"sites.dc", "answers.kubernetes.managed"})},
    ),
    "a hub by peering over two clouds": (
        "sites: [{id: a, cloud: gcp}, {id: b, cloud: aws}]\nanswers: {network-model: hub-and-spoke-by-peering}\n",
        {frozenset({SITES, "answers.network-model.hub-and-spoke-by-peering"})},
    ),
    "one region called two": (
        "sites: [{id: eu, cloud: gcp}]\nanswers: {availability: multi-region}\n",
        {frozenset({SITES, "answers.availability.multi-region"})},
    ),
    "several at once": (
        "as_of: 2026-11-23\nsites: [{id: eu, cloud: gcp}]\nanswers: {availability: multi-region}\nuse: [promtail, harbor]\navoid: [trivy]\n",
        {
            frozenset({"as_of", "use.promtail"}),
            frozenset({"use.harbor", "avoid.trivy", "answers.pipeline.scan"}),
            frozenset({SITES, "answers.availability.multi-region"}),
        },
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("brief", "expected"), INJECTED.values(), ids=INJECTED)
def test_injected_conflicts_come_back_exactly_and_their_fixes_work(
    brief: str, expected: set[frozenset[str]]
) -> None:
    found = api.diagnose(f"name: X\n{brief}")
    assert found.complete
    assert {frozenset(s.id for s in one.statements) for one in found.conflicts} == expected
    assert found.fixes
    for fix in found.fixes:
        architecture = api.assemble(fix.brief)
        assert architecture.preferences == fix.preferences
        assert len(architecture.placements) == fix.placements
        assert [f for f in api.check(architecture) if f.severity == "violation"] == []


def test_fixes_drop_answer_add_move_and_turn_back_time() -> None:
    """The words of each kind of change, applied to the brief by hand, do what they say."""
    told = {
        "as_of: 2026-11-23\nuse: [promtail]\n": {
            "take promtail out of 'use'": "as_of: 2026-11-23\n",
            "assemble as of 2026-03-01": "as_of: 2026-03-01\nuse: [promtail]\n",
        },
        "as_of: 2026-11-23\nsites: [{id: eu, cloud: gcp}]\nanswers: {availability: multi-region}\n": {
            "answer 'availability: single-region'": "as_of: 2026-11-23\nsites: [{id: eu, cloud: gcp}]\n",
            "add a site on Google Cloud": "as_of: 2026-11-23\nanswers: {availability: multi-region}\n"
            "sites: [{id: eu, cloud: gcp}, {id: site-2, cloud: gcp}]\n",
        },
        "as_of: 2026-11-23\nsites: [{id: a, cloud: aws}]\nuse: [gke]\n": {
            "put site a on Google Cloud": "as_of: 2026-11-23\nsites: [{id: a, cloud: gcp}]\nuse: [gke]\n",
            "take gke out of 'use'": "as_of: 2026-11-23\nsites: [{id: a, cloud: aws}]\n",
        },
    }
    for brief, expected in told.items():
        fixes = {fix.change: fix for fix in api.diagnose(f"name: X\n{brief}").fixes}
        assert set(fixes) == {(change,) for change in expected}
        for change, mended in expected.items():
            assert api.assemble(f"name: X\n{mended}").preferences == fixes[(change,)].preferences


@pytest.mark.parametrize(
    ("brief", "first", "last"),
    [
        (
            "sites: [{id: dc, cloud: on-premises}]\nanswers: {kubernetes: managed}\n",
            "answer 'kubernetes: where-offered'",
            "put site dc on ",
        ),
        (
            "sites: [{id: dc, cloud: on-premises, answers: {kubernetes: managed}}]\n",
            "for site dc, leave 'kubernetes' as the whole brief has it",
            "put site dc on ",
        ),
        ("use: [promtail]\n", "take promtail out of 'use'", "assemble as of 2026-03-01"),
        (
            "sites: [{id: eu, cloud: gcp}]\nanswers: {availability: multi-region}\n",
            "answer 'availability: single-region'",
            "add a site on Google Cloud",
        ),
    ],
)
def test_words_are_taken_back_before_sites_or_days_are_moved(
    brief: str, first: str, last: str
) -> None:
    fixes = api.diagnose(f"name: X\nas_of: 2026-11-23\n{brief}").fixes
    assert fixes[0].change == (first,)
    assert fixes[-1].change[0].startswith(last)


def test_who_is_alone_is_told_with_why_the_others_cannot() -> None:
    """That the question leaves it out is no reason."""
    brief = "name: X\nsites: [{id: fra, cloud: aws, answers: {cluster-exposure: private}}]\n"
    conflict = api.why(brief, "aws-nat-gateway").otherwise.conflict
    assert conflict is not None
    assert conflict.story.startswith("Nothing but AWS NAT gateway can serve as egress NAT: ")
    assert "on Azure only (Azure Firewall, Azure NAT Gateway)" in conflict.story
    named = api.why("name: X\nuse: [harbor]\n", "harbor").otherwise.conflict
    assert named is not None
    assert named.story == "Harbor itself is asked for, so nothing takes its place."


def test_several_answers_to_one_question_can_each_be_taken_back() -> None:
    brief = "name: X\nsites: [{id: eu, cloud: gcp}]\nanswers: {recovery: [backups, failover]}\n"
    changes = {fix.change for fix in api.diagnose(brief).fixes}
    assert ("take failover out of 'recovery'",) in changes


@pytest.mark.slow
def test_an_answer_without_a_default_can_be_left_out() -> None:
    avoid = ", ".join(c.id for c in api.components(capability="load-balancer-provisioning"))
    brief = f"name: X\nanswers: {{load-balancer-duties: [from-kubernetes]}}\navoid: [{avoid}]\n"
    changes = {fix.change for fix in api.diagnose(brief).fixes}
    assert ("leave 'load-balancer-duties' unanswered",) in changes


# --- complete


def standing(case: Case, kept: Chosen) -> Architecture:
    """An architecture in which these placements stand, and nothing else."""
    placements = tuple(Placement(f"{place}/{id}", id, id, place, ()) for id, place in sorted(kept))
    return Architecture("there", case.brief.as_of, case.topology.places, placements, ())


def possible(case: Case, said: set[str], kept: Chosen) -> bool:
    oracle = Oracle(case, SITES in said)
    return any(
        kept <= one and (b := oracle.broken(one)) is not None and b.isdisjoint(said)
        for one in oracle.answers()
    )


@settings(max_examples=60)
@given(cases() | roomy_cases(), st.randoms())
def test_complete_keeps_everything_and_adds_the_least(
    solver: Solver, case: Case, random: Random
) -> None:
    oracle = Oracle(case)
    kept = frozenset(random.sample(oracle.pairs, random.randint(0, min(3, len(oracle.pairs)))))
    able = [(len(one - kept) if kept else 0, *cost) for cost, one in oracle.ranked if kept <= one]
    try:
        done = assembly.complete(problem_of(case), standing(case, kept), solver)
    except Unsatisfiable as error:
        assert not able
        clash = {s.id for s in error.conflict.statements}
        by_id = {f"keep.{place}/{id}": (id, place) for id, place in kept}
        for left_out in [None, *sorted(clash)]:
            left = clash - {left_out}
            stays = frozenset(pair for id, pair in by_id.items() if id in left)
            assert possible(case, left - set(by_id), stays) == (left_out is not None)
        return
    chosen = frozenset((p.component, p.place) for p in done.placements)
    assert kept <= chosen
    assert (len(chosen - kept) if kept else 0, *oracle.cost(chosen)) == min(able)


def test_completing_a_part_of_an_architecture_gives_a_valid_whole() -> None:
    whole = api.assemble(api.demo_brief())
    gone = {
        p.id
        for p in whole.placements
        if p.component in ("prometheus", "velero", "cert-manager", "gke")
    }
    part = replace(
        whole,
        placements=tuple(p for p in whole.placements if p.id not in gone),
        flows=tuple(f for f in whole.flows if not gone & {f.source, f.target}),
    )
    assert len(part.placements) < len(whole.placements)
    done = api.complete(part, api.demo_brief())
    assert {p.id for p in part.placements} <= {p.id for p in done.placements}
    assert len(done.placements) <= len(whole.placements)
    assert [f for f in api.check(done) if f.severity == "violation"] == []


def test_what_is_there_and_stands_in_the_way_is_named() -> None:
    whole = api.assemble("name: X\nas_of: 2021-01-28\nuse: [stackpath]\n")
    with pytest.raises(Unsatisfiable) as caught:
        api.complete(whole, "name: X\nas_of: 2026-11-23\n")
    assert {s.text for s in caught.value.conflict.statements} >= {
        "as of 2026-11-23",
    }
    assert any("stands at" in s.text for s in caught.value.conflict.statements)


@pytest.mark.parametrize(
    ("brief", "message"),
    [
        ("sites: [{id: eu, cloud: gcp}]\n", "which the brief does not name"),
        ("workloads: [{id: shop}]\n", "the brief has no workload 'app' there"),
    ],
)
def test_what_cannot_be_kept_is_told_instead_of_dropped(brief: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        api.complete(api.assemble("name: X\n"), f"name: X\n{brief}")


def test_a_component_nobody_knows_is_told_with_the_nearest(knowledge: Knowledge) -> None:
    whole = api.assemble("name: X\n")
    strange = Placement("main/main/prometheuss", "prometheuss", "P", "main/main", ())
    with pytest.raises(
        InputError, match="'prometheuss' is not in the catalog: did you mean 'prometheus'"
    ):
        api.complete(replace(whole, placements=(*whole.placements, strange)), "name: X\n")
