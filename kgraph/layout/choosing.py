"""Choosing how a view is arranged, and a simpler view where no arrangement of it is legible."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import takewhile
from typing import Protocol

from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrangements import (
    BY_PLACES,
    FAMILIES,
    IN_COLUMN,
    OF_ONE,
    placed,
    ranked,
    search,
)
from kgraph.layout.composition import Lines, Scene
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.crossings import Curves
from kgraph.layout.legibility.estimates import hopeless, tangled
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.limits import CROSSINGS, EMPTY, UNMENDED
from kgraph.layout.legibility.metrics import Metrics, measure
from kgraph.layout.legibility.scoring import score
from kgraph.layout.legibility.wording import label_rects, unsaid
from kgraph.layout.mending import unwound
from kgraph.view.view import View

CALM, SHAPELY = 0.1, (0.9, 2.0)
"""So few crossings for each arrow, and such a shape, that nothing better is looked for."""
FIRST = 3
"""How many arrangements of a view are tried in any case."""
MOST, TANGLES = 5, 3
"""How many are tried at most where all are half empty, and where none is legible."""
LARGER = 1.35
"""How much larger than a picture that is half empty another may be that takes its place."""
HALF = 0.5
"""What share of the flows a simpler view tells to be tried before other arrangements."""
LONGER = 16.0, 32.0, 48.0
"""How much longer straight arrows become for their words."""
NEARLY, FAR = 0.5, 0.5
"""How many crossings for each arrow there may be in what is mended though another arrangement is
legible already, and by how much it must then read better than that.
"""
FEWER = 0.95
"""What share of its arrows a view has, at most, to be tried after one that was far too tangled."""
TANGLED = 1.0
"""With more crossings for each arrow than this, or as many more than are legible as are `lost` in a
search, neither another arrangement of a view in its family nor laying its arrows anew led to
anything legible.
"""


class Tried(Protocol):
    """An attempt, as far as it matters for whether there is to be another."""

    @property
    def legible(self) -> bool:
        """Whether nothing breaks the gate."""

    @property
    def filled(self) -> bool:
        """Whether it is legible without a large empty piece."""


class Attempt:
    """A view laid out in one arrangement, the one of that number in its family, and how it reads.

    Words are set and the rest is measured only where that is asked: most attempts are too tangled
    for it to matter. Words that are hard to set are set in `last` attempts alone. Until then there
    may be so many `crossings` for each arrow.
    """

    def __init__(
        self,
        number: int,
        scene: Scene,
        lines: Lines,
        *,
        crossings: float = UNMENDED,
        last: bool = False,
    ) -> None:
        self.number, self._scene, self._lines, self._last = number, scene, lines, last
        self._most = crossings
        self._ways, self._search = dict(scene.router.ways), search(scene.view)

    @cached_property
    def _curves(self) -> Curves:
        return Curves(self._lines)

    @property
    def crossings(self) -> int:
        """How often its arrows cross."""
        return self._curves.meetings.crossings

    def within(self, crossings: float) -> bool:
        """Whether there are so many for each arrow, at most."""
        return self.crossings <= crossings * len(self._lines) + 1e-9

    @property
    def _over(self) -> float:
        """How many crossings there are more than are legible."""
        return self.crossings - UNMENDED * len(self._lines)

    @property
    def lost(self) -> bool:
        """Whether it is far too tangled."""
        return self._over > self._search.lost or self.crossings > TANGLED * len(self._lines)

    @property
    def nearly(self) -> bool:
        """Whether few crossings less would make it legible."""
        return 0 < self._over <= self._search.nearly

    @cached_property
    def legible(self) -> bool:
        """Whether nothing breaks the gate, nor the stricter limit before it is mended."""
        return (self._last or self.within(self._most)) and not faults(self.metrics)

    @cached_property
    def drawing(self) -> Drawing:
        """It, in full."""
        return self._scene.drawing(self._lines, all_words=self._last)

    @cached_property
    def metrics(self) -> Metrics:
        """What is measured of it."""
        return measure(self.drawing, self._curves)

    @cached_property
    def score(self) -> tuple[float, ...]:
        """How bad it is."""
        return score(self.metrics, self._search.ways)

    @property
    def calm(self) -> bool:
        """Whether nothing better needs to be looked for."""
        if not self.legible or not self._search.calm:
            return False
        shapely = SHAPELY[0] <= self.metrics.aspect <= SHAPELY[1]
        return shapely and self.filled and self.metrics.crossings_per_arrow <= CALM

    @property
    def filled(self) -> bool:
        """Whether it is legible without a large empty piece."""
        return self.legible and self.metrics.empty <= EMPTY

    @property
    def reading(self) -> float:
        """How hard it is to read, whatever limit it misses."""
        return self.score[2]

    @property
    def standing(self) -> tuple[float, ...]:
        """How it stands among others of its family.

        Small differences count for nothing, so that small changes of a view move little.
        """
        hard, over, reading, area = self.score
        return hard, over, round(reading / self._search.step), self.number, reading, area

    def anew(self) -> Attempt:
        """The same with arrows that cross others laid anew."""
        lines = self._scene.lines_anew()
        return Attempt(self.number, self._scene, lines, crossings=self._most)

    def uncrossed(self) -> Iterator[Attempt]:
        """The same with ever fewer pairs of arrows of one end that cross no more."""
        for lines in self._scene.uncrossed(self._lines):
            yield self._on(lines)

    def eased(self) -> Iterator[Attempt]:
        """The same with arrows off what they run too near to, if any moves."""
        lines = self._scene.eased(self._lines)
        if lines != self._lines:
            yield self._on(lines)

    def widened(self) -> Iterator[Attempt]:
        """The same with room made for lines that run too near to something: both ways, or one."""
        for ways in ((False, True), (False,), (True,)):
            scene, lines = self._scene, self._lines
            for across in ways:
                scene, lines = scene.widened(lines, across=across) or (scene, lines)
            if scene is not self._scene:
                yield Attempt(self.number, scene, scene.eased(lines), last=True)

    def worded(self) -> Attempt:
        """The same with room made for words of arrows that have none; itself where there is none.

        Each comes once; what it moves may lead words of others to better places, too.
        """
        best: Attempt = self
        if self.missing and not self._last:
            best = self._on(self._lines)
        for wordless in unsaid(best.drawing):
            best = next(filter(best.says_less, best._roomier(wordless)), best)
        return best

    def says_less(self, other: Attempt) -> bool:
        """Whether another one has words that this one lacks, and is as legible."""
        return other.legible >= self.legible and other.missing < self.missing

    def _roomier(self, wordless: str) -> Iterator[Attempt]:
        """The same with room beside an arrow, or between what it joins straight."""
        lines = self._scene.roomier(self.drawing, wordless)
        if lines is not None:
            yield self._on(lines)
        yield from self._longer(wordless)

    def _longer(self, wordless: str) -> Iterator[Attempt]:
        """The same with what an arrow joins straight further apart."""
        points = next(arrow.points for arrow in self._lines if arrow.id == wordless)
        (x, y), (end_x, end_y) = points[0], points[-1]
        across = y == end_y
        for more in LONGER:
            long = {wordless: abs(end_x - x) + abs(end_y - y) + more}
            found = self._scene.widened(self._lines, across=across, long=long)
            if found is not None:
                yield Attempt(self.number, *found, last=True)

    @property
    def missing(self) -> int:
        """How many words have no place."""
        return self.metrics.labels_missing

    def closed(self) -> Attempt:
        """The same without room that nothing needs, both ways or one, where it is as good."""
        words = label_rects(self.drawing)
        for ways in ((False, True), (False,), (True,)):
            found = self._scene.closed(self._lines, words, ways)
            if found is not None:
                smaller = Attempt(self.number, *found, last=True)
                if smaller.as_good(self):
                    return smaller
        return self

    def as_good(self, other: Attempt) -> bool:
        """Whether it is as legible, with as many words, as much alike and no emptier."""
        legible = self.legible >= other.legible and self.missing <= other.missing
        alike = self.metrics.unlike <= other.metrics.unlike
        return legible and alike and self.metrics.empty <= max(other.metrics.empty, EMPTY)

    def unwound(self) -> Iterator[Attempt]:
        """The same with ever fewer arrows that wind laid anew, over others where that pays."""
        return map(self._on, self._unwound)

    @cached_property
    def _unwound(self) -> Sequence[Lines]:
        return tuple(unwound(self._scene, self._lines, self._ways))

    def _on(self, lines: Lines) -> Attempt:
        """The same on other lines, with all its words."""
        return Attempt(self.number, self._scene, lines, last=True)


MENDINGS = (Attempt.unwound, Attempt.uncrossed, Attempt.eased, Attempt.widened)
"""What makes an attempt better, in the order in which it is done."""


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
    tried: list[list[Attempt]] = []
    lost: dict[str, int] = {}
    for family, number, view in in_turn(offered):
        simpler = partial(offered.at, number + 1)
        if len(view.arrows) > FEWER * lost.get(family, math.inf) and simpler() is not None:
            continue
        attempts = _tried(view, family, simpler)
        chosen = _chosen(attempts, view, family, simpler)
        if chosen is not None:
            return chosen.closed().drawing
        if attempts and all(attempt.lost for attempt in attempts):
            lost[family] = len(view.arrows)
        tried += [attempts] if attempts else []
    return mended(min(map(_first, tried), key=lambda attempt: attempt.score)).closed().drawing


def _chosen(
    attempts: Sequence[Attempt], view: View, family: str, simpler: Callable[[], View | None]
) -> Attempt | None:
    """That of the attempts at a view which is drawn; None where none is legible."""
    legible = [attempt for attempt in attempts if attempt.legible]
    if not legible:
        return _saved(attempts, view)
    chosen = mended(_filled(_first(legible), view, family, simpler))
    return _far_better(_with_words(chosen, legible), attempts, view)


def _filled(
    attempt: Attempt, view: View, family: str, simpler: Callable[[], View | None]
) -> Attempt:
    """The attempt; of a view by places that leaves its page half empty, a better one in layers, if
    that is not larger for it.
    """
    if attempt.filled or family not in BY_PLACES:
        return attempt
    most = LARGER * attempt.metrics.area
    layered = [one for one in _tried(view, "layers", simpler) if one.legible]
    fitting = [one for one in layered if one.metrics.area <= most]
    return min([attempt, *fitting], key=lambda one: one.score)


def mended(attempt: Attempt) -> Attempt:
    """The attempt with as few arrows that wind, cross or crowd as leave it legible, and all words
    where they were.

    Only what is chosen is mended, so no view becomes a simpler one by it.
    """
    # most often all that can be mended may be: so that is looked at first
    whole = attempt
    for better in MENDINGS:
        whole = next(better(whole), whole)
    if not _no_worse(whole, attempt):
        whole = attempt
        for better in MENDINGS:
            kept = (one for one in better(whole) if _no_worse(one, attempt))
            whole = next(kept, whole)
    return whole.worded()


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


def _no_worse(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt is as legible as it was before, with as many words."""
    return one.legible >= before.legible and one.missing <= before.missing


