"""Room for words made beside an arrow that has none: it moves over, or what runs beside it does.

What stands in the way moves along. Nothing is crossed or touched that was not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kgraph.layout.arrows.easing import Scene
from kgraph.layout.arrows.pushing import Piece, apart, shifted, side_by_side
from kgraph.layout.arrows.steps import Course
from kgraph.layout.arrows.tracks import Line

SHIFTS = (8.0, 16.0, 24.0, 32.0, 40.0, 48.0)
"""By how much pieces are moved over, at most."""
REACH = 80.0
"""How far beside an arrow what runs there may be moved for its words."""
LEAST = 30.0
"""Beside so long a piece there could be words."""
DEARER = 10.0
"""How much nearer to walls and other arrows lines may run than before; see `Scene.cost`."""


def with_room(
    courses: Sequence[Course], number: int, fits: Callable[[list[Line]], bool]
) -> list[Line] | None:
    """The lines of all arrows such that the words of one fit; None where that needs too much."""
    scene = Scene(courses)
    for by in SHIFTS:
        for piece in _beside(scene, number):
            for way in (by, -by):
                move = shifted(scene, piece, way)
                if move is not None and move.gain >= -DEARER:
                    every = [move.lines.get(one, line) for one, line in scene.lines.items()]
                    if fits(every):
                        return every
    return None


def _beside(scene: Scene, number: int) -> Iterator[Piece]:
    """The longer pieces of an arrow, then those of others that run the same way beside them."""
    long = [
        (place, piece)
        for place, piece in enumerate(scene.pieces[number])
        if piece[3] - piece[2] >= LEAST
    ]
    yield from ((number, place) for place, _ in long)
    for other, place, piece in apart(scene, number):
        if any(side_by_side(piece, here, REACH) for _, here in long):
            yield other, place
