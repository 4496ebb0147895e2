"""What is looked up in an architecture is what a walk through all of it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.model.architecture import Architecture

BRIEF = """
name: Looked up
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp, clusters: [blue, green]}, {id: us, cloud: aws}]
workloads: [{id: shop, exposes: public, stores: tables}]
"""


@pytest.fixture(scope="module")
def one() -> Architecture:
    return api.assemble(BRIEF)


def test_everything_is_found_by_its_id(one: Architecture) -> None:
    assert tuple(one.placement_by_id.values()) == one.placements
    assert tuple(one.flow_by_id.values()) == one.flows
    assert [one.place(place.id) for place in one.places] == list(one.places)
    assert one.names == {placement.id: placement.name for placement in one.placements}
    with pytest.raises(KeyError):
        one.place("nowhere")


def test_what_stands_at_a_place_stands_within_every_place_around_it(one: Architecture) -> None:
    for place in one.places:
        at, within = one.placements_at(place.id), one.placements_within(place.id)
        assert at == tuple(p for p in one.placements if p.place == place.id)
        assert within == tuple(p for p in one.placements if place.id in one.around(p.place))
    assert one.placements_within("world") == one.placements
    assert one.placements_at("nowhere") == one.placements_within("nowhere") == ()


def test_sites_hold_their_clusters(one: Architecture) -> None:
    assert [site.id for site in one.sites] == ["eu", "us"]
    assert [place.id for place in one.topology.right_inside("eu")] == ["eu/blue", "eu/green"]


def test_components_and_capabilities_lead_to_placements(one: Architecture) -> None:
    assert list(one.components) == sorted({p.component for p in one.placements})
    found = [p for component in one.components for p in one.placements_of(component)]
    assert sorted(found, key=lambda p: p.id) == list(one.placements)
    for capability in {id for p in one.placements for id in p.capabilities}:
        able = [p for p in one.placements if capability in p.capabilities]
        assert list(one.placements_with(capability)) == able


@given(st.data())
def test_the_flows_of_placements_touch_them(one: Architecture, data: st.DataObject) -> None:
    ids = data.draw(st.sets(st.sampled_from([placement.id for placement in one.placements])))
    touching = [flow for flow in one.flows if {flow.source, flow.target} & ids]
    assert list(one.flows_of(ids)) == touching


def test_what_was_looked_up_makes_no_value_different(one: Architecture) -> None:
    again = api.assemble(BRIEF)
    assert (one.names, one.topology.places) == (again.names, again.places)
    assert one == again
    assert hash(one) == hash(again)
