"""The neighbourhood of a component."""

from __future__ import annotations

from datetime import date

import pytest

from kgraph import api
from kgraph.errors import InputError
from kgraph.view.inside import neighbourhood

DAY = date(2026, 11, 1)


def test_every_neighbourhood_shows_each_box_once_and_all_that_is_needed() -> None:
    known = api.knowledge()
    for component in known.components.values():
        view = neighbourhood(component.id, known, day=DAY)
        ids = [box.id for block in view.blocks() for box in block.boxes]
        assert len(ids) == len(set(ids)), component.id
        ends = {block.id for block in view.blocks()}
        assert all({arrow.source, arrow.target} <= ends for arrow in view.arrows)
        assert len({arrow.id for arrow in view.arrows}) == len(view.arrows), component.id
        needed = {need.id for need in component.needs if need.holds(DAY)}
        told = {id for arrow in view.arrows for id in arrow.covers}
        assert needed <= told, component.id


def test_who_needs_it_by_its_name_stands_around_it_or_is_named() -> None:
    known = api.knowledge()
    view = neighbourhood("postgresql", known, day=DAY)
    needing = {one.id for one in known.components.values() if "postgresql" in one.named}
    shown = {box.id for block in view.blocks() for box in block.boxes}
    assert {id for id in needing if known.components[id].available(DAY)} <= shown
    assert not view.left_out


def test_an_unknown_component_is_told() -> None:
    with pytest.raises(InputError, match="unknown component"):
        neighbourhood("nothing", api.knowledge(), day=DAY)
