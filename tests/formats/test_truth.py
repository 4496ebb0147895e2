"""Two pictures held against each other by what they show, not by how."""

from __future__ import annotations

import pytest

from kgraph.formats.svg import truth
from kgraph.model.finding import Finding

BOX = '<g id="node:eu/x" class="box hue-1" role="group" aria-label="X, role"><a xlink:href="https://x/"><title>X\nwhy</title><rect x="1" class="card"/></a></g>'
ARROW = '<g id="edge:a--request--b" class="flow kind-request" role="group" aria-label="A asks B"><title>A asks B</title><path d="M0 0"/></g>'
PLACE = '<g id="frame:eu" class="frame" role="group" aria-label="eu"><rect class="site"/></g>'


def svg(*inner: str, more: str = "", heading: str = "Shop") -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<text>{heading}</text>{''.join(inner)}<metadata>{more}</metadata></svg>"
    )


def compare(old: str, new: str, *, same_data: bool = False) -> list[Finding]:
    return list(truth.compare(old, new, same_data=same_data, remedy="draw it again"))


def test_things_are_boxes_arrows_and_places() -> None:
    found = truth.things(svg(BOX, ARROW, PLACE, '<g id="block:eu:network"/>', "<g/>"))
    assert {id: (thing.what, thing.name, thing.href) for id, thing in found.items()} == {
        "node:eu/x": ("box", "X", "https://x/"),
        "edge:a--request--b": ("arrow", "A asks B", ""),
        "frame:eu": ("place", "eu", ""),
    }


@pytest.mark.parametrize(
    ("new", "more"),
    [
        (BOX, "another origin"),
        (BOX.replace("hue-1", "hue-2"), ""),
        (BOX.replace('x="1"', 'x="2"'), ""),
    ],
)
def test_places_on_the_page_and_colours_are_only_the_look(new: str, more: str) -> None:
    found = compare(svg(BOX, ARROW), svg(new, ARROW, more=more))
    assert [(one.severity, one.rule) for one in found] == (
        [("warning", "picture-look")] if new != BOX else []
    )


def test_reasons_in_tooltips_are_not_what_a_picture_shows() -> None:
    assert compare(svg(BOX), svg(BOX.replace("X\nwhy", "X\nwhy not"))) == []


def test_line_ends_and_a_byte_order_mark_are_nothing() -> None:
    assert (
        compare("\ufeff" + svg(BOX).replace("><", ">\r\n<"), svg(BOX).replace("><", ">\n<")) == []
    )


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        (svg(BOX, ARROW), svg(ARROW), "picture-box", "box 'X' is not there any more"),
        (svg(ARROW), svg(BOX, ARROW), "picture-box", "box 'X' is missing in the picture"),
        (svg(ARROW), svg(), "picture-arrow", "arrow 'A asks B' is not there any more"),
        (svg(), svg(PLACE), "picture-place", "place 'eu' is missing in the picture"),
        (svg(BOX), svg(BOX.replace("X\nwhy", "Y\nwhy")), "picture-box", "box 'Y' was 'X'"),
        (
            svg(BOX),
            svg(BOX.replace("https://x/", "https://y/")),
            "picture-box",
            "box 'X' leads elsewhere",
        ),
        (
            svg(ARROW),
            svg(ARROW.replace("kind-request", "kind-backup")),
            "picture-arrow",
            "is of another kind",
        ),
    ],
)
def test_what_is_gone_missing_or_different_is_named(
    old: str, new: str, rule: str, words: str
) -> None:
    (found,) = compare(old, new)
    assert (found.severity, found.rule) == ("violation", rule)
    assert words in found.reason


def test_of_the_same_architecture_all_is_one_warning() -> None:
    (found,) = compare(svg(BOX, ARROW), svg(PLACE, ARROW.replace("asks", "calls")), same_data=True)
    assert (found.severity, found.rule) == ("warning", "picture-look")
    assert "1 gone, 1 new, 1 told otherwise" in found.reason


def test_other_words_around_the_same_things_are_a_warning() -> None:
    (found,) = compare(svg(BOX), svg(BOX, heading="Market"))
    assert found.severity == "warning"
