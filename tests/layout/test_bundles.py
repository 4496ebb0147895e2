"""Arrows that say the same of one thing share a line as far as their ways are the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import examples
import pytest

from kgraph.layout.arrows.bundles import bundled
from kgraph.layout.arrows.corners import rounded
from kgraph.layout.drawing import Drawing, DrawnArrow, Point
from kgraph.layout.legibility.crossings import Curves
from kgraph.layout.legibility.metrics import measure
from kgraph.layout.taps import taps
from kgraph.layout.trunks import own_shafts
from kgraph.view.view import Arrow


def arrow(source: str, target: str, label: str = "asks", kind: str = "request") -> Arrow:
    return Arrow(f"{source}--{target}--{label}", source, target, kind, label, "")


def tied(*arrows: Arrow) -> list[set[str]]:
    return [{one.id for one in bundle.arrows} for bundle in bundled(arrows)]


def test_what_leaves_one_thing_with_the_same_words_is_tied() -> None:
    one, other = arrow("a", "b"), arrow("a", "c")
    assert tied(one, other) == [{one.id, other.id}]


def test_what_reaches_one_thing_with_the_same_words_is_tied() -> None:
    first, second = arrow("a", "c"), arrow("b", "c")
    (bundle,) = bundled([first, second])
    assert not bundle.leaving
    assert bundle.name


@pytest.mark.parametrize(
    "other",
    [
        arrow("a", "c", "tells"),
        arrow("a", "c", kind="storage"),
        arrow("d", "c"),
        replace(arrow("a", "c"), both=True),
        replace(arrow("a", "c"), mark="added"),
        replace(arrow("a", "c"), steps=(2,)),
    ],
    ids=["words", "kind", "ends", "heads", "mark", "steps"],
)
def test_what_differs_is_not_tied(other: Arrow) -> None:
    assert [bundle.name for bundle in bundled([arrow("a", "b"), other])] == ["", ""]


def test_the_larger_bundle_is_tied_first_and_each_arrow_is_in_one() -> None:
    arrows = [arrow("a", "x"), arrow("b", "x"), arrow("c", "x"), arrow("a", "y")]
    assert tied(*arrows) == [{one.id for one in arrows[:3]}, {arrows[3].id}]


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return examples.drawing("data-heavy", "observability")


def of_bundles(drawing: Drawing) -> dict[str, list[DrawnArrow]]:
    found: dict[str, list[DrawnArrow]] = {}
    for one in drawing.arrows:
        found.setdefault(one.bundle, []).append(one)
    found.pop("", None)
    return found


def test_arrows_of_a_bundle_begin_or_end_together(drawing: Drawing) -> None:
    bundles = of_bundles(drawing)
    assert bundles
    for arrows in bundles.values():
        starts, ends = ({one.points[at] for one in arrows} for at in (0, -1))
        assert 1 in (len(starts), len(ends))


def test_the_words_of_a_bundle_stand_again_only_on_an_arrow_that_runs_elsewhere(
    drawing: Drawing,
) -> None:
    for arrows in of_bundles(drawing).values():
        said = [(one, one.label_rect) for one in arrows if one.label_rect is not None]
        for (one, here), (other, there) in combinations(said, 2):
            assert not (Curves((one,)).through(there) and Curves((other,)).through(here))
    assert measure(drawing).labels_missing < len(drawing.arrows) / 10


def test_what_a_bundle_shares_is_painted_once(drawing: Drawing) -> None:
    shafts = dict(zip((one.id for one in drawing.arrows), own_shafts(drawing.arrows), strict=True))
    alone = {one.id: next(own_shafts([one])) for one in drawing.arrows}
    for arrows in of_bundles(drawing).values():
        assert shafts[arrows[0].id] == alone[arrows[0].id]
        for one in arrows[1:]:
            assert set(shafts[one.id][1:]) <= {*alone[one.id], shafts[one.id][0]}
            assert shafts[one.id] != alone[one.id]


def laid(*corners: Point, bundle: str = "trunk") -> DrawnArrow:
    """An arrow along corners, of a bundle."""
    points = rounded([list(corner) for corner in corners])
    return DrawnArrow("", "", "", "", points, True, False, None, None, "", bundle=bundle)


DOWN = laid((0, 0), (0, 200))


@pytest.mark.parametrize(
    ("first", "second", "at"),
    [
        (DOWN, laid((0, 0), (0, 100), (90, 100)), (0, 93)),
        (laid((0, 0), (0, 100), (90, 100)), DOWN, (0, 93)),
        (laid((0, 0), (0, 100), (-90, 100)), laid((0, 0), (0, 100), (90, 100)), (0, 93)),
        (laid((0, 0), (0, 90), (90, 90)), laid((0, 0), (0, 90), (8, 90), (8, 200)), (4, 90)),
        (DOWN, laid((90, 100), (0, 100), (0, 200)), (0, 107)),
    ],
    ids=["one turns", "the other turns", "to both sides", "behind a corner", "they join"],
)
def test_a_tap_is_where_arrows_of_a_trunk_part(
    first: DrawnArrow, second: DrawnArrow, at: Point
) -> None:
    assert list(taps([first, second])) == [None, at]


@pytest.mark.parametrize(
    "second",
    [
        laid((-50, 100), (50, 100)),
        laid((0, 0), (0, 100), (90, 100), bundle="another"),
        laid((0, 0), (0, 10), (90, 10)),
        laid((90, 185), (0, 185), (0, 200)),
    ],
    ids=["they cross", "of another trunk", "at the box", "at the head"],
)
def test_there_is_no_tap_where_none_part_and_where_an_end_says_it(second: DrawnArrow) -> None:
    assert list(taps([DOWN, second])) == [None, None]
