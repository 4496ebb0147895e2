"""What an answer of a brief does: beside the answer that is taken when none is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.architectures import assemble
from kgraph.api.layers import layered
from kgraph.api.wiring import knowledge
from kgraph.assembly import TIMEOUT
from kgraph.errors import InputError, Unsatisfiable, nearest, shown
from kgraph.model.architecture import Architecture
from kgraph.model.words import words_given

if TYPE_CHECKING:
    from kgraph.model.brief import Answers, Brief
    from kgraph.model.effect import Effect

ANSWERS, WORKLOADS = "answers", "workloads"
"""The parts of a brief that answers stand in."""


def answer_effect(
    source: Brief | Path | str, key: str, *, as_of: date | None = None, timeout: float = TIMEOUT
) -> Effect:
    """What an answer does in a brief's architecture: whom it brings, and who meets it already.

    `key` is where it stands in the brief: ``answers.registry``, or ``workloads.shop.stores``, with
    the option after another full stop or without. InputError where there is no such answer.
    """
    return _effect(assemble(source, as_of=as_of, timeout=timeout), key, timeout)


@layered
def _effect(architecture: Architecture, key: str, timeout: float) -> Effect:
    """What an answer does in an architecture."""
    from kgraph.analysis.effects import effect

    decision, option, workload = _parts(key)
    try:
        found = effect(architecture, knowledge(), decision, workload)
    except KeyError:
        raise _no_such_answer(key, architecture) from None
    if option is not None and option not in found.options:
        instead = f"the answer is {' and '.join(found.options)}"
        raise InputError.one("why", f"'{shown(key)}' is not what the brief says", instead)
    if _as_by_default(architecture, decision, workload, timeout):
        met = tuple(sorted({*found.brings, *found.met_by}))
        return replace(found, brings=(), met_by=met)
    return found


def _parts(key: str) -> tuple[str, str | None, str | None]:
    """A decision, the option that is asked about, and the workload whose answer it is."""
    part, *path = key.split(".")
    workload = path.pop(0) if part == WORKLOADS and path else None
    decision, _, option = ".".join(path).partition(".")
    return decision, option or None, workload


def _no_such_answer(key: str, architecture: Architecture) -> InputError:
    """There is no answer of that key: the nearest."""
    known = [f"{ANSWERS}.{decision}" for decision, _ in architecture.answers]
    for workload in architecture.brief.workloads if architecture.brief is not None else ():
        known += [f"{WORKLOADS}.{workload.id}.{decision}" for decision, _ in workload.answers]
    return InputError.one("why", f"there is no answer '{shown(key)}'", nearest(key, known))


def _as_by_default(
    architecture: Architecture, decision: str, workload: str | None, timeout: float
) -> bool:
    """Whether the default answer, where it is another one, gives the same architecture."""
    brief = architecture.brief
    if brief is None:
        return False
    plain = _without(brief, decision, workload)
    if plain == brief:
        return False
    try:
        other = assemble(plain, timeout=timeout)
    except Unsatisfiable:
        return False
    return _drawn(other) == _drawn(architecture)


def _without(brief: Brief, decision: str, workload: str | None) -> Brief:
    """The brief with the default answer to a decision."""
    if workload is None:
        given = tuple(one for one in brief.given if one[0] != f"{ANSWERS}.{decision}")
        words = words_given(replace(brief, given=given), knowledge())
        return replace(brief, answers=_by_default(brief.answers, decision, words))
    workloads = tuple(
        replace(one, answers=_by_default(one.answers, decision)) if one.id == workload else one
        for one in brief.workloads
    )
    return replace(brief, workloads=workloads)


def _by_default(answers: Answers, decision: str, words: frozenset[str] = frozenset()) -> Answers:
    """Answers with the default to one decision, where a brief says these words."""
    defaults = knowledge().decision_by_id[decision].defaults_for(words)
    return tuple((one, defaults if one == decision else options) for one, options in answers)


def _drawn(architecture: Architecture) -> tuple[set[str], set[str]]:
    """What there is, and who is joined with whom."""
    flows = {flow.id for flow in architecture.flows}
    return {placement.id for placement in architecture.placements}, flows
