"""Copies of backups at another site than the one that is lost: whose, where, and what is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

ELSEWHERE = {
    ("aws", "recovery-point: hour"): "world/aws-backup-vault",
    ("aws", "recovery-time: day"): "world/aws-backup-vault",
    ("azure", "recovery-point: day"): "world/azure-blob-storage-geo",
    ("azure", "recovery-time: day"): "world/azure-backup-vault",
    ("gcp", "recovery-point: hour"): "world/google-backup-plan",
    ("gcp", "recovery-time: hour"): "world/google-backup-plan",
    ("on-premises", "recovery-point: day"): "world/backblaze-b2",
}
"""Where copies go that leave their site: the provider's vault on Azure is up to 36 hours behind."""
OWN_REGION = {
    "aws": "world/amazon-s3-other-region",
    "azure": "world/azure-blob-storage-geo",
    "gcp": "world/google-cloud-storage-multi-region",
}
BACKED_UP = "recovery-point: day"


def brief(cloud: str, said: str = BACKED_UP, sites: int = 1, more: str = "") -> str:
    places = ", ".join(f"{{id: s{number}, cloud: {cloud}}}" for number in range(sites))
    shop = f"{{id: shop, exposes: nobody, at: [s0], {said}}}"
    other = "{id: pages, exposes: nobody}"
    return f"name: X\nas_of: 2026-11-26\nsites: [{places}]\nworkloads: [{shop}, {other}]\n{more}"


def backups(architecture: Architecture) -> set[tuple[str, str]]:
    """Who sends copies to whom; not whom they are taken of."""
    sent = [flow for flow in architecture.flows if flow.kind == "backup"]
    return {(one.source, one.target) for one in sent if one.label != "backs up"}


def ends(architecture: Architecture) -> set[str]:
    return {target for _, target in backups(architecture)}


@pytest.mark.parametrize(("cloud", "said"), ELSEWHERE)
def test_copies_leave_the_site_that_can_be_lost(cloud: str, said: str) -> None:
    architecture = api.assemble(brief(cloud, said))
    assert ELSEWHERE[cloud, said] in ends(architecture)
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize("cloud", OWN_REGION)
def test_what_one_runs_oneself_sends_them_to_another_region_of_the_cloud(cloud: str) -> None:
    assert OWN_REGION[cloud] in ends(api.assemble(brief(cloud, more="use: [velero]\n")))


def test_only_the_site_that_is_asked_for_it_sends_copies_away() -> None:
    sent = backups(api.assemble(brief("gcp", sites=2)))
    assert sent == {("s0/main/google-backup-for-gke", "world/google-backup-plan")}


@pytest.mark.parametrize("said", ["recovery-point: any", "recovery-time: any"])
@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp", "on-premises"])
def test_without_a_promise_nothing_is_sent_away(cloud: str, said: str) -> None:
    assert not any(one.startswith("world/") for one in ends(api.assemble(brief(cloud, said))))


@pytest.mark.parametrize(("cloud", "said"), [one for one in ELSEWHERE if one[0] in OWN_REGION])
def test_copies_that_are_taken_away_are_missed(cloud: str, said: str) -> None:
    whole, gone = api.assemble(brief(cloud, said)), ELSEWHERE[cloud, said]
    placements = tuple(one for one in whole.placements if one.id != gone)
    flows = tuple(one for one in whole.flows if one.target != gone)
    findings = api.check(replace(whole, placements=placements, flows=flows))
    told = [one.reason for one in findings if one.rule == "unmet-need"]
    assert any("outside its own site" in one for one in told)


def test_a_backup_that_stays_at_its_site_does_not_serve() -> None:
    whole = api.assemble(brief("azure", "recovery-time: day"))
    asked = brief("azure", "recovery-point: day", more="use: [azure-backup-for-aks]\n")
    assert "s0/main/azure-backup-for-aks" in whole.placement_by_id
    assert "s0/main/velero" in api.assemble(asked).placement_by_id


def test_two_sites_of_ones_own_keep_each_others_copies() -> None:
    said = "exposes: nobody, recovery-time: hour"
    sites = "[{id: a, cloud: on-premises}, {id: b, cloud: on-premises}]"
    text = f"name: X\nsites: {sites}\nworkloads: [{{id: shop, {said}}}]\nuse: [velero]\n"
    architecture = api.assemble(text)
    sent = {(source[0], target[0]) for source, target in backups(architecture)}
    assert sent == {("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")}
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


def test_one_site_of_ones_own_that_may_use_none_is_told_so() -> None:
    hosted = "avoid: [backblaze-b2, cloudflare-r2]\n"
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief("on-premises", more=hosted))
    assert "recovery-point: day" in str(caught.value)


def test_the_answer_is_the_reason() -> None:
    architecture = api.assemble(brief("aws"))
    (kept,) = architecture.placement_by_id["world/aws-backup-vault"].reasons
    assert kept.because == ("s0/main/aws-backup",)
    said = [one.because[0] for one in architecture.placement_by_id[kept.because[0]].reasons]
    assert any(one.endswith("workload shop, recovery-point: day") for one in said)
