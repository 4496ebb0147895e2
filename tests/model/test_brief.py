"""What is looked up in a brief, and where each thing was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import Case, cases

from kgraph import api
from kgraph.model.brief import Brief, Statement

TEXT = """name: Shop
as_of: 2026-11-23
sites:
  - {id: eu, cloud: gcp}
  - {id: us, cloud: aws}
workloads:
  - {id: shop}
use: [harbor]
"""


@pytest.fixture(scope="module")
def brief() -> Brief:
    return api.read_brief(TEXT)


@given(cases())
def test_every_site_is_found_by_its_id_and_no_other(case: Case) -> None:
    for site in case.brief.sites:
        assert case.brief.site(site.id) is next(s for s in case.brief.sites if s.id == site.id)
    with pytest.raises(KeyError):
        case.brief.site("nowhere")


def test_a_workload_is_found_by_its_id_and_no_other(brief: Brief) -> None:
    assert brief.workload("shop") is brief.workloads[0]
    with pytest.raises(KeyError, match="desk"):
        brief.workload("desk")


def test_what_was_said_has_its_place_and_a_default_has_none(brief: Brief) -> None:
    assert brief.where("use.harbor") == "brief.yaml:8"
    assert brief.where("sites.us") == "brief.yaml:5"
    assert brief.where("answers.availability") is None
    for key, where in brief.given:
        assert brief.where(key) == where


def test_a_statement_is_published_with_its_place_and_without_its_key() -> None:
    said = Statement("use.harbor", "use: harbor", "brief.yaml:8")
    assert said.published() == {"text": "use: harbor", "where": "brief.yaml:8"}
    default = Statement("answers.logs", "logs: none", None)
    assert default.published() == {"text": "logs: none", "where": "default"}


def test_statements_are_in_order_by_their_keys() -> None:
    statements = [Statement("b", "", ""), Statement("a", "z", ""), Statement("a", "y", "")]
    assert [(one.id, one.text) for one in sorted(statements)] == [
        ("a", "y"),
        ("a", "z"),
        ("b", ""),
    ]
