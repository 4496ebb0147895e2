"""What workloads run on: where that puts them, and what need not be there for them."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.assembly.demands import demands
from kgraph.assembly.footing import Footing, footing, grounds
from kgraph.errors import Unsatisfiable
from kgraph.knowledge.architectures.codec import from_json, from_turtle, to_json, to_turtle
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology, places

SITES = """name: X
as_of: 2026-11-26
sites:
  - {id: eu, cloud: aws, clusters: [one, two]}
  - {id: web, cloud: aws, clusters: []}
  - {id: dc, cloud: on-premises, clusters: []}
workloads:
"""


def footing_of(workload: str, knowledge: Knowledge) -> Footing:
    brief = api.read_brief(f"{SITES}  - {workload}\n  - {{id: other}}\n")
    return footing(brief.workloads[0], Topology(places(brief)), knowledge)


def asked(text: str, knowledge: Knowledge) -> set[tuple[str, str]]:
    """What a brief asks for, each with the place."""
    brief = api.read_brief(text)
    every = demands(brief, Topology(places(brief)), knowledge)
    return {(one.demand.wanted, one.place) for one in every if one.firm}


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("", ("eu/one", "eu/two")),
        ("at: eu/two", ("eu/two",)),
        ("runs-on: functions", ("eu", "web")),
        ("runs-on: virtual-machines", ("eu", "web", "dc")),
        ("runs-on: functions, at: [dc, web]", ("web", "dc")),
        ("runs-on: static-files, at: eu", ("eu",)),
    ],
)
def test_a_workload_runs_in_clusters_or_at_sites(
    said: str, at: tuple[str, ...], knowledge: Knowledge
) -> None:
    found = footing_of(f"{{id: shop{', ' + said if said else ''}}}", knowledge)
    assert found.at == at
    around = {one.split("/")[0] for one in at}
    assert set(found.inside) == {"world", *at, *around}


def test_what_is_waived_is_waived_with_all_that_is_narrower(knowledge: Knowledge) -> None:
    found = footing_of("{id: pages, runs-on: static-files}", knowledge)
    assert found.does_without("load-balancing", knowledge)
    assert found.does_without("regional-load-balancing", knowledge)
    assert not found.does_without("content-delivery", knowledge)


def test_what_a_site_does_without_is_not_asked_for_there(knowledge: Knowledge) -> None:
    one = SITES + "  - {id: pages, at: web, runs-on: static-files}\n"
    there = asked(one + "  - {id: shop, at: eu}\n", knowledge)
    assert ("virtual-network", "eu") in there
    assert {place for what, place in there if what == "virtual-network"} == {"eu"}
    more = asked(one + "  - {id: old, at: web, runs-on: virtual-machines}\n", knowledge)
    assert ("virtual-network", "web") in more
    assert ("image-registry", "world") in more  # there are clusters


def test_images_are_not_asked_for_where_nothing_runs_them(knowledge: Knowledge) -> None:
    site = "name: X\nsites: [{id: web, cloud: aws, clusters: []}]\nworkloads: "
    functions = asked(f"{site}[{{id: a, runs-on: functions}}]\n", knowledge)
    both = "[{id: a, runs-on: functions}, {id: b, runs-on: serverless-containers}]"
    assert ("image-registry", "world") not in functions
    assert ("image-registry", "world") in asked(f"{site}{both}\n", knowledge)


def test_what_a_site_answers_itself_is_asked_for_as_it_is_said(knowledge: Knowledge) -> None:
    text = (
        "name: X\nsites: [{id: web, cloud: aws, clusters: [], answers: {network-model: flat}}]\n"
        "workloads: [{id: a, runs-on: static-files}]\n"
    )
    assert ("virtual-network", "web") in asked(text, knowledge)


def test_nothing_of_ours_runs_where_no_workload_is(knowledge: Knowledge) -> None:
    brief = api.read_brief(f"{SITES}  - {{id: pages, at: web, runs-on: static-files}}\n")
    on = grounds(brief, Topology(places(brief)), knowledge)
    assert [place.id for place in on.topology.at("site") if on.holds_ours(place.id)] == [
        "eu",
        "web",
    ]


def made(workloads: str, cloud: str = "gcp") -> Architecture:
    site = f"name: X\nas_of: 2026-11-26\nsites: [{{id: eu, cloud: {cloud}, clusters: [main]}}]\n"
    return api.assemble(f"{site}workloads:\n{workloads}")


def flows_to(architecture: Architecture, workload: str) -> set[tuple[str, str]]:
    """Who leads requests to a workload, and how."""
    return {
        (flow.source, flow.label)
        for flow in architecture.flows
        if flow.target == workload and flow.kind == "request"
    }


def test_an_entrance_of_its_own_serves_no_cluster() -> None:
    alone = made("  - {id: api, runs-on: serverless-containers}\n")
    (run,) = alone.placements_of("google-cloud-run")
    assert "service-endpoint" in run.serves
    assert not [one for one in alone.placements if "load-balancing" in one.capabilities]
    assert flows_to(alone, "eu/api") == {("world/client", "requests")}
    mixed = made("  - {id: api, runs-on: serverless-containers}\n  - {id: shop}\n")
    assert [one for one in mixed.placements if "external-load-balancing" in one.capabilities]


def test_machines_do_not_come_in_through_the_entrance_of_functions() -> None:
    text = "  - {id: api, runs-on: functions}\n  - {id: old, runs-on: virtual-machines}\n"
    both = made(text)
    balancers = [one.id for one in both.placements if "external-load-balancing" in one.serves]
    assert balancers
    assert flows_to(both, "eu/old") == {(balancers[0], "forwards to")}


def test_only_the_bucket_of_static_files_is_read_at_the_edge() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\n"
        "sites: [{id: web, cloud: aws, clusters: []}, {id: eu, cloud: aws}]\n"
        "workloads:\n"
        "  - {id: pages, at: web, runs-on: static-files}\n"
        "  - {id: shop, at: eu, stores: objects}\n"
    )
    read = {flow.target for flow in architecture.flows if flow.label == "fetches files from"}
    written = {flow.target for flow in architecture.flows if flow.label == "uploads files to"}
    assert read == written == {"web/amazon-s3"}
    assert len(architecture.placements_of("amazon-s3")) == 2


def test_workloads_call_each_other_whatever_they_run_on() -> None:
    architecture = made(
        "  - {id: shop, calls: [api]}\n"
        "  - {id: api, runs-on: functions, calls: [shop, old]}\n"
        "  - {id: old, runs-on: virtual-machines}\n"
    )
    called = {(flow.source, flow.target) for flow in architecture.flows if flow.label == "calls"}
    assert called == {("eu/main/shop", "eu/api"), ("eu/api", "eu/main/shop"), ("eu/api", "eu/old")}
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


def test_both_forms_of_a_file_give_the_workload_back(knowledge: Knowledge) -> None:
    architecture = made("  - {id: api, at: eu, runs-on: {functions: google-cloud-run-functions}}\n")
    as_json = from_json(to_json(architecture), "a.json")
    as_turtle = from_turtle(to_turtle(architecture, knowledge), "a.ttl")
    for other in (as_json, as_turtle):
        assert other.brief is not None
        (own,) = other.brief.workloads
        assert dict(own.answers)["runs-on"] == ("functions",)
        assert own.named == (("runs-on", "functions", "google-cloud-run-functions"),)
        assert own.at == ("eu",)


def test_no_fix_leaves_a_workload_without_a_place() -> None:
    brief = (
        "name: X\nas_of: 2026-11-26\nsites: [{id: dc, cloud: on-premises, clusters: []}]\n"
        "workloads: [{id: shop, runs-on: functions}]\n"
    )
    with pytest.raises(Unsatisfiable):
        api.assemble(brief)
    ways = [change for fix in api.diagnose(brief).fixes for change in fix.change]
    assert any("virtual-machines" in way for way in ways)
    assert not any("kubernetes" in way for way in ways)
