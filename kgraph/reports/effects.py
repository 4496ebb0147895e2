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
    """What an answer does, as far as it does anything."""
    labels = tuple(knowledge.capabilities[one].label for one in effect.rules_out)
    joined = ("what is there",) if effect.joins and not effect.brings else ()
    parts = (
        ("there for it:", _names(effect.brings, knowledge)),
        ("already met by", _names(effect.met_by, knowledge)),
        ("rules out", labels),
        ("joins", joined),
    )
    yield from (f"{words} {some(named, MOST)}" for words, named in parts if named)
    if effect.nowhere:
        homeless = tuple(knowledge.capabilities[one].label for one in effect.nowhere)
        yield f"asks for {some(homeless, MOST)} in clusters, and there is none"


def _names(ids: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """What components are called."""
    return tuple(component_name(id, knowledge) for id in ids)


def effect_document(effect: Effect, knowledge: Knowledge) -> Document:
    """An answer: the question, what each chosen option says, and what it does."""
    decision = knowledge.decision_by_id[effect.decision]
    of = f"Workload {effect.workload}: " if effect.workload is not None else ""
    options = knowledge.options_of([(effect.decision, effect.options)])
    said = _items(f"{one.label}: {one.definition}" for one in options)
    does = _items(tuple(_told(effect, knowledge)) or (NOTHING,))
    sections = (Section("said", "What the brief says", (said,)), Section("does", "Here", (does,)))
    return Document(f"{of}{decision.question}", sections=sections)


def _items(texts: Iterable[str]) -> Items:
    return Items(tuple(Item(line(text)) for text in texts))
