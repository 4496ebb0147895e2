"""Numbered arrows.

Every arrow has a number, the story begins where nothing leads to, and goes on from where it has
come.
"""

from __future__ import annotations

import importlib
from dataclasses import replace

import examples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.view.numbering import numbered
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

HUE = Hue("#000000", "#ffffff")


def block(id: str, title: str = "") -> Block:
    return Block(id, "", HUE, "below", 0, (Box(id, title or id.upper(), "", "", "", HUE, "", ""),))


def view(
    *pairs: tuple[str, str], label: str = "asks", titles: dict[str, str] | None = None
) -> View:
    ids = sorted({end for pair in pairs for end in pair})
    arrows = tuple(Arrow(f"{a}--{b}", a, b, "request", label, "") for a, b in pairs)
    return View(
        "v", "", "", tuple(block(id, (titles or {}).get(id, "")) for id in ids), arrows, (), ()
    )


def numbers(shown: View) -> dict[str, int]:
    return {arrow.id: arrow.steps[0] for arrow in shown.arrows}


def test_the_story_follows_the_arrows() -> None:
    told = numbered(view(("b", "c"), ("a", "b"), ("c", "d")))
    assert told.steps == ("A asks B", "B asks C", "C asks D")
    assert numbers(told) == {"a--b": 1, "b--c": 2, "c--d": 3}
    assert [arrow.id for arrow in told.arrows] == ["b--c", "a--b", "c--d"]


def test_like_arrows_share_a_number() -> None:
    told = numbered(view(("a", "x1"), ("a", "x2"), titles={"x1": "Ingress", "x2": "Ingress"}))
    assert told.steps == ("A asks Ingress",)
    assert set(numbers(told).values()) == {1}


def test_an_arrow_without_words_is_told_by_its_kind() -> None:
    assert numbered(view(("a", "b"), label="")).steps == ("A request B",)


def test_frames_are_told_by_their_titles_and_blocks_by_the_names_of_what_is_in_them() -> None:
    lane = Block("lane", "Storage", HUE, "below", 0, (*block("x").boxes, *block("y").boxes))
    frame = Frame("frame", "Cluster main", "", "", "cluster", "", "", (lane,))
    arrows = (
        Arrow("1", "a", "frame", "control", "runs", ""),
        Arrow("2", "a", "lane", "storage", "keeps", ""),
    )
    told = numbered(View("v", "", "", (block("a"), frame), arrows, (), ()))
    assert told.steps == ("A runs Cluster main", "A keeps X and Y")


def test_a_view_without_arrows_has_no_steps() -> None:
    assert numbered(View("v", "", "", (block("a"),), (), (), ())).steps == ()


def test_a_circle_is_told_all_the_way_round() -> None:
    told = numbered(view(("b", "c"), ("c", "a"), ("a", "b")))
    assert told.steps == ("A asks B", "B asks C", "C asks A")


def test_a_circle_that_nothing_leads_to_comes_last_in_its_own_order() -> None:
    told = numbered(view(("x", "y"), ("m", "p"), ("p", "n"), ("n", "m")))
    assert told.steps == ("X asks Y", "M asks P", "P asks N", "N asks M")


PAIRS = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), unique=True, max_size=14
)


@given(PAIRS)
def test_every_arrow_has_one_number_and_every_number_is_told(pairs: list[tuple[str, str]]) -> None:
    told = numbered(view(*pairs))
    assert sorted(numbers(told).values()) == list(range(1, len(pairs) + 1))
    assert len(told.steps) == len(pairs)
    for arrow in told.arrows:
        assert (
            told.steps[arrow.steps[0] - 1] == f"{arrow.source.upper()} asks {arrow.target.upper()}"
        )


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_the_arrows_does_not_matter(
    pairs: list[tuple[str, str]], random: object
) -> None:
    mixed = list(pairs)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert numbered(view(*pairs)).steps == numbered(view(*mixed)).steps


