"""Each metric on drawings made by hand, where its value is known.

And against naive versions where there are any.
"""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.drawing import (
    Drawing,
    DrawnArrow,
    DrawnBlock,
    DrawnBox,
    DrawnFrame,
    Point,
    Rect,
    Text,
)
from kgraph.layout.geometry.curves import crosses
from kgraph.layout.geometry.plane import Plane
from kgraph.layout.geometry.rectangles import overlap
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import Metrics, measure
from kgraph.layout.legibility.scoring import Ways, score
from kgraph.layout.legibility.wording import beyond
from kgraph.layout.style import STYLES
from kgraph.layout.text import width
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

GREY = Hue("#475569", "#a8b5c8")
NOWHERE = Rect(0, 0, 0, 0)


def block(id: str, x: float, y: float, w: float = 100, h: float = 50) -> DrawnBlock:
    rect = Rect(x, y, w, h)
    box = DrawnBox(
        f"{id}!", rect, "", "", NOWHERE, GREY, (Text(x + 10, y + 25, id, "box"),), "", "", 1
    )
    return DrawnBlock(id, rect, GREY, None, (box,))


def frame(id: str, x: float, y: float, w: float, h: float) -> DrawnFrame:
    return DrawnFrame(
        id, "site", Rect(x, y, w, h), "", NOWHERE, (Text(x + 14, y + 23, id, "frame"),), "", ""
    )


def line(
    source: str, target: str, *corners: Point, label: str = "", at: Point | None = None
) -> DrawnArrow:
    """An arrow of straight pieces; its label has its middle at a point."""
    points = [corners[0]]
    for a, b in pairwise(corners):
        points += [a, b, b]
    text = rect = None
    if at is not None:
        wide = width(label, STYLES["arrow"][0]) + 8
        rect = Rect(at[0] - wide / 2, at[1] - 7.5, wide, 15)
        text = Text(at[0], at[1] + 3.5, label, "arrow", "middle")
    id = f"{source}--{target}--{corners[0]}"
    return DrawnArrow(id, source, target, "request", tuple(points), True, False, text, rect, "")


def drawing(
    *things: DrawnBlock | DrawnFrame | DrawnArrow,
    within: dict[str, str] | None = None,
    size: Point = (1000, 800),
    words: str = "",
    arrangement: str = "places",
) -> Drawing:
    """A drawing of these.

    `within` says which stand in which frame, `words` what the view would have on every arrow.
    """
    held = within or {}
    blocks = tuple(thing for thing in things if isinstance(thing, DrawnBlock))
    frames = tuple(thing for thing in things if isinstance(thing, DrawnFrame))
    arrows = tuple(thing for thing in things if isinstance(thing, DrawnArrow))

    def inside(outer: str) -> tuple[Frame | Block, ...]:
        found: list[Frame | Block] = [
            Frame(f.id, f.id, "", "", "site", "", "", inside(f.id))
            for f in frames
            if held.get(f.id, "") == outer
        ]
        box = Box("", "", "", "", "", GREY, "", "")
        return (
            *found,
            *(Block(b.id, "", GREY, "", 0, (box,)) for b in blocks if held.get(b.id, "") == outer),
        )

    flows = tuple(Arrow(a.id, a.source, a.target, a.kind, words, "") for a in arrows)
    view = View("overview", "", "", inside(""), flows, (), (), frozenset({"request"}), arrangement)
    return Drawing(view, *size, (), frames, blocks, arrows, (), ())


A, B, C, D = block("a", 100, 100), block("b", 700, 100), block("c", 100, 600), block("d", 700, 600)
CORNERS = (A, B, C, D)
DOWN_AC = line("a", "c", (150, 150), (150, 600))
DOWN_BD = line("b", "d", (750, 150), (750, 600))
AD = line("a", "d", (200, 150), (700, 600))
BC = line("b", "c", (700, 150), (200, 600))


