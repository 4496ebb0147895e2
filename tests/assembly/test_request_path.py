"""The way of requests: one door, nothing past the filter, nobody from outside inside, each cluster
by what stands in it; what is assembled keeps it, and the shapes find what does not.
"""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture, Flow

CLOUDS = ("aws", "gcp", "azure", "on-premises")
OUTSIDE = "world/client"


def assembled(text: str) -> Architecture:
    return api.assemble(f"name: X\nas_of: 2026-11-26\n{text}")


def one_site(cloud: str, workloads: str, more: str = "") -> Architecture:
    return assembled(f"sites: [{{id: s, cloud: {cloud}}}]\nworkloads: [{workloads}]\n{more}")


PUBLIC = "{id: shop, exposes: public}"
INTERNAL = "{id: back, exposes: internal}"
HIDDEN = "{id: batch, exposes: nobody}"


def requests(architecture: Architecture) -> nx.DiGraph:
    """Who passes requests to whom, until a workload has them."""
    own = {one.id for one in architecture.placements if one.workload is not None}
    flows = (one for one in architecture.flows if one.kind == "request" and one.source not in own)
    return nx.DiGraph((one.source, one.target) for one in flows)


def entered_by(architecture: Architecture) -> list[str]:
    """What clients request, but for names."""
    return [
        flow.target
        for flow in architecture.flows
        if flow.source == OUTSIDE and flow.label == "requests"
    ]


def filtered_at(architecture: Architecture) -> set[str]:
    return {flow.target for flow in architecture.flows if flow.label == "filters requests at"}


def with_flow(
    architecture: Architecture, source: str, target: str, kind: str = "request", label: str = "asks"
) -> Architecture:
    new = Flow(f"{source}--{kind}--{target}", source, target, kind, label, ())
    flows = sorted((*architecture.flows, new), key=lambda flow: flow.id)
    return replace(architecture, flows=tuple(flows))


def without_flow(architecture: Architecture, source: str, target: str) -> Architecture:
    kept = (one for one in architecture.flows if (one.source, one.target) != (source, target))
    return replace(architecture, flows=tuple(kept))


def broken(architecture: Architecture) -> set[tuple[str, str]]:
    return {(one.rule, one.focus) for one in api.check(architecture)}


# --- one door


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("way", ["any", "ingress", "gateway"])
@pytest.mark.parametrize("filter", ["none", "waf"])
def test_clients_enter_by_one_door_on_each_cloud(cloud: str, way: str, filter: str) -> None:
    answers = f"answers: {{routing-api: {way}, request-filter: {filter}}}"
    found = one_site(cloud, f"{PUBLIC}, {INTERNAL}", answers)
    assert len(entered_by(found)) == 1
    assert api.check(found) == ()


def test_what_ends_tls_and_routes_needs_no_balancer_before_it() -> None:
    found = one_site("azure", PUBLIC)
    assert entered_by(found) == ["s/main/azure-application-gateway-for-containers"]
    assert not [one for one in found.placements if one.component == "azure-application-gateway"]


@pytest.mark.parametrize(
    ("cloud", "first", "second"),
    [
        ("azure", "azure-application-gateway", "azure-application-gateway-for-containers"),
        ("on-premises", "metallb", "haproxy"),
        ("on-premises", "kube-vip", "nginx-load-balancer"),
    ],
)
def test_two_doors_stand_side_by_side_where_the_brief_names_both(
    cloud: str, first: str, second: str
) -> None:
    found = one_site(cloud, PUBLIC, f"use: [{first}, {second}]")
    assert {first, second} <= {one.component for one in found.placements}
    assert api.check(found) == ()


