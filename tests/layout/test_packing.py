"""What is packed goes back as far as it may, and keeps every distance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.arrows.packing import SLACK, Extent, Kept, Packing

ROW = {0: Extent(0, 10), 1: Extent(40, 50), 2: Extent(90, 100)}
"""Three groups, one after another."""


def kept(*distances: tuple[int, int, float]) -> Kept:
    found = Kept()
    for first, second, least in distances:
        found.keep(first, second, least)
    return found


def test_all_go_back_to_where_their_distances_let_them() -> None:
    found = Packing(ROW).ranges(kept((0, 1, -20), (1, 2, -30)))
    assert found == {0: Extent(0, 0), 1: Extent(-20, -20), 2: Extent(-50, -50)}


def test_what_nothing_presses_has_room_to_choose() -> None:
    beside = ROW | {3: Extent(20, 30)}
    found = Packing(beside).ranges(kept((0, 1, -20), (1, 2, -30), (0, 3, -5)))
    assert found is not None
    assert found[3] == Extent(-5, 20)


def test_what_is_kept_both_ways_goes_as_far() -> None:
    found = Packing(ROW).ranges(kept((0, 1, -20), (1, 2, -30), (2, 1, 12), (1, 2, -12)))
    assert found is not None
    assert found[2].first - found[1].first == found[2].last - found[1].last == -12


def test_distances_that_contradict_each_other_are_told() -> None:
    assert Packing(ROW).ranges(kept((0, 1, 5), (1, 0, 5))) is None


groups = st.integers(0, 6)
distances = st.tuples(groups, groups, st.floats(-40, 0)).filter(lambda drawn: drawn[0] != drawn[1])
starts = st.lists(st.floats(0, 300), min_size=7, max_size=7)


@given(starts, st.lists(distances, max_size=24))
def test_the_least_and_the_most_keep_all_distances_and_end_no_later(
    places: list[float], drawn: list[tuple[int, int, float]]
) -> None:
    packing = Packing({group: Extent(at, at + 10) for group, at in enumerate(places)})
    found = packing.ranges(kept(*drawn))
    # nothing has to move, since no distance asks for more than there is
    assert found is not None
    least = {group: ways.first for group, ways in found.items()}
    most = {group: ways.last for group, ways in found.items()}
    far = 10 * SLACK
    for first, second, distance in drawn:
        for moves in (least, most):
            assert moves[second] >= moves[first] + distance - far
    assert all(least[group] <= most[group] + far for group in found)
    assert packing.ended(least) <= packing.end + far
    assert abs(packing.ended(most) - packing.ended(least)) <= far
