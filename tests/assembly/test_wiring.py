"""Flows: every need, every wish of a workload and every pattern of the ontology is drawn, once, from who begins to who is nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.assembly.reach import Reach
from kgraph.assembly.wires.patterns import together
from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.flows import FlowPattern
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology

TWO_REGIONS = """name: X
sites: [{id: eu, cloud: gcp, clusters: [a, b]}, {id: us, cloud: gcp}]
workloads: [{id: shop, stores: [tables, cache], content: static-and-dynamic}]
answers: {availability: multi-region, tracing: tracing}
use: [harbor]
"""


@pytest.fixture(scope="module")
def architecture() -> Architecture:
    return api.assemble(TWO_REGIONS)


def reach_of(architecture: Architecture, knowledge: Knowledge) -> Reach:
    return Reach(architecture.placements, Topology(architecture.places), knowledge)


def by_ends(architecture: Architecture) -> dict[tuple[str, str, str, str], Flow]:
    return {(one.source, one.kind, one.target, one.label): one for one in architecture.flows}


def test_a_flow_is_named_by_its_ends_and_stands_once(architecture: Architecture) -> None:
    assert len(by_ends(architecture)) == len(architecture.flows)
    ends = {one.id: f"{one.source}--{one.kind}--{one.target}" for one in architecture.flows}
    assert all(id in (f"{own}--{id.rpartition('--')[2]}", own) for id, own in ends.items())
    assert all(flow.source != flow.target and flow.label for flow in architecture.flows)
    kinds = {kind.id for kind in api.knowledge().flow_kinds}
    assert {flow.kind for flow in architecture.flows} <= kinds


def test_every_need_that_holds_is_a_flow_to_who_meets_it(
    architecture: Architecture, knowledge: Knowledge
) -> None:
    reach, flows = reach_of(architecture, knowledge), by_ends(architecture)
    drawn = 0
    for placement in architecture.placements:
        for need in knowledge.components[placement.component].needs:
            providers = {one.id for one in reach.meeting(need, placement)} - {placement.id}
            if need.holds(architecture.as_of) and providers:
                met = [
                    flows[key]
                    for key in flows
                    if key[0] == placement.id and key[1] == need.flow and key[2] in providers
                ]
                assert any(need.role in reason.text for flow in met for reason in flow.reasons), (
                    placement.id,
                    need.id,
                )
                drawn += 1
    assert drawn > 5


def test_what_a_workload_asks_for_it_also_uses(
    architecture: Architecture, knowledge: Knowledge
) -> None:
    capabilities = {
        placement.id: set(placement.capabilities) for placement in architecture.placements
    }
    shops = [placement.id for placement in architecture.placements if placement.workload == "shop"]
    assert len(shops) == 3
    for shop in shops:
        used = set().union(
            *(capabilities[flow.target] for flow in architecture.flows if flow.source == shop)
        )
        assert {"relational-database", "key-value-cache"} <= used


def test_a_workload_uses_what_is_at_its_own_site(
    architecture: Architecture, knowledge: Knowledge
) -> None:
    """Where a store stands at each site, no workload crosses to another site's."""
    topology = Topology(architecture.places)
    places = {placement.id: placement.place for placement in architecture.placements}
    for flow in architecture.flows:
        if places[flow.source].startswith("us") and "shop" in flow.source:
            assert (
                topology.inside(places[flow.source], places[flow.target].split("/")[0])
                or places[flow.target] == "world"
            )


def test_every_reason_of_a_flow_rests_on_its_ends(architecture: Architecture) -> None:
    for flow in architecture.flows:
        assert all(reason.because == (flow.source, flow.target) for reason in flow.reasons)


def pattern(**changes: object) -> FlowPattern:
    return replace(
        FlowPattern("x", "metrics-collection", "exporters", "telemetry", "scrapes", (), ()),
        **changes,
    )  # type: ignore[arg-type]


def two(knowledge: Knowledge, first: str, second: str) -> tuple[Placement, Placement, Reach]:
    ends = [
        Placement(f"world/{id}", id, id, "world", knowledge.components[id].provides)
        for id in (first, second)
    ]
    return ends[0], ends[1], Reach(ends, Topology(api.assemble("name: X").places), knowledge)


def test_a_pattern_without_protocols_joins_any_two(knowledge: Knowledge) -> None:
    source, target, reach = two(knowledge, "gitlab", "harbor")
    assert together(pattern(), source, target, reach)


def test_a_pattern_with_protocols_leads_from_who_uses_one_to_who_offers_it(
    knowledge: Knowledge,
) -> None:
    every = knowledge.components.values()
    taker = next(one for one in every if one.offers and not one.uses and not one.needs)
    said = taker.offers[0].protocol
    using = (one for one in every if any(use.protocol == said for use in one.uses))
    asker = next(one for one in using if not any(taken.protocol == said for taken in one.offers))
    source, target, reach = two(knowledge, asker.id, taker.id)
    assert together(pattern(protocols=(said,)), source, target, reach)
    namers = asker.names(taker) or taker.names(asker)
    assert together(pattern(protocols=(said,)), target, source, reach) == namers


def test_two_that_only_offer_a_protocol_are_not_joined_by_it(knowledge: Knowledge) -> None:
    every = knowledge.components.values()
    taker = next(one for one in every if one.offers and not one.uses and not one.needs)
    source, target, reach = two(knowledge, taker.id, taker.id)
    protocols = tuple(one.protocol for one in taker.offers)
    assert not together(pattern(protocols=protocols), source, target, reach)


def test_who_names_the_other_works_together_whatever_they_speak(knowledge: Knowledge) -> None:
    namer = next(c for c in knowledge.components.values() for need in c.needs if need.alternatives)
    named = next(need.alternatives[0] for need in namer.needs if need.alternatives)
    source, target, reach = two(knowledge, namer.id, named)
    assert together(pattern(protocols=("nobody-speaks-this",)), source, target, reach)
    assert together(pattern(protocols=("nobody-speaks-this",)), target, source, reach)


def test_patterns_that_wait_to_be_asked_draw_nothing_before(knowledge: Knowledge) -> None:
    waiting = [p for p in knowledge.patterns if p.when_asked]
    asked = {(p.kind, p.label) for p in knowledge.patterns if not p.when_asked}
    asked |= {(need.flow, need.role) for c in knowledge.components.values() for need in c.needs}
    only = {(p.kind, p.label) for p in waiting} - asked
    quiet = api.assemble(
        "name: X\nanswers: {metrics: none, logs: none, pipeline: none, recovery: none}\nworkloads: [{id: a, exposes: nobody}]\n"
    )
    assert only
    assert {(flow.kind, flow.label) for flow in quiet.flows} & only == set()
