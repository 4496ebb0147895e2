"""What stands near an arrow, and how little a place for its words is liked for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import inf

from kgraph.layout import shapes
from kgraph.layout.arrows.spots import OFF, Size, Spot
from kgraph.layout.drawing import DrawnArrow, Rect
from kgraph.layout.geometry.curves import Segment, beziers, crosses, segments
from kgraph.layout.geometry.rectangles import (
    Bounds,
    around,
    bounds,
    touch,
)
from kgraph.layout.style import FRAME_HEAD

EDGE = 6.0
"""How near to the edge of the page words may stand."""
APART = 2.0
"""How far from all other lines words beside an arrow stand at least."""
SIDE, ABOVE = 4.0, 2.0
"""How much of the place of words is left free at their sides, and above and below them."""
CLEAR = 6.0
"""How far words keep off lines of others, bends and heads, if they can."""
SURE = 8.5
"""How far words beside an arrow keep off lines of others: their own is then the nearest."""
BORDER, OFF_BORDER = 4.0, 9.0
"""How far words keep off borders of frames, and how far where another place is nearly as good."""
TIGHT = 2.0
"""How far words keep off other words, cards and groups."""
FOREIGN, DOUBTFUL, TURN, AT_BORDER, CROWDED, IN_HEADING = 3.0, 5.0, 3.0, 3.0, 1.0, 1.5
BY_BORDER = 0.2
"""How little places are liked for each of these; see `Near.price`."""

OVER = 12.0
"""How little places over a border are liked, where words may stand there."""

Bounded = tuple[float, float, float, float, str, Segment]
"""A straight piece after the least x and y that it reaches, the greatest, and whose it is.

