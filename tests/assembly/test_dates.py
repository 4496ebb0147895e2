"""What can be had on a day: what was out, what may have been, and what nobody can newly have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kgraph import api
from kgraph.assembly.facts import catalog_facts, fact
from kgraph.errors import Unsatisfiable
from kgraph.model.component import Component, Evidence
from kgraph.model.knowledge import Knowledge
from kgraph.model.life import Event

EARLY = """name: Early
as_of: {day}
sites: [{{id: eu, cloud: gcp}}]
use: [{component}]
"""


def brief(component: str, day: str) -> str:
    return EARLY.format(component=component, day=day)


def test_what_is_not_known_to_be_out_is_possible_with_a_note() -> None:
    text = brief("google-managed-kafka", "2021-01-28")
    found = api.assemble(text)
    assert found.placements_of("google-managed-kafka")
    told = {one.rule: one for one in api.check(found)}
    assert told["not-known-to-be-out"].severity == "info"
    assert "not known to be out before 2024-06-17" in told["not-known-to-be-out"].reason
    said = api.why_text(api.why(text, "google-managed-kafka"))
    assert "is not known to be out before 2024-06-17" in said


def test_what_is_known_to_be_out_carries_no_note() -> None:
    found = api.assemble(brief("google-managed-kafka", "2024-06-17"))
    assert "not-known-to-be-out" not in {one.rule for one in api.check(found)}


def test_what_was_not_out_is_refused_with_the_first_day_on_which_it_can_have_been() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief("karmada", "2020-12-03"))
    assert "Karmada: not out before 2020-12-04" in caught.value.conflict.story


@pytest.mark.parametrize(
    ("component", "last", "story"),
    [
        ("google-container-registry", "2024-05-14", "closed to new customers since 2024-05-15"),
        ("kaniko", "2025-06-02", "archived since 2025-06-03"),
        ("grafana-agent", "2025-10-31", "out of support since 2025-11-01"),
    ],
)
def test_what_nobody_can_newly_have_is_refused_with_its_stage(
    component: str, last: str, story: str
) -> None:
    assert api.assemble(brief(component, last)).placements_of(component)
    day = (date.fromisoformat(last) + timedelta(1)).isoformat()
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief(component, day))
    assert story in caught.value.conflict.story


def test_the_stage_reached_by_the_day_is_told() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief("google-container-registry", "2026-11-26"))
    assert "shut down since 2025-03-18" in caught.value.conflict.story


def known_late(component: Component) -> Component:
    """The component, as if only known to be out by a late day."""
    return replace(component, released=Event(date(2026, 1, 1), None, Evidence(), None))


def test_only_what_may_have_been_out_is_unattested(knowledge: Knowledge) -> None:
    late = known_late(knowledge.components["harbor"])
    widest = {late.id: knowledge.widest(late)}
    for day, told in ((date(2025, 1, 1), True), (date(2026, 1, 1), False)):
        facts = catalog_facts([late], knowledge.capabilities.values(), day, widest)
        assert (fact("unattested", late.id) in facts) == told
        assert fact("unavailable", late.id) not in facts
