"""Bounds of preferences as the solver reads them: how much of what others count may be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.model.brief import Bound
from kgraph.model.knowledge import Knowledge, Preference

Row = tuple[str, *tuple[str | int, ...]]
"""The name of a fact, and what it says."""
Limited = tuple[str, int]
"""A preference, and how much may be there at most of what it counts."""


def measured(bound: Bound, knowledge: Knowledge) -> Preference:
    """The preference in whose unit a bound is told."""
    return next(one for one in knowledge.preferences if one.bound_word == bound[2])


def limit_facts(limits: Sequence[Limited], knowledge: Knowledge) -> Iterator[Row]:
    """Each limit, and what components count for it."""
    for id, most in limits:
        preference = knowledge.preference_by_id[id]
        once = "" if preference.counted_per == "placement" else "_once"
        yield "limit", id, most
        for component, group, cost in preference.costs:
            yield f"measure{once}", id, component, group or component, cost
