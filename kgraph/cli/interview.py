"""Asking on a terminal for what a first brief says, each question until its answer can be read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from kgraph import api
from kgraph.cli.answers import fail, tell_aside, tell_text
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.brief.asking import Draft
    from kgraph.model.decisions import Decision

COMMAND = "brief init"
"""Who asks, as messages call it."""
Said = Callable[["Draft", str], "Draft"]
"""What a draft says with an answer more."""


def on_a_terminal() -> bool:
    """Whether somebody reads the questions and can answer them."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def interviewed(draft: Draft, said: set[str]) -> Draft:
    """The draft with the answers to what is not said yet."""
    try:
        for key, question, default, more in _questions(draft):
            if key not in said:
                draft = _until_known(draft, question, default, more)
            if key == "workloads" and key not in said:
                draft = _ask_workloads(draft)
        if "answers" not in said:
            draft = _ask_decisions(draft)
        return draft if "prefer" in said else _ask_preferences(draft)
    except EOFError:
        fail(f"{COMMAND}: the answers ended too early: nothing is written")


def _questions(draft: Draft) -> Iterator[tuple[str, str, str, Said]]:
    """What is asked first: the key of a draft, the question, the default, what an answer says."""
    clouds = ", ".join(cloud.id for cloud in api.knowledge().clouds)
    yield "name", "What is it called?", draft.name, lambda one, text: replace(one, name=text)
    yield (
        "sites",
        f"Where does it run? CLOUD or CLOUD/REGION, several with commas ({clouds})",
        ", ".join(draft.sites),
        lambda one, text: replace(one, sites=api.words_of(text)),
    )
    yield (
        "clusters",
        "How many clusters has each site?",
        str(draft.clusters),
        lambda one, text: replace(one, clusters=_number(text)),
    )
    yield (
        "workloads",
        "What runs there? Names, several with commas",
        ", ".join(draft.workloads),
        lambda one, text: replace(one, workloads=api.words_of(text)),
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1000):
        raise InputError.one("clusters", f"'{text[:20]}' is no number", "write for example 1")
    return int(text)


def _ask_workloads(draft: Draft) -> Draft:
    """The draft with the answer of each workload to the one question that is asked of it."""
    decision = api.workload_question()
    workloads = draft.workloads
    _tell_options(decision)
    for at, id in enumerate(workloads):

        def more(one: Draft, text: str, at: int = at, id: str = id) -> Draft:
            said = f"{id}={text}" if text else id
            return replace(one, workloads=(*one.workloads[:at], said, *one.workloads[at + 1 :]))

        draft = _until_known(draft, f"{id}: {decision.id}", _default(decision), more)
    return draft


def _ask_decisions(draft: Draft) -> Draft:
    """The draft with answers to the decisions on which most depends."""
    for decision in api.first_questions():
        _tell_options(decision)

        def more(
            one: Draft, text: str, id: str = decision.id, taken: str = _default(decision)
        ) -> Draft:
            own = () if text == taken else (f"{id}={text}",)
            return replace(one, answers=(*one.answers, *own))

        draft = _until_known(draft, decision.id, _default(decision), more)
    return draft


def _ask_preferences(draft: Draft) -> Draft:
    typer.echo(err=True)
    tell_aside("What is better, the most important first, with commas? Enter takes the default.")
    rows = [(f"  {one.id}", one.definition) for one in api.knowledge().preferences]
    tell_text(api.rows_text(rows, 24), aside=True)
    return _until_known(
        draft, "prefer", "", lambda one, text: replace(one, prefer=api.words_of(text))
    )


def _default(decision: Decision) -> str:
    return ", ".join(decision.defaults)


def _tell_options(decision: Decision) -> None:
    typer.echo(err=True)
    tell_aside(decision.question)
    rows = [(f"  {option.id}", option.definition) for option in decision.options]
    tell_text(api.rows_text(rows, 24), aside=True)


def _until_known(draft: Draft, question: str, default: str, more: Said) -> Draft:
    """Ask until the answer can be read, and say what is wrong with those that cannot."""
    while True:
        text = _typed(question, default)
        try:
            found = more(draft, text)
            api.first_brief(found, where=COMMAND)
        except InputError as error:
            for problem in error.problems:
                tell_aside(f"{problem.what}: {problem.remedy}")
        else:
            return found


def _typed(question: str, default: str) -> str:
    """What is typed as an answer; EOFError where nothing more comes.

    Neither `input` nor what is built on it: they write to standard output, which may be the brief.
    """
    tell_text(f"{question} [{default}]: " if default else f"{question}: ", aside=True)
    line = sys.stdin.buffer.readline()
    if not line:
        raise EOFError
    return line.decode("utf-8", "replace").strip() or default
