"""Each option's own sentence holds in what is assembled for it, on each cloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from telling import CLAIMS, CLOUDS, Judge, brief_of

from kgraph import api
from kgraph.documents.yaml import read_yaml
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.reports.effects import NOTHING, effect_words

SENTENCES = read_yaml(Path(__file__).parent.parent / "sentences.yaml").plain()
CASES = [
    (decision, option, cloud)
    for decision, options in SENTENCES.items()
    for option in options
    for cloud in CLOUDS
]
CONFLICT = "conflict"
MANY = 10
"""Fewer options than this change nothing in no minimal brief."""
KEYS = {"holds", "sites", "workload", "workload-on", "answers", "brief", "with", "on", "open"}


@pytest.mark.parametrize(("decision", "option", "cloud"), CASES)
def test_a_sentence_holds(decision: str, option: str, cloud: str, knowledge: Knowledge) -> None:
    case = SENTENCES[decision][option]
    broken = _broken(decision, option, cloud, knowledge)
    # what is said not to hold yet must not: who mends it says so
    assert bool(broken) == (cloud in case.get("open", {})), broken


def _broken(decision: str, option: str, cloud: str, knowledge: Knowledge) -> list[str]:
    """What does not hold of the sentence of an option on a cloud."""
    case = SENTENCES[decision][option]
    claims: Any = case.get("on", {}).get(cloud, case["holds"])
    asked_of = knowledge.decision_by_id[decision].asked_of
    brief = brief_of(cloud, asked_of, (decision, option), case)
    try:
        architecture = api.assemble(brief)
    except Unsatisfiable as conflict:
        said = [statement.text for statement in conflict.conflict.statements]
        named = any(f"{decision}: {option}" in one for one in said)
        return [] if named and claims == CONFLICT else said
    if claims == CONFLICT:
        return ["no conflict"]
    return Judge(architecture, (decision, option)).broken(claims)


def test_every_option_has_its_sentence_judged(knowledge: Knowledge) -> None:
    told = {decision: set(options) for decision, options in SENTENCES.items()}
    there = {one.id: {option.id for option in one.options} for one in knowledge.decisions}
    assert told == there


def test_claims_are_known_and_reasons_are_given() -> None:
    for options in SENTENCES.values():
        for case in options.values():
            assert set(case) <= KEYS
            assert case["holds"]
            every = [case["holds"], *case.get("on", {}).values()]
            lists = [one for one in every if one != CONFLICT]
            assert {word for claims in lists for claim in claims for word in claim} <= set(CLAIMS)
            assert all(len(reason) > len(CONFLICT) for reason in case.get("open", {}).values())


@pytest.mark.parametrize("cloud", CLOUDS)
def test_an_option_without_effect_says_what_meets_it_already(
    cloud: str, knowledge: Knowledge
) -> None:
    idle = 0
    for decision, option, case in _brief_wide(knowledge):
        said = brief_of(cloud, "brief", (decision, option), case)
        plain = _assembled(brief_of(cloud, "nobody", (decision, option), case))
        answered = _assembled(said)
        if plain is None or answered is None or _drawn(plain) != _drawn(answered):
            continue
        idle += 1
        told = effect_words(api.answer_effect(said, f"answers.{decision}.{option}"), knowledge)
        assert told.startswith(("already met by ", "rules out ", NOTHING)), (decision, option)
    assert idle > MANY


def _brief_wide(knowledge: Knowledge) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The options of whole briefs that are no defaults, each with its case."""
    for decision in knowledge.decisions:
        for option in decision.options:
            if decision.asked_of == "brief" and option.id not in decision.defaults:
                yield decision.id, option.id, SENTENCES[decision.id][option.id]


def _assembled(brief: str) -> Architecture | None:
    """The architecture of a brief; None where there is none."""
    try:
        return api.assemble(brief)
    except Unsatisfiable:
        return None


def _drawn(architecture: Architecture) -> tuple[set[str], set[str]]:
    """What there is, and who is joined with whom."""
    flows = {flow.id for flow in architecture.flows}
    return {placement.id for placement in architecture.placements}, flows