@given(PAIRS)
def test_nothing_goes_on_from_where_the_story_has_not_been(pairs: list[tuple[str, str]]) -> None:
    """Without circles, whatever starts an arrow is where the story begins, or an earlier arrow has led there."""
    onward = [(a, b) for a, b in pairs if a < b]
    found = numbers(numbered(view(*onward)))
    for a, b in onward:
        into = [found[f"{x}--{y}"] for x, y in onward if y == a]
        assert not into or min(into) < found[f"{a}--{b}"]


def test_names_are_asked_before_requests_are_sent() -> None:
    text = "name: X\nsites: [{id: eu, cloud: CLOUD}]\nworkloads: [{id: shop, exposes: public}]\n"
    for cloud in ("aws", "azure", "gcp"):
        steps = api.drawing(api.assemble(text.replace("CLOUD", cloud)), "request-path").view.steps
        asked = next(at for at, step in enumerate(steps) if "resolves names at" in step)
        sent = next(at for at, step in enumerate(steps) if "requests" in step)
        assert asked < sent, cloud


@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp", "on-premises"])
def test_callers_inside_ask_the_names_of_their_side_before_they_send_requests(cloud: str) -> None:
    text = (
        f"name: X\nas_of: 2026-11-26\nsites: [{{id: s, cloud: {cloud}}}]\n"
        "answers: {name-resolution: with-on-premises}\n"
        "workloads: [{id: desk, exposes: internal}]\n"
    )
    steps = api.drawing(api.assemble(text), "request-path").view.steps
    asked = next(at for at, step in enumerate(steps) if "resolves names at" in step)
    sent = next(at for at, step in enumerate(steps) if "requests" in step)
    assert asked < sent


def test_a_name_leads_on_before_the_request_is_sent_and_others_come_later() -> None:
    """What the name stands for, then the request, then that of other callers."""
    text = (
        "name: X\nas_of: 2026-11-26\nsites: [{id: eu, cloud: aws}]\n"
        "answers: {request-filter: waf}\n"
        "workloads: [{id: shop, exposes: public}, {id: desk, exposes: internal}]\n"
    )
    steps = api.drawing(api.assemble(text), "request-path").view.steps
    pointed = next(at for at, step in enumerate(steps) if "points to" in step)
    sent = next(at for at, step in enumerate(steps) if "Clients requests" in step)
    inside = next(at for at, step in enumerate(steps) if step.startswith("Internal callers"))
    assert pointed < sent < inside


def at(id: str, layer: int, title: str = "") -> Block:
    return replace(block(id, title), layer=layer)


def told(blocks: tuple[Block, ...], *arrows: tuple[str, str, str, str]) -> tuple[str, ...]:
    """The steps of arrows, each from, to, of a kind, with words."""
    made = tuple(Arrow(f"{a}--{b}--{kind}", a, b, kind, words, "") for a, b, kind, words in arrows)
    return numbered(View("v", "", "", blocks, made, (), ())).steps


def test_all_who_steer_to_a_place_are_told_before_it_is_gone_to() -> None:
    """Also one that nothing leads to, whatever the ids."""
    blocks = (at("z", 0, "Client"), at("y", 10, "Names"), at("x", 11, "Steering"))
    doors = (at("a", 30, "Door"), at("a2", 31, "Gate"), at("b", 60, "Shop"))
    assert told(
        (*blocks, *doors),
        ("z", "y", "request", "asks"),
        ("y", "a", "control", "points to"),
        ("x", "a", "control", "steers to"),
        ("x", "a2", "control", "steers to"),
        ("z", "a", "request", "requests"),
        ("z", "a2", "request", "requests"),
        ("a", "b", "request", "routes to"),
    ) == (
        "Client asks Names",
        "Names points to Door",
        "Steering steers to Door",
        "Steering steers to Gate",
        "Client requests Door",
        "Door routes to Shop",
        "Client requests Gate",
    )


