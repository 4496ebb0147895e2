"""Where a brief names no product: of each that a team runs, what is told is true."""

from __future__ import annotations

from typing import Any

import misses
import pytest
import unnamed
import yaml

from kgraph import api
from kgraph.model.answers import Swap

TEAMS = tuple(misses.teams())
EIGHT = tuple(team for team in TEAMS if not team.ours)
each_team = pytest.mark.parametrize("team", TEAMS, ids=[team.id for team in TEAMS])


def test_the_page_is_what_is_told_today() -> None:
    said = "write it anew: python tests/unnamed.py --write"
    assert unnamed.PAGE.read_text("utf-8") == unnamed.page(TEAMS), said


def test_most_are_chosen_and_none_is_left_without_a_reason() -> None:
    found = [one for team in EIGHT for one in unnamed.told(team)]
    kinds = [one.kind for one in found]
    assert len(found) >= 102
    assert kinds.count(unnamed.CHOSEN) >= 60
    assert kinds.count(unnamed.REFUSED) == 0
    assert [one.thing for one in found if one.kind != unnamed.CHOSEN and not one.why] == []


@each_team
def test_who_stands_in_the_place_is_there_for_the_same(team: misses.Team) -> None:
    known = api.knowledge().components
    for one, swap in _swaps(team):
        assert swap.capability in known[swap.instead].provides, one.thing
        serving = unnamed.built(team).placements_of(swap.chosen)
        assert serving, one.thing
        assert swap.capability in known[swap.chosen].provides, one.thing


@each_team
def test_what_flips_it_does(team: misses.Team) -> None:
    """Who is named comes; without who is avoided the other comes; by another order who was chosen
    yields, to it or to a third.
    """
    text, _ = unnamed.brief_without_use(team)
    for one, swap in _swaps(team)[::2]:
        changed = set(api.assemble(_flipped(text, swap.flip)).components)
        if swap.flip.startswith("prefer"):
            assert swap.chosen not in changed, (one.thing, swap)
        else:
            assert swap.instead in changed, (one.thing, swap)


@each_team
def test_no_step_is_told_where_nothing_is_known_of_maturity(team: misses.Team) -> None:
    """What decides first is a fact of both: nobody loses for a level that nobody looked up."""
    known = api.knowledge().components
    for one, swap in _swaps(team):
        if "known maturity" in swap.why.partition(",")[0]:
            assert known[swap.instead].maturity, one.thing


def _swaps(team: misses.Team) -> list[tuple[unnamed.Told, Swap]]:
    found = []
    for one in unnamed.told(team):
        if one.answer is not None:
            found += [(one, swap) for swap in one.answer.swaps]
    return found


def _flipped(text: str, flip: str) -> str:
    """A brief with what is told to turn a decision."""
    brief: dict[str, Any] = yaml.safe_load(text)
    key, _, value = flip.partition(": ")
    if key == "prefer":
        better, _, decided = value.partition(" before ")
        order = [one for one in brief.get("prefer") or [] if one != better]
        at = order.index(decided) if decided in order else len(order)
        brief["prefer"] = [*order[:at], better, *order[at:]]
    else:
        brief[key] = [*(brief.get(key) or []), value.strip("[]")]
    return yaml.safe_dump(brief, sort_keys=False)
