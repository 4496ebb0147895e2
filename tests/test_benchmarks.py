"""The generated catalogs of the benchmarks.

The same for the same seed, and assembled into something valid.
"""

from __future__ import annotations

import importlib
from collections import Counter
from types import ModuleType

import clingo
import pyoxigraph as ox
import pytest

from kgraph.assembly.demands import SITES, demands
from kgraph.assembly.engine import OPTIONS, Engine, Solution, program, relevant
from kgraph.assembly.facts import brief_facts, catalog_facts
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Placement
from kgraph.model.brief import Brief, Statement
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology, places

Generated = tuple[Brief, tuple[Statement, ...], Knowledge]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    return importlib.import_module("generate")


@pytest.fixture(scope="module", params=[20260, 1, 2])
def generated(request: pytest.FixtureRequest, generate: ModuleType) -> Generated:
    found: Generated = generate.generate(200, request.param)
    return found


def facts(generated: Generated) -> list[str]:
    brief, said, knowledge = generated
    widest = {id: knowledge.widest(component) for id, component in knowledge.components.items()}
    catalog = catalog_facts(
        knowledge.components.values(), knowledge.capabilities.values(), brief.as_of, widest
    )
    return [*catalog, *brief_facts(brief, said, Topology(places(brief)), knowledge)]


def statements(generated: Generated) -> list[str]:
    return [*(statement.id for statement in generated[1]), SITES]


@pytest.fixture(scope="module")
def best(generated: Generated) -> Solution:
    found = Engine(facts(generated)).best(statements(generated))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def reach(generated: Generated, best: Solution) -> Reach:
    brief, _, knowledge = generated
    placed = [
        Placement(f"{place}/{id}", id, id, place, knowledge.components[id].provides)
        for id, place in best.placements
    ]
    return Reach(placed, Topology(places(brief)), knowledge, frozenset())


def test_the_same_seed_gives_the_same_catalog(generate: ModuleType) -> None:
    assert generate.generate(200, 7) == generate.generate(200, 7)
    assert generate.generate(200, 7) != generate.generate(200, 8)


def test_it_has_what_makes_assembly_hard(generated: Generated) -> None:
    components = generated[2].components.values()
    assert len(components) == 200
    needs = [need for component in components for need in component.needs]
    assert any(need.capabilities for need in needs)
    assert any(len(need.alternatives) > 1 for need in needs)
    assert any(component.clashes for component in components)
    assert any(component.clouds for component in components)
    assert any(component.host for component in components)
    assert any(capability.max_providers for capability in generated[2].capabilities.values())


def test_needs_go_to_lower_layers(generated: Generated) -> None:
    knowledge = generated[2]
    for component in knowledge.components.values():
        own = min(knowledge.capabilities[id].layer for id in component.provides)
        assert all(
            knowledge.capabilities[capability].layer < own
            for need in component.needs
            for capability in need.capabilities
        )


def test_every_demand_is_met(generated: Generated, reach: Reach) -> None:
    asked = list(demands(generated[0], reach.topology, generated[2]))
    assert len(asked) >= 20
    assert all(reach.providers(str(one.demand.capability), one.place) for one in asked)


def test_every_need_is_met(reach: Reach) -> None:
    """What is needed, and what is run on: the cheapest architecture may have but one of them."""
    checked = 0
    for placement in reach.placements:
        component = reach.knowledge.components[placement.component]
        for need in component.needs:
            checked += 1
            assert reach.meeting(need, placement), need
        if component.host is not None:
            checked += 1
            assert reach.providers(component.host, placement.place)
    assert checked


def test_nothing_clashes(reach: Reach) -> None:
    for one in reach.placements:
        for clash in reach.knowledge.components[one.component].clashes:
            around = reach.topology.lift(one.place, clash.within)
            assert not any(
                reach.topology.lift(other.place, clash.within) == around
                for other in reach.standing(clash.other, one.place)
            )


def test_no_place_has_more_providers_than_allowed(reach: Reach) -> None:
    capabilities = reach.knowledge.capabilities
    many = Counter(
        (id, reach.topology.lift(p.place, capabilities[id].scope))
        for p in reach.placements
        for id in p.capabilities
    )
    assert all(
        count <= (capabilities[id].max_providers or count) for (id, _), count in many.items()
    )


def test_everything_can_be_had_where_it_stands(generated: Generated, reach: Reach) -> None:
    for placement in reach.placements:
        component = reach.knowledge.components[placement.component]
        cloud = reach.topology.by_id[placement.place].cloud
        assert cloud is None or component.runs_on(cloud)
        assert component.available(generated[0].as_of)


def test_leaving_out_what_is_not_relevant_changes_nothing(
    generated: Generated, best: Solution
) -> None:
    everything = facts(generated)
    # two components that nothing leads to, one of which provides what nobody asks for
    everything += [
        'component("spare","world").',
        'rank("spare",9999).',
        'widest("spare","world").',
        'provides("spare","unasked").',
        'scope("unasked","world").',
    ]
    everything += [
        'component("other","site").',
        'need("other","other#x").',
        'need_capability("other#x","unasked").',
        'cost(12,"other",1).',
    ]
    kept = relevant(everything)
    assert kept == sorted(kept)
    assert not [fact for fact in kept if "spare" in fact or "other" in fact]
    control = clingo.Control(list(OPTIONS))
    control.add("base", [], program() + "\n".join(sorted(everything)))
    control.ground([("base", [])])
    literal = {
        atom.symbol.arguments[0].string: atom.literal
        for atom in control.symbolic_atoms.by_signature("on", 1)
    }
    models: list[tuple[tuple[str, str], ...]] = []

    def keep(model: clingo.Model) -> None:
        models.append(
            tuple(
                sorted(
                    (s.arguments[0].string, s.arguments[1].string)
                    for s in model.symbols(shown=True)
                )
            )
        )

    control.solve(assumptions=[literal[id] for id in statements(generated)], on_model=keep)
    assert models[-1] == best.placements


def test_as_rdf_it_says_the_same(generate: ModuleType, generated: Generated) -> None:
    knowledge = generated[2]
    store = ox.Store()
    store.load(
        generate.triples(
            knowledge.components.values(), knowledge.capabilities.values(), knowledge.clouds
        ),
        format=ox.RdfFormat.N_TRIPLES,
    )
    provides = store.quads_for_pattern(
        None, ox.NamedNode("https://w3id.org/kgraph/ont#provides"), None
    )
    found = {
        (quad.subject.value.rsplit("/", 1)[-1], quad.object.value.rsplit("/", 1)[-1])
        for quad in provides
    }
    assert found == {
        (component.id, capability)
        for component in knowledge.components.values()
        for capability in component.provides
    }
