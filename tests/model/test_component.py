"""Components: when they can be chosen, when their parts and needs hold, and where they run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.model.component import Component, Evidence, Need, Part
from kgraph.model.knowledge import Knowledge
from kgraph.model.life import Event

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
MAYBE = st.none() | DAYS
ONE_DAY = timedelta(1)


@pytest.fixture(scope="module")
def harbor(knowledge: Knowledge) -> Component:
    return knowledge.components["harbor"]


def event(day: date | None) -> Event | None:
    return None if day is None else Event(day, None, Evidence())


def between(since: date | None, until: date | None, day: date) -> bool:
    """Whether a day is at or after the first and before the last, as a walk would find it."""
    return (since or date.min) <= day < (until or date.max)


@given(MAYBE, MAYBE, DAYS)
def test_a_component_can_be_chosen_from_its_release_until_the_day_before_it_is_retired(
    harbor: Component, released: date | None, retired: date | None, day: date
) -> None:
    one = replace(harbor, released=event(released), retired=event(retired))
    assert one.available(day) == between(released, retired, day)


@given(DAYS, st.none() | st.timedeltas(timedelta(0), timedelta(900)), DAYS)
def test_what_is_not_known_to_be_out_can_be_chosen_unless_it_cannot_have_been(
    harbor: Component, known: date, slack: timedelta | None, day: date
) -> None:
    one = replace(harbor, released=Event(known, None, Evidence(), slack), retired=None)
    assert one.attested(day) == (known <= day)
    assert one.available(day) == (slack is None or known - slack <= day)


def test_the_day_of_release_is_the_first_and_that_of_retirement_is_none(
    knowledge: Knowledge,
) -> None:
    both = [one for one in knowledge.components.values() if one.released and one.retired]
    assert len(both) > 3
    for one in both:
        assert one.released is not None
        assert one.retired is not None
        assert one.available(one.released.first)
        assert one.attested(one.released.day)
        assert not one.attested(one.released.day - ONE_DAY)
        assert one.available(one.retired.first - ONE_DAY)
        assert not one.available(one.retired.first)
    dated = [one for one in both if one.released and one.released.earliest]
    assert len(dated) > 3
    for one in dated:
        assert one.released is not None
        assert not one.available(one.released.first - ONE_DAY)


@given(MAYBE, MAYBE, DAYS)
def test_parts_and_needs_hold_as_long_as_they_are_said_to(
    since: date | None, until: date | None, day: date
) -> None:
    part = Part("p", "P", "", since=since, until=until)
    need = Need("n", "uses", "request", ("storage",), (), None, since, until, Evidence())
    assert part.holds(day) == need.holds(day) == between(since, until, day)


def test_what_names_no_cloud_runs_on_every_one(knowledge: Knowledge) -> None:
    bound = 0
    for one in knowledge.components.values():
        found = [cloud for cloud in knowledge.cloud_labels if one.runs_on(cloud)]
        assert sorted(found) == sorted(one.clouds or knowledge.cloud_labels)
        bound += bool(one.clouds)
    assert 0 < bound < len(knowledge.components)


def test_evidence_is_published_beside_its_fact_and_not_within(harbor: Component) -> None:
    facts = [*harbor.needs, *(one for one in (harbor.released,) if one is not None)]
    assert len(facts) > 2
    for fact in facts:
        said = fact.published()
        assert "evidence" not in said
        assert (said["source"], said["checked"]) == (fact.evidence.source, fact.evidence.checked)


def test_needs_and_clashes_are_published_by_the_names_of_the_catalog(knowledge: Knowledge) -> None:
    everyone = knowledge.components.values()
    need = next(need for one in everyone for need in one.needs if need.alternatives)
    assert need.published()["any"] == need.alternatives
    clash = next(clash for one in everyone for clash in one.clashes)
    assert clash.published()["with"] == clash.other
    assert clash.published()["within"] == clash.within


def test_what_only_pictures_need_is_not_published(harbor: Component) -> None:
    said = harbor.published()
    assert said["conflicts"] == harbor.clashes
    assert not {"icon", "inner_flows", "inside_evidence", "choosable"} & said.keys()
    assert harbor.parts[0].published().keys() == {"id", "name", "definition"}
