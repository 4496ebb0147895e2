"""What an answer does to an architecture, in words: in the record, and as a document of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.effect import Effect
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Document, Item, Items, Section, line, some
from kgraph.reports.names import MOST, component_name

NOTHING = "asks for nothing"
"""Of an answer that leaves all as it would be without it."""


def effect_words(effect: Effect, knowledge: Knowledge) -> str:
    """What an answer does, in one line."""
    return "; ".join(_told(effect, knowledge)) or NOTHING


def _told(effect: Effect, knowledge: Knowledge) -> Iterator[str]:
    if effect.brings:
        yield f"there for it: {_named(effect.brings, knowledge)}"
    if effect.met_by:
        yield f"already met by {_named(effect.met_by, knowledge)}"
    if effect.rules_out:
        labels = [knowledge.capabilities[one].label for one in effect.rules_out]
        yield f"rules out {some(labels, MOST)}"
    if effect.joins and not effect.brings:
        yield "joins what is there"


def _named(ids: Iterable[str], knowledge: Knowledge) -> str:
    """The first few components, and how many more there are."""
    return some((component_name(id, knowledge) for id in ids), MOST)


def effect_document(effect: Effect, knowledge: Knowledge) -> Document:
    """An answer: the question, what each chosen option says, and what it does."""
    decision = knowledge.decision_by_id[effect.decision]
    of = f"Workload {effect.workload}: " if effect.workload is not None else ""
    options = knowledge.options_of([(effect.decision, effect.options)])
    said = Items(tuple(Item(line(f"{one.label}: {one.definition}")) for one in options))
    does = Items(tuple(Item(line(told)) for told in _told(effect, knowledge) or ()))
    does = does if does.items else Items((Item(line(NOTHING)),))
    sections = (Section("said", "What the brief says", (said,)), Section("does", "Here", (does,)))
    return Document(f"{of}{decision.question}", sections=sections)
