"""Arrows at groups that hold for some of it."""

from __future__ import annotations

import re

import examples
import pytest

from kgraph.api.pictures import seen
from kgraph.model.architecture import Architecture
from kgraph.view.partly import Share, with_names
from kgraph.view.view import Arrow, Block, Frame, View, blocks_in

SHARE = re.compile(r"^(?:(?P<before>\d+ of \d+): )?.*?(?: (?P<after>\d+ of \d+))?$")

WAYS = ("from ", "to ")
"""How the lines of a tooltip begin that name the ends of an arrow."""


def pictures(architecture: Architecture) -> list[View]:
    """Every composition of the views that stand for much, from the fullest to the least."""
    sites = [f"site:{site.id}" for site in architecture.brief.sites]
    return [
        view for name in ("overview", "observability", *sites) for view in seen(architecture, name)
    ]


def covered(view: View, group: str) -> list[frozenset[str]]:
    """What each box of a group or frame stands for."""
    blocks = [block for block in view.blocks() if block.id == group and block.title]
    frames = [frame for frame in view.frames() if frame.id == group]
    inside: list[Frame | Block] = [
        *blocks,
        *(child for frame in frames for child in frame.children),
    ]
    return [frozenset(box.covers) for block in blocks_in(inside) for box in block.boxes]


def truly(view: View, arrow: Arrow, architecture: Architecture, group: str, *, source: bool) -> str:
    """Of how many of a group an arrow is true there, by the flows of the architecture."""
    flows = [architecture.flow_by_id[id] for id in arrow.covers]
    sources, targets = {flow.source for flow in flows}, {flow.target for flow in flows}
    ends = sources | targets if arrow.both else sources if source else targets
    every = covered(view, group)
    own = next((frame.covers for frame in view.frames() if frame.id == group), ())
    some = sum(not ends.isdisjoint(one) for one in every)
    whole = some in (0, len(every)) or not ends.isdisjoint(own)
    return "" if whole else f"{some} of {len(every)}"


@pytest.mark.parametrize("brief", examples.EVERY)
def test_an_arrow_says_of_how_many_in_a_group_it_is_true(brief: str) -> None:
    architecture = examples.architecture(brief)
    for view in pictures(architecture):
        for arrow in view.arrows:
            found = SHARE.match(arrow.label)
            assert found, arrow.label
            said = found["before"] or "", found["after"] or ""
            source = truly(view, arrow, architecture, arrow.source, source=True)
            target = truly(view, arrow, architecture, arrow.target, source=False)
            assert said == (source, target), (view.id, arrow.id)


def test_its_tooltip_names_them() -> None:
    architecture = examples.architecture("demo")
    view = next(view for view in seen(architecture, "overview") if told(view))
    arrow = told(view)[0]
    names = [block.boxes for block in view.blocks() if block.id in (arrow.source, arrow.target)]
    first = arrow.tooltip.splitlines()[0]
    assert first.startswith(("from ", "to "))
    some = first.split(" ", 1)[1].split(", ")
    assert set(some) < {box.title for boxes in names for box in boxes}
    assert re.search(rf"\b{len(some)} of \d", arrow.label)


def told(view: View) -> list[Arrow]:
    return [arrow for arrow in view.arrows if re.search(r"\d of \d", arrow.label)]


@pytest.mark.parametrize("brief", examples.EVERY)
def test_a_picture_says_what_its_counts_mean_where_it_has_any(brief: str) -> None:
    for id, drawing in examples.drawings(brief).items():
        shares = [arrow.share for arrow in drawing.view.arrows if arrow.share]
        told = [line.text for line in drawing.view.left_out if "on an arrow" in line.text]
        assert len(told) == bool(shares), id
        assert all(line.startswith(f"“{shares[0]}”") for line in told), id


@pytest.mark.parametrize("brief", examples.EVERY)
def test_names_in_place_of_counts_are_those_that_the_tooltip_has(brief: str) -> None:
    for id, drawing in examples.drawings(brief).items():
        for arrow in drawing.view.arrows:
            lines = [line for line in arrow.tooltip.splitlines() if line.startswith(WAYS)]
            for way, names in (line.split(" ", 1) for line in lines if not arrow.share):
                said = arrow.label.split(": ")[0] if way == "from" else arrow.label
                assert "all but " in said or names in said, (id, arrow.id)


def test_a_view_with_names_counts_what_has_too_many_and_explains_no_more_than_it_counts() -> None:
    architecture = examples.architecture("data-heavy")
    view = next(view for view in seen(architecture, "site:cloud") if told(view))
    every = {arrow.id for arrow in view.arrows}
    named = with_names(view, every)
    assert with_names(view, ()) == view
    for before, after in zip(view.arrows, named.arrows, strict=True):
        assert after.label == (before.named or before.label)
    counts = sum("on an arrow" in line.text for line in named.left_out)
    assert counts == bool(told(named))
    assert len(told(named)) < len(told(view))


def test_what_takes_too_many_words_is_counted() -> None:
    long = tuple(f"Store of many words {number}" for number in range(2))
    assert not Share(long, ("First", "Second")).which
    assert not Share(("A", "B", "C", "D"), ("E", "F")).which
    assert Share(("A", "B", "C", "D"), ("E",)).which == "all but E"


@pytest.mark.parametrize(
    ("names", "others"),
    [
        (("Store", "Store"), ("Queue",)),
        (("Store", "Queue"), ("Store",)),
        (("Store, cold", "Queue"), ("Cache",)),
        (("Store: cold", "Queue"), ("Cache",)),
        (("", "Queue"), ("Cache",)),
        (("A", "B", "C", "D"), ("A name that takes as many words as a line can hold",)),
    ],
)
def test_names_that_do_not_tell_which_are_counted(
    names: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert not Share(names, others).which
