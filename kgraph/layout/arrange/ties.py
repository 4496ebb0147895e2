"""Things in ranks, the ties between them, and the lanes that long ties keep free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

LANE, SLIM = 22.0, -12.0
"""How wide the lane of a long tie is in each rank that it passes, beside the room that any two
things of a rank have between them. A slim one is less than nothing: it takes of that room.
"""
_MARK = "\0"
"""What stands between the parts of a lane's id, and in no other id."""


@dataclass(slots=True)
class Node:
    """A thing in a rank: how long it is across the direction of the ranks, and along it.

    `at` is where it begins across. What is `fixed` stays there.
    """

    id: str
    across: float
    along: float
    at: float = 0.0
    fixed: bool = False

    @property
    def real(self) -> str:
        """Its id, or the first end of the tie whose lane it is."""
        return self.id.partition(_MARK)[0]

    @property
    def passing(self) -> tuple[str, str] | None:
        """The ends of the tie whose lane it is; None where it is a thing."""
        before, mark, rest = self.id.partition(_MARK)
        return (before, rest.partition(_MARK)[0]) if mark else None


class Tie(NamedTuple):
    """Two things, one before the other.

    `at_before` and `at_after` are where on each of them it ends, as shares of their widths;
    `arrows` is how many arrows it stands for.
    """

    before: str
    after: str
    at_before: float
    at_after: float
    arrows: int


def is_fixed(row: Iterable[Node]) -> bool:
    """Whether something in a rank stays where it is."""
    return any(node.fixed for node in row)


def ends(ties: Collection[Tie]) -> set[str]:
    """The things that are tied."""
    tied = {tie.before for tie in ties}
    return tied.union(tie.after for tie in ties)


Pulls = tuple[tuple[str, int, int], ...]
"""Things with how many arrows lead from each to what is beside their frame: left, and right."""
Link = tuple[str, float, float, int]
"""A neighbour in the rank beside, the shares at which the link ends, there and here, and for how
many arrows it stands.
"""
Links = Mapping[str, Sequence[Link]]
"""For each thing, and each lane, its links to the ranks beside its own."""


def with_lanes(
    rows: Sequence[Sequence[Node]], ties: Sequence[Tie], wide: float
) -> list[list[Node]]:
    """The ranks with a narrow place in each that a long tie passes, so wide."""
    level = _levels(rows)
    widened = [list(row) for row in rows]
    for tie in ties:
        low, high = sorted((level[tie.before], level[tie.after]))
        for number in range(low + 1, high):
            widened[number].append(Node(_lane(tie, number), wide, 0.0))
    return widened


def links_between(rows: Sequence[Sequence[Node]], ties: Sequence[Tie]) -> Links:
    """The ties, rank by rank."""
    level = _levels(rows)
    links: dict[str, list[Link]] = defaultdict(list)
    for tie in ties:
        for (one, at_one), (other, at_other) in pairwise(_stations(tie, level)):
            links[one].append((other, at_other, at_one, tie.arrows))
            links[other].append((one, at_one, at_other, tie.arrows))
    return links


def _stations(tie: Tie, level: Mapping[str, int]) -> list[tuple[str, float]]:
    """What a tie passes from rank to rank: its ends and lanes, each with the share at which."""
    first, last = (tie.before, tie.at_before), (tie.after, tie.at_after)
    if level[tie.before] > level[tie.after]:
        first, last = last, first
    passed = range(level[first[0]] + 1, level[last[0]])
    lanes = [(_lane(tie, number), 0.5) for number in passed]
    return [first, *lanes, last]


def _lane(tie: Tie, number: int) -> str:
    """The id of the place that a tie keeps free in a rank."""
    return f"{tie.before}{_MARK}{tie.after}{_MARK}{number}"


def _levels(rows: Sequence[Sequence[Node]]) -> dict[str, int]:
    """The number of each thing's rank."""
    level: dict[str, int] = {}
    for number, row in enumerate(rows):
        level.update((node.id, number) for node in row if _MARK not in node.id)
    return level
