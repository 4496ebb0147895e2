"""What is inferred is true on a day: by plain queries as of it, and by what the engine takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kgraph import api
from kgraph.knowledge import store as store_room
from kgraph.knowledge.store import rows
from kgraph.model.component import Component, Need
from kgraph.model.knowledge import Knowledge
from kgraph.terms import tail

DAYS = [date(2016, 6, 1), date(2020, 5, 12), date(2020, 5, 13), date(2021, 1, 28)]
DAYS += [date(2021, 2, 23), date(2023, 9, 1), date(2026, 11, 26), date(2029, 1, 1)]
Pairs = set[tuple[str, str]]


def edges(day: date, word: str) -> Pairs:
    """What components are joined with by a word, in the dataset of a day."""
    found = rows(api.dataset(day), f"SELECT ?x ?y {{ ?x a o:Component ; o:{word} ?y }}")
    return {(tail(row["x"]), tail(row["y"])) for row in found}


def held(known: Knowledge, day: date) -> Iterator[tuple[Component, Need]]:
    """The needs that the engine may meet on a day: of what is out, and in force."""
    for component in known.components.values():
        released = component.released
        if not (released and released.earliest and released.earliest > day):
            yield from ((component, need) for need in component.needs if need.holds(day))


def firm(need: Need) -> bool:
    """Whether nothing has to be answered for the need to be there."""
    return need.required and not need.conditional


@pytest.mark.parametrize("day", DAYS)
def test_edges_of_a_day_are_what_the_engine_takes_on_it(knowledge: Knowledge, day: date) -> None:
    had = {id for id, one in knowledge.components.items() if one.available(day)}
    may: Pairs = set()
    alone: Pairs = set()
    kinds: Pairs = {(id, one.host) for id, one in knowledge.components.items() if one.host}
    for component, need in held(knowledge, day):
        there = had.intersection(need.alternatives)
        may |= {(component.id, one) for one in there}
        if firm(need) and len(need.alternatives) == 1:
            alone.add((component.id, need.alternatives[0]))
        elif firm(need) and len(there) == 1:
            alone |= {(component.id, one) for one in there}
        if firm(need) and len(need.capabilities) == 1:
            kinds.add((component.id, need.capabilities[0]))
    assert edges(day, "mayUse") == may
    assert edges(day, "dependsOn") == alone
    assert edges(day, "requires") == kinds
    free = {one.id for one in api.components(license="open-source", day=day)}
    open_source = rows(api.dataset(day), "SELECT ?x { ?x o:openSource true ; o:available true }")
    assert {tail(row["x"]) for row in open_source} == free
    told = rows(api.dataset(day), "SELECT ?x { ?x a o:Component ; o:available true }")
    assert {tail(row["x"]) for row in told} == had


@pytest.mark.parametrize(
    ("day", "scanners"),
    [
        ("2017-09-14", set()),
        ("2019-01-01", {"clair"}),
        ("2020-05-12", {"clair"}),
        ("2020-05-13", {"clair", "trivy"}),
        ("2021-02-22", {"clair", "trivy"}),
        ("2021-02-23", {"trivy"}),
        ("2026-11-26", {"trivy"}),
    ],
)
def test_the_scanner_of_a_registry_is_the_one_of_the_day(day: str, scanners: set[str]) -> None:
    text = """SELECT ?x { c:harbor o:need ?need ; o:mayUse ?x .
        ?need o:inForce true ; o:role "scans images with" ; o:alternative ?x }"""
    found = rows(api.dataset(date.fromisoformat(day)), text)
    assert {tail(row["x"]) for row in found} == scanners
    brief = (
        f"name: Images\nas_of: {day}\nsites: [{{id: one, cloud: on-premises}}]\n"
        "answers: {pipeline: scan}\nuse: [harbor]\n"
    )
    if scanners:
        architecture = api.assemble(brief)
        assert scanners & {one.component for one in architecture.placements}


def test_a_part_is_there_on_its_days() -> None:
    text = "SELECT ?x { c:harbor o:inside/o:part ?x . ?x o:inForce true }"
    then, now = (
        {row["x"].rsplit("#", 1)[-1] for row in rows(api.dataset(day), text)}
        for day in (date(2021, 1, 28), date(2026, 11, 26))
    )
    assert {"clair", "notary", "chartmuseum", "trivy-adapter"} <= then
    assert then - now == {"clair", "notary", "chartmuseum"}


def test_whose_a_vendor_is_has_its_day() -> None:
    text = "SELECT ?x ?y { ?x o:ownedBy ?y }"
    before, after = (
        {(tail(row["x"]), tail(row["y"])) for row in rows(api.dataset(day), text)}
        for day in (date(2018, 10, 25), date(2026, 11, 26))
    )
    assert ("github", "microsoft") not in before
    assert {("github", "microsoft"), ("red-hat", "ibm")} <= after


def test_an_alternative_that_closes_leaves_the_other_alone() -> None:
    """What one may use on the last day before it closes is gone on the next, with no new need."""
    closing = {
        (user, used)
        for user, used in edges(date(2021, 1, 28), "mayUse")
        if (end := api.component(used).retired) and end.first > date(2021, 1, 28)
    }
    assert closing
    for user, used in sorted(closing)[:3]:
        end = api.component(used).retired
        assert end is not None
        last = end.first - timedelta(days=1)
        assert (user, used) not in edges(end.first, "mayUse")
        if any(
            need.holds(last) and used in need.alternatives for need in api.component(user).needs
        ):
            assert (user, used) in edges(last, "mayUse")


def test_the_day_is_stated_and_part_of_what_is_kept() -> None:
    stated = "SELECT ?day { <https://w3id.org/kgraph/dataset> o:asOf ?day }"
    assert rows(api.dataset(date(2021, 1, 28)), stated) == [{"day": "2021-01-28"}]
    assert rows(api.dataset(), stated) == [{"day": date.today().isoformat()}]
    keys = {store_room.key_on("abc", day) for day in DAYS} | {store_room.key_on("abd", DAYS[0])}
    assert len(keys) == len(DAYS) + 1
    answer = api.query("SELECT ?day { ?x a <http://rdfs.org/ns/void#Dataset> ; o:asOf ?day }")
    assert date.today().isoformat() in str(answer.rows)
    asked = api.query("ASK { c:harbor o:mayUse c:clair }", as_of=date(2021, 1, 28))
    assert asked.truth is True
    assert api.query("ASK { c:harbor o:mayUse c:clair }").truth is False
