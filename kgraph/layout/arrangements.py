"""The ways in which a view can be arranged, in families, and those that differ for one view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from kgraph.layout.arrange.layers import Plan, never, place_layers
from kgraph.layout.arrange.places import Composition, place
from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.legibility.estimates import beyond_hope, estimate
from kgraph.layout.legibility.scoring import ANY, Ways
from kgraph.view.view import View

PLANS = (
    Plan(down=True, inner_down=True),
    Plan(down=True, inner_down=False),
    Plan(down=False, inner_down=True),
    Plan(down=False, inner_down=False),
    Plan(down=True, inner_down=True, fold=4, inner_fold=4),
    Plan(down=True, inner_down=True, fold=2),
    Plan(down=True, inner_down=True, fold=2, inner_fold=3),
    Plan(down=True, inner_down=True, head=True),
    Plan(down=False, inner_down=True, head=True),
    Plan(down=True, inner_down=True, tight=True),
    Plan(down=True, inner_down=True, tight=True, inner_fold=3),
    Plan(down=True, inner_down=True, tight=True, inner_fold=2),
    Plan(down=True, inner_down=True, tight=True, fold=2, inner_fold=3),
    Plan(down=True, inner_down=True, level=True),
    Plan(down=True, inner_down=True, level=True, tight=True),
    Plan(down=True, inner_down=True, level=True, tight=True, inner_fold=3),
    Plan(down=True, inner_down=True, level=True, tight=True, inner_fold=2),
    Plan(down=True, inner_down=True, level=True, tight=True, inner_fold=3, slim=True),
    Plan(down=True, inner_down=True, level=True, tight=True, inner_fold=2, slim=True),
    Plan(True, True, inner_fold=3, level=True, tight=True, slim=True, weighed=True, sideways=True),
    Plan(True, True, inner_fold=2, level=True, tight=True, slim=True, weighed=True, sideways=True),
)
"""The ways in which a view in layers can be arranged."""
TWINNED = (
    Plan(down=True, inner_down=True, fold=1, weighed=True, twinned=True),
    Plan(down=True, inner_down=False, twinned=True),
    Plan(True, True, inner_fold=3, level=True, tight=True, twinned=True),
    Plan(True, True, inner_fold=2, level=True, tight=True, twinned=True),
    Plan(True, True, inner_fold=3, level=True, tight=True, slim=True, weighed=True, twinned=True),
    Plan(True, True, inner_fold=2, level=True, tight=True, slim=True, weighed=True, twinned=True),
)
"""The same with sister places by one template."""
TEMPLATES = 2
"""How many of these are tried beside the others: those that promise most."""
FOLDED = (
    Plan(down=True, inner_down=False, fold=2),
    Plan(down=True, inner_down=True, fold=1, inner_fold=4),
    Plan(down=True, inner_down=False, fold=1),
    Plan(down=True, inner_down=True, fold=1, inner_fold=2),
)
"""The same for when all of them are too wide."""
PARTS = (
    Plan(down=True, inner_down=True, spines=True, weighed=True),
    Plan(down=True, inner_down=True, weighed=True),
    Plan(down=False, inner_down=True, spines=True, weighed=True),
    Plan(down=False, inner_down=True, weighed=True),
    Plan(down=True, inner_down=True, inner_fold=4, weighed=True),
    Plan(down=True, inner_down=True, inner_fold=2, weighed=True),
    Plan(down=True, inner_down=True, fold=2, weighed=True),
    Plan(down=True, inner_down=False, spines=True, weighed=True),
    Plan(down=True, inner_down=False, weighed=True),
)
"""The ways in which what is inside something can be arranged."""
BESIDE = (
    Composition(lined=True),
    Composition(),
    Composition(narrow=True, lined=True),
    Composition(narrow=True),
    Composition(narrow=True, above=2),
    Composition(narrow=True, above=3),
    Composition(narrow=True, stacked=True),
    Composition(narrow=True, above=2, under=True),
    Composition(narrow=True, above=3, under=True),
    Composition(flanks=True),
    Composition(narrow=True, above=2, flanks=True),
    Composition(narrow=True, above=3, flanks=True),
    Composition(narrow=True, above=2, flanks=True, aside=True),
    Composition(narrow=True, above=3, flanks=True, aside=True),
)
"""The ways in which a view by places can be arranged, the widest first."""
PAIRED = (Composition(across=2), Composition(narrow=True, across=2))
"""The same for when all of them are too wide."""
PILED = (
    Composition(across=1),
    Composition(narrow=True, across=1),
    Composition(across=1, stacked=True),
    Composition(narrow=True, across=1, stacked=True),
)
"""The same for a column."""
LAYERED = {"layers": PLANS, "folded": FOLDED, "parts": PARTS}
BY_PLACES = {"beside": BESIDE, "paired": PAIRED, "piled": PILED}
FAMILIES = {
    "places": ("beside", "paired", "layers", "folded"),
    "layers": ("layers", "folded"),
    "parts": ("parts", "folded"),
}
"""What a view is tried in.

