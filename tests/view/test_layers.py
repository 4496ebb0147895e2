"""Arranged in layers.

A box for each placement, in the frames of its place, arrows from box to box.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture, Flow
from kgraph.model.knowledge import Knowledge
from kgraph.model.pictures import ViewDefinition
from kgraph.view.arranging import views
from kgraph.view.excerpt import Excerpt
from kgraph.view.view import Block, Frame, View

SMALL = """
name: Small
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp, region: europe-west1}]
workloads: [{id: shop, name: Shop, exposes: public}]
"""
LAYERS = ViewDefinition("mine", "Mine", "Mine", 0, "", "layers")


@pytest.fixture(scope="module")
def small() -> Architecture:
    return api.assemble(SMALL)


def only(architecture: Architecture, *ids: str, flows: tuple[Flow, ...] = ()) -> Architecture:
    """The architecture with a few placements and flows."""
    return replace(
        architecture,
        placements=tuple(p for p in architecture.placements if p.id in ids),
        flows=tuple(flows),
    )


def shown(part: Architecture, definition: ViewDefinition = LAYERS) -> View:
    return next(views(Excerpt(part, part, definition, "mine"), api.knowledge()))


def test_every_placement_has_its_box_in_the_frame_of_its_place(small: Architecture) -> None:
    view = shown(small)
    found: dict[str, str] = {}

    def walk(nodes: tuple[Frame | Block, ...], place: str) -> None:
        for node in nodes:
            if isinstance(node, Frame):
                walk(node.children, node.id.removeprefix("frame:"))
            else:
                found.update((id, place) for box in node.boxes for id in box.covers)

    walk(view.children, "world")
    assert found == {p.id: p.place for p in small.placements}


def test_ids_are_unique(small: Architecture) -> None:
    for view in views(Excerpt(small, small, LAYERS, "mine"), api.knowledge()):
        ids = [node.id for node in (*view.blocks(), *view.frames())]
        assert len(ids) == len(set(ids))
        assert len({arrow.id for arrow in view.arrows}) == len(view.arrows)


def test_a_site_that_holds_nothing_but_a_cluster_shares_its_frame(small: Architecture) -> None:
    (frame,) = shown(only(small, "eu/main/shop")).frames()
    assert frame.title == "eu · cluster main"
    assert frame.subtitle == "Google Cloud · europe-west1"


def test_sites_share_their_frames_with_their_clusters_all_or_none() -> None:
    sites = "[{id: eu, cloud: gcp, region: europe-west1}, {id: us, cloud: aws, region: us-east-1}]"
    both = api.assemble(SMALL.replace("[{id: eu, cloud: gcp, region: europe-west1}]", sites))
    shops = [one.id for one in both.placements if one.workload == "shop"]
    alone = [frame.title for frame in shown(only(both, *shops)).frames()]
    assert alone == ["eu · cluster main", "us · cluster main"]
    outside = next(one.id for one in both.placements if one.place == "us")
    with_more = [frame.title for frame in shown(only(both, *shops, outside)).frames()]
    assert with_more == ["eu", "main", "us", "main"]


def test_a_site_without_a_region_is_told_by_its_cloud(small: Architecture) -> None:
    places = tuple(replace(place, region=None) for place in small.places)
    (frame,) = shown(replace(only(small, "eu/main/shop"), places=places)).frames()
    assert frame.subtitle == "Google Cloud"


def test_a_place_that_holds_nothing_has_no_frame(small: Architecture) -> None:
    assert list(shown(only(small, "world/client")).frames()) == []
    assert shown(only(small)).children == ()


def test_both_ways_between_two_things_are_one_arrow_with_two_heads(small: Architecture) -> None:
    one, other = "world/client", "eu/main/shop"
    there, back = (
        Flow(f"{a}--request--{b}", a, b, "request", "asks") for a, b in ((one, other), (other, one))
    )
    (arrow,) = shown(only(small, one, other, flows=(there, back))).arrows
    assert arrow.both
    assert set(arrow.covers) == {there.id, back.id}


def test_two_kinds_between_two_things_are_two_arrows_and_two_lines_of_the_legend(
    small: Architecture,
) -> None:
    one, other = "world/client", "eu/main/shop"
    flows = tuple(
        Flow(f"{one}--{kind}--{other}", one, other, kind, "") for kind in ("request", "storage")
    )
    view = shown(only(small, one, other, flows=flows))
    assert len(view.arrows) == 2
    assert [line.kind for line in view.legend] == ["request", "storage"]


def test_things_of_one_name_are_drawn_each(small: Architecture) -> None:
    shop = next(p for p in small.placements if p.id == "eu/main/shop")
    twin = replace(shop, id="eu/main/shop-2", workload="shop-2")
    view = shown(
        replace(small, placements=tuple(sorted((*small.placements, twin), key=lambda p: p.id)))
    )
    assert [id for b in view.blocks() for box in b.boxes for id in box.covers if "shop" in id] == [
        shop.id,
        twin.id,
    ]


def test_a_numbered_view_has_steps_and_others_have_none(
    small: Architecture, knowledge: Knowledge
) -> None:
    assert shown(small).steps == ()
    told = shown(small, replace(LAYERS, numbered=True))
    assert told.steps
    assert all(arrow.steps for arrow in told.arrows)


def test_along_nothing_is_along_everything(small: Architecture, knowledge: Knowledge) -> None:
    assert shown(small).along == {kind.id for kind in knowledge.flow_kinds}
    assert shown(small, replace(LAYERS, along=("storage",))).along == {"storage"}


def test_simpler_views_have_no_more_arrows(small: Architecture) -> None:
    counts = [
        len(view.arrows) for view in views(Excerpt(small, small, LAYERS, "mine"), api.knowledge())
    ]
    assert counts == sorted(counts, reverse=True)