@pytest.mark.parametrize(
    ("cloud", "other"),
    [("aws", "haproxy"), ("gcp", "nginx-load-balancer"), ("on-premises", "kube-vip")],
)
def test_a_second_door_that_nobody_names_is_found(cloud: str, other: str) -> None:
    found = one_site(cloud, PUBLIC)
    component = api.knowledge().components[other]
    place = "s/main" if component.scope == "cluster" else "s"
    like = found.placement_by_id[OUTSIDE]
    new = replace(
        like,
        id=f"{place}/{other}",
        component=other,
        name=component.name,
        place=place,
        capabilities=component.provides,
        serves=(),
    )
    (first,) = entered_by(found)
    (behind,) = sorted(requests(found).successors(first))[:1]
    placed = sorted((*found.placements, new), key=lambda one: one.id)
    wider = replace(found, placements=tuple(placed))
    beside = with_flow(with_flow(wider, OUTSIDE, new.id), new.id, behind)
    assert ("second-door", "s/main/shop") in broken(beside)


def test_a_balancer_behind_a_balancer_is_found() -> None:
    found = one_site("on-premises", PUBLIC, "use: [metallb]")
    haproxy = api.knowledge().components["haproxy"]
    new = replace(
        found.placement_by_id[OUTSIDE],
        id="s/haproxy",
        component="haproxy",
        name=haproxy.name,
        place="s",
        capabilities=haproxy.provides,
        serves=(),
    )
    placed = sorted((*found.placements, new), key=lambda one: one.id)
    wider = replace(found, placements=tuple(placed))
    series = with_flow(with_flow(wider, OUTSIDE, new.id), new.id, "s/main/metallb")
    assert ("station-twice", "s/main/metallb") in broken(series)


# --- the filter


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("content", ["dynamic", "static-and-dynamic"])
def test_what_clients_reach_is_filtered_on_each_cloud(cloud: str, content: str) -> None:
    workload = f"{{id: shop, exposes: public, content: {content}}}"
    found = one_site(cloud, workload, "answers: {request-filter: waf}")
    graph = requests(found)
    assert nx.has_path(graph, OUTSIDE, "s/main/shop")
    assert filtered_at(found)
    graph.remove_nodes_from(filtered_at(found))
    assert not nx.has_path(graph, OUTSIDE, "s/main/shop")


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_a_filter_brings_no_delivery_network_with_it(cloud: str) -> None:
    found = one_site(cloud, PUBLIC, "answers: {request-filter: waf}")
    assert not [one for one in found.placements if "content-delivery" in one.capabilities]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_way_around_the_filter_is_found(cloud: str) -> None:
    found = one_site(cloud, PUBLIC, "answers: {request-filter: waf}")
    (first,) = entered_by(found)
    around = with_flow(found, OUTSIDE, sorted(requests(found).successors(first))[0])
    assert ("past-the-filter", "s/main/shop") in broken(around)


OWN_DELIVERY = "answers: {request-filter: waf}\nsystems: [{id: ours, provides: [content-delivery]}]"


@pytest.mark.parametrize("cloud", ["aws", "gcp", "azure"])
def test_behind_a_delivery_network_that_is_there_the_next_station_is_filtered(cloud: str) -> None:
    found = one_site(cloud, PUBLIC, OWN_DELIVERY)
    assert entered_by(found) == ["world/ours"]
    graph = requests(found)
    graph.remove_nodes_from(filtered_at(found))
    assert not nx.has_path(graph, OUTSIDE, "s/main/shop")
    assert api.check(found) == ()


@pytest.mark.parametrize("cloud", ["aws", "azure", "on-premises"])
def test_beside_a_balancer_that_is_there_no_second_one_comes(cloud: str) -> None:
    ours = "systems: [{id: ours, at: s, provides: [regional-load-balancing]}]"
    found = one_site(cloud, PUBLIC, ours)
    graph = requests(found)
    assert nx.has_path(graph, "s/ours", "s/main/shop")
    graph.remove_node("s/ours")
    assert OUTSIDE not in graph or not nx.has_path(graph, OUTSIDE, "s/main/shop")
    assert api.check(found) == ()


