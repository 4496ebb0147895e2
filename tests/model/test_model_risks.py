"""What a loss takes with it besides itself."""

from __future__ import annotations

import examples
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.model.risks import Loss

IDS = st.lists(st.sampled_from(("a", "b", "c", "d")), unique=True).map(tuple)


@given(IDS, IDS, IDS)
def test_affected_is_what_stops_or_is_cut_off_each_once_and_sorted(
    lost: tuple[str, ...], stopped: tuple[str, ...], cut_off: tuple[str, ...]
) -> None:
    loss = Loss("x", lost, stopped, cut_off, (), ())
    found = loss.affected
    assert list(found) == sorted(set(found))
    assert [one for one in "abcd" if one in stopped or one in cut_off] == list(found)


def test_nothing_of_what_is_named_is_affected_besides() -> None:
    losses = api.risks(examples.architecture("demo")).losses
    assert losses
    for loss in losses:
        assert not set(loss.lost) & set(loss.affected)
