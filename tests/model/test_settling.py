"""The defaults of a brief that was changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.model.brief import Brief
from kgraph.model.settling import settled

TEXT = "name: X\nas_of: 2026-11-30\nsites: [{id: eu, cloud: aws}]\n"


def read(answers: str) -> Brief:
    return api.read_brief(f"{TEXT}answers: {answers}\n")


def exposed(brief: Brief, how: str) -> Brief:
    """The brief with another answer to who reaches its clusters."""
    answers = dict(brief.answers) | {"cluster-exposure": (how,)}
    return replace(brief, answers=tuple(answers.items()))


@pytest.mark.parametrize(
    ("said", "becomes", "deployment"),
    [
        ("{cluster-exposure: private}", "public", "by-pipeline"),
        ("{}", "private", "gitops"),
        ("{cluster-exposure: private, deployment: gitops}", "public", "gitops"),
        ("{deployment: by-pipeline}", "private", "by-pipeline"),
        ("{cluster-exposure: private}", "private", "gitops"),
        ("{runners: outside}", "private", "by-pipeline"),
    ],
)
def test_what_was_left_to_a_default_is_left_to_it(said: str, becomes: str, deployment: str) -> None:
    before = read(said)
    after = settled(exposed(before, becomes), before, api.knowledge())
    assert dict(after.answers)["deployment"] == (deployment,)
    assert dict(after.answers)["cluster-exposure"] == (becomes,)
    assert [id for id, _ in after.answers] == [id for id, _ in before.answers]


def test_what_is_no_default_stays_where_nobody_knows_who_said_it() -> None:
    before = replace(read("{deployment: gitops}"), given=())
    after = settled(exposed(before, "public"), before, api.knowledge())
    assert dict(after.answers)["deployment"] == ("gitops",)


def test_a_brief_that_was_not_changed_stays_as_it_is() -> None:
    for _, text in api.example_briefs():
        brief = api.read_brief(text)
        assert settled(brief, brief, api.knowledge()) == brief
