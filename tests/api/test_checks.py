"""Architectures checked, as values and as triples."""

from __future__ import annotations

from dataclasses import replace

import pytest
from refusals import refusal

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding

GRAVITY = ("violation", "warning", "info")


@pytest.fixture(scope="module")
def broken(small: Architecture) -> Architecture:
    """The small architecture without half of what it needs."""
    return replace(small, placements=small.placements[::2], flows=())


@pytest.fixture(scope="module")
def findings(broken: Architecture) -> tuple[Finding, ...]:
    """What is found in it."""
    return api.check(broken)


def test_what_was_assembled_breaks_no_rule(small: Architecture, demo: Architecture) -> None:
    assert api.check(small) == api.check(demo) == ()


def test_what_is_missing_is_found_with_what_to_do(findings: tuple[Finding, ...]) -> None:
    assert findings
    for finding in findings:
        assert finding.severity in GRAVITY
        assert finding.focus
        assert finding.rule
        assert finding.reason
        assert finding.remedy
    assert [finding for finding in findings if finding.severity == "violation"]


def test_the_gravest_stand_first(small: Architecture) -> None:
    odd = replace(small.placements[0], capabilities=("object-storage", "dns-hosting"))
    found = api.check(replace(small, placements=(odd, *small.placements[3:]), flows=()))
    order = [GRAVITY.index(finding.severity) for finding in found]
    assert len(set(order)) > 1
    assert order == sorted(order)


def test_triples_are_judged_as_the_value_is(
    broken: Architecture, findings: tuple[Finding, ...], small: Architecture
) -> None:
    assert api.check_turtle(api.to_turtle(small)) == ()
    found = api.check_turtle(api.to_turtle(broken))
    assert {replace(one, where=None) for one in found} == set(findings)


def test_what_are_no_triples_is_refused_with_its_line() -> None:
    problem = refusal(lambda: api.check_turtle("<urn:a> <urn:b>\n?", where="mine.ttl"))
    assert problem.where.startswith("mine.ttl")
