"""What the headings of frames cover, and that no arrow runs through it."""

from __future__ import annotations

import examples
import pytest

from kgraph.layout.drawing import DrawnArrow, Rect, Text
from kgraph.layout.geometry.curves import crosses, segments
from kgraph.layout.geometry.rectangles import HAIR, shrunk
from kgraph.layout.lines import line_rect, text_lines

TITLE, BESIDE = Text(20, 40, "eu", "frame"), Text(60, 40, "Google Cloud", "place")
BELOW = Text(20, 58, "europe-west1", "place")


def test_texts_on_one_base_line_cover_what_is_between_them() -> None:
    (rect,) = text_lines([TITLE, BESIDE])
    assert (rect.x, rect.right) == (line_rect(TITLE).x, line_rect(BESIDE).right)
    assert rect.y == min(line_rect(TITLE).y, line_rect(BESIDE).y)
    assert rect.bottom == max(line_rect(TITLE).bottom, line_rect(BESIDE).bottom)


def test_those_on_several_lines_cover_each_line() -> None:
    assert len(text_lines([TITLE, BESIDE, BELOW])) == 2
    assert text_lines([]) == []


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_arrow_runs_between_a_title_and_what_stands_beside_it(brief: str) -> None:
    through = [
        (view, frame.id, arrow.id)
        for view, drawing in examples.drawings(brief).items()
        for frame in drawing.frames
        for rect in text_lines(frame.texts)
        for arrow in drawing.arrows
        if runs_through(arrow, shrunk(rect, HAIR))
    ]
    assert through == []


def runs_through(arrow: DrawnArrow, rect: Rect) -> bool:
    return any(crosses(rect, *piece) for piece in segments(arrow.points))
