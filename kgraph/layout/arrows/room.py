"""Room for words made beside an arrow that has none: it moves over, or what runs beside it does.

What stands in the way moves along. Nothing is crossed or touched that was not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kgraph.layout.arrows.easing import Lines, Scene, keeps, moved
from kgraph.layout.arrows.steps import Course, Straight, ends_well, no_worse, tangle
from kgraph.layout.arrows.tracks import Line

SHIFTS = (8.0, 16.0, 24.0, 32.0, 40.0, 48.0)
"""By how much pieces are moved over, at most."""
REACH = 80.0
"""How far beside an arrow what runs there may be moved for its words."""
LEAST = 30.0
"""Beside so long a piece there could be words."""
APART = 13.5
"""How far arrows keep from each other that are moved."""
DEARER = 10.0
"""How much nearer to walls and other arrows lines may run than before; see `Scene.cost`."""

Piece = tuple[int, int]
"""The number of an arrow, and that of a piece of it."""


def with_room(
    courses: Sequence[Course], number: int, fits: Callable[[list[Line]], bool]
) -> list[Line] | None:
    """The lines of all arrows such that the words of one fit; None where that needs too much."""
    scene = Scene(courses)
    for by in SHIFTS:
        for piece in _beside(scene, number):
            for way in (by, -by):
                lines = _shifted(scene, piece, way)
                if lines is not None:
                    every = [lines.get(one, line) for one, line in scene.lines.items()]
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
    own = scene.courses[number].name
    for other, pieces in scene.pieces.items():
        if scene.courses[other].name != own:
            for place, piece in enumerate(pieces):
                if any(_side_by_side(piece, here, REACH) for _, here in long):
                    yield other, place


def _side_by_side(one: Straight, other: Straight, by: float) -> bool:
    """Whether two pieces run the same way, one beside the other and no further from it."""
    level, at, low, high = one
    there, beside, start, end = other
    return level == there and abs(at - beside) < by and low < end and start < high


def _shifted(scene: Scene, piece: Piece, by: float) -> Lines | None:
    """The lines that change where a piece moves by so much, with all that is in its way.

    None where one of them may not.
    """
    moving = _pushed(scene, piece, by)
    before = {number: scene.lines[number] for number, _ in moving}
    level, lines = scene.pieces[piece[0]][piece[1]][0], dict(before)
    for number, place in sorted(moving):
        at = scene.pieces[number][place][1]
        lines |= moved({number: lines[number]}, [(number, place)], level, at + by)
    if not all(keeps(line, before[number]) for number, line in lines.items()):
        return None
    found = {number: scene.others(number) for number in before}
    tangles = {
        number: tangle(line, [*found[number][0], *found[number][1]])
        for number, line in before.items()
    }
    cost = sum(scene.cost({number: line}, found[number]) for number, line in before.items())
    scene.move(lines)
    well = all(_well(scene, number, before[number], tangles[number]) for number in before)
    after = sum(scene.cost({number: line}, scene.others(number)) for number, line in lines.items())
    scene.move(before)
    return lines if well and after <= cost + DEARER else None


def _pushed(scene: Scene, piece: Piece, by: float) -> set[Piece]:
    """A piece with those that share its line, and all that run where they come to."""
    found = scene.shared(*piece)
    waiting = sorted(found)
    while waiting:
        number, place = waiting.pop()
        here, own = scene.pieces[number][place], scene.courses[number].name
        for other, pieces in scene.pieces.items():
            if scene.courses[other].name != own:
                for there, beside in enumerate(pieces):
                    ahead = (beside[1] - here[1]) * (1 if by > 0 else -1)
                    near = _side_by_side(beside, here, abs(by) + APART)
                    if near and ahead > 0 and (other, there) not in found:
                        new = scene.shared(other, there) - found
                        found |= new
                        waiting += sorted(new)
    return found


def _well(scene: Scene, number: int, before: Line, tangled: tuple[float, int]) -> bool:
    """Whether an arrow that has moved runs no worse than before."""
    course, line = scene.courses[number], scene.lines[number]
    if not ends_well(line, course.ends) or not course.met(line) <= course.met(before):
        return False
    if tangle(line, course.rims)[1] > tangle(before, course.rims)[1]:
        return False
    others = scene.others(number)
    return no_worse(tangle(line, [*others[0], *others[1]]), tangled)
