"""Where lines run too near to something there is more room after it, and nothing else changes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kgraph.layout.arrows.parts import Run, Things
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.arrows.widening import LINE, WALL, widened
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import HAIR

UPPER, LOWER, BESIDE = Rect(0, 0, 200, 50), Rect(0, 150, 200, 50), Rect(300, 150, 200, 50)
OTHER = Rect(300, 0, 200, 50)


def between(*levels: float, name: str = "") -> Things:
    """Two rows of two blocks, and arrows from the first to the last, each level at a height."""
    runs = []
    for number, y in enumerate(levels):
        start, end = 40.0 + 20 * number, 340.0 + 20 * number
        line: Line = [[start, 50], [start, y], [end, y], [end, 150]]
        runs.append(Run(line, name or f"a{number}", (UPPER, BESIDE)))
    blocks = {"upper": UPPER, "lower": LOWER, "other": OTHER, "beside": BESIDE}
    return Things(blocks, {}, [], runs)


def test_what_has_room_stays() -> None:
    assert widened(between(80, 100), across=False) is None


def test_a_line_gets_room_below_a_box_and_above_the_next() -> None:
    found = widened(between(147), across=False)
    assert found is not None
    (run,) = found.runs
    assert found.blocks["lower"].y - run.line[1][1] == WALL
    assert found.blocks["beside"].y == found.blocks["lower"].y
    assert found.blocks["upper"] == UPPER
    assert run.line[-1] == [340, found.blocks["beside"].y]


def test_two_lines_get_room_between_them() -> None:
    found = widened(between(95, 100), across=False)
    assert found is not None
    heights = [run.line[1][1] for run in found.runs]
    assert heights == [95, 95 + LINE]
    assert found.blocks == between().blocks


def test_lines_of_one_trunk_stay_on_one_line() -> None:
    found = widened(between(147, 147, name="trunk"), across=False)
    assert found is not None
    assert len({run.line[1][1] for run in found.runs}) == 1


def test_lines_of_one_trunk_that_turn_off_to_either_side_of_it_stay_on_one_line() -> None:
    up: Line = [[200, 25], [210, 25], [210, 55], [260, 55], [260, 25], [300, 25]]
    down: Line = [[40, 50], [40, 55], [340, 55], [340, 150]]
    runs = [Run(up, "trunk", (UPPER, OTHER)), Run(down, "trunk", (UPPER, BESIDE))]
    found = widened(between()._replace(runs=runs), across=False)
    assert found is not None
    assert found.runs[0].line[2][1] == found.runs[1].line[1][1] == 50 + WALL


def test_a_frame_grows_with_what_it_holds() -> None:
    things = between(147)
    frame = Rect(-20, -30, 240, 250)
    found = widened(things._replace(frames={"frame": frame}), across=False)
    assert found is not None
    pushed = found.blocks["lower"].y - LOWER.y
    assert pushed > 0
    assert found.frames["frame"] == frame._replace(h=frame.h + pushed)


@pytest.mark.parametrize("sign", [1, -1])
def test_an_edge_moves_off_a_line_that_lies_on_it(sign: int) -> None:
    """To the side from which the line does not come."""
    blocks = {"left": Rect(0, -25 - 60 * sign, 80, 50), "right": Rect(200, -25 - 60 * sign, 80, 50)}
    side = -35.0 * sign
    line: Line = [[40, side], [40, 0], [240, 0], [240, side]]
    run = Run(line, "a", (blocks["left"], blocks["right"]))
    frame = Rect(-20, 0, 400, 200) if sign < 0 else Rect(-20, -200, 400, 200)
    found = widened(Things(blocks, {"frame": frame}, [], [run]), across=False)
    assert found is not None
    edge = found.frames["frame"].bottom if sign > 0 else found.frames["frame"].y
    assert (edge - found.runs[0].line[1][1]) * sign == pytest.approx(WALL - HAIR)


def test_a_straight_arrow_stays_straight() -> None:
    things = between(147)
    level = Run([[200, 175], [300, 175]], "level", (LOWER, BESIDE))
    found = widened(things._replace(runs=[*things.runs, level]), across=False)
    assert found is not None
    (_, first), (_, last) = found.runs[1].line
    assert first == last == found.blocks["lower"].y + 25


@pytest.mark.parametrize("heights", [(147,), (95, 100), (60, 66, 72), (55, 147)])
def test_to_the_right_is_the_same_turned(heights: tuple[float, ...]) -> None:
    down, right = between(*heights), between(*heights).turned()
    one, other = widened(down, across=False), widened(right, across=True)
    assert one is not None
    assert other == one.turned()


@pytest.mark.parametrize("heights", [(147,), (95, 100), (60, 66, 72), (55, 147)])
def test_lines_stay_right_angled_and_keep_their_order(heights: tuple[float, ...]) -> None:
    found = widened(between(*heights), across=False)
    assert found is not None
    for run in found.runs:
        assert all(x == far_x or y == far_y for (x, y), (far_x, far_y) in pairwise(run.line))
    levels = [run.line[1][1] for run in found.runs]
    assert levels == sorted(levels)


@pytest.mark.parametrize("upwards", [False, True])
def test_a_straight_arrow_becomes_as_long_as_is_wished(upwards: bool) -> None:
    line: Line = [[100, 150], [100, 50]] if upwards else [[100, 50], [100, 150]]
    homes = (LOWER, UPPER) if upwards else (UPPER, LOWER)
    run = Run(line, "a", homes, 130)
    found = widened(between()._replace(runs=[run]), across=False)
    assert found is not None
    start, end = sorted(y for _, y in found.runs[0].line)
    assert (start, end) == (UPPER.bottom, found.blocks["lower"].y)
    assert end - start == 130
    assert found.blocks["beside"].y == found.blocks["lower"].y


def test_an_arrow_that_turns_is_not_made_longer() -> None:
    things = between(80)
    run = things.runs[0]._replace(long=500)
    assert widened(things._replace(runs=[run]), across=False) is None
