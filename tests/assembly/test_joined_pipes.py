"""Arrows without which an architecture does not work: tunnels, new versions, who is watched."""

from __future__ import annotations

from itertools import combinations

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.component import Component


def told(architecture: Architecture, label: str) -> set[tuple[str, str]]:
    """Who does that with whom."""
    return {(one.source, one.target) for one in architecture.flows if one.label == label}


@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
def test_the_link_of_a_cloud_and_that_of_the_data_centre_are_the_ends_of_one(cloud: str) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\n"
        f"sites: [{{id: a, cloud: {cloud}}}, {{id: b, cloud: on-premises}}]\n"
        "answers: {name-resolution: with-on-premises}\nworkloads: [{id: shop}]\n"
    )
    linked = told(architecture, "is linked with")
    assert {(one.split("/")[0], other.split("/")[0]) for one, other in linked} == {("a", "b")}


def test_two_sites_on_one_cloud_need_no_link_for_names_on_premises() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: aws}, {id: b, cloud: aws}]\n"
        "answers: {name-resolution: with-on-premises}\nworkloads: [{id: shop}]\n"
    )
    assert not told(architecture, "is linked with")


@pytest.mark.parametrize("pipeline", ["github-actions", "gitlab-ci", "tekton"])
@pytest.mark.parametrize("deployment", ["gitops", "by-pipeline"])
def test_a_pipeline_names_the_new_image_where_the_cluster_follows_a_repository(
    pipeline: str, deployment: str
) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: aws}]\n"
        f"answers: {{pipeline: [build, push], deployment: {deployment}}}\n"
        f"use: [{pipeline}]\nworkloads: [{{id: shop}}]\n"
    )
    written = told(architecture, "writes image versions into")
    assert {one.split("/")[-1] for one, _ in written} == (
        {pipeline} if deployment == "gitops" else set()
    )
    read = {target for _, target in told(architecture, "reads the desired state from")}
    assert {target for _, target in written} <= read


@pytest.mark.parametrize(
    ("runners", "pushing"),
    [
        ("service", {"gitlab-ci"}),
        ("outside", {"gitlab-runner-vm"}),
        ("in-cluster", {"gitlab-runner"}),
    ],
)
def test_whose_machines_run_the_steps_pushes_the_images(runners: str, pushing: set[str]) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: aws}]\n"
        f"answers: {{pipeline: [build, push], runners: {runners}}}\n"
        "use: [gitlab-ci]\nworkloads: [{id: shop}]\n"
    )
    pushed = told(architecture, "pushes images to")
    assert {one.split("/")[-1] for one, _ in pushed} == pushing


SERVICES = [
    one
    for _, one in sorted(api.knowledge().components.items())
    if "continuous-integration" in one.provides and one.clouds in ((), ("aws",))
]
RUNNERS = {
    "service": "hosted-runners",
    "in-cluster": "in-cluster-runners",
    "outside": "outside-runners",
}


def has_runners(service: Component, capability: str) -> bool:
    """Whether a service is such runners itself, or some take jobs from it."""
    every = api.knowledge().components.values()
    able = [one for one in every if capability in one.provides]
    return service in able or any(one.names(service) for one in able)


@pytest.mark.parametrize(
    ("pipeline", "runners"),
    [
        (service.id, runners)
        for service in SERVICES
        for runners, capability in RUNNERS.items()
        if runners == "service" or has_runners(service, capability)
    ],
)
def test_somebody_pushes_the_images_whatever_runs_the_steps(pipeline: str, runners: str) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\nsites: [{id: a, cloud: aws}]\n"
        f"answers: {{pipeline: [build, push], runners: {runners}}}\n"
        f"use: [{pipeline}]\nworkloads: [{{id: shop}}]\n"
    )
    assert told(architecture, "pushes images to")
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


def test_the_storage_that_runs_in_the_cluster_is_watched_and_that_beside_it_as_well() -> None:
    architecture = api.assemble(dict(api.example_briefs())["data-heavy"])
    watched = {target.split("/")[-1] for _, target in told(architecture, "scrapes")}
    assert {"rook", "ceph"} <= watched


@pytest.mark.parametrize(
    "clouds", [("aws", "gcp"), ("azure", "on-premises"), ("gcp", "aws", "azure")]
)
def test_each_two_providers_are_linked_once_and_nobody_is_led_in_by_that(
    clouds: tuple[str, ...],
) -> None:
    sites = ", ".join(f"{{id: {cloud}, cloud: {cloud}}}" for cloud in clouds)
    architecture = api.assemble(
        f"name: X\nas_of: 2026-11-26\nsites: [{sites}]\n"
        "answers: {site-links: tunnel}\nworkloads: [{id: shop}]\n"
    )
    linked = told(architecture, "is linked with")
    ends = {frozenset(id.split("/")[0] for id in pair) for pair in linked}
    assert ends == set(map(frozenset, combinations(clouds, 2)))
    assert len(linked) == len(ends)
    assert not told(architecture, "signs in at")


