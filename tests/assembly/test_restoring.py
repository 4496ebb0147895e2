"""Copies that another cluster can restore: by the product that wrote them, from where it did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

RESTORES = "can restore copies in"
OWN = {"aws": "aws-backup", "azure": "azure-backup-for-aks", "gcp": "google-backup-for-gke"}


def brief(*clouds: str, more: str = "") -> str:
    sites = ", ".join(f"{{id: s{number}, cloud: {cloud}}}" for number, cloud in enumerate(clouds))
    return (
        f"name: X\nas_of: 2026-11-26\nsites: [{sites}]\nworkloads: [{{id: shop}}]\n"
        f"answers: {{recovery: migration, kubernetes: where-offered}}\nprefer: [managed]\n{more}"
    )


def restoring(architecture: Architecture) -> dict[str, str]:
    """Who can restore copies, by ids, with what."""
    return {
        one.id: one.component
        for one in architecture.placements
        if "cluster-migration" in one.capabilities
    }


def told(architecture: Architecture) -> set[tuple[str, str]]:
    return {(one.source, one.target) for one in architecture.flows if one.label == RESTORES}


@pytest.mark.parametrize(
    "clouds",
    [("aws", "gcp"), ("azure", "gcp"), ("aws", "on-premises"), ("gcp", "aws", "azure")],
)
def test_clusters_on_different_clouds_are_copied_by_one_product(clouds: tuple[str, ...]) -> None:
    architecture = api.assemble(brief(*clouds))
    able = restoring(architecture)
    assert len(set(able.values())) == 1
    assert len(able) == len(clouds)
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize("cloud", OWN)
def test_clusters_on_one_cloud_are_copied_by_what_it_offers(cloud: str) -> None:
    assert set(restoring(api.assemble(brief(cloud, cloud))).values()) == {OWN[cloud]}


@pytest.mark.parametrize("clouds", [("aws", "gcp"), ("azure", "aws"), ("gcp", "gcp")])
def test_copies_are_restored_from_where_the_other_cluster_keeps_them(
    clouds: tuple[str, ...],
) -> None:
    architecture = api.assemble(brief(*clouds, more="use: [velero]"))
    kept = {one.source: one.target for one in architecture.flows if one.label == "keeps backups in"}
    assert told(architecture) == {
        ("s0/main/velero", kept["s1/main/velero"]),
        ("s1/main/velero", kept["s0/main/velero"]),
    }


def test_what_keeps_its_copies_itself_is_asked_for_them() -> None:
    ends = told(api.assemble(brief("aws", "aws")))
    assert ends == {
        ("s0/main/aws-backup", "s1/main/aws-backup"),
        ("s1/main/aws-backup", "s0/main/aws-backup"),
    }


def test_nobody_is_led_to_where_it_keeps_its_own_copies_once_more() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: a, cloud: aws, clusters: [one, two]}]\n"
        "workloads: [{id: shop}]\nanswers: {recovery: migration}\nuse: [velero]\n"
    )
    keeping = {one.target for one in architecture.flows if one.label == "keeps backups in"}
    assert len(keeping) == 1
    assert not told(architecture)


def test_a_conflict_says_that_no_single_product_will_do() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief("aws", "gcp", more="avoid: [velero, kasten]"))
    assert "No single component serves as cluster backup with cluster migration" in str(
        caught.value
    )


def test_two_products_side_by_side_are_found() -> None:
    architecture = api.assemble(brief("aws", "on-premises"))
    first = next(one for one in architecture.placements if one.id in restoring(architecture))
    other = replace(first, component={"kasten": "velero"}.get(first.component, "kasten"))
    changed = [other if one is first else one for one in architecture.placements]
    found = api.check(replace(architecture, placements=tuple(changed)))
    assert "unlike" in {one.rule for one in found}
