"""What leads on alone stands in one line, as far as there is room."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.arrange.align import BESIDE, align
from kgraph.layout.arrange.ties import LANE, Node, Tie, with_lanes

WIDE = 150.0


def node(id: str, at: float = 0.0, *, fixed: bool = False) -> Node:
    return Node(id, WIDE, 50.0, at, fixed=fixed)


def ties(*pairs: str) -> list[Tie]:
    return [Tie(pair[0], pair[1], 0.5, 0.5, 1) for pair in pairs]


def placed(rows: list[list[Node]], tied: list[Tie], *, spines: bool = False) -> dict[str, float]:
    """Where things begin once they are aligned."""
    laned = with_lanes(rows, tied, LANE)
    align(laned, tied, spines=spines)
    return {one.id: one.at for row in laned for one in row if one.passing is None}


def test_a_chain_between_two_sides_is_no_staircase() -> None:
    ends = [node("s", -900.0, fixed=True)], [node("e", 900.0, fixed=True)]
    rows = [ends[0], [node("a")], [node("b")], [node("c")], [node("d")], ends[1]]
    at = placed(rows, ties("sa", "ab", "bc", "cd", "de"))
    assert len({at[id] for id in "abcd"}) == 1


def test_what_leads_to_several_stands_at_their_middle() -> None:
    at = placed([[node("a")], [node("b"), node("c")]], ties("ab", "ac"))
    assert abs(at["a"] - (at["b"] + at["c"]) / 2) < 1.0


def branched() -> list[list[Node]]:
    """What leads to a thing with four behind it, and to one with nothing."""
    names = ("a", "b", "cx", "defg")
    return [[node(id) for id in rank] for rank in names]


BRANCHED = ties("ab", "bc", "bx", "cd", "ce", "cf", "cg")


def test_what_leads_on_to_most_stands_in_one_line_along_a_spine() -> None:
    at = placed(branched(), BRANCHED, spines=True)
    assert at["a"] == at["b"] == at["c"] < at["x"]


def test_without_spines_a_branch_ends_the_line() -> None:
    at = placed(branched(), BRANCHED)
    assert at["a"] == at["b"]
    assert at["c"] < at["b"] < at["x"]


def test_branches_alike_have_no_spine() -> None:
    at = placed([[node("a")], [node("b"), node("c")]], ties("ab", "ac"), spines=True)
    assert abs(at["a"] - (at["b"] + at["c"]) / 2) < 1.0


def test_a_line_is_whole_where_an_arrow_passes_by_a_part_of_a_spine() -> None:
    at = placed([[node("a")], [node("b")], [node("c")]], ties("ab", "bc", "ac"), spines=True)
    assert at["a"] == at["b"] == at["c"]


def test_a_thing_stands_nearer_to_what_it_has_more_arrows_with() -> None:
    row = [node("b", -200.0, fixed=True), node("c", 200.0, fixed=True)]
    tied = [Tie("a", "b", 0.5, 0.5, 4), Tie("a", "c", 0.5, 0.5, 1)]
    rows = [[node("a")], row]
    align(rows, tied)
    assert -200.0 < rows[0][0].at < 0.0


def test_what_an_arrow_passes_by_is_not_in_its_way() -> None:
    at = placed([[node("a")], [node("b")], [node("c")]], ties("ab", "bc", "ac"))
    assert at["b"] != at["a"]


@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=5),
    st.data(),
)
def test_things_of_a_rank_keep_their_order_and_room(sizes: list[int], data: st.DataObject) -> None:
    names = iter("abcdefghijklmnopqrstuvwxyz")
    rows = [[node(next(names)) for _ in range(size)] for size in sizes]
    tied = []
    for row, following in itertools.pairwise(rows):
        for one in row:
            other = data.draw(st.sampled_from(following))
            tied.append(Tie(one.id, other.id, 0.5, 0.5, 1))
    align(rows, tied)
    for row in rows:
        for left, right in itertools.pairwise(row):
            assert left.at + left.across + BESIDE <= right.at + 1e-6
