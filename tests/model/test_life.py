"""Days that are known or bounded, and stages of a life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kgraph.model.component import Evidence
from kgraph.model.knowledge import Knowledge
from kgraph.model.life import Event, Stage

DAY = date(2024, 2, 29)


def event(day: date = DAY, slack: timedelta | None = timedelta(0)) -> Event:
    return Event(day, None, Evidence(), slack)


@pytest.mark.parametrize(
    ("told", "precision", "said"),
    [
        (event(), "day", "2024-02-29"),
        (event(slack=timedelta(28)), "month", "2024-02"),
        (event(date(2023, 12, 31), timedelta(364)), "year", "2023"),
        (event(slack=None), "by", "2024-02-29 or earlier"),
        (event(slack=timedelta(29)), "between", "some day from 2024-01-31 to 2024-02-29"),
    ],
)
def test_a_day_is_told_as_well_as_it_is_known(told: Event, precision: str, said: str) -> None:
    assert (told.precision, told.said) == (precision, said)
    assert told.published()["precision"] == precision
    assert (told.published()["date"] is None) == (precision != "day")


def test_a_stage_is_taken_as_reached_from_the_first_day_that_is_known() -> None:
    assert event(slack=None).first == DAY
    assert event(slack=timedelta(28)).first == date(2024, 2, 1)


def test_the_last_stage_that_closes_is_the_one_that_is_told(knowledge: Knowledge) -> None:
    stages = (
        Stage("new", "new", False, event(date(2020, 1, 1))),
        Stage("closed", "closed to new customers", True, event(date(2022, 1, 1))),
        Stage("renamed", "renamed", False, event(date(2023, 1, 1))),
        Stage("gone", "shut down", True, event(date(2025, 1, 1))),
    )
    one = replace(knowledge.components["harbor"], life=stages)
    told = [one.stage(date(year, 6, 1)) for year in (2019, 2020, 2022, 2023, 2025)]
    assert [stage and stage.id for stage in told] == [None, "new", "closed", "closed", "gone"]
    assert one.closing is not None
    assert one.closing.said == "closed to new customers from 2022-01-01"
