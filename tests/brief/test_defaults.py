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
    ],
)
def test_a_private_cluster_pulls_its_state_unless_something_inside_pushes_it(
    said: str, meant: str
) -> None:
    assert deployment(BRIEF + said) == (meant,)


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
    assert "default: deployment: gitops (with cluster-exposure: private)" in because
    assert api.check(found) == ()
