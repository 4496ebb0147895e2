"""How people sign in and how pods act, on each cloud and on one's own machines."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

PEOPLE = {
    "gcp": "google-cloud-identity",
    "aws": "aws-iam-identity-center",
    "azure": "microsoft-entra-id",
}
PODS = {
    "gcp": "gke-workload-identity-federation",
    "aws": "eks-pod-identity",
    "azure": "microsoft-entra-workload-id",
}


def assembled(cloud: str, answers: str, more: str = "") -> Architecture:
    sites = f"sites: [{{id: eu, cloud: {cloud}}}]"
    return api.assemble(f"name: X\n{sites}\nanswers: {{{answers}}}\n{more}")


def flows(architecture: Architecture, label: str) -> set[tuple[str, str]]:
    return {(one.source, one.target) for one in architecture.flows if one.label == label}


def violations(architecture: Architecture) -> list[str]:
    return [one.rule for one in api.check(architecture) if one.severity == "violation"]


@pytest.mark.parametrize("cloud", PEOPLE)
def test_people_sign_in_with_the_service_of_their_provider(cloud: str) -> None:
    architecture = assembled(cloud, "people-sign-in: provider, cluster-exposure: private")
    directory = f"world/{PEOPLE[cloud]}"
    signing = flows(architecture, "signs in with")
    assert {("world/operator", directory), ("world/developer", directory)} <= signing
    (asked,) = {target for _, target in flows(architecture, "asks who comes in")}
    assert asked == directory
    assert {target for _, target in flows(architecture, "knows people by")} == {directory}
    assert violations(architecture) == []


@pytest.mark.parametrize("cloud", [*PEOPLE, "on-premises"])
def test_a_directory_of_ones_own_stands_anywhere(cloud: str) -> None:
    architecture = assembled(cloud, "people-sign-in: own")
    assert ("world/operator", "eu/main/keycloak") in flows(architecture, "signs in with")
    assert flows(architecture, "keeps its users in")
    assert violations(architecture) == []


def test_people_sign_in_with_a_system_that_is_there() -> None:
    system = "systems: [{id: ldap, name: LDAP, provides: existing-identity}]"
    architecture = assembled("aws", "people-sign-in: existing", system)
    assert ("world/operator", "world/ldap") in flows(architecture, "signs in with")
    assert not {*PEOPLE.values(), "keycloak"} & {one.component for one in architecture.placements}
    assert violations(architecture) == []


def test_a_system_that_nobody_names_is_told() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        assembled("aws", "people-sign-in: existing")
    assert "only a system of the brief can" in str(caught.value)


@pytest.mark.parametrize("cloud", ["azure", "aws", "on-premises"])
def test_a_directory_at_one_site_is_told_as_out_of_reach_of_the_other(cloud: str) -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(
            f"""
            name: X
            sites: [{{id: dc, cloud: on-premises}}, {{id: dr, cloud: {cloud}}}]
            systems: [{{id: ad, name: Active Directory, at: dc, provides: existing-identity}}]
            answers: {{people-sign-in: existing}}
            """
        )
    assert "and Active Directory does at dc, which not all can reach: leave out 'at'" in str(
        caught.value
    )


@pytest.mark.parametrize("cloud", PODS)
def test_pods_get_tokens_of_their_provider(cloud: str) -> None:
    architecture = assembled(cloud, "workload-identity: provider")
    assert flows(architecture, "gets tokens from") == {("eu/main/app", f"eu/main/{PODS[cloud]}")}
    assert violations(architecture) == []


def test_what_has_no_provider_gives_no_tokens_and_that_is_told() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        assembled("on-premises", "workload-identity: provider")
    assert "Nothing can serve as identity of pods" in str(caught.value)


@pytest.mark.parametrize("cloud", [*PODS, "on-premises"])
def test_keys_kept_as_secrets_rule_tokens_out(cloud: str) -> None:
    architecture = assembled(cloud, "workload-identity: secrets")
    able = {one for placement in architecture.placements for one in placement.capabilities}
    assert "workload-identity" not in able
    if cloud in PODS:
        with pytest.raises(Unsatisfiable):
            assembled(cloud, "workload-identity: secrets", f"use: [{PODS[cloud]}]")


def test_each_site_may_answer_in_its_own_way() -> None:
    architecture = api.assemble(
        "name: X\nsites:\n  - {id: eu, cloud: gcp}\n"
        "  - {id: dc, cloud: on-premises, answers: {people-sign-in: own}}\n"
        "answers: {people-sign-in: provider}\n"
    )
    knows = flows(architecture, "knows people by")
    assert {target for source, target in knows if source.startswith("dc/")} == {"dc/main/keycloak"}
    eu = {target for source, target in knows if source.startswith("eu/")}
    assert eu == {"world/google-cloud-identity"}
    assert violations(architecture) == []
