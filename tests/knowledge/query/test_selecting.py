"""What the queries of views select: placements, flows and links of the architecture they are asked
of, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api, terms
from kgraph.api.derived import derived
from kgraph.api.wiring import selector
from kgraph.knowledge.architectures.naming import Names
from kgraph.knowledge.query.selecting import Selector, selection, selection_of
from kgraph.model.architecture import Architecture
from kgraph.model.selection import Selection
from kgraph.view.own import selecting

PAIR = """
name: A pair
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}, {id: us, cloud: gcp}]
workloads: [{id: shop, exposes: public, stores: tables}]
answers: {availability: multi-region, metrics: pull}
"""
ALL = "CONSTRUCT { ?x a o:Placement } WHERE { GRAPH ?architecture { ?x a o:Placement } }"


@pytest.fixture(scope="module")
def pair() -> Architecture:
    return api.assemble(PAIR)


@pytest.fixture(scope="module")
def one() -> Selector:
    return selector().result()


def select(one: Selector, architecture: Architecture, query: str, *, place: str = "") -> Selection:
    return one.select(query, architecture, derived(architecture).triples, place=place)


def test_a_flow_brings_its_ends(one: Selector, pair: Architecture) -> None:
    found = select(one, pair, selecting((), (), (), ("storage",)))
    flows = {flow.id: flow for flow in pair.flows if flow.kind == "storage"}
    assert flows
    assert found.flows == set(flows)
    assert found.placements == {
        end for flow in flows.values() for end in (flow.source, flow.target)
    }


def test_sites_select_what_stands_in_them(one: Selector, pair: Architecture) -> None:
    found = select(one, pair, selecting((), (), ("us",), ("request",)))
    there = {p.id for p in pair.placements if "us" in pair.around(p.place)}
    flows = {f.id: f for f in pair.flows if f.kind == "request" and {f.source, f.target} & there}
    assert found.flows == set(flows)
    assert found.placements == there | {
        end for flow in flows.values() for end in (flow.source, flow.target)
    }


@given(st.data())
def test_components_and_capabilities_select_what_is_or_can(
    pair: Architecture, data: st.DataObject
) -> None:
    able = data.draw(
        st.lists(
            st.sampled_from(sorted({c for p in pair.placements for c in p.capabilities})),
            max_size=2,
        )
    )
    named = data.draw(
        st.lists(st.sampled_from(sorted({p.component for p in pair.placements})), max_size=2)
    )
    if not able and not named:
        return
    found = select(selector().result(), pair, selecting(able, named, (), ("backup",)))
    wanted = {
        p.id for p in pair.placements if set(able) & set(p.capabilities) or p.component in named
    }
    flows = [f for f in pair.flows if f.kind == "backup" and {f.source, f.target} & wanted]
    assert found.flows == {f.id for f in flows}
    assert found.placements == wanted | {end for f in flows for end in (f.source, f.target)}


def test_the_subject_is_the_place_that_is_named(one: Selector, pair: Architecture) -> None:
    query = "CONSTRUCT { ?x a o:Placement } WHERE { GRAPH ?architecture { ?x a o:Placement ; o:at/o:within* ?subject } }"
    assert {p.split("/")[0] for p in select(one, pair, query, place="us").placements} == {"us"}
    assert select(one, pair, query, place="mars") == Selection()


def test_one_architecture_does_not_show_in_another(one: Selector, pair: Architecture) -> None:
    """Two architectures of different names, asked in turn and by several threads."""
    other = api.assemble("name: Another")
    wanted = [frozenset(p.id for p in architecture.placements) for architecture in (pair, other)]
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda n: select(one, (pair, other)[n % 2], ALL).placements, range(8))
        )
    assert found == wanted * 4


# --- triples


def triples(names: Names, said: Iterable[tuple[str, str, str]]) -> list[ox.Triple]:
    return [ox.Triple(*(ox.NamedNode(word) for word in one)) for one in said]  # type: ignore[arg-type]


def test_what_is_not_of_the_architecture_is_passed_over(pair: Architecture) -> None:
    names, type_ = Names.of(pair.name), terms.RDF + "type"
    here, there = pair.placements[0].id, pair.placements[1].id
    said = triples(
        names,
        [
            (names.placement(here), type_, terms.ONT + "Placement"),
            (names.placement("mars/base"), type_, terms.ONT + "Placement"),
            (names.flow("no--such--flow"), type_, terms.ONT + "Flow"),
            ("https://example.org/x", type_, terms.ONT + "Placement"),
            (names.placement(there), type_, terms.ONT + "Component"),
            (names.placement(here), terms.FLOW + "request", names.placement(here)),
            (names.placement(here), terms.FLOW + "request", "https://example.org/x"),
        ],
    )
    said.append(
        ox.Triple(
            ox.NamedNode(names.placement(here)),
            ox.NamedNode(terms.FLOW + "request"),
            ox.Literal("text"),
        )
    )
    said.append(
        ox.Triple(ox.BlankNode(), ox.NamedNode(type_), ox.NamedNode(terms.ONT + "Placement"))
    )
    assert selection(said, pair) == Selection(frozenset({here}))


def test_a_derived_link_brings_its_ends_and_stands_once(pair: Architecture) -> None:
    names = Names.of(pair.name)
    here, there = pair.placements[0].id, pair.placements[1].id
    turtle = f"<{names.placement(here)}> <{terms.FLOW}request> <{names.placement(there)}> .\n" * 2
    found = selection_of(turtle, pair)
    assert found == Selection(frozenset({here, there}), frozenset(), ((here, "request", there),))


def test_no_triples_select_nothing(pair: Architecture) -> None:
    assert selection_of("", pair) == Selection()
