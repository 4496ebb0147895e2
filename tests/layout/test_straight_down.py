"""An arrow down into a frame runs beside the headings that stand on its way."""

from __future__ import annotations

import pytest

from kgraph.layout.arrows.ports import PASSING, Ground, grid_around
from kgraph.layout.drawing import Rect

ABOVE, FRAME = Rect(100, 0, 160, 60), Rect(20, 200, 300, 100)


def straight(heading: Rect | None) -> list[float]:
    """Where arrows from above can come straight down into the frame."""
    ground = Ground({"above": ABOVE}, {"frame": FRAME}, {}, [heading] if heading else [])
    grid_around(ground, [("above", "frame")], {"above": 1, "frame": 1})
    down = {port.border[0] for port in ground.ports("above", FRAME, 1) if port.border[1] == 60}
    up = {port.border[0] for port in ground.ports("frame", ABOVE, 1) if port.border[1] == 200}
    return sorted(down & up)


def test_without_a_heading_it_runs_in_the_middle() -> None:
    assert straight(None) == [180]


@pytest.mark.parametrize("right", [176, 190, 230])
def test_it_runs_beside_a_heading_that_stands_in_the_middle(right: float) -> None:
    beside = straight(Rect(30, 110, right - 30, 20))[-1]
    assert right + PASSING < beside < ABOVE.right


def test_a_heading_that_leaves_no_room_beside_it_and_one_that_is_not_passed_change_nothing() -> (
    None
):
    assert straight(Rect(30, 110, 225, 20)) == [180]
    assert straight(Rect(30, 210, 160, 20)) == [180]