The next is for when no view, however simple, is legible in the ones before.
"""
IN_COLUMN = {**FAMILIES, "places": ("beside", "paired", "piled", "layers", "folded")}
"""The same for a picture that is composed for a column: all of them for each view."""
OF_ONE = {**FAMILIES, "places": ("beside", "layers")}
"""The same for the fullest views of a single place."""


@dataclass(frozen=True, slots=True)
class Search:
    """How thoroughly arrangements of a view are compared.

    Differences in how well they read that are smaller than `step` do not decide. Where `calm` is
    enough, nothing better is looked for than one that is. What has `lost` more crossings than are
    legible is given up: it led to nothing legible; after so many `losses`, so is the view where
    there is a simpler one. What has `nearly` so few more is laid anew, twice if need be. Where it
    `mends`, what is legible but once it is mended comes before a simpler view, and before what is
    legible at once where that reads far worse. `ways` is how the ways of arrows are weighed.
    """

    step: float
    calm: bool
    lost: float
    losses: int = 1
    nearly: float = 3.0
    mends: bool = False
    ways: Ways = ANY


SEARCHES = {
    "places": Search(step=0.25, calm=True, lost=11.0),
    "layers": Search(step=0.25, calm=True, lost=20.0, losses=2, nearly=6.0, mends=True),
    "parts": Search(step=0.05, calm=False, lost=20.0, ways=Ways(bends=0.2, far=0.3)),
}
"""By the arrangement of a view. Others move little where a view changes a little; the inside of
something changes only with what is known of it.
"""


def search(view: View) -> Search:
    """How thoroughly the arrangements of a view are compared."""
    return SEARCHES[view.arrangement]


def spreads(view: View, family: str) -> list[Spread]:
    """The different arrangements of a family, those first that promise to read best."""
    return ranked(view, placed(view, family))


def placed(view: View, family: str, *, every: bool = True) -> list[Spread]:
    """The different arrangements of a family, in the order in which it names them.

    Unless it shall be `every` one, those may lack that are beyond hope by their size.
    """
    beyond = never if every else partial(beyond_hope, view)
    arranged = place_layers(view, LAYERED.get(family, ()), beyond)
    arranged += _by_template(view, family)
    by_places = [place(view, composition) for composition in BY_PLACES.get(family, ())]
    arranged += [spread for spread in by_places if not beyond(spread)]
    different: list[Spread] = []
    for spread in arranged:
        if all(spread.at != other.at for other in different):
            different.append(spread)
    return different


def _by_template(view: View, family: str) -> list[Spread]:
    """The arrangements with sisters by one template that promise to read best, if there are any."""
    twinned = place_layers(view, TWINNED) if family == view.arrangement == "layers" else []
    return sorted(twinned, key=partial(estimate, view))[:TEMPLATES]


def ranked(view: View, arranged: Iterable[Spread]) -> list[Spread]:
    """Arrangements of a view, those first that promise to read best."""
    step = search(view).step
    # the sort is stable: of those that promise as much, the one that stands first above stays first
    return sorted(arranged, key=lambda spread: round(estimate(view, spread) / step))
