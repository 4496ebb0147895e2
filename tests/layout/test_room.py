"""Room for the words of an arrow that has none: it moves over, or what runs beside it does."""

from __future__ import annotations

from kgraph.layout.arrows.room import with_room
from kgraph.layout.arrows.steps import Course
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.drawing import Rect

UPPER, LOWER = Rect(100, 0, 300, 60), Rect(100, 200, 300, 60)


def down(name: str, x: float) -> Course:
    """An arrow straight down between two boxes."""
    ends = UPPER, LOWER
    return Course([[x, 60.0], [x, 200.0]], name, ends, ends, [], [], [], [])


def gap(lines: list[Line]) -> float:
    """How far the first arrow is from the second."""
    return lines[1][0][0] - lines[0][0][0]


def test_an_arrow_moves_until_its_words_fit() -> None:
    courses = [down("a", 200), down("b", 220)]
    lines = with_room(courses, 0, lambda lines: gap(lines) >= 50)
    assert lines is not None
    assert gap(lines) >= 50
    assert all(line[0][0] == line[1][0] for line in lines)


def test_what_is_in_the_way_moves_along() -> None:
    """The first can only move to the right, where the second runs."""
    courses = [down("a", 112), down("b", 126)]
    lines = with_room(courses, 0, lambda lines: lines[0][0][0] >= 130)
    assert lines is not None
    assert gap(lines) == 14


def test_nothing_moves_off_the_side_at_which_it_ends() -> None:
    courses = [down("a", 200), down("b", 220)]
    assert with_room(courses, 0, lambda lines: gap(lines) >= 250) is None
