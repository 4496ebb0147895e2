"""Attempts at a view: it is laid out in one arrangement, measured, and mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from kgraph.layout.arrangements import search
from kgraph.layout.composition import Lines, Scene
from kgraph.layout.drawing import Drawing
from kgraph.layout.exchanges import exchanges
from kgraph.layout.legibility.crossings import Curves
from kgraph.layout.legibility.detours import wound
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.limits import CROSSINGS, EMPTY, UNMENDED
from kgraph.layout.legibility.metrics import Metrics, measure
from kgraph.layout.legibility.scoring import score
from kgraph.layout.legibility.wording import (
    beyond,
    label_rects,
    over_borders,
    unsaid,
)
from kgraph.layout.mending import unwound
from kgraph.view.view import View

CALM, SHAPELY = 0.1, (0.9, 2.0)
"""So few crossings for each arrow, and such a shape, that nothing better is looked for."""
LONGER = 16.0, 32.0, 48.0
"""How much longer straight arrows become for their words."""
BOTH_OR_ONE = (False, True), (False,), (True,)
"""The ways in which things are moved: downwards and across, or one of these alone."""
TAKEN = 1.01
"""How much larger a picture may be once it has closed up: sisters made even take a little."""
TANGLED = 1.0
"""With more crossings for each arrow than this, or as many more than are legible as are `lost` in a
search, neither another arrangement of a view in its family nor laying its arrows anew led to
anything legible.
"""


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

    @property
    def arrows(self) -> int:
        """How many arrows it has."""
        return len(self._lines)

    def within(self, crossings: float) -> bool:
        """Whether there are so many for each arrow, at most."""
        return self.crossings <= crossings * self.arrows + 1e-9

    @property
    def _over(self) -> float:
        """How many crossings there are more than are legible."""
        return self.crossings - UNMENDED * self.arrows

    @property
    def lost(self) -> bool:
        """Whether it is far too tangled."""
        return self._over > self._search.lost or self.crossings > TANGLED * self.arrows

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
    def about(self) -> tuple[float, float, int]:
        """About how bad it is, whatever its area."""
        hard, over, reading, _ = self.score
        return hard, over, round(reading / self._search.step)

    @property
    def standing(self) -> tuple[float, ...]:
        """How it stands among others of its family.

        Small differences count for nothing, so that small changes of a view move little; but for
        whether a large piece is empty.
        """
        _, _, reading, area = self.score
        return *self.about, self.metrics.empty > EMPTY, self.number, reading, area

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
        for ways in BOTH_OR_ONE:
            scene, lines = self._scene, self._lines
            for across in ways:
                scene, lines = scene.widened(lines, across=across) or (scene, lines)
            if scene is not self._scene:
                yield Attempt(self.number, scene, scene.eased(lines), last=True)

    def worded(self) -> Attempt:
        """The same with room made for words of arrows that have none; itself where there is none.

        Each comes once; what it moves may lead words of others to better places, too.
        """
        best = self._whole
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
        """How many words have no place, on all or on one of the arrows that share them."""
        return self.metrics.labels_missing + self._beyond

    @cached_property
    def _beyond(self) -> int:
        """How many arrows run nowhere by the words that they share."""
        return beyond(self.drawing)

    @cached_property
    def _whole(self) -> Attempt:
        """The same with words that are hard to set, where it lacks any."""
        return self if self._last or not self.missing else self._on(self._lines)

    @property
    def lacking(self) -> int:
        """How many words have no place once every way to set them is tried."""
        return self._whole.missing

    def saying(self, view: View) -> Attempt:
        """The same with the words of another view; itself where words find less room then, or come
        over the border of a frame.
        """
        found = Attempt(self.number, self._scene.saying(view), self._lines, last=True)
        clear = found.as_good(self) and over_borders(found.drawing) <= over_borders(self.drawing)
        return found if clear else self

    def closed(self) -> Attempt:
        """The same without room that nothing needs, both ways or one, where it is as good; what
        takes more room once sisters are made even stays.
        """
        words = label_rects(self.drawing)
        found = self._rearranged(partial(self._scene.closed, self._lines, words))
        return found if found.metrics.area < TAKEN * self.metrics.area else self

    def lined(self) -> Attempt:
        """The same with boxes in line that stood a little off each other, where it is as good."""
        return self._rearranged(partial(self._scene.lined, self._lines))

    def _rearranged(self, moved: Callable[[Sequence[bool]], tuple[Scene, Lines] | None]) -> Attempt:
        """The same with things moved both ways, or one, where it is as good."""
        for found in filter(None, map(moved, BOTH_OR_ONE)):
            better = Attempt(self.number, *found, last=True)
            if better.as_good(self):
                return better
        return self

    def straightened(self) -> Attempt:
        """The same without steps aside that nothing stands in the way of, where it is as good."""
        lines = self._scene.straightened(self._lines)
        if lines == self._lines:
            return self
        better = self._on(lines)
        return better if better.as_good(self) else self

    def exchanged(self) -> Iterator[Attempt]:
        """The same with two things in each other's places, where arrows that wind lead from or to
        one of them: with its arrows laid, and laid anew.
        """
        scene = self._scene
        for spread in exchanges(scene.view, scene.spread, wound(self.drawing)):
            yield from self._laid(Scene(scene.view, spread, scene.seats))

    def relaid(self) -> Iterator[Attempt]:
        """The same with its arrows laid where everything stands by now, and laid anew."""
        scene = self._scene
        yield from self._laid(Scene(scene.view, scene.spread, scene.seats, scene.off))

    def _laid(self, scene: Scene) -> Iterator[Attempt]:
        """A scene with its arrows laid, and laid anew where any cross."""
        laid = Attempt(self.number, scene, scene.lines(), crossings=CROSSINGS)
        yield laid
        if laid.crossings:
            yield laid.anew()

    def inset(self) -> Attempt:
        """The same off the left edge and the heading, where it is as good; once more where its
        words, which are set anew, come to stand nearer to them than those before.
        """
        inset = self
        for _ in range(2):
            found = inset._scene.inset(inset.drawing)
            if found is not None:
                moved = Attempt(self.number, *found, last=True)
                inset = moved if _no_worse(moved, self) else inset
        return inset

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

    @cached_property
    def mended(self) -> Attempt:
        """It with as few arrows that wind, cross or crowd as leave it legible, and all words where
        they were.

        Only what is chosen is mended, so no view becomes a simpler one by it.
        """
        return _mended(self)


MENDINGS = (Attempt.unwound, Attempt.uncrossed, Attempt.eased, Attempt.widened)
"""What makes an attempt better, in the order in which it is done."""


def mended(attempt: Attempt) -> Attempt:
    """An attempt mended, once however often it is asked for."""
    return attempt.mended


def _mended(attempt: Attempt) -> Attempt:
    # most often all that can be mended may be: so that is looked at first
    whole = attempt
    for better in MENDINGS:
        whole = next(better(whole), whole)
    if whole.missing > attempt.lacking:
        whole = whole.worded()
    if not _no_worse(whole, attempt):
        whole = attempt
        for better in MENDINGS:
            kept = (one for one in better(whole) if _no_worse(one, attempt))
            whole = next(kept, whole)
    return whole.worded()


def _no_worse(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt is as legible as it was before, with as many words."""
    return one.legible >= before.legible and one.missing <= before.lacking
