"""Outermost places in their order."""

from __future__ import annotations

import pytest

from kgraph.layout.drawing import Rect
from kgraph.layout.legibility.sisters import astray
from kgraph.view.view import Frame, View


def view(*ids: str, subject: str = "") -> View:
    frames = tuple(Frame(id, id, "", "", "site", "", "", ()) for id in ids)
    id = f"site:{subject}" if subject else "storage"
    return View(id, "Storage", "", frames, (), (), (), arrangement="layers")


def at(*corners: tuple[float, float]) -> dict[str, Rect]:
    return {id: Rect(x, y, 10, 10) for id, (x, y) in zip("abc", corners, strict=True)}


@pytest.mark.parametrize(
    ("corners", "share"),
    [
        (((0, 0), (20, 0), (40, 0)), 0.0),
        (((0, 0), (0, 20), (0, 40)), 0.0),
        (((0, 0), (20, 0), (20, 20)), 0.0),
        (((0, 0), (20, 0), (0, 20)), 0.5),
        (((20, 0), (0, 0), (40, 0)), 0.5),
        (((0, 0), (20, 3), (40, 6)), 1.0),
    ],
)
def test_the_next_stands_to_the_right_or_below(
    corners: tuple[tuple[float, float], ...], share: float
) -> None:
    assert astray(view("a", "b", "c"), at(*corners)) == share


def test_around_a_subject_none_is_astray() -> None:
    assert astray(view("a", "b", "c", subject="a"), at((0, 9), (20, 3), (0, 0))) == 0.0


def test_one_place_is_in_order() -> None:
    assert astray(view("a"), {"a": Rect(0, 0, 10, 10)}) == 0.0
    assert astray(view(), {}) == 0.0
