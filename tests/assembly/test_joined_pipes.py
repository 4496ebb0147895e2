"""Arrows without which an architecture does not work: tunnels, new versions, who is watched."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture


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
    assert {(one.split("/")[0], other.split("/")[0]) for one, other in linked} == {
        ("a", "b"),
        ("b", "a"),
    }


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


@pytest.mark.parametrize("runners", ["service", "in-cluster", "outside"])
@pytest.mark.parametrize(
    "pipeline",
    [
        id
        for id, one in sorted(api.knowledge().components.items())
        if "continuous-integration" in one.provides and one.clouds in ((), ("aws",))
    ],
)
def test_somebody_pushes_the_images_whatever_runs_the_steps(pipeline: str, runners: str) -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: aws}]\n"
        f"answers: {{pipeline: [build, push], runners: {runners}}}\n"
        f"use: [{pipeline}]\nworkloads: [{{id: shop}}]\n"
    )
    assert told(architecture, "pushes images to")


def test_the_storage_that_runs_in_the_cluster_is_watched_and_that_beside_it_as_well() -> None:
    architecture = api.assemble(dict(api.example_briefs())["data-heavy"])
    watched = {target.split("/")[-1] for _, target in told(architecture, "scrapes")}
    assert {"rook", "ceph"} <= watched
