"""How much of a picture stands empty in one piece, and that pictures of the examples are filled."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import examples
import pytest

from kgraph.layout.arrange.heads import HEAD
from kgraph.layout.arrange.layers import Plan, place_layers
from kgraph.layout.arrange.places import Composition, place
from kgraph.layout.arrangements import spreads
from kgraph.layout.composition import lay_out
from kgraph.layout.drawing import Drawing, DrawnBlock, Rect
from kgraph.layout.legibility.emptiness import CELL, emptiest
from kgraph.layout.legibility.limits import EMPTY
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

GREY = Hue("#475569", "#a8b5c8")
FILLED = 0.9
"""What share of the pictures of the examples has no larger empty piece than there should be."""


def block(id: str, title: str = "", boxes: int = 1, band: str = "below") -> Block:
    every = tuple(Box(f"{id}.{n}", f"{id} {n}", "", "", "", GREY, "", "") for n in range(boxes))
    return Block(id, title, GREY, band, 0, every)


def frame(id: str, level: str, *children: Frame | Block) -> Frame:
    return Frame(id, id, "", "", level, "", "", children)


def view(children: tuple[Frame | Block, ...], *pairs: tuple[str, str]) -> View:
    arrows = tuple(Arrow(f"{a}--{b}", a, b, "request", "asks", "") for a, b in pairs)
    return View("v", "", "", children, arrows, (), (), frozenset({"request"}))


def bare(*rects: Rect) -> Drawing:
    """A page of 20 by 10 cells with blocks alone."""
    blocks = tuple(DrawnBlock(str(n), rect, GREY, None, ()) for n, rect in enumerate(rects))
    return Drawing(view(()), 20 * CELL, 20 * CELL, (), (), blocks, (), (), ())


def test_the_largest_empty_piece_is_a_share_of_the_page_down_to_the_lowest_thing() -> None:
    low = Rect(0, 9 * CELL, CELL / 2, CELL)
    assert emptiest(bare(low)) == 19 / 20
    middle = Rect(10 * CELL, 0, CELL / 2, 10 * CELL)
    assert emptiest(bare(low, middle)) == pytest.approx(90 / 200)


def test_what_lies_beside_the_page_covers_nothing_of_it() -> None:
    low = Rect(0, 9 * CELL, CELL / 2, CELL)
    beside = Rect(-5 * CELL, 0, CELL, 4 * CELL)
    assert emptiest(bare(low, beside)) == emptiest(bare(low))


def test_most_pictures_are_filled() -> None:
    drawings = list(chain.from_iterable(examples.drawings(one).values() for one in examples.BRIEFS))
    filled = [drawing for drawing in drawings if emptiest(drawing) <= EMPTY]
    assert len(filled) / len(drawings) >= FILLED


def test_clusters_of_sites_side_by_side_begin_at_one_height_where_there_is_room() -> None:
    way = frame("low", "site", block("way"), frame("low.main", "cluster", block("a")))
    straight = frame("high", "site", frame("high.main", "cluster", block("b")))
    at = place(view((way, straight), ("way", "a")), Composition()).at
    assert at["low"].h == at["high"].h
    assert at["low.main"].y == at["high.main"].y > at["way"].bottom
    assert at["high.main"].bottom < at["high"].bottom
    assert at["b"].y == at["a"].y


def test_a_view_by_places_that_would_be_half_empty_is_drawn_in_layers() -> None:
    drawing = examples.drawing("static-site", "network")
    assert drawing.view.arrangement == "places"
    assert emptiest(drawing) <= EMPTY
    first = spreads(drawing.view, "beside")[0]
    assert emptiest(lay_out(drawing.view, first)) > EMPTY


def test_what_leads_to_the_places_is_laid_across_by_itself() -> None:
    way = (block("a"), block("b"), block("c"))
    whole = view((*way, frame("site", "site", block("d"))), ("a", "b"), ("b", "c"), ("c", "d"))
    (spread,) = place_layers(whole, [Plan(down=True, inner_down=True, head=True)])
    at = spread.at
    assert at["a"].y == at["b"].y == at["c"].y
    assert at["a"].right < at["b"].x < at["c"].x
    assert at["site"].y > at["c"].bottom
    assert HEAD not in at


def test_without_a_way_to_the_places_there_is_no_head() -> None:
    whole = view((block("a"), frame("site", "site", block("b"))), ("b", "a"))
    plain, head = (Plan(down=True, inner_down=True, head=head) for head in (False, True))
    without, with_head = place_layers(whole, [plain, head])
    assert without == with_head


def test_lanes_stand_side_by_side_below_the_main_path() -> None:
    lanes = (block("one", "One", 2), block("other", "Other", 2))
    site = frame("site", "site", frame("cluster", "cluster", block("work"), *lanes))
    whole = view((block("people"), site), ("people", "work"))
    at = place(whole, Composition(narrow=True, above=2)).at
    assert at["work"].bottom < at["one"].y == at["other"].y
    assert at["one"].right < at["other"].x
    beside = place(whole, Composition(narrow=True)).at
    assert beside["one"].right < beside["work"].x


def test_a_frame_that_holds_much_less_than_its_neighbour_is_not_stretched() -> None:
    large = frame("large", "site", block("many", "Many", 12), block("more", "More", 12))
    whole = view((large, frame("small", "site", block("few"))))
    at = place(whole, Composition()).at
    assert at["small"].y == at["large"].y
    assert at["small"].h == at["large"].h / 2


def test_who_stands_alone_stands_near_what_he_is_joined_with() -> None:
    sites = [frame(id, "site", block(f"in {id}", "Lane", 9)) for id in ("near", "far", "farther")]
    people = block("people", band="right")
    whole = view((block("way"), *sites, people), ("way", "in near"))
    beside = Arrow("beside", "people", "in near", "control", "looks into", "")
    whole = replace(whole, arrows=(*whole.arrows, beside))
    near, at_rim = (place(whole, Composition(above=many)) for many in (2, 0))
    assert at_rim.at["people"].right == at_rim.w
    assert near.at["people"].right < near.w - near.at["people"].w
