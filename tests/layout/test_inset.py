"""Nothing of a picture stands left of its title, or close below its heading."""

from __future__ import annotations

import examples
import pytest

from kgraph import api
from kgraph.layout.drawing import Drawing
from kgraph.layout.lines import line_rect
from kgraph.layout.page import CLEAR
from kgraph.layout.style import MARGIN

NARROW = 800


def begin(drawing: Drawing) -> tuple[float, float]:
    """How far to the left and up arrows, words, blocks and frames go."""
    points = [point for arrow in drawing.arrows for point in arrow.points]
    words = [arrow.label_rect for arrow in drawing.arrows if arrow.label_rect is not None]
    rects = [*words, *(thing.rect for thing in (*drawing.blocks, *drawing.frames))]
    left = min([x for x, _ in points] + [rect.x for rect in rects])
    upper = min([y for _, y in points] + [rect.y for rect in rects])
    return left, upper - max(line_rect(line).bottom for line in drawing.heading)


@pytest.mark.parametrize("brief", examples.EVERY)
def test_all_that_is_drawn_stands_clear_of_margin_and_heading(brief: str) -> None:
    for id, drawing in examples.drawings(brief).items():
        left, gap = begin(drawing)
        assert left >= MARGIN - 0.5, id
        assert gap >= CLEAR - 0.5, id


@pytest.mark.parametrize("view", ["overview", "control"])
def test_so_it_does_in_a_column(view: str) -> None:
    drawing = api.drawing(examples.architecture("demo"), view, width=NARROW)
    left, gap = begin(drawing)
    assert left >= MARGIN - 0.5
    assert gap >= CLEAR - 0.5
