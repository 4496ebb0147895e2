"""The overview merges, folds and leaves out, and says so."""

from __future__ import annotations

from collections import defaultdict

import examples
import pytest

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.model.architecture import Architecture
from kgraph.view.fitting import MAX_BOXES
from kgraph.view.view import View

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


@pytest.mark.parametrize("brief", ["data-heavy", "three-clouds"])
def test_what_stands_in_a_group_of_its_own_kind_at_one_site_stands_in_no_other_elsewhere(
    brief: str,
) -> None:
    titles: dict[str, set[str]] = defaultdict(set)
    for block in examples.drawing(brief, "overview").view.blocks():
        for box in block.boxes:
            titles[box.title].add(block.title)
    assert {title for each in titles.values() for title in each if len(each - {""}) > 1} == set()
    assert any("" in each and len(each) > 1 for each in titles.values()), "some stand by themselves"
