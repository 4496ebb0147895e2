"""Choosing among the ways in which a view can be arranged, and among simpler views where none of them is legible."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from kgraph.layout.arrange.layers import Plan, place_layers
from kgraph.layout.arrange.places import Spread, place
from kgraph.layout.composition import lay_out
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.estimates import estimate, hopeless
from kgraph.layout.legibility.metrics import Metrics, faults, measure, score
from kgraph.view.view import View

PLANS = (
    Plan(down=True, inner_down=True),
    Plan(down=True, inner_down=False),
    Plan(down=False, inner_down=True),
    Plan(down=False, inner_down=False),
    Plan(down=True, inner_down=True, fold=4, inner_fold=4),
    Plan(down=False, inner_down=True, fold=4, inner_fold=4),
    Plan(down=True, inner_down=True, fold=2),
    Plan(down=True, inner_down=True, fold=2, inner_fold=3),
)
"""The ways in which a view in layers can be arranged."""
FOLDED = (
    Plan(down=True, inner_down=False, fold=2),
    Plan(down=True, inner_down=True, fold=1, inner_fold=4),
    Plan(down=True, inner_down=False, fold=1),
    Plan(down=True, inner_down=True, fold=1, inner_fold=2),
)
"""The same for when all of them are too wide."""
BESIDE: tuple[dict[str, bool], ...] = ({}, {"narrow": True}, {"narrow": True, "stacked": True})
PAIRED: tuple[dict[str, bool], ...] = ({"paired": True}, {"narrow": True, "paired": True})
"""The ways in which a view by places can be arranged, the widest first; and those for when they are too wide."""
LAYERED = {"layers": PLANS, "folded": FOLDED}
BY_PLACES = {"beside": BESIDE, "paired": PAIRED}
FAMILIES = {"places": ("beside", "paired", "layers", "folded"), "layers": ("layers", "folded")}
"""What a view is tried in; the next is for when no view, however simple, is legible in the ones before."""
CALM, SHAPELY = 0.1, (0.9, 2.0)
"""So few crossings for each arrow, and such a shape, that nothing better is looked for."""
FIRST = 2
"""How many arrangements of a view are tried in any case."""
RESCUES = 4
"""Of how many arrangements the arrows are laid anew, where none is legible."""
STEP = 0.25
"""Differences in how well arrangements read that are smaller than this do not decide."""
Tried = tuple[tuple[float, ...], int, Spread, Drawing, Metrics]


def best(views: Iterable[View]) -> Drawing:
    """The drawing of the first view that is legible; if none is, of the one that comes nearest."""
    known: list[View] = []
    tried: list[Tried] = []
    for view in views:
        known.append(view)
        tried += _tried(view, FAMILIES[view.arrangement][0])
        if tried and not faults(tried[-1][-1]):
            return tried[-1][-2]
    for family in FAMILIES[known[0].arrangement][1:]:
        for view in known:
            tried += _tried(view, family)
            if tried and not faults(tried[-1][-1]):
                return tried[-1][-2]
    return min(tried, key=lambda one: one[0])[-2]


def draw(view: View) -> Drawing:
    """The drawing of a view: of the ways in which it can be arranged, the one that reads best."""
    return best([view])


def _tried(view: View, family: str) -> list[Tried]:
    """The best drawing of a view in a family of arrangements: those that promise most are tried first, until one is calm.

    Those that promise less are tried only where none of the first is legible; none where all are hopeless and there is
    another family.
    """
    found: list[Tried] = []
    spreads = _spreads(view, family)
    if family != FAMILIES[view.arrangement][-1] and all(map(hopeless, spreads)):
        return []
    for number, spread in enumerate(spreads):
        if number >= FIRST and any(not faults(one[-1]) for one in found):
            break
        found.append(_scored(view, number, spread))
        if _calm(found[-1][-1]):
            break
    found.sort(key=_standing)
    rescued = found[: 1 if not faults(found[0][-1]) else RESCUES]
    anew = (_scored(view, one[1], one[2], again=1) for one in rescued if one[-1].crossings)
    return [min(chain(found, anew), key=_standing)]


def _scored(view: View, number: int, spread: Spread, *, again: int = 0) -> Tried:
    drawing = lay_out(view, spread, again=again)
    measured = measure(drawing)
    return score(measured), number, spread, drawing, measured


def _calm(measured: Metrics) -> bool:
    """Whether nothing better needs to be looked for."""
    shapely = SHAPELY[0] <= measured.aspect <= SHAPELY[1]
    return shapely and measured.crossings_per_arrow <= CALM and not faults(measured)


def _standing(one: Tried) -> tuple[float, ...]:
    """How a drawing stands among others: small differences count for nothing, so that small changes of a view move little."""
    hard, over, reading, area = one[0]
    return hard, over, round(reading / STEP), one[1], reading, area


def _spreads(view: View, family: str) -> list[Spread]:
    """The different arrangements of a family, those first that promise to read best."""
    found = [place_layers(view, plan) for plan in LAYERED.get(family, ())]
    found += [place(view, **options) for options in BY_PLACES.get(family, ())]
    different = [
        one
        for number, one in enumerate(found)
        if one.at not in (other.at for other in found[:number])
    ]
    return sorted(different, key=lambda spread: round(estimate(view, spread) / STEP))
