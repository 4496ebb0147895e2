"""What the solver sends back: ids alone, nothing of the solver itself."""

from __future__ import annotations

from dataclasses import dataclass

TIES = 2
"""The levels up to this one break ties and are no costs."""
FILTERED, WISHES, NAMED, ALONE, BOUNDED, UNATTESTED, OUTAGES = 1001, 1000, 999, 998, 997, 996, 900
"""The levels above all preferences: what filters elsewhere than at what the brief names, wishes
that are missed, what the brief names and no chain passes, a second one that does what one does for
all, a bound that is exceeded, what is not known to have been out on the day, what an outage takes
that was asked to last."""
PLACED = 3
"""The level of the number of placements, below all preferences."""
LAST_PREFERENCE = 10
"""The level of the last preference; those before it stand above."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Placements as (component, place), sorted, with the cost at each priority, the highest first.

    `off` are the statements that were let go, where letting go was allowed.
    """

    placements: tuple[tuple[str, str], ...]
    costs: tuple[tuple[int, int], ...]
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of an answer beside the brief: components not to be used, and some that are."""

    without: tuple[str, ...]
    using: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Minimal sets of statements that clash; `complete` says that there are no others."""

    found: tuple[tuple[str, ...], ...]
    complete: bool
