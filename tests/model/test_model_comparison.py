"""When two architectures are the same, and when a cause takes several statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kgraph.model.comparison import Cause, Change, Comparison, Delta, Difference

NONE = Delta((), (), ("kept",))
MORE, LESS = Delta(("new",), (), ()), Delta((), ("gone",), ())
DAY = date(2026, 1, 1)
SAME = Comparison(
    "a", "b", DAY, DAY, NONE, NONE, NONE, NONE, (), (), (), (), (), (), (), (), ()
)  # fmt: skip


def test_without_a_difference_both_are_the_same() -> None:
    assert SAME.same


@pytest.mark.parametrize(
    "changes",
    [
        {"placements": MORE},
        {"placements": LESS},
        {"flows": MORE},
        {"flows": LESS},
        {"changed_placements": (Change("x", ("a",), ()),)},
        {"changed_flows": (Change("x", (), ("a",)),)},
    ],
)
def test_whatever_differs_in_placements_or_flows_makes_them_others(
    changes: dict[str, object],
) -> None:
    assert not replace(SAME, **changes).same  # type: ignore[arg-type]


def test_other_statements_and_days_alone_make_no_other_architecture() -> None:
    said = replace(SAME, statements=(Difference("a", "a"),), after_day=date(2027, 1, 1))
    assert said.same


def test_a_cause_of_several_statements_takes_them_together() -> None:
    one, other = Difference("a", "a"), Difference("b", "b")
    assert not Cause((one,), ()).together
    assert Cause((one, other), ()).together
