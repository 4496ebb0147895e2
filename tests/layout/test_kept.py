"""What is kept from one picture to the next changes none of them."""

from __future__ import annotations

import examples

from kgraph import api
from kgraph.layout.arrange.standing import KEPT, standing
from kgraph.layout.drawing import Drawing

COLUMN = 900
"""So narrow that arrangements in layers are placed, too."""


def drawn(brief: str) -> Drawing:
    return api.drawing(examples.architecture(brief), width=COLUMN)


def cold(brief: str) -> Drawing:
    standing.cache_clear()
    return drawn(brief)


def test_a_picture_is_the_same_whatever_was_drawn_before() -> None:
    one, other = cold("start-up"), cold("article-2021")
    standing.cache_clear()
    after = [drawn("start-up"), drawn("article-2021"), drawn("start-up")]
    assert after == [one, other, one]


def test_what_frames_hold_is_laid_out_once_and_no_more_is_kept_than_said() -> None:
    cold("start-up")
    first = standing.cache_info()
    drawn("start-up")
    again = standing.cache_info()
    assert first.misses == again.misses > 0
    assert again.hits > first.hits
    assert again.maxsize == KEPT