def test_a_branch_is_told_to_its_end_before_the_next() -> None:
    """Two sites that are not alike are told one after the other."""
    blocks = (at("c", 0), at("d1", 30), at("d2", 30), at("s1", 60), at("s2", 60), at("b2", 70))
    pairs = (("c", "d2"), ("c", "d1"), ("d1", "s1"), ("d2", "s2"), ("s2", "b2"))
    assert told(blocks, *((a, b, "request", "to") for a, b in pairs)) == (
        "C to D1",
        "D1 to S1",
        "C to D2",
        "D2 to S2",
        "S2 to B2",
    )


def test_what_sites_do_alike_is_told_on_the_way_of_each() -> None:
    """Each site has a door of its own: the store of each is told where one has come to it."""
    blocks = (at("c", 0), at("d1", 30), at("d2", 31), at("s1", 60, "Shop"), at("s2", 60, "Shop"))
    stores = (at("k1", 70, "Store"), at("k2", 70, "Store"))
    pairs = (("c", "d1"), ("d1", "s1"), ("s1", "k1"), ("c", "d2"), ("d2", "s2"), ("s2", "k2"))
    made = tuple(Arrow(f"{a}--{b}", a, b, "request", "to", "") for a, b in pairs)
    shown = numbered(View("v", "", "", (*blocks, *stores), made, (), ()))
    assert list(zip(shown.numbers, shown.steps, strict=True)) == [
        ("1a", "C to D1"),
        ("2a", "D1 to Shop"),
        ("3a", "Shop to Store"),
        ("1b", "C to D2"),
        ("2b", "D2 to Shop"),
        ("3b", "Shop to Store"),
    ]
    assert {arrow.number for arrow in shown.arrows} == set(shown.numbers)


def test_what_sites_do_alike_behind_one_door_is_told_once() -> None:
    blocks = (at("c", 0), at("d", 30), at("s1", 60, "Shop"), at("s2", 60, "Shop"))
    stores = (at("k1", 70, "Store"), at("k2", 70, "Store"))
    pairs = (("c", "d"), ("d", "s1"), ("s1", "k1"), ("d", "s2"), ("s2", "k2"))
    steps = told((*blocks, *stores), *((a, b, "request", "to") for a, b in pairs))
    assert steps == ("C to D", "D to Shop", "Shop to Store")


def test_who_else_calls_on_a_door_is_told_before_what_the_door_does() -> None:
    blocks = (at("c", 0), at("i", 0), at("d", 30), at("s", 60), at("k", 70))
    pairs = (("c", "d"), ("i", "d"), ("d", "s"), ("s", "k"))
    made = tuple(Arrow(f"{a}--{b}", a, b, "request", "to", "") for a, b in pairs)
    shown = numbered(View("v", "", "", blocks, made, (), ()))
    assert shown.steps == ("C to D", "I to D", "D to S", "S to K")
    assert shown.numbers == ("1a", "1b", "2", "3")


def test_what_a_door_does_comes_before_what_else_its_second_caller_asks() -> None:
    blocks = (at("c", 0), at("i", 0), at("d", 30), at("e", 31), at("s", 60), at("t", 61))
    pairs = (("c", "d"), ("i", "d"), ("c", "e"), ("i", "e"), ("d", "s"), ("e", "t"))
    steps = told(blocks, *((a, b, "request", "to") for a, b in pairs))
    assert steps[:3] == ("C to D", "I to D", "D to S")
    assert steps[-1] == "E to T"


def test_who_also_calls_on_something_else_is_told_on_its_own() -> None:
    blocks = (at("c", 0), at("i", 0), at("d", 30), at("e", 30), at("s", 60))
    pairs = (("c", "d"), ("i", "d"), ("i", "e"), ("d", "s"))
    steps = told(blocks, *((a, b, "request", "to") for a, b in pairs))
    assert steps == ("C to D", "D to S", "I to D", "I to E")


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_step_of_the_examples_begins_where_nothing_has_led(brief: str) -> None:
    meaning = importlib.import_module("meaning")
    drawing = examples.drawings(brief)["request-path"]
    assert meaning.counted(examples.architecture(brief), drawing)["steps"] == 0