@pytest.mark.parametrize("cloud", ["aws", "gcp", "azure"])
@pytest.mark.parametrize("machine", ["serverless-containers", "virtual-machines"])
def test_insiders_reach_what_runs_without_a_cluster_beside_clients(
    cloud: str, machine: str
) -> None:
    inside = f"{{id: back, exposes: internal, runs-on: {machine}}}"
    found = one_site(cloud, f"{PUBLIC}, {inside}")
    assert nx.has_path(requests(found), "world/internal-caller", "s/back")
    assert api.check(found) == ()


TWO_CLOUDS = (
    "sites:\n"
    "  - {id: a, cloud: on-premises}\n"
    "  - {id: b, cloud: azure, answers: {delivery-network: none}}\n"
    "workloads: [{id: shop, exposes: public}]\n"
)


def test_a_tunnel_stands_only_where_its_delivery_network_may_serve() -> None:
    found = assembled(f"{TWO_CLOUDS}use: [{{component: cloudflare-tunnel, at: a}}]\n")
    assert [one.place for one in found.placements if one.component == "cloudflare-tunnel"] == [
        "a/main"
    ]
    assert api.check(found) == ()


@pytest.mark.parametrize("wish", ["cloudflare-tunnel", "{component: cloudflare-tunnel, at: b}"])
def test_a_tunnel_without_its_delivery_network_is_a_conflict(wish: str) -> None:
    with pytest.raises(Unsatisfiable) as told:
        assembled(f"{TWO_CLOUDS}use: [{wish}]\n")
    said = {one.id for one in told.value.conflict.statements}
    assert "sites.b.answers.delivery-network.none" in said


def test_where_nothing_filters_behind_what_is_there_the_conflict_names_it() -> None:
    with pytest.raises(Unsatisfiable) as told:
        one_site("on-premises", PUBLIC, OWN_DELIVERY)
    said = [one.id for one in told.value.conflict.statements]
    assert {"systems.ours", "answers.request-filter.waf"} <= set(said)


def test_what_spreads_requests_over_sites_may_stand_in_a_cluster() -> None:
    found = assembled(
        "sites: [{id: a, cloud: on-premises}, {id: b, cloud: on-premises}]\n"
        "systems: [{id: ours, at: a/main, provides: [global-load-balancing]}]\n"
        "workloads: [{id: shop, exposes: public}]\n"
    )
    assert {"a/main/shop", "b/main/shop"} <= nx.descendants(requests(found), "a/main/ours")
    assert "other-cluster" not in {rule for rule, _ in broken(found)}


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("exposes", ["partners", "internal", "operators"])
def test_insiders_and_partners_come_in_beside_clients(cloud: str, exposes: str) -> None:
    found = one_site(cloud, f"{PUBLIC}, {{id: back, exposes: {exposes}}}")
    assert api.check(found) == ()


@pytest.mark.parametrize("wish", ["use: [haproxy]", "use: [{component: haproxy, at: s}]"])
def test_who_sets_up_balancers_routes_through_those_that_he_sets_up(wish: str) -> None:
    found = one_site("gcp", f"{PUBLIC}, {INTERNAL}", wish)
    graph = requests(found)
    assert nx.has_path(graph, "world/internal-caller", "s/main/back")
    assert "world/google-cloud-load-balancing" not in nx.descendants(graph, "s/haproxy")


def test_what_a_workload_calls_is_no_door_that_names_should_point_to() -> None:
    called = "{id: back, exposes: public}"
    caller = "{id: front, exposes: public, runs-on: serverless-containers, calls: [back]}"
    assert api.check(one_site("azure", f"{called}, {caller}")) == ()


def test_where_a_site_does_without_a_delivery_network_its_own_door_is_filtered() -> None:
    found = assembled(
        "sites:\n"
        "  - {id: a, cloud: aws}\n"
        "  - {id: b, cloud: aws, answers: {delivery-network: none}}\n"
        "workloads: [{id: shop, exposes: public, content: static-and-dynamic}]\n"
        "answers: {request-filter: waf}\n"
    )
    assert "b/aws-elastic-load-balancing" in filtered_at(found)
    assert api.check(found) == ()


# --- names