def _first(attempts: Iterable[Attempt]) -> Attempt:
    """The best of the attempts at one view in one family."""
    return min(attempts, key=lambda attempt: attempt.standing)


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
    """The attempts at a view in a family of arrangements.

    None where all arrangements are hopeless and there is another family to try. What is far too
    tangled is given up where there is a simpler view.
    """
    arrangements = _hopeful(view, family, simpler)
    attempts = _attempts(view, arrangements, simpler, most_crossings(view, family))
    anew = [
        again.anew()
        for again in _rescued(attempts)
        if again.crossings and not (again.lost and simpler() is not None)
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


def _hopeful(
    view: View, family: str, simpler: Callable[[], View | None]
) -> list[tuple[int, Spread]]:
    """The arrangements of a family, each with its number, that are not hopeless by their size.

    Nor by how tangled they are, where there is a simpler view. Of the simplest view all of them are
    tried in the last family where none is of a fitting size.
    """
    different = placed(view, family)
    last = family == FAMILIES[view.arrangement][-1] and simpler() is None
    # most arrangements for a column are too wide, and to rank them takes longer than to place them
    none_fits = all(hopeless(view, spread) for spread in different)
    if none_fits and not last:
        return []
    arrangements = list(enumerate(ranked(view, different)))
    if none_fits:
        return arrangements
    fitting = [(number, spread) for number, spread in arrangements if not hopeless(view, spread)]
    return fitting if simpler() is None else _clear(view, fitting)


def _clear(view: View, arrangements: Iterable[tuple[int, Spread]]) -> list[tuple[int, Spread]]:
    """The arrangements in which arrows would not be far too tangled."""
    return [(number, spread) for number, spread in arrangements if not tangled(view, spread)]


def most_crossings(view: View, family: str) -> float:
    """So many for each arrow there may be in a family before arrows are mended: more around one
    place, where ways between what stands at its sides are short.
    """
    return CROSSINGS if view.subject and family in BY_PLACES else UNMENDED


def _attempts(
    view: View,
    arrangements: Iterable[tuple[int, Spread]],
    simpler: Callable[[], View | None],
    crossings: float,
) -> list[Attempt]:
    """Those that promise most are tried first, until one is calm, or too many are far too tangled.

    Those that promise less are tried only where none of the first is legible, or none fills its
    page.
    """
    attempts: list[Attempt] = []
    for number, spread in arrangements:
        if enough(attempts, number):
            break
        scene = Scene(view, spread)
        attempts.append(Attempt(number, scene, scene.lines(), crossings=crossings))
        if attempts[-1].calm or (_given_up(attempts, view) and simpler() is not None):
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
