"""Arrows that wind are counted, and laid over others where that pays."""

from __future__ import annotations

import examples
import pytest

from kgraph.api.pictures import seen
from kgraph.layout import attempts, choosing, finishing, mending
from kgraph.layout.arrows.corners import rounded
from kgraph.layout.arrows.tracks import onwards
from kgraph.layout.attempts import Attempt
from kgraph.layout.drawing import Drawing, DrawnArrow, Rect
from kgraph.layout.legibility.detours import detours, turns, way, winding
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import measure
from kgraph.layout.legibility.spacing import close

THINGS = {"left": Rect(0, 0, 100, 50), "right": Rect(300, 0, 100, 50)}
"""Two boxes 200 points apart."""


def arrow(*corners: tuple[float, float]) -> DrawnArrow:
    """An arrow from the left to the right box over some corners."""
    points = rounded([list(corner) for corner in corners])
    return DrawnArrow("a", "left", "right", "request", points, True, False, None, None, "")


STRAIGHT = arrow((100, 25), (300, 25))
UNDER = arrow((50, 50), (50, 100), (350, 100), (350, 50))
"""One lane below."""
AROUND = arrow((50, 0), (50, -140), (350, -140), (350, 0))
"""Far above: 580 points for a way of 200."""
STAIRS = arrow((100, 10), (150, 10), (150, 25), (200, 25), (200, 40), (300, 40))
ASIDE = arrow((90, 50), (90, 155), (310, 155), (310, 50))
"""Not too long, but 105 points below both boxes."""


def test_the_way_of_an_arrow_is_measured_along_its_right_angles() -> None:
    assert way(AROUND) == 140 + 300 + 140
    assert turns(AROUND) == 2


@pytest.mark.parametrize(
    ("drawn", "winds"),
    [(STRAIGHT, False), (UNDER, False), (AROUND, True), (STAIRS, True), (ASIDE, True)],
)
def test_an_arrow_winds_that_is_far_too_long_turns_too_often_or_leads_far_outside(
    drawn: DrawnArrow, winds: bool
) -> None:
    assert bool(winding([drawn], THINGS, {})) is winds


def test_what_the_group_of_an_end_spans_is_not_outside() -> None:
    group = Rect(0, 0, 100, 160)
    assert not winding([ASIDE], THINGS, {"left": group})


MENDED = ("delivery", "request-path", "inside:container-storage-interface", "inside:thanos")
"""Views of three clouds in which arrows wound."""
MENDINGS = (Attempt.unwound, Attempt.uncrossed, Attempt.eased)
"""What moves no box."""


def test_arrows_that_wind_are_laid_over_others_and_nothing_else_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    architecture = examples.architecture("three-clouds")
    monkeypatch.setattr(Attempt, "closed", lambda attempt: attempt)
    monkeypatch.setattr(finishing, "exchanged", lambda attempt: attempt)
    monkeypatch.setattr(finishing, "relaid", lambda attempt: attempt)
    monkeypatch.setattr(attempts, "MENDINGS", MENDINGS)
    after = [choosing.best(seen(architecture, view)) for view in MENDED]
    monkeypatch.setattr(choosing, "mended", lambda attempt: attempt)
    before = [choosing.best(seen(architecture, view)) for view in MENDED]
    assert sum(len(detours(one)) for one in after) < sum(len(detours(one)) for one in before)
    for wound, mended in zip(before, after, strict=True):
        assert len(detours(mended)) <= len(detours(wound)), wound.view.id
        assert (mended.view, mended.frames, mended.blocks) == (
            wound.view,
            wound.frames,
            wound.blocks,
        )
        assert measure(mended).labels_missing <= measure(wound).labels_missing
        assert not faults(measure(mended))
        assert not close(mended.arrows)


def test_what_is_read_first_crosses_others_rather_than_wind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The requests of internal callers went around a whole site to cross three arrows less."""
    assert not _astray(examples.drawing("data-heavy", "site:cloud"))
    monkeypatch.setattr(mending, "ASTRAY", 0.0)
    view = seen(examples.architecture("data-heavy"), "site:cloud")
    assert _astray(choosing.best(view))


def _astray(drawing: Drawing) -> set[str]:
    """The arrows that wind of those along which the view of a drawing is arranged."""
    along = {arrow.id for arrow in drawing.arrows if arrow.kind in drawing.view.along}
    return along.intersection(detours(drawing))


def test_one_arrow_of_a_trunk_goes_its_own_way_where_that_is_shorter() -> None:
    """The third cluster pulled its images around the two beside it, on the line of the others."""
    drawing = examples.drawing("three-clouds", "delivery")
    pulling = [arrow for arrow in drawing.arrows if arrow.target == "block:world/quay-io"]
    pulls = [arrow for arrow in pulling if arrow.source.endswith(("aks", "eks", "gke"))]
    assert len(pulls) == 3
    assert len({arrow.bundle for arrow in pulls if arrow.bundle}) == 1
    assert sum(not arrow.bundle for arrow in pulls) == 1
    assert not detours(drawing)


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_arrow_runs_back_along_itself(brief: str) -> None:
    for drawing in examples.drawings(brief).values():
        for arrow in drawing.arrows:
            corners = [list(point) for point in arrow.points[::3]]
            assert onwards(corners) == corners
