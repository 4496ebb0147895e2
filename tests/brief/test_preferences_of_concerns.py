"""Preferences of concerns: what comes first for the components of one, and what it all costs."""

from __future__ import annotations

from datetime import date

import pytest

from kgraph import api
from kgraph.brief.differences import differences
from kgraph.brief.reading import parse_brief
from kgraph.brief.writing import to_yaml
from kgraph.errors import InputError
from kgraph.knowledge.architectures.codec import from_json, from_turtle, to_json, to_turtle
from kgraph.model.brief import Brief

TODAY = date(2026, 11, 25)
SHOP = """name: Shop
as_of: 2026-11-25
sites: [{id: eu, cloud: aws}]
workloads: [{id: shop, exposes: public, stores: [tables, objects]}]
"""
OPEN = f"{SHOP}prefer: [open-source]\n"
MIXED = f"{SHOP}prefer: {{storage: managed, default: [open-source]}}\n"


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY, source="b.yaml")


def test_one_order_and_the_same_as_a_mapping_mean_the_same() -> None:
    mapped = f"{SHOP}prefer: {{default: [open-source]}}\n"
    assert read(mapped).prefer == read(OPEN).prefer
    assert api.assemble(mapped).placements == api.assemble(OPEN).placements


def test_a_concern_has_its_own_first_preference_and_the_others_keep_theirs() -> None:
    whole, mixed = api.assemble(OPEN), api.assemble(MIXED)
    concern = {id: one.concern for id, one in api.knowledge().components.items()}
    assert {"ceph", "cloudnative-pg"} <= set(whole.components)
    assert {"amazon-s3", "amazon-rds"} <= set(mixed.components)
    differing = set(whole.components) ^ set(mixed.components)
    assert {concern[id] for id in differing} == {"storage"}


@pytest.mark.parametrize("text", [OPEN, MIXED, api.demo_brief()])
def test_what_is_told_is_what_the_placements_cost(text: str) -> None:
    architecture = api.assemble(text)
    told = dict(architecture.preferences)
    costs = {id: one.costs for id, one in api.knowledge().preference_by_id.items()}
    managed = {component: cost for component, _, cost in costs["managed"]}
    own = [one for one in architecture.placements if one.own is None]
    assert told["managed"] == sum(managed.get(one.component, 0) for one in own)
    used = {one.component for one in own}
    free = sum(cost for component, _, cost in costs["open-source"] if component in used)
    assert told["open-source"] == free


def test_it_is_written_and_read_back_in_every_form() -> None:
    brief = read(MIXED)
    assert brief.prefer_in == (("storage", ("managed",)),)
    assert read(to_yaml(brief)).prefer_in == brief.prefer_in
    architecture = api.assemble(MIXED)
    again = from_json(to_json(architecture), "a.json")
    turtle = from_turtle(to_turtle(architecture, api.knowledge()), "a.ttl")
    for one in (again, turtle):
        assert one.brief is not None
        assert (one.brief.prefer, one.brief.prefer_in) == (brief.prefer, brief.prefer_in)


def test_what_differs_names_the_concern() -> None:
    (found,) = differences(read(OPEN), read(MIXED))
    assert found.text == "prefer for storage: managed instead of nothing"


WRONG = {
    "unknown concern": (
        f"{SHOP}prefer: {{storag: [managed]}}\n",
        "b.yaml:5: unknown key 'storag' in 'prefer': did you mean 'storage'?",
    ),
    "unknown preference of a concern": (
        f"{SHOP}prefer: {{storage: [manged]}}\n",
        "b.yaml:5: unknown preference 'manged': did you mean 'managed'?",
    ),
    "unknown preference of all": (
        f"{SHOP}prefer: {{default: [cheap]}}\n",
        "b.yaml:5: unknown preference 'cheap': ",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    (problem,) = map(str, error.value.problems)
    assert problem.startswith(message)
