"""A preference that may cost only so much: how it is read, kept and held to, and what it costs."""

from __future__ import annotations

from datetime import date

import pytest

from kgraph import api
from kgraph.brief.differences import differences, parts
from kgraph.brief.reading import parse_brief
from kgraph.brief.writing import to_yaml
from kgraph.errors import InputError
from kgraph.knowledge.architectures.codec import from_json, from_turtle, to_json, to_turtle
from kgraph.model.brief import Brief

TODAY = date(2026, 11, 26)
SHOP = """name: Shop
as_of: 2026-11-26
sites: [{id: eu, cloud: aws}]
workloads: [{id: shop, stores: [tables, objects]}]
"""
FREE = f"{SHOP}prefer: [open-source, managed]\n"
BOUND = f"{SHOP}prefer: [{{open-source: {{at-most: +2 self-run}}}}, managed]\n"
MANAGED = f"{SHOP}prefer: [managed]\n"


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY, source="b.yaml")


def self_run(text: str) -> int:
    return dict(api.assemble(text).preferences)["managed"]


def test_a_bound_holds_and_leaves_as_much_as_it_grants() -> None:
    assert self_run(FREE) > self_run(MANAGED) + 2
    assert self_run(BOUND) <= self_run(MANAGED) + 2
    told = [dict(api.assemble(text).preferences)["open-source"] for text in (FREE, BOUND, MANAGED)]
    assert told[0] < told[1] < told[2]


def test_what_a_preference_costs_is_what_its_absence_saves() -> None:
    (price,) = [
        one
        for one in api.prices(FREE)
        if (one.preference, one.measure) == ("open-source", "managed")
    ]
    assert price.more == self_run(FREE) - self_run(MANAGED)
    bounded = [one.more for one in api.prices(BOUND) if one.measure == "managed"]
    assert all(more <= 2 for more in bounded)


def test_the_record_tells_the_price_and_offers_the_weaker_form() -> None:
    written = api.results(api.assemble(FREE), formats=())["rationale.md"]
    text = written.decode() if isinstance(written, bytes) else written
    told = " ".join(text.split())
    assert "To prefer open source costs" in told
    assert "more self-run components than without it" in told
    assert "at-most: +" in told.replace("\\", "")


def test_a_bound_survives_every_form() -> None:
    architecture = api.assemble(BOUND)
    brief = architecture.brief
    assert brief is not None
    assert brief.bounds == (("open-source", 2, "self-run", ""),)
    assert read(to_yaml(brief)).bounds == brief.bounds
    known = api.knowledge()
    for again in (
        from_json(to_json(architecture), "a.json"),
        from_turtle(to_turtle(architecture, known), "a.ttl"),
    ):
        assert again.brief is not None
        assert again.brief.bounds == brief.bounds
    assert read(f"{SHOP}prefer: {{default: [{{open-source: {{at-most: +2 self-run}}}}]}}\n").bounds


STORES = """name: Shop
as_of: 2026-11-26
sites: [{id: eu, cloud: aws}]
workloads: [{id: shop, stores: [tables, cache, queues, objects]}]
"""
ONE_MORE = "{open-source: {at-most: +1 self-run}}"
IN_STORAGE = f"{STORES}prefer: {{storage: [{ONE_MORE}], default: [managed]}}\n"
FREE_IN_STORAGE = f"{STORES}prefer: {{storage: [open-source], default: [managed]}}\n"
MANAGED_STORES = f"{STORES}prefer: [managed]\n"


def self_run_in(concern: str, text: str) -> int:
    known = api.knowledge().components
    placed = [known[one.component] for one in api.assemble(text).placements]
    return sum(one.concern == concern and one.delivery == "self-hosted" for one in placed)


def test_a_bound_in_one_concern_counts_what_is_of_that_concern() -> None:
    least, most = (self_run_in("storage", text) for text in (MANAGED_STORES, FREE_IN_STORAGE))
    assert most > least + 1
    assert self_run_in("storage", IN_STORAGE) == least + 1
    assert self_run(IN_STORAGE) < self_run(FREE_IN_STORAGE)


def test_a_bound_in_one_concern_survives_every_form() -> None:
    architecture = api.assemble(IN_STORAGE)
    brief = architecture.brief
    assert brief is not None
    assert brief.bounds == (("open-source", 1, "self-run", "storage"),)
    known = api.knowledge()
    for again in (
        from_json(to_json(architecture), "a.json").brief,
        from_turtle(to_turtle(architecture, known), "a.ttl").brief,
        read(to_yaml(brief)),
    ):
        assert again is not None
        assert (again.bounds, again.prefer_in) == (brief.bounds, brief.prefer_in)


def test_a_difference_in_one_concern_names_its_bound_and_carries_it() -> None:
    free, bound = read(FREE_IN_STORAGE), read(IN_STORAGE)
    (part,) = parts(free, bound)
    assert part.difference.text == (
        "prefer for storage: {open-source: {at-most: +1 self-run}} instead of open-source"
    )
    assert differences(part.carry(free, bound), bound) == ()


def test_a_difference_names_the_bound() -> None:
    (found,) = differences(read(FREE), read(BOUND))
    assert "{open-source: {at-most: +2 self-run}}" in found.text


WRONG = {
    "no number": ("{open-source: {at-most: few}}", "'at-most' is no number of something more: "),
    "no unit": ("{open-source: {at-most: 2}}", "'at-most' is no number of something more: "),
    "unknown unit": (
        "{open-source: {at-most: +2 self-runs}}",
        "nothing is counted in 'self-runs': did you mean 'self-run'?",
    ),
    "its own unit": ("{managed: {at-most: +2 self-run}}", "'managed' itself counts in that: "),
    "unknown key": (
        "{open-source: {at-least: +2 self-run}}",
        "unknown key 'at-least' in what 'open-source' may cost: did you mean 'at-most'?",
    ),
    "unknown preference": (
        "{open-sauce: {at-most: +2 self-run}}",
        "unknown preference 'open-sauce': did you mean 'open-source'?",
    ),
}


@pytest.mark.parametrize(("prefer", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(prefer: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(f"{SHOP}prefer: [{prefer}]\n")
    told = [str(problem) for problem in error.value.problems]
    assert any(one.startswith(f"b.yaml:5: {message}") for one in told)
