"""What is lost with what: on small plants that are drawn by hand, and on assembled ones."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from kgraph import api
from kgraph.analysis.needs import Dependence, dependences
from kgraph.analysis.risks import blast_radius, can_be_lost, lose, risks
from kgraph.errors import InputError
from kgraph.model.architecture import Architecture

ONE = """
name: One site
as_of: 2026-11-23
sites: [{id: dc, cloud: on-premises}]
workloads: [{id: shop, exposes: public, stores: tables}]
answers: {kubernetes: self-managed, registry: self-hosted, metrics: pull, volumes: clustered}
use: [harbor, cilium, prometheus]
"""
TWO = """
name: Two sites
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}, {id: us, cloud: gcp}]
workloads: [{id: shop, exposes: public, stores: tables}]
answers: {availability: multi-region, metrics: pull, registry: provider}
use: [prometheus]
"""


@pytest.fixture(scope="module")
def one() -> Architecture:
    return api.assemble(ONE)


@pytest.fixture(scope="module")
def two() -> Architecture:
    return api.assemble(TWO)


def single(architecture: Architecture, kind: str) -> set[str]:
    return {
        id
        for point in risks(architecture, api.knowledge()).single_points
        if point.kind == kind
        for id in point.at
    }


def test_of_two_sites_neither_is_a_single_point(two: Architecture) -> None:
    found = single(two, "request")
    assert "world/google-cloud-load-balancing" in found
    assert not {"eu", "us", "eu/main", "us/main"} & found
    assert not any(id.startswith(("eu/", "us/")) for id in found)


def test_the_only_site_is_one(one: Architecture) -> None:
    assert {"dc", "dc/main"} <= single(one, "request")


def test_a_single_point_cuts_every_way_to_the_workload(two: Architecture) -> None:
    """What is told as one without being needed by the workload itself really is on every path (networkx, anew)."""
    path = nx.DiGraph((flow.source, flow.target) for flow in two.flows if flow.kind == "request")
    ends = [p.id for p in two.placements if p.workload]
    assert all(nx.has_path(path, "world/client", end) for end in ends)
    path.remove_node("world/google-cloud-load-balancing")
    assert not any(nx.has_path(path, "world/client", end) for end in ends)


def test_what_the_names_are_resolved_by_is_needed_too(two: Architecture) -> None:
    names = next(p.id for p in two.placements if "dns-hosting" in p.capabilities)
    assert lose(two, api.knowledge(), names).workloads == ("shop",)


def test_losing_a_database_stops_its_workload_and_no_other_site(two: Architecture) -> None:
    assert "eu/main/shop" in blast_radius(two, api.knowledge(), "eu/google-cloud-sql")
    assert "us/main/shop" not in blast_radius(two, api.knowledge(), "eu/google-cloud-sql")
    assert lose(two, api.knowledge(), "eu/google-cloud-sql").workloads == ()
    assert lose(two, api.knowledge(), "google-cloud-sql").workloads == ("shop",)


def test_losing_a_cluster_stops_what_runs_on_it(one: Architecture) -> None:
    cluster = next(p for p in one.placements if "kubernetes" in p.capabilities)
    hosted = {
        p.id for p in one.placements if api.knowledge().components[p.component].host == "kubernetes"
    }
    assert hosted
    assert hosted <= set(blast_radius(one, api.knowledge(), cluster.id))


def test_more_lost_never_loses_less(two: Architecture) -> None:
    known = api.knowledge()
    for place in ("eu", "us"):
        whole = lose(two, known, place)
        gone = {*whole.lost, *whole.affected}
        for placement in two.placements:
            if placement.place.startswith(place):
                assert set(blast_radius(two, known, placement.id)) <= gone


def test_with_a_second_provider_the_first_can_be_lost(two: Architecture) -> None:
    old = next(
        f for f in two.flows if f.source == "eu/main/shop" and f.target == "eu/google-cloud-sql"
    )
    spare = replace(
        old, id=old.id.replace("--eu/google", "--us/google"), target="us/google-cloud-sql"
    )
    safer = replace(two, flows=tuple(sorted((*two.flows, spare), key=lambda f: f.id)))
    assert "eu/main/shop" not in blast_radius(safer, api.knowledge(), "eu/google-cloud-sql")


def test_a_registry_on_the_cluster_that_pulls_from_it_is_a_circle(one: Architecture) -> None:
    circles = [
        {step.source for step in cycle.steps} for cycle in risks(one, api.knowledge()).cycles
    ]
    cluster = next(p.id for p in one.placements if "kubernetes" in p.capabilities)
    assert {cluster, "dc/main/harbor"} in circles


def test_a_cluster_does_not_wait_for_its_own_pod_network(one: Architecture) -> None:
    network = "dc/main/cilium"
    told = risks(one, api.knowledge()).cycles
    cluster = one.placements_with("kubernetes")[0].id
    ends = {(need.source, target) for need in _needed(one) for target in need.targets}
    # both need each other: who runs on the other is started by it
    assert {(network, cluster), (cluster, network)} <= ends
    assert not any({step.source for step in cycle.steps} >= {network} for cycle in told)


def _needed(architecture: Architecture) -> tuple[Dependence, ...]:
    return dependences(architecture, api.knowledge())


def test_circles_are_real_and_told_once(one: Architecture) -> None:
    needed = {(d.source, target) for d in dependences(one, api.knowledge()) for target in d.targets}
    cycles = risks(one, api.knowledge()).cycles
    for cycle in cycles:
        assert all((step.source, step.target) in needed for step in cycle.steps)
        assert cycle.steps[-1].target == cycle.steps[0].source
    assert len({frozenset(step.source for step in cycle.steps) for cycle in cycles}) == len(cycles)


def test_a_managed_registry_makes_no_circle(two: Architecture) -> None:
    assert not any(
        "registry" in step.target
        for cycle in risks(two, api.knowledge()).cycles
        for step in cycle.steps
    )


def test_what_watches_is_lost_with_its_cluster(two: Architecture) -> None:
    spot = next(s for s in risks(two, api.knowledge()).blind_spots if "eu/main/gke" in s.at)
    assert {"eu/main/prometheus", "us/main/prometheus"} <= set(spot.watching)
    assert spot.component not in {"prometheus", "grafana"}


def test_people_outside_are_no_single_points(two: Architecture) -> None:
    assert not any(
        point.component == "client" for point in risks(two, api.knowledge()).single_points
    )


def test_nothing_watches_without_a_lane_that_does(two: Architecture) -> None:
    known = api.knowledge()
    blind = replace(known, lanes=tuple(replace(lane, watches=False) for lane in known.lanes))
    assert risks(two, blind).blind_spots == ()
    assert risks(two, known).blind_spots


def test_an_unknown_id_names_the_nearest(two: Architecture) -> None:
    with pytest.raises(InputError, match="did you mean 'prometheus'"):
        api.blast_radius(two, "promteheus")
    with pytest.raises(KeyError):
        lose(two, api.knowledge(), "nowhere")
    assert {"eu", "eu/main", "shop", "eu/main/shop", "prometheus"} <= can_be_lost(two)


def test_what_nobody_outside_reaches_is_no_way_in(two: Architecture) -> None:
    """A second balancer that no client asks does not make the first one spare."""
    first = "world/google-cloud-load-balancing"
    twin = replace(next(p for p in two.placements if p.id == first), id="world/spare")
    ways = [
        replace(f, id=f"spare--{f.target}", source="world/spare")
        for f in two.flows
        if f.source == first
    ]
    wider = replace(two, placements=(*two.placements, twin), flows=(*two.flows, *ways))
    assert lose(wider, api.knowledge(), first).workloads == ("shop",)
    asked = [
        replace(f, id=f"{f.source}--spare", target="world/spare")
        for f in two.flows
        if f.target == first
    ]
    assert (
        lose(replace(wider, flows=(*wider.flows, *asked)), api.knowledge(), first).workloads == ()
    )


def test_a_provider_and_a_region_can_be_lost_by_their_ids(two: Architecture) -> None:
    known = api.knowledge()
    provider = lose(two, known, "gcp")
    assert provider.workloads == ("shop",)
    assert {"world/google-cloud-load-balancing", "eu/main/shop"} <= set(provider.lost)
    assert {"gcp", "eu", "us"} <= can_be_lost(two)
    regions = replace(
        two,
        places=tuple(
            replace(place, region="europe-west1" if place.id == "eu" else None)
            for place in two.places
        ),
    )
    assert lose(regions, known, "europe-west1").lost == lose(two, known, "eu").lost


def test_what_cannot_start_anew_is_told_apart_from_what_stops(two: Architecture) -> None:
    registry = next(p.id for p in two.placements if "image-registry" in p.capabilities)
    loss = lose(two, api.knowledge(), registry)
    assert loss.stopped == ()
    assert set(loss.waning) == {"eu/main/gke", "us/main/gke"}


CEPH = """
name: Volumes of an operator
as_of: 2026-11-26
sites: [{id: dc, cloud: on-premises}]
workloads: [{id: shop, exposes: internal, stores: disks}]
answers: {kubernetes: self-managed, volumes: clustered}
use: [rook, ceph-csi]
"""


def test_an_operator_does_not_wait_for_what_it_starts() -> None:
    plant = api.assemble(CEPH)
    ends = {(need.source, target) for need in _needed(plant) for target in need.targets}
    operator, driver = "dc/main/rook", "dc/main/ceph-csi"
    assert {operator, driver} <= plant.placement_by_id.keys()
    assert (driver, operator) in ends
    caught = [{step.source for step in one.steps} for one in risks(plant, api.knowledge()).cycles]
    assert not any({operator, driver} <= circle for circle in caught)
    assert operator not in blast_radius(plant, api.knowledge(), driver)


WAYS = """
name: Two ways in
as_of: 2026-11-26
sites: [{id: dc, cloud: aws}]
workloads:
  - {id: shop, name: Web shop, exposes: [public, internal], calls: sums}
  - {id: sums, name: Sums, exposes: nobody}
