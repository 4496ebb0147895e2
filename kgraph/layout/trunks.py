"""The part of an arrow that no other of its bundle has: what they share is painted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, starmap
from math import dist

from kgraph.layout import shapes
from kgraph.layout.drawing import DrawnArrow, Point
from kgraph.layout.geometry.curves import ahead, beziers

Piece = tuple[Point, ...]
EXACT = 1e-6
"""How far rounding may lead off a line, in points."""


def own_shafts(arrows: Iterable[DrawnArrow]) -> Iterator[tuple[Point, ...]]:
    """The shaft of each arrow, without what the shaft of one before it in its bundle covers."""
    laid: dict[str, list[tuple[Point, ...]]] = {}
    for arrow in arrows:
        shaft = shapes.shaft(arrow)
        before = laid.setdefault(arrow.bundle, []) if arrow.bundle else []
        own = _without(shaft, before)
        before.append(shaft)
        yield own


def _without(shaft: tuple[Point, ...], others: Iterable[tuple[Point, ...]]) -> tuple[Point, ...]:
    """A curve from where it leaves others that begin, or that end, at the same point."""
    own = shaft
    for other in others:
        if other[0] == shaft[0]:
            own = min(own, _parted(shaft, other), key=_length)
        elif other[-1] == shaft[-1]:
            own = min(own, _parted(shaft[::-1], other[::-1])[::-1], key=_length)
    return own


def _length(curve: Sequence[Point]) -> float:
    """How long a curve is, from point to point."""
    return sum(starmap(dist, pairwise(curve)))


def _parted(curve: tuple[Point, ...], other: tuple[Point, ...]) -> tuple[Point, ...]:
    """A curve from where it leaves another that begins at the same point."""
    pieces, beside = list(beziers(curve)), list(beziers(other))
    same = _same(pieces, beside)
    left = [_onwards(pieces[same], beside[same]), *pieces[same + 1 :]]
    if left[0][0] == left[0][-1] and len(left) > 1:
        left = left[1:]
    return (left[0][0], *chain.from_iterable(piece[1:] for piece in left))


def _same(pieces: Sequence[Piece], beside: Sequence[Piece]) -> int:
    """How many pieces two curves have in common at their beginning, but for the last."""
    same = 0
    while same < min(len(pieces), len(beside)) - 1 and pieces[same] == beside[same]:
        same += 1
    return same


def _onwards(piece: Piece, other: Piece) -> Piece:
    """A piece from where another that begins with it ends; all of it if they turn differently."""
    start, end, over = piece[0], piece[-1], other[-1]
    if not (_straight(piece) and _straight(other) and start == other[0]):
        return piece
    if not ahead(start, end, over, EXACT):
        return piece
    reached = over if dist(start, over) < dist(start, end) else end
    return (reached, reached, end, end)


def _straight(piece: Piece) -> bool:
    return piece[0] == piece[1] and piece[2] == piece[3]