def test_a_clean_drawing_has_no_faults() -> None:
    metrics = measure(drawing(*CORNERS, DOWN_AC, DOWN_BD))
    assert faults(metrics) == ()
    clean = [f.name for f in fields(Metrics) if getattr(metrics, f.name) == 0]
    assert {
        "crossings",
        "shared_lines",
        "through_boxes",
        "through_frames",
        "loose_ends",
        "labels_missing",
    } <= set(clean)
    assert (metrics.boxes, metrics.arrows, metrics.onwards, metrics.bends) == (4, 2, 1.0, 0.0)
    assert metrics.fill == pytest.approx(4 * 100 * 50 / (1000 * 800), abs=0.001)
    assert metrics.longest == pytest.approx(450 / (1000**2 + 800**2) ** 0.5, abs=0.001)


# --- boxes and groups


def test_boxes_that_overlap_are_counted_by_pairs() -> None:
    metrics = measure(drawing(A, block("x", 190, 140), block("y", 195, 145)))
    assert metrics.box_overlaps == 3
    assert "3 overlaps of boxes" in faults(metrics)


def test_boxes_side_by_side_do_not_overlap() -> None:
    assert measure(drawing(A, block("x", 200, 100), block("y", 100, 150))).box_overlaps == 0


def test_only_groups_that_stand_side_by_side_overlap() -> None:
    outer, inner = frame("outer", 50, 50, 400, 400), frame("inner", 70, 90, 300, 200)
    assert (
        measure(drawing(outer, inner, A, within={"inner": "outer", "a": "inner"})).group_overlaps
        == 0
    )
    apart = measure(drawing(outer, frame("other", 400, 50, 300, 200)))
    assert apart.group_overlaps == 1


def test_what_sticks_out_is_counted() -> None:
    outer = frame("outer", 50, 50, 200, 200)
    assert measure(drawing(outer, A, within={"a": "outer"})).sticking_out == 0
    assert measure(drawing(outer, block("x", 180, 100), within={"x": "outer"})).sticking_out == 1
    assert measure(drawing(block("x", 950, 100))).sticking_out == 1


# --- arrows and what lies on their way


def test_an_arrow_through_a_box_that_is_not_its_end() -> None:
    through = measure(drawing(*CORNERS, block("x", 120, 300), DOWN_AC, DOWN_BD))
    assert through.through_boxes == 1
    assert "1 arrows through boxes that are not their ends" in faults(through)
    assert measure(drawing(*CORNERS, block("x", 151, 300), DOWN_AC)).through_boxes == 0


def test_an_arrow_may_enter_the_frames_of_its_ends_only() -> None:
    own = frame("own", 50, 550, 300, 200)
    assert measure(drawing(*CORNERS, own, DOWN_AC, within={"c": "own"})).through_frames == 0
    foreign = frame("foreign", 50, 300, 300, 100)
    metrics = measure(drawing(*CORNERS, own, foreign, DOWN_AC, within={"c": "own"}))
    assert (metrics.through_frames, metrics.through_boxes) == (1, 0)


def test_an_end_away_from_its_box_is_loose() -> None:
    assert measure(drawing(*CORNERS, line("a", "c", (150, 155), (150, 600)))).loose_ends == 1
    assert measure(drawing(*CORNERS, line("a", "c", (150, 125), (150, 625)))).loose_ends == 2


# --- crossings


def test_a_crossing_and_its_angle() -> None:
    metrics = measure(drawing(*CORNERS, AD, BC))
    assert (metrics.crossings, metrics.crossings_per_arrow) == (1, 0.5)
    assert metrics.least_angle == pytest.approx(84.0, abs=0.1)  # two lines of slope 0.9
    assert "0.50 crossings per arrow, more than 0.4 (1 of 2)" in faults(metrics)


def test_arrows_of_one_bundle_are_seen_to_cross_once_where_they_run_together() -> None:
    across = line("a", "b", (200, 125), (700, 125))
    ways = (400.0, 100.0), (400.0, 300.0)
    taps = [replace(line("c", "d", *ways, (x, 300), (x, 600)), bundle="trunk") for x in (150, 750)]
    together = measure(drawing(*CORNERS, across, *taps))
    assert (together.crossings, together.seen) == (2, 1)
    alone = measure(drawing(*CORNERS, across, *(replace(tap, bundle="") for tap in taps)))
    assert (alone.crossings, alone.seen) == (2, 2)


