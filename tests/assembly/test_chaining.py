"""What has to be whole is whole: by the engine, and, told independently, by the shapes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

CLOUDS = ("aws", "azure", "gcp", "on-premises")
LOGS = ("any", "elk", "efk", "loki")
METRICS = ("pull", "push", "mesh")
DEPTHS = ("recent", "nodes-and-objects", "long-term")
RULES = {"chain-broken", "chain-not-begun", "chain-dead-end"}


def assembled(cloud: str, more: str = "", workloads: str = "[{id: shop}]") -> Architecture:
    sites = f"sites: [{{id: eu, cloud: {cloud}}}]"
    return api.assemble(f"name: X\n{sites}\nworkloads: {workloads}\n{more}")


def broken(architecture: Architecture) -> set[str]:
    """The rules of chains that an architecture breaks."""
    return RULES & {finding.rule for finding in api.check(architecture)}


def telling(architecture: Architecture) -> dict[str, set[str]]:
    """The components that flows of a label lead from, and to."""
    components = {one.id: one.component for one in architecture.placements}
    found: dict[str, set[str]] = {}
    for flow in architecture.flows:
        ends = {f"{components[flow.source]} > {components[flow.target]}"}
        found[flow.label] = found.get(flow.label, set()) | ends
    return found


ANSWERS = [
    *(f"logs: {one}" for one in LOGS),
    *(f"metrics: {one}, metrics-depth: {depth}" for one, depth in product(METRICS, DEPTHS)),
    "tracing: tracing",
]


@pytest.mark.parametrize(("cloud", "answer"), list(product(CLOUDS, ANSWERS)))
def test_what_arises_is_fed_read_and_told_on_every_cloud(cloud: str, answer: str) -> None:
    architecture = assembled(cloud, f"answers: {{{answer}}}\n")
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []
    assert [one.id for one in architecture.placements if not one.reasons] == []
    said = telling(architecture)
    assert said["reads logs of"]
    assert said["looks into"]
    assert said["notifies"]


@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
@pytest.mark.parametrize("machine", ["serverless-containers", "virtual-machines"])
def test_what_runs_without_a_cluster_is_looked_after(cloud: str, machine: str) -> None:
    architecture = api.assemble(
        f"name: X\nsites: [{{id: s, cloud: {cloud}, clusters: []}}]\n"
        f"workloads: [{{id: shop, runs-on: {machine}, exposes: public}}]\n"
        "answers: {tracing: tracing}\n"
    )
    assert api.check(architecture) == ()
    kept = {flow.target for flow in architecture.flows if flow.label == "sends spans to"}
    logged = {flow.target for flow in architecture.flows if flow.label == "sends logs to"}
    watched = {flow.target for flow in architecture.flows if flow.label == "looks into"}
    assert kept
    assert logged
    assert kept | logged <= watched


FOUR = {
    "elk and tracing": ("aws", "answers: {logs: elk, tracing: tracing}\n"),
    "two clusters, long term": ("on-premises", "answers: {metrics-depth: long-term}\n"),
    "pushed": ("azure", "answers: {metrics: push, logs: loki}\nuse: [grafana]\n"),
    "the mesh": ("gcp", "answers: {metrics: mesh, tracing: tracing}\n"),
}
BESIDE = {"kube-state-metrics", "node-exporter", "eks", "aks", "gke", "openshift", "ceph"}
"""Who gives metrics and logs of its own, which no chain asks for."""


@pytest.mark.parametrize("name", FOUR)
def test_a_flow_of_a_chain_taken_away_is_found(name: str) -> None:
    cloud, more = FOUR[name]
    architecture = assembled(cloud, more, "[{id: shop}, {id: cart}]")
    assert not broken(architecture)
    taken = [one for one in architecture.flows if one.kind == "telemetry"]
    if "mesh: " in more or "metrics: mesh" in more:  # what the mesh measures need not be scraped
        taken = [one for one in taken if one.label != "scrapes" or "istio" in one.target]
    assert len(taken) > 8
    for flow in taken:
        if not BESIDE & {flow.source.rpartition("/")[2], flow.target.rpartition("/")[2]}:
            kept = tuple(one for one in architecture.flows if one is not flow)
            assert broken(replace(architecture, flows=kept)), flow.id


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_named_store_is_fed_seen_and_told_of(cloud: str) -> None:
    said = telling(assembled(cloud, "use: [prometheus]\n"))
    assert {"prometheus > workload"} & said["scrapes"]
    joined = said.get("asks", set()) | said.get("ships metrics to", set())
    assert any("prometheus" in pair.split(" > ") for pair in joined)
    assert said["notifies"]


@pytest.mark.parametrize("named", ["loki", "elasticsearch", "opensearch", "splunk"])
def test_a_named_log_store_is_written_to(named: str) -> None:
    said = telling(assembled("aws", f"use: [{named}]\n"))
    writes = said.get("ships logs to", set()) | said.get("writes logs to", set())
    assert any(pair.endswith(f"> {named}") for pair in writes)


def test_nothing_is_named_busy_that_a_workload_stores_in() -> None:
    stores = "[{id: shop, stores: {search: elasticsearch}}]"
    architecture = assembled("aws", "answers: {logs: none, metrics: none}\n", stores)
    assert architecture.placements_of("elasticsearch")


def test_telemetry_is_not_sent_where_nobody_asked() -> None:
    said = telling(assembled("aws", "answers: {metrics: none}\n"))
    assert not {"scrapes", "pushes metrics to", "writes metrics to", "sends spans to"} & set(said)


def test_two_relations_between_the_same_two_are_two_flows() -> None:
    architecture = assembled("aws", "use: [alloy]\n")
    labels = {flow.label for flow in architecture.flows if flow.source == "eu/main/alloy"}
    assert {"scrapes", "reads logs of"} <= labels
    assert len({flow.id for flow in architecture.flows}) == len(architecture.flows)


def test_a_conflict_names_the_link_and_what_is_left_out() -> None:
    with pytest.raises(Unsatisfiable) as error:
        assembled("gcp", "answers: {logs: elk}\navoid: [filebeat, fluent-bit, vector]\n")
    conflict = error.value.conflict
    assert [one.text for one in conflict.statements] == [
        "logs: elk",
        "avoid: filebeat",
        "avoid: fluent-bit",
    ]
    assert conflict.story == (
        "Logs reach who processes them: nothing that serves as log collection can be joined with"
        " Logstash (of 10, 2 are left out, and 8 share no protocol)."
    )


def test_a_conflict_says_what_a_named_component_is_not_joined_with() -> None:
    with pytest.raises(Unsatisfiable) as error:
        assembled("on-premises", "use: [loki]\navoid: [grafana]\n")
    story = "Grafana Loki: nothing that is left can be joined with it as log search."
    assert error.value.conflict.story == story


def test_how_a_system_is_joined_is_not_judged() -> None:
    text = "systems: [{id: central, provides: [log-storage, log-search]}]\n"
    architecture = assembled("on-premises", f"{text}avoid: [loki, elasticsearch, opensearch]\n")
    assert not broken(architecture)
    assert "alloy > system" in telling(architecture)["ships logs to"]


def test_who_is_on_the_way_is_there_for_it_and_says_so() -> None:
    architecture = assembled("aws", "answers: {logs: elk}\n")
    (filebeat,) = architecture.placements_of("filebeat")
    assert filebeat.serves == ("log-collection",)
    because = "Logs: a line of a log has to reach somebody who reads it"
    assert because in {reason.text for reason in filebeat.reasons}


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize(
    "store",
    [
        "tables: cloudnative-pg",
        "events: strimzi",
        "queues: rabbitmq",
        "objects: ceph",
    ],
)
def test_a_store_that_one_runs_oneself_is_watched(cloud: str, store: str) -> None:
    name = store.rpartition(": ")[2]
    architecture = assembled(cloud, "", f"[{{id: shop, stores: {{{store}}}}}]")
    watched = {pair.rpartition(" > ")[2] for pair in telling(architecture)["scrapes"]}
    assert name in watched
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize(
    ("second", "wish"),
    [
        ("aws", "[managed]"),
        ("aws", "[same-cloud, mature, managed]"),
        ("azure", "[same-cloud, mature, managed]"),
    ],
)
def test_metrics_are_shipped_to_the_copy_at_home(second: str, wish: str) -> None:
    sites = f"sites: [{{id: fra, cloud: aws}}, {{id: dub, cloud: {second}}}]"
    said = f"use: [prometheus]\nprefer: {wish}\nanswers: {{metrics-depth: long-term}}"
    architecture = api.assemble(f"name: X\n{sites}\nworkloads: [{{id: app}}]\n{said}\n")
    shipped = [one for one in architecture.flows if one.label == "ships metrics to"]
    assert shipped
    ends = {(one.source.partition("/")[0], one.target.partition("/")[0]) for one in shipped}
    assert all(source == target for source, target in ends)


@pytest.mark.parametrize("cloud", ["aws", "gcp", "on-premises"])
def test_who_is_named_for_spans_does_not_scrape_what_another_named_one_scrapes(cloud: str) -> None:
    architecture = api.assemble(
        f"name: X\nas_of: 2026-11-26\nsites: [{{id: s, cloud: {cloud}}}]\n"
        "workloads: [{id: app}]\nanswers: {tracing: tracing}\n"
        "use: [prometheus, grafana, opentelemetry-collector]\n"
    )
    scraping = Counter(one.target for one in architecture.flows if one.label == "scrapes")
    assert scraping
    assert set(scraping.values()) == {1}
    collector = [
        one for one in architecture.flows if one.source == "s/main/opentelemetry-collector"
    ]
    assert "sends spans to" in {one.label for one in collector}


def test_what_is_named_brings_no_second_store_for_the_sake_of_its_way() -> None:
    """A collector with a store of spans of its own needs no second store of metrics."""
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: s, cloud: aws}]\nworkloads: [{id: app}]\n"
        "answers: {tracing: tracing, metrics-depth: long-term}\n"
        "use: [prometheus, alertmanager, grafana, thanos, opentelemetry-collector, aws-x-ray]\n"
    )
    keeping = [
        one
        for one in architecture.placements
        if "metrics-storage" in one.capabilities or "trace-storage" in one.capabilities
    ]
    assert {one.component for one in keeping} <= {"prometheus", "thanos", "aws-x-ray"}
