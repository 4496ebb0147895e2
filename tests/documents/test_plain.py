"""The one way from our values to plain data and to JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.documents.plain import plain, to_json_line, to_json_text
from kgraph.model.answers import Choice
from kgraph.model.architecture import Flow, Reason
from kgraph.model.brief import Brief, Statement
from kgraph.model.component import Clash, Evidence, Need
from kgraph.model.conflict import Conflict, Diagnosis, Fix
from kgraph.model.life import Event
from kgraph.model.risks import Loss

SOURCED = Evidence("https://a.example/", date(2026, 11, 23))


@dataclass(frozen=True)
class Inner:
    day: date
    names: frozenset[str]


@dataclass(frozen=True)
class Outer:
    inner: Inner
    many: tuple[Inner, ...]
    nothing: str | None = None


class Spot(NamedTuple):
    x: float
    y: float


def test_fields_keep_their_names_and_none_stays() -> None:
    inner = Inner(date(2026, 11, 23), frozenset({"b", "a"}))
    told = {"day": "2026-11-23", "names": ["a", "b"]}
    assert plain(Outer(inner, (inner,))) == {"inner": told, "many": [told], "nothing": None}


def test_named_tuples_are_mappings_and_others_are_lists() -> None:
    assert plain({"at": Spot(1.5, 2), "of": (1, True, "x")}) == {
        "at": {"x": 1.5, "y": 2},
        "of": [1, True, "x"],
    }


@pytest.mark.parametrize("value", [object(), b"bytes", 1j])
def test_what_has_no_plain_form_is_not_made_up(value: object) -> None:
    with pytest.raises(TypeError, match=f"{type(value).__name__} has no plain form"):
        plain([value])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            Need("n", "keeps data on", "storage", (), ("a", "b"), "site", None, None, SOURCED),
            {
                "id": "n",
                "role": "keeps data on",
                "flow": "storage",
                "capability": None,
                "capabilities": [],
                "any": ["a", "b"],
                "controls": [],
                "starts": False,
                "each": False,
                "optional": False,
                "when": None,
                "apart": "site",
                "since": None,
                "until": None,
                "source": "https://a.example/",
                "checked": "2026-11-23",
                "unverified": None,
                "quote": None,
                "grade": None,
            },
        ),
        (
            Clash("calico", "cluster", "one network", Evidence(unverified="not said")),
            {
                "with": "calico",
                "within": "cluster",
                "reason": "one network",
                "source": None,
                "checked": None,
                "unverified": "not said",
                "quote": None,
                "grade": None,
            },
        ),
        (
            Event(date(2020, 1, 2), None, SOURCED),
            {
                "date": "2020-01-02",
                "earliest": "2020-01-02",
                "latest": "2020-01-02",
                "precision": "day",
                "note": None,
                "source": "https://a.example/",
                "checked": "2026-11-23",
                "unverified": None,
                "quote": None,
                "grade": None,
            },
        ),
        (
            Flow("f", "a", "b", "request", "asks", (Reason("because"),)),
            {
                "id": "f",
                "from": "a",
                "to": "b",
                "kind": "request",
                "label": "asks",
                "reasons": [{"text": "because", "because": [], "source": None}],
            },
        ),
        (
            Loss("eu", ("eu/x",), (), (), (), ("shop",)),
            {
                "what": "eu",
                "lost": ["eu/x"],
                "stopped": [],
                "cut_off": [],
                "watching": [],
                "workloads": ["shop"],
                "waning": [],
                "unreached": [],
            },
        ),
        (
            Choice(True, (("managed", 1, 2),), ("x",), (), None, proven=False),
            {
                "possible": True,
                "costs": {"managed": {"before": 1, "after": 2}},
                "comes": ["x"],
                "goes": [],
                "conflict": None,
                "proven": False,
            },
        ),
    ],
)
def test_published_names_are_those_that_scripts_know(value: object, told: dict[str, Any]) -> None:
    assert plain(value) == told


def test_what_is_proven_is_not_said() -> None:
    assert "proven" not in plain(Choice(True))


def test_a_diagnosis_stands_where_the_architecture_would() -> None:
    """The published shape of `assemble --json` where there is no architecture."""
    said, usual = Statement("use.x", "use: x", "b.yaml:3"), Statement("d", "d: y", None)
    brief = Brief("B", date(2026, 11, 23), (), (), (), (), (), ())
    fix = Fix((said,), ("take x out of 'use'",), (("managed", 3),), 12, brief)
    assert plain(Diagnosis((Conflict((said, usual), "They clash."),), (fix,))) == {
        "conflicts": [
            {
                "statements": [
                    {"text": "use: x", "where": "b.yaml:3"},
                    {"text": "d: y", "where": "default"},
                ],
                "story": "They clash.",
            }
        ],
        "fixes": [
            {
                "drop": ["use: x"],
                "change": ["take x out of 'use'"],
                "then": {"placements": 12, "preferences": {"managed": 3}},
            }
        ],
    }


def test_every_value_of_the_catalog_has_a_plain_form() -> None:
    knowledge = api.knowledge()
    for known in (*knowledge.components.values(), *knowledge.decisions, *knowledge.views):
        assert json.loads(to_json_text(plain(known))) == plain(known)


# --- text


def test_text_is_sorted_indented_and_ends_its_line() -> None:
    assert to_json_text({"b": [1], "a": "é"}) == '{\n  "a": "é",\n  "b": [\n    1\n  ]\n}\n'
    assert to_json_text({"b": 1, "a": 2}, sort_keys=False).index("b") < 10


@pytest.mark.slow
@given(st.recursive(st.none() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_any_text_can_be_written_and_comes_back(data: object) -> None:
    for written in (to_json_text(data), to_json_line(data)):
        assert json.loads(written.encode("utf-8")) == data


def test_half_of_a_letter_is_written_as_its_escape() -> None:
    assert to_json_line(["\ud83e"]) == '["\\ud83e"]'
    assert to_json_line(["\U0001f98a"]) == '["🦊"]'
