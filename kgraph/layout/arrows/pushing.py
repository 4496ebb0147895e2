"""Pieces of arrows moved over, with all that is in their way: a lane is shared out anew.

Nothing is crossed or touched that was not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kgraph.layout.arrows.easing import Lines, Scene, keeps, moved
from kgraph.layout.arrows.steps import Straight, ends_well, no_worse, tangle
from kgraph.layout.arrows.tracks import Line

APART = 13.5
"""How far arrows keep from each other that are moved."""

Piece = tuple[int, int]
"""The number of an arrow, and that of a piece of it."""


class Move(NamedTuple):
    """Lines that would change, and how much less near to all else they would run."""

    lines: Lines
    gain: float


class Standing(NamedTuple):
    """How near to all else an arrow runs, and how it is tangled; see `Scene.cost`, `tangle`."""

    cost: float
    tangle: tuple[float, int]


def shifted(scene: Scene, piece: Piece, by: float) -> Move | None:
    """What changes where a piece moves by so much, with all that is in its way.

    None where one of the arrows may not.
    """
    before, lines = _moved(scene, piece, by)
    if not all(keeps(line, before[number]) for number, line in lines.items()):
        return None
    stood = {number: _standing(scene, number) for number in before}
    scene.move(lines)
    well = all(_well(scene, number, before[number], one.tangle) for number, one in stood.items())
    cost = sum(_standing(scene, number).cost for number in before)
    scene.move(before)
    gain = sum(one.cost for one in stood.values()) - cost
    return Move(lines, gain) if well else None


def _moved(scene: Scene, piece: Piece, by: float) -> tuple[Lines, Lines]:
    """The lines with pieces that move, as they are and as they would be."""
    moving = sorted(_pushed(scene, piece, by))
    before = {number: scene.lines[number] for number, _ in moving}
    lines = dict(before)
    for number, place in moving:
        level, at, _, _ = scene.pieces[number][place]
        lines |= moved({number: lines[number]}, [(number, place)], level, at + by)
    return before, lines


def _standing(scene: Scene, number: int) -> Standing:
    """How an arrow runs now."""
    line, others = scene.lines[number], scene.others(number)
    return Standing(scene.cost({number: line}, others), tangle(line, [*others[0], *others[1]]))


def _pushed(scene: Scene, piece: Piece, by: float) -> set[Piece]:
    """A piece with those that share its line, and all that run where they come to."""
    found = scene.shared(*piece)
    waiting = sorted(found)
    while waiting:
        for other in list(_ahead(scene, waiting.pop(), by)):
            if other not in found:
                new = scene.shared(*other) - found
                found |= new
                waiting += sorted(new)
    return found


def _ahead(scene: Scene, piece: Piece, by: float) -> Iterator[Piece]:
    """The pieces of others that run where one would come to, or too near to that."""
    here, way = scene.pieces[piece[0]][piece[1]], 1 if by > 0 else -1
    for other, there, beside in apart(scene, piece[0]):
        near = side_by_side(beside, here, abs(by) + APART)
        if near and (beside[1] - here[1]) * way > 0:
            yield other, there


def apart(scene: Scene, number: int) -> Iterator[tuple[int, int, Straight]]:
    """The pieces of all arrows that share no line with one, with their numbers."""
    own = scene.courses[number].name
    for other, pieces in scene.pieces.items():
        if scene.courses[other].name != own:
            for place, piece in enumerate(pieces):
                yield other, place, piece


def _well(scene: Scene, number: int, before: Line, tangled: tuple[float, int]) -> bool:
    """Whether an arrow that has moved runs no worse than before."""
    course, line = scene.courses[number], scene.lines[number]
    if not ends_well(line, course.ends) or not course.met(line) <= course.met(before):
        return False
    if tangle(line, course.rims)[1] > tangle(before, course.rims)[1]:
        return False
    others = scene.others(number)
    return no_worse(tangle(line, [*others[0], *others[1]]), tangled)


def side_by_side(one: Straight, other: Straight, by: float) -> bool:
    """Whether two pieces run the same way, one beside the other and no further from it."""
    level, at, low, high = one
    there, beside, start, end = other
    return level == there and abs(at - beside) < by and low < end and start < high
