"""Words on arrows: on a free stretch of their own arrow, or not at all (the tooltip has them)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from math import dist

from kgraph.layout.drawing import DrawnArrow, Point, Rect, Text
from kgraph.layout.geometry.curves import Segment, crosses, segments
from kgraph.layout.geometry.rectangles import around, bounds, overlap, shrunk, touch
from kgraph.layout.lines import line_width

HIGH = 15.0
CIRCLE = 20.0
"""The room that the circle of a number takes before the words."""
DIGIT = 7.0
"""How much more for each digit after the first."""
EDGE = 6.0
OFF = 2.0
"""How far words that stand beside an arrow keep off it."""
APART = 2.0
"""How far from all other lines: nearer to another arrow they would be taken for its words."""
SHORT, STEP = 18.0, 4.5
"""Beside how long a piece words may stand, and how far apart the places are that are tried."""
SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.275, 0.725, 0.425, 0.575)
"""Where along a piece the middle of words on it may be; those off its middle come later."""
Bounded = tuple[float, float, float, float, str, Segment]
"""A straight piece after the least x and y that it reaches, the greatest, and whose it is.

Most are told apart by these alone.
"""


def set_labels(
    arrows: tuple[DrawnArrow, ...],
    words: Mapping[str, Sequence[str]],
    taken: Iterable[Rect],
    frames: Iterable[Rect],
) -> tuple[DrawnArrow, ...]:
    """The arrows with their labels, each where it covers nothing else.

    No block, no heading, no border, no other arrow. `words` holds what may stand on each, the best
    first; the first that fits is set. A number stands in a circle before the words, or alone. What
    the arrows of a bundle say stands on one of them.
    """
    ground = _Ground(arrows, taken, frames)
    said: set[str] = set()
    labelled = []
    for arrow in arrows:
        silent = arrow.bundle in said
        done = arrow if silent else _labelled(arrow, words.get(arrow.id, ()), ground)
        if arrow.bundle and (done.label is not None or done.number_at is not None):
            said.add(arrow.bundle)
        labelled.append(done)
    return tuple(labelled)


def _labelled(arrow: DrawnArrow, words: Iterable[str], ground: _Ground) -> DrawnArrow:
    """The arrow with the first of these words that fits, or at least with its number."""
    lead = CIRCLE + DIGIT * (len(arrow.number) - 1) if arrow.number else 0.0
    for label in words:
        wide = lead + (line_width(label, "arrow") + 8)
        rect = ground.spot(arrow, wide, lead)
        if rect is not None:
            return _with_words(arrow, label, ground.take(rect), lead)
        rect = ground.spot_before(arrow, wide, lead)
        if rect is not None:
            return _with_words(arrow, label, ground.take(rect), lead, before=True)
    if not arrow.number:
        return arrow
    rect = ground.spot(arrow, lead, lead) or ground.any_spot(arrow, lead)
    return _with_words(arrow, "", ground.take(rect), lead)


def _with_words(
    arrow: DrawnArrow, label: str, rect: Rect, lead: float, *, before: bool = False
) -> DrawnArrow:
    """The arrow with its words in a rectangle, after the circle of its number or `before` it."""
    circle = rect.right - lead / 2 if before else rect.x + lead / 2
    at = (round(circle, 2), round(rect.y + HIGH / 2, 2)) if lead else None
    if not label:
        return replace(arrow, number_at=at)
    left, wide = rect.x if before else rect.x + lead, round(rect.w - lead, 2)
    middle = round(left + wide / 2, 2)
    text = Text(middle, round(rect.y + HIGH - 4, 2), label, "arrow", "middle")
    words = Rect(round(left, 2), rect.y, wide, rect.h)
    return replace(arrow, label=text, label_rect=words, number_at=at)


class _Ground:
    """What words must not cover: what is taken, and the lines of arrows and frames."""

    def __init__(
        self,
        arrows: Iterable[DrawnArrow],
        taken: Iterable[Rect],
        frames: Iterable[Rect],
    ) -> None:
        self._taken = list(taken)
        self._lines: list[Bounded] = []
        for arrow in arrows:
            owner = _owner(arrow)
            self._lines += (_bounded(owner, line) for line in segments(arrow.points))
        for frame in frames:
            self._lines += (_bounded("", line) for line in _sides(frame))

    def take(self, rect: Rect) -> Rect:
        """The rectangle, on which nothing else may stand from now on."""
        self._taken.append(rect)
        return rect

    def spot(self, arrow: DrawnArrow, wide: float, lead: float) -> Rect | None:
        """A free rectangle on the arrow, or else close beside it.

        On an upright piece the circle of a number stands on the arrow, the words beside it.
        """
        near = self._near(arrow, wide)
        on = (rect for rect in _on(arrow.points, wide, lead) if near.open(rect, 0.0))
        beside = () if lead else _beside(arrow.points, wide)
        off = (rect for rect in beside if near.open(rect, APART))
        return next(chain(on, off), None)

    def spot_before(self, arrow: DrawnArrow, wide: float, lead: float) -> Rect | None:
        """A free rectangle at an upright piece for words that stand before the circle on it."""
        if not lead:
            return None
        near = self._near(arrow, wide)
        return next(
            (rect for rect in _before(arrow.points, wide, lead) if near.open(rect, 0.0)), None
        )

    def any_spot(self, arrow: DrawnArrow, wide: float) -> Rect:
        """A place for a number that must be told, on lines of others if need be.

        The first along its arrow where nothing is written.
        """
        spots = list(_along(arrow.points, wide))
        return next(filter(self._near(arrow, wide).free, spots), spots[0])

    def _near(self, arrow: DrawnArrow, wide: float) -> _Near:
        """What is so near to an arrow that words of that width on it, or beside, may meet it."""
        left, top, right, bottom = around(arrow.points)
        by = wide + HIGH + APART + OFF
        room = left - by, top - by, right + by, bottom + by
        own = _owner(arrow)
        taken = [rect for rect in self._taken if touch(bounds(rect), room)]
        lines = [line for line in self._lines if line[4] != own and touch(line[:4], room)]
        return _Near(taken, lines)


@dataclass(frozen=True, slots=True)
class _Near:
    """What stands near an arrow, and the lines of others that run there."""

    taken: Sequence[Rect]
    lines: Sequence[Bounded]

    def open(self, rect: Rect, apart: float) -> bool:
        """Whether nothing is where a rectangle is, and no line of others as near as that."""
        if rect.x <= EDGE or rect.y <= EDGE or not self.free(rect):
            return False
        return not self._hit(shrunk(rect, -apart))

    def free(self, rect: Rect) -> bool:
        """Whether nothing stands where a rectangle is."""
        return not any(overlap(rect, taken) for taken in self.taken)

    def _hit(self, rect: Rect) -> bool:
        """Whether a line of others runs through a rectangle."""
        left, top, right, bottom = bounds(rect)
        return any(
            crosses(rect, *line)
            for x0, y0, x1, y1, _, line in self.lines
            if x0 <= right and left <= x1 and y0 <= bottom and top <= y1
        )


def _owner(arrow: DrawnArrow) -> str:
    """Whose a line is: of a bundle, or of an arrow."""
    return arrow.bundle or arrow.id


def _bounded(owner: str, line: Segment) -> Bounded:
    (x0, y0), (x1, y1) = line
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), owner, line


def _sides(rect: Rect) -> Iterator[Segment]:
    """The four sides of a rectangle, all the way around."""
    top_left, top_right = (rect.x, rect.y), (rect.right, rect.y)
    bottom_right, bottom_left = (rect.right, rect.bottom), (rect.x, rect.bottom)
    return pairwise((top_left, top_right, bottom_right, bottom_left, top_left))


def _along(points: tuple[Point, ...], wide: float) -> Iterator[Rect]:
    """Places for a number along a curve, on the longest piece first, from its middle outwards."""
    ends = zip(points[::3], points[3::3], strict=False)
    for (x0, y0), (x1, y1) in sorted(ends, key=lambda piece: (-dist(*piece), piece)):
        for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9):
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            yield Rect(round(x - wide / 2, 2), round(y - HIGH / 2, 2), wide, HIGH)


def _on(points: tuple[Point, ...], wide: float, lead: float) -> Iterator[Rect]:
    """Places for words on a curve."""
    for x, y, upright in _middles(points, wide):
        left = x - (lead / 2 if upright and lead else wide / 2)
        yield Rect(round(left, 2), round(y - HIGH / 2, 2), round(wide, 2), HIGH)


def _before(points: tuple[Point, ...], wide: float, lead: float) -> Iterator[Rect]:
    """Places for words that end with a circle on an upright piece of a curve."""
    for x, y, upright in _middles(points, wide):
        if upright:
            left = x + lead / 2 - wide
            yield Rect(round(left, 2), round(y - HIGH / 2, 2), round(wide, 2), HIGH)


def _beside(points: tuple[Point, ...], wide: float) -> Iterator[Rect]:
    """Places for words close beside the straight pieces of a curve, the longest piece first."""
    ends = zip(points[::3], points[3::3], strict=False)
    for (x0, y0), (x1, y1) in sorted(ends, key=lambda piece: (-dist(*piece), piece)):
        long = dist((x0, y0), (x1, y1))
        if long < SHORT:
            break
        upright = abs(x1 - x0) <= abs(y1 - y0)
        steps = max(int(long / STEP), 1)
        for share in sorted((step / steps for step in range(1, steps)), key=_off_middle):
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            yield from (_level_beside, _upright_beside)[upright](x, y, wide)


def _upright_beside(x: float, y: float, wide: float) -> Iterator[Rect]:
    """To the right and to the left of a point."""
    for left in (x + OFF, x - OFF - wide):
        yield Rect(round(left, 2), round(y - HIGH / 2, 2), round(wide, 2), HIGH)


def _level_beside(x: float, y: float, wide: float) -> Iterator[Rect]:
    """Above and below a point."""
    for top in (y - OFF - HIGH, y + OFF):
        yield Rect(round(x - wide / 2, 2), round(top, 2), round(wide, 2), HIGH)


def _off_middle(share: float) -> float:
    return abs(share - 0.5)


def _middles(points: tuple[Point, ...], wide: float) -> list[tuple[float, float, bool]]:
    """Points along the straight pieces that stay visible beside a label of that width.

    The longest first, from their middles outwards. With each, whether the piece is upright.
    """
    ranked = []
    for (x0, y0), (x1, y1) in zip(points[::3], points[3::3], strict=False):
        across, along = abs(x1 - x0), abs(y1 - y0)
        upright = across <= along
        if across + along < (36 if upright else wide + 24):
            continue
        for share in SHARES:
            middle = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, upright)
            ranked.append((-(across + along), abs(share - 0.5), middle))
    return [middle for *_, middle in sorted(ranked)]
