"""Engine and shapes agree on briefs that nobody thought of; each seed is the name of its test."""

from __future__ import annotations

import pytest
from random_briefs import brief_of, main, verdict, without

from kgraph import api
from kgraph.model.knowledge import Knowledge

FAST, ALL = 12, 60


@pytest.mark.parametrize(
    "seed",
    [*range(FAST), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(FAST, ALL))],
)
def test_engine_and_shapes_agree(seed: int, knowledge: Knowledge) -> None:
    found = verdict(seed, knowledge)
    assert found.outcome in ("assembled", "conflict")
    assert found.disagreements == ()


def test_the_briefs_differ_and_both_outcomes_are_met(knowledge: Knowledge) -> None:
    assert brief_of(3, knowledge) == brief_of(3, knowledge)
    briefs = [brief_of(seed, knowledge) for seed in range(ALL)]
    assert len({str(brief["answers"]) for brief in briefs}) > ALL // 2
    outcomes = {verdict(seed, knowledge).outcome for seed in range(FAST)}
    assert outcomes == {"assembled", "conflict"}


def test_a_disagreement_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], knowledge: Knowledge
) -> None:
    """An engine that forgets a placement is found out, and the command ends with 1."""
    assemble = api.assemble

    def forgetful(brief: str, *, timeout: float) -> object:
        whole = assemble(brief, timeout=timeout)
        needed = next(one for one in whole.placements if "host" not in one.id and one.capabilities)
        return without(whole, needed.id)

    seed = next(one for one in range(FAST) if verdict(one, knowledge).outcome == "assembled")
    monkeypatch.setattr(api, "assemble", forgetful)
    assert main(["1", "--from", str(seed)]) == 1
    told = capsys.readouterr().out
    assert f"seed {seed}: breaks " in told
    assert "1 disagreeing" in told
