"""A first brief as text: what was answered, and in comments what else could be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.brief.answers import asked_of
from kgraph.brief.asking import Draft, answers_of, sites_of, weightiest, workloads_of
from kgraph.brief.versions import NEWEST
from kgraph.brief.writing import options_text, row, scalar, site_row, word_list
from kgraph.documents.columns import wrapped
from kgraph.model.brief import Answers
from kgraph.model.decisions import Decision
from kgraph.model.knowledge import Knowledge

WIDTH = 92
HEAD = (
    "What you need, in one page: `kgraph assemble FILE -o DIR` answers with an architecture.",
    "Only `name` must be there. `kgraph questions` tells what each option brings.",
)


def first_text(
    draft: Draft,
    knowledge: Knowledge,
    *,
    schema: str | None = None,
    asked: Iterable[Decision] | None = None,
) -> str:
    """The brief as YAML with comments. `schema` is where an editor finds what a brief can say,
    `asked` are the decisions with the defaults that hold for it, where those are known.
    """
    answers = answers_of(draft)
    lines = [f"# yaml-language-server: $schema={' '.join(schema.split())}"] if schema else []
    lines += [*_comment(HEAD), f"version: {NEWEST}", f"name: {scalar(draft.name)}", ""]
    lines += [*_sites(draft, knowledge), "", *_workloads(draft, knowledge), ""]
    lines += [*_answers(answers, asked or knowledge.decisions), "", *_prefer(draft, knowledge)]
    return "\n".join(lines) + "\n"


def _comment(texts: Iterable[str], indent: str = "") -> Iterator[str]:
    """Texts as comments, none of them wider than a page."""
    for text in texts:
        for line in wrapped(" ".join(text.split()), WIDTH):
            yield f"{indent}# {line}"


def _sites(draft: Draft, knowledge: Knowledge) -> Iterator[str]:
    clouds = ", ".join(cloud.id for cloud in knowledge.clouds)
    yield from _comment([f"Where it runs. Each site is a region of one of {clouds}."])
    yield "sites:"
    for site in sites_of(draft):
        yield f"  - {{{row(site_row(site))}}}"


def _workloads(draft: Draft, knowledge: Knowledge) -> Iterator[str]:
    asked = asked_of(knowledge, "workload")
    yield from _comment(["What runs there: your own applications, and what each answers."])
    for decision in asked.values():
        yield from _comment([f"{decision.id}: {decision.question} {_choices(decision)}"])
    yield "workloads:"
    (weightiest_one,) = weightiest(knowledge, "workload", 1)
    for id, name, option in workloads_of(draft):
        said = {"id": scalar(id)}
        if name:
            said["name"] = scalar(name)
        if option:
            said[weightiest_one.id] = scalar(option)
        yield f"  - {{{row(said)}}}"


def _answers(answers: Answers, asked: Iterable[Decision]) -> Iterator[str]:
    """The decisions in their order: answered, or as a comment with what holds without an answer."""
    given = dict(answers)
    yield from _comment(["What you decide; what is left out is answered as its comment shows."])
    yield "answers:"
    for decision in asked:
        if decision.asked_of != "brief":
            continue
        yield from _comment([f"{decision.question} {_choices(decision)}"], "  ")
        if options := given.pop(decision.id, None):
            yield f"  {decision.id}: {options_text(options)}"
        else:
            yield f"  # {decision.id}: {options_text(decision.defaults)}"
    for id, options in given.items():  # unknown, which the reader will tell
        yield f"  {scalar(id)}: {options_text(options)}"


def _choices(decision: Decision) -> str:
    several = "any of " if decision.multiple else ""
    return f"({several}{', '.join(option.id for option in decision.options)})"


def _prefer(draft: Draft, knowledge: Knowledge) -> Iterator[str]:
    yield from _comment(
        ["What is better, the most important first. Those that are left out follow."]
    )
    for preference in knowledge.preferences:
        yield from _comment([f"{preference.id}: {preference.definition}"])
    if draft.prefer:
        yield f"prefer: {word_list(draft.prefer)}"
    else:
        yield f"# prefer: {_one_line(_in_order(knowledge))}"


def _in_order(knowledge: Knowledge) -> list[str]:
    stated = [one for one in knowledge.preferences if one.default_position is not None]
    return [one.id for one in sorted(stated, key=lambda one: one.default_position or 0)]


def _one_line(ids: list[str]) -> str:
    """As many of these as fit on a line; those that are left out follow anyway."""
    kept = list(ids)
    while len(word_list(kept)) > WIDTH - len("prefer: "):
        kept.pop()
    return word_list(kept)
