"""The twin of a picture holds what the picture holds, for every view."""

from __future__ import annotations

from functools import cache

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.web.twin import Twin, twin

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
