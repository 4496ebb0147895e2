"""The twin of a picture holds what the picture holds, for every view."""

from __future__ import annotations

from functools import cache

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.web.twin import Link, Thing, Twin, twin, walk

VIEWS = ["overview", "request-path", "observability", "control", "cluster:eu/main", "inside:loki"]


@cache
def architecture() -> Architecture:
    return api.assemble(api.demo_brief())


@cache
def seen(view: str) -> Twin:
    return twin(api.drawing(architecture(), view))


@pytest.mark.parametrize("view", VIEWS)
def test_every_box_and_every_arrow_is_there_once(view: str) -> None:
    drawing = api.drawing(architecture(), view)
    boxes = sorted(box.id for block in drawing.blocks for box in block.boxes)
    assert sorted(thing.id for thing in seen(view).things if not thing.framed) == boxes
    assert sorted(
        f"{link.ends[0]}--{link.kind}--{link.ends[1]}" for link in seen(view).links
    ) == sorted(f"{arrow.source}--{arrow.kind}--{arrow.target}" for arrow in drawing.arrows)
    assert [text for text, _ in seen(view).left_out] == [one.text for one in drawing.view.left_out]


@pytest.mark.parametrize("view", VIEWS)
def test_every_id_means_one_thing_and_every_end_of_an_arrow_has_a_name(view: str) -> None:
    ids = [thing.id for thing in seen(view).things]
    assert len(ids) == len(set(ids))
    assert all(link.source and link.target and link.label for link in seen(view).links)
    assert all(thing.covers for thing in seen(view).things)


def test_frames_that_are_components_can_be_picked_and_places_cannot() -> None:
    framed = {thing.id: thing for thing in seen("overview").things if thing.framed}
    assert set(framed) < {placement.id for placement in architecture().placements}
    assert framed
    assert "eu" not in {thing.id for thing in seen("overview").things}


def test_a_placement_is_found_by_the_box_that_stands_for_it() -> None:
    inside = seen("inside:loki")
    assert inside.thing("us/main/loki") == inside.thing("loki")
    found = inside.thing("us/main/alloy")
    assert found is not None
    assert found.name == "Grafana Alloy ×2"
    assert inside.thing("nothing") is None
    assert inside.thing(None) is None


def test_links_of_a_story_stand_in_its_order() -> None:
    numbers = [link.steps[0] for link in seen("request-path").links if link.steps]
    assert numbers == sorted(numbers)
    assert len(seen("request-path").steps) == max(numbers)


def linked(*names: str) -> Twin:
    """Arrows from one box to another of the same names, between boxes of these ids."""
    things = [
        Thing(id, "Box", "", "", "", 1, (id,), id.rpartition("/")[0], id)
        for id in dict.fromkeys(names)
    ]
    pairs = list(zip(names[::2], names[1::2], strict=True))
    links = [
        Link("Box", "Box", ends, "asks", f"kind{number}", "", False, (), "", ())
        for number, ends in enumerate(pairs)
    ]
    return Twin(tuple(things), tuple(links), (), (), ())


def test_arrows_that_are_called_alike_are_read_out_with_the_places_of_what_they_join() -> None:
    shown = linked("eu/a", "eu/b", "eu/a", "us/b")
    assert list(shown.spoken_links.values()) == ["Box → Box: asks, eu", "Box → Box: asks, eu to us"]


def test_arrows_that_are_alike_in_their_places_too_have_numbers() -> None:
    told = list(linked("eu/a", "eu/b", "eu/a", "eu/c").spoken_links.values())
    assert told == ["Box → Box: asks, eu", "Box → Box: asks, eu (2)"]


def test_arrows_that_end_in_a_group_are_told_apart_by_their_places() -> None:
    told = [one for one in seen("overview").spoken_links.values() if "the desired state" in one]
    assert len(told) == 2
    assert all("Google Kubernetes Engine" in one for one in told)


def test_no_arrow_is_read_out_by_an_id() -> None:
    told = list(seen("overview").spoken_links.values())
    assert len(told) == len(set(told))
    assert not any("block:" in one or "--" in one for one in told)


def test_a_step_of_the_walk_is_told_by_the_number_on_its_arrows() -> None:
    shown = seen("request-path")
    by_id = {link.id: link for link in shown.links}
    for (text, arrows), number in zip(walk(shown), shown.numbers, strict=True):
        assert text.startswith(f"Step {number} of ")
        assert {number} <= set(by_id[arrows[0]].number.split(", "))
