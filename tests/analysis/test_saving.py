"""What is to be saved from the loss of a site: by a backup, by the store itself, or by a copy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding

BRIEF = """
name: Saved
sites: [SITES]
workloads: [{id: shop, name: Shop, exposes: nobody, WORDS}]
"""


def of(words: str, *clouds: str) -> Architecture:
    sites = (f"{{id: s{number}, cloud: {cloud}}}" for number, cloud in enumerate(clouds))
    return api.assemble(BRIEF.replace("SITES", ", ".join(sites)).replace("WORDS", words))


def unsaved(architecture: Architecture) -> list[Finding]:
    return [one for one in api.check(architecture) if one.rule == "not-saved"]


@pytest.mark.parametrize(
    ("words", "cloud"),
    [
        ("stores: {tables: cloudnative-pg}, recovery-point: hour", "aws"),  # in the cluster
        ("stores: files, recovery-point: day", "azure"),  # mounted there
        ("stores: {tables: amazon-rds}, recovery-point: hour", "aws"),  # by the store itself
        ("stores: tables, recovery-point: day", "gcp"),
        ("stores: documents, recovery-point: day", "azure"),
        ("stores: {search: elastic-cloud}, recovery-point: hour", "aws"),  # lost with no site
        ("stores: cache, recovery-point: hour", "aws"),  # may be lost
        ("stores: nothing, recovery-point: day", "azure"),
        ("stores: queues, recovery-point: any", "aws"),  # nobody asked
    ],
)
def test_what_is_saved_is_not_told(words: str, cloud: str) -> None:
    assert unsaved(of(words, cloud)) == []


@pytest.mark.parametrize(
    ("words", "cloud", "store"),
    [
        ("stores: queues, recovery-point: day", "aws", "Amazon SQS"),
        ("stores: {objects: ceph}, recovery-point: day", "on-premises", "Ceph"),
        ("stores: tables, recovery-point: hour", "gcp", "Cloud SQL"),  # once a day
        ("stores: {tables: mysql}, recovery-point: day", "azure", "MySQL"),
        ("stores: [tables, search], recovery-point: day", "aws", "Amazon OpenSearch Service"),
        ("stores: files, recovery-point: day, runs-on: serverless-containers", "gcp", "Filestore"),
    ],
)
def test_what_nothing_saves_is_told_of_the_workload(words: str, cloud: str, store: str) -> None:
    (finding,) = unsaved(of(words, cloud))
    assert (finding.focus, finding.severity) == ("shop", "warning")
    assert finding.reason.startswith(f"what Shop keeps in {store} at s0 has no copy at another")
    assert "'replication: by-the-application'" in finding.remedy
    assert "replication: copied" not in finding.remedy  # there is one site


@pytest.mark.parametrize(
    ("words", "cloud"),
    [
        ("stores: tables, recovery-point: hour, replication: copied", "gcp"),
        ("stores: objects, recovery-point: hour, replication: copied", "azure"),
        ("stores: documents, recovery-point: hour, replication: active-everywhere", "gcp"),
        ("stores: tables, recovery-point: hour, replication: by-the-application", "gcp"),
    ],
)
def test_a_copy_at_another_site_saves_it(words: str, cloud: str) -> None:
    assert unsaved(of(words, cloud, cloud)) == []
    assert len(unsaved(of(words.partition(", replication")[0], cloud, cloud))) == 1


def test_each_store_is_named_and_a_copy_is_offered_where_there_are_two_sites() -> None:
    (finding,) = unsaved(of("stores: objects, recovery-point: day", "gcp", "gcp"))
    assert "Google Cloud Storage at s0 and Google Cloud Storage at s1" in finding.reason
    assert "write 'replication: copied' or" in finding.remedy
    assert "recovery-point" not in finding.remedy


@pytest.mark.parametrize(
    ("words", "cloud"),
    [("at: s0, stores: objects", "gcp"), ("stores: queues", "aws"), ("stores: events", "aws")],
)
def test_no_copy_is_offered_that_would_be_refused(words: str, cloud: str) -> None:
    """A workload at one of two sites, and stores that cannot send copies on."""
    (finding,) = unsaved(of(f"{words}, recovery-point: day", cloud, cloud))
    assert "replication: copied" not in finding.remedy
    assert "'replication: by-the-application'" in finding.remedy


def test_of_an_existing_system_nothing_is_said() -> None:
    system = "systems: [{id: db, name: Old database, at: s0, provides: relational-database}]"
    site = "sites: [{id: s0, cloud: on-premises}]"
    shop = "{id: shop, exposes: nobody, stores: tables, recovery-point: day}"
    found = api.assemble(f"name: X\n{site}\n{system}\nworkloads: [{shop}]\n")
    assert ("s0/main/shop", "s0/db") in {(one.source, one.target) for one in found.flows}
    assert unsaved(found) == []


def test_a_copy_at_the_same_site_saves_nothing() -> None:
    whole = of("stores: tables, recovery-point: hour, replication: copied", "gcp", "gcp")
    assert unsaved(whole) == []
    sent = {"sends changes to"}
    apart = tuple(one for one in whole.flows if one.label not in sent)
    assert "Cloud SQL" in unsaved(replace(whole, flows=apart))[0].reason


@pytest.mark.parametrize("runs_on", ["kubernetes", "serverless-containers"])
def test_a_backup_that_holds_no_files_is_not_taken_for_them(runs_on: str) -> None:
    found = of(f"stores: files, recovery-point: day, runs-on: {runs_on}", "gcp")
    placed = {one.component for one in found.placements}
    assert "google-filestore" in placed
    assert not {"google-backup-for-gke", "filestore-csi-driver"} <= placed
    assert [one.reason.partition(" has ")[0] for one in unsaved(found)] == (
        [] if runs_on == "kubernetes" else ["what Shop keeps in Filestore at s0"]
    )


def test_a_backup_of_another_cluster_saves_nothing_here() -> None:
    whole = of("stores: {tables: cloudnative-pg}, recovery-point: hour", "aws")
    (saving,) = [one for one in whole.placements if "hourly-off-site-backup" in one.capabilities]
    moved = replace(saving, place="s0")
    placements = tuple(moved if one is saving else one for one in whole.placements)
    (finding,) = unsaved(replace(whole, placements=placements))
    assert "CloudNativePG" in finding.reason
