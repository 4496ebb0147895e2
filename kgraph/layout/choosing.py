"""Choosing how a view is arranged, and a simpler view where no arrangement of it is legible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrangements import FAMILIES, STEP, spreads
from kgraph.layout.composition import lay_out
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.estimates import hopeless
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import Metrics, measure
from kgraph.layout.legibility.scoring import score
from kgraph.view.view import View

CALM, SHAPELY = 0.1, (0.9, 2.0)
"""So few crossings for each arrow, and such a shape, that nothing better is looked for."""
FIRST = 2
"""How many arrangements of a view are tried in any case."""
RESCUES = 4
"""Of how many arrangements the arrows are laid anew, where none is legible."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A view drawn in one arrangement, the one of that number in its family, and how it reads."""

    number: int
    spread: Spread
    drawing: Drawing
    metrics: Metrics
    score: tuple[float, ...]
    legible: bool

    @property
    def calm(self) -> bool:
        """Whether nothing better needs to be looked for."""
        shapely = SHAPELY[0] <= self.metrics.aspect <= SHAPELY[1]
        return shapely and self.metrics.crossings_per_arrow <= CALM and self.legible

    @property
    def standing(self) -> tuple[float, ...]:
        """How it stands among others of its family.

        Small differences count for nothing, so that small changes of a view move little.
        """
        hard, over, reading, area = self.score
        return hard, over, round(reading / STEP), self.number, reading, area


def best(views: Iterable[View]) -> Drawing:
    """The drawing of the first view that is legible; if none is, of the one that comes nearest."""
    known: list[View] = []
    attempts: list[Attempt] = []
    for view in views:  # a view is made only when those before it were not legible
        known.append(view)
        attempts += _tried(view, FAMILIES[view.arrangement][0])
        if attempts and attempts[-1].legible:
            return attempts[-1].drawing
    for family in FAMILIES[known[0].arrangement][1:]:
        for view in known:
            attempts += _tried(view, family)
            if attempts and attempts[-1].legible:
                return attempts[-1].drawing
    return min(attempts, key=lambda attempt: attempt.score).drawing


def draw(view: View) -> Drawing:
    """The drawing of a view: of the ways in which it can be arranged, the one that reads best."""
    return best([view])


def _tried(view: View, family: str) -> list[Attempt]:
    """The best attempt at a view in a family of arrangements.

    None where all arrangements are hopeless and there is another family to try.
    """
    arrangements = spreads(view, family)
    if family != FAMILIES[view.arrangement][-1] and all(map(hopeless, arrangements)):
        return []
    attempts = sorted(_attempts(view, arrangements), key=lambda attempt: attempt.standing)
    rescued = attempts[:1] if attempts[0].legible else attempts[:RESCUES]
    tangled = (attempt for attempt in rescued if attempt.metrics.crossings)
    anew = [_attempt(view, again.number, again.spread, again=1) for again in tangled]
    return [min([*attempts, *anew], key=lambda attempt: attempt.standing)]


def _attempts(view: View, arrangements: Iterable[Spread]) -> list[Attempt]:
    """Those that promise most are tried first, until one is calm.

    Those that promise less are tried only where none of the first is legible.
    """
    attempts: list[Attempt] = []
    for number, spread in enumerate(arrangements):
        if number >= FIRST and any(attempt.legible for attempt in attempts):
            break
        attempts.append(_attempt(view, number, spread))
        if attempts[-1].calm:
            break
    return attempts


def _attempt(view: View, number: int, spread: Spread, *, again: int = 0) -> Attempt:
    drawing = lay_out(view, spread, again=again)
    metrics = measure(drawing)
    return Attempt(number, spread, drawing, metrics, score(metrics), not faults(metrics))
