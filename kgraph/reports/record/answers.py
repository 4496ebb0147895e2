"""What decided: the preferences in their order, and the questions with their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse
from pathlib import PurePath

from kgraph.analysis.effects import effect
from kgraph.model.answers import Price
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.decisions import Decision
from kgraph.model.knowledge import Knowledge
from kgraph.model.preferences import Preference
from kgraph.reports.document import (
    Block,
    Item,
    Items,
    Line,
    Paragraph,
    Section,
    Table,
    code,
    line,
    paragraph,
    strong,
)
from kgraph.reports.effects import NOTHING, effect_words
from kgraph.reports.record.told import short
from kgraph.words import count

DRIVERS = (
    "In this order; the smaller cost is better. "
    "What is still equal then is a tie, and listed as one: only the order of ids decides it."
)
DEFAULT = "default"
"""Where an answer comes from that the brief does not give."""


def drivers(
    architecture: Architecture, knowledge: Knowledge, prices: Sequence[Price] = ()
) -> Iterator[Section]:
    """The preferences in their order, with what the architecture costs by each.

    And what those that the brief states cost more than if they were left out.
    """
    known = knowledge.preference_by_id
    items = [
        _driver(known[id], value, architecture.brief)
        for id, value in architecture.preferences
        if id in known
    ]
    if items:
        listed = Items(tuple(items), numbered=True)
        own = map(paragraph, _of_concerns(architecture, knowledge))
        dear = _priced(prices, knowledge)
        yield Section("drivers", "Decision drivers", (paragraph(DRIVERS), listed, *own, *dear))


def _priced(prices: Sequence[Price], knowledge: Knowledge) -> Iterator[Paragraph]:
    """A sentence for each preference that costs something, with its weaker form."""
    known = knowledge.preference_by_id
    dearest = {one.preference: one for one in sorted(prices, key=lambda one: one.more)}
    for one in dearest.values():
        label, measure = known[one.preference].label, known[one.measure]
        bound = f"{{at-most: +{one.more // 2} {measure.bound_word}}}"
        weaker = code(f"prefer: [{{{one.preference}: {bound}}}]")
        one_more, several = knowledge.unit(one.measure)
        more = f"costs {one.more} more {one_more if one.more == 1 else several} than without it"
        yield paragraph(f"To prefer {label} {more}. Write ", weaker, " to limit this.")


def _of_concerns(architecture: Architecture, knowledge: Knowledge) -> Iterator[str]:
    """What comes first for the components of some concerns, a sentence for each."""
    brief = architecture.brief
    for id, order in brief.prefer_in if brief is not None else ():
        known = knowledge.preference_by_id
        labels = [known[one].label for one in order if one in known]
        if labels and id in knowledge.concern_by_id:
            concern = knowledge.concern_by_id[id].label
            yield f"For {concern}: {', then '.join(labels)} before all of these."


def _driver(preference: Preference, cost: int, brief: Brief | None) -> Item:
    stated = brief is not None and brief.where(f"prefer.{preference.id}")
    origin = "stated" if stated else DEFAULT
    words = f" ({origin}): {preference.definition} Cost here: {cost}."
    return Item(line(strong(preference.label), words))


def answers(architecture: Architecture, knowledge: Knowledge) -> Iterator[Section]:
    """The questions of the whole brief with answers: first what it says, then the defaults.

    Defaults that ask for nothing are told together beneath.
    """
    every = list(_told(architecture, knowledge))
    if every:
        said = list(filter(_is_said, every))
        taken = list(filterfalse(_is_said, every))
        answered = f"{count(len(said), 'answer')} in the brief{_file(architecture.brief)}"
        blocks: list[Block] = [paragraph(f"{answered}, {count(len(taken), 'default')}.")]
        blocks += _table((*said, *filterfalse(_is_idle, taken)))
        blocks += _idle(list(filter(_is_idle, taken)))
        yield Section("answers", "Questions and answers", tuple(blocks))


def _file(brief: Brief | None) -> str:
    """The file of a brief, in brackets."""
    return f" ({PurePath(brief.source).name})" if brief and brief.source else ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A question with its answer, what it does here, and where the brief says it, if it does."""

    decision: Decision
    chosen: str
    here: str
    place: str

    @property
    def cells(self) -> tuple[Line, ...]:
        """The answer as a row of the table."""
        cells = (self.decision.question, self.chosen, self.here, self.place or DEFAULT)
        return tuple(line(cell) for cell in cells)


def _is_said(answer: _Answer) -> bool:
    """Whether the brief says it."""
    return bool(answer.place)


def _is_idle(answer: _Answer) -> bool:
    """Whether it leaves all as it would be without."""
    return answer.here == NOTHING


def _table(found: Sequence[_Answer]) -> Iterator[Table]:
    """The answers, a row for each."""
    if found:
        rows = tuple(one.cells for one in found)
        yield Table(("question", "answer", "here", "from"), rows)


def _idle(found: Sequence[_Answer]) -> Iterator[Paragraph]:
    """The defaults that ask for nothing, in one line."""
    if found:
        told = "; ".join(f"{one.decision.label}: {one.chosen}" for one in found)
        asks = "asks" if len(found) == 1 else "ask"
        yield paragraph(f"{count(len(found), 'default')} {asks} for nothing: {told}.")


def _told(architecture: Architecture, knowledge: Knowledge) -> Iterator[_Answer]:
    """The questions that have answers."""
    for id, options in architecture.answers:
        decision = knowledge.decision_by_id.get(id)
        if decision is not None:
            place = _place(f"answers.{id}", architecture.brief)
            does = effect(architecture, knowledge, id)
            if not place:  # nobody waits for what a default would bring
                does = replace(does, nowhere=())
            here = effect_words(does, knowledge)
            yield _Answer(decision, option_labels(decision, options), here, place)


def _place(key: str, brief: Brief | None) -> str:
    """Where the brief says something, by the name of its file alone; nothing where it does not."""
    where = brief.where(key) if brief else None
    return short(where, brief.source) if where and brief else ""


def option_labels(decision: Decision, options: Sequence[str]) -> str:
    """What the chosen options are called."""
    return ", ".join(_option_label(decision, option) for option in options)


def _option_label(decision: Decision, id: str) -> str:
    option = decision.option(id)
    return option.label if option is not None else id
