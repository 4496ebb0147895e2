"""The components that a brief can name: those one can choose, also by their names or aliases."""

from __future__ import annotations

from kgraph.documents.vocabulary import Refusal, Vocabulary
from kgraph.errors import shown
from kgraph.model.knowledge import Knowledge


def products(knowledge: Knowledge, key: str) -> Vocabulary:
    """The ids of the components that one can choose; a name or an alias is told with its id."""
    chosen = [one.id for one in knowledge.components.values() if one.choosable]

    def refuse(word: str) -> Refusal | None:
        meant = knowledge.components.get(word) or knowledge.component_called(word)
        if meant is None:
            return None
        if not meant.choosable:
            return f"'{shown(word)}' is no product", f"take it out of '{key}'"
        return f"unknown component '{shown(word)}'", f"did you mean '{meant.id}'?"

    return Vocabulary("component", frozenset(chosen), refuse=refuse)
