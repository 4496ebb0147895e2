"""Every placement and every flow says why it is there, and following the reasons ends at what the brief says."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import brief_texts

from kgraph import api
from kgraph.brief.statements import statements
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge

PATIENCE = 120.0
"""So many seconds an architecture has, also on a machine that is busy."""

BRIEFS = {
    "least": "name: X\n",
    "demo": api.demo_brief(),
    "three clouds": "name: X\nsites: [{id: a, cloud: gcp}, {id: b, cloud: aws}, {id: c, cloud: azure}]\nanswers: {availability: multi-cloud}\n",
    "own machines": "name: X\n"
    "sites: [{id: dc, cloud: on-premises, clusters: [blue, green]}]\nuse: [harbor]\nanswers: {kubernetes: self-managed, metrics-depth: long-term}\n",
    "private": "name: X\nsites: [{id: eu, cloud: aws}]\nanswers: {cluster-exposure: private}\n",
    "open": "name: X\nsites: [{id: eu, cloud: gcp}]\nprefer: [open-source]\n",
    "then": "name: X\nas_of: 2021-01-28\nuse: [stackpath, clair, promtail]\nworkloads: [{id: shop, content: static, stores: [tables, events]}]\n",
}


@pytest.fixture(scope="module", params=BRIEFS)
def architecture(request: pytest.FixtureRequest) -> Architecture:
    return api.assemble(BRIEFS[request.param])


def roots(architecture: Architecture, knowledge: Knowledge) -> set[str]:
    """What the brief itself says, in the words of reasons."""
    brief = architecture.brief
    assert brief is not None
    said = {
        f"{s.where}: {s.text}" if s.where else f"default: {s.text}"
        for s in statements(brief, knowledge)
    }
    spots = {"default", *(spot for _, spot in brief.given)}
    workloads = {
        f"{spot}: workload {workload.id}" for spot in spots for workload in brief.workloads
    }
    return {*said, *workloads, f"the sites of {brief.source}"}


CONDITIONED = re.compile(r"default \(with (?P<conditions>[^()]+)\): (?P<said>.+)")
"""A default that tells with what of the brief it is one."""


def conditions(brief: Brief, knowledge: Knowledge) -> set[str]:
    """What a brief says itself on which a default may rest, in the words of reasons."""
    given = {s.text.rpartition(", ")[2] for s in statements(brief, knowledge) if s.where}
    preferred = {f"prefer: {id}" for id in brief.prefer if brief.where(f"prefer.{id}")}
    provided = (knowledge.components[id].provides for id in brief.use)
    return given | preferred | set(chain.from_iterable(provided))


def said_plainly(ground: str, holding: set[str]) -> str:
    """A ground without the conditions of a default, where the brief says each of them."""
    found = CONDITIONED.fullmatch(ground)
    if found is None or not holding.issuperset(found["conditions"].split(", ")):
        return ground
    return f"default: {found['said']}"


def judge(architecture: Architecture, knowledge: Knowledge) -> None:
    """Hold every reason to what it rests on."""
    placements = {p.id: p for p in architecture.placements}
    said = roots(architecture, knowledge)
    assert architecture.brief is not None
    holding = conditions(architecture.brief, knowledge)
    assert [
        one.id for one in (*architecture.placements, *architecture.flows) if not one.reasons
    ] == []
    for one in (*architecture.placements, *architecture.flows):
        for reason in one.reasons:
            assert reason.text
            assert reason.because
            plain = [said_plainly(b, holding) for b in reason.because]
            assert [b for b in plain if b not in placements and b not in said] == []
    grounded = {
        id
        for id, p in placements.items()
        if any(said_plainly(b, holding) in said for r in p.reasons for b in r.because)
    }
    while more := {
        id
        for id, p in placements.items()
        if id not in grounded and any(b in grounded for r in p.reasons for b in r.because)
    }:
        grounded |= more
    assert set(placements) - grounded == set()


def test_following_reasons_ends_at_what_the_brief_says(
    architecture: Architecture, knowledge: Knowledge
) -> None:
    judge(architecture, knowledge)


@pytest.mark.slow
@settings(max_examples=25)
@given(data=st.data())
def test_reasons_hold_for_briefs_nobody_thought_of(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    text = data.draw(brief_texts(knowledge))
    try:
        architecture = api.assemble(text, timeout=PATIENCE)
    except Unsatisfiable as error:
        assert error.conflict.statements  # noqa: PT017
        return
    judge(architecture, knowledge)
    ends = {p.id for p in architecture.placements}
    assert all(
        flow.source in ends and flow.target in ends and flow.source != flow.target
        for flow in architecture.flows
    )


def test_everything_is_sorted_and_stands_once(architecture: Architecture) -> None:
    for ids in ([p.id for p in architecture.placements], [f.id for f in architecture.flows]):
        assert ids == sorted(set(ids))


def test_placements_are_named_by_where_they_stand(architecture: Architecture) -> None:
    scopes = {place.id: place.scope for place in architecture.places}
    for placement in architecture.placements:
        assert placement.id == f"{placement.place}/{placement.workload or placement.component}"
        assert scopes[placement.place] == api.component(placement.component).scope


def test_a_placement_serves_only_what_it_provides(architecture: Architecture) -> None:
    for placement in architecture.placements:
        assert set(placement.serves) <= set(placement.capabilities)


def test_workloads_stand_in_every_cluster_where_they_run() -> None:
    text = "name: X\nsites: [{id: eu, cloud: gcp, clusters: [a, b]}, {id: us, cloud: gcp}]\nworkloads: [{id: shop, name: Web shop, sites: [eu]}, {id: all}]\n"
    stands = {(p.workload, p.place) for p in api.assemble(text).placements if p.workload}
    assert stands == {
        ("shop", "eu/a"),
        ("shop", "eu/b"),
        ("all", "eu/a"),
        ("all", "eu/b"),
        ("all", "us/main"),
    }


def test_the_source_of_a_fact_stands_with_its_reason() -> None:
    found = {p.id: p for p in api.assemble("name: X\nuse: [harbor]\n").placements}
    harbor = found["main/main/harbor"]
    assert ("The brief asks for it by name", ("brief.yaml:2: use: harbor",)) in {
        (r.text, r.because) for r in harbor.reasons
    }
    needed = [r for p in found.values() for r in p.reasons if harbor.id in r.because and r.source]
    assert needed
    assert all(str(reason.source).startswith("http") for reason in needed)


def test_preferences_are_told_with_what_they_cost() -> None:
    architecture = api.assemble("name: X\nprefer: [managed, fewest-components]\n")
    told = architecture.preferences
    assert [id for id, _ in told][:2] == ["managed", "fewest-components"]
    assert architecture.brief is not None
    assert [id for id, _ in told] == list(architecture.brief.prefer)
    assert 0 < dict(told)["fewest-components"] <= len(architecture.placements)
