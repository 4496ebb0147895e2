"""The views that are offered for one picture, the fullest first, and their turn in being tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrangements import FAMILIES, IN_COLUMN, OF_ONE, placed
from kgraph.view.view import Block, Frame, View

HALF = 0.5
"""What share of the flows a simpler view tells to be tried before other arrangements."""


class Views:
    """Views by their numbers, the fullest first, each made when it is first asked for.

    One that looks like one before is passed over: there was nothing of what it leaves out.
    """

    def __init__(self, views: Iterable[View]) -> None:
        self._rest = iter(views)
        self._known = [next(self._rest)]
        self.arrangement = self._known[0].arrangement
        self.of_one = bool(self._known[0].subject)
        self.in_column = bool(self._known[0].column)
        self.crowded: set[tuple[str, tuple[Frame | Block, ...]]] = set()
        """What is far too large for the column, in which family."""

    def at(self, number: int) -> View | None:
        """The view of a number; None where there are fewer."""
        while number >= len(self._known):
            view = next(self._rest, None)
            if view is None:
                return None
            if not any(_same(view, known) for known in reversed(self._known)):
                self._known.append(view)
        return self._known[number]

    def __iter__(self) -> Iterator[View]:
        """All of them."""
        number = 0
        while (view := self.at(number)) is not None:
            yield view
            number += 1


def _same(view: View, other: View) -> bool:
    """Whether two views look the same."""
    return view.children == other.children and view.arrows == other.arrows


@dataclass(frozen=True, slots=True)
class Turn:
    """The view of a number that is tried in a family of arrangements."""

    family: str
    number: int
    view: View
    offered: Views

    def simpler(self) -> View | None:
        """The next view; None where there is none."""
        return self.offered.at(self.number + 1)

    def layered(self) -> Turn:
        """The same view, in layers."""
        return replace(self, family="layers")

    @property
    def last(self) -> bool:
        """Whether it is the simplest view in the last of its families."""
        return self.family == FAMILIES[self.view.arrangement][-1] and self.simpler() is None

    def placed(self) -> list[Spread]:
        """The different arrangements; but for those that are far too large for the column, unless
        there is nothing else to try.

        Where all are, so are those of the same boxes with fewer arrows.
        """
        if self.last:
            return placed(self.view, self.family)
        crowd = self.family, self.view.children
        if crowd in self.offered.crowded:
            return []
        found = placed(self.view, self.family, every=False)
        if not found:
            self.offered.crowded.add(crowd)
        return found


def in_turn(offered: Views) -> Iterator[Turn]:
    """Families with the views that are tried in them: a simpler view first, as long as it tells
    half of what the fullest does.

    Of a single place, and for a column, each view is tried in other ways before a simpler one: how
    it is arranged tells less there than what it is joined with.
    """
    if offered.in_column or offered.of_one:
        ways = IN_COLUMN if offered.in_column else OF_ONE
        yield from _each(offered, ways[offered.arrangement])
        return
    for family in FAMILIES[offered.arrangement]:
        for number, view in _telling(offered):
            yield Turn(family, number, view, offered)
    poorer = sum(1 for _ in _telling(offered))
    yield from _each(offered, FAMILIES[offered.arrangement], poorer)


def _telling(offered: Views) -> Iterator[tuple[int, View]]:
    """The views that tell half of what the fullest does, each with its number: those before the
    first that tells less. None is made before it is asked for.
    """
    least = HALF * max(map(_told, islice(offered, 1)))
    return takewhile(lambda numbered: _told(numbered[1]) >= least, enumerate(offered))


def _told(view: View) -> int:
    """How many flows the arrows of a view stand for."""
    return sum(len(arrow.covers) for arrow in view.arrows)


def _each(offered: Views, families: Iterable[str], first: int = 0) -> Iterator[Turn]:
    """Each view from that number on in every family before a simpler one."""
    ways = tuple(families)
    for number, view in enumerate(offered):
        if number >= first:
            for family in ways:
                yield Turn(family, number, view, offered)
