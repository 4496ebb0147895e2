"""Wires that real teams publish, each shown as a kind: on several clouds, by several products."""

from __future__ import annotations

from functools import cache

import pytest

from kgraph import api

CLOUDS = ["aws", "azure", "gcp", "on-premises"]


@cache
def labels(brief: str) -> frozenset[tuple[str, str, str]]:
    """Each flow by the components of its ends and its label."""
    architecture = api.assemble(brief)
    component = {one.id: one.component for one in architecture.placements}
    return frozenset(
        (component[flow.source], flow.label, component[flow.target]) for flow in architecture.flows
    )


def ends(brief: str, label: str) -> set[tuple[str, str]]:
    return {(source, target) for source, said, target in labels(brief) if said == label}


@pytest.mark.parametrize(
    ("cloud", "stores", "label"),
    [
        ("aws", "{queues: amazon-sqs}", "watches the queues of"),
        ("azure", "{queues: azure-service-bus}", "watches the queues of"),
        ("gcp", "{queues: google-pub-sub}", "watches the queues of"),
        ("on-premises", "{queues: rabbitmq}", "watches the queues of"),
        ("aws", "{events: amazon-msk}", "watches the lag of readers of"),
        ("on-premises", "{events: strimzi}", "watches the lag of readers of"),
    ],
)
def test_who_scales_by_events_watches_them(cloud: str, stores: str, label: str) -> None:
    brief = f"""name: X
sites: [{{id: a, cloud: {cloud}}}]
workloads: [{{id: w, exposes: nobody, stores: {stores}}}]
answers: {{autoscaling: events}}
"""
    store = stores.strip("{}").split(": ")[1]
    assert ("keda", store) in ends(brief, label)


def test_who_keeps_no_queue_has_none_watched() -> None:
    brief = """name: X
sites: [{id: a, cloud: aws}]
workloads: [{id: w, exposes: nobody, stores: cache}]
answers: {autoscaling: events}
"""
    assert ends(brief, "scales")
    assert not ends(brief, "watches the queues of")
    assert not ends(brief, "watches the lag of readers of")


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("exposes", ["public", "[public, internal]"])
def test_who_obtains_certificates_proves_domains_where_names_are_kept(
    cloud: str, exposes: str
) -> None:
    brief = f"""name: X
sites: [{{id: a, cloud: {cloud}}}]
workloads: [{{id: w, exposes: {exposes}}}]
answers: {{certificates: automatic}}
"""
    issuers = {source for source, said, _ in labels(brief) if said.endswith("certificates for")}
    issuers |= {source for source, said, _ in labels(brief) if said.startswith("installs cert")}
    assert issuers
    assert issuers <= {source for source, _ in ends(brief, "proves domains in")}


@pytest.mark.parametrize(
    ("cloud", "way", "services"),
    [
        ("aws", "aws-privatelink", {"amazon-ecr", "amazon-s3"}),
        ("azure", "azure-private-link", {"azure-container-registry", "azure-blob-storage"}),
        (
            "gcp",
            "google-private-google-access",
            {"google-artifact-registry", "google-cloud-storage"},
        ),
    ],
)
def test_private_access_leads_to_the_services_that_are_there(
    cloud: str, way: str, services: set[str]
) -> None:
    brief = f"""name: X
sites: [{{id: a, cloud: {cloud}}}]
workloads: [{{id: w, stores: {{objects: any}}}}]
answers: {{provider-api-access: private, registry: provider}}
prefer: [same-cloud]
"""
    led = {target for source, target in ends(brief, "leads privately to") if source == way}
    assert led == services


@pytest.mark.parametrize(
    ("cloud", "cluster", "store"),
    [
        ("aws", "eks", "amazon-cloudwatch-logs"),
        ("azure", "aks", "azure-monitor-logs"),
        ("gcp", "gke", "google-cloud-logging"),
    ],
)
def test_a_managed_control_plane_tells_the_log_service_that_is_there(
    cloud: str, cluster: str, store: str
) -> None:
    brief = f"""name: X
sites: [{{id: a, cloud: {cloud}}}]
workloads: [{{id: w}}]
answers: {{kubernetes: managed, logs: %s}}
use: [{cluster}]
prefer: [same-cloud, managed]
"""
    said = "sends its logs to"
    assert ends(brief % "any", said) == {(cluster, store)}
    assert ends(brief % "none", said) == set()


@pytest.mark.parametrize("cloud", CLOUDS)
def test_who_scrapes_scrapes_the_cluster_too(cloud: str) -> None:
    brief = f"name: X\nsites: [{{id: a, cloud: {cloud}}}]\nworkloads: [{{id: w}}]\n"
    scraped = {target for _, target in ends(brief, "scrapes")}
    knowledge = api.knowledge()
    able = {"managed-kubernetes", "self-managed-kubernetes"}
    assert any(
        able & set(knowledge.components[one].provides)
        for one in scraped
        if one in knowledge.components
    )
    silent = f"{brief}answers: {{metrics: none}}\n"
    assert not ends(silent, "scrapes")


def test_volumes_are_backed_up_where_backups_are_asked_for() -> None:
    brief = """name: X
sites: [{id: a, cloud: on-premises}]
workloads: [{id: w, exposes: nobody, stores: {disks: longhorn}}]
answers: {volumes: clustered, recovery: %s}
use: [longhorn]
"""
    assert {source for source, _ in ends(brief % "backups", "backs volumes up to")} == {"longhorn"}
    assert not ends(brief % "none", "backs volumes up to")


def test_the_door_reads_its_certificates_from_the_vault_that_is_there() -> None:
    brief = """name: X
sites: [{id: a, cloud: azure}]
workloads: [{id: w}]
answers: {secrets: %s}
use: [azure-application-gateway, traefik, secrets-store-csi-driver]
prefer: [same-cloud]
"""
    vault = {("azure-application-gateway", "azure-key-vault")}
    assert ends(brief % "external", "reads certificates from") == vault
    mounted = {("secrets-store-csi-driver", "traefik")}
    assert ends(brief % "external", "mounts certificates for") == mounted


def test_a_cluster_pulls_from_the_copy_of_the_registry_at_home() -> None:
    architecture = api.assemble("""name: X
sites: [{id: a, cloud: on-premises}, {id: b, cloud: on-premises}]
workloads: [{id: w}]
answers: {registry: self-hosted}
use: [{component: harbor, at: [a, b]}]
""")
    pulled = {
        (flow.source.split("/")[0], flow.target.split("/")[0])
        for flow in architecture.flows
        if flow.label == "pulls images from" and flow.target.endswith("harbor")
    }
    assert pulled == {("a", "a"), ("b", "b")}


@pytest.mark.parametrize("kind", ["serverless-containers", "functions", "virtual-machines"])
@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
def test_what_runs_without_a_cluster_reads_its_secrets_itself(cloud: str, kind: str) -> None:
    brief = f"""name: X
sites: [{{id: a, cloud: {cloud}, clusters: []}}]
workloads: [{{id: w, runs-on: {kind}}}]
answers: {{secrets: external}}
"""
    architecture = api.assemble(brief)
    (reading,) = [flow for flow in architecture.flows if flow.label == "reads secrets from"]
    assert reading.source == "a/w"
    assert "secret-store" in architecture.placement_by_id[reading.target].serves
    assert "lone-placement" not in {one.rule for one in api.check(architecture)}
