"""Boxes that stand a little off each other are set in line, with the arrows that end at them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product, starmap

import examples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.api.pictures import seen
from kgraph.layout import finishing
from kgraph.layout.arrows.corners import turns
from kgraph.layout.arrows.evening import Likes
from kgraph.layout.arrows.lining import lined
from kgraph.layout.arrows.parts import Run, Things
from kgraph.layout.attempts import Attempt
from kgraph.layout.choosing import best
from kgraph.layout.drawing import Drawing, Rect
from kgraph.layout.geometry.alignment import disorder, staggered
from kgraph.layout.geometry.rectangles import holds, turned
from kgraph.layout.legibility.detours import detours
from kgraph.layout.shapes import pill

WIDE, HIGH = 186.0, 54.0
COLUMNS, ROWS = (True,), (False,)
MOST = 0.12
"""How many pairs there may be a little off each other for each arrow, in pictures of one example.
"""


def box(x: float, y: float) -> Rect:
    return Rect(x, y, WIDE, HIGH)


def things(*runs: Run, frames: dict[str, Rect] | None = None, **blocks: Rect) -> Things:
    return Things(blocks, frames or {}, [], list(runs))


def down(one: Rect, other: Rect, x: float) -> Run:
    """An arrow straight down."""
    return Run([[x, one.bottom], [x, other.y]], "", (one, other))


def set_in(some: Things, ways: tuple[bool, ...], likes: Likes = ()) -> Things | None:
    return lined(some, some.blocks, likes, ways)


def test_a_box_moves_under_its_arrow() -> None:
    upper, lower = box(100, 100), box(112, 220)
    run = down(upper, lower, 199.0)
    found = set_in(things(run, upper=upper, lower=lower), COLUMNS)
    assert found is not None
    assert found.blocks["upper"].x == found.blocks["lower"].x
    assert found.runs[0].line == run.line
    assert found.runs[0].homes == (found.blocks["upper"], found.blocks["lower"])


def test_an_arrow_at_its_side_becomes_longer_or_shorter() -> None:
    left, right, lower = box(100, 100), box(400, 100), box(112, 220)
    run = Run([[286.0, 127.0], [400.0, 127.0]], "", (left, right))
    frames = {"site": Rect(96.0, 60.0, 900.0, 400.0)}
    some = things(run, frames=frames, left=left, right=right, lower=lower)
    found = set_in(some, COLUMNS)
    assert found is not None
    assert found.blocks["left"].x == 112
    assert found.runs[0].line == [[298.0, 127.0], [400.0, 127.0]]


def test_what_is_far_off_stays() -> None:
    assert set_in(things(upper=box(100, 100), lower=box(140, 220)), COLUMNS) is None
    assert set_in(things(upper=box(100, 100), lower=box(110, 900)), COLUMNS) is None


def test_what_would_no_longer_hold_its_arrows_stays() -> None:
    top, upper, lower, floor = box(0, 0), box(100, 100), box(120, 220), box(250, 340)
    joined = down(upper, top, 114.0), down(lower, floor, 292.0)
    some = things(*joined, top=top, upper=upper, lower=lower, floor=floor)
    assert set_in(some, COLUMNS) is None
    assert set_in(some._replace(runs=[]), COLUMNS) is not None


def test_what_is_at_a_border_stays() -> None:
    frames = {"site": Rect(80.0, 60.0, 400.0, 400.0)}
    found = set_in(things(frames=frames, upper=box(100, 100), lower=box(90, 220)), COLUMNS)
    assert found is not None
    assert found.blocks["lower"].x == 100


def test_it_comes_near_to_no_line_of_others() -> None:
    upper, lower = box(100, 100), box(112, 220)
    far, away = box(500, 20), box(500, 400)
    line = [[500.0, 47.0], [304.0, 47.0], [304.0, 427.0], [500.0, 427.0]]
    passing = Run(line, "", (far, away))
    some = things(passing, upper=upper, lower=lower, far=far, away=away)
    # the upper one would come as near to the line that passes as the lower one is
    found = set_in(some, COLUMNS)
    assert found is not None
    assert found.blocks["lower"].x == 100


def test_what_stands_beside_it_goes_out_of_its_way() -> None:
    some = things(upper=box(100, 100), next=box(312, 100), lower=box(88, 220), beside=box(300, 220))
    # the upper one reaches the next: both go, or the lower two
    found = set_in(some, COLUMNS)
    assert found is not None
    assert staggered(found.blocks.values()) == 0
    assert found.blocks["next"].x - found.blocks["upper"].right >= 24
    assert found.blocks["beside"].x - found.blocks["lower"].right >= 24


def test_sister_frames_are_filled_alike() -> None:
    frames = {"eu": Rect(0.0, 0.0, 400.0, 400.0), "us": Rect(500.0, 0.0, 400.0, 400.0)}
    some = things(
        frames=frames,
        upper=box(100, 100),
        lower=box(112, 220),
        over=box(600, 100),
        under=box(612, 220),
    )
    likes = [[("eu", "upper"), ("us", "over")], [("eu", "lower"), ("us", "under")]]
    found = set_in(some, COLUMNS, likes)
    assert found is not None
    at = found.blocks
    assert at["upper"].x == at["lower"].x
    assert at["over"].x - at["upper"].x == at["under"].x - at["lower"].x == 500


def test_rows_are_set_in_line_as_columns_are() -> None:
    found = set_in(things(left=box(100, 100), right=box(400, 108)), ROWS)
    assert found is not None
    assert found.blocks["left"].y == found.blocks["right"].y


@st.composite
def loose_grids(draw: st.DrawFn) -> dict[str, Rect]:
    """Boxes in rows and columns, each up to 20 points off its place."""
    places = st.tuples(st.integers(0, 3), st.integers(0, 2))
    jitter = st.floats(-20, 20, allow_nan=False)
    return {
        f"{column}-{row}": box(column * 260 + draw(jitter), row * 130 + draw(jitter))
        for column, row in sorted(draw(st.sets(places, min_size=2, max_size=9)))
    }


@given(loose_grids(), st.booleans())
def test_whatever_moves_more_stand_in_line_and_none_comes_too_near(
    blocks: dict[str, Rect], columns: bool
) -> None:
    found = lined(things(**blocks), blocks, (), (columns,))
    if found is None:
        return
    assert disorders(found.blocks, columns) < disorders(blocks, columns)
    for one, other in combinations(blocks, 2):
        before = apart(blocks[one], blocks[other])
        after = apart(found.blocks[one], found.blocks[other])
        assert after >= min(before, 25.0) - 0.1


def disorders(blocks: Mapping[str, Rect], columns: bool) -> int:
    rects = [turned(rect) if columns else rect for rect in blocks.values()]
    return sum(starmap(disorder, combinations(rects, 2)))


def apart(one: Rect, other: Rect) -> float:
    """How far two boxes are from each other, the way on which they are further apart."""
    across = max(one.x - other.right, other.x - one.right)
    down = max(one.y - other.bottom, other.y - one.bottom)
    return max(across, down)


@pytest.mark.parametrize("brief", examples.EVERY)
def test_few_boxes_of_the_examples_are_a_little_off_each_other(brief: str) -> None:
    drawings = examples.drawings(brief).values()
    arrows = sum(len(drawing.arrows) for drawing in drawings)
    assert sum(map(off_line, drawings)) <= MOST * arrows


def off_line(drawing: Drawing) -> int:
    return staggered(block.rect for block in drawing.blocks if block.title is None)


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_count_stands_over_the_head_of_an_arrow(brief: str) -> None:
    for view, drawing in examples.drawings(brief).items():
        counts = [pill(box) for block in drawing.blocks for box in block.boxes if box.count > 1]
        for arrow, count in product(drawing.arrows, counts):
            assert not holds(count, arrow.points[0], 2), (view, arrow.id)
            assert not holds(count, arrow.points[-1], 2), (view, arrow.id)


@pytest.mark.parametrize(
    ("brief", "view"), [("demo", "overview"), ("private-regulated", "cluster:west/main")]
)
def test_steps_aside_that_nothing_stands_in_the_way_of_any_more_are_taken_out(
    brief: str, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    architecture = examples.architecture(brief)
    monkeypatch.setattr(finishing, "relaid", lambda attempt: attempt)
    straight = best(seen(architecture, view))
    monkeypatch.setattr(Attempt, "straightened", lambda self: self)
    before = best(seen(architecture, view))
    assert bends(straight) < bends(before)
    assert len(detours(straight)) < len(detours(before))
    assert straight.view == before.view


def bends(drawing: Drawing) -> int:
    return sum(len(turns(arrow.points)) for arrow in drawing.arrows)
