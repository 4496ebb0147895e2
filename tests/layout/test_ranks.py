"""Ranks.

Arrows lead onwards, long ones keep a lane free, order only ever gets better, and nothing is set
upon its neighbour.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.arrange.align import BESIDE, align
from kgraph.layout.arrange.order import order
from kgraph.layout.arrange.ranks import acyclic, folded, level, ranked
from kgraph.layout.arrange.ties import SLIM, Node, Tie, with_lanes
from kgraph.layout.arrange.tight import tighten

EDGES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), unique=True, max_size=20
).map(lambda pairs: [(a, b) for a, b in pairs if a != b])


def leads(edges: list[tuple[str, str]], a: str, b: str) -> bool:
    """Whether a way leads from one to another."""
    seen, stack = {a}, [a]
    while stack:
        here = stack.pop()
        if here == b:
            return True
        for x, y in edges:
            if x == here and y not in seen:
                seen.add(y)
                stack.append(y)
    return False


@given(EDGES)
def test_only_what_closes_a_circle_is_passed_over(edges: list[tuple[str, str]]) -> None:
    kept = acyclic(edges)
    assert [edge for edge in edges if edge in kept] == kept
    assert not any(leads(kept, b, a) for a, b in kept)
    for number, (a, b) in enumerate(edges):
        if (a, b) not in kept:
            assert leads([edge for edge in kept if edge in edges[:number]], b, a)


@given(EDGES)
def test_what_leads_on_stands_in_an_earlier_rank(edges: list[tuple[str, str]]) -> None:
    ids = sorted({end for edge in edges for end in edge})
    rows = ranked(ids, edges, set(), set())
    assert sorted(id for row in rows for id in row) == ids
    assert all(rows)
    level = {id: number for number, row in enumerate(rows) for id in row}
    assert all(level[a] < level[b] for a, b in acyclic(edges))


@given(EDGES)
def test_what_nothing_leads_to_stands_right_before_what_it_leads_to(
    edges: list[tuple[str, str]],
) -> None:
    ids, kept = sorted({end for edge in edges for end in edge}), acyclic(edges)
    level = {
        id: number for number, row in enumerate(ranked(ids, edges, set(), set())) for id in row
    }
    for id in ids:
        after = [level[b] for a, b in kept if a == id]
        if after and not any(b == id for _, b in kept):
            assert level[id] == min(after) - 1


def test_what_is_outside_of_a_frame_stands_before_or_after_its_ranks() -> None:
    edges = [("above", "b"), ("a", "below"), ("a", "b")]
    assert ranked(["a", "b"], edges, {"above"}, {"below"}) == [["a"], ["b"]]
    assert ranked(["a"], [("above", "a")], {"above"}, set()) == [["a"]]
    assert ranked([], [], set(), set()) == []


@given(st.lists(st.integers(1, 12), max_size=5), st.integers(1, 6))
def test_folding_keeps_everything_in_its_order(sizes: list[int], most: int) -> None:
    rows = [
        [Node(f"{row}.{number}", 10, 10) for number in range(size)]
        for row, size in enumerate(sizes)
    ]
    found = folded(rows, most)
    assert [node for row in found for node in row] == [node for row in rows for node in row]
    assert all(0 < len(row) <= most for row in found)
    for row in found:
        assert len({node.id.partition(".")[0] for node in row}) == 1


def test_a_long_tie_keeps_a_lane_in_every_rank_that_it_passes() -> None:
    rows = [[Node(id, 10, 10)] for id in "abcd"]
    ties = [Tie(before, after, 0.5, 0.5, 1) for before, after in ("ad", "db", "ab")]
    found = with_lanes(rows, ties, SLIM)
    assert [len(row) for row in found] == [1, 2, 3, 1]
    assert [len(row) for row in rows] == [1, 1, 1, 1]
    assert {node.real for node in found[2]} == {"c", "a", "d"}
    assert {node.across for node in found[2]} == {10, SLIM}


def drawn(seed: int) -> tuple[list[list[Node]], list[Tie]]:
    """Ranks with things of several widths, and ties between neighbouring ranks."""
    random = Random(seed)  # noqa: S311
    rows = [
        [
            Node(f"{row}.{number}", random.choice((40, 90, 186)), 54)
            for number in range(random.randint(1, 6))
        ]
        for row in range(random.randint(2, 4))
    ]
    ties = [
        Tie(a.id, b.id, 0.5, 0.5, 1)
        for upper, lower in pairwise(rows)
        for a in upper
        for b in lower
        if random.random() < 0.4
    ]
    return rows, ties


def crossings(rows: list[list[Node]], ties: list[Tie]) -> int:
    """How many pairs of ties between the same ranks cross, by the order of their ends."""
    place = {
        node.id: (level, number)
        for level, row in enumerate(rows)
        for number, node in enumerate(row)
    }
    return sum(
        1
        for one, other in combinations(ties, 2)
        if place[one.before][0] == place[other.before][0]
        and (place[one.before][1] - place[other.before][1])
        * (place[one.after][1] - place[other.after][1])
        < 0
    )


@given(st.integers(0, 2**32), st.booleans())
def test_ordering_moves_nothing_to_another_rank_and_never_adds_crossings(
    seed: int, weighed: bool
) -> None:
    rows, ties = drawn(seed)
    ids, before = [sorted(node.id for node in row) for row in rows], crossings(rows, ties)
    order(rows, ties, weighed=weighed)
    assert [sorted(node.id for node in row) for row in rows] == ids
    assert crossings(rows, ties) <= before


def test_two_ties_that_cross_are_uncrossed() -> None:
    rows = [[Node("a", 10, 10), Node("b", 10, 10)], [Node("c", 10, 10), Node("d", 10, 10)]]
    ties = [Tie("a", "d", 0.5, 0.5, 1), Tie("b", "c", 0.5, 0.5, 1)]
    assert crossings(rows, ties) == 1
    order(rows, ties)
    assert crossings(rows, ties) == 0


def test_where_it_is_weighed_a_tie_counts_as_often_as_it_has_arrows() -> None:
    ties = [
        Tie("parts", "registry", 0.66, 0.5, 2),
        Tie("parts", "delivery", 0.94, 0.5, 1),
        Tie("cluster", "registry", 0.5, 0.5, 1),
    ]
    found = {}
    for weighed in (False, True):
        rows = [
            [Node("parts", 780, 390), Node("cluster", 54, 186)],
            [Node("delivery", 54, 186), Node("registry", 54, 186)],
        ]
        order(rows, ties, weighed=weighed)
        found[weighed] = [[node.id for node in row] for row in rows]
    assert found[False] == [["parts", "cluster"], ["delivery", "registry"]]
    assert found[True] == [["cluster", "parts"], ["registry", "delivery"]]


@given(st.integers(0, 2**32), st.booleans())
def test_aligned_things_keep_their_order_and_room_between(seed: int, weighed: bool) -> None:
    rows, ties = drawn(seed)
    ids = [[node.id for node in row] for row in rows]
    align(rows, ties, spines=weighed, weighed=weighed)
    assert [[node.id for node in row] for row in rows] == ids
    for row in rows:
        for one, following in pairwise(row):
            assert following.at - (one.at + one.across) >= BESIDE - 1e-6


def test_a_chain_stands_in_a_line() -> None:
    rows = [[Node("a", 186, 54)], [Node("b", 40, 54)], [Node("c", 90, 54)]]
    align(rows, [Tie("a", "b", 0.5, 0.5, 1), Tie("b", "c", 0.5, 0.5, 1)])
    middles = [node.at + node.across / 2 for row in rows for node in row]
    assert max(middles) - min(middles) < 1


def strain(rows: list[list[Node]], ties: list[Tie]) -> float:
    """How far things stand from their neighbours, far ones counting more."""
    middle = {node.id: node.at + node.across / 2 for row in rows for node in row}
    return sum((middle[tie.before] - middle[tie.after]) ** 2 for tie in ties)


@given(st.integers(0, 2**32))
def test_where_it_is_weighed_what_is_in_no_line_is_no_farther_from_its_neighbours(
    seed: int,
) -> None:
    strained = {}
    for weighed in (False, True):
        rows, ties = drawn(seed)
        align(rows, ties, spines=True, weighed=weighed)
        strained[weighed] = strain(rows, ties)
    assert strained[True] <= strained[False] + 1e-6


def test_what_is_fixed_stays_and_draws_its_neighbours_near() -> None:
    rows = [[Node("outside", 0, 0, at=300, fixed=True)], [Node("a", 186, 54)], [Node("b", 40, 54)]]
    align(rows, [Tie("outside", "a", 0.5, 0.5, 1), Tie("a", "b", 0.5, 0.5, 1)])
    assert rows[0][0].at == 300
    assert all(abs(row[0].at + row[0].across / 2 - 300) < BESIDE for row in rows)


@given(EDGES, st.sets(st.sampled_from("abcdefgh"), min_size=2))
def test_what_stands_together_is_in_one_rank_whatever_leads_from_one_to_another(
    edges: list[tuple[str, str]], together: set[str]
) -> None:
    ids = sorted({end for edge in edges for end in edge} | together)
    rows = level(ids, edges, sorted(together))
    assert sorted(id for row in rows for id in row) == ids
    assert sum(not together.isdisjoint(row) for row in rows) == 1


@given(st.lists(st.lists(st.integers(-900, 900), min_size=1, max_size=5), min_size=1, max_size=6))
def test_tight_ranks_keep_order_and_room_and_are_no_wider_than_the_fullest(
    places: list[list[int]],
) -> None:
    rows = [
        [Node(f"{number}-{at}", 100.0, 50.0, float(place)) for at, place in enumerate(sorted(row))]
        for number, row in enumerate(places)
    ]
    align(rows, [])
    order_before = [[node.id for node in row] for row in rows]
    tighten(rows)
    assert [[node.id for node in row] for row in rows] == order_before
    for row in rows:
        for left, right in pairwise(row):
            assert right.at - left.at - left.across >= BESIDE - 1e-6
    begin = min(node.at for row in rows for node in row)
    end = max(node.at + node.across for row in rows for node in row)
    fullest = max(len(row) for row in rows)
    assert end - begin <= fullest * (100.0 + BESIDE) - BESIDE + 1e-6


def test_what_leads_to_a_side_stands_on_that_side_of_an_inner_rank() -> None:
    ranks = [["top"], ["a", "b", "c"], ["end"]]
    ties = [Tie(one, other, 0.5, 0.5, 1) for one in ranks[0] for other in ranks[1]]
    ties += [Tie(one, other, 0.5, 0.5, 1) for one in ranks[1] for other in ranks[2]]

    def ordered(*pulls: tuple[str, int, int]) -> list[str]:
        rows = [[Node(id, 100.0, 50.0) for id in rank] for rank in ranks]
        order(rows, ties, pulls)
        return [node.id for node in rows[1]]

    assert ordered() == ["a", "b", "c"]
    assert ordered(("a", 0, 1))[-1] == "a"
    assert ordered(("c", 2, 1))[0] == "c"


def test_what_leads_to_a_side_leaves_the_last_rank_past_all_others() -> None:
    rows = [[Node("top", 100.0, 50.0)], [Node(id, 100.0, 50.0) for id in "ab"]]
    order(rows, [Tie("top", id, 0.5, 0.5, 1) for id in "ab"], (("a", 0, 3),))
    assert [node.id for node in rows[1]] == ["a", "b"]
