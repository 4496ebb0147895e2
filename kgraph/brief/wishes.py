"""What a brief wishes for: components to use or to avoid, and preferences in their order."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Refusal, Vocabulary
from kgraph.errors import shown
from kgraph.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Wishes:
    """Ids of components and of preferences."""

    use: tuple[str, ...]
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]


def read_wishes(reader: Reader, keys: Keys, knowledge: Knowledge) -> Wishes:
    """What is to be used, avoided and preferred."""
    preferences = Vocabulary("preference", [one.id for one in knowledge.preferences])
    wishes = Wishes(
        use=_named(reader, said(keys, "use"), "use", _products(knowledge, "use")),
        avoid=_named(reader, said(keys, "avoid"), "avoid", _products(knowledge, "avoid")),
        prefer=_named(reader, said(keys, "prefer"), "prefer", preferences),
    )
    _refuse_both(reader, wishes)
    return wishes


def with_defaults(named: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """The preferences named, then the defaults: two wishes alone leave most choices to chance."""
    stated = sorted(
        (one.default_position, one.id)
        for one in knowledge.preferences
        if one.default_position is not None
    )
    return tuple(dict.fromkeys((*named, *(id for _, id in stated))))


def _named(
    reader: Reader, item: Located | None, key: str, vocabulary: Vocabulary
) -> tuple[str, ...]:
    found = reader.known_words(item, key, vocabulary)
    for word, place in found.items():
        reader.note(f"{key}.{word}", place)
    return tuple(found)


def _products(knowledge: Knowledge, key: str) -> Vocabulary:
    """The components that one can choose; a component may also be meant by its name or alias."""
    chosen = [one.id for one in knowledge.components.values() if one.choosable]

    def refuse(word: str) -> Refusal | None:
        meant = knowledge.components.get(word) or knowledge.component_called(word)
        if meant is None:
            return None
        if not meant.choosable:
            return f"'{shown(word)}' is no product", f"take it out of '{key}'"
        return f"unknown component '{shown(word)}'", f"did you mean '{meant.id}'?"

    return Vocabulary("component", frozenset(chosen), refuse=refuse)


def _refuse_both(reader: Reader, wishes: Wishes) -> None:
    for component in sorted(set(wishes.use) & set(wishes.avoid)):
        reader.problems.add(
            reader.given[f"avoid.{component}"],
            f"'{component}' is to be used and avoided",
            "take it out of one of the lists",
        )
