"""Insides of components are calm: what is measured of all in the catalog does not get worse."""

from __future__ import annotations

from datetime import date

import pytest

from kgraph.layout.choosing import draw
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.limits import UNMENDED
from kgraph.layout.legibility.metrics import measure
from kgraph.model.knowledge import Knowledge
from kgraph.view.inside import inside

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def drawings(knowledge: Knowledge) -> list[Drawing]:
    opened = (one for one in knowledge.components.values() if one.parts and one.available(DAY))
    return [draw(inside(one.id, knowledge, day=DAY)) for one in opened]


def test_few_arrows_of_insides_cross(drawings: list[Drawing]) -> None:
    measured = [measure(drawing) for drawing in drawings]
    arrows = sum(one.arrows for one in measured)
    assert sum(one.crossings for one in measured) <= 0.065 * arrows
    assert all(one.crossings_per_arrow <= UNMENDED for one in measured)


def test_few_arrows_of_insides_lack_words(drawings: list[Drawing]) -> None:
    measured = [measure(drawing) for drawing in drawings]
    arrows = sum(one.arrows for one in measured)
    assert sum(one.labels_missing for one in measured) <= 0.02 * arrows


def test_insides_are_as_wide_as_pages_are(drawings: list[Drawing]) -> None:
    shapes = {drawing.view.id: drawing.width / drawing.height for drawing in drawings}
    assert not {id: shape for id, shape in shapes.items() if not 0.7 <= shape <= 2.2}
