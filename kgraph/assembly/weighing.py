"""By how much one answer is worse than another, in words, and what would make it the better one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.assembly import solution
from kgraph.assembly.problem import Problem
from kgraph.assembly.solution import TIES, Solution
from kgraph.words import count

Words = tuple[str, str]
"""What one of something is called, and what several are."""

ABOVE: tuple[tuple[int, Words], ...] = (
    (
        solution.FILTERED,
        ("filter away from what the brief names", "filters away from what the brief names"),
    ),
    (solution.WISHES, ("wish of the brief unmet", "wishes of the brief unmet")),
    (
        solution.NAMED,
        ("way past what the brief names missing", "ways past what the brief names missing"),
    ),
    (
        solution.ALONE,
        ("service beside one that does the same", "services beside one of their kind"),
    ),
    (solution.BOUNDED, ("bound of a preference exceeded", "bounds of preferences exceeded")),
    (
        solution.UNATTESTED,
        ("component not known to be out", "components not known to be out"),
    ),
    (solution.OUTAGES, ("thing that an outage takes", "things that an outage takes")),
)
BELOW: tuple[tuple[int, Words], ...] = ((solution.PLACED, ("placement", "placements")),)
"""What counts before all preferences, and after them."""
TIE = "a tie: they cost the same by everything that counts, and only the order of their ids decides"
EARLIER = "what counts before all preferences"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What another answer costs more (above 0) or less than the best one, what decides first."""

    problem: Problem
    first: Solution
    other: Solution

    @property
    def tied(self) -> bool:
        """Whether both cost the same by all that is no tie-break."""
        return _counted(self.first) == _counted(self.other)

    @property
    def why(self) -> str:
        """By how much the best one won."""
        if self.tied:
            return TIE
        told = [_told(words, delta) for words, delta in self._all()]
        return ", ".join(told) or f"worse by {EARLIER}"

    def flip(self, chosen: str, instead: str) -> str:
        """What to write into the brief for the other one to win."""
        if self.tied:
            return f"use: [{instead}]"
        return self._other_order() or f"avoid: [{chosen}]"

    def _other_order(self) -> str:
        """A preference by which the other one is better, put before the one that decides.

        Empty where there is none, where something else decides, or where concerns have orders of
        their own.
        """
        deltas = [one for one in self.preferences() if one[1]]
        better = [id for id, delta in deltas if delta < 0]
        by_preference = bool(deltas) and deltas[0][1] > 0 and not any(map(self._level, ABOVE))
        if self.problem.brief.prefer_in or not better or not by_preference:
            return ""
        return f"prefer: {better[0]} before {deltas[0][0]}"

    def preferences(self) -> list[tuple[str, int]]:
        """By each preference, in their order, what the other one costs more."""
        before = dict(self.problem.preferences(self.first))
        return [(id, cost - before[id]) for id, cost in self.problem.preferences(self.other)]

    def _all(self) -> Iterator[tuple[Words, int]]:
        """What differs, what counts first ahead."""
        yield from self._levels(ABOVE)
        for id, delta in self.preferences():
            if delta:
                yield self.problem.knowledge.unit(id), delta
        if not any(delta for _, delta in self.preferences()):
            yield from self._levels(BELOW)

    def _levels(self, levels: tuple[tuple[int, Words], ...]) -> Iterator[tuple[Words, int]]:
        for level in levels:
            delta = self._level(level)
            if delta:
                yield level[1], delta

    def _level(self, level: tuple[int, Words]) -> int:
        return dict(self.other.costs).get(level[0], 0) - dict(self.first.costs).get(level[0], 0)


def _counted(solution: Solution) -> dict[int, int]:
    """The costs that are no tie-break, by their levels, without those that are 0."""
    return {level: cost for level, cost in solution.costs if level > TIES and cost}


def _told(words: Words, delta: int) -> str:
    """How many of something more or fewer.

    >>> _told(("product", "products"), 2), _told(("product", "products"), -1)
    ('2 more products', '1 fewer product')
    """
    number, _, noun = count(abs(delta), *words).partition(" ")
    return f"{number} {'more' if delta > 0 else 'fewer'} {noun}"
