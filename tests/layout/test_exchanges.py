"""Things change places where arrows wind less for it, and only there."""

from __future__ import annotations

from itertools import combinations

import examples
import pytest

from kgraph.api.pictures import seen
from kgraph.layout import finishing
from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrangements import spreads
from kgraph.layout.choosing import best
from kgraph.layout.drawing import Drawing, Rect
from kgraph.layout.exchanges import MOST, WORSE, exchanges
from kgraph.layout.geometry.rectangles import inside, overlap
from kgraph.layout.legibility.detours import detours
from kgraph.layout.legibility.estimates import estimate
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import measure
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

HUE = Hue("#000000", "#ffffff")
TOP, BELOW = 0.0, 200.0


def block(id: str) -> Block:
    return Block(id, "", HUE, "below", 0, (Box(id, id, "", "", "", HUE, "", ""),))


def frame(id: str, *held: Frame | Block) -> Frame:
    return Frame(id, id, "", "", "site", "", "", held)


def arrow(source: str, target: str, kind: str = "request") -> Arrow:
    return Arrow(f"{source}-{target}", source, target, kind, "asks", "")


def view(*children: Frame | Block, arrows: tuple[Arrow, ...]) -> View:
    return View("v", "V", "", children, arrows, (), (), arrangement="layers", along=("request",))


def spread(**at: tuple[float, float, float, float]) -> Spread:
    rects = {id: Rect(*rect) for id, rect in at.items()}
    wide = max(rect.right for rect in rects.values())
    high = max(rect.bottom for rect in rects.values())
    return Spread(wide, high, rects)


CROSSED = view(
    *map(block, ("a", "b", "c", "d")), arrows=(arrow("a", "d", "logs"), arrow("b", "c", "logs"))
)
"""Two in a row that lead to two below, each to that below the other."""
IN_ROWS = spread(
    a=(0, TOP, 100, 50), b=(300, TOP, 100, 50), c=(0, BELOW, 100, 50), d=(300, BELOW, 100, 50)
)


def test_two_that_lead_across_each_other_change_places() -> None:
    best_one, *_ = exchanges(CROSSED, IN_ROWS, {"a", "b"})
    assert best_one.at["a"] == IN_ROWS.at["b"]
    assert best_one.at["b"] == IN_ROWS.at["a"]
    assert {id: best_one.at[id] for id in "cd"} == {id: IN_ROWS.at[id] for id in "cd"}


def test_what_promises_to_be_worse_is_not_looked_at() -> None:
    straight = view(*CROSSED.children, arrows=(arrow("a", "c", "logs"), arrow("b", "d", "logs")))
    most = estimate(straight, IN_ROWS) + WORSE
    found = exchanges(straight, IN_ROWS, {"a", "b"})
    assert all(estimate(straight, one) < most for one in found)
    assert all(one.at["a"].x == one.at["c"].x for one in found)


def test_what_holds_none_of_the_ends_stays() -> None:
    assert exchanges(CROSSED, IN_ROWS, set()) == []


def test_a_frame_takes_along_what_it_holds() -> None:
    shown = view(
        frame("f", block("a")), block("b"), block("c"), arrows=(arrow("a", "c"), arrow("b", "c"))
    )
    there = spread(
        f=(0, 0, 140, 90), a=(20, 30, 100, 50), b=(200, 20, 100, 50), c=(0, 300, 100, 50)
    )
    moved = [one for one in exchanges(shown, there, {"a"}) if one.at["f"].x > one.at["b"].x]
    assert moved
    assert moved[0].at["f"].right == 300
    assert moved[0].at["a"].x - moved[0].at["f"].x == 20


def test_where_the_main_way_begins_stays_at_the_top() -> None:
    shown = view(*map(block, "abc"), arrows=(arrow("a", "c"), arrow("c", "b", "logs")))
    there = spread(a=(0, 0, 100, 50), b=(0, 100, 100, 50), c=(0, 200, 100, 50))
    assert all(one.at["a"].y == 0 for one in exchanges(shown, there, {"a", "b", "c"}))


@pytest.mark.parametrize("brief", ["private-regulated", "three-clouds"])
def test_what_changes_places_overlaps_nothing_and_stays_in_its_frame(brief: str) -> None:
    for shown in seen(examples.architecture(brief), "overview"):
        first = spreads(shown, "layers")[0]
        ends = {one.source for one in shown.arrows}
        found = exchanges(shown, first, ends)
        assert len(found) <= MOST
        for one in found:
            assert _sizes(one) == _sizes(first)
            _check(shown.children, one)
        break


def _sizes(spread: Spread) -> dict[str, tuple[float, float]]:
    return {id: (round(rect.w, 3), round(rect.h, 3)) for id, rect in spread.at.items()}


def _check(children: tuple[Frame | Block, ...], spread: Spread) -> None:
    """Nothing beside each other overlaps, and what a frame holds is in it."""
    for one, other in combinations(children, 2):
        assert not overlap(spread.at[one.id], spread.at[other.id]), (one.id, other.id)
    for node in children:
        if isinstance(node, Frame):
            _check(node.children, spread)
            for held in node.children:
                assert inside(spread.at[held.id], spread.at[node.id], 1.0), held.id


CALMER = {"private-regulated": "overview", "article-2021": "site:us", "static-site": "overview"}
"""Views in which something changes places."""


@pytest.mark.parametrize("brief", CALMER)
def test_fewer_arrows_wind_and_as_much_is_told(brief: str, monkeypatch: pytest.MonkeyPatch) -> None:
    views = list(seen(examples.architecture(brief), CALMER[brief]))
    after = best(views)
    monkeypatch.setattr(finishing, "exchanged", lambda attempt: attempt)
    before = best(views)
    assert len(detours(after)) < len(detours(before))
    assert _told(after) == _told(before)
    assert not faults(measure(after))


def _told(drawing: Drawing) -> set[tuple[str, str]]:
    return {(arrow.source, arrow.target) for arrow in drawing.view.arrows}


def test_a_picture_in_which_nothing_winds_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    views = list(seen(examples.architecture("start-up"), "storage"))
    after = best(views)
    assert not detours(after)
    monkeypatch.setattr(finishing, "exchanged", lambda attempt: attempt)
    assert best(views) == after