def test_a_tunnel_between_networks_is_asked_for_where_there_are_two() -> None:
    with pytest.raises(Unsatisfiable, match="networks"):
        api.assemble(
            "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: aws}, {id: b, cloud: aws}]\n"
            "answers: {site-links: tunnel}\nworkloads: [{id: shop}]\n"
        )


@pytest.mark.parametrize("answer", ["public", "tunnel"])
def test_what_works_across_providers_over_no_network_is_told_once_of_two_sites(answer: str) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: aws}, {id: b, cloud: gcp}]\n"
        f"answers: {{site-links: {answer}}}\n"
        "workloads: [{id: shop, stores: tables, replication: copied}]\n"
    )
    found = [one for one in api.check(architecture) if one.rule == "sites-not-linked"]
    assert len(found) == (1 if answer == "public" else 0)


@pytest.mark.parametrize(("links", "warned"), [("public", 1), ("tunnel", 0)])
def test_two_data_centres_are_joined_by_nobody_else(links: str, warned: int) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\n"
        "sites: [{id: north, cloud: on-premises}, {id: south, cloud: on-premises}]\n"
        f"answers: {{site-links: {links}}}\n"
        "workloads: [{id: shop, stores: tables, replication: copied}]\n"
    )
    linked = told(architecture, "is linked with")
    assert [{id.split("/")[0] for id in pair} for pair in linked] == [{"north", "south"}] * (
        links == "tunnel"
    )
    own = "brief.yaml:3: north and south are two sites of one's own"
    grounds = [reason.because for flow in architecture.flows for reason in flow.reasons]
    assert ((own,) in grounds) is (links == "tunnel")
    found = [one for one in api.check(architecture) if one.rule == "sites-not-linked"]
    assert len(found) == warned


def test_data_centres_named_as_clouds_are_still_two_networks() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\nworkloads: [{id: shop}]\nanswers: {site-links: tunnel}\n"
        "sites: [{id: aws, cloud: on-premises}, {id: b, cloud: aws}]\n"
    )
    assert len(told(architecture, "is linked with")) == 1


def test_a_call_to_another_data_centre_passes_what_joins_the_two() -> None:
    brief = (
        "name: X\nas_of: 2026-11-30\n"
        "sites: [{id: north, cloud: on-premises}, {id: south, cloud: on-premises}]\n"
        "workloads:\n"
        "- {id: shop, at: north, calls: stock}\n- {id: stock, at: south, exposes: internal}\n"
        "answers: {site-links: %s}\n"
    )
    rules = [
        {one.rule for one in api.check(api.assemble(brief % links))}
        for links in ("public", "tunnel")
    ]
    assert ["called-past-networks" in one for one in rules] == [True, False]


CLOSED = "{id: b, cloud: on-premises, answers: {cluster-exposure: private}}"


@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
@pytest.mark.parametrize(("links", "warned"), [("public", 1), ("tunnel", 0)])
def test_what_could_end_a_tunnel_joins_no_networks(cloud: str, links: str, warned: int) -> None:
    architecture = api.assemble(
        f"name: X\nas_of: 2026-11-30\nsites: [{{id: a, cloud: {cloud}}}, {CLOSED}]\n"
        f"answers: {{site-links: {links}, deployment: by-pipeline, runners: outside}}\n"
        "use: [opnsense, wireguard]\nworkloads: [{id: shop}]\n"
    )
    able = {one.place for one in architecture.placements if "site-to-site-vpn" in one.capabilities}
    assert {"a", "b"} <= able
    found = [one for one in api.check(architecture) if one.rule == "sites-not-linked"]
    assert len(found) == warned


@pytest.mark.parametrize("cloud", ["aws", "azure", "on-premises"])
def test_what_a_store_needs_by_name_it_fetches_itself_at_the_other_site_too(cloud: str) -> None:
    architecture = api.assemble(
        f"name: X\nas_of: 2026-11-26\nsites: [{{id: a, cloud: gcp}}, {{id: b, cloud: {cloud}}}]\n"
        "answers: {metrics: pull, metrics-depth: long-term}\n"
        "use: [thanos, prometheus]\nworkloads: [{id: shop}]\n"
    )
    taken = told(architecture, "takes metrics from")
    assert {target.split("/")[0] for source, target in taken if "thanos" in source} == {"a", "b"}
    assert not {pair for pair in told(architecture, "ships metrics to") if "thanos" in pair[1]}


