"""Who could be in the place of a component, and who needs it."""

from __future__ import annotations

from datetime import date

from kgraph import api

DAY = date(2026, 11, 1)


def test_who_could_be_in_its_place_provides_all_that_it_does_of_its_own() -> None:
    found = api.surroundings("prometheus", day=DAY)
    assert "victoriametrics" in found.instead
    partly = dict(found.partly)
    assert all(not set(found.instead) & set(ids) for ids in partly.values())
    for capability, ids in partly.items():
        assert all(capability in api.component(id).provides for id in ids)


def test_who_needs_it_is_told_by_its_name_and_by_what_it_provides() -> None:
    named = dict(api.surroundings("postgresql", day=DAY).named_by)
    assert named["harbor"] == "keeps projects, users and policies in"
    needed = dict(api.surroundings("harbor", day=DAY).needed_for)
    for capability, ids in needed.items():
        for id in ids:
            asked = {one for need in api.component(id).needs for one in need.capabilities}
            assert capability in asked


def test_what_is_retired_on_the_day_stands_for_nobody() -> None:
    for component in api.components():
        found = api.surroundings(component.id, day=DAY)
        assert all(api.component(id).available(DAY) for id in found.instead)