@pytest.mark.parametrize("cloud", CLOUDS)
def test_names_lead_to_what_clients_reach_first(cloud: str) -> None:
    found = one_site(cloud, "{id: shop, exposes: public, content: static-and-dynamic}")
    leading = ("points to", "steers clients to")
    named = {flow.target for flow in found.flows if flow.label in leading}
    doors = set(entered_by(found))
    assert named & doors
    assert not (named - doors) & set(nx.descendants(requests(found), next(iter(doors))))


@pytest.mark.parametrize("cloud", ["aws", "azure", "on-premises"])
def test_a_name_that_points_past_the_first_station_is_found(cloud: str) -> None:
    found = one_site(cloud, "{id: shop, exposes: public, content: static-and-dynamic}")
    names = next(one for one in found.placements if "dns-hosting" in one.capabilities)
    (first,) = entered_by(found)
    behind = next(iter(requests(found).successors(first)))
    past = with_flow(found, names.id, behind, "control", "points to")
    assert ("name-past-a-door", names.id) in broken(past)


# --- inside


@pytest.mark.parametrize("cloud", CLOUDS)
def test_no_way_leads_from_clients_to_what_nobody_calls(cloud: str) -> None:
    found = one_site(cloud, f"{PUBLIC}, {HIDDEN}")
    assert "s/main/batch" not in nx.descendants(requests(found), OUTSIDE)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_way_from_clients_to_an_internal_workload_is_found(cloud: str) -> None:
    found = one_site(cloud, f"{PUBLIC}, {INTERNAL}")
    straight = with_flow(found, OUTSIDE, "s/main/back")
    assert ("reached-from-outside", "s/main/back") in broken(straight)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_clients_at_a_door_that_leads_inside_alone_are_found(cloud: str) -> None:
    found = one_site(cloud, INTERNAL)
    client = replace(
        found.placement_by_id["world/internal-caller"],
        id=OUTSIDE,
        component="client",
        name="Clients",
        capabilities=("client",),
    )
    door = next(iter(requests(found).successors("world/internal-caller")))
    placed = sorted((*found.placements, client), key=lambda one: one.id)
    opened = with_flow(replace(found, placements=tuple(placed)), OUTSIDE, door)
    assert ("reached-from-outside", "s/main/back") in broken(opened)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_who_is_meant_to_reach_a_workload_and_does_not_is_found(cloud: str) -> None:
    found = one_site(cloud, PUBLIC)
    (door,) = entered_by(found)
    assert ("not-reached", "s/main/shop") in broken(without_flow(found, OUTSIDE, door))


def test_clients_are_led_to_no_site_that_has_nothing_for_them() -> None:
    found = assembled(
        "sites: [{id: a, cloud: aws}, {id: dc, cloud: on-premises}]\n"
        "workloads:\n"
        "  - {id: shop, at: [a], exposes: public}\n"
        "  - {id: core, at: [dc], exposes: internal}\n"
    )
    assert entered_by(found) == ["a/aws-elastic-load-balancing"]


def test_a_home_behind_a_tunnel_is_entered_by_the_tunnel_alone() -> None:
    found = one_site("on-premises", f"{PUBLIC}, {INTERNAL}", "use: [cloudflare-tunnel, haproxy]")
    assert entered_by(found) == ["world/cloudflare-cdn"]
    assert list(requests(found).successors("world/cloudflare-cdn")) == ["s/main/cloudflare-tunnel"]
    assert "s/haproxy" not in nx.descendants(requests(found), OUTSIDE)
    assert api.check(found) == ()


# --- clusters


@pytest.mark.parametrize("speaker", ["metallb", "kube-vip"])
def test_each_cluster_has_an_address_speaker_of_its_own(speaker: str) -> None:
    found = assembled(
        "sites: [{id: s, cloud: on-premises, clusters: [a, b, c]}]\n"
        "workloads: [{id: shop, at: [s/a, s/b], exposes: public}]\n"
        f"use: [{speaker}]\navoid: [haproxy, nginx-load-balancer, cloudflare-tunnel]\n"
    )
    own = {one.place for one in found.placements if one.component == speaker}
    assert own == {"s/a", "s/b"}
    assert api.check(found) == ()


