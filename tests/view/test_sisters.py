"""Like places are drawn once; so is one that has a little more than others."""

from __future__ import annotations

import examples
import pytest

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.model.architecture import Architecture
from kgraph.view.sisters import MORE, sisters
from kgraph.view.view import Box, View

REGIONS = """
name: Regions
as_of: 2026-11-23
sites: [{{id: eu, cloud: gcp}}, {{id: us, cloud: {other}}}, {{id: asia, cloud: gcp}}]
workloads: [{{id: shop, exposes: public}}]
answers: {{availability: multi-region, metrics: pull, logs: loki, tracing: tracing}}
use: [prometheus, grafana]
"""


def regions(other: str = "gcp") -> Architecture:
    return api.assemble(REGIONS.format(other=other))


def observed(architecture: Architecture) -> View:
    return next(iter(seen(architecture, "observability")))


def boxes(view: View) -> list[Box]:
    return [box for block in view.blocks() for box in block.boxes]


def sites(view: View) -> list[str]:
    return [frame.title for frame in view.frames() if frame.level == "site"]


def test_a_site_with_the_dashboards_of_all_is_drawn_for_the_others() -> None:
    view = observed(regions())
    assert sites(view) == ["eu, us, asia (×3)"]
    assert [box.subtitle for box in boxes(view) if box.title == "Grafana"] == [
        "dashboards · in eu only"
    ]
    told = [line.text for line in view.left_out if line.text.startswith("Drawn once")]
    assert told == ["Drawn once: eu, us, asia hold the same, but for Grafana in eu"]


def test_a_site_on_another_cloud_has_a_frame_of_its_own() -> None:
    assert sites(observed(regions("aws"))) == ["eu, asia (×2)", "us"]


def test_what_leads_from_one_of_the_sites_into_another_keeps_them_apart() -> None:
    demo = examples.architecture("demo")
    copies = [flow for flow in demo.flows if flow.source[:2] == "eu" and flow.target[:2] == "us"]
    assert {flow.label for flow in copies} >= {"sends changes to"}
    assert sisters(demo, {}).drawn_for == {}


@pytest.mark.parametrize("brief", examples.EVERY)
def test_places_that_are_drawn_once_lack_little_of_the_one_that_is_drawn(brief: str) -> None:
    architecture = examples.architecture(brief)
    found = sisters(architecture, {})
    for first, places in found.drawn_for.items():
        held = {place: len(architecture.placements_within(place)) for place in places}
        assert 0 <= held[first] - min(held.values()) <= MORE
        only = [id for id, place in found.only.items() if place == first]
        assert len(only) >= held[first] - min(held.values())


def test_a_mark_that_only_one_of_the_places_has_keeps_them_apart() -> None:
    two = regions("aws")
    assert sisters(two, {}).drawn_for
    marked = next(one.id for one in two.placements if one.place == "asia/main")
    assert sisters(two, {marked: "added"}).drawn_for == {}


def test_a_box_knows_its_like_at_the_places_that_are_not_drawn() -> None:
    (loki,) = (box for box in boxes(observed(regions())) if box.title == "Grafana Loki")
    assert loki.like == ("us/main/loki", "asia/main/loki")
    assert loki.covers == ("eu/main/loki",)
