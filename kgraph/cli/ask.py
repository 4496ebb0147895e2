"""Commands that ask: questions, why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import (
    answers,
    columns,
    tell_json,
    tell_text,
    tell_wrapped,
)
from kgraph.cli.options import DOCUMENT, PATIENCE, AsOf, Json, Timeout, day, of_solver
from kgraph.cli.progress import within
from kgraph.errors import InputError, nearest, shown
from kgraph.words import as_said

if TYPE_CHECKING:
    from kgraph.model.decisions import Decision, Demand, Option


def questions(
    decision: Annotated[
        str | None,
        typer.Argument(help="Only this decision.", autocompletion=completion.decisions),
    ] = None,
    *,
    brief: Annotated[
        Path | None,
        typer.Option("--brief", help="Mark the defaults that hold for this brief."),
        DOCUMENT,
    ] = None,
    as_json: Json = False,
) -> None:
    """The decisions an architect takes, their options and defaults, and what each option brings."""
    with answers(as_json, brief):
        chosen = _decisions(decision, brief)
        if as_json:
            tell_json(chosen)
            return
        for one in chosen:
            tell_wrapped(_asked(one), head=one.id)
            for line in _option_lines(one):
                tell_wrapped(line)
        typer.echo()
        whose = "a brief" if brief is None else f"'{shown(str(brief))}'"
        tell_wrapped(f"* is the answer taken when {whose} gives none.")


def _decisions(id: str | None, brief: Path | None) -> list[Decision]:
    """All decisions, or one; InputError names the nearest where there is none of that id."""
    known = list(api.questions(api.read_brief(brief) if brief is not None else None))
    if id is None:
        return known
    chosen = [one for one in known if one.id == id]
    if not chosen:
        ids = [one.id for one in known]
        raise InputError.one("questions", f"unknown decision '{shown(id)}'", nearest(id, ids))
    return chosen


def _asked(decision: Decision) -> str:
    """What a decision asks, and of what."""
    asked = " (asked of each workload)" if decision.asked_of == "workload" else ""
    several = ", several may be given" if decision.multiple else ""
    return f": {decision.question}{asked}{several}"


def _option_lines(decision: Decision) -> Iterator[str]:
    for option in decision.options:
        mark = "*" if option.id in decision.defaults else " "
        brings = "; ".join(_brings(option))
        more = f" [{brings}]" if brings else ""
        yield f"  {mark} {option.id}: {option.definition}{more}"


def _brings(option: Option) -> Iterator[str]:
    told = {
        "asks for": _wanted(option.demands),
        "prefers": _wanted(option.prefers),
        "rules out": option.forbids,
        "does without": option.spares,
        "asks of who keeps things": _wanted(option.qualifies),
        "saved elsewhere by": option.saved_by,
        "not with": [exclusion.other for exclusion in option.excludes],
    }
    yield from (f"{words} {', '.join(ids)}" for words, ids in told.items() if ids)
    if option.default_where:
        unless = f", unless with {_any_of(option.default_unless)}" if option.default_unless else ""
        yield f"the default with {_any_of(option.default_where)}{unless}"
    yield from _least(option)
    if option.alone:
        yield "alone"


def _least(option: Option) -> Iterator[str]:
    """How many sites, clouds and networks an option asks for, where one is not enough."""
    least = {
        "sites": option.min_sites,
        "clouds": option.min_clouds,
        "networks that no provider joins": option.min_networks,
    }
    yield from (f"at least {number} {what}" for what, number in least.items() if number > 1)


def _any_of(words: Iterable[str]) -> str:
    return " or ".join(map(as_said, words))


def _wanted(demands: Iterable[Demand]) -> list[str]:
    return [demand.wanted for demand in demands]


# --- why


def why(
    brief: Annotated[Path, typer.Argument(help="The brief.")],
    component: Annotated[
        str,
        typer.Argument(
            help="A component, by id or name; see `kgraph catalog list`. Or an answer of a brief, "
            "such as `answers.registry` or `workloads.shop.stores`.",
            autocompletion=completion.components,
        ),
    ],
    *,
    as_of: AsOf = None,
    timeout: Timeout = PATIENCE,
    as_json: Json = False,
) -> None:
    """Say why a component is in a brief's architecture and what would be without it.

    Where it is not in, say what it would cost or clash with. Of an answer, say whom it brings, and
    who meets it already.
    """
    with answers(as_json, brief, as_of, timeout):
        if component.startswith(PARTS):
            _tell_effect(brief, component, as_of, timeout, as_json)
            return
        with within(timeout, "why", "Assembling"):
            answer = api.why(brief, component, as_of=day(as_of), timeout=of_solver(timeout))
        _tell(answer, api.why_text, as_json)


PARTS = ("answers.", "workloads.")
"""How the place of an answer in a brief begins; no id of a component has a full stop."""


def _tell_effect(brief: Path, key: str, as_of: str | None, timeout: float, as_json: bool) -> None:
    """What an answer does."""
    with within(timeout, "why", "Assembling"):
        found = api.answer_effect(brief, key, as_of=day(as_of), timeout=of_solver(timeout))
    _tell(found, api.effect_text, as_json)


def _tell(found: object, words: Callable[..., str], as_json: bool) -> None:
    """What was found, as JSON or in words as wide as the terminal."""
    if as_json:
        tell_json(found)
    else:
        tell_text(words(found, width=columns()))