def test_arrows_of_one_bundle_that_cross_apart_are_seen_to_cross_twice() -> None:
    across = line("a", "b", (100, 300), (850, 300))
    taps = [replace(line("c", "d", (x, 200), (x, 600)), bundle="trunk") for x in (300, 600)]
    metrics = measure(drawing(*CORNERS, across, *taps))
    assert (metrics.crossings, metrics.seen) == (2, 2)


def test_a_pair_counts_once_however_often_it_crosses() -> None:
    waves = line("a", "c", (150, 150), (150, 250), (300, 250), (300, 350), (150, 350), (150, 600))
    straight = line("a", "c", (200, 150), (200, 600))
    assert measure(drawing(A, C, waves, straight)).crossings == 1


def test_arrows_that_meet_at_a_shared_end_do_not_cross() -> None:
    first, second = line("a", "d", (200, 150), (750, 600)), line("b", "d", (750, 150), (750, 600))
    assert measure(drawing(*CORNERS, first, second)).crossings == 0
    joined = (
        line("a", "d", (200, 125), (750, 125), (750, 600)),
        line("c", "d", (200, 400), (750, 400), (750, 600)),
    )
    metrics = measure(drawing(*CORNERS, *joined))
    assert metrics.crossings == 0
    assert metrics.shared_lines == 1


def test_arrows_of_one_box_that_cross_elsewhere_do_count() -> None:
    first = line("a", "c", (200, 110), (400, 110), (400, 500), (150, 500), (150, 600))
    second = line("a", "c", (200, 140), (300, 140), (300, 550), (350, 550), (350, 610), (200, 610))
    assert measure(drawing(A, C, first, second)).crossings == 1


def test_touching_is_not_crossing() -> None:
    straight = line("a", "b", (200, 120), (700, 120))
    for depth in (118.5, 120, 121.5):
        touching = line("c", "d", (150, 600), (150, 500), (400, depth), (650, 500), (700, 610))
        assert measure(drawing(*CORNERS, straight, touching)).crossings == 0
    through = line("c", "d", (150, 600), (150, 500), (400, 110), (650, 500), (700, 610))
    assert measure(drawing(*CORNERS, straight, through)).crossings == 1


@pytest.mark.parametrize(("leaves", "crossings"), [((600, 50), 1), ((600, 500), 0)])
def test_arrows_that_share_a_stretch_cross_only_if_they_change_sides(
    leaves: Point, crossings: int
) -> None:
    straight = line("a", "b", (200, 120), (700, 120))
    beside = line("c", "d", (150, 600), (300, 400), (300, 120), (600, 120), leaves, (720, 600))
    metrics = measure(drawing(*CORNERS, straight, beside))
    # the way back down from above crosses the first arrow too, which is the same pair
    assert metrics.crossings == crossings
    assert metrics.shared_lines == 1


def test_crossing_at_a_corner_counts_once() -> None:
    straight = line("a", "c", (150, 150), (150, 600))
    corner = line("a", "d", (110, 150), (110, 300), (150, 340), (700, 340), (700, 600))
    assert measure(drawing(*CORNERS, straight, corner)).crossings == 1


def test_bends_cross_too() -> None:
    arch = DrawnArrow(
        "arch",
        "c",
        "d",
        "request",
        ((200, 600), (200, 50), (700, 50), (700, 600)),
        True,
        False,
        None,
        None,
        "",
    )
    straight = line("a", "b", (200, 300), (700, 300))
    assert measure(drawing(*CORNERS, arch, straight)).crossings == 1


def test_running_on_one_line() -> None:
    first = line("a", "b", (200, 120), (700, 120))

    def beside(offset: float, shared: float) -> DrawnArrow:
        return line(
            "c",
            "d",
            (300, 600),
            (300, 120 + offset),
            (300 + shared, 120 + offset),
            (300 + shared, 600),
        )

    assert measure(drawing(*CORNERS, first, beside(0, 100))).shared_lines == 1
    assert measure(drawing(*CORNERS, first, beside(1.5, 13))).shared_lines == 1
    assert measure(drawing(*CORNERS, first, beside(1.5, 11))).shared_lines == 0
    assert measure(drawing(*CORNERS, first, beside(2.5, 100))).shared_lines == 0
    assert (
        measure(drawing(*CORNERS, first, line("c", "d", (300, 600), (300, 10)))).shared_lines == 0
    )


