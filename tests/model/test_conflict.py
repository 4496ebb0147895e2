"""What is published of a brief that cannot be met."""

from __future__ import annotations

from kgraph import api
from kgraph.model.brief import Statement
from kgraph.model.conflict import Conflict, Diagnosis, Fix


def test_a_fix_is_published_as_its_change_and_what_it_then_gives() -> None:
    brief = api.read_brief("name: X")
    dropped = Statement("answers.logs", "logs: loki", "brief.yaml:3")
    fix = Fix((dropped,), ("answer 'logs: none'",), (("managed", 2), ("mature", 0)), 7, brief)
    assert fix.published() == {
        "drop": ["logs: loki"],
        "change": ("answer 'logs: none'",),
        "then": {"placements": 7, "preferences": {"managed": 2, "mature": 0}},
    }


def test_a_diagnosis_is_published_without_saying_whether_it_is_complete() -> None:
    conflict = Conflict((), "story")
    for complete in (True, False):
        found = Diagnosis((conflict,), (), complete)
        assert found.published() == {"conflicts": (conflict,), "fixes": ()}
