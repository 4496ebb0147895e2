"""Sites of one provider in several regions: what joins their networks, and where nothing has to."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture

PEERINGS = {"aws": "aws-vpc-peering", "azure": "azure-vnet-peering"}
WORKLOADS = "[{id: shop, stores: tables, replication: copied}]"


def built(sites: str, more: str = "") -> Architecture:
    """The architecture for such sites; more lines of the brief come after them."""
    return api.assemble(
        f"name: X\nas_of: 2026-11-30\nsites: [{sites}]\nworkloads: {WORKLOADS}\n{more}"
    )


def two(cloud: str) -> str:
    """Two sites of a cloud in two regions."""
    return f"{{id: a, cloud: {cloud}, region: one}}, {{id: b, cloud: {cloud}, region: two}}"


def joining(architecture: Architecture) -> dict[str, set[str]]:
    """Who joins networks, and at which sites these stand."""
    found: dict[str, set[str]] = {}
    for one in architecture.flows:
        if one.label == "joins":
            sites = found.setdefault(one.source.rpartition("/")[2], set())
            sites.add(one.target.partition("/")[0])
    return found


def warned(architecture: Architecture) -> list[str]:
    """Which sites are told to be joined with another region by nothing."""
    return [one.focus for one in api.check(architecture) if one.rule == "regions-not-joined"]


@pytest.mark.parametrize("cloud", sorted(PEERINGS))
@pytest.mark.parametrize("links", ["public", "tunnel"])
def test_two_regions_of_a_provider_with_regional_networks_are_peered(
    cloud: str, links: str
) -> None:
    sites = f"{two(cloud)}, {{id: dc, cloud: on-premises}}"
    architecture = built(sites, f"answers: {{site-links: {links}}}")
    assert joining(architecture) == {PEERINGS[cloud]: {"a", "b"}}
    assert warned(architecture) == []


@pytest.mark.parametrize("cloud", ["gcp", "on-premises"])
def test_a_network_that_spans_regions_or_is_ones_own_is_not_peered(cloud: str) -> None:
    architecture = built(two(cloud))
    assert joining(architecture) == {}
    assert warned(architecture) == []


@pytest.mark.parametrize("cloud", sorted(PEERINGS))
def test_two_sites_of_one_region_and_one_alone_need_no_peering(cloud: str) -> None:
    near = f"{{id: a, cloud: {cloud}, region: one}}, {{id: b, cloud: {cloud}, region: one}}"
    assert joining(built(near)) == {}
    assert joining(built(f"{{id: a, cloud: {cloud}}}, {{id: b, cloud: gcp}}")) == {}


def test_a_site_without_a_region_is_not_in_one_that_is_called_like_it() -> None:
    architecture = built("{id: a, cloud: aws, region: b}, {id: b, cloud: aws}")
    assert joining(architecture) == {"aws-vpc-peering": {"a", "b"}}
    assert warned(architecture) == []


def test_each_provider_is_joined_by_what_is_its_own() -> None:
    clouds = ("aws", "azure", "aws", "azure")
    sites = ", ".join(f"{{id: s{n}, cloud: {cloud}}}" for n, cloud in enumerate(clouds))
    assert joining(built(sites)) == {
        "aws-vpc-peering": {"s0", "s2"},
        "azure-vnet-peering": {"s1", "s3"},
    }


@pytest.mark.parametrize(
    ("cloud", "hub"), [("aws", "aws-transit-gateway"), ("azure", "azure-virtual-wan")]
)
def test_a_hub_that_the_brief_names_joins_the_regions_by_itself(cloud: str, hub: str) -> None:
    architecture = built(two(cloud), f"use: [{hub}]")
    assert joining(architecture) == {hub: {"a", "b"}}
    assert warned(architecture) == []


@pytest.mark.parametrize("cloud", sorted(PEERINGS))
@pytest.mark.parametrize("model", ["hub-and-spoke-by-peering", "hub-and-spoke-by-vpn"])
def test_a_hub_that_an_answer_asks_for_joins_the_regions_by_itself(cloud: str, model: str) -> None:
    architecture = built(two(cloud), f"answers: {{network-model: {model}}}\nprefer: [self-hosted]")
    (sites,) = joining(architecture).values()
    assert sites == {"a", "b"}
    assert warned(architecture) == []


def test_networks_that_the_brief_peers_are_joined() -> None:
    sites = (
        "{id: a, cloud: aws, networks: [{id: hub}]}, "
        "{id: b, cloud: aws, networks: [{id: hub, peered-with: [a/hub]}]}"
    )
    architecture = built(sites, "prefer: [self-hosted]")
    assert joining(architecture) == {}
    assert warned(architecture) == []


def test_functions_have_no_network_to_join() -> None:
    architecture = api.assemble(
        f"name: X\nas_of: 2026-11-30\nsites: [{two('aws')}]\n"
        "workloads: [{id: job, runs-on: functions}]\n"
    )
    assert joining(architecture) == {}


@pytest.mark.parametrize("cloud", sorted(PEERINGS))
def test_what_works_across_regions_over_nothing_is_told_once(cloud: str) -> None:
    avoided = f"prefer: [self-hosted]\navoid: [{PEERINGS[cloud]}]"
    assert warned(built(two(cloud), avoided)) == ["a"]
    assert warned(built(two(cloud), "prefer: [self-hosted]")) == []


def test_why_says_what_a_peering_is_for() -> None:
    reasons = [
        reason.text
        for one in built(two("aws")).placements
        if one.component == "aws-vpc-peering"
        for reason in one.reasons
    ]
    assert len(reasons) == 1
    assert "lies in one region" in reasons[0]