POINTS = st.tuples(st.integers(0, 1000), st.integers(0, 1000))


@given(
    st.lists(
        st.tuples(POINTS, POINTS).filter(lambda ends: ends[0] != ends[1]), min_size=2, max_size=12
    )
)
def test_crossings_of_straight_arrows_are_those_that_a_naive_count_finds(
    ends: list[tuple[Point, Point]],
) -> None:
    arrows = [
        replace(line("a", "b", *pair), id=str(number), source="a", target="b")
        for number, pair in enumerate(ends)
    ]
    found = measure(drawing(A, B, *arrows)).crossings
    sides = [naive_sides(one, other) for one, other in combinations(ends, 2)]
    proper = [four for four in sides if four[0] * four[1] < 0 and four[2] * four[3] < 0]
    clear = [four for four in proper if min(map(abs, four)) > 2.01]
    assert len(clear) <= found <= len(proper)


WAYS = st.lists(st.integers(0, 15), min_size=3, max_size=7)


@given(st.lists(WAYS, min_size=2, max_size=8))
def test_crossings_of_right_angled_arrows_are_those_that_a_naive_count_finds(
    ways: list[list[int]],
) -> None:
    corners = []
    for number, way in enumerate(
        ways
    ):  # each has lines of its own, five points from those of others at least
        places = [60 * step + 5 * number for step in way]
        found = [(places[i - i % 2], places[i - 1 + i % 2]) for i in range(1, len(places))]
        corners.append([point for i, point in enumerate(found) if i == 0 or point != found[i - 1]])
    arrows = [
        replace(line("a", "b", *points), id=str(n))
        for n, points in enumerate(corners)
        if len(points) > 1
    ]
    pieces = [list(pairwise(points)) for points in corners if len(points) > 1]
    naive = sum(
        any(plus(s, t) for s in one for t in other) for one, other in combinations(pieces, 2)
    )
    metrics = measure(drawing(A, B, *arrows))
    assert metrics.crossings == naive
    assert metrics.least_angle == 90.0


def plus(s: tuple[Point, Point], t: tuple[Point, Point]) -> bool:
    """Whether a level and an upright piece cross."""
    (ax, ay), (bx, by) = s
    (cx, cy), (dx, dy) = t
    if ay == by and cx == dx:
        return min(ax, bx) < cx < max(ax, bx) and min(cy, dy) < ay < max(cy, dy)
    return (
        ax == bx and cy == dy and min(cx, dx) < ax < max(cx, dx) and min(ay, by) < cy < max(ay, by)
    )


def naive_sides(one: tuple[Point, Point], other: tuple[Point, Point]) -> tuple[float, ...]:
    """How far the ends of each lie from the other, with a sign for the side."""

    def away(base: tuple[Point, Point], point: Point) -> float:
        (x0, y0), (x1, y1) = base
        return ((x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)) / (
            (x1 - x0) ** 2 + (y1 - y0) ** 2
        ) ** 0.5

    return away(other, one[0]), away(other, one[1]), away(one, other[0]), away(one, other[1])


RECTS = st.builds(
    Rect, st.integers(-300, 900), st.integers(-300, 900), st.integers(1, 400), st.integers(1, 400)
)


@given(st.lists(RECTS, max_size=25))
def test_the_plane_finds_the_pairs_that_trying_all_finds(rects: list[Rect]) -> None:
    plane = Plane()
    for r in rects:
        plane.add((r.x, r.y, r.x + r.w, r.y + r.h))
    every = combinations(range(len(rects)), 2)
    naive = {(a, b) for a, b in every if overlap(replace_grown(rects[a]), replace_grown(rects[b]))}
    assert plane.pairs() == naive


