"""Facts: every text comes through the solver unchanged, and each says what the catalog and the brief say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import clingo
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases

from kgraph.api import read_brief
from kgraph.assembly.chosen import chosen_options
from kgraph.assembly.demands import SITES, Asked, demands
from kgraph.assembly.facts import brief_facts, catalog_facts, demand_facts, fact, place_facts
from kgraph.assembly.fits import fitting_places
from kgraph.assembly.footing import footing, grounds
from kgraph.model.component import Evidence, Need
from kgraph.model.decisions import Demand
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology, places

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)))


def symbols(facts: list[str]) -> list[clingo.Symbol]:
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "\n".join(facts))
    control.ground([("base", [])])
    return [atom.symbol for atom in control.symbolic_atoms]


@given(TEXTS, st.integers(-(2**31) + 1, 2**31 - 1))
def test_any_text_comes_through_the_solver_unchanged(text: str, number: int) -> None:
    (symbol,) = symbols([fact("says", text, number)])
    assert symbol.name == "says"
    assert (symbol.arguments[0].string, symbol.arguments[1].number) == (text, number)


@pytest.mark.parametrize(
    "text", ['").\n:- not x. %', "a\\", '\\"', "\\n", "%* comment *%", "#const x=1.", '"', "\n\r\t"]
)
def test_no_text_can_leave_its_quotes(text: str) -> None:
    (symbol,) = symbols([fact("says", text)])
    assert symbol.arguments[0].string == text


@given(cases())
def test_facts_are_sorted_and_the_order_of_the_catalog_does_not_matter(case: Case) -> None:
    known = case.knowledge
    widest = {id: known.widest(component) for id, component in known.components.items()}
    mixed = list(known.components.values())
    Random(7).shuffle(mixed)  # noqa: S311
    facts = catalog_facts(
        known.components.values(), known.capabilities.values(), case.brief.as_of, widest
    )
    assert (
        facts
        == sorted(facts)
        == catalog_facts(mixed, reversed(known.capabilities.values()), case.brief.as_of, widest)
    )
    said = brief_facts(case.brief, case.said, case.topology, known)
    assert said == sorted(set(said))


def test_needs_are_facts_only_while_they_hold() -> None:
    from strategies import case

    known = case(Random(3)).knowledge  # noqa: S311
    need = Need(
        "c0#x", "uses", "request", ("p1",), (), None, date(2020, 1, 1), date(2022, 1, 1), Evidence()
    )
    component = replace(known.components["c0"], needs=(need,))

    def told(day: date) -> bool:
        return fact("need", "c0", "c0#x") in catalog_facts(
            [component], known.capabilities.values(), day, {"c0": "world"}
        )

    assert [told(date(year, 1, 1)) for year in (2019, 2020, 2021, 2022)] == [
        False,
        True,
        True,
        False,
    ]


@given(cases())
def test_what_cannot_be_had_on_the_day_is_marked(case: Case) -> None:
    known = case.knowledge
    widest = {id: known.widest(component) for id, component in known.components.items()}
    for day in (date(2024, 1, 1), case.brief.as_of):
        facts = set(
            catalog_facts(known.components.values(), known.capabilities.values(), day, widest)
        )
        assert {id for id in known.components if fact("unavailable", id) in facts} == {
            id for id, c in known.components.items() if not c.available(day)
        }


@given(cases())
def test_place_facts_say_what_the_topology_says(case: Case) -> None:
    topology = case.topology
    facts = set(place_facts(topology))
    for place in topology.places:
        for scope in ("world", "site", "cluster"):
            assert fact("lift", place.id, scope, topology.lift(place.id, scope)) in facts
        for other in topology.places:
            assert (fact("up", place.id, other.id) in facts) == topology.inside(place.id, other.id)


@given(cases())
def test_fitting_places_are_of_the_widest_scope_and_on_a_fitting_cloud(case: Case) -> None:
    topology = case.topology
    on = grounds(case.brief, topology, case.knowledge)
    for component in case.knowledge.components.values():
        for id in fitting_places(component, on):
            place = topology.by_id[id]
            narrowed = (
                component.scope == "world" and component.clouds and not component.spans_clouds
            )
            assert place.scope == case.knowledge.widest(component) or (
                narrowed and place.scope == "site"
            )
            assert place.cloud is None or component.runs_on(place.cloud)


def test_a_wish_is_no_demand() -> None:
    wanted = Demand("x", "p0", None, "", None, None)
    assert [*demand_facts(Asked("a", wanted, "world", True))] == ['demand("a","p0","world").']
    assert [*demand_facts(Asked("a", wanted, "world", False))] == ['wish("a","p0","world").']
    by_name = Asked("a", replace(wanted, capability=None, component="c0"), "world", True)
    assert [*demand_facts(by_name)] == ['demand_component("a","c0","world").']
    named = Asked("a", wanted, "world", True, "shop", "c0")
    assert [*demand_facts(named)] == [
        'demand("a","p0","world").',
        'demand_component("a","c0","world").',
    ]


BRIEF = """name: X
sites: [{id: eu, cloud: gcp}, {id: us, cloud: gcp}]
workloads: [{id: shop, sites: [us], stores: tables}]
"""


def test_a_workload_asks_only_where_it_runs(knowledge: Knowledge) -> None:
    brief = read_brief(BRIEF)
    topology = Topology(places(brief))
    asked = [
        one
        for one in demands(brief, topology, knowledge)
        if one.statement == "workloads.shop.stores.tables"
    ]
    assert asked
    assert all(
        one.workload == "shop" and one.place.split("/")[0] in ("us", "world") for one in asked
    )
    anywhere = replace(brief.workload("shop"), at=())
    assert footing(brief.workload("shop"), topology, knowledge).inside == (
        "world",
        "us",
        "us/main",
    )
    every = tuple(place.id for place in topology.places)
    assert footing(anywhere, topology, knowledge).inside == every


def test_what_every_place_asks_for_stands_under_its_site(knowledge: Knowledge) -> None:
    brief = read_brief(BRIEF)
    asked = [
        one
        for one in demands(brief, Topology(places(brief)), knowledge)
        if one.statement.startswith(SITES)
    ]
    expected = {
        (demand.capability, f"{site}/main")
        for demand in knowledge.place_demands["cluster"]
        for site in ("eu", "us")
    }
    assert {(one.demand.capability, one.place) for one in asked} >= expected
    assert all(
        one.statement == f"sites.{one.place.split('/')[0]}" for one in asked if one.place != "world"
    )


def test_every_chosen_option_stands_under_its_statement(knowledge: Knowledge) -> None:
    options = chosen_options(read_brief(BRIEF), knowledge)
    chosen = {one.statement: one.option for one in options}
    assert chosen["workloads.shop.stores.tables"].id == "tables"
    assert (
        chosen["answers.metrics.pull"].demands
        == knowledge.decision_by_id["metrics"].option("pull").demands
    )  # type: ignore[union-attr]
