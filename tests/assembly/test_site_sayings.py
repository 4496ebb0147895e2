"""What a site says for itself: no delivery network in front of it, appliances at it alone."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

MIXED = """name: X
sites:
  - {id: eu, cloud: CLOUD}
  - {id: dc, cloud: on-premises, answers: {delivery-network: none}}
workloads: [{id: shop, exposes: public, content: static}]
"""
CLOUDS = ("gcp", "aws", "azure")


def into(architecture: Architecture, site: str) -> set[str]:
    """The components of the world from which requests lead into a site, by whatever is between."""
    found = {f"{site}/main/shop"}
    for _ in architecture.placements:
        requests = [flow for flow in architecture.flows if flow.kind == "request"]
        found |= {flow.source for flow in requests if flow.target in found}
    return {id.removeprefix("world/") for id in found if id.startswith("world/")}


def straight(architecture: Architecture, site: str) -> bool:
    """Whether clients request something of a site themselves."""
    return any(
        flow.source == "world/client" and flow.target.startswith(f"{site}/")
        for flow in architecture.flows
    )


def networks(architecture: Architecture) -> set[str]:
    able = [one for one in architecture.placements if "content-delivery" in one.capabilities]
    return {one.component for one in able}


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_site_without_a_delivery_network_is_reached_directly(cloud: str) -> None:
    architecture = api.assemble(MIXED.replace("CLOUD", cloud))
    assert networks(architecture)
    assert not networks(architecture) & into(architecture, "dc")
    assert straight(architecture, "dc")
    assert networks(architecture) & into(architecture, "eu")
    assert not straight(architecture, "eu")
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


def test_where_no_site_wants_one_there_is_none() -> None:
    alone = "sites: [{id: dc, cloud: on-premises, answers: {delivery-network: none}}]"
    workloads = "workloads: [{id: shop, exposes: public, content: static}]"
    assert networks(api.assemble(f"name: X\n{alone}\n{workloads}")) == set()
    whole = "answers: {delivery-network: none}"
    assert networks(api.assemble(f"name: X\n{workloads}\n{whole}")) == set()


def test_a_site_may_have_one_where_the_brief_wants_none() -> None:
    architecture = api.assemble(
        MIXED.replace("CLOUD", "gcp")
        .replace(
            "{id: eu, cloud: gcp}", "{id: eu, cloud: gcp, answers: {delivery-network: as-needed}}"
        )
        .replace(", answers: {delivery-network: none}}", "}")
        + "answers: {delivery-network: none}\n"
    )
    assert networks(architecture) & into(architecture, "eu")
    assert not networks(architecture) & into(architecture, "dc")


def test_who_names_a_delivery_network_gets_it() -> None:
    named = MIXED.replace("CLOUD", "gcp").replace("content: static", "content: {static: akamai}")
    assert networks(api.assemble(named)) == {"akamai"}


def test_what_asks_for_a_delivery_network_clashes_with_none() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(
            "name: X\nanswers: {delivery-network: none, load-balancer-duties: cdn-integration}"
        )
    told = str(caught.value)
    assert "delivery-network: none" in told
    assert "ruled out as content delivery" in told


FORMS = """name: X
sites: [{id: eu, cloud: aws}, {id: dc, cloud: on-premises}]
"""


def balancers(architecture: Architecture) -> set[tuple[str, str]]:
    able = [one for one in architecture.placements if "hardware-load-balancing" in one.capabilities]
    return {(one.place, one.component) for one in able}


def test_the_form_of_balancers_is_answered_by_a_site() -> None:
    at_home = FORMS.replace("on-premises}", "on-premises, answers: {load-balancer-form: hardware}}")
    assert balancers(api.assemble(at_home)) == {("dc", "f5-big-ip")}
    assert balancers(api.assemble(FORMS)) == set()


def test_appliances_everywhere_clash_with_a_cloud_and_the_cloud_is_named() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(FORMS + "answers: {load-balancer-form: hardware}\n")
    said = {statement.text for statement in caught.value.conflict.statements}
    assert said == {"load-balancer-form: hardware", "site eu on AWS"}
    assert "F5 BIG-IP: on On premises only" in str(caught.value)


def test_a_balancer_inside_stands_beside_one_for_clients() -> None:
    for reach in ("regional", "global"):
        architecture = api.assemble(
            f"name: X\nanswers: {{load-balancer-reach: [{reach}, internal]}}"
        )
        able = {one for placement in architecture.placements for one in placement.capabilities}
        assert {f"{reach}-load-balancing", "internal-load-balancing"} <= able


def test_starting_small_does_not_exclude_growing() -> None:
    both = api.assemble("name: X\nanswers: {growth: [start-small, architect-for-change]}")
    able = {one for placement in both.placements for one in placement.capabilities}
    assert {"infrastructure-as-code", "traffic-steering"} <= able


def test_tests_on_each_change_ask_for_a_repository_and_a_service_that_runs_them() -> None:
    architecture = api.assemble("name: X\nanswers: {pipeline: [test, push], registry: any}")
    able = {one for placement in architecture.placements for one in placement.capabilities}
    assert {"source-control", "continuous-integration"} <= able
    grounds = [
        ground
        for placement in architecture.placements
        if "continuous-integration" in placement.capabilities
        for reason in placement.reasons
        for ground in reason.because
    ]
    assert any("pipeline: test" in ground for ground in grounds)
