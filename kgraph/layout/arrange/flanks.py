"""What stands at the sides of the middle of a picture, as high as what it is joined with there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgraph.layout.arrange.spreads import Spread, bounded
from kgraph.layout.drawing import Point, Rect

Partners = Mapping[str, Sequence[str]]
"""With what each frame and block is joined by arrows."""
ASIDE = 0.1
"""How far off the middle, as a share of its width, what something is joined with must stand for it
to stand on that side.
"""
LEAST, ROOM, APART = 92.0, 38.0, 10.0
"""The room beside a column: the least, for words and heads, or so much and more for each arrow."""
STEPS = 8
"""How many heights in the middle are told apart where things are put in the order of them."""
BETWEEN = 60.0
"""The room between the things of a column."""


@dataclass(frozen=True, slots=True)
class Flank:
    """An area beside the middle; at its left, if nothing that it is joined with says otherwise."""

    area: Spread
    left: bool


@dataclass(frozen=True, slots=True)
class _Wish:
    """An area, how high its middle would stand if it were alone, and whether at the left."""

    area: Spread
    middle: float
    left: bool


def flanked(flanks: Iterable[Flank], middle: Spread, partners: Partners) -> Spread:
    """An area with others in columns at its sides.

    Each stands on the side of what it is joined with in the middle, and as near to it as may be.
    """
    wishes = _wishes(flanks, middle, partners)
    left = [wish for wish in wishes if wish.left]
    right = [wish for wish in wishes if not wish.left]
    before, after = _column(left, middle.h), _column(right, middle.h)
    begin = _across(middle, before)[0] - _room(before, partners) - before.w
    end = _across(middle, after)[1] + _room(after, partners)
    return bounded({**middle.at, **before.moved(begin, 0.0), **after.moved(end, 0.0)})


def height(area: Spread, middle: Spread, partners: Partners) -> int:
    """In which step of the middle, from its top, is what an area is joined with; in the last where
    nothing is.
    """
    met = _joined(area, middle, partners)
    return STEPS if met is None else round(STEPS * met[1] / middle.h)


def _wishes(flanks: Iterable[Flank], middle: Spread, partners: Partners) -> list[_Wish]:
    """Where each area would stand: by what it is joined with in the middle, else by what it is
    joined with of those that stand already.
    """
    wishes: list[_Wish] = []
    waiting: list[Flank] = []
    for flank in flanks:
        near = _joined(flank.area, middle, partners)
        if near is None:
            waiting.append(flank)
            continue
        off = near[0] - middle.w / 2
        left = flank.left if abs(off) < ASIDE * middle.w else off < 0
        wishes.append(_Wish(flank.area, near[1], left))
    while waiting:
        found = ((flank, _beside(flank, wishes, partners)) for flank in waiting)
        flank, beside = next((pair for pair in found if pair[1]), (waiting[0], []))
        waiting.remove(flank)
        beside = beside or [_Wish(flank.area, middle.h / 2, flank.left)]
        high = sum(wish.middle for wish in beside) / len(beside)
        wishes.append(_Wish(flank.area, high, beside[0].left))
    return wishes


def _beside(flank: Flank, wishes: Iterable[_Wish], partners: Partners) -> list[_Wish]:
    """Those of some areas with which an area is joined."""
    return [wish for wish in wishes if _are_joined(flank.area, wish.area, partners)]


def _joined(area: Spread, middle: Spread, partners: Partners) -> Point | None:
    """Where in the middle is, on the mean, what an area is joined with; None where nothing is."""
    there: list[Point] = []
    for id in sorted(area.at):
        there += (middle.at[other].middle for other in partners.get(id, ()) if other in middle.at)
    if not there:
        return None
    across, along = zip(*there, strict=True)
    return sum(across) / len(there), sum(along) / len(there)


def _are_joined(area: Spread, other: Spread, partners: Partners) -> bool:
    """Whether an arrow joins something of one area with something of another."""
    return any(not other.at.keys().isdisjoint(partners.get(id, ())) for id in area.at)


def _column(wishes: Iterable[_Wish], high: float) -> Spread:
    """Areas below each other, each as near as may be to where it wishes to stand."""
    ordered = sorted(wishes, key=lambda wish: wish.middle)
    if not ordered:
        return Spread()
    lowest: list[tuple[Spread, float]] = []
    least = 0.0
    for wish in ordered:
        top = max(wish.middle - wish.area.h / 2, least)
        lowest.append((wish.area, top))
        least = top + wish.area.h + BETWEEN
    wide = max(wish.area.w for wish in ordered)
    most = max(high, sum(wish.area.h + BETWEEN for wish in ordered) - BETWEEN)
    bottom = 0.0
    at: dict[str, Rect] = {}
    for area, top in reversed(lowest):
        begin = min(top, most - area.h)
        at |= area.moved((wide - area.w) / 2, begin)
        bottom, most = max(bottom, begin + area.h), begin - BETWEEN
    return Spread(wide, bottom, at)


def _across(middle: Spread, column: Spread) -> tuple[float, float]:
    """From where to where the middle reaches as high as a column beside it."""
    top = min((rect.y for rect in column.at.values()), default=0.0)
    level = [rect for rect in middle.at.values() if rect.y < column.h and rect.bottom > top]
    begin = min((rect.x for rect in level), default=0.0)
    return begin, max((rect.right for rect in level), default=middle.w)


def _room(column: Spread, partners: Partners) -> float:
    """How much room is between a column and the middle, for arrows side by side and their words."""
    return max(LEAST, ROOM + APART * sum(len(partners.get(id, ())) for id in column.at))
