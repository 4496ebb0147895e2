"""Reach on a finished answer reads as the rules of the solver do."""

from __future__ import annotations

from random import Random

import clingo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from strategies import Case, cases

from kgraph import api
from kgraph.api import read_brief
from kgraph.assembly.engine import program
from kgraph.assembly.facts import brief_facts, catalog_facts, fact
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology, places

SHOWN = ("within_reach", "component_within_reach", "met")


def told_by_rules(case: Case, chosen: list[tuple[str, str]]) -> dict[str, set[tuple[str, str]]]:
    """What the rules derive from these placements and no others, whatever the brief says about them."""
    known = case.knowledge
    widest = {id: known.widest(component) for id, component in known.components.items()}
    facts = [
        *catalog_facts(
            known.components.values(), known.capabilities.values(), case.brief.as_of, widest
        )
    ]
    facts += brief_facts(case.brief, case.said, case.topology, known)
    everything = [
        *(fact("wanted", id) for id in known.capabilities),
        *(f'demand_component("none","{id}","world").' for id in known.components),
    ]
    derivations = "\n".join(
        line for line in program().splitlines() if not line.startswith((":-", "#", "{ place"))
    )
    control = clingo.Control(["--warn=none", "1"])
    control.add(
        "base",
        [],
        "\n".join(
            [
                derivations,
                "on(R) :- statement(R).",
                *facts,
                *everything,
                *(fact("place", *pair) for pair in chosen),
            ]
        ),
    )
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        model = handle.model()
        assert model is not None
        found = model.symbols(atoms=True)
    return {
        name: {(s.arguments[0].string, s.arguments[1].string) for s in found if s.match(name, 2)}
        for name in SHOWN
    }


def reach_of(case: Case, chosen: list[tuple[str, str]]) -> Reach:
    components = case.knowledge.components
    placements = [
        Placement(f"{place}/{id}", id, components[id].name, place, components[id].provides)
        for id, place in chosen
    ]
    return Reach(placements, case.topology, case.knowledge)


@settings(max_examples=120)
@given(cases(), st.integers(0, 2**32))
def test_reach_agrees_with_the_rules(case: Case, seed: int) -> None:
    pairs = Oracle(case).pairs
    random = Random(seed)  # noqa: S311
    chosen = sorted(random.sample(pairs, random.randint(1, min(4, len(pairs)))))
    rules, reach = told_by_rules(case, chosen), reach_of(case, chosen)
    spots = [place.id for place in case.topology.places]
    assert {
        (p, s) for p in case.knowledge.capabilities for s in spots if reach.providers(p, s)
    } == rules["within_reach"]
    assert {
        (c, s) for c in case.knowledge.components for s in spots if reach.standing(c, s)
    } == rules["component_within_reach"]
    for placement in reach.placements:
        needs = case.knowledge.components[placement.component].needs
        for need in (one for one in needs if one.required):
            assert bool(reach.meeting(need, placement)) == (
                (need.id, placement.place) in rules["met"]
            )


@given(cases(), st.integers(0, 2**32))
def test_who_is_nearer_comes_first(case: Case, seed: int) -> None:
    pairs = Oracle(case).pairs
    reach = reach_of(case, sorted(Random(seed).sample(pairs, min(4, len(pairs)))))  # noqa: S311
    topology = case.topology
    for place in topology.places:
        around = topology.around(place.id)
        for capability in case.knowledge.capabilities.values():
            found = reach.providers(capability.id, place.id)
            distances = [
                min(around.index(at) for at in reach.offered(one, capability.scope) if at in around)
                for one in found
            ]
            assert distances == sorted(distances)
            assert len(set(found)) == len(found)


def test_who_is_asked_for_by_name_comes_before_equals(knowledge: Knowledge) -> None:
    topology = Topology(places(read_brief("name: X")))
    alike = [knowledge.components[id] for id in knowledge.providers["source-control"]]
    first, second = [c for c in alike if c.scope == "world" and not c.clouds][:2]
    placements = [
        Placement(f"world/{c.id}", c.id, c.name, "world", c.provides) for c in (first, second)
    ]
    for named, expected in (
        (frozenset[str](), [first.id, second.id]),
        (frozenset([second.id]), [second.id, first.id]),
    ):
        reach = Reach(placements, topology, knowledge, named)
        assert [p.component for p in reach.providers("source-control", "world")] == expected


@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
def test_of_copies_at_several_sites_the_one_at_home_meets_a_need(cloud: str) -> None:
    architecture = api.assemble(
        f"""
        name: Two
        as_of: 2026-11-23
        sites: [{{id: one, cloud: {cloud}}}, {{id: two, cloud: {cloud}}}]
        workloads: [{{id: shop}}]
        answers: {{logs: any, metrics: pull}}
        """
    )
    at = {one.id: (one.place.partition("/")[0], one.component) for one in architecture.placements}
    there = set(at.values())
    for flow in architecture.flows:
        (site, _), (other, component) = at[flow.source], at[flow.target]
        of_clusters = flow.source.startswith(f"{site}/main/") and site != other != "world"
        assert not (of_clusters and (site, component) in there), flow.id
