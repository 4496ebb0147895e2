"""Preferences: what counts against a component, and where it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CostWhere:
    """A cost that counts where the brief says one of some words, and none of some others.

    Words name what a brief speaks of, as ``component/harbor``; see `kgraph.model.words`. It counts
    from a day on, and until another, where it has one.
    """

    cost: tuple[str, str, int]
    where: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def counts(self, said: frozenset[str], day: date) -> bool:
        """Whether it counts for a brief that says these words, as of a day."""
        meant = not self.where or not said.isdisjoint(self.where)
        begun = self.since is None or self.since <= day
        over = self.until is not None and self.until <= day
        return meant and begun and not over and said.isdisjoint(self.unless)


@dataclass(frozen=True, slots=True)
class Preference:
    """A cost over components; the smaller sum wins. `costs` holds (component, group, cost).

    `costs_where` are those that depend on the brief. What it `opposes` is not taken by default
    where the brief states it. `bound_word` is how a brief calls what it counts, where others may be
    bounded by that; `unit` is what one of it is called, and what several are.
    """

    id: str
    label: str
    definition: str
    counted_per: str
    default_position: int | None
    costs: tuple[tuple[str, str, int], ...]
    costs_where: tuple[CostWhere, ...] = ()
    opposes: tuple[str, ...] = ()
    bound_word: str = ""
    unit: tuple[str, str] | None = None

    def costs_for(self, said: frozenset[str], day: date) -> tuple[tuple[str, str, int], ...]:
        """All costs that count for a brief that says these words, as of a day."""
        if not self.costs_where:
            return self.costs
        counting = {one.cost for one in self.costs_where if one.counts(said, day)}
        return tuple(sorted(counting.union(self.costs)))
