"""Choosing how a view is arranged, and a simpler view where no arrangement of it is legible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrangements import (
    BY_PLACES,
    ranked,
    search,
)
from kgraph.layout.attempts import Attempt, mended
from kgraph.layout.composition import Scene
from kgraph.layout.drawing import Drawing
from kgraph.layout.finishing import finished
from kgraph.layout.legibility.estimates import hopeless, tangled
from kgraph.layout.legibility.limits import CROSSINGS, UNMENDED
from kgraph.layout.offered import Turn, Views, in_turn
from kgraph.view.view import View

FIRST = 3
"""How many arrangements of a view are tried in any case."""
MOST, TANGLES = 5, 3
"""How many are tried at most where all are half empty, and where none is legible."""
LARGER = 1.35
"""How much larger than a picture that is half empty another may be that takes its place."""
NEARLY, FAR = 0.5, 0.5
"""How many crossings for each arrow there may be in what is mended though another arrangement is
legible already, and by how much it must then read better than that.
"""
FEWER = 0.95
"""What share of its arrows a view has, at most, to be tried after one that was far too tangled."""
BEYOND = 15.0
"""By how many crossings more than are far too many a view is expected to have that is not tried
after a fuller one which had too many.
"""


class Tried(Protocol):
    """An attempt, as far as it matters for whether there is to be another."""

    @property
    def legible(self) -> bool:
        """Whether nothing breaks the gate."""

    @property
    def filled(self) -> bool:
        """Whether it is legible without a large empty piece."""


class Tangled(Protocol):
    """An attempt, as far as it tells how tangled a view with fewer arrows is."""

    @property
    def arrows(self) -> int:
        """How many it has."""

    @property
    def crossings(self) -> int:
        """How often they cross."""


def best(views: Iterable[View]) -> Drawing:
    """The drawing of the first view that is legible; if none is, of the one that comes nearest."""
    offered = Views(views)
    tried: list[list[Attempt]] = []
    lost: dict[str, Attempt] = {}
    for turn in in_turn(offered):
        family = turn.family
        if family in lost and lost_too(turn.view, lost[family]) and turn.simpler() is not None:
            continue
        attempts = _tried(turn)
        chosen = _chosen(attempts, turn)
        if chosen is not None:
            return finished(chosen)
        if attempts and all(attempt.lost for attempt in attempts):
            lost[family] = min(attempts, key=lambda attempt: attempt.crossings)
        tried += [attempts] if attempts else []
    return finished(mended(min(map(_first, tried), key=lambda attempt: attempt.score)))


def lost_too(view: View, lost: Tangled) -> bool:
    """Whether a view has about as many arrows as one that was far too tangled, or so many that it
    is as tangled: crossings go about with the square of the arrows.
    """
    share = len(view.arrows) / lost.arrows
    most = UNMENDED * len(view.arrows) + search(view).lost + BEYOND
    return share > FEWER or lost.crossings * share**2 > most


def _chosen(attempts: Sequence[Attempt], turn: Turn) -> Attempt | None:
    """That of the attempts at a view which is drawn; None where none is legible."""
    legible = [attempt for attempt in attempts if attempt.legible]
    if not legible:
        return _saved(attempts, turn.view)
    chosen = _fuller(_filled(_first(legible), turn), legible)
    return _far_better(_with_words(chosen, legible), attempts, turn.view)


def _filled(attempt: Attempt, turn: Turn) -> Attempt:
    """The attempt; of a view by places that leaves its page half empty, a better one in layers, if
    that is not larger for it.
    """
    if attempt.filled or turn.family not in BY_PLACES:
        return attempt
    most = LARGER * attempt.metrics.area
    layered = [one for one in _tried(turn.layered()) if one.legible]
    fitting = [one for one in layered if one.metrics.area <= most]
    return min([attempt, *fitting], key=lambda one: one.score)


def _fuller(first: Attempt, legible: Iterable[Attempt]) -> Attempt:
    """The first attempt, mended; where a large piece of it is empty then, rather another that is
    about as easy to read and is filled once it is mended.
    """
    chosen = mended(first)
    if chosen.filled:
        return chosen
    near = [one for one in legible if one is not first and one.about <= chosen.about]
    return min([chosen, *map(mended, near)], key=lambda one: one.standing)


def _saved(attempts: Iterable[Attempt], view: View) -> Attempt | None:
    """The best of the attempts at a view that are legible only once they are mended, by the limit
    before that; None where there is none, or a simpler view is rather to be taken.
    """
    if not search(view).mends:
        return None
    crossed = [one for one in attempts if one.within(CROSSINGS)]
    better = map(mended, crossed)
    saved = (one for one in better if one.legible and one.within(UNMENDED))
    return min(saved, key=lambda one: one.score, default=None)


def _with_words(chosen: Attempt, legible: Iterable[Attempt]) -> Attempt:
    """The chosen attempt; where words of it have no place, rather the first in which all have one,
    if that is hardly worse to read.
    """
    if not chosen.missing:
        return chosen
    others = map(mended, sorted(legible, key=lambda attempt: attempt.standing))
    most = chosen.reading + FAR
    fitting = (one for one in others if one.legible and one.reading <= most and not one.missing)
    return next(fitting, chosen)


def _far_better(chosen: Attempt, attempts: Iterable[Attempt], view: View) -> Attempt:
    """The chosen attempt; rather one that is legible only once it is mended, where that reads far
    better.
    """
    if not search(view).mends:
        return chosen
    reading = chosen.reading - FAR
    others = [one for one in attempts if one.within(NEARLY) and not one.legible]
    better = [mended(one) for one in others if one.reading <= reading]
    fitting = [one for one in better if one.legible and one.reading <= reading]
    return min([chosen, *fitting], key=lambda one: one.reading)


def _first(attempts: Iterable[Attempt]) -> Attempt:
    """The best of the attempts at one view in one family."""
    return min(attempts, key=lambda attempt: attempt.standing)


def draw(view: View) -> Drawing:
    """The drawing of a view: of the ways in which it can be arranged, the one that reads best."""
    return best([view])


def _tried(turn: Turn) -> list[Attempt]:
    """The attempts at a view in a family of arrangements.

    None where all arrangements are hopeless and there is another family to try. What is far too
    tangled is given up where there is a simpler view.
    """
    attempts = _attempts(turn, _hopeful(turn), most_crossings(turn.view, turn.family))
    anew = [
        again.anew()
        for again in _rescued(attempts)
        if again.crossings and not (again.lost and turn.simpler() is not None)
    ]
    if any(attempt.legible for attempt in (*attempts, *anew)):
        return [*attempts, *anew]
    return [*attempts, *anew, *(attempt.anew() for attempt in anew if attempt.nearly)]


def _rescued(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """Those of which arrows are laid anew: of one that is legible and such that nearly are, or of
    all if none is.
    """
    legible = [attempt for attempt in attempts if attempt.legible]
    if not legible:
        return attempts
    best = _first(legible)
    return [best, *(one for one in attempts if one.nearly and one is not best)]


def _hopeful(turn: Turn) -> list[tuple[int, Spread]]:
    """The arrangements of a family, each with its number, that are not hopeless by their size.

    Nor by how tangled they are, where there is a simpler view. Of the simplest view all of them are
    tried in the last family where none is of a fitting size.
    """
    view, different = turn.view, turn.placed()
    # most arrangements for a column are too wide, and to rank them takes longer than to place them
    none_fits = all(hopeless(view, spread) for spread in different)
    if none_fits and not turn.last:
        return []
    arrangements = list(enumerate(ranked(view, different)))
    if none_fits:
        return arrangements
    fitting = [(number, spread) for number, spread in arrangements if not hopeless(view, spread)]
    return fitting if turn.simpler() is None else _clear(view, fitting)


def _clear(view: View, arrangements: Iterable[tuple[int, Spread]]) -> list[tuple[int, Spread]]:
    """The arrangements in which arrows would not be far too tangled."""
    return [(number, spread) for number, spread in arrangements if not tangled(view, spread)]


def most_crossings(view: View, family: str) -> float:
    """So many for each arrow there may be in a family before arrows are mended: more around one
    place, where ways between what stands at its sides are short.
    """
    return CROSSINGS if view.subject and family in BY_PLACES else UNMENDED


def _attempts(
    turn: Turn, arrangements: Iterable[tuple[int, Spread]], crossings: float
) -> list[Attempt]:
    """Those that promise most are tried first, until one is calm, or too many are far too tangled.

    Those that promise less are tried only where none of the first is legible, or none fills its
    page.
    """
    attempts: list[Attempt] = []
    for number, spread in arrangements:
        if enough(attempts, number):
            break
        scene = Scene(turn.view, spread)
        attempts.append(Attempt(number, scene, scene.lines(), crossings=crossings))
        given_up = _given_up(attempts, turn.view) and turn.simpler() is not None
        if attempts[-1].calm or given_up:
            break
    return attempts


def _given_up(attempts: Iterable[Attempt], view: View) -> bool:
    """Whether so many are far too tangled that a simpler view is tried at once."""
    return not view.subject and sum(one.lost for one in attempts) >= search(view).losses


def enough(attempts: Sequence[Tried], number: int) -> bool:
    """Whether the arrangement of that number is not tried after these attempts."""
    if not any(attempt.legible for attempt in attempts):
        return len(attempts) >= TANGLES
    return number >= (FIRST if any(attempt.filled for attempt in attempts) else MOST)
