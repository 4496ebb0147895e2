"""Arrows are laid once more when all stands where it stays, and kept so where they read better."""

from __future__ import annotations

import examples
import pytest

from kgraph.api.pictures import seen
from kgraph.layout import finishing
from kgraph.layout.choosing import best
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.detours import detours
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import measure
from kgraph.layout.mending import effort

RELAID = {
    "article-2021": "overview",
    "data-heavy": "observability",
    "private-regulated": "cluster:west/main",
}
"""Views of which arrows find better ways once boxes have closed up and stand in line."""


@pytest.fixture(params=RELAID)
def laid(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Drawing, ...]:
    """A view whose arrows stay where they were, and as it is drawn."""
    brief: str = request.param
    monkeypatch.setattr(finishing, "relaid", lambda attempt: attempt)
    before = best(seen(examples.architecture(brief), RELAID[brief]))
    monkeypatch.undo()
    return before, examples.drawing(brief, RELAID[brief])


def test_fewer_arrows_wind_on_shorter_ways(laid: tuple[Drawing, ...]) -> None:
    before, after = laid
    assert len(detours(after)) < len(detours(before))
    assert effort(after.arrows) <= effort(before.arrows)


def test_the_picture_is_of_the_same_things_and_as_legible(laid: tuple[Drawing, ...]) -> None:
    before, after = laid
    assert before.view.children == after.view.children
    assert [one.id for one in before.arrows] == [one.id for one in after.arrows]
    assert not faults(measure(after))
    assert measure(after).labels_missing <= measure(before).labels_missing


def test_what_neither_winds_nor_crosses_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(finishing.Attempt, "relaid", asked.append)
    drawing = best(seen(examples.architecture("static-site"), "request-path"))
    assert not measure(drawing).crossings
    assert not detours(drawing)
    assert asked == []
