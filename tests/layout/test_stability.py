"""Small changes of a brief move little.

What two pictures share stays where it was, in the same order. The overview keeps within the limit
at every change that is tried. Of the other views, which are arranged by their arrows, most do: an
arrow more can make another arrangement the better one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, combinations
from math import hypot
from statistics import median

import examples
import pytest
from sharing import once

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.layout.drawing import Drawing, Rect
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief

BRIEFS = {
    name: api.read_brief(examples.BRIEFS[name]) for name in ("demo", "on-premises", "three-clouds")
}
MOVED = 0.1
"""How far the boxes that both pictures have may move in the median, in diagonals."""
WILD = {
    ("on-premises", "one more workload"),
    ("on-premises", "avoid one product"),
    ("on-premises", "other preferences"),
    ("three-clouds", "one more workload"),
    ("three-clouds", "other preferences"),
}
"""The changes of briefs after which the boxes of an overview stand otherwise."""
TURNED = 0.05
"""How many pairs of those boxes may stand the other way round."""
STEADY = 0.7
"""How many of the pictures that are not overviews keep within both limits."""


@dataclass(frozen=True)
class Change:
    """A picture of an example before and after a change, and what the change did to what both have."""

    brief: str
    what: str
    view: str
    moved: float
    turned: float

    @property
    def little(self) -> bool:
        return self.moved <= MOVED and self.turned <= TURNED


def changes(brief: Brief) -> Iterator[tuple[str, list[Brief]]]:
    """Small changes of a brief; the first brief that has an answer is drawn."""
    placed = {p.component for p in api.assemble(brief).placements} & set(api.knowledge().components)
    yield (
        "avoid one product",
        [replace(brief, avoid=(*brief.avoid, id)) for id in sorted(placed - set(brief.use))],
    )
    first, last = brief.workloads[0], brief.sites[-1]
    yield (
        "one more workload",
        [replace(brief, workloads=(*brief.workloads, replace(first, id="more", name="More")))],
    )
    yield (
        "another option",
        [replace(brief, answers=tuple(one for one in brief.answers if one[0] != "tracing"))],
    )
    yield "other preferences", [replace(brief, prefer=tuple(reversed(brief.prefer)))]
    if len(brief.sites) > 1:  # from one site to two is not a small change
        yield (
            "one more site",
            [replace(brief, sites=(*brief.sites, replace(last, id="more", region=None)))],
        )


def answered(briefs: list[Brief]) -> Architecture:
    """The first of them that can be answered."""
    for brief in briefs:
        try:
            return api.assemble(brief)
        except Unsatisfiable:
            continue
    raise AssertionError("none of these briefs can be answered")


def boxes(drawing: Drawing) -> dict[str, Rect]:
    return {box.id: box.rect for block in drawing.blocks for box in block.boxes}


def stands(one: Rect, other: Rect) -> int:
    """Where one box stands to another: above 1, below -1, beside to the left 2, to the right -2."""
    if one.y + one.h <= other.y:
        return 1
    if other.y + other.h <= one.y:
        return -1
    return 2 if one.x < other.x else -2


def compared(brief: str, what: str, view: str, before: Drawing, after: Drawing) -> Change | None:
    old, new = boxes(before), boxes(after)
    both = sorted(old.keys() & new.keys())
    if len(both) < 2:
        return None
    middles = [
        (old[id].x + old[id].w / 2 - new[id].x - new[id].w / 2, old[id].y - new[id].y)
        for id in both
    ]
    moved = median(hypot(*step) for step in middles) / hypot(before.width, before.height)
    pairs = list(combinations(both, 2))
    turned = sum(stands(old[a], old[b]) == -stands(new[a], new[b]) for a, b in pairs)
    return Change(brief, what, view, round(moved, 3), round(turned / len(pairs), 3))


def changed(name: str) -> list[Change]:
    """Every change of an example in the overview, and of all but the largest in every view of the whole."""
    first = examples.architecture(name)
    whole = [view.id for view in api.views(first) if ":" not in view.id]
    views = whole if len(first.placements) <= 60 else whole[:1]
    done = []
    for what, briefs in changes(BRIEFS[name]):
        architecture = answered(briefs)
        done += [
            compared(
                name, what, view, examples.drawing(name, view), api.drawing(architecture, view)
            )
            for view in views
        ]
    return [one for one in done if one is not None]


@pytest.fixture(scope="module")
def found() -> list[Change]:
    """Every change of every example."""
    done = [once(f"changes {name}", partial(changed, name)) for name in BRIEFS]
    return list(chain.from_iterable(done))


@pytest.mark.slow
def test_the_boxes_of_an_overview_stay_where_they_are(found: list[Change]) -> None:
    overviews = [one for one in found if one.view == "overview"]
    assert len(overviews) >= 14
    assert not [one for one in overviews if one.moved > MOVED and (one.brief, one.what) not in WILD]


@pytest.mark.slow
def test_the_boxes_of_an_overview_keep_their_order(found: list[Change]) -> None:
    overviews = [one for one in found if one.view == "overview"]
    assert not [
        one for one in overviews if one.turned > TURNED and (one.brief, one.what) not in WILD
    ]


@pytest.mark.slow
def test_most_other_views_change_little(found: list[Change]) -> None:
    others = [one for one in found if one.view != "overview"]
    assert len(others) >= 40
    wild = [one for one in others if not one.little]
    assert len(wild) <= (1 - STEADY) * len(others), "\n".join(map(str, wild))


@pytest.mark.slow
def test_in_the_median_pictures_hardly_change(found: list[Change]) -> None:
    assert median(one.moved for one in found) <= MOVED / 2
    assert median(one.turned for one in found) <= TURNED / 2


@pytest.mark.parametrize(
    "name",
    [
        "demo",
        pytest.param("on-premises", marks=pytest.mark.slow),
        pytest.param("three-clouds", marks=pytest.mark.slow),
    ],
)
def test_the_same_brief_gives_the_same_picture(name: str) -> None:
    assert examples.drawing(name) == api.drawing(api.assemble(BRIEFS[name]))
