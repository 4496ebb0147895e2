"""What the solver sends back: ids alone, nothing of the solver itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TIES = 2
"""The levels up to this one break ties and are no costs."""
LAST_PREFERENCE = 10
"""The level of the last preference; those before it stand above."""


def levels(prefer: Sequence[str]) -> dict[str, int]:
    """The level of each preference of an order, the first the highest.

    >>> levels(["managed", "mature"])
    {'managed': 11, 'mature': 10}
    """
    highest = LAST_PREFERENCE + len(prefer) - 1
    return {id: highest - at for at, id in enumerate(prefer)}


def preference_costs(
    prefer: Sequence[str], costs: Iterable[tuple[int, int]]
) -> tuple[tuple[str, int], ...]:
    """The costs at the preferences of an order, of the costs at each level."""
    by_level = dict(costs)
    return tuple((id, by_level.get(level, 0)) for id, level in levels(prefer).items())


@dataclass(frozen=True, slots=True)
class Solution:
    """Placements as (component, place), sorted, with the cost at each priority, the highest first.

    `off` are the statements that were let go, where letting go was allowed.
    """

    placements: tuple[tuple[str, str], ...]
    costs: tuple[tuple[int, int], ...]
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Minimal sets of statements that clash; `complete` says that there are no others."""

    found: tuple[tuple[str, ...], ...]
    complete: bool
