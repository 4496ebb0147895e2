"""Requests pass through what a controller sets up, never through the controller."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture

ROOT = Path(__file__).parents[2]
CONTROLLERS = sorted(
    id for id, one in api.knowledge().components.items() if any(n.controls for n in one.needs)
)


def assembled(cloud: str, use: str) -> Architecture:
    workloads = "[{id: shop, exposes: public}, {id: inner, exposes: internal}]"
    return api.assemble(
        f"name: X\nsites: [{{id: eu, cloud: {cloud}}}]\nworkloads: {workloads}\nuse: [{use}]\n"
    )


def requests(architecture: Architecture) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in architecture.flows if one.kind == "request"]


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_a_controller_is_no_station_of_a_request(controller: str) -> None:
    component = api.knowledge().components[controller]
    architecture = assembled(component.clouds[0], controller)
    stations = {end for ends in requests(architecture) for end in ends}
    placed = {one.id for one in architecture.placements_of(controller)}
    assert placed
    assert placed.isdisjoint(stations)
    assert not api.check(architecture)


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_each_workload_is_reached_through_its_own_door(controller: str) -> None:
    component = api.knowledge().components[controller]
    architecture = assembled(component.clouds[0], controller)
    doors = {
        target: source
        for source, target in requests(architecture)
        if target in ("eu/main/shop", "eu/main/inner")
    }
    by_id = architecture.placement_by_id
    assert "external-load-balancing" in by_id[doors["eu/main/shop"]].capabilities
    assert "internal-load-balancing" in by_id[doors["eu/main/inner"]].capabilities


def test_a_balancer_does_not_lead_to_itself() -> None:
    architecture = assembled("aws", "aws-load-balancer-controller")
    assert all(source != target for source, target in requests(architecture))
    assert requests(architecture).count(("world/client", "eu/aws-elastic-load-balancing")) == 1


@pytest.mark.parametrize("gateway", ["istio", "traefik", "envoy-gateway"])
def test_no_second_door_beside_a_gateway_that_routes_itself(gateway: str) -> None:
    architecture = assembled("gcp", f"gke-gateway, {gateway}")
    door = f"eu/main/{gateway}"
    ways = {source for source, target in requests(architecture) if target == "eu/main/shop"}
    assert ways == {door}
    assert any(target == door for _, target in requests(architecture))
    assert not [one for one in api.check(architecture) if one.severity == "violation"]
