"""Where words may stand along an arrow: on its straight pieces, or close beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import dist
from typing import NamedTuple

from kgraph.layout.drawing import Point, Rect
from kgraph.layout.geometry.rectangles import around

HIGH = 15.0
"""How high the place of a line of words is."""
OFF, WELL_OFF = 2.0, 9.0
"""How far words that stand beside an arrow keep off it, and off its head where that is near."""
ASIDE = 1.5
"""How much less words are liked that stand well off their arrow."""
SHORT, STEP = 18.0, 4.5
"""Beside how long a piece words may stand, and how far apart the places are that are tried."""
SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.275, 0.725, 0.425, 0.575)
"""Where along a piece the middle of words on it may be; those off its middle come later."""
AWAY = 1.0
"""How much less words that stand off the middle of the longest piece are liked, at most."""
BESIDE = 0.5
"""How much less words beside an arrow are liked than on it."""
BRANCH = 1.0
"""How much less words of several arrows are liked where only one of them runs."""
COVERED = 1.2
"""How much less words on several lines are liked that cover a level piece."""
END = 0.9
"""How much less words are liked that reach over the end of the piece which they stand beside."""


class Size(NamedTuple):
    """How wide and high words are, with the room that the circle of a number takes in it."""

    wide: float
    high: float = HIGH
    lead: float = 0.0


class Spot(NamedTuple):
    """A place for words: what they cover there, how little it is liked, how far off their arrow."""

    rect: Rect
    price: float
    off: float = 0.0


class Piece(NamedTuple):
    """A straight piece of an arrow: its ends, its length, how it runs, how little it is liked."""

    start: Point
    end: Point
    length: float
    upright: bool
    cost: float

    def at(self, share: float) -> Point:
        """The point at a share of its way."""
        (x0, y0), (x1, y1) = self.start, self.end
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    def price(self, share: float) -> float:
        """How little a place at a share of its way is liked."""
        return self.cost + 0.4 * AWAY * abs(share - 0.5)


def pieces_of(points: tuple[Point, ...], others: Iterable[tuple[Point, ...]] = ()) -> list[Piece]:
    """The pieces of an arrow, the longest first; `others` says the same and shares a line with it.

    What it shares is liked better than what it has alone, and longer pieces than shorter ones.
    """
    beside = list(chain.from_iterable(map(_ends, others)))
    ordered = sorted(_ends(points), key=lambda ends: (-dist(*ends), ends))
    longest = max(dist(*ordered[0]), 1.0) if ordered else 1.0
    found = []
    for start, end in ordered:
        long = dist(start, end)
        upright = abs(end[0] - start[0]) <= abs(end[1] - start[1])
        alone = bool(beside) and not any(_holds(ends, (start, end)) for ends in beside)
        cost = 0.6 * AWAY * (1 - long / longest) + BRANCH * alone
        found.append(Piece(start, end, long, upright, cost))
    return found


def _ends(points: tuple[Point, ...]) -> list[tuple[Point, Point]]:
    """The ends of the pieces of an arrow."""
    return list(zip(points[::3], points[3::3], strict=False))


def _holds(piece: tuple[Point, Point], part: tuple[Point, Point]) -> bool:
    """Whether a level or upright piece is a part of another."""
    left, top, right, bottom = around(piece)
    return all(left <= x <= right and top <= y <= bottom for x, y in part)


def on(pieces: Sequence[Piece], size: Size, *, before: bool = False) -> Iterator[Spot]:
    """Places for words on an arrow, the best first.

    On an upright piece the circle of a number stands on the arrow and the words behind it, or
    `before` it.
    """
    places = []
    for number, piece in enumerate(pieces):
        if piece.length >= (size.high + 21 if piece.upright else size.wide + 24):
            covered = _covered(piece, size)
            places += [(piece.price(share) + covered, number, share) for share in SHARES]
    for price, number, share in sorted(places):
        yield Spot(_on(pieces[number], share, size, before=before), price)


def along(pieces: Sequence[Piece], size: Size) -> Iterator[Spot]:
    """All places for words on an arrow, in small steps, the best first."""
    places = []
    for number, piece in enumerate(pieces):
        room, covered = size.high if piece.upright else size.wide, _covered(piece, size)
        if piece.length >= room:
            shares = _shares(piece, room)
            places += [(piece.price(share) + covered, number, share) for share in shares]
    for price, number, share in sorted(places):
        yield Spot(_on(pieces[number], share, size), price)


def beside(pieces: Sequence[Piece], size: Size, off: float = OFF) -> Iterator[Spot]:
    """Places for words so far off the straight pieces of an arrow, the best first."""
    aside = BESIDE if off == OFF else BESIDE + ASIDE
    places = []
    for number, piece in enumerate(pieces):
        if piece.length < SHORT:
            break
        for share in _shares(piece, 0.0):
            places.append((aside + piece.price(share) + _over(piece, share, size), number, share))
    for price, number, share in sorted(places):
        for left, top in _corners(pieces[number], share, size, off):
            rect = Rect(round(left, 2), round(top, 2), round(size.wide, 2), size.high)
            yield Spot(rect, price, off)


def numbers(pieces: Iterable[Piece], wide: float) -> Iterator[Rect]:
    """Places for a number along an arrow, on the longest piece first, from its middle outwards."""
    for piece in pieces:
        for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9):
            x, y = piece.at(share)
            yield Rect(round(x - wide / 2, 2), round(y - HIGH / 2, 2), wide, HIGH)


def _left(piece: Piece, size: Size, *, before: bool = False) -> float:
    """How far to the left of the point at which they stand words begin."""
    if not (piece.upright and size.lead):
        return size.wide / 2
    return size.wide - size.lead / 2 if before else size.lead / 2


def _covered(piece: Piece, size: Size) -> float:
    """What it costs where words on several lines cover a level piece."""
    return 0.0 if piece.upright or size.high == HIGH else COVERED


def _on(piece: Piece, share: float, size: Size, *, before: bool = False) -> Rect:
    """The place of words on a piece at a share of its way."""
    x, y = piece.at(share)
    left, top = x - _left(piece, size, before=before), y - size.high / 2
    return Rect(round(left, 2), round(top, 2), round(size.wide, 2), size.high)


def _shares(piece: Piece, room: float) -> Iterator[float]:
    """Shares of the way of a piece, in small steps, from which so much room is left to its ends."""
    least = room / 2 / piece.length
    steps = max(int(piece.length / STEP), 1)
    shares = (step / steps for step in range(1, steps))
    return (share for share in shares if least <= share <= 1 - least)


def _corners(piece: Piece, share: float, size: Size, off: float) -> tuple[Point, Point]:
    """The top left corners of words at both sides of a point on a piece."""
    x, y = piece.at(share)
    wide, high, _ = size
    if piece.upright:
        return (x + off, y - high / 2), (x - off - wide, y - high / 2)
    return (x - wide / 2, y - off - high), (x - wide / 2, y + off)


def _over(piece: Piece, share: float, size: Size) -> float:
    """What it costs where words reach over the end of a piece beside which they stand."""
    half = (size.high if piece.upright else size.wide) / 2
    return 0.0 if half <= piece.length * min(share, 1 - share) else END
