"""How well an arrangement promises to read, before any arrow has its way.

Arrows are taken as straight lines. In 55 views of five examples the arrangement that reads best
once everything is drawn was the first by this estimate in 38, and the first by it was legible in
48; drawing one in full takes about 27 times as long as estimating it.
"""

from __future__ import annotations

from itertools import combinations
from math import inf

from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.drawing import Point, Rect
from kgraph.layout.geometry.curves import crosses
from kgraph.layout.legibility.limits import (
    ASPECT,
    GOOD_ASPECT,
    least_aspect,
    least_letters,
    on_page,
    shown,
)
from kgraph.layout.legibility.scoring import ASTRAY, UNLIKE
from kgraph.layout.legibility.sisters import astray, unlike
from kgraph.layout.style import HEADING, MARGIN
from kgraph.view.view import View

LETTERS, GOOD = 11.0, 1.0
"""How small the letters of pictures are, and how much a picture may be shrunk without loss."""
BELOW = 130.0
"""About how high legend and notes are."""
SHAPE, LENGTH = 0.4, 1.0
"""How much it weighs that a picture is not of the best shape, and that arrows are long."""
LENGTH_OF_PARTS = 4.0
"""The same for the inside of something, where any shape that is not too wide or high is as good:
among 311 arrangements of 41 insides the three that promise most by this hold one that is nearly as
good as the best of all, by the score, in each.
"""

Straight = tuple[Point, Point, str, str]
"""A straight line, from and to, and the ids of what it joins."""


FIRST = 1.3
"""So much larger than there is room for was none in the first round that fitted in the end: of
20,000 arrangements of the overviews and sites of eight examples, for columns of 600 to 1000 pixels.
"""
TANGLED = 0.75
"""No arrangement was ever legible in which straight lines were so tangled, for each arrow."""


def hopeless(view: View, spread: Spread) -> bool:
    """Whether no way of laying arrows makes an arrangement legible, for its size or shape."""
    wide, high = _page(spread)
    too_flat = wide / high > 1.3 * ASPECT[1]
    return too_flat or wide > _room(view) or high > _most_high(view)


def beyond_hope(view: View, spread: Spread) -> bool:
    """Whether an arrangement is so much too large for a column that it stays so, however it changes
    once it is known where things stand.

    Only of views by places: others are soon laid out.
    """
    if not view.column or view.arrangement != "places":
        return False
    wide, high = _page(spread)
    return max(wide / _room(view), high / _most_high(view)) > FIRST


def _room(view: View) -> float:
    """How wide the picture of a view may be."""
    return shown(view) / _least(view)


def _most_high(view: View) -> float:
    """How high it may be in a column; elsewhere that is no matter of size."""
    return _room(view) / (0.93 * least_aspect(shown(view))) if view.column else inf


def _least(view: View) -> float:
    """How much the picture may be shrunk to be shown."""
    return least_letters(view) / LETTERS


def tangled(view: View, spread: Spread) -> bool:
    """Whether arrows would cross too often for an arrangement to be legible."""
    lines = _lines(view, spread)
    return _tangle(view, spread, lines) > TANGLED * len(lines)


def estimate(view: View, spread: Spread) -> float:
    """A cost: what misses the limits of size and shape counts most.

    Then lines that cross or hit boxes, size, shape, length.
    """
    wide, high = _page(spread)
    shrunk, aspect = min(1.0, shown(view) / wide), wide / high
    misshapen = max(aspect / ASPECT[1] - 1, least_aspect(shown(view)) / aspect - 1, 0.0)
    over = max(_least(view) / shrunk - 1, 0.0) + misshapen
    shape = max(aspect / GOOD_ASPECT, GOOD_ASPECT / aspect) - 1
    lines = _lines(view, spread)
    many = max(len(lines), 1)
    length = sum(map(_length, lines)) / many / (wide + high)
    tangle = 2.5 * _tangle(view, spread, lines) / many
    small = GOOD / on_page(wide, high, shown(view)) - 1
    parts = view.arrangement == "parts"
    form = LENGTH_OF_PARTS * length if parts else SHAPE * shape + LENGTH * length
    order = ASTRAY * astray(view, spread.at) + UNLIKE * unlike(view, spread.at)
    return 10 * over + tangle + 2 * small + form + order


def _page(spread: Spread) -> tuple[float, float]:
    """About how wide and high the picture becomes."""
    return spread.w + 2 * MARGIN, spread.h + 2 * MARGIN + HEADING + BELOW


def _tangle(view: View, spread: Spread, lines: list[Straight]) -> float:
    """How often lines cross, and run through boxes that are not their ends."""
    tangle = 0.0
    for (a, b, source, target), (c, d, other, end) in combinations(lines, 2):
        if source not in (other, end) and target not in (other, end):
            tangle += 0.6 * _cross(a, b, c, d)
    blocks = [(block.id, spread.at[block.id]) for block in view.blocks()]
    for a, b, source, target in lines:
        tangle += 0.25 * sum(
            crosses(rect, a, b) for id, rect in blocks if id not in (source, target)
        )
    return tangle


def _lines(view: View, spread: Spread) -> list[Straight]:
    """The arrows as straight lines between what holds their ends."""
    standing = view.standing()
    joined = ((standing[arrow.source], standing[arrow.target]) for arrow in view.arrows)
    return [_line(source, target, spread) for source, target in joined]


def _line(source: str, target: str, spread: Spread) -> Straight:
    """From border to border on the line between the middles of what an arrow joins."""
    here, there = spread.at[source], spread.at[target]
    start = _border(here, here.middle, there.middle)
    end = _border(there, there.middle, here.middle)
    return start, end, source, target


def _length(line: Straight) -> float:
    a, b, _, _ = line
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _border(rect: Rect, middle: Point, towards: Point) -> Point:
    """Where the line from the middle of a rectangle to a point leaves it."""
    dx, dy = towards[0] - middle[0], towards[1] - middle[1]
    across = rect.w / 2 / abs(dx) if dx else 1.0
    along = rect.h / 2 / abs(dy) if dy else 1.0
    share = min(1.0, across, along)
    return middle[0] + dx * share, middle[1] + dy * share


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
