"""The overview merges, folds and leaves out, and says so."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import examples
import pytest

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.model.architecture import Architecture
from kgraph.view.fitting import MAX_BOXES
from kgraph.view.view import Block, Frame, View

MANY = """
name: Many alike
sites:
{sites}
answers: {{availability: multi-region}}
"""


def many(count: int) -> Architecture:
    sites = "\n".join(f"  - {{id: s{i:02}, cloud: gcp}}" for i in range(count))
    return api.assemble(MANY.format(sites=sites))


def alike(count: int) -> View:
    return api.drawing(many(count)).view


def fullest(count: int) -> View:
    return next(iter(seen(many(count), "overview")))


def test_few_sites_stand_side_by_side() -> None:
    assert sum(frame.level == "site" for frame in alike(2).frames()) == 2


def test_many_like_sites_are_drawn_once_with_their_number() -> None:
    view = alike(12)
    titles = [frame.title for frame in view.frames() if frame.level == "site"]
    assert len(titles) < 12
    assert any("×" in title for title in titles)
    assert any(line.text.startswith("Drawn once") for line in view.left_out)
    assert sum(len(block.boxes) for block in view.blocks()) <= MAX_BOXES


def test_arrows_join_what_is_there() -> None:
    view = alike(2)
    assert view.arrows
    assert all({arrow.source, arrow.target} <= view.standing().keys() for arrow in view.arrows)


def test_a_larger_brief_moves_nothing_out_of_order() -> None:
    before = [block.id for block in fullest(2).blocks()]
    after = [block.id for block in fullest(3).blocks()]
    kept = [id for id in after if id in before]
    assert kept == [id for id in before if id in kept]


@pytest.mark.parametrize(("brief", "alone"), [("data-heavy", False), ("three-clouds", True)])
def test_what_stands_in_a_group_of_its_own_kind_at_one_site_stands_in_one_elsewhere(
    brief: str, alone: bool
) -> None:
    titles: dict[str, set[str]] = defaultdict(set)
    grouped: list[str] = []
    for block in examples.drawing(brief, "overview").view.blocks():
        for box in block.boxes:
            titles[box.title].add(block.title)
        grouped += [block.title] if block.title and len(block.boxes) == 1 else []
    assert {title for each in titles.values() for title in each if len(each) > 1} == set()
    assert bool(grouped) == alone, "whether some stand alone in their group"


@pytest.mark.parametrize("brief", ["article-2021", "data-heavy", "three-clouds"])
def test_lanes_of_sisters_stand_in_one_order(brief: str) -> None:
    orders = [lanes_of(frame) for frame in clusters(examples.drawing(brief, "overview").view)]
    assert len(orders) > 1
    for one, other in combinations(orders, 2):
        both = [lane for lane in one if lane in other]
        assert len(both) > 1
        assert both == [lane for lane in other if lane in one]


def clusters(view: View) -> list[Frame]:
    return [frame for frame in view.frames() if frame.level == "cluster"]


def lanes_of(cluster: Frame) -> list[str]:
    """The titles of the groups of a cluster, in their order."""
    return [node.title for node in cluster.children if isinstance(node, Block) and node.title]


def test_an_arrow_ends_at_what_stands_alone_in_its_group() -> None:
    view = examples.drawing("three-clouds", "overview").view
    alone = {block.id for block in view.blocks() if block.title and len(block.boxes) == 1}
    ends = {end for arrow in view.arrows for end in (arrow.source, arrow.target)}
    assert alone
    assert alone.isdisjoint(ends)