def replace_grown(rect: Rect) -> Rect:
    """A little larger, so that rectangles that touch overlap: bounds that touch are near."""
    return Rect(rect.x - 0.01, rect.y - 0.01, rect.w + 0.02, rect.h + 0.02)


@given(
    st.lists(RECTS, min_size=1, max_size=12),
    st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=8),
)
def test_arrows_through_boxes_are_those_that_trying_all_finds(
    rects: list[Rect], ends: list[tuple[Point, Point]]
) -> None:
    blocks = [block(f"x{n}", r.x, r.y, r.w, r.h) for n, r in enumerate(rects)]
    arrows = [replace(line("a", "b", *pair), id=str(n)) for n, pair in enumerate(ends)]
    smaller = [Rect(r.x + 0.6, r.y + 0.6, max(r.w - 1.2, 0), max(r.h - 1.2, 0)) for r in rects]
    naive = sum(crosses(rect, *pair) for rect in smaller for pair in ends)
    assert measure(drawing(A, B, *blocks, *arrows)).through_boxes == naive


# --- labels and words


def test_labels_on_other_things() -> None:
    down = line("a", "c", (150, 150), (150, 600), label="asks", at=(150, 375))
    assert faults(measure(drawing(A, C, down))) == ()
    again = line("a", "c", (160, 150), (160, 600), label="asks", at=(160, 375))
    metrics = measure(drawing(A, C, down, again))
    assert metrics.labels_on_labels == 1
    assert metrics.labels_on_arrows == 2
    assert measure(drawing(A, C, block("x", 155, 380), down)).labels_on_boxes == 1
    assert (
        measure(drawing(A, C, frame("heading", 130, 360, 300, 100), down)).labels_on_headings == 1
    )


def test_a_label_far_from_its_arrow() -> None:
    for distance, off in ((10, 0), (19, 0), (22, 1)):
        half = (width("asks", STYLES["arrow"][0]) + 8) / 2
        away = line("a", "c", (150, 150), (150, 600), label="asks", at=(150 + half + distance, 375))
        assert measure(drawing(A, C, away)).labels_off == off


def test_labels_that_are_missing() -> None:
    labelled = line("a", "c", (150, 150), (150, 600), label="asks", at=(150, 375))
    assert measure(drawing(*CORNERS, labelled, DOWN_BD, words="asks")).labels_missing == 1
    assert measure(drawing(*CORNERS, labelled, DOWN_BD)).labels_missing == 0
    plain = drawing(A, C, DOWN_AC)
    steps = replace(
        plain, view=replace(plain.view, arrows=(replace(plain.view.arrows[0], steps=(1,)),))
    )
    assert measure(steps).labels_missing == 1


def test_branches_that_run_nowhere_by_the_words_they_share() -> None:
    told = line("a", "c", (150, 150), (150, 600), label="asks", at=(150, 375))
    beside = line("a", "c", (158, 150), (158, 600))
    far = line("b", "d", (450, 150), (450, 600))
    assert beyond(drawing(*CORNERS, told, far)) == 0  # of no bundle
    of_one = [replace(arrow, bundle="asks") for arrow in (told, beside, far)]
    assert beyond(drawing(*CORNERS, *of_one)) == 1
    assert beyond(drawing(*CORNERS, *of_one[1:])) == 0  # words that stand nowhere are missing


def test_the_number_of_a_step_counts_as_a_label() -> None:
    numbered = replace(DOWN_AC, number="1", number_at=(150.0, 145.0))
    assert measure(drawing(A, C, numbered)).labels_on_boxes == 1
    assert measure(drawing(A, C, replace(numbered, number_at=(150.0, 200.0)))).labels_on_boxes == 0


def test_text_wider_than_its_box() -> None:
    def named(title: str) -> DrawnBlock:
        box = A.boxes[0]
        return replace(A, boxes=(replace(box, texts=(Text(110, 125, title, "box"),)),))

    size, weight = STYLES["box"]
    fits = next("m" * n for n in range(40, 0, -1) if width("m" * n, size, weight=weight) <= 90)
    assert measure(drawing(named(fits))).wide_texts == 0
    assert measure(drawing(named(fits + "mm"))).wide_texts == 1


