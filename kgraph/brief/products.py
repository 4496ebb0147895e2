"""What a brief can name: components that one can choose, also by their names or aliases, and
capabilities that a system can provide.
"""

from __future__ import annotations

from itertools import chain

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


def offerable(knowledge: Knowledge) -> frozenset[str]:
    """The capabilities that a system can provide: all but those of what the brief itself places,
    such as workloads and people, and the narrower ones of these.
    """
    fixed = [one.provides for one in knowledge.components.values() if not one.choosable]
    placed = set(chain.from_iterable(fixed))
    known = knowledge.capabilities.values()
    return frozenset(one.id for one in known if placed.isdisjoint((one.id, *one.broader)))


def offers(knowledge: Knowledge) -> Vocabulary:
    """The ids of the capabilities that a system can provide."""
    known = offerable(knowledge)

    def refuse(word: str) -> Refusal | None:
        if word not in knowledge.capabilities:
            return None
        told = f"'{shown(word)}' is what the brief itself places, no system provides it"
        return told, "take it out of 'provides'"

    return Vocabulary("capability", known, refuse=refuse)
