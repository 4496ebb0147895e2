"""Which of several drawings is better."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.layout.legibility.gate import forbidden
from kgraph.layout.legibility.limits import (
    ASPECT,
    EMPTY,
    GOOD_ASPECT,
    GOOD_LETTERS,
    UNMENDED,
    least_aspect,
    on_page,
)
from kgraph.layout.legibility.metrics import Metrics

TANGLE = 2.5
"""How much tangled arrows weigh beside everything else that makes reading hard."""
WINDING = 2.0
"""How much arrows weigh that wind."""
ROOM, HOLE = 2.0, 8.0
"""How much an empty piece weighs beyond half of what should be the most, and more beyond that."""

ASTRAY = 0.5
"""How much it weighs that the outermost places do not stand in their order."""
UNLIKE = 0.5
"""How much it weighs that what is in sister frames stands elsewhere than its like."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How much bends weigh, and from which share of its page on an arrow is far."""

    bends: float = 0.1
    far: float = 0.6


ANY = Ways()
"""How the ways of arrows are weighed where nothing else is said."""


def score(metrics: Metrics, ways: Ways = ANY) -> tuple[float, ...]:
    """How bad a drawing is; of several candidates the least is best.

    First what must not be at all, then by how much the limits of the gate are missed, then how
    tangled the arrows are and how well it reads, weighed against each other, then its area.
    """
    arrows = max(metrics.arrows, 1)
    hard = sum(count for count, _ in forbidden(metrics)) + metrics.loose_ends
    tangle = (metrics.crossings + metrics.shared_lines + metrics.through_frames) / arrows
    winding = WINDING * metrics.detours / arrows
    reading = TANGLE * tangle + winding + _reading(metrics, arrows, ways)
    return hard, round(_missed(metrics), 3), round(reading, 3), round(metrics.area)


def _missed(metrics: Metrics) -> float:
    """By how much the limits of the gate are missed, as shares of them."""
    wide = metrics.aspect / ASPECT[1] - 1
    narrow = least_aspect(metrics.shown) / max(metrics.aspect, 0.01) - 1
    crossings = max(metrics.crossings_per_arrow / UNMENDED - 1, 0.0)
    letters = max(metrics.least / max(metrics.letters, 0.1) - 1, 0.0)
    return crossings + letters + max(wide, narrow, 0.0)


def _reading(metrics: Metrics, arrows: int, ways: Ways) -> float:
    """What makes a drawing hard to read besides tangled arrows: first its page, then its ways."""
    aspect = metrics.aspect
    shape = max(aspect / GOOD_ASPECT, GOOD_ASPECT / max(aspect, 0.01)) - 1
    letters = max(GOOD_LETTERS / max(_letters(metrics), 0.1) - 1, 0.0)
    page = 2 * letters + 0.4 * shape + 0.5 * metrics.labels_missing / arrows
    page += ROOM * max(metrics.empty - EMPTY / 2, 0.0) + HOLE * max(metrics.empty - EMPTY, 0.0)
    page += ASTRAY * metrics.astray + UNLIKE * metrics.unlike
    far = max(metrics.longest - ways.far, 0.0)
    return page + (ways.bends * metrics.bends + 0.3 * far + 0.5 * (1 - metrics.onwards))


def _letters(metrics: Metrics) -> float:
    """The smallest text in pixels where the whole picture is seen."""
    shrunk = min(1.0, metrics.shown / max(metrics.width, 1.0))
    whole = on_page(metrics.width, metrics.height, metrics.shown)
    return metrics.letters * whole / shrunk
