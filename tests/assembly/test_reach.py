"""Reach on a finished answer reads as the rules of the solver do."""

from __future__ import annotations

from random import Random

import clingo
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from strategies import Case, cases

from kgraph.assembly.engine import program
from kgraph.assembly.facts import brief_facts, catalog_facts, fact
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Placement

SHOWN = ("within_reach", "component_within_reach", "met")


def told_by_rules(case: Case, chosen: list[tuple[str, str]]) -> dict[str, set[tuple[str, str]]]:
    """What the rules derive from these placements and no others, whatever the brief says about them."""
    known = case.knowledge
    widest = {id: known.widest(component) for id, component in known.components.items()}
    facts = [*catalog_facts(known.components.values(), known.capabilities.values(), case.brief.as_of, widest)]
    facts += brief_facts(case.brief, case.said, case.topology, known)
    everything = [*(fact("wanted", id) for id in known.capabilities), *(f'demand_component("none","{id}","world").' for id in known.components)]
    derivations = "\n".join(line for line in program().splitlines() if not line.startswith((":-", "#", "{ place")))
    control = clingo.Control(["--warn=none", "1"])
    control.add("base", [], "\n".join([derivations, *facts, *everything, *(fact("place", *pair) for pair in chosen)]))
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        model = handle.model()
        assert model is not None
        found = model.symbols(atoms=True)
    return {name: {(s.arguments[0].string, s.arguments[1].string) for s in found if s.match(name, 2)} for name in SHOWN}


def reach_of(case: Case, chosen: list[tuple[str, str]]) -> Reach:
    components = case.knowledge.components
    placements = [Placement(f"{place}/{id}", id, components[id].name, place, components[id].provides) for id, place in chosen]
    return Reach(placements, case.topology, case.knowledge)


@settings(max_examples=200)
@given(cases(), st.integers(0, 2**32))
def test_reach_agrees_with_the_rules(case: Case, seed: int) -> None:
    pairs = Oracle(case).pairs
    random = Random(seed)  # noqa: S311
    chosen = sorted(random.sample(pairs, random.randint(1, min(4, len(pairs)))))
    rules, reach = told_by_rules(case, chosen), reach_of(case, chosen)
    spots = [place.id for place in case.topology.places]
    assert {(p, s) for p in case.knowledge.capabilities for s in spots if reach.providers(p, s)} == rules["within_reach"]
    assert {(c, s) for c in case.knowledge.components for s in spots if reach.standing(c, s)} == rules["component_within_reach"]
    for placement in reach.placements:
        for need in case.knowledge.components[placement.component].needs:
            assert bool(reach.meeting(need, placement)) == ((need.id, placement.place) in rules["met"])


@given(cases(), st.integers(0, 2**32))
def test_who_is_nearer_comes_first(case: Case, seed: int) -> None:
    pairs = Oracle(case).pairs
    reach = reach_of(case, sorted(Random(seed).sample(pairs, min(4, len(pairs)))))  # noqa: S311
    topology = case.topology
    for place in topology.places:
        around = topology.around(place.id)
        for capability in case.knowledge.capabilities.values():
            found = reach.providers(capability.id, place.id)
            distances = [min(around.index(at) for at in reach.offered(one, capability.scope) if at in around) for one in found]
            assert distances == sorted(distances)
            assert len(set(found)) == len(found)


def test_who_is_asked_for_by_name_comes_before_equals() -> None:
    from strategies import case

    one = next(c for c in (case(Random(seed)) for seed in range(1000)) if provides_alike(c))  # noqa: S311
    first, second = provides_alike(one)[:2]
    chosen = [(first, "world"), (second, "world")]
    shared = sorted(set(one.knowledge.components[first].provides) & set(one.knowledge.components[second].provides))[0]
    placements = reach_of(one, chosen).placements
    named = Reach(placements, one.topology, one.knowledge, frozenset([second]))
    assert [p.component for p in reach_of(one, chosen).providers(shared, "world")] == [first, second]
    assert [p.component for p in named.providers(shared, "world")] == [second, first]


def provides_alike(case: Case) -> list[str]:
    """Components of the world with the same capabilities of the world, bound to no cloud."""
    found = [
        c for c in case.knowledge.components.values()
        if c.scope == "world" and not c.clouds and c.provides == ("p0",) and case.knowledge.capabilities["p0"].scope == "world"
    ]  # fmt: skip
    return sorted(c.id for c in found) if len(found) >= 2 else []
