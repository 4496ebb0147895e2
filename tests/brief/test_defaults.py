"""What a brief leaves open: some defaults follow from what it says elsewhere."""

from __future__ import annotations

import pytest

from kgraph import api

BRIEF = """
name: X
as_of: 2026-11-30
sites: [{id: eu, cloud: aws}]
workloads: [{id: shop}]
"""


def deployment(brief: str) -> tuple[str, ...]:
    return dict(api.read_brief(brief).answers)["deployment"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("answers: {}", "by-pipeline"),
        ("answers: {cluster-exposure: public}", "by-pipeline"),
        ("answers: {cluster-exposure: private}", "gitops"),
        ("answers: {cluster-exposure: private, deployment: by-pipeline}", "by-pipeline"),
        ("answers: {cluster-exposure: private, runners: service}", "gitops"),
        ("answers: {cluster-exposure: private, runners: outside}", "by-pipeline"),
        ("answers: {cluster-exposure: private, runners: in-cluster}", "by-pipeline"),
        ("answers: {cluster-exposure: private, pipeline: none}", "by-pipeline"),
        ("answers: {cluster-exposure: private}\nuse: [gitlab-runner]", "by-pipeline"),
        ("answers: {cluster-exposure: private}\nprefer: [open-source]", "gitops"),
        (
            "answers: {cluster-exposure: private}\n"
            "systems: [{id: ci, provides: [continuous-integration, outside-runners]}]",
            "by-pipeline",
        ),
    ],
)
def test_a_private_cluster_pulls_its_state_unless_something_inside_pushes_it(
    said: str, meant: str
) -> None:
    assert deployment(BRIEF + said) == (meant,)


def test_where_there_is_no_cluster_none_pulls_its_state() -> None:
    without = BRIEF.replace("cloud: aws", "cloud: aws, clusters: []").replace(
        "id: shop", "id: shop, runs-on: virtual-machines"
    )
    assert deployment(f"{without}answers: {{cluster-exposure: private}}") == ("by-pipeline",)


def test_what_one_site_answers_is_enough() -> None:
    private = "cloud: aws, answers: {cluster-exposure: private}"
    assert deployment(BRIEF.replace("cloud: aws", private)) == ("gitops",)


def test_a_default_follows_from_no_default() -> None:
    chosen = api.read_brief(f"{BRIEF}prefer: [open-source]")
    assert dict(chosen.answers)["runners"] == ("in-cluster",)
    assert dict(chosen.answers)["deployment"] == ("by-pipeline",)


def test_the_defaults_that_hold_for_a_brief_are_those_that_it_is_read_with() -> None:
    brief = api.read_brief(f"{BRIEF}answers: {{cluster-exposure: private}}")
    (asked,) = [one for one in api.questions(brief) if one.id == "deployment"]
    assert asked.defaults == ("gitops",)
    assert "deployment" not in api.brief_text(brief)


def test_a_default_that_follows_from_an_answer_says_so() -> None:
    found = api.assemble(f"{BRIEF}answers: {{cluster-exposure: private}}")
    (puller,) = [one for one in found.placements if "continuous-delivery" in one.serves]
    because = {text for reason in puller.reasons for text in reason.because}
    assert "default (with cluster-exposure: private): deployment: gitops" in because
    assert api.check(found) == ()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("answers: {cluster-exposure: private}", "deployment"),
        ("prefer: [open-source]", "runners"),
    ],
)
def test_what_such_a_default_brings_is_told_as_its(said: str, key: str) -> None:
    effect = api.answer_effect(BRIEF + said, f"answers.{key}")
    assert effect.brings or effect.met_by
    (idle,) = [
        line
        for line in api.rationale(api.assemble(BRIEF + said)).splitlines()
        if "defaults ask for nothing" in line
    ]
    assert api.knowledge().decision_by_id[key].label not in idle


def test_a_fix_is_tried_with_the_defaults_that_follow_from_it() -> None:
    brief = f"{BRIEF}avoid: [aws-nat-gateway]\nanswers: {{cluster-exposure: %s}}\n"
    fixes = api.diagnose(brief % "private").fixes
    (public,) = [fix for fix in fixes if fix.change == ("answer 'cluster-exposure: public'",)]
    assert public.placements == len(api.assemble(brief % "public").placements)
