"""Copies of backups at another site than the one that is lost: whose, where, and what is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

VAULTS = {
    "aws": "world/aws-backup-vault",
    "azure": "world/azure-backup-vault",
    "gcp": "world/google-backup-plan",
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


@pytest.mark.parametrize("cloud", VAULTS)
def test_only_the_site_that_is_asked_for_it_sends_copies_to_another_region(cloud: str) -> None:
    architecture = api.assemble(brief(cloud, sites=2))
    found = [source for source, target in backups(architecture) if target == VAULTS[cloud]]
    assert [source.split("/")[0] for source in found] == ["s0"]
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize("said", ["recovery-point: any", "recovery-time: any"])
@pytest.mark.parametrize("cloud", VAULTS)
def test_without_a_promise_nothing_is_copied_to_another_region(cloud: str, said: str) -> None:
    assert VAULTS[cloud] not in api.assemble(brief(cloud, said)).placement_by_id


@pytest.mark.parametrize("cloud", VAULTS)
def test_copies_that_are_taken_away_are_missed(cloud: str) -> None:
    whole = api.assemble(brief(cloud))
    placements = tuple(one for one in whole.placements if one.id != VAULTS[cloud])
    flows = tuple(one for one in whole.flows if one.target != VAULTS[cloud])
    (finding,) = api.check(replace(whole, placements=placements, flows=flows))
    assert finding.rule == "unmet-need"
    assert "outside its own site" in finding.reason


def test_two_sites_of_ones_own_keep_each_others_copies() -> None:
    said = "exposes: nobody, recovery-time: hour"
    sites = "[{id: a, cloud: on-premises}, {id: b, cloud: on-premises}]"
    text = f"name: X\nsites: {sites}\nworkloads: [{{id: shop, {said}}}]\nuse: [velero]\n"
    architecture = api.assemble(text)
    sent = {(source[0], target[0]) for source, target in backups(architecture)}
    assert sent == {("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")}
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


def test_one_site_of_ones_own_sends_them_to_a_hosted_store() -> None:
    architecture = api.assemble(brief("on-premises"))
    ends = {target for _, target in backups(architecture)}
    assert any(one.startswith("world/") for one in ends)


def test_one_site_of_ones_own_that_may_use_none_is_told_so() -> None:
    hosted = "avoid: [backblaze-b2, cloudflare-r2]\n"
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief("on-premises", more=hosted))
    assert "recovery-point: day" in str(caught.value)


def test_the_answer_is_the_reason() -> None:
    architecture = api.assemble(brief("aws"))
    grounds = [one.because for one in architecture.placement_by_id[VAULTS["aws"]].reasons]
    assert "recovery-point: day" in str(api.why(brief("aws"), "aws-backup-vault")) or grounds
