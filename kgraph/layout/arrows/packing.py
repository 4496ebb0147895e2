"""How far things move back one way until all of them take as little room together as they can."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

SLACK = 1e-6
Moves = dict[int, float]
"""How far each group of things that move as one goes; less than 0 is back."""


class Extent(NamedTuple):
    """From where to where a group reaches."""

    first: float
    last: float


class Kept:
    """Of which groups one goes how far at least with another: the distances that are kept."""

    def __init__(self) -> None:
        self.after: defaultdict[int, Moves] = defaultdict(dict)

    def copy(self) -> Kept:
        """The same distances, to which more can be added."""
        found = Kept()
        for first, beyond in self.after.items():
            found.after[first] = dict(beyond)
        return found

    def keep(self, first: int, second: int, least: float) -> None:
        """Let the second group go no further back than the first, plus so much."""
        beyond = self.after[first]
        beyond[second] = max(beyond.get(second, -math.inf), least)

    def before(self, group: int) -> Iterator[tuple[int, float]]:
        """From which others a group keeps a distance, and how far."""
        for first, beyond in self.after.items():
            if group in beyond:
                yield first, beyond[group]

    def tie(self, first: int, second: int, by: float) -> None:
        """Let the second group go as far as the first, plus so much."""
        self.keep(first, second, by)
        self.keep(second, first, -by)


class Packing:
    """Groups, by their extents, that are packed from where the first one begins."""

    def __init__(self, extents: Mapping[int, Extent]) -> None:
        self.extents = extents
        self._order = sorted(extents, key=lambda group: (*extents[group], group))
        self._begin = min((extent.first for extent in extents.values()), default=0.0)
        self.end = max((extent.last for extent in extents.values()), default=0.0)

    def ended(self, moves: Moves) -> float:
        """Where all end once they have moved."""
        ends = (extent.last + moves[group] for group, extent in self.extents.items())
        return max(ends, default=0.0)

    def least(self, kept: Kept) -> Moves | None:
        """How far each group goes at the least; None where distances contradict each other."""
        least = {group: self._begin - extent.first for group, extent in self.extents.items()}
        return least if _settled(least, self._order, kept.after) else None

    def ranges(self, kept: Kept) -> dict[int, Extent] | None:
        """How far each group goes at the least and at the most, where all end as early as they can;
        None where distances contradict each other.
        """
        least = self.least(kept)
        if least is None:
            return None
        end = self.ended(least)
        most = {group: extent.last - end for group, extent in self.extents.items()}
        # what follows holds back what is before it: the same, seen from the end
        _settled(most, reversed(self._order), _turned(kept))
        return {group: Extent(least[group], -most[group]) for group in self._order}

    def moves(self, kept: Kept, *, middle: bool) -> Moves | None:
        """How far each group goes: to the middle of what it may, or as little as it must; None
        where distances contradict each other.
        """
        ranges = self.ranges(kept)
        if ranges is None:
            return None
        return {group: _chosen(ways, middle=middle) for group, ways in ranges.items()}


def _chosen(ways: Extent, *, middle: bool) -> float:
    """How far a group goes that may go so far at the least and at the most."""
    if middle:
        return (ways.first + ways.last) / 2
    return max(ways.first, min(ways.last, 0.0))


def _settled(moves: Moves, order: Iterable[int], after: Mapping[int, Moves]) -> bool:
    """Whether groups have been moved on until every distance is kept."""
    groups = list(order)
    # one round more than there are groups: distances that contradict each other push for ever
    rounds = (_round(moves, groups, after) for _ in range(len(groups) + 1))
    return not all(rounds)


def _round(moves: Moves, groups: Iterable[int], after: Mapping[int, Moves]) -> int:
    """How many groups have moved something on, each in its turn."""
    return sum(_pushed(moves, group, after) for group in groups)


def _pushed(moves: Moves, group: int, after: Mapping[int, Moves]) -> bool:
    """Whether what is kept from a group has been moved on for it."""
    found = False
    for other, least in after.get(group, {}).items():
        if moves[group] + least > moves[other] + SLACK:
            moves[other] = moves[group] + least
            found = True
    return found


def _turned(kept: Kept) -> Mapping[int, Moves]:
    """The same distances, kept by the first of two groups from the second."""
    found = Kept()
    for first, beyond in kept.after.items():
        for second, least in beyond.items():
            found.keep(second, first, least)
    return found.after
