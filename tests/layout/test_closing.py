"""Room that nothing needs is taken back, and all else about a picture stays."""

from __future__ import annotations

from itertools import permutations

import examples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout import finishing
from kgraph.layout.arrows.closing import STAGGER, closed
from kgraph.layout.arrows.distances import BOXES, HEAD, LINE, STUB, WALL, WITHIN
from kgraph.layout.arrows.parts import Run, Things, Words
from kgraph.layout.attempts import Attempt
from kgraph.layout.choosing import best
from kgraph.layout.drawing import Drawing, Rect

DOWN, ACROSS, BOTH = (False,), (True,), (False, True)
UPPER, LOWER = Rect(0, 0, 200, 50), Rect(0, 150, 200, 50)
OTHER, BESIDE = Rect(300, 0, 200, 50), Rect(300, 150, 200, 50)


def rows() -> Things:
    """Two rows of two blocks."""
    blocks = {"upper": UPPER, "lower": LOWER, "other": OTHER, "beside": BESIDE}
    return Things(blocks, {}, [], [])


def down(things: Things) -> Things:
    found = closed(things, (), DOWN)
    assert found is not None
    return found


def test_rows_close_up_as_rows() -> None:
    found = down(rows())
    assert found.blocks["upper"] == UPPER
    assert found.blocks["lower"].y == found.blocks["beside"].y == 50 + BOXES
    assert closed(found, (), DOWN) is None


def test_columns_close_up_as_columns() -> None:
    found = closed(rows(), (), ACROSS)
    assert found is not None
    upper, other = found.blocks["upper"], found.blocks["other"]
    assert other.x - upper.right == BOXES
    assert found.blocks["beside"].x == other.x
    assert found.blocks["beside"].y == BESIDE.y


def test_where_there_is_nothing_nothing_closes_up() -> None:
    assert closed(Things({}, {}, [], []), (), BOTH) is None


def test_what_stands_close_already_stays_so() -> None:
    blocks = {"upper": UPPER, "lower": Rect(0, 60, 200, 50)}
    assert closed(Things(blocks, {}, [], []), (), DOWN) is None


def test_lines_keep_off_each_other_and_off_what_they_join() -> None:
    lines = [[40.0, 50.0], [40.0, 96.0], [340.0, 96.0], [340.0, 150.0]]
    above = [[60.0, 50.0], [60.0, 74.0], [360.0, 74.0], [360.0, 150.0]]
    runs = [Run(lines, "one", (UPPER, BESIDE)), Run(above, "two", (UPPER, BESIDE))]
    found = down(rows()._replace(runs=runs))
    one, two = (run.line for run in found.runs)
    assert two[1][1] - 50 == STUB
    assert one[1][1] - two[1][1] == LINE
    assert found.blocks["beside"].y - one[1][1] == STUB
    assert one[-1] == [340, found.blocks["beside"].y]


def test_a_line_of_others_keeps_off_a_block() -> None:
    blocks = {"lower": LOWER, "left": Rect(-300, 60, 100, 50)}
    line = [[-200.0, 85.0], [-50.0, 85.0], [-50.0, 100.0], [250.0, 100.0], [250.0, 160.0]]
    runs = [Run(line, "one", (blocks["left"], Rect(240, 160, 100, 20)))]
    blocks["end"] = Rect(240, 160, 100, 20)
    found = down(Things(blocks, {}, [], runs))
    assert found.blocks["lower"].y - found.runs[0].line[2][1] == WALL


def test_words_on_a_straight_arrow_keep_room_for_its_head() -> None:
    runs = [Run([[100.0, 50.0], [100.0, 150.0]], "one", (UPPER, LOWER))]
    words = [Words(Rect(60, 94, 80, 12), 0)]
    found = down(rows()._replace(runs=runs, words=words))
    said, lower = found.words[0].rect, found.blocks["lower"]
    assert said.y - 50 == lower.y - said.bottom == HEAD
    assert found.runs[0].line == [[100, 50], [100, lower.y]]


def test_a_frame_closes_up_around_what_it_holds() -> None:
    frame = Rect(-30, -60, 560, 400)
    found = down(rows()._replace(frames={"frame": frame}))
    there = found.frames["frame"]
    assert there.bottom - found.blocks["lower"].bottom == WITHIN
    assert (there.x, there.w) == (frame.x, frame.w)


def test_a_frame_beside_a_higher_one_ends_where_what_it_holds_does() -> None:
    blocks = {"upper": UPPER, "lower": LOWER, "high": Rect(300, 0, 200, 400)}
    frames = {"small": Rect(-30, -60, 260, 440), "large": Rect(270, -60, 260, 500)}
    found = down(Things(blocks, frames, [], []))
    assert found.frames["small"].bottom - found.blocks["lower"].bottom == WITHIN
    assert found.frames["large"].bottom - found.blocks["high"].bottom == WITHIN


def sites() -> Things:
    """Two frames, one above the other, of which the second holds something more."""
    frames, blocks = {}, {}
    for name, y in (("first", 0.0), ("second", 600.0)):
        frames[name] = Rect(0, y, 300, 500)
        blocks[f"{name} one"] = Rect(40, y + 60, 200, 50)
        blocks[f"{name} two"] = Rect(40, y + 400, 200, 50)
    blocks["more"] = Rect(40, 780, 200, 50)
    return Things(blocks, frames, [], [])


LIKES = [
    [("first", "first"), ("second", "second")],
    [("first", "first one"), ("second", "second one")],
    [("first", "first two"), ("second", "second two")],
]


