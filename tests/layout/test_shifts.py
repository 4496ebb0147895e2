"""What is pushed goes on no further than it must, and pushes what lies beyond."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.arrows.shifts import SLACK, Gap, shifts

MOST = 40.0


def test_nothing_moves_without_a_wish() -> None:
    assert not any(shifts([Gap(0, 1, 0.0, 0.0), Gap(1, 2, -5.0, 0.0)], MOST).values())


def test_a_wish_pushes_what_touches_and_uses_up_what_room_there_is() -> None:
    gaps = [Gap(0, 1, 0.0, 6.0), Gap(1, 2, 0.0, 0.0), Gap(2, 3, -4.0, 0.0), Gap(3, 4, -9.0, 0.0)]
    assert shifts(gaps, MOST) == {1: 6.0, 2: 6.0, 3: 2.0}


def test_wishes_on_one_way_add_up() -> None:
    assert shifts([Gap(0, 1, 0.0, 6.0), Gap(1, 2, 0.0, 5.0)], MOST) == {1: 6.0, 2: 11.0}


@pytest.mark.parametrize(
    "gaps",
    [
        [Gap(0, 1, 0.0, 6.0), Gap(1, 0, 0.0, 0.0)],
        [Gap(0, 1, 0.0, 6.0), Gap(1, 2, 0.0, 0.0), Gap(2, 0, 0.0, 0.0)],
        [Gap(0, 1, 0.0, MOST + 1)],
    ],
)
def test_a_wish_that_cannot_be_is_left(gaps: list[Gap]) -> None:
    assert shifts(gaps, MOST) == {}


groups = st.integers(0, 7)
drawn = st.builds(Gap, groups, groups, st.floats(-30, 0), st.sampled_from([0.0, 0.0, 3.0, 12.0]))


@given(st.lists(drawn.filter(lambda gap: gap.first != gap.second), max_size=20))
def test_no_distance_that_is_to_be_kept_is_lost(gaps: list[Gap]) -> None:
    found = shifts(gaps, MOST)
    assert all(0 <= by <= MOST for by in found.values())
    for gap in gaps:
        first, second = found.get(gap.first, 0.0), found.get(gap.second, 0.0)
        assert second >= first + gap.least - 2 * SLACK


@given(st.lists(drawn.filter(lambda gap: gap.first != gap.second), max_size=20))
def test_the_order_in_which_gaps_are_told_counts_for_nothing(gaps: list[Gap]) -> None:
    assert shifts(gaps, MOST) == shifts(reversed(gaps), MOST)