def test_volumes_come_from_the_storage_that_the_cluster_runs_and_copies_go_beside_it() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: on-premises}]\n"
        "answers: {volumes: clustered, recovery: backups}\n"
        "use: [ceph, rook, velero]\nworkloads: [{id: shop, stores: tables}]\n"
    )
    assert told(architecture, "creates and mounts volumes of") == {
        ("a/main/ceph-csi", "a/main/rook")
    }
    assert told(architecture, "keeps backups in") == {("a/main/velero", "a/ceph")}


@pytest.mark.parametrize(
    ("pipeline", "runners"),
    [("tekton", "in-cluster"), ("gitlab-ci", "in-cluster"), ("github-actions", "service")],
)
def test_images_are_pushed_to_each_registry_that_clusters_pull_from(
    pipeline: str, runners: str
) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\n"
        "sites: [{id: a, cloud: on-premises}, {id: b, cloud: on-premises}]\n"
        "answers: {availability: multi-region, registry: self-hosted, pipeline: [build, push], "
        f"runners: {runners}}}\nuse: [{pipeline}]\nworkloads: [{{id: shop}}]\n"
    )
    pulled = {target for _, target in told(architecture, "pulls images from")}
    assert len(pulled) == 2
    assert pulled <= {target for _, target in told(architecture, "pushes images to")}
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize("runners", ["in-cluster", "outside"])
@pytest.mark.parametrize("pipeline", ["azure-pipelines", "github-actions", "gitlab-ci", "circleci"])
def test_a_service_runs_its_steps_on_its_own_runners(pipeline: str, runners: str) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\nsites: [{id: a, cloud: azure}]\n"
        f"answers: {{pipeline: [build, push], runners: {runners}}}\n"
        f"use: [{pipeline}]\nworkloads: [{{id: shop}}]\n"
    )
    ((service, runner),) = told(architecture, "runs steps on")
    assert service == f"world/{pipeline}"
    assert (runner, service) in told(architecture, "takes jobs from")
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize(
    ("pipeline", "runners"),
    [("travis-ci", "in-cluster"), ("travis-ci", "outside"), ("tekton", "outside")],
)
def test_a_service_without_such_runners_is_refused(pipeline: str, runners: str) -> None:
    with pytest.raises(
        Unsatisfiable, match="nothing that is left can be joined with it as runners"
    ):
        api.assemble(
            "name: X\nas_of: 2026-11-30\nsites: [{id: a, cloud: azure}]\n"
            f"answers: {{pipeline: [build, push], runners: {runners}}}\n"
            f"use: [{pipeline}]\nworkloads: [{{id: shop}}]\n"
        )


def test_signatures_lie_beside_the_images_at_each_registry() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\n"
        "sites: [{id: a, cloud: on-premises}, {id: b, cloud: on-premises}]\n"
        "answers: {availability: multi-region, registry: self-hosted, image-trust: signed}\n"
        "workloads: [{id: shop}]\n"
    )
    pulled = {target for _, target in told(architecture, "pulls images from")}
    assert len(pulled) == 2
    assert pulled == {target for _, target in told(architecture, "keeps signatures in")}


def test_each_service_of_ci_has_its_own_runners_though_the_brief_names_one() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\nsites: [{id: a, cloud: azure}]\n"
        "answers: {pipeline: [build, push], runners: outside}\n"
        "use: [azure-pipelines-agent-vm, github-self-hosted-runner]\nworkloads: [{id: shop}]\n"
    )
    assert told(architecture, "runs steps on") == {
        ("world/azure-pipelines", "a/azure-pipelines-agent-vm"),
        ("world/github-actions", "a/github-self-hosted-runner"),
    }
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize("exposes", ["internal", "operators", "[partners, internal]"])
@pytest.mark.parametrize("clouds", [("gcp", "azure"), ("aws", "azure"), ("azure", "azure")])
def test_who_delivers_files_to_clients_leads_them_to_no_closed_workload(
    clouds: tuple[str, str], exposes: str
) -> None:
    one, other = clouds
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\n"
        f"sites: [{{id: a, cloud: {one}}}, {{id: b, cloud: {other}}}]\n"
        f"workloads: [{{id: shop, exposes: {exposes}}}, {{id: pages, runs-on: static-files}}]\n"
    )
    assert not {source for source, _ in told(architecture, "forwards to") if "world/" in source}
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


# --- who deploys, and to what has private addresses only


def deploying(architecture: Architecture) -> dict[str, set[str]]:
    """To what each of those who deploy does so, by their components."""
    found: dict[str, set[str]] = {}
    for start, end in told(architecture, "deploys to"):
        found.setdefault(start.split("/")[-1], set()).add(end.split("/")[-1])
    return found


