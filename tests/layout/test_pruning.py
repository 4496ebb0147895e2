"""What is not drawn since it cannot win would not have won: the choice without leaving out any of
it, written down once more, comes to the same pictures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations

import examples
import pytest

from kgraph.api.pictures import seen
from kgraph.layout import choosing
from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrangements import (
    BY_PLACES,
    FAMILIES,
    IN_COLUMN,
    Search,
    placed,
    search,
    spreads,
)
from kgraph.layout.attempts import CALM, SHAPELY, Attempt, mended
from kgraph.layout.choosing import FAR, LARGER, NEARLY, enough, most_crossings
from kgraph.layout.composition import Scene
from kgraph.layout.drawing import Drawing
from kgraph.layout.finishing import finished
from kgraph.layout.legibility.estimates import hopeless
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.limits import CROSSINGS, EMPTY, UNMENDED
from kgraph.layout.legibility.metrics import Metrics, measure
from kgraph.layout.legibility.scoring import score
from kgraph.layout.offered import Views, in_turn
from kgraph.view.view import Arrow, Block, Box, Hue, View

GREY = Hue("#475569", "#a8b5c8")


LOSING = {
    "data-heavy": ["overview", "site:plant"],
    "three-clouds": ["observability", "storage", "site:eu"],
}
"""The pictures that patience would draw otherwise. Three read no worse as they are: observability
and storage of three clouds have fewer crossings (8 for 11, 1 for 9), and the plant 8 for 10,
with as many arrows. The other two would tell more, more tangled: before they are mended they are
so tangled that a simpler view is tried at once.
"""


@dataclass(frozen=True)
class Patient:
    """An attempt that is always drawn in full."""

    number: int
    attempt: Attempt
    metrics: Metrics
    most: float

    @property
    def legible(self) -> bool:
        crossed = self.metrics.crossings <= self.most * self.metrics.arrows + 1e-9
        return crossed and not faults(self.metrics)

    @property
    def over(self) -> float:
        return self.metrics.crossings - UNMENDED * self.metrics.arrows

    @property
    def nearly(self) -> bool:
        return 0 < self.over <= self.search.nearly

    @property
    def score(self) -> tuple[float, ...]:
        return score(self.metrics, self.search.ways)

    @property
    def search(self) -> Search:
        return search(self.attempt.drawing.view)

    @property
    def calm(self) -> bool:
        if not self.search.calm:
            return False
        shapely = SHAPELY[0] <= self.metrics.aspect <= SHAPELY[1]
        return shapely and self.metrics.crossings_per_arrow <= CALM and self.filled

    @property
    def filled(self) -> bool:
        return self.legible and self.metrics.empty <= EMPTY

    @property
    def standing(self) -> tuple[float, ...]:
        *_, reading, area = self.score
        return *self.about, self.metrics.empty > EMPTY, self.number, reading, area

    @property
    def about(self) -> tuple[float, ...]:
        hard, over, reading, _ = self.score
        return hard, over, round(reading / self.search.step)


def patient_best(views: Iterable[View]) -> Drawing:
    """However tangled its arrows are, each view is drawn in every arrangement."""
    attempts: list[Patient] = []
    for turn in in_turn(Views(views)):
        view, family = turn.view, turn.family
        tried = patiently_tried(view, family)
        if not tried:
            continue
        attempts.append(min(tried, key=lambda attempt: attempt.standing))
        if attempts[-1].legible:
            filled = mended(patiently_filled(attempts[-1], view, family).attempt)
            chosen = patiently_fuller(filled, tried)
            return finished(patiently_better(patiently_worded(chosen, tried), tried))
        saved = [one for one in map(patiently_saved, tried) if one is not None]
        if saved:
            return finished(min(saved, key=lambda one: one.score))
    return finished(mended(min(attempts, key=lambda attempt: attempt.score).attempt))


def patiently_fuller(chosen: Attempt, tried: Iterable[Patient]) -> Attempt:
    """Where a large piece is empty, the best that reads about as well once it is mended."""
    alike = [one.attempt for one in tried if one.legible and one.about <= chosen.about]
    others = [] if chosen.filled else [mended(one) for one in alike]
    return min([chosen, *others], key=lambda one: one.standing)


def patiently_saved(tried: Patient) -> Attempt | None:
    """What is legible once it is mended, where that counts."""
    if not tried.search.mends or tried.metrics.crossings > CROSSINGS * tried.metrics.arrows + 1e-9:
        return None
    better = mended(tried.attempt)
    calm = better.crossings <= UNMENDED * tried.metrics.arrows + 1e-9
    return better if better.legible and calm else None


def patiently_worded(chosen: Attempt, tried: Iterable[Patient]) -> Attempt:
    """Where words have no place, the first that is hardly worse and in which all have one."""
    ordered = sorted(tried, key=lambda attempt: attempt.standing)
    better = [mended(one.attempt) for one in ordered if one.legible and chosen.missing]
    whole = [one for one in better if one.legible and one.missing == 0]
    return next((one for one in whole if one.reading - FAR <= chosen.reading), chosen)


def patiently_better(chosen: Attempt, tried: Iterable[Patient]) -> Attempt:
    """What is legible once it is mended, where that counts and reads far better."""
    reading = chosen.reading - FAR
    nearly = [
        one
        for one in tried
        if one.search.mends
        and not one.legible
        and one.metrics.crossings <= NEARLY * one.metrics.arrows + 1e-9
        and one.score[2] <= reading
    ]
    better = [mended(one.attempt) for one in nearly]
    fitting = [one for one in better if one.legible and one.reading <= reading]
    return min([chosen, *fitting], key=lambda one: one.reading)


def patiently_filled(attempt: Patient, view: View, family: str) -> Patient:
    """Where it leaves its page half empty, the best in layers that is not larger for it."""
    if attempt.filled or family not in BY_PLACES:
        return attempt
    most = LARGER * attempt.metrics.area
    layered = [one for one in patiently_tried(view, "layers") if one.legible]
    fitting = [one for one in layered if one.metrics.area <= most]
    return min([attempt, *fitting], key=lambda one: one.score)


def patiently_tried(view: View, family: str) -> list[Patient]:
    """Arrangements are passed over only where all are hopeless; arrows are always laid anew."""
    arrangements = spreads(view, family)
    if family != FAMILIES[view.arrangement][-1] and all(map(partial(hopeless, view), arrangements)):
        return []
    most = most_crossings(view, family)
    found: list[Patient] = []
    for number, spread in enumerate(arrangements):
        if enough(found, number):
            break
        found.append(attempted(view, number, spread, most, again=0))
        if found[-1].calm:
            break
    found.sort(key=lambda attempt: attempt.standing)
    nearly = [one for one in found if one.nearly]
    rescued = [found[0], *nearly] if found[0].legible else found[:]
    crossed = [one for one in rescued if one.metrics.crossings]
    anew = [attempted(view, one.number, arrangements[one.number], most, again=1) for one in crossed]
    found += anew
    if not any(attempt.legible for attempt in found):
        nearly = [one for one in anew if one.nearly]
        found += [
            attempted(view, one.number, arrangements[one.number], most, again=2) for one in nearly
        ]
    return found


def attempted(view: View, number: int, spread: Spread, most: float, *, again: int) -> Patient:
    scene = Scene(view, spread)
    lines = scene.lines()
    for _ in range(again):
        lines = scene.lines_anew()
    drawn = scene.drawing(lines, all_words=False)
    attempt = Attempt(number, scene, lines, crossings=most)
    return Patient(number, attempt, measure(drawn), most)


@pytest.mark.parametrize("brief", examples.EVERY)
def test_what_is_not_drawn_would_not_have_won(brief: str) -> None:
    architecture = examples.architecture(brief)
    lost = [
        view
        for view, drawing in examples.drawings(brief).items()
        if drawing != patient_best(seen(architecture, view))
    ]
    assert lost == LOSING.get(brief, [])


def test_a_view_that_looks_like_the_one_before_is_not_laid_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid: list[View] = []

    def counted(view: View, spread: Spread) -> Scene:
        laid.append(view)
        return Scene(view, spread)

    monkeypatch.setattr(choosing, "Scene", counted)
    view = tangled_view()
    choosing.best([view])
    once = len(laid)
    choosing.best([view, view, view])
    assert once > 1
    assert len(laid) == 2 * once


def test_a_view_that_looks_like_an_earlier_one_is_passed_over() -> None:
    view = tangled_view()
    simpler = replace(view, arrows=view.arrows[:20])
    offered = Views([view, simpler, view, simpler, replace(view, arrows=view.arrows[:5])])
    assert [len(one.arrows) for one in offered] == [56, 20, 5]


@pytest.mark.parametrize("brief", examples.EVERY)
def test_what_is_given_up_as_far_too_large_for_a_column_would_not_have_fitted(brief: str) -> None:
    given_up = 0
    for view in Views(seen(examples.architecture(brief), "overview", column=700)):
        for family in IN_COLUMN[view.arrangement]:
            every, kept = placed(view, family), placed(view, family, every=False)
            given_up += len(every) - len(kept)
            assert [one for one in every if not hopeless(view, one)] == [
                one for one in kept if not hopeless(view, one)
            ]
    assert given_up or brief == "static-site"


@dataclass(frozen=True)
class Lost:
    """An attempt that was far too tangled."""

    arrows: int
    crossings: int


@pytest.mark.parametrize(
    ("crossings", "not_tried"), [(60, False), (250, True)], ids=["fewer", "as many"]
)
def test_a_view_with_fewer_arrows_is_tried_where_so_many_fewer_cross(
    crossings: int, not_tried: bool
) -> None:
    view = tangled_view()
    assert len(view.arrows) == 56
    # of 70 arrows, 60 or 250 crossings: of 56, about 38 or 160, of which 17 are legible
    assert choosing.lost_too(view, Lost(70, crossings)) == not_tried


def test_a_view_with_nearly_as_many_arrows_is_not_tried_after_one_that_was_lost() -> None:
    assert choosing.lost_too(tangled_view(), Lost(58, 30))


def tangled_view() -> View:
    """A view of which no arrangement is legible: everything leads everywhere."""
    boxes = (Box(f"b{n}", f"Box {n}", "", "", "", GREY, "", "") for n in range(8))
    blocks = tuple(Block(f"block{n}", "", GREY, "below", 0, (box,)) for n, box in enumerate(boxes))
    pairs = permutations([block.id for block in blocks], 2)
    arrows = tuple(Arrow(f"{a}--{b}", a, b, "request", "", "") for a, b in pairs)
    return View("tangle", "Tangle", "", blocks, arrows, (), (), frozenset({"request"}), "layers")
