"""Bounds of preferences as the solver reads them: how much of what others count may be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.model.brief import Bound
from kgraph.model.knowledge import Knowledge
from kgraph.model.preferences import Preference

Row = tuple[str, *tuple[str | int, ...]]
"""The name of a fact, and what it says."""
Limited = tuple[str, int, str]
"""A preference, how much may be there at most of what it counts, and in which concern, if in one.
"""


def measured(bound: Bound, knowledge: Knowledge) -> Preference:
    """The preference in whose unit a bound is told."""
    return next(one for one in knowledge.preferences if one.bound_word == bound[2])


def limit_facts(limits: Sequence[Limited], knowledge: Knowledge) -> Iterator[Row]:
    """Each limit, and what components count for it."""
    for id, most, concern in limits:
        preference = knowledge.preference_by_id[id]
        once = "" if preference.counted_per == "placement" else "_once"
        name = f"{id} {concern}".rstrip()
        yield "limit", name, most
        for component, group, cost in preference.costs:
            if within(component, concern, knowledge):
                yield f"measure{once}", name, component, group or component, cost


def within(component: str, concern: str, knowledge: Knowledge) -> bool:
    """Whether a component is of a concern; of all of them, where none is named."""
    return not concern or knowledge.components[component].concern == concern
