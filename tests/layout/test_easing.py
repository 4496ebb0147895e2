"""What runs too near beside something moves off it where there is room; nothing else changes."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgraph.layout.arrows.easing import HEADS_ON, LINE, ON, RUN, WALL, eased
from kgraph.layout.arrows.steps import RIM, Course, pieces, sides, tangle
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.drawing import Rect

SOURCE, TARGET = Rect(0, 0, 200, 50), Rect(0, 300, 200, 50)


def course(*corners: tuple[float, float], name: str, walls: tuple[Rect, ...] = ()) -> Course:
    """An arrow from the source to the target below it, past walls."""
    line = [list(corner) for corner in corners]
    ends = SOURCE, TARGET
    return Course(line, name, ends, ends, walls, walls, walls, ())


def down(x: float, name: str, *walls: Rect) -> Course:
    return course((x, 50), (x, 300), name=name, walls=walls)


def test_an_arrow_moves_off_a_box_beside_it() -> None:
    (line,) = eased([down(100, "a", Rect(107, 120, 80, 60))])
    assert line == [[107 - WALL, 50], [107 - WALL, 300]]


def test_two_arrows_that_end_side_by_side_are_set_apart() -> None:
    one, other = eased([down(100, "a"), down(110, "b")])
    assert abs(one[0][0] - other[0][0]) == LINE


def facing(left: float, right: float, off: float) -> list[Line]:
    """Two arrows from boxes beside each other, one of which turns up and one down between them."""
    here, there = Rect(0, 0, 100, 80), Rect(200, 0, 100, 80)
    upper, lower = Rect(100, -200, 100, 50), Rect(100, 200, 100, 50)
    one = [[100.0, 40.0], [left, 40.0], [left, -150.0]]
    other = [[200.0, 40.0 + off], [right, 40.0 + off], [right, 200.0]]
    walls = here, there
    return eased(
        [
            Course(one, "a", (here, upper), (here, upper), walls, walls, walls, ()),
            Course(other, "b", (there, lower), (there, lower), walls, walls, walls, ()),
        ]
    )


@pytest.mark.parametrize(("left", "right"), [(146, 154), (152, 148), (154, 146)])
@pytest.mark.parametrize("off", [0, 3])
def test_arrows_that_come_towards_each_other_are_not_read_as_one(
    left: float, right: float, off: float
) -> None:
    one, other = facing(left, right, off)
    assert abs(one[0][1] - other[0][1]) >= HEADS_ON


def test_arrows_that_end_far_from_each_other_stay_on_one_line() -> None:
    one, other = facing(130, 170, 0)
    assert one[0][1] == other[0][1] == 40


def test_between_two_boxes_an_arrow_runs_in_the_middle() -> None:
    left, right = Rect(20, 120, 74, 60), Rect(112, 120, 80, 60)
    (line,) = eased([down(100, "a", left, right)])
    assert line[0][0] == 103


def test_what_shares_a_line_moves_together() -> None:
    wall = Rect(107, 120, 80, 60)
    trunk = [down(100, "a", wall), course((100, 50), (100, 250), (40, 250), (40, 300), name="a")]
    one, other = eased(trunk)
    assert one[0] == other[0] != [100, 50]


@pytest.mark.parametrize("x", [96, 104])
def test_arrows_of_one_trunk_that_run_close_beside_each_other_become_one_line(x: float) -> None:
    one, other = eased([down(100, "a"), down(x, "a")])
    assert one[0][0] == other[0][0]


def test_arrows_of_one_trunk_stay_apart_where_one_line_would_lead_through_a_box() -> None:
    wall = Rect(87, 60, 20, 60)
    joining = course((120, 50), (120, 150), (110, 150), (110, 300), name="a", walls=(wall,))
    one, other = eased([joining, down(120, "a", wall)])
    assert one[0] == other[0]
    assert all(x > wall.right for line in (one, other) for x, _ in line)


@pytest.mark.parametrize("x", [60, 100 - WALL])
def test_an_arrow_that_is_near_nothing_stays(x: float) -> None:
    (line,) = eased([down(x, "a", Rect(100, 120, 80, 60))])
    assert line == [[x, 50], [x, 300]]


def test_an_arrow_does_not_pass_what_ends_beside_it() -> None:
    """Off the box it would cross the other arrow."""
    wall = Rect(107, 120, 80, 60)
    level = Course([[98, 200], [20, 200]], "b", (wall, wall), (wall, wall), (), (), (), ())
    line, _ = eased([down(100, "a", wall), level])
    assert line[0][0] >= 98


@settings(max_examples=100)
@given(st.integers(0, 2**32))
@example(318)
def test_whatever_is_gained_no_arrow_moves_onto_another(seed: int) -> None:
    courses = some_courses(Random(seed))  # noqa: S311
    before = nearest([course.line for course in courses])
    assert nearest(eased(courses)) >= min(before, ON)


def some_courses(random: Random) -> list[Course]:
    """Three arrows at random, past boxes."""
    walls = tuple(
        Rect(random.randint(0, 180), random.randint(90, 220), random.randint(20, 80), 40)
        for _ in range(random.randint(0, 2))
    )
    found = []
    for name in "abc":
        x, end, y = (
            random.randint(10, 190),
            random.randint(10, 190),
            random.choice(range(70, 290, 10)),
        )
        bent = random.random() < 0.6
        line = [(x, 50), (x, y), (end, y), (end, 300)] if bent else [(x, 50), (x, 300)]
        found.append(course(*line, name=name, walls=walls))
    return found


def nearest(lines: list[Line]) -> float:
    """How near two arrows run beside each other for longer than heads are."""
    apart = [100.0]
    for one, other in combinations(lines, 2):
        for (level, at, low, high), (there, beside, start, end) in product(
            pieces(one), pieces(other)
        ):
            if level == there and min(high, end) - max(low, start) > RUN:
                apart.append(abs(at - beside))
    return min(apart)


def test_an_arrow_stays_within_the_side_at_which_it_begins() -> None:
    (line,) = eased([down(186, "a", Rect(100, 120, 80, 60))])
    assert line[0][0] <= SOURCE.right - RIM


def test_a_line_on_the_border_of_a_frame_moves_off_it() -> None:
    frame, inner, outer = Rect(100, 200, 400, 300), Rect(180, 300, 100, 60), Rect(40, 0, 120, 50)
    ends = inner, outer
    line = [[180.0, 330.0], [100.0, 330.0], [100.0, 50.0]]
    (found,) = eased([Course(line, "a", ends, ends, (), (), (), (frame,))])
    assert found[-1][0] in (100 - WALL, 100 + WALL)
    assert tangle(found, list(sides(frame)))[1] == 1
