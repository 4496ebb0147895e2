"""What is missing, told once: by one count over all findings, however many there are."""

from __future__ import annotations

from dataclasses import replace

from kgraph import api
from kgraph.analysis.lacks import told_once
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding, Lack

BRIEF = "name: X\nas_of: 2026-11-23\nsites: [{id: eu, cloud: gcp, clusters: [a, b]}]\n"


def lacking(thing: str, place: str, focus: str = "") -> Finding:
    return Finding(
        "violation",
        focus or place,
        "some-rule",
        f"{thing} is missing",
        f"add {thing}",
        lack=Lack((thing,), place),
    )


def told(*findings: Finding) -> list[str]:
    architecture: Architecture = api.assemble(BRIEF)
    return [one.reason for one in told_once(findings, architecture, api.knowledge())]


def test_what_no_one_thing_mends_stays_as_it_is() -> None:
    alone = lacking("kubernetes", "eu/a"), lacking("image-registry", "world")
    other = Finding("warning", "eu", "other", "something else", "do something")
    assert told(*alone, other) == [one.reason for one in (*alone, other)]


def test_each_cluster_is_mended_by_its_own() -> None:
    found = [
        lacking("kubernetes", place, f"{place}/{n}") for place in ("eu/a", "eu/b") for n in "xyz"
    ]
    assert told(*found) == [
        "kubernetes is missing; 2 further findings with the same cause, at eu/a/y, eu/a/z",
        "kubernetes is missing; 2 further findings with the same cause, at eu/b/y, eu/b/z",
    ]


def test_what_mends_most_comes_first_and_mends_nothing_twice() -> None:
    """Dashboards are missing in the world, which anything in a cluster mends as well."""
    found = [
        lacking("kubernetes", "eu/a"),
        lacking("pod-network", "eu/a"),
        lacking("metrics-storage", "eu/a"),
        lacking("metrics-query", "eu/a"),
        lacking("metrics-collection", "eu/a"),
    ]
    reasons = told(*found)
    assert len(reasons) == 2
    assert reasons[1].startswith("metrics-storage is missing; 2 further findings")


def test_a_service_of_another_cloud_mends_nothing() -> None:
    first, second = lacking("amazon-eks", "eu/a"), lacking("amazon-eks", "eu/b")
    known = api.knowledge().components
    own = [one for one in known.values() if one.clouds == ("aws",) and not one.spans_clouds]
    aws = next(one for one in own if one.scope == "world")
    wanted = [replace(one, lack=Lack((aws.id,), "eu/a")) for one in (first, second)]
    assert told(*wanted) == [first.reason, second.reason]