def test_sister_frames_close_up_alike() -> None:
    found = closed(sites(), LIKES, DOWN)
    assert found is not None
    first, second = found.frames["first"], found.frames["second"]
    assert first.h == second.h < 500
    for thing in ("one", "two"):
        away = [found.blocks[f"{name} {thing}"].y - found.frames[name].y for name in found.frames]
        assert away[0] == pytest.approx(away[1])


@given(st.floats(0.5, 24), st.sampled_from(["first two", "second two"]))
def test_what_stands_nearly_alike_in_sister_frames_is_made_to(off: float, lower: str) -> None:
    things = sites()
    moved = things.blocks[lower]
    blocks = {**things.blocks, lower: moved._replace(y=moved.y + off)}
    found = closed(things._replace(blocks=blocks), LIKES, DOWN)
    assert found is not None
    away = [found.blocks[f"{name} two"].y - found.frames[name].y for name in found.frames]
    assert away[0] == pytest.approx(away[1])


def test_what_is_close_already_is_made_alike_all_the_same() -> None:
    blocks = {"first one": Rect(40, 60, 200, 50), "second one": Rect(40, 265, 200, 50)}
    frames = {"first": Rect(0, 0, 300, 132), "second": Rect(0, 200, 300, 137)}
    found = closed(Things(blocks, frames, [], []), LIKES[:2], DOWN)
    assert found is not None
    away = [found.blocks[f"{name} one"].y - found.frames[name].y for name in found.frames]
    assert away[0] == pytest.approx(away[1])
    assert found.frames["first"].h == pytest.approx(found.frames["second"].h)


def test_frames_that_are_no_sisters_close_up_each_for_itself() -> None:
    found = closed(sites(), (), DOWN)
    assert found is not None
    assert found.frames["first"].h < found.frames["second"].h


def stepped(off: float) -> Things:
    """Two blocks of which the second stands lower by so much, far from a high one."""
    places = {"first": Rect(0, 0, 200, 50), "second": Rect(300, off, 200, 50)}
    return Things(places | {"high": Rect(1000, 0, 200, 300)}, {}, [], [])


def test_what_stands_nearly_in_one_row_is_lined_up() -> None:
    found = down(stepped(30))
    assert found.blocks["first"].y == found.blocks["second"].y


def test_what_stands_lower_than_nearly_in_one_row_stays_there() -> None:
    assert closed(stepped(STAGGER + 1), (), DOWN) is None


def test_what_something_is_in_the_way_of_is_not_lined_up() -> None:
    things = stepped(60)
    above = things.blocks | {"above": Rect(300, -20, 200, 50)}
    found = closed(things._replace(blocks=above), (), DOWN)
    assert found is not None
    assert found.blocks["above"].y == found.blocks["first"].y
    assert found.blocks["second"].y - found.blocks["above"].bottom == 30


gaps = st.lists(st.floats(0, 120), min_size=2, max_size=5)
columns = st.lists(gaps, min_size=1, max_size=3)


@given(columns)
def test_no_distance_gets_smaller_than_is_needed(drawn: list[list[float]]) -> None:
    blocks = {}
    for column, heights in enumerate(drawn):
        y = 0.0
        for number, gap in enumerate(heights):
            blocks[f"{column}-{number}"] = Rect(300.0 * column, y, 200, 40)
            y += 40 + gap
    things = Things(blocks, {}, [], [])
    found = closed(things, (), BOTH) or things
    for column, heights in enumerate(drawn):
        for number, gap in enumerate(heights[:-1]):
            one, other = (found.blocks[f"{column}-{place}"] for place in (number, number + 1))
            assert other.y - one.bottom >= min(gap, BOXES) - 0.01
    assert max(rect.bottom for rect in found.blocks.values()) <= max(
        rect.bottom for rect in blocks.values()
    )


@pytest.mark.parametrize("brief", ["demo", "three-clouds", "data-heavy"])
def test_pictures_close_up_and_say_as_much(brief: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_up: list[tuple[Attempt, Attempt]] = []
    close = Attempt.closed

    def recorded(attempt: Attempt) -> Attempt:
        closed_up.append((attempt, close(attempt)))
        return closed_up[-1][1]

    monkeypatch.setattr(Attempt, "closed", recorded)
    # what is laid once more has closed up before
    monkeypatch.setattr(finishing, "relaid", lambda attempt: attempt)
    for drawing in examples.drawings(brief).values():
        best([drawing.view])
    smaller = [pair for pair in closed_up if pair[0] is not pair[1]]
    assert len(smaller) > len(closed_up) / 2
    whole = sum(before.metrics.area for before, _ in smaller)
    assert sum(after.metrics.area for _, after in smaller) < 0.95 * whole
    for before, after in smaller:
        assert after.metrics.area < 1.01 * before.metrics.area  # sisters made even take a little
        assert after.missing <= before.missing
        turned = {(way, other, one) for way, one, other in order(before.drawing)}
        assert not turned & order(after.drawing)
        assert not after.metrics.box_overlaps + after.metrics.group_overlaps


def order(drawing: Drawing) -> set[tuple[str, str, str]]:
    """Which blocks stand wholly above, and which wholly to the left of another beside them."""
    found = set()
    for one, other in permutations(drawing.blocks, 2):
        here, there = one.rect, other.rect
        if here.x < there.right and there.x < here.right and here.bottom <= there.y:
            found.add(("above", one.id, other.id))
        if here.y < there.bottom and there.y < here.bottom and here.right <= there.x:
            found.add(("left", one.id, other.id))
    return found