def test_the_smallest_letters_on_a_screen() -> None:
    assert measure(drawing(A)).letters == STYLES["box"][0]
    assert measure(drawing(A, size=(2000, 1600))).letters == pytest.approx(STYLES["box"][0] * 0.8)
    labelled = line("a", "c", (150, 150), (150, 600), label="asks", at=(150, 375))
    metrics = measure(drawing(A, C, labelled, size=(2000, 1600)))
    assert metrics.letters == pytest.approx(8.8)
    assert "letters of 8.8 px at 1600 px width, less than 9" in faults(metrics)


# --- the shape of arrows and of the whole


def test_bends() -> None:
    twice = line("a", "d", (150, 150), (150, 375), (750, 375), (750, 600))
    assert measure(drawing(*CORNERS, twice, DOWN_BD)).bends == 1.0
    points = (
        (150, 150),
        (150, 150),
        (150, 590),
        (150, 590),
        (150, 597),
        (153, 600),
        (160, 600),
        (160, 600),
        (700, 600),
        (700, 600),
    )
    rounded = DrawnArrow("r", "a", "d", "request", points, True, False, None, None, "")
    assert measure(drawing(*CORNERS, rounded)).bends == 1.0


def test_the_share_of_arrows_along_the_direction() -> None:
    up = line("c", "a", (150, 600), (150, 150))
    assert measure(drawing(*CORNERS, DOWN_BD, up)).onwards == 0.5
    right = line("a", "b", (200, 120), (700, 120))
    assert measure(drawing(*CORNERS, right, up, arrangement="layers")).onwards == 1.0


def test_lengths() -> None:
    short = line("a", "c", (150, 150), (150, 600))
    long = line("b", "d", (750, 150), (900, 150), (900, 600), (750, 600))
    metrics = measure(drawing(*CORNERS, short, long))
    assert metrics.longest == pytest.approx(750 / (1000**2 + 800**2) ** 0.5, abs=0.001)
    assert metrics.variation == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("size", "words"),
    [((1000, 400), "aspect 2.50, not 0.6 to 2.2"), ((500, 1000), "aspect 0.50, not 0.6 to 2.2")],
)
def test_aspect(size: Point, words: str) -> None:
    assert words in faults(measure(drawing(A, size=size)))


def test_contrast_is_judged_with_the_rest() -> None:
    metrics = measure(drawing(A))
    assert faults(metrics, [("label on page", 4.5, 4.5)]) == ()
    faint = [("label", 4.4, 4.5), ("label", 4.21, 4.5), ("label", 5.0, 4.5), ("border", 2.99, 3.0)]
    told = ("label: contrast 4.21:1, less than 4.5:1", "border: contrast 2.99:1, less than 3:1")
    assert faults(metrics, faint) == told


# --- which is better


def test_what_must_not_be_is_worse_than_any_tangle() -> None:
    tangled = measure(drawing(*CORNERS, AD, BC))
    covered = measure(drawing(*CORNERS, block("x", 120, 300), DOWN_AC, DOWN_BD))
    clean = measure(drawing(*CORNERS, DOWN_AC, DOWN_BD))
    assert score(clean) < score(tangled) < score(covered)


def test_bends_and_far_arrows_weigh_as_much_as_is_said() -> None:
    metrics = replace(measure(drawing(*CORNERS, DOWN_AC)), bends=1.0, longest=0.5)
    assert score(metrics) < score(metrics, Ways(bends=0.2)) < score(metrics, Ways(0.2, far=0.3))


def test_of_two_alike_the_smaller_is_better() -> None:
    metrics = measure(drawing(*CORNERS, DOWN_AC))
    larger = replace(metrics, width=metrics.width * 1.1, height=metrics.height * 1.1)
    assert score(metrics) < score(larger)


def test_a_picture_without_arrows_can_be_measured() -> None:
    metrics = measure(drawing(A))
    assert (metrics.crossings_per_arrow, metrics.onwards, metrics.longest) == (0.0, 1.0, 0.0)
    assert faults(metrics) == ()
