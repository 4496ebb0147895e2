"""Places of a view in layers.

Whatever the view and the plan, everything has its place, inside its frame, beside its neighbours.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.layout.arrange.cards import card_for
from kgraph.layout.arrange.layers import Plan, place_layers
from kgraph.layout.arrange.sizes import block_size
from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrange.templates import sisters
from kgraph.layout.drawing import Rect
from kgraph.layout.legibility.sisters import unlike
from kgraph.layout.style import FRAME_HEAD
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

HUE = Hue("#000000", "#ffffff")
PLANS = [
    Plan(down, inner, fold, fold)
    for down in (True, False)
    for inner in (True, False)
    for fold in (99, 2)
]
PLANS += [
    Plan(True, True, fold, fold, level=True, tight=tight)
    for fold in (99, 2)
    for tight in (True, False)
]
PLANS.append(Plan(True, True, tight=True))
TEMPLATES = [
    Plan(True, True, level=True, tight=True, twinned=True),
    Plan(True, True, inner_fold=2, level=True, weighed=True, slim=True, twinned=True),
    Plan(True, False, twinned=True),
]
DOWN = Plan(down=True, inner_down=True)


def placed(view: View, plan: Plan) -> Spread:
    (spread,) = place_layers(view, [plan])
    return spread


def block(id: str, boxes: int = 1) -> Block:
    every = tuple(Box(f"{id}.{n}", id, "", "", "", HUE, "", "") for n in range(boxes))
    return Block(id, "Lane" if boxes > 1 else "", HUE, "below", 0, every)


def frame(id: str, *children: Frame | Block, title: str = "") -> Frame:
    return Frame(id, title or id, "", "", "site", "", "", children)


def view(
    children: tuple[Frame | Block, ...], *pairs: tuple[str, str], pulled: bool = False
) -> View:
    arrows = tuple(Arrow(f"{a}--{b}", a, b, "request", "asks", "", pulled=pulled) for a, b in pairs)
    return View("v", "", "", children, arrows, (), (), frozenset({"request"}), "layers")


def random_view(seed: int) -> View:
    """Blocks and frames, nested up to three deep, with arrows between any that do not hold each other."""
    random = Random(seed)  # noqa: S311
    around: dict[str, tuple[str, ...]] = {}

    def some(depth: int, outer: tuple[str, ...]) -> tuple[Frame | Block, ...]:
        found: list[Frame | Block] = []
        for _ in range(random.randint(0 if outer else 1, 4)):
            id = f"n{len(around)}"
            around[id] = outer
            if depth and random.random() < 0.4:
                found.append(
                    frame(
                        id,
                        *some(depth - 1, (*outer, id)),
                        title="A cluster " * random.randint(1, 6),
                    )
                )
            else:
                found.append(block(id, random.choice((1, 1, 2, 5))))
        return tuple(found)

    children = some(3, ())
    pairs = [
        (a, b)
        for a in around
        for b in around
        if a != b
        and a not in around[b]
        and b not in around[a]
        and random.random() < 2 / len(around)
    ]
    return view(children, *pairs)


def view_of_sisters(seed: int) -> View:
    """Two or three sites, which hold much the same, with arrows between any of it."""
    random = Random(seed)  # noqa: S311
    roles = [f"role {number}" for number in range(random.randint(1, 7))]
    sites = []
    for site in range(random.randint(2, 3)):
        held = [role for role in roles if random.random() < 0.9]
        cut = random.randint(0, len(held))
        inner = frame(f"{site}.cluster", *(named(f"{site}.{role}", role) for role in held[:cut]))
        outer = [named(f"{site}.{role}", role) for role in held[cut:]]
        sites.append(frame(f"{site}", inner, *outer, title=f"Site {site}"))
    shown = view((*sites, block("operators")))
    ids = [one.id for one in shown.blocks()]
    drawn = [pair for pair in permutations(ids, 2) if random.random() < 2 / len(ids)]
    return view(shown.children, *drawn)


def named(id: str, title: str) -> Block:
    return Block(id, "", HUE, "below", 0, (Box(f"{id}.0", title, "", "", "", HUE, "", ""),))


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - 1e-6
        and inner.y >= outer.y - 1e-6
        and inner.x + inner.w <= outer.x + outer.w + 1e-6
        and inner.y + inner.h <= outer.y + outer.h + 1e-6
    )


def apart(one: Rect, other: Rect) -> bool:
    return (
        one.x + one.w <= other.x + 1e-6
        or other.x + other.w <= one.x + 1e-6
        or one.y + one.h <= other.y + 1e-6
        or other.y + other.h <= one.y + 1e-6
    )


def wrong(spread: Spread, children: tuple[Frame | Block, ...], area: Rect) -> list[str]:
    """What does not lie where it must.

    In its area, below the heading of its frame, and apart from its siblings.
    """
    found = [f"{node.id} is outside" for node in children if not inside(spread.at[node.id], area)]
    found += [
        f"{a.id} is on {b.id}"
        for a, b in combinations(children, 2)
        if not apart(spread.at[a.id], spread.at[b.id])
    ]
    for node in children:
        if isinstance(node, Frame):
            rect = spread.at[node.id]
            found += wrong(
                spread,
                node.children,
                Rect(rect.x, rect.y + FRAME_HEAD, rect.w, rect.h - FRAME_HEAD),
            )
    return found


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.sampled_from(PLANS))
def test_everything_has_its_place(seed: int, plan: Plan) -> None:
    shown = random_view(seed)
    spread = placed(shown, plan)
    assert set(spread.at) == {node.id for node in (*shown.blocks(), *shown.frames())}
    assert wrong(spread, shown.children, Rect(0, 0, spread.w, spread.h)) == []
    for one in shown.blocks():
        rect = spread.at[one.id]
        assert (rect.w, rect.h) == pytest.approx(block_size(one, card_for(one.boxes)))


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.sampled_from(TEMPLATES))
def test_everything_has_its_place_in_a_template_and_stands_where_its_like_does(
    seed: int, plan: Plan
) -> None:
    shown = view_of_sisters(seed)
    found = place_layers(shown, [plan])
    assert found if sisters(shown) else not found
    for spread in found:
        assert set(spread.at) == {node.id for node in (*shown.blocks(), *shown.frames())}
        assert wrong(spread, shown.children, Rect(0, 0, spread.w, spread.h)) == []
        assert unlike(shown, spread.at) == 0.0


def test_without_a_template_sisters_come_out_otherwise() -> None:
    """That they are alike in one is not so by itself."""
    plan = Plan(True, True, level=True, tight=True)
    views = list(map(view_of_sisters, range(20)))
    assert max(unlike(shown, placed(shown, plan).at) for shown in views) > 0.5


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.sampled_from(PLANS))
def test_the_same_view_comes_out_the_same(seed: int, plan: Plan) -> None:
    assert placed(random_view(seed), plan) == placed(random_view(seed), plan)


@pytest.mark.parametrize("plan", PLANS)
def test_a_view_of_nothing_takes_no_room(plan: Plan) -> None:
    assert placed(view(()), plan) == Spread()


@pytest.mark.parametrize(
    ("down", "inner"), [(True, True), (True, False), (False, True), (False, False)]
)
def test_a_chain_leads_in_the_direction_of_the_plan(down: bool, inner: bool) -> None:
    spread = placed(view(tuple(map(block, "cab")), ("a", "b"), ("b", "c")), Plan(down, inner))
    along = [(r.y if down else r.x) for r in (spread.at[id] for id in "abc")]
    across = [(r.x + r.w / 2 if down else r.y + r.h / 2) for r in (spread.at[id] for id in "abc")]
    assert along == sorted(along)
    assert len(set(along)) == 3
    assert max(across) - min(across) < 1


def test_what_is_pulled_stands_before_who_asks_for_it() -> None:
    pushed, pulled = (
        placed(
            view((block("metrics"), block("target")), ("metrics", "target"), pulled=way), DOWN
        ).at
        for way in (False, True)
    )
    assert pushed["metrics"].y < pushed["target"].y
    assert pulled["metrics"].y > pulled["target"].y


def test_an_arrow_from_inside_a_frame_ranks_the_frame() -> None:
    spread = placed(view((block("data"), frame("site", block("shop"))), ("shop", "data")), DOWN)
    assert spread.at["site"].y + spread.at["site"].h < spread.at["data"].y


def test_a_frame_stands_between_what_leads_in_and_what_it_leads_to() -> None:
    inner = frame("site", block("a"), block("b"))
    spread = placed(
        view((block("data"), inner, block("client")), ("client", "b"), ("a", "data")), DOWN
    )
    assert spread.at["client"].y < spread.at["site"].y < spread.at["data"].y
    assert apart(spread.at["a"], spread.at["b"])


def test_what_has_no_arrow_stands_beside_the_rest() -> None:
    spread = placed(view((block("loose"), block("a"), block("b")), ("a", "b")), DOWN)
    assert spread.at["loose"].y > spread.at["b"].y


def test_a_folded_rank_is_no_wider_than_it_may_be() -> None:
    star = view(
        (block("hub"), *(block(f"x{n}") for n in range(9))), *(("hub", f"x{n}") for n in range(9))
    )
    wide, folded = (placed(star, Plan(True, True, fold)) for fold in (99, 3))
    assert folded.w < wide.w
    assert folded.h > wide.h


def test_a_wide_title_makes_its_frame_wide() -> None:
    short, long = (
        placed(view((frame("f", block("a"), title=title),)), DOWN).at["f"].w
        for title in ("f", "A site " * 12)
    )
    assert long > short


def test_outermost_frames_stand_side_by_side_and_equally_high() -> None:
    eu = frame("eu", block("a"), block("b"))
    us = frame("us", block("c"), block("d"))
    whole = view((eu, us), ("a", "b"), ("c", "d"), ("b", "c"))
    below = placed(whole, DOWN).at
    assert below["us"].y >= below["eu"].bottom
    level = placed(whole, Plan(down=True, inner_down=True, level=True)).at
    assert level["eu"].right < level["us"].x or level["us"].right < level["eu"].x
    assert (level["eu"].y, level["eu"].h) == (level["us"].y, level["us"].h)


def test_what_passes_parts_on_its_way_in_has_room_beside_them_within_their_frame() -> None:
    held = frame("f", block("first"), block("second"), block("third"))
    ways = ("first", "second"), ("second", "third"), ("caller", "first")
    seen = replace(view((held, block("caller")), *ways), arrangement="parts")
    passed = replace(view((held, block("caller")), *ways, ("caller", "third")), arrangement="parts")
    narrow, wide = placed(seen, DOWN).at, placed(passed, DOWN).at
    assert narrow["f"].w < wide["f"].w < narrow["f"].w + 2 * 32.0
    assert wide["third"].w == narrow["third"].w


NAMES = block("names")
SITES = (
    frame("here", block("shared"), frame("inner", block("gateway"))),
    frame("there", block("entrance"), frame("inside", block("controller"))),
)
SETS_UP = (("names", "entrance"), ("controller", "entrance"), ("gateway", "shared"))


def test_an_entrance_stands_before_what_sets_it_up_where_there_are_several_sites() -> None:
    at = placed(view((NAMES, *SITES), *SETS_UP), DOWN).at
    assert at["names"].bottom < at["entrance"].y
    assert at["entrance"].bottom < at["controller"].y
    # nothing outside leads to it
    assert at["gateway"].bottom < at["shared"].y


def test_of_one_site_what_is_set_up_stands_behind() -> None:
    at = placed(view((NAMES, SITES[1]), *SETS_UP[:2]), DOWN).at
    assert at["controller"].bottom < at["entrance"].y


def test_what_a_neighbour_leads_to_is_no_entrance() -> None:
    there = frame("there", block("net"), block("guard"), frame("inside", block("nodes")))
    pairs = ("names", "net"), ("guard", "net"), ("nodes", "net")
    at = placed(view((NAMES, SITES[0], there), *pairs), DOWN).at
    assert at["nodes"].bottom < at["net"].y