def private(runners: str, deployment: str = "by-pipeline", exposure: str = "private") -> str:
    return (
        "name: X\nas_of: 2026-11-30\nsites: [{id: a, cloud: azure}]\nworkloads: [{id: shop},\n"
        "  {id: job, exposes: nobody, runs-on: functions}]\n"
        f"answers: {{cluster-exposure: {exposure}, deployment: {deployment}, runners: {runners}}}\n"
        "use: [azure-pipelines]\n"
    )


@pytest.mark.parametrize(
    ("runners", "who"),
    [
        ("service", "azure-pipelines"),
        ("in-cluster", "azure-pipelines-agent"),
        ("outside", "azure-pipelines-agent-vm"),
    ],
)
def test_whose_machines_run_the_steps_deploys(runners: str, who: str) -> None:
    architecture = api.assemble(private(runners))
    assert deploying(architecture) == {who: {"aks", "azure-functions"}}


@pytest.mark.parametrize(
    ("runners", "deployment", "exposure", "warned"),
    [
        ("service", "by-pipeline", "private", True),
        ("service", "by-pipeline", "public", False),
        ("service", "gitops", "private", False),
        ("outside", "by-pipeline", "private", False),
        ("in-cluster", "by-pipeline", "private", False),
    ],
)
def test_nobody_outside_deploys_to_a_private_cluster_unwarned(
    runners: str, deployment: str, exposure: str, warned: bool
) -> None:
    found = api.check(api.assemble(private(runners, deployment, exposure)))
    outside = [one for one in found if one.rule == "closed-to-outside"]
    assert [one.focus for one in outside] == ["a/main/aks"] * warned
    for one in outside:
        assert one.reason.startswith("Azure Pipelines deploys to Azure Kubernetes Service from out")


@pytest.mark.parametrize(
    ("whole", "site", "warned"),
    [("public", "private", 1), ("private", "private", 1), ("private", "public", 0)],
)
def test_a_site_may_be_private_or_public_by_itself(whole: str, site: str, warned: int) -> None:
    brief = private("service", exposure=whole)
    answered = f"cloud: azure, answers: {{cluster-exposure: {site}}}"
    found = api.check(api.assemble(brief.replace("cloud: azure", answered)))
    assert len([one for one in found if one.rule == "closed-to-outside"]) == warned


def test_where_an_existing_system_stands_nobody_says() -> None:
    brief = (
        "name: X\nas_of: 2026-11-30\nsites: [{id: a, cloud: azure}]\n"
        "systems: [{id: ci, name: Our CI, provides: [continuous-integration, hosted-runners]}]\n"
        "workloads: [{id: shop}]\n"
        "answers: {cluster-exposure: private, deployment: by-pipeline}\n"
    )
    found = api.assemble(brief)
    assert ("world/ci", "a/main/aks") in told(found, "deploys to")
    assert "closed-to-outside" not in {one.rule for one in api.check(found)}


# --- workloads without Kubernetes


@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
@pytest.mark.parametrize("runs_on", ["virtual-machines", "serverless-containers"])
@pytest.mark.parametrize("exposes", ["partners", "operators"])
def test_partners_and_operators_reach_what_runs_without_kubernetes(
    cloud: str, runs_on: str, exposes: str
) -> None:
    architecture = api.assemble(
        f"name: X\nas_of: 2026-11-30\nsites: [{{id: a, cloud: {cloud}, clusters: []}}]\n"
        f"workloads: [{{id: app, exposes: {exposes}, runs-on: {runs_on}}}]\n"
    )
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []
    before, new = set(), {"a/app"}
    while new:
        before |= new
        new = {one.source for one in architecture.flows if one.target in new} - before
    assert {"partners": "world/partner-caller", "operators": "world/operator"}[exposes] in before
    led = [one for one in architecture.flows if one.target == "a/app" and one.kind == "request"]
    assert len(led) == 1


def test_only_what_runs_reads_secrets_and_sends_spans() -> None:
    kinds = ("virtual-machines", "serverless-containers", "functions", "static-files")
    shops = ", ".join(f"{{id: {one}, runs-on: {one}, exposes: public}}" for one in kinds[2:])
    jobs = ", ".join(f"{{id: {one}, runs-on: {one}, exposes: nobody}}" for one in kinds[:2])
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-30\nsites: [{id: a, cloud: aws, clusters: []}]\n"
        f"workloads: [{shops}, {jobs}]\nanswers: {{secrets: external, tracing: tracing}}\n"
    )
    running = {f"a/{one}" for one in kinds[:3]}
    for words in ("reads secrets from", "sends spans to"):
        assert {start for start, _ in told(architecture, words)} == running
