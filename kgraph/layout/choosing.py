"""Choosing how a view is arranged, and a simpler view where no arrangement of it is legible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrangements import FAMILIES, IN_COLUMN, OF_ONE, STEP, spreads
from kgraph.layout.composition import lay_out
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.estimates import hopeless, tangled
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import Metrics, measure
from kgraph.layout.legibility.scoring import score
from kgraph.view.view import View

CALM, SHAPELY = 0.1, (0.9, 2.0)
"""So few crossings for each arrow, and such a shape, that nothing better is looked for."""
FIRST = 2
"""How many arrangements of a view are tried in any case."""
RESCUES = 4
"""Of how many arrangements the arrows are laid anew, where none is legible."""
HALF = 0.5
"""What share of the flows a simpler view tells to be tried before other arrangements."""
TANGLED = 1.0
"""With more crossings for each arrow, no other arrangement of a view is tried in a family."""
LOST = 1.0
"""With more crossings for each arrow, laying the arrows anew leads to nothing legible."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A view drawn in one arrangement, the one of that number in its family, and how it reads."""

    number: int
    spread: Spread
    drawing: Drawing
    metrics: Metrics
    score: tuple[float, ...]
    legible: bool

    @property
    def calm(self) -> bool:
        """Whether nothing better needs to be looked for."""
        shapely = SHAPELY[0] <= self.metrics.aspect <= SHAPELY[1]
        return shapely and self.metrics.crossings_per_arrow <= CALM and self.legible

    @property
    def standing(self) -> tuple[float, ...]:
        """How it stands among others of its family.

        Small differences count for nothing, so that small changes of a view move little.
        """
        hard, over, reading, area = self.score
        return hard, over, round(reading / STEP), self.number, reading, area


class Views:
    """Views by their numbers, the fullest first, each made when it is first asked for.

    One that looks like the one before is passed over: there was nothing of what it leaves out.
    """

    def __init__(self, views: Iterable[View]) -> None:
        self._rest = iter(views)
        self._known = [next(self._rest)]
        self.arrangement = self._known[0].arrangement
        self.of_one = bool(self._known[0].subject)
        self.in_column = bool(self._known[0].column)

    def at(self, number: int) -> View | None:
        """The view of a number; None where there are fewer."""
        while number >= len(self._known):
            view = next(self._rest, None)
            if view is None:
                return None
            if not _same(view, self._known[-1]):
                self._known.append(view)
        return self._known[number]

    def until(self, end: int | None = None) -> Iterator[View]:
        """The views before that number; all of them where none is named."""
        number = 0
        while number != end and (view := self.at(number)) is not None:
            yield view
            number += 1


def best(views: Iterable[View]) -> Drawing:
    """The drawing of the first view that is legible; if none is, of the one that comes nearest."""
    offered = Views(views)
    attempts: list[Attempt] = []
    for family, number, view in in_turn(offered):
        attempts += _tried(view, family, partial(offered.at, number + 1))
        if attempts and attempts[-1].legible:
            return attempts[-1].drawing
    return min(attempts, key=lambda attempt: attempt.score).drawing


def in_turn(offered: Views) -> Iterator[tuple[str, int, View]]:
    """Families with the views that are tried in them, each with its number: a simpler view first,
    as long as it tells half of what the fullest does.

    Of a single place, and for a column, each view is tried in other ways before a simpler one: how
    it is arranged tells less there than what it is joined with.
    """
    if offered.in_column or offered.of_one:
        ways = IN_COLUMN if offered.in_column else OF_ONE
        yield from _each(offered, ways[offered.arrangement])
        return
    split = _poorer(offered)
    for family in FAMILIES[offered.arrangement]:
        for number, view in enumerate(offered.until(split)):
            yield family, number, view
    yield from _each(offered, FAMILIES[offered.arrangement], split)


def _poorer(offered: Views) -> int:
    """The number of the first view that tells less than half of what the fullest does."""
    views = offered.until()
    least = HALF * _told(next(views))
    return 1 + sum(1 for _ in takewhile(lambda view: _told(view) >= least, views))


def _told(view: View) -> int:
    """How many flows the arrows of a view stand for."""
    return sum(len(arrow.covers) for arrow in view.arrows)


def _each(
    offered: Views, families: Iterable[str], first: int = 0
) -> Iterator[tuple[str, int, View]]:
    """Each view from that number on in every family before a simpler one."""
    ways = tuple(families)
    for number, view in enumerate(offered.until()):
        if number >= first:
            for family in ways:
                yield family, number, view


def draw(view: View) -> Drawing:
    """The drawing of a view: of the ways in which it can be arranged, the one that reads best."""
    return best([view])


def _same(view: View, other: View) -> bool:
    """Whether two views look the same."""
    return view.children == other.children and view.arrows == other.arrows


def _tried(view: View, family: str, simpler: Callable[[], View | None]) -> list[Attempt]:
    """The best attempt at a view in a family of arrangements.

    None where all arrangements are hopeless and there is another family to try. What is far too
    tangled is given up where there is a simpler view.
    """
    arrangements = _hopeful(view, family, simpler)
    if not arrangements:
        return []
    attempts = _attempts(view, arrangements, simpler)
    attempts.sort(key=lambda attempt: attempt.standing)
    rescued = attempts[:1] if attempts[0].legible else attempts[:RESCUES]
    anew = [
        _attempt(view, again.number, again.spread, again=1)
        for again in rescued
        if again.metrics.crossings and not _over(again, LOST, simpler)
    ]
    return [min([*attempts, *anew], key=lambda attempt: attempt.standing)]


def _hopeful(
    view: View, family: str, simpler: Callable[[], View | None]
) -> list[tuple[int, Spread]]:
    """The arrangements of a family, each with its number, that are not hopeless by their size.

    Nor by how tangled they are, where there is a simpler view. Of the simplest view all of them are
    tried in the last family where none is of a fitting size.
    """
    arrangements = list(enumerate(spreads(view, family)))
    fitting = [(number, spread) for number, spread in arrangements if not hopeless(view, spread)]
    last = family == FAMILIES[view.arrangement][-1]
    if simpler() is not None:
        return _clear(view, fitting)
    return arrangements if last and not fitting else fitting


def _clear(view: View, arrangements: Iterable[tuple[int, Spread]]) -> list[tuple[int, Spread]]:
    """The arrangements in which arrows would not be far too tangled."""
    return [(number, spread) for number, spread in arrangements if not tangled(view, spread)]


def _over(attempt: Attempt, limit: float, simpler: Callable[[], View | None]) -> bool:
    """Whether an attempt is too tangled to go on with its view while there is a simpler one."""
    return attempt.metrics.crossings_per_arrow > limit and simpler() is not None


def _attempts(
    view: View, arrangements: Iterable[tuple[int, Spread]], simpler: Callable[[], View | None]
) -> list[Attempt]:
    """Those that promise most are tried first, until one is calm, or one is far too tangled.

    Those that promise less are tried only where none of the first is legible.
    """
    attempts: list[Attempt] = []
    for number, spread in arrangements:
        if number >= FIRST and any(attempt.legible for attempt in attempts):
            break
        attempts.append(_attempt(view, number, spread))
        if attempts[-1].calm or _over(attempts[-1], TANGLED, simpler):
            break
    return attempts


def _attempt(view: View, number: int, spread: Spread, *, again: int = 0) -> Attempt:
    drawing = lay_out(view, spread, again=again)
    metrics = measure(drawing)
    return Attempt(number, spread, drawing, metrics, score(metrics), not faults(metrics))
