"""What stands beside the sites of a picture stands near what it is joined with."""

from __future__ import annotations

from kgraph.layout.arrange.flanks import BETWEEN, LEAST, Flank, flanked
from kgraph.layout.arrange.places import Composition, place
from kgraph.layout.arrange.spreads import Spread, alone
from kgraph.layout.drawing import Rect
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

GREY = Hue("#475569", "#a8b5c8")
MIDDLE = Spread(
    600.0,
    500.0,
    {"left": Rect(0, 100, 100, 50), "right": Rect(500, 300, 100, 50), "all": Rect(0, 0, 600, 500)},
)


def beside(partners: dict[str, list[str]], *flanks: Flank) -> dict[str, Rect]:
    """Where everything stands, seen from the middle."""
    at = flanked(flanks, MIDDLE, partners).at
    begin = at["all"].x
    return {id: Rect(rect.x - begin, rect.y, rect.w, rect.h) for id, rect in at.items()}


def test_each_stands_on_the_side_of_what_it_is_joined_with_and_as_high() -> None:
    one, other = Flank(alone("one", 80, 40), False), Flank(alone("other", 80, 40), True)
    at = beside({"one": ["left"], "other": ["right"]}, one, other)
    assert at["one"] == Rect(-LEAST - 80, 105, 80, 40)
    assert at["other"] == Rect(600 + LEAST, 305, 80, 40)


def test_what_is_joined_about_the_middle_stands_where_it_is_said_to() -> None:
    at = beside({"one": ["left", "right"]}, Flank(alone("one", 80, 40), False))
    assert at["one"].x == 600 + LEAST
    at = beside({}, Flank(alone("one", 80, 40), True))
    assert at["one"].right == -LEAST


def test_things_of_a_column_stand_in_the_order_of_what_they_are_joined_with() -> None:
    partners = {"a": ["right"], "b": ["right"], "c": ["left"]}
    tall = [Flank(alone(id, 80, 200), False) for id in "ab"]
    at = beside(partners, *tall, Flank(alone("c", 80, 40), False))
    assert at["c"].right < 0
    assert at["b"].y == at["a"].bottom + BETWEEN
    assert at["b"].bottom <= MIDDLE.h


def test_what_is_joined_with_others_at_the_sides_alone_stands_in_their_column() -> None:
    partners = {"a": ["left"], "b": ["a", "c"], "c": ["left", "left"]}
    parts = [Flank(alone(id, 80, 40), False) for id in "bac"]
    at = beside(partners, *parts)
    assert {rect.right for id, rect in at.items() if id in "abc"} == {-LEAST}
    assert at["b"].x == at["a"].x == at["c"].x


def test_many_arrows_have_more_room() -> None:
    few = beside({"a": ["right"]}, Flank(alone("a", 80, 40), False))
    many = beside({"a": ["right"] * 12}, Flank(alone("a", 80, 40), False))
    assert many["a"].x > few["a"].x


def block(id: str, band: str = "below") -> Block:
    return Block(id, "", GREY, band, 0, (Box(f"{id}/box", id, "", "", "", GREY, "", ""),))


def site(name: str, *blocks: str) -> Frame:
    inner = tuple(block(f"{name}/{one}") for one in blocks)
    cluster = Frame(f"{name}/main", "main", "", "", "cluster", "", "", inner)
    return Frame(name, name, "", "", "site", "", "", (cluster,))


def view(id: str, children: tuple[Frame | Block, ...], *ends: tuple[str, str]) -> View:
    arrows = tuple(Arrow(f"{a}--{b}", a, b, "backup", "asks", "") for a, b in ends)
    return View(id, "", "", children, arrows, (), ())


def test_a_band_stands_beside_the_sites_where_the_composition_says_so() -> None:
    band = block("people", "left")
    shown = view("overview", (band, site("eu", "a", "b")), ("people", "eu/b"))
    above = place(shown, Composition()).at
    assert above["people"].bottom < above["eu"].y
    at = place(shown, Composition(flanks=True)).at
    assert at["people"].right < at["eu"].x
    assert at["people"].middle[1] == at["eu/b"].middle[1]


def test_a_band_stands_below_the_sites_where_the_composition_says_so() -> None:
    sites = site("eu", "a", "b"), site("us", "a")
    children = (block("delivery", "left"), *sites)
    ends = ("delivery", "eu/a"), ("delivery", "us/a")
    at = place(view("overview", children, *ends), Composition(under=True)).at
    assert at["delivery"].y > max(at["eu"].bottom, at["us"].bottom)
    around_one = view("site:eu", children, *ends)
    with_bands, without = (
        place(around_one, Composition(under=under)).at for under in (True, False)
    )
    assert with_bands == without


def test_bands_that_lead_to_one_beside_the_sites_stand_there_too() -> None:
    bands = (block("people", "right"), block("source", "left"), block("builds", "left"))
    ends = (("people", "source"), ("source", "builds"), ("builds", "eu/a"))
    at = place(view("overview", (*bands, site("eu", "a", "b")), *ends), Composition(flanks=True)).at
    assert max(at[id].right for id in ("people", "source", "builds")) < at["eu"].x


def test_other_places_stand_slim_beside_the_one_that_a_view_is_of() -> None:
    sites = (site("asia", "a", "b"), site("eu", "a", "b", "c"), site("us", "a", "b"))
    ends = (("asia/a", "eu/a"), ("us/b", "eu/c"))
    at = place(view("site:eu", sites, *ends), Composition()).at
    assert at["asia"].right < at["eu"].x
    assert at["us"].x > at["eu"].right
    assert at["us/a"].x == at["us/b"].x
    whole = place(view("overview", sites, *ends), Composition()).at
    assert whole["us"].y == whole["eu"].y


def test_what_is_beside_stands_in_the_order_of_what_it_is_joined_with() -> None:
    """Whatever its kind; what is joined with nothing in the middle comes last."""
    inside = Frame("us/main", "main", "", "", "cluster", "", "", (block("us/t"), block("us/a")))
    us = Frame("us", "us", "", "", "site", "", "", (block("us/n"), block("us/z"), inside))
    sites = (site("eu", "a", "b", "c", "d"), us)
    ends = (("us/z", "eu/d"), ("us/t", "eu/c"), ("us/a", "eu/a"))
    at = place(view("site:eu", sites, *ends), Composition(above=1)).at
    assert at["eu/a"].bottom < at["eu/c"].y < at["eu/d"].y
    drawn = sorted((id for id in at if id.startswith("us/")), key=lambda id: at[id].y)
    assert drawn == ["us/main", "us/a", "us/t", "us/z", "us/n"]
