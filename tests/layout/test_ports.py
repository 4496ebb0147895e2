"""Where arrows may end: in the middle of a short side, and beside it where several end apart."""

from __future__ import annotations

from kgraph.layout.arrows.grid import RIGHT
from kgraph.layout.arrows.ports import CROWDED, Ground
from kgraph.layout.arrows.search import Port
from kgraph.layout.drawing import Rect

HERE, THERE = Rect(0.0, 0.0, 186.0, 54.0), Rect(400.0, 300.0, 186.0, 54.0)


def at_the_right(many: int, *, apart: bool) -> list[Port]:
    """The ways out of the right side of a box with so many arrows."""
    ground = Ground({"here": HERE, "there": THERE}, {}, {}, (), apart=apart)
    return [port for port in ground.ports("here", THERE, many) if port.way == RIGHT]


def test_arrows_end_in_the_middle_of_a_short_side() -> None:
    assert [port.border for port in at_the_right(4, apart=False)] == [(186.0, 27.0)]
    assert [port.border for port in at_the_right(1, apart=True)] == [(186.0, 27.0)]


def test_several_that_are_apart_end_beside_each_other_where_the_middle_is_taken() -> None:
    ports = {port.border[1]: port.cost for port in at_the_right(4, apart=True)}
    assert sorted(ports) == [13.5, 27.0, 40.5]
    assert ports[27.0] == 0.0
    assert min(ports[13.5], ports[40.5]) > CROWDED