Most are told apart by these alone.
"""


class Ground:
    """What words must not cover: what is taken, and the lines of arrows and frames."""

    def __init__(
        self,
        arrows: Iterable[DrawnArrow],
        taken: Iterable[Rect],
        frames: Iterable[Rect],
    ) -> None:
        drawn = tuple(arrows)
        self._taken = [bounds(rect) for rect in taken]
        self._lines: list[Bounded] = []
        self._bends: dict[str, list[Bounds]] = {}
        for arrow in drawn:
            owner = _owner(arrow)
            self._bends.setdefault(owner, []).extend(_bends(arrow))
            self._lines += (_bounded(owner, line) for line in segments(arrow.points))
        self._borders: list[Bounded] = []
        self._rows: list[Bounds] = []
        for frame in frames:
            self._borders += (_bounded("", line) for line in _sides(frame))
            self._rows.append((frame.x, frame.y, frame.right, frame.y + FRAME_HEAD))
        heads = chain.from_iterable(map(shapes.heads, drawn))
        self._heads = [around(corners) for corners in heads]

    def take(self, rect: Rect) -> Rect:
        """The rectangle, on which nothing else may stand from now on."""
        self._taken.append(bounds(rect))
        return rect

    def give_back(self, rect: Rect) -> None:
        """Let others stand where a rectangle was taken."""
        self._taken.remove(bounds(rect))

    def near(self, arrow: DrawnArrow, size: Size, *, over: bool = False) -> Near:
        """What is so near to an arrow that words of that size on it, or beside, may meet it.

        These may stand `over` borders of frames or not.
        """
        room = grown(around(arrow.points), size.wide + size.high + SURE + OFF)
        own = _owner(arrow)
        lines = _within(self._lines, room)
        turns = [*self._bends[own], *_touching(self._heads, room)]
        return Near(
            taken=_touching(self._taken, room),
            lines=[line for line in lines if line[4] != own],
            borders=_within(self._borders, room),
            rows=_touching(self._rows, room),
            turns=turns,
            over=over,
        )


def _within(lines: Iterable[Bounded], room: Bounds) -> list[Bounded]:
    """The pieces that come into a room."""
    left, top, right, bottom = room
    return [
        line
        for line in lines
        if line[0] <= right and left <= line[2] and line[1] <= bottom and top <= line[3]
    ]


def _touching(things: Iterable[Bounds], room: Bounds) -> list[Bounds]:
    """What touches a room."""
    return [thing for thing in things if touch(thing, room)]


@dataclass(frozen=True, slots=True)
class Near:
    """What stands near an arrow, and the lines of others that run there.

    `rows` are those of the headings of frames, `turns` the bends of the arrow and of those
    that share a line with it, and all heads; words may stand `over` borders or not.
    """

    taken: Sequence[Bounds]
    lines: Sequence[Bounded]
    borders: Sequence[Bounded]
    rows: Sequence[Bounds]
    turns: Sequence[Bounds]
    over: bool = False

    def price(self, spot: Spot) -> float:
        """How little a place is liked; infinite where something stands or runs through it."""
        rect = spot.rect
        place = bounds(rect)
        if place[0] <= EDGE or place[1] <= EDGE:
            return inf
        price = spot.price + CROWDED * _overlap(self.taken, place, grown(place, TIGHT))
        if price == inf:
            return inf
        words = _ink(rect)
        apart, sure, worth = place, CLEAR, FOREIGN
        if spot.off:
            off = _others_off(spot.off)
            apart, sure, worth = grown(place, off), max(SURE, off + SIDE), DOUBTFUL
        price += worth * _hit(self.lines, apart, grown(words, sure))
        at_border = self._at_border(apart, words, beside=spot.off > 0)
        price += min(at_border, OVER) if self.over else at_border
        price += TURN * _touched(self.turns, grown(words, CLEAR))
        return price + IN_HEADING * _touched(self.rows, words)

    def _at_border(self, apart: Bounds, words: Bounds, *, beside: bool) -> float:
        """How little a place is liked for the borders of frames near it; words beside their arrow
        are bound to it, and yield to no border that is not near.
        """
        if beside:
            return AT_BORDER * _hit(self.borders, apart, grown(words, BORDER))
        found = _hit(self.borders, apart, grown(words, OFF_BORDER))
        if not found:
            return 0.0
        return max(BY_BORDER * found, AT_BORDER * _hit(self.borders, apart, grown(words, BORDER)))

    def free(self, rect: Rect) -> bool:
        """Whether nothing stands where a rectangle is."""
        return not _overlap(self.taken, bounds(rect), bounds(rect))


def _others_off(own: float) -> float:
    """How far from all other lines words stand at least that are so far off their own."""
    return APART if own <= APART else own + APART


def _ink(rect: Rect) -> Bounds:
    """What the words themselves cover of their place."""
    return rect.x + SIDE, rect.y + ABOVE, rect.right - SIDE, rect.bottom - ABOVE


def grown(room: Bounds, by: float) -> Bounds:
    """Bounds with so much room around."""
    return room[0] - by, room[1] - by, room[2] + by, room[3] + by


def _touched(things: Iterable[Bounds], room: Bounds) -> bool:
    """Whether one of these touches a room."""
    left, top, right, bottom = room
    return any(
        x0 <= right and left <= x1 and y0 <= bottom and top <= y1 for x0, y0, x1, y1 in things
    )


def _overlap(things: Iterable[Bounds], room: Bounds, clear: Bounds) -> float:
    """Whether something stands where it should be clear (1), or in the room itself (infinite)."""
    left, top, right, bottom = clear
    found = 0.0
    for x0, y0, x1, y1 in things:
        if x0 < right and left < x1 and y0 < bottom and top < y1:
            found = 1.0
            if x0 < room[2] and room[0] < x1 and y0 < room[3] and room[1] < y1:
                return inf
    return found


def _hit(lines: Iterable[Bounded], room: Bounds, clear: Bounds) -> float:
    """Whether a line runs where it should be clear (1), or through the room itself (infinite)."""
    left, top, right, bottom = clear
    found = 0.0
    for x0, y0, x1, y1, _, line in lines:
        if x0 <= right and left <= x1 and y0 <= bottom and top <= y1 and _through(line, clear):
            found = 1.0
            if touch((x0, y0, x1, y1), room) and _through(line, room):
                return inf
    return found


def _through(line: Segment, room: Bounds) -> bool:
    """Whether a piece whose bounds touch a room runs through it: a level or upright one does."""
    (x0, y0), (x1, y1) = line
    if x0 == x1 or y0 == y1:
        return True
    left, top, right, bottom = room
    return crosses(Rect(left, top, right - left, bottom - top), *line)


def _bends(arrow: DrawnArrow) -> Iterator[Bounds]:
    """What the bends of an arrow cover."""
    curves = beziers(arrow.points)
    return (around(curve) for curve in curves if curve[0] != curve[1] or curve[2] != curve[3])


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
