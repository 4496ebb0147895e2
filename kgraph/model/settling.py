"""The defaults of a brief that was changed: some follow from what it says."""

from __future__ import annotations

from dataclasses import replace

from kgraph.model.brief import Brief
from kgraph.model.decisions import Decision
from kgraph.model.knowledge import Knowledge
from kgraph.model.words import words_given, words_said

Answered = dict[str, tuple[str, ...]]


def settled(after: Brief, before: Brief, knowledge: Knowledge) -> Brief:
    """A changed brief with the defaults that hold for what it says now.

    What it answers otherwise than before counts as said; what was left to a default is left to it.
    """
    was, now = dict(before.answers), dict(after.answers)
    left = {id for id in now if now[id] == was.get(id) and not before.where(f"answers.{id}")}
    words_before = words_given(before, knowledge)
    said = tuple(one for one in after.answers if one[0] not in left)
    words_after = words_said(replace(after, answers=said), knowledge)
    asked = knowledge.decision_by_id
    renewed = {
        id: asked[id].defaults_for(words_after)
        for id in left
        if _taken(asked[id], now, words_before)
    }
    answers = ((id, renewed.get(id, options)) for id, options in after.answers)
    return replace(after, answers=tuple(answers))


def _taken(decision: Decision, answers: Answered, words: frozenset[str]) -> bool:
    """Whether an answer is the default where a brief says these words."""
    return answers[decision.id] == decision.defaults_for(words)
