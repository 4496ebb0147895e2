"""Where boxes stand in their blocks, and that twins stand alike."""

from __future__ import annotations

import examples
import pytest

from kgraph.layout.arrange.cards import Card
from kgraph.layout.arrange.twins import rooms, twin_blocks
from kgraph.layout.drawing import Rect
from kgraph.layout.seating import cards, seated
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

GREY = Hue("#475569", "#a8b5c8")
WIDE = 2 * 186.0 + 10.0 + 24.0
"""A block with two boxes side by side."""


def box(id: str) -> Box:
    return Box(id, id.rpartition("/")[2], "", "", "", GREY, "", "")


def block(id: str, title: str, *boxes: str) -> Block:
    return Block(id, title, GREY, "below", 0, tuple(map(box, boxes)))


def view(children: tuple[Frame | Block, ...], *ends: tuple[str, str]) -> View:
    arrows = tuple(Arrow(f"{a}--{b}", a, b, "request", "asks", "") for a, b in ends)
    return View("overview", "", "", children, arrows, (), ())


def order(block: Block) -> list[str]:
    return [box.title for box in block.boxes]


def test_a_box_stands_on_the_side_of_what_it_is_joined_with() -> None:
    lane, partner = block("lane", "Lane", "a", "b"), block("far", "", "c")
    at = {"lane": Rect(0, 0, WIDE, 100), "far": Rect(900, 20, 186, 54)}
    assert order(seated(view((lane, partner), ("a", "far")), at)["lane"]) == ["b", "a"]
    assert order(seated(view((lane, partner), ("b", "far")), at)["lane"]) == ["a", "b"]


def test_boxes_without_arrows_keep_their_order() -> None:
    lane = block("lane", "Lane", "c", "a", "b")
    assert order(seated(view((lane,)), {"lane": Rect(0, 0, WIDE, 160)})["lane"]) == ["c", "a", "b"]


def test_boxes_fill_their_block_row_by_row() -> None:
    found = cards(block("lane", "Lane", "a", "b", "c"), Rect(0, 0, WIDE, 160), Card())
    assert [(rect.x, rect.y) for rect in found] == [(12, 34), (208, 34), (12, 98)]


def site(name: str, *boxes: str) -> Frame:
    lane = block(f"block:{name}", "Lane", *(f"{name}/{one}" for one in boxes))
    return Frame(f"frame:{name}", name, "", "", "site", "", "", (lane,))


def test_what_twins_share_stands_in_the_same_places() -> None:
    both = (site("eu", "x", "a", "b"), site("us", "a", "b"), block("far", "", "c"))
    at = {
        "block:eu": Rect(0, 0, WIDE, 160),
        "block:us": Rect(500, 0, WIDE, 160),
        "far": Rect(1500, 20, 186, 54),
    }
    found = seated(view(both, ("eu/a", "far"), ("us/a", "far")), at)
    assert order(found["block:eu"])[:2] == order(found["block:us"]) == ["b", "a"]


def test_twins_have_room_for_as_many_boxes_as_the_largest_holds() -> None:
    both = view((site("eu", "x", "a", "b"), site("us", "a", "b"), block("far", "", "c")))
    assert rooms(both) == {"block:eu": 3, "block:us": 3, "far": 1}
    assert len(twin_blocks(both)) == 2


@pytest.mark.parametrize("brief", ["demo", "data-heavy", "three-clouds"])
def test_lanes_are_as_wide_at_each_site_and_end_where_their_boxes_do(brief: str) -> None:
    drawing = examples.drawing(brief)
    around = drawing.view.around()
    lanes = [block for block in drawing.blocks if block.title is not None and around[block.id]]
    wide: dict[str, set[float]] = {}
    for lane in lanes:
        assert lane.title is not None
        wide.setdefault(lane.title.text, set()).add(round(lane.rect.w))
    assert len(wide) > 1
    assert all(len(different) == 1 for different in wide.values())
    below = {round(lane.rect.bottom - max(box.rect.bottom for box in lane.boxes)) for lane in lanes}
    assert len(below) == 1
