"""What pictures tell does not get worse: the counts of `benchmarks/meaning.py` over the examples.

They are held as shares, since a change of the catalog changes what there is to draw.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from types import ModuleType

import examples
import pytest

from kgraph.api.pictures import seen
from kgraph.layout.drawing import Drawing, Rect

NEVER = ("one", "some", "heads", "cut", "leave", "close", "steps", "orphans", "roles")
"""What there is none of in any picture."""
MOST = {
    "unsaid": 0.013,
    "lone": 0.03,
    "jogs": 0.03,
    "borders": 0.02,
    "bends": 0.03,
    "near": 0.02,
    "foreign": 0.01,
    "titles": 0.005,
    "detours": 0.11,
    "twins": 0.15,
}
"""How many of these there may be for each arrow, in the pictures of one example."""
LEAST = {
    "article-2021": 0.94,
    "data-heavy": 0.88,
    "demo": 0.95,
    "on-premises": 0.88,
    "private-regulated": 0.78,
    "start-up": 0.99,
    "static-site": 0.99,
    "three-clouds": 0.8,
}
"""How many flows of its fullest views an example draws: no picture is calm by leaving out."""


@pytest.fixture(scope="module")
def meaning() -> ModuleType:
    return importlib.import_module("meaning")


def flows(drawing: Drawing) -> set[str]:
    return {id for arrow in drawing.view.arrows for id in arrow.covers}


@pytest.mark.parametrize("brief", examples.EVERY)
def test_pictures_say_who_talks_to_whom(meaning: ModuleType, brief: str) -> None:
    architecture = examples.architecture(brief)
    drawings = examples.drawings(brief).values()
    sums = meaning.total(meaning.counted(architecture, drawing) for drawing in drawings)
    assert not {word: sums[word] for word in NEVER if sums[word]}
    shares = {word: sums[word] / sums["arrows"] for word in MOST}
    assert not {word: round(share, 3) for word, share in shares.items() if share > MOST[word]}


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_arrow_runs_through_what_it_begins_or_ends_at(brief: str) -> None:
    for view, drawing in examples.drawings(brief).items():
        cards = {box.id: box.rect for block in drawing.blocks for box in block.boxes}
        for arrow in drawing.arrows:
            ends = ((arrow.source, arrow.points[1:4]), (arrow.target, arrow.points[-4:-1]))
            for end, near in ends:
                rect = cards.get(end)
                within = rect is not None and any(inside(point, rect) for point in near)
                assert not within, f"{view}: {arrow.id}"


def inside(point: tuple[float, float], rect: Rect) -> bool:
    """Whether a point lies well within a rectangle."""
    x, y = point
    return rect.x + 2 < x < rect.right - 2 and rect.y + 2 < y < rect.bottom - 2


@pytest.mark.parametrize("brief", examples.EVERY)
def test_what_the_fullest_views_have_is_drawn(brief: str) -> None:
    architecture = examples.architecture(brief)
    there = drawn = 0
    for view, drawing in examples.drawings(brief).items():
        full = {id for arrow in next(iter(seen(architecture, view))).arrows for id in arrow.covers}
        there += len(full)
        drawn += len(full & flows(drawing))
    assert drawn / there >= LEAST[brief]


def test_the_demo_is_told_without_a_group_that_means_one(meaning: ModuleType) -> None:
    """The counts see what they are for: at a block, of which flows concern one box."""
    architecture, drawing = examples.architecture("demo"), examples.drawing("demo")
    counts = meaning.counted(architecture, drawing)
    assert counts["arrows"] == len(drawing.arrows)
    standing = drawing.view.standing()
    arrow = next(one for one in drawing.view.arrows if standing[one.source] != one.source)
    moved = replace(arrow, source=standing[arrow.source])
    arrows = tuple(moved if one is arrow else one for one in drawing.view.arrows)
    at_group = replace(drawing, view=replace(drawing.view, arrows=arrows))
    assert meaning.counted(architecture, at_group)["one"] == counts["one"] + 1
