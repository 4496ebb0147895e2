"""The difference picture: a union in which what differs is marked, and stays to be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.layout.choosing import draw
from kgraph.model.architecture import Architecture
from kgraph.view.arranging import views
from kgraph.view.difference import difference, differing, union
from kgraph.view.excerpt import Excerpt

FIRST = """
name: First
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}]
workloads: [{id: shop, exposes: public}]
use: [traefik]
"""
SECOND = (
    FIRST.replace("First", "Second")
    .replace("traefik", "kong-ingress-controller")
    .replace("gcp}]", "gcp}, {id: us, cloud: gcp}]")
)


@pytest.fixture(scope="module")
def pair() -> tuple[Architecture, Architecture]:
    return api.assemble(FIRST), api.assemble(SECOND)


def test_the_union_holds_both(pair: tuple[Architecture, Architecture]) -> None:
    both = union(*pair)
    for one in pair:
        assert {p.id for p in one.placements} <= {p.id for p in both.placements}
        assert {f.id for f in one.flows} <= {f.id for f in both.flows}
        assert {p.id for p in one.places} <= {p.id for p in both.places}
    assert [p.scope for p in both.places] == sorted(
        (p.scope for p in both.places), key=["world", "site", "cluster"].index
    )


def test_boxes_frames_and_arrows_are_marked(pair: tuple[Architecture, Architecture]) -> None:
    view = next(difference(*pair, api.knowledge(), api.knowledge().views[0]))
    boxes = {box.id: box.mark for block in view.blocks() for box in block.boxes}
    assert boxes["eu/main/kong-ingress-controller"] == "added"
    assert boxes["eu/main/traefik"] == "removed"
    assert boxes["eu/main/shop"] == ""
    assert {frame.id: frame.mark for frame in view.frames()}["frame:us"] == "added"
    assert {"added", "removed", ""} <= {arrow.mark for arrow in view.arrows}


def test_nothing_is_marked_where_nothing_differs(pair: tuple[Architecture, Architecture]) -> None:
    view = next(difference(pair[0], pair[0], api.knowledge(), api.knowledge().views[0]))
    assert not any(box.mark for block in view.blocks() for box in block.boxes)
    assert [arrow.mark for arrow in view.arrows] == [""] * len(view.arrows)
    assert not draw(view).marks


def test_a_new_site_that_is_like_the_old_one_is_not_folded_into_it() -> None:
    brief = "name: Many\nsites: [{sites}]\nworkloads: [{id: shop, exposes: public}]\nanswers: {availability: multi-region}\n"
    site = "{{id: s{n}, cloud: gcp}}"
    first, second = (
        api.assemble(brief.replace("{sites}", ", ".join(site.format(n=n) for n in range(count))))
        for count in (5, 7)
    )
    view = next(difference(first, second, api.knowledge(), api.knowledge().views[0]))
    assert {frame.mark for frame in view.frames() if frame.level == "site"} == {"", "added"}


def test_of_two_clusters_in_one_place_the_one_that_stays_is_the_frame(
    pair: tuple[Architecture, Architecture],
) -> None:
    cluster = next(p for p in pair[0].placements if "kubernetes" in p.capabilities)
    other = replace(cluster, id="eu/main/talos-linux", component="talos-linux", name="Talos Linux")
    changed = replace(
        pair[0], placements=tuple(other if p is cluster else p for p in pair[0].placements)
    )
    for before, after, holder in ((changed, pair[0], cluster), (pair[0], changed, other)):
        both = union(before, after)
        excerpt = Excerpt(
            both, both, api.knowledge().views[0], "both", marks=differing(before, after)
        )
        view = next(views(excerpt, api.knowledge()))
        assert f"frame:{holder.id}" in {frame.id for frame in view.frames()}
        gone = ({cluster.id, other.id} - {holder.id}).pop()
        assert {box.id: box.mark for block in view.blocks() for box in block.boxes}[
            gone
        ] == "removed"


def test_marks_are_told_by_more_than_colour(pair: tuple[Architecture, Architecture]) -> None:
    svg = api.draw_comparison(*pair).decode()
    assert "stroke-dasharray:5 4" in svg
    assert 'class="kgraph-sign kgraph-sign-added"' in svg
    assert 'class="kgraph-sign kgraph-sign-removed"' in svg
    assert "added: bold border" in svg
    assert "[removed]" in svg
    assert api.draw_comparison(*pair).decode() == svg


def test_a_plain_overview_has_no_marks(pair: tuple[Architecture, Architecture]) -> None:
    svg = api.draw(pair[0]).decode()
    assert "bold border" not in svg
    assert "kgraph-is-" not in svg
