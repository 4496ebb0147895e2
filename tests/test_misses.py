"""What is assembled for published systems: the page tells it, and each miss has its reason."""

from __future__ import annotations

from functools import cache

import misses
import pytest
import wrongs

from kgraph import api


@cache
def found() -> dict[misses.Team, misses.Score]:
    return misses.scores()


def test_the_page_is_what_is_assembled_today() -> None:
    said = "write it anew: python tests/misses.py --write"
    assert misses.PAGE.read_text("utf-8") == misses.page(found()), said


@pytest.mark.parametrize("team", [team.id for team in misses.teams()])
def test_each_miss_has_its_reason(team: str) -> None:
    score = next(score for one, score in found().items() if one.id == team)
    assert [what for _, what in score.misses if misses.why(team, what) is None] == []


@pytest.mark.parametrize("team", [team.id for team in misses.teams()])
def test_nothing_grave_is_said_against_any(team: str) -> None:
    built = next(one.built for one in found() if one.id == team)
    assert [one for one in api.check(built.architecture) if one.severity == "violation"] == []


def test_of_the_wires_held_at_least_four_of_five_are_there() -> None:
    eight = [score for team, score in found().items() if not team.ours]
    assert len(eight) == 8
    assert sum(one.held_present for one in eight) >= 0.8 * sum(one.held for one in eight)


def test_each_kind_of_wrong_is_looked_for_in_some_team() -> None:
    kinds = {
        kind for team in misses.teams() for one in team.truth["must_not"] for kind in one["check"]
    }
    assert kinds - {"kind", "label"} <= set(wrongs.CHECKS)


def test_a_fault_is_told_from_none() -> None:
    built = wrongs.Built(
        api.assemble("""name: X
sites: [{id: a, cloud: aws}, {id: b, cloud: aws}]
workloads: [{id: w}, {id: v, exposes: nobody, calls: w}]
answers: {growth: start-small}
use: [argo-cd]
""")
    )
    assert wrongs.violated({"placed": ["argo-cd"]}, built)
    assert not wrongs.violated({"placed": ["flux"]}, built)
    assert wrongs.violated({"edge": ["argo-cd", "eks"], "kind": "delivery"}, built)
    assert not wrongs.violated({"edge": ["eks", "argo-cd"]}, built)
    assert wrongs.violated({"reach": ["client", "workload:w"]}, built)
    assert not wrongs.violated({"reach": ["client", "workload:v"]}, built)
    assert wrongs.violated({"kubernetes": True}, built)
    assert wrongs.violated({"more_than": 3}, built)
    assert not wrongs.violated({"more_than": 300}, built)
    assert wrongs.violated({"no_self": ["eks"]}, built)
    assert not wrongs.violated({"cross_site": ["workload:v", "workload:w"]}, built)
    assert wrongs.violated({"in_cluster": ["argo-cd"]}, built)
    assert not wrongs.violated({"dead_end": ["argo-cd"]}, built)
