"""In which order bands stand below the sites."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.arrange.bands import MOST, in_row
from kgraph.layout.arrange.spreads import Spread, alone, row

GAP = 50.0
GROUND = row([alone("left", 300, 200), alone("right", 300, 200)], 40.0)


def order(names: str, partners: dict[str, list[str]]) -> str:
    bands = [alone(name, 100, 50) for name in names]
    at = in_row(bands, GROUND, partners, GAP).at
    return "".join(sorted(at, key=lambda name: at[name].x))


def test_a_band_stands_on_the_side_of_what_it_is_joined_with() -> None:
    assert order("ab", {"a": ["right"], "b": ["left"]}) == "ba"
    assert order("ab", {"a": ["left"]}) == "ab"


def test_bands_that_are_joined_stand_beside_each_other() -> None:
    partners = {"a": ["c"], "c": ["a", "left"], "b": ["right"]}
    assert order("abc", partners) in ("acb", "cab")


def test_bands_that_are_joined_with_nothing_keep_their_order() -> None:
    assert order("cab", {}) == "cab"
    assert order("", {}) == ""


def test_many_bands_keep_their_order() -> None:
    names = "gfedcba"
    assert len(names) > MOST
    assert order(names, {"a": ["left"], "g": ["right"]}) == names


ends = st.lists(st.sampled_from(["left", "right", *"abcd"]), max_size=3)


@given(st.dictionaries(st.sampled_from("abcd"), ends))
def test_no_order_is_shorter(joined: dict[str, list[str]]) -> None:
    partners = {id: [other for other in others if other != id] for id, others in joined.items()}
    for id, others in list(partners.items()):
        for other in others:
            back = partners.setdefault(other, [])
            if back.count(id) < others.count(other):
                back.append(id)
    best = length("".join(order("abcd", partners)), partners)
    assert all(best <= length("".join(one), partners) + 1 for one in permutations("abcd"))


def length(names: str, partners: dict[str, list[str]]) -> float:
    """How far across all ways lead, each counted from each band at which it ends."""
    bands: Spread = row([alone(name, 100, 50) for name in names], GAP)
    middle = {id: rect.middle[0] - bands.w / 2 for id, rect in bands.at.items()}
    there = {id: rect.middle[0] - GROUND.w / 2 for id, rect in GROUND.at.items()}
    among = sum(
        abs(middle[a] - middle[b]) for a in names for b in partners.get(a, ()) if b in middle
    )
    up = sum(abs(middle[a] - there[b]) for a in names for b in partners.get(a, ()) if b in there)
    return among / 2 + up
