"""What the brief prefers: the levels at which preferences count, and what an architecture costs by
each.

The first preference counts before all others, for each component that of its own concern's order.
So a level holds what is first for storage beside what is first for the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kgraph.assembly.solution import LAST_PREFERENCE
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge
from kgraph.model.preferences import Preference
from kgraph.model.words import words_said

Cost = tuple[str, str, int]
"""A component, the group that it counts in, and what it costs."""


def preferred(brief: Brief, knowledge: Knowledge) -> Iterator[tuple[int, Preference, list[Cost]]]:
    """The preferences that hold at each level, with the costs of those components that they hold
    for.
    """
    orders = list(_orders(brief))
    highest = LAST_PREFERENCE + max(len(order) for order, _ in orders) - 1
    said = words_said(brief, knowledge)
    for order, concerns in orders:
        for position, id in enumerate(order):
            preference = knowledge.preference_by_id[id]
            counting = preference.costs_for(said, brief.as_of)
            costs = [one for one in counting if _concerned(one, concerns, brief, knowledge)]
            yield highest - position, preference, costs


def own_levels(brief: Brief) -> list[int]:
    """The levels of the preferences that the brief states, the first preference first.

    Of all preferences where it states none.
    """
    orders = [order for order, _ in _orders(brief)]
    all_of = max(map(len, orders))
    stated = sum(brief.where(f"prefer.{id}") is not None for id in brief.prefer)
    own = max([stated, *map(len, dict(brief.prefer_in).values())])
    highest = LAST_PREFERENCE + all_of - 1
    return [highest - position for position in range(own or all_of)]


def totals(
    brief: Brief, knowledge: Knowledge, placed: Iterable[tuple[str, str]]
) -> tuple[tuple[str, int], ...]:
    """What placements, components and their places, cost by each preference, in the order in which
    the brief has them.
    """
    components = [component for component, _ in placed]
    used = set(components)
    counted: dict[str, int] = {}
    for order, _ in _orders(brief):
        counted |= dict.fromkeys(order, 0)
    for _, preference, costs in preferred(brief, knowledge):
        own = [one for one in costs if one[0] in used]
        counted[preference.id] += _total(preference, own, components)
    return tuple(counted.items())


def _orders(brief: Brief) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Each order of preferences with the concern that it is of; the one of all others with None.

    What a concern's own order does not name follows as it stands in the order of all.
    """
    yield brief.prefer, None
    for concern, order in brief.prefer_in:
        yield tuple(dict.fromkeys((*order, *brief.prefer))), concern


def _concerned(cost: Cost, concern: str | None, brief: Brief, knowledge: Knowledge) -> bool:
    """Whether a cost is one of a component that an order of preferences is of."""
    component = knowledge.components.get(cost[0])
    own = None if component is None else component.concern
    return (own if own in dict(brief.prefer_in) else None) == concern


def _total(preference: Preference, costs: list[Cost], components: list[str]) -> int:
    """What the components of some placements cost by a preference."""
    if preference.counted_per == "placement":
        times = Counter(components)
        return sum(times[component] * cost for component, _, cost in costs)
    if preference.counted_per == "component":
        return sum(cost for _, _, cost in costs)
    groups = {(group, cost) for _, group, cost in costs}
    return sum(cost for _, cost in groups)


def counted(preference: Preference, placed: Iterable[tuple[str, str]]) -> int:
    """What placements cost by a preference that does not depend on the brief."""
    components = [component for component, _ in placed]
    used = set(components)
    return _total(preference, [one for one in preference.costs if one[0] in used], components)
