"""What differs, told: causes with their effects, what took over, what is retired; and why."""

from __future__ import annotations

from datetime import date

import pytest

from kgraph import api
from kgraph.model.answers import Choice, Why
from kgraph.model.brief import Statement
from kgraph.model.comparison import (
    Cause,
    Change,
    Comparison,
    Delta,
    Difference,
    Effect,
    Replacement,
    Retirement,
)
from kgraph.model.conflict import Conflict
from kgraph.model.finding import Finding
from kgraph.reports import lines
from kgraph.reports.comparison import comparison_document
from kgraph.reports.why import why_document

NONE = Delta((), (), ())
LOGS, SITE = Difference("logs", "logs: efk", "b.yaml:3"), Difference("sites", "site us")
IDLE = Difference("prefer", "prefer: mature", "b.yaml:9")
NAMES = {"eu/x": "X", "us/x": "X", "eu/y": "Y"}


def told(**parts: object) -> list[str]:
    """A comparison of nothing but these parts, as lines."""
    usual: dict[str, object] = {
        "before": "A",
        "after": "B",
        "before_day": date(2021, 1, 28),
        "after_day": date(2026, 11, 23),
        **dict.fromkeys(("components", "placements", "flows", "places"), NONE),
        **dict.fromkeys(("replaced", "changed_placements", "changed_flows", "statements"), ()),
        **dict.fromkeys(("findings_added", "findings_removed", "retired", "causes"), ()),
        "names": tuple(NAMES.items()),
    }
    comparison = Comparison(**{**usual, **parts})  # type: ignore[arg-type]
    return lines.write(comparison_document(comparison, api.knowledge())).splitlines()


def test_what_holds_the_same_is_told_at_the_head() -> None:
    assert told() == [
        "From A (2021-01-28) to B (2026-11-23)",
        "  placements  0 added, 0 removed, 0 kept",
        "  flows       0 added, 0 removed, 0 kept",
        "  difference  none: both hold the same",
    ]


def test_effects_stand_beneath_the_statements_that_make_them_together() -> None:
    effects = (
        Effect("placement", "added", "eu/x"),
        Effect("placement", "added", "us/x"),
        Effect("placement", "removed", "eu/y"),
        Effect("flow", "added", "f"),
        Effect("flow", "removed", "g"),
        Effect("flow", "removed", "h"),
    )
    causes = (Cause((IDLE,), ()), Cause((LOGS, SITE), effects), Cause((SITE,), (), possible=False))
    assert told(causes=causes)[4:] == [
        "",
        "Because of",
        "  b.yaml:3: logs: efk",
        "  and default: site us",
        "    + X (eu, us)",
        "    − Y (eu)",
        "    + 1 flow, − 2 flows",
        "  without effect of its own: prefer: mature",
        "  without effect of its own: site us (not possible alone)",
    ]


def test_without_causes_what_is_said_and_what_differs_stand_apart() -> None:
    delta = Delta(("eu/x",), ("eu/y",), ())
    assert told(statements=(LOGS,), placements=delta)[3:] == [
        "",
        "Says otherwise",
        "  b.yaml:3: logs: efk",
        "",
        "Differs",
        "  + X (eu)",
        "  − Y (eu)",
    ]


def test_what_took_over_and_what_serves_otherwise() -> None:
    replaced = (
        Replacement("eu", "eu/x", "eu/y", ("logs",)),
        Replacement("us", "eu/x", "eu/y", ("logs",)),
    )
    changed = (Change("eu/x", ("search",), ()), Change("eu/y", ("a",), ("b", "c")))
    assert told(replaced=replaced, changed_placements=changed)[3:] == [
        "",
        "Replaced",
        "  X by Y (eu, us): logs",
        "",
        "Serves otherwise",
        "  X (eu): also for search",
        "  Y (eu): also for a; no longer for b, c",
    ]


def test_what_was_retired_and_findings_of_one_side() -> None:
    retired = (
        Retirement(date(2022, 1, 2), "p", "P", "loki", ("eks", "gke"), used=True),
        Retirement(date(2022, 1, 3), "q", "Q", None, (), used=True),
        Retirement(date(2022, 1, 4), "r", "R", None, (), used=False),
    )
    finding = Finding("warning", "eu/x", "Rule", "is old", "renew it")
    found = told(retired=retired, findings_added=(finding,))
    known = api.knowledge().components
    assert found[4:] == [
        "",
        "Retired in between",
        f"  2022-01-02 P: successor {known['loki'].name}; "
        f"here {known['eks'].name}, {known['gke'].name} took over",
        "  2022-01-03 Q: no successor; here nothing took over",
        "  used in neither: R (2022-01-04, no successor)",
        "",
        "Found only in the second",
        "  warning: eu/x: is old (Rule)",
    ]


# --- why


def test_a_chain_of_reasons_is_nested_as_it_is_indented() -> None:
    chain = ("eu/x", "  asked for", "  eu/y", "    needs it", "us/x", "  asked for too")
    answer = Why("x", True, (), chain, Choice(True, (("managed", 1, 1),), (), ("y",)))
    assert lines.write(why_document(answer, api.knowledge())).splitlines() == [
        "x is in the architecture.",
        "",
        "Why it is there",
        "  eu/x",
        "    asked for",
        "    eu/y",
        "      needs it",
        "  us/x",
        "    asked for too",
        "",
        "Without x",
        "  possible: it costs nothing",
        "  goes: y",
    ]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (
            Choice(True, (("managed", 1, 2), ("mature", 3, 3)), ("y",), (), None, proven=False),
            [
                "  possible: managed 1 → 2 (not proven to be the least: the time was up)",
                "  comes: y",
            ],
        ),
        (
            Choice(
                False,
                conflict=Conflict(
                    (Statement("a", "avoid: x", "b.yaml:4"), Statement("q", "with X", None)),
                    "They clash.",
                ),
            ),
            [
                "  that cannot be, because of:",
                "    b.yaml:4: avoid: x",
                "    with X",
                "  They clash.",
            ],
        ),
    ],
)
def test_what_the_opposite_would_give(choice: Choice, words: list[str]) -> None:
    found = lines.write(why_document(Why("x", False, (), (), choice), api.knowledge())).splitlines()
    assert found == ["x is not in the architecture.", "", "With x", *words]
