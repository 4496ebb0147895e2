"""What a gate measures: a figure, what it should come to, and the places that count towards it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offence:
    """A place in the code that is over a limit, and by how much."""

    path: str
    first: int
    last: int
    what: str
    excess: int

    def __str__(self) -> str:
        return f"{self.path}:{self.first}: {self.what}, {self.excess} too many"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about the whole tree; less is better, until it has come to its goal.

    `slack` is by how much it may rise above what is recorded without being worse: a mean also
    rises where small functions are deleted.
    """

    id: str
    value: float
    goal: float
    offences: tuple[Offence, ...] = ()
    slack: float = 0

    @property
    def worst_first(self) -> tuple[Offence, ...]:
        """The places that count, those furthest over the limit first."""
        return tuple(sorted(self.offences, key=lambda one: (-one.excess, one.path, one.first)))


def counted(id: str, offences: tuple[Offence, ...], *, goal: float = 0) -> Figure:
    """The figure that is the number of places over a limit."""
    return Figure(id, len(offences), goal, offences)
