"""Arrows that are told at once: the same words, and come to by the same."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.view.sharing import shared
from kgraph.view.view import Arrow

PAIRS = st.lists(
    st.tuples(st.sampled_from("abcdABCD"), st.sampled_from("abcdABCD")), unique=True, max_size=12
)
"""Small letters and large ones are called the same: the like at two sites."""


def together(*pairs: str) -> set[frozenset[str]]:
    """What is told at once, of arrows such as ``ab``; large and small letters say the same."""
    arrows = [Arrow(pair, pair[0], pair[1], "request", "", "") for pair in pairs]
    standing = {end: end for pair in pairs for end in pair}
    found = shared(arrows, {pair: pair.lower() for pair in pairs}, standing)
    assert all(found[first] == first for first in found.values())
    return {frozenset(one for one in found if found[one] == first) for first in found.values()}


def test_the_like_behind_one_door_is_told_at_once() -> None:
    assert together("da", "dA", "ab", "AB") == {frozenset({"da", "dA"}), frozenset({"ab", "AB"})}


def test_the_like_behind_two_doors_is_told_twice_to_its_end() -> None:
    told = together("ca", "dA", "ab", "AB", "be", "BE")
    assert told == {frozenset({pair}) for pair in ("ca", "dA", "ab", "AB", "be", "BE")}


def test_one_way_in_common_is_enough() -> None:
    assert frozenset({"ab", "AB"}) in together("da", "dA", "cA", "ab", "AB")


def test_a_row_of_ways_joins_its_ends() -> None:
    """Arrows whose sources are led to by c, by c and d, and by d."""
    arrows = [Arrow(id, id[:-1], id[-1], "request", "", "") for id in ("xp", "yq", "zr")]
    ways = [Arrow(f"{a}>{b}", a, b, "request", "", "") for a, b in ("cx", "cy", "dy", "dz")]
    sentences = dict.fromkeys(("xp", "yq", "zr"), "says") | {one.id: one.source for one in ways}
    standing = {end: end for one in (*arrows, *ways) for end in (one.source, one.target)}
    found = shared([*arrows, *ways], sentences, standing)
    assert found["xp"] == found["yq"] == found["zr"] == "xp"


def test_nothing_leads_to_either() -> None:
    assert frozenset({"ab", "AB"}) in together("ab", "AB")


@given(PAIRS)
def test_only_what_says_the_same_is_told_at_once_and_roots_always_are(
    pairs: list[tuple[str, str]],
) -> None:
    arrows = [a + b for a, b in pairs]
    told = together(*arrows)
    assert sorted(one for step in told for one in step) == sorted(arrows)
    assert all(len({one.lower() for one in step}) == 1 for step in told)
    led = {arrow[1] for arrow in arrows}
    roots = [arrow for arrow in arrows if arrow[0] not in led]
    for one, other in combinations(roots, 2):
        if one.lower() == other.lower():
            assert any({one, other} <= step for step in told)


@given(PAIRS)
def test_each_step_is_led_to_as_one(pairs: list[tuple[str, str]]) -> None:
    """None could be parted further: the steps that lead to its arrows hang together."""
    told = together(*(a + b for a, b in pairs))
    for step in told:
        led = [
            {before for before in told if any(one[1] == arrow[0] for one in before)}
            for arrow in sorted(step)
        ]
        reached = [0]
        for at in reached:
            reached += [
                other
                for other in range(len(led))
                if other not in reached and (led[at] & led[other] or not (led[at] or led[other]))
            ]
        assert len(reached) == len(led)
