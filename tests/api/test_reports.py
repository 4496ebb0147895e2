"""What documents say beside the architecture itself, gathered here or in the background."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import pytest

from kgraph import api
from kgraph.api import reports
from kgraph.model.architecture import Architecture


@pytest.fixture(scope="module")
def gathered(small: Architecture) -> reports.Gathered:
    """What is told of the small architecture."""
    return reports.gather(small)


def test_the_alternatives_are_those_of_the_brief(
    small: Architecture, gathered: reports.Gathered
) -> None:
    found = gathered.considered.found
    assert 1 < len(found) <= reports.ASKED
    assert found[0].architecture.placements == small.placements
    assert gathered.considered.note == ""


def test_the_risks_are_those_of_the_architecture(
    small: Architecture, gathered: reports.Gathered
) -> None:
    assert gathered.risks == api.risks(small)


def test_in_the_background_the_same_is_gathered(
    small: Architecture, gathered: reports.Gathered
) -> None:
    later = reports.gathering(small)
    assert isinstance(later, Future)
    assert later.result() == gathered


def test_without_a_brief_it_is_said_why_there_are_no_alternatives(small: Architecture) -> None:
    found = reports.considered(replace(small, brief=None))
    assert found.found == ()
    assert found.note == "None are known: this architecture was not assembled from a brief."


def test_without_time_it_is_said_that_the_solver_had_none(demo: Architecture) -> None:
    found = reports.considered(demo, timeout=0)
    assert found.found == ()
    assert found.note == "The solver found none within 0 s."


def test_a_brief_that_cannot_be_met_today_is_told_with_its_reason(
    small: Architecture, clash: str
) -> None:
    found = reports.considered(replace(small, brief=api.read_brief(clash)))
    assert found.found == ()
    assert "the brief cannot be met with today's catalog" in found.note
    assert "these statements cannot hold together" in found.note
    assert "\n" not in found.note


def test_a_page_holds_what_it_is_given(small: Architecture, gathered: reports.Gathered) -> None:
    drawing = api.drawing(small)
    page = reports.page(small, [drawing], gathered=gathered)
    assert page.startswith("<!doctype html>")
    assert page.count("<svg") >= 1
    assert small.name in page
    other = gathered.considered.found[1].difference
    comes = gathered.considered.found[1].comes
    assert any(api.component(id).name in page for id in comes), other


def test_findings_that_are_given_stand_in_the_page_in_place_of_judging(
    small: Architecture, gathered: reports.Gathered
) -> None:
    (finding,) = api.assumed(replace(small, ontology="0.0.1"))
    drawings = [api.drawing(small)]
    with_it = reports.page(small, drawings, findings=[finding], gathered=gathered)
    without = reports.page(small, drawings, gathered=gathered)
    assert "made with ontology 0.0.1" in with_it
    assert "made with ontology 0.0.1" not in without