"""


@pytest.fixture(scope="module")
def ways() -> Architecture:
    return api.assemble(WAYS)


def test_the_way_of_one_kind_of_callers_is_none_for_another(ways: Architecture) -> None:
    """Names are resolved by clients; callers inside come in without."""
    names = ways.placements_with("dns-hosting")[0].id
    loss = lose(ways, api.knowledge(), names)
    assert [(one.workload, one.callers) for one in loss.unreached] == [("shop", ("world/client",))]
    assert loss.workloads == ()
    points = risks(ways, api.knowledge()).single_points
    assert {one.callers for one in points if names in one.at} == {("world/client",)}


def test_who_exposes_nothing_is_not_hit_by_what_leads_in(ways: Architecture) -> None:
    balancers = {one.id for one in ways.placements_with("regional-load-balancing")}
    assert balancers
    for id in balancers:
        loss = lose(ways, api.knowledge(), id)
        assert {one.workload for one in loss.unreached} == {"shop"}
        assert "sums" not in loss.workloads
        assert loss.stopped == ()


def test_who_is_no_longer_reached_still_runs(two: Architecture) -> None:
    loss = lose(two, api.knowledge(), "world/google-cloud-load-balancing")
    assert loss.workloads == ("shop",)
    assert [one.workload for one in loss.unreached] == ["shop"]
    assert lose(two, api.knowledge(), "google-cloud-sql").unreached == ()


def test_names_that_point_to_what_is_lost_do_not_stop(ways: Architecture) -> None:
    names = ways.placements_with("dns-hosting")[0].id
    pointed = {one.target for one in ways.flows_of([names]) if one.label == "points to"}
    assert pointed
    for id in ("dc", *pointed):
        loss = lose(ways, api.knowledge(), id)
        assert names not in {*loss.stopped, *loss.waning}
