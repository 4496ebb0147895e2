"""Every statement that a conflict can name is taken back, or is told to be none of the user's."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_briefs import brief_of

from kgraph import api
from kgraph.brief.reading import parse_brief
from kgraph.brief.statements import statements
from kgraph.brief.taking_back import can_take_back, restated, taken_back
from kgraph.brief.writing import to_yaml
from kgraph.errors import InputError
from kgraph.model.brief import Brief

TODAY = date(2026, 11, 23)
TWO = """name: X
as_of: 2026-01-01
sites: [{id: a, cloud: gcp, answers: {tracing: tracing}}, {id: b, cloud: aws, region: r}]
systems: [{id: core, provides: [relational-database]}]
workloads: [{id: w, sites: [a], stores: [tables, cache]}]
answers: {tracing: none, pipeline: [build, scan]}
use: [{component: harbor, at: a}]
avoid: [jenkins]
"""


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY)


def ids(brief: Brief) -> list[str]:
    """The ids that a conflict can name: of every statement, and of all sites together."""
    return ["sites", *(one.id for one in statements(brief, api.knowledge()))]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_whatever_a_conflict_names_is_taken_back_or_is_not_the_users(seed: int) -> None:
    try:
        brief = read(json.dumps(brief_of(seed, api.knowledge())))
    except InputError:
        return
    for id in ids(brief):
        left = taken_back(brief, id)
        assert can_take_back(brief, id) == (left is not None)
        if left is None:
            continue
        assert _unsaid(id, to_yaml(left)), id


def _unsaid(id: str, text: str) -> bool:
    """Whether a brief does not say a statement any more, or cannot be read for another reason."""
    try:
        after = read(text)
    except InputError:
        return True
    said = {one.id for one in statements(after, api.knowledge()) if one.where}
    return id not in said


@pytest.mark.parametrize(
    ("id", "gone", "kept"),
    [
        ("answers.tracing.none", "tracing: none", "pipeline"),
        ("answers.pipeline.scan", "scan", "build"),
        ("workloads.w.stores.tables", "tables", "cache"),
        ("sites.a", "id: a", "id: b"),
        ("sites.a.answers.tracing.tracing", "tracing: tracing", "id: a"),
        ("systems.core", "relational-database", "core"),
        ("use.harbor", "harbor", "jenkins"),
        ("avoid.jenkins", "jenkins", "harbor"),
        ("as_of", "as_of", "name"),
    ],
)
def test_a_statement_goes_alone(id: str, gone: str, kept: str) -> None:
    before = read(TWO)
    assert gone in to_yaml(before)
    left = taken_back(before, id)
    assert left is not None
    text = to_yaml(left)
    assert gone not in text
    assert kept in text
    assert read(text).name == "X"


@pytest.mark.parametrize(
    "id", ["sites", "sites.main", "answers.tracing.none", "as_of", "", "no.such", "workloads.x.y.z"]
)
def test_what_was_not_said_stays(id: str) -> None:
    assert not can_take_back(read("name: X\n"), id)


def test_a_changed_brief_says_its_changes() -> None:
    before = read("name: X\nsites: [{id: a, cloud: on-premises}]\nanswers: {kubernetes: managed}\n")
    fixes = api.diagnose(before).fixes
    assert fixes
    for fix in fixes:
        text = to_yaml(restated(before, fix.brief, "form"))
        found = api.assemble(text, today=TODAY)
        assert len(found.placements) == fix.placements
