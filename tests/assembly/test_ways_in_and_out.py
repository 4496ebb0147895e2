"""Ways into clusters, out of networks, and to those who watch what runs outside of clusters."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture

CLOUDS = ["aws", "azure", "gcp", "on-premises"]


def warned(architecture: Architecture, rule: str) -> list[str]:
    """Of what a rule warns."""
    return [one.focus for one in api.check(architecture) if one.rule == rule]


def joined(architecture: Architecture, label: str) -> set[tuple[str, str]]:
    return {(one.source, one.target) for one in architecture.flows if one.label == label}


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize(
    ("exposes", "at", "found"),
    [
        ("nobody", "eu/b", ["eu/a/shop"]),
        ("internal", "eu/b", []),
        ("public", "eu/b", []),
        ("nobody", "eu/a", []),
    ],
)
def test_a_call_into_another_cluster_needs_a_way_in(
    cloud: str, exposes: str, at: str, found: list[str]
) -> None:
    architecture = api.assemble(f"""name: X
sites: [{{id: eu, cloud: {cloud}, clusters: [a, b]}}]
workloads: [{{id: shop, at: eu/a, calls: stock}}, {{id: stock, at: {at}, exposes: {exposes}}}]
""")
    assert warned(architecture, "called-without-entrance") == found


@pytest.mark.parametrize("runs_on", ["functions", "serverless-containers", "virtual-machines"])
@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
def test_what_runs_outside_of_clusters_needs_a_way_in_too(cloud: str, runs_on: str) -> None:
    architecture = api.assemble(f"""name: X
sites: [{{id: eu, cloud: {cloud}}}]
workloads: [{{id: job, runs-on: {runs_on}, calls: stock}}, {{id: stock, exposes: nobody}}]
""")
    assert warned(architecture, "called-without-entrance") == ["eu/job"]


def test_how_a_system_is_reached_nobody_here_can_say() -> None:
    architecture = api.assemble("""name: X
sites: [{id: eu, cloud: aws, clusters: [a, b]}]
systems: [{id: bank, name: Bank, at: eu/b, provides: relational-database}]
workloads: [{id: shop, at: eu/a, calls: bank}]
""")
    assert ("eu/a/shop", "eu/b/bank") in joined(architecture, "calls")
    assert warned(architecture, "called-without-entrance") == []


@pytest.mark.parametrize(
    ("cloud", "use", "found"),
    [
        ("aws", "", ["eu/spoke"]),
        ("aws", "aws-transit-gateway", []),
        ("gcp", "", ["eu/spoke"]),
        ("azure", "", []),
        ("on-premises", "", []),
    ],
)
def test_a_gateway_of_one_network_lets_out_nothing_of_another(
    cloud: str, use: str, found: list[str]
) -> None:
    architecture = api.assemble(f"""name: X
sites:
- id: eu
  cloud: {cloud}
  networks: [{{id: hub}}, {{id: spoke, holds: main, peered-with: hub, egress-through: hub}}]
use: [{use}]
""")
    assert warned(architecture, "egress-past-peering") == found


def test_a_router_elsewhere_lets_nothing_out() -> None:
    architecture = api.assemble("""name: X
sites:
- id: eu
  cloud: aws
  networks: [{id: hub}, {id: spoke, holds: main, peered-with: hub, egress-through: hub}]
- {id: dc, cloud: on-premises, clusters: []}
systems: [{id: core, name: Core router, at: dc, provides: transit-routing}]
""")
    assert warned(architecture, "egress-past-peering") == ["eu/spoke"]


@pytest.mark.parametrize(("logs", "found"), [("any", 0), ("loki", 1), ("none", 0)])
@pytest.mark.parametrize(
    ("cloud", "runs_on"),
    [("aws", "functions"), ("azure", "serverless-containers"), ("gcp", "serverless-containers")],
)
def test_logs_that_only_their_provider_takes_go_unheard_where_others_are_kept(
    cloud: str, runs_on: str, logs: str, found: int
) -> None:
    architecture = api.assemble(f"""name: X
sites: [{{id: eu, cloud: {cloud}}}]
workloads: [{{id: job, runs-on: {runs_on}}}, {{id: shop}}]
answers: {{logs: {logs}}}
""")
    unheard = [one for one in api.check(architecture) if one.rule == "goes-unheard"]
    assert len([one for one in unheard if "sends logs to" in one.reason]) == found


@pytest.mark.parametrize(
    ("tool", "label", "by_tool"),
    [("argo-cd", "looks for pull requests in", True), ("vcluster", "starts previews in", False)],
)
@pytest.mark.parametrize("cloud", CLOUDS)
def test_previews_are_looked_for_or_started(
    cloud: str, tool: str, label: str, *, by_tool: bool
) -> None:
    architecture = api.assemble(f"""name: X
sites: [{{id: eu, cloud: {cloud}}}]
answers: {{pipeline: [build, push, preview]}}
use: [{tool}]
""")
    placed = f"eu/main/{tool}"
    ends = [source if by_tool else target for source, target in joined(architecture, label)]
    assert ends == [placed]


def test_previews_that_are_there_already_are_started() -> None:
    architecture = api.assemble("""name: X
sites: [{id: eu, cloud: aws}]
systems: [{id: stage, name: Stage, provides: preview-environments}]
answers: {pipeline: [build, push, preview]}
""")
    assert [target for _, target in joined(architecture, "starts previews in")] == ["world/stage"]


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize(("pipeline", "builds"), [("[build, push]", True), ("[test]", False)])
def test_an_agent_that_has_no_docker_builds_with_something_else(
    cloud: str, pipeline: str, *, builds: bool
) -> None:
    architecture = api.assemble(f"""name: X
sites: [{{id: eu, cloud: {cloud}}}]
answers: {{runners: in-cluster, pipeline: {pipeline}}}
use: [azure-pipelines]
""")
    agents = {source for source, _ in joined(architecture, "builds with")}
    assert ("eu/main/azure-pipelines-agent" in agents) is builds
