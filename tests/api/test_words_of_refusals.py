"""Words of somebody else's in our refusals: in one line, to be seen, and not too long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from refusals import refusal

from kgraph import api
from kgraph.model.architecture import Architecture


@pytest.mark.parametrize(
    "ask",
    [
        lambda word, one: api.blast_radius(one, word),
        lambda word, _: api.component(word),
        lambda word, one: api.components(capability=word),
        lambda word, one: api.components(cloud=word),
        lambda word, one: api.components(license=word),
        lambda word, one: api.components(maturity=word),
        lambda word, one: api.draw(one, format=word),
        lambda word, one: api.draw(one, theme=word),
        lambda word, one: api.draw(one, view=word),
        lambda word, one: api.draw_component(word),
        lambda word, one: api.parse_day(word, where="--as-of"),
        lambda word, one: api.parse_scale(word, where="--scale"),
    ],
)
def test_a_word_that_cannot_be_seen_is_told_by_its_escapes_and_cut(
    ask: Callable[[str, Architecture], object], small: Architecture
) -> None:
    problem = refusal(lambda: ask("\x1b[31mred\nnext: line" + "x" * 99, small))
    assert r"\x1b[31mred\nnext: line" in problem.what
    assert problem.what.count("x") < 99
