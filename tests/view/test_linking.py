"""Boxes of an overview have arrows, also where kinds of flow are left out; others are not drawn."""

from __future__ import annotations

import examples
import pytest

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.view.loose import loose, unexplained
from kgraph.view.view import View


@pytest.mark.parametrize("brief", examples.EVERY)
def test_each_box_of_an_overview_has_an_arrow_but_once_before_it_becomes_poorer(brief: str) -> None:
    architecture = examples.architecture(brief)
    views = list(seen(architecture, "overview"))
    workloads = {one.id for one in architecture.placements if one.workload is not None}
    lone = [view for view in views if {box.id for box in loose(view)} - workloads]
    assert len(lone) <= 1
    assert not [box for view in lone for box in unexplained(view)]
    assert views[0] not in lone


def test_what_would_lose_all_its_arrows_keeps_one_of_a_kind_that_is_left_out() -> None:
    architecture = examples.architecture("three-clouds")
    whole, *simpler = seen(architecture, "overview")
    programs = {flow.id for flow in architecture.flows if flow.label == "programs"}
    all_of_control = {flow.id for flow in architecture.flows if flow.kind == "control"}
    linked = [
        view
        for view in simpler
        if programs & drawn(view) and drawn(view) & all_of_control < drawn(whole) & all_of_control
    ]
    assert linked


def drawn(view: View) -> set[str]:
    return {id for arrow in view.arrows for id in arrow.covers}


def test_what_is_joined_only_within_its_group_stands_beside_it() -> None:
    view = next(iter(seen(examples.architecture("demo"), "overview")))
    beside = [block for block in view.blocks() if block.boxes[0].title == "GitHub Actions"]
    assert [len(block.boxes) for block in beside] == [1]


def test_what_is_not_drawn_is_told_with_the_views_that_show_it() -> None:
    *_, simplest = seen(examples.architecture("three-clouds"), "overview")
    told = [line for line in simplest.left_out if "Secret Manager" in line.text]
    assert len(told) == 1
    assert told[0].views


def test_a_workload_is_drawn_without_arrows_too() -> None:
    lone = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: eu, cloud: gcp}]\n"
        "workloads: [{id: job, exposes: nobody}]\n"
        "answers: {metrics: none, logs: none, tracing: none}\n"
    )
    job = next(one for one in lone.placements if one.workload is not None)
    for view in seen(lone, "overview"):
        assert job.id in {box.id for block in view.blocks() for box in block.boxes}


NAMED = """
name: Bank
as_of: 2026-11-27
sites:
  - {id: hall, cloud: on-premises, region: hall 1, clusters: []}
  - {id: fra, cloud: aws, region: eu-central-1}
systems: [{id: ledger, name: Ledger, at: hall}]
workloads: [{id: app, name: Mobile bank, exposes: public, calls: ledger}]
"""


def titles(view: View) -> set[str]:
    return {box.title for block in view.blocks() for box in block.boxes}


def test_what_the_brief_names_stays_where_its_frame_joins_it() -> None:
    named = api.assemble(NAMED + "use: [{component: aws-direct-connect, at: fra}]\n")
    views = list(seen(named, "overview"))
    assert all("AWS Direct Connect" in titles(view) for view in views)


def test_what_the_brief_names_is_joined_before_the_rest() -> None:
    drawn = examples.drawings("demo")["overview"].view
    assert drawn != next(iter(seen(examples.architecture("demo"), "overview")))
    assert "GitHub Actions" in titles(drawn)
