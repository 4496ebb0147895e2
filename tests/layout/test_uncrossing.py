"""Arrows of one end do not cross where each can take the other's way."""

from __future__ import annotations

from kgraph.layout.arrows.steps import Course, pieces, tangle
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.arrows.uncrossing import LINE, uncrossed
from kgraph.layout.drawing import Rect

SHARED = Rect(400, 0, 200, 60)
LEFT, RIGHT = Rect(0, 300, 150, 50), Rect(200, 300, 150, 50)

OUTER: Line = [[450, 60], [450, 100], [75, 100], [75, 300]]
"""From the lower side to the box on the left."""
INNER: Line = [[400, 30], [275, 30], [275, 300]]
"""From the left side to the box on the right: it crosses the other."""


def leading(line: Line, target: Rect, *, name: str, walls: tuple[Rect, ...] = ()) -> Course:
    ends = SHARED, target
    return Course(line, name, ends, ends, walls, walls, walls, ())


def crossings(one: Line, other: Line) -> int:
    return tangle(one, list(pieces(other)))[1]


def pair(*walls: Rect) -> list[Course]:
    outer = leading(OUTER, LEFT, name="a", walls=walls)
    return [outer, leading(INNER, RIGHT, name="b", walls=walls)]


def test_each_takes_the_way_of_the_other_to_where_they_crossed() -> None:
    assert crossings(OUTER, INNER) == 1
    outer, inner = next(uncrossed(pair()))
    assert crossings(outer, inner) == 0
    assert outer == [[400, 30], [75, 30], [75, 300]]
    assert inner == [[450, 60], [450, 100], [275, 100], [275, 300]]


def test_arrows_that_come_to_one_thing_do_so_too() -> None:
    ends = [(target, SHARED) for target in (LEFT, RIGHT)]
    lines = OUTER[::-1], INNER[::-1]
    courses = [
        Course(line, name, both, both, (), (), (), ())
        for line, name, both in zip(lines, "ab", ends, strict=True)
    ]
    outer, inner = next(uncrossed(courses))
    assert crossings(outer, inner) == 0
    assert outer[0] == OUTER[-1]
    assert inner[0] == INNER[-1]


def test_where_the_step_cannot_close_a_piece_moves_aside() -> None:
    """Bars leave no room for the outer one at the height at which it begins."""
    bars = tuple(Rect(100, y, 100, 5) for y in range(20, 90, 10))
    outer, inner = next(uncrossed(pair(*bars)))
    aside = 275 - LINE
    assert outer == [[400, 30], [aside, 30], [aside, 100], [75, 100], [75, 300]]
    assert inner == [[450, 60], [450, 100], [275, 100], [275, 300]]


def test_nothing_is_met_that_was_not_before() -> None:
    block = Rect(100, 10, 170, 76)
    courses = pair(block)
    lines = next(uncrossed(courses))
    assert crossings(*lines) == 0
    met = set().union(*(course.met(course.line) for course in courses))
    for course, line in zip(courses, lines, strict=True):
        assert course.met(line) <= met


def test_arrows_of_one_trunk_stay() -> None:
    both = [leading(OUTER, LEFT, name="a"), leading(INNER, RIGHT, name="a")]
    assert list(uncrossed(both)) == []


def test_arrows_without_a_common_end_stay() -> None:
    elsewhere = Course(INNER, "b", (Rect(390, 0, 200, 60), RIGHT), (SHARED, RIGHT), (), (), (), ())
    assert list(uncrossed([leading(OUTER, LEFT, name="a"), elsewhere])) == []
