"""At what arrows end, and what they say."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import examples
import pytest
from labels import labels_said

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.model.architecture import Architecture, Flow
from kgraph.view.view import Arrow, View, members


@pytest.fixture(scope="module")
def whole() -> Architecture:
    return examples.architecture("demo")


def fullest(architecture: Architecture, view: str = "overview") -> View:
    return next(iter(seen(architecture, view)))


def flows_of(arrow: Arrow, architecture: Architecture) -> list[Flow]:
    return [architecture.flow_by_id[id] for id in arrow.covers]


@pytest.mark.parametrize("brief", examples.EVERY)
def test_an_arrow_ends_at_a_block_only_where_it_is_true_of_all_that_stands_in_it(
    brief: str,
) -> None:
    architecture = examples.architecture(brief)
    for name in ("overview", "observability", "storage"):
        view = fullest(architecture, name)
        held = {block.id: block for block in view.blocks() if block.title}
        for arrow in view.arrows:
            flows = flows_of(arrow, architecture)
            ends = (
                (arrow.source, [f.source for f in flows]),
                (arrow.target, [f.target for f in flows]),
            )
            for end, ids in ends:
                if end in held:
                    touched = [box for box in held[end].boxes if set(box.covers).intersection(ids)]
                    assert len(touched) == len(held[end].boxes), (name, arrow.id)


def test_each_arrow_of_the_fullest_view_says_one_thing(whole: Architecture) -> None:
    arrows = fullest(whole).arrows
    assert arrows
    for arrow in arrows:
        assert {flow.label for flow in flows_of(arrow, whole)} == {arrow.label}


def test_ids_of_arrows_are_unique(whole: Architecture) -> None:
    for view in seen(whole, "overview"):
        ids = [arrow.id for arrow in view.arrows]
        assert len(ids) == len(set(ids))


def test_where_arrows_are_gathered_none_ends_at_a_block_of_which_it_concerns_one_box(
    whole: Architecture,
) -> None:
    for view in seen(whole, "overview"):
        held = {block.id: block for block in view.blocks() if block.title}
        for arrow in view.arrows:
            for end, which in ((arrow.source, "source"), (arrow.target, "target")):
                if end in held:
                    ids = {getattr(flow, which) for flow in flows_of(arrow, whole)}
                    boxes = [box for box in held[end].boxes if ids.intersection(box.covers)]
                    assert len(boxes) > 1, arrow.id


def test_two_heads_say_the_same_both_ways(whole: Architecture) -> None:
    """Two relations with words of their own are two arrows."""
    (one,) = (flow for flow in whole.flows if flow.label == "sends changes to")
    back = replace(one, id="back", source=one.target, target=one.source)
    same = fullest(replace(whole, flows=(one, back)))
    other = fullest(replace(whole, flows=(one, replace(back, label="answers"))))
    assert [arrow.both for arrow in same.arrows] == [True]
    assert [arrow.both for arrow in other.arrows] == [False, False]


def test_within_a_block_no_arrow_is_drawn(whole: Architecture) -> None:
    view = fullest(whole)
    block_of = {id: block.id for block in view.blocks() for id in members(block)}
    inner = defaultdict(int)
    for arrow in view.arrows:
        source, target = block_of.get(arrow.source), block_of.get(arrow.target)
        inner[source is not None and source == target] += 1
    assert inner[True] == 0
    assert inner[False] > 20


def test_a_part_is_told_by_its_own_name_in_words(whole: Architecture) -> None:
    drawn = api.draw(whole, format="mermaid").decode()
    assert "keeps backups in" in drawn


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_arrow_hides_what_it_says_behind_a_number(brief: str) -> None:
    """One that stands for several says what they say, or words that hold for all of them."""
    architecture, known = examples.architecture(brief), api.knowledge()
    for name in ("overview", "observability"):
        for view in seen(architecture, name):
            for arrow in view.arrows:
                said = {flow.label for flow in flows_of(arrow, architecture)}
                wider = {known.wider_words(arrow.kind, words) for words in said}
                words = re.sub(r"^\d+ of \d+: | \d+ of \d+$", "", arrow.label)
                assert {words} in (said, wider), (name, arrow.id)


def test_an_arrow_in_wider_words_tells_what_its_flows_say() -> None:
    architecture = examples.architecture("demo")
    known = {words for kind in api.knowledge().flow_kinds for _, words in kind.wider}
    wide = [a for view in seen(architecture, "overview") for a in view.arrows if a.label in known]
    assert wide
    for arrow in wide:
        said = sorted({flow.label for flow in flows_of(arrow, architecture)})
        assert arrow.tooltip.startswith(", ".join(said))


def test_wider_words_hold_for_what_something_says() -> None:
    """A pattern, a component or a workload, so that none are left over."""
    said = labels_said()
    for kind in api.knowledge().flow_kinds:
        assert {label for label, _ in kind.wider} <= said
