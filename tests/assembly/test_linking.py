"""What has to be joined is joined: by the engine, and, told independently, by the shapes."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.link import Link

CLOUDS = ("aws", "azure", "gcp", "on-premises")
LOGS = ("any", "elk", "efk", "loki")
RULE = "not-joined"


def assembled(cloud: str, more: str = "") -> Architecture:
    return api.assemble(f"name: X\nsites: [{{id: eu, cloud: {cloud}}}]\n{more}")


def links(architecture: Architecture) -> list[Link]:
    """The links that the answers of an architecture ask for."""
    known = api.knowledge()
    options = known.options_of(architecture.answers)
    return [known.links[id] for option in options for id in option.joins]


def between(link: Link, architecture: Architecture) -> list[str]:
    """The flows that join a link, and whoever does both."""
    components = api.knowledge().components
    starts, ends = (
        {one.id for one in architecture.placements if end.filled_by(components[one.component])}
        for end in (link.start, link.end)
    )
    flows = [
        flow.id
        for flow in architecture.flows
        if (flow.source in starts and flow.target in ends)
        or (flow.source in ends and flow.target in starts)
    ]
    return [*flows, *sorted(starts & ends)]


@pytest.mark.parametrize(("cloud", "logs"), list(product(CLOUDS, LOGS)))
def test_every_link_is_joined_on_every_cloud(cloud: str, logs: str) -> None:
    architecture = assembled(cloud, f"answers: {{logs: {logs}, tracing: tracing}}\n")
    assert links(architecture)
    assert [link.id for link in links(architecture) if not between(link, architecture)] == []
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []
    assert [one.id for one in architecture.placements if not one.reasons] == []


@pytest.mark.parametrize(("cloud", "logs"), list(product(CLOUDS, LOGS)))
def test_the_shapes_miss_the_only_flow_that_joins_a_link(cloud: str, logs: str) -> None:
    architecture = assembled(cloud, f"answers: {{logs: {logs}}}\n")
    for link in links(architecture):
        (one, *others) = between(link, architecture)
        if not others and one in architecture.flow_by_id:
            kept = tuple(flow for flow in architecture.flows if flow.id != one)
            found = api.check(replace(architecture, flows=kept))
            assert any(finding.rule == RULE for finding in found), link.id


def test_another_collector_is_taken_where_the_usual_one_cannot_write() -> None:
    usual, other = assembled("on-premises"), assembled("on-premises", "use: [elasticsearch]\n")
    assert {"alloy", "loki"} <= set(usual.components)
    ships = {(f.source, f.target) for f in other.flows if f.label == "ships logs to"}
    assert ships


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
        "Logs reach Logstash: nothing that serves as log collection can be joined with Logstash"
        " (of 10, 2 are left out, and 8 share no protocol)."
    )


def test_how_a_system_is_joined_is_not_judged() -> None:
    text = "systems: [{id: central, provides: [log-storage, log-search]}]\n"
    architecture = assembled("on-premises", f"{text}avoid: [loki, elasticsearch, opensearch]\n")
    assert "log-storage" in api.knowledge().capabilities
    assert not any(finding.rule == RULE for finding in api.check(architecture))


def test_who_joins_a_link_is_there_for_it_and_says_so() -> None:
    architecture = assembled("aws", "answers: {logs: elk}\n")
    (filebeat,) = architecture.placements_of("filebeat")
    assert "log-collection" in filebeat.serves
    assert "Logs reach Logstash" in {reason.text for reason in filebeat.reasons}
