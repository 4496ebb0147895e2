"""What a picture says of its origin, and the hash of what it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kgraph import api
from kgraph.api.origins import content, origin
from kgraph.model.architecture import Architecture

DAY = date(2027, 1, 1)


def test_an_origin_tells_what_it_is_given(small: Architecture) -> None:
    said = origin(
        small, view="network", query="CONSTRUCT", source="a.yaml", brief="name: X", as_of=DAY
    )
    assert (said.view, said.query, said.source) == ("network", "CONSTRUCT", "a.yaml")
    assert (said.brief, said.as_of, said.data) == ("name: X", "2027-01-01", content(small))


def test_the_brief_is_told_in_its_shortest_form_where_it_is_not_given(
    small: Architecture, small_brief: str
) -> None:
    assert origin(small).brief == small_brief
    assert origin(small, brief="").brief == ""
    assert origin(replace(small, brief=None)).brief == ""
    assert origin(small).as_of == ""


def test_neither_the_day_nor_the_file_is_in_the_hash(small: Architecture, small_brief: str) -> None:
    other = replace(small, as_of=DAY, brief=api.read_brief(small_brief, name="other.yaml"))
    assert content(replace(other, proven=False)) == content(small)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, name="Other"),
        lambda one: replace(one, places=one.places[:-1]),
        lambda one: replace(one, places=(replace(one.places[0], region="r"), *one.places[1:])),
        lambda one: replace(one, placements=one.placements[1:]),
        lambda one: replace(
            one, placements=(replace(one.placements[0], name="Ω"), *one.placements[1:])
        ),
        lambda one: replace(one, flows=one.flows[:-1]),
        lambda one: replace(one, flows=(replace(one.flows[0], label="x"), *one.flows[1:])),
        lambda one: replace(one, flows=(replace(one.flows[0], kind="backup"), *one.flows[1:])),
    ],
)
def test_whatever_is_shown_is_in_the_hash(small: Architecture, change) -> None:  # type: ignore[no-untyped-def]
    changed = change(small)
    assert changed != small
    assert content(changed) != content(small)
