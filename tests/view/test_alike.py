"""Workloads that are alike in everything stand together, under a title that says what they are."""

from __future__ import annotations

import examples
import pytest

from kgraph import api
from kgraph.view.view import Block, View

HEAD = "name: X\nas_of: 2026-11-26\nsites: [{id: eu, cloud: gcp}]\nworkloads:\n"
NAMES = "Accounts Billing Catalog Delivery Events Forum Gifts Help Invoices Jobs Karma Ledger"


def brief(*storing: str) -> str:
    lines = []
    for name in NAMES.split():
        stores = ", stores: tables" if name in storing else ""
        lines.append(f"  - {{id: {name.lower()}, name: {name}, exposes: public{stores}}}\n")
    return HEAD + "".join(lines)


def stacks(view: View) -> dict[str, Block]:
    """The blocks of workloads, by their titles."""
    known = {block.title: block for block in view.blocks() if "workload" in block.title}
    known.pop("People and workloads", None)
    return known


@pytest.mark.parametrize("shown", ["overview", "request-path"])
def test_workloads_behind_one_door_are_one_block_with_their_names(shown: str) -> None:
    view = api.drawing(api.assemble(brief()), shown).view
    (block,) = stacks(view).values()
    assert block.title == "12 public workloads"
    assert [box.title for box in block.boxes] == NAMES.split()
    inside = {box.id for box in block.boxes}
    assert not [arrow for arrow in view.arrows if inside & {arrow.source, arrow.target}]
    (routed,) = (a for a in view.arrows if a.target == block.id and a.kind == "request")
    assert len(routed.covers) == len(inside)


def test_what_does_something_else_stands_in_a_block_of_its_own() -> None:
    architecture = api.assemble(brief("Accounts", "Billing", "Catalog"))
    found = stacks(api.drawing(architecture, "overview").view)
    assert sorted(found) == ["3 public workloads", "9 public workloads"]
    boxes = found["3 public workloads"].boxes
    assert [box.title for box in boxes] == ["Accounts", "Billing", "Catalog"]


def test_workloads_of_several_kinds_are_called_by_what_they_share() -> None:
    text = brief().replace("exposes: public", "exposes: internal", 1)
    view = api.drawing(api.assemble(text), "observability").view
    assert any(title.endswith(" workloads") for title in stacks(view))
    assert "People and workloads" not in {block.title for block in view.blocks()}


@pytest.mark.parametrize("shown", ["network", "request-path"])
def test_what_leads_on_to_the_same_several_things_is_one_block(shown: str) -> None:
    """Two steer clients to each of three sites: three arrows, not six."""
    view = examples.drawing("three-clouds", shown).view
    steering = [arrow for arrow in view.arrows if arrow.label == "steers clients to"]
    assert len(steering) == 3
    (source,) = {arrow.source for arrow in steering}
    (block,) = (block for block in view.blocks() if block.id == source)
    assert {len(arrow.covers) for arrow in steering} == {len(block.boxes)} == {2}