def test_what_is_balanced_at_a_site_serves_all_of_its_clusters() -> None:
    found = assembled(
        "sites: [{id: s, cloud: aws, clusters: [a, b]}]\nworkloads: [{id: shop, exposes: public}]\n"
    )
    assert entered_by(found) == ["s/aws-elastic-load-balancing"]


@pytest.mark.parametrize("door", ["metallb", "kube-vip"])
def test_a_door_of_one_cluster_that_leads_into_another_is_found(door: str) -> None:
    found = assembled(
        "sites: [{id: s, cloud: on-premises, clusters: [a, b]}]\n"
        f"workloads: [{{id: shop, exposes: public}}]\nuse: [{door}]\n"
        "avoid: [haproxy, nginx-load-balancer, cloudflare-tunnel]\n"
    )
    (router,) = requests(found).successors(f"s/b/{door}")
    astray = with_flow(found, f"s/a/{door}", router)
    assert ("other-cluster", f"s/a/{door}") in broken(astray)


# --- sites without clusters


@pytest.mark.parametrize("cloud", ["aws", "gcp", "azure"])
def test_files_alone_need_no_cluster(cloud: str) -> None:
    found = one_site(cloud, "{id: pages, runs-on: static-files}")
    assert not [one for one in found.places if one.scope == "cluster"]
    people = ("client", "developer", "own-code", "site-workload")
    chosen = [one for one in found.placements if one.component not in people]
    assert len(chosen) <= 7


def test_a_brief_that_names_a_cluster_keeps_it() -> None:
    found = assembled(
        "sites: [{id: s, cloud: aws, clusters: [main]}]\n"
        "workloads: [{id: pages, at: s, runs-on: static-files}]\n"
    )
    assert [one.id for one in found.places if one.scope == "cluster"] == ["s/main"]


def test_a_site_where_nothing_of_ours_runs_asks_for_no_second_delivery_network() -> None:
    found = assembled(
        "sites: [{id: a, cloud: aws}, {id: hq, cloud: on-premises, clusters: []}]\n"
        "systems: [{id: db, at: hq}]\n"
        "workloads:\n"
        "  - {id: shop, at: a, exposes: public, content: static-and-dynamic, calls: db}\n"
        "use: [amazon-cloudfront]\n"
    )
    assert entered_by(found) == ["world/amazon-cloudfront"]


def test_steering_of_clients_is_for_where_clients_come() -> None:
    sites = "sites: [{id: a, cloud: on-premises}, {id: b, cloud: on-premises}]\n"
    answers = "answers: {availability: multi-region}\n"
    inside = assembled(f"{sites}workloads: [{INTERNAL}]\n{answers}")
    outside = assembled(f"{sites}workloads: [{PUBLIC}]\n{answers}")
    steering = [
        {one.component for one in found.placements if "traffic-steering" in one.capabilities}
        for found in (inside, outside)
    ]
    assert steering[0] == set()
    assert steering[1]


def test_two_doors_that_the_brief_does_not_name_are_no_answer() -> None:
    """Nothing balances for one door alone and ends TLS, if all that does both is avoided."""
    ending = [
        one.id
        for one in api.knowledge().components.values()
        if "tls-termination" in one.provides and one.id != "haproxy"
    ]
    with pytest.raises(Unsatisfiable):
        one_site("on-premises", PUBLIC, f"use: [metallb]\navoid: [{', '.join(ending)}]")


def test_a_filter_works_at_each_station_that_it_can_work_at() -> None:
    used = "answers: {request-filter: waf}\nuse: [google-internal-load-balancing, "
    architecture = one_site(
        "gcp",
        "{id: shop, exposes: [public, internal]}",
        f"{used}google-regional-load-balancing, google-cloud-armor-regional]\n",
    )
    doors = {"s/google-internal-load-balancing", "s/google-regional-load-balancing"}
    assert doors <= filtered_at(architecture)
    assert [one.rule for one in api.check(architecture) if one.severity == "violation"] == []
