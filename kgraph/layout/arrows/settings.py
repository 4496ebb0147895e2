"""Ways in which the words of an arrow can be set: on one line, or on two or three where only these
find a good place, and after the circle of its number, before it, or apart from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from math import inf
from typing import NamedTuple

from kgraph.layout.arrows import spots
from kgraph.layout.arrows.near import Ground, Near
from kgraph.layout.arrows.spots import HIGH, Piece, Size, Spot
from kgraph.layout.drawing import DrawnArrow, Rect, Text
from kgraph.layout.lines import line_width
from kgraph.layout.style import SIGNS

CIRCLE = 20.0
"""The room that the circle of a number takes before the words."""
DIGIT = 7.0
"""How much more for each digit after the first."""
LINE = 12.5
"""How far the second line of words is below the first."""
FOLDED = 2.0
"""How much less words on two lines are liked."""
LONG = 60.0
"""Words of which two lines are wider than this may stand on three."""
GOOD = 3.0
"""Words in a place that is liked so well are set on one line in any case."""
POOR = 2.9
"""Only where no place is liked so well they stand well off their arrow."""
LIKED = 1.0
"""A place that is liked so well is taken before others are looked for in small steps."""


class Setting(NamedTuple):
    """Lines of words in a place on an arrow, perhaps before the circle that holds a number."""

    arrow: DrawnArrow
    lines: tuple[str, ...]
    spot: Spot
    before: bool = False


def lead_of(number: str) -> float:
    """The room that the circle of a number takes before the words; none without a number."""
    return CIRCLE + DIGIT * (len(number) - 1) if number else 0.0


def numbered(arrow: DrawnArrow, ground: Ground, lead: float) -> DrawnArrow:
    """The arrow with its number alone."""
    pieces, size = spots.pieces_of(arrow.points), Size(lead, HIGH, lead)
    near = ground.near(arrow, size)
    spot = _spot(pieces, near, size) or _any_spot(pieces, near, lead)
    ground.take(spot.rect)
    return replace(arrow, number_at=_circle(spot.rect, lead, before=False))


def settings(
    arrow: DrawnArrow,
    bundle: Sequence[DrawnArrow],
    ground: Ground,
    label: str,
    lead: float,
    *,
    over: bool = False,
) -> Iterator[Setting]:
    """Ways to set words: on a line, before their circle, on two lines where that is not good.

    Where they may stand `over` borders of frames, they may be narrow as well.
    """
    size = _size((label,), lead)
    pieces = spots.pieces_of(arrow.points, (one.points for one in bundle if one is not arrow))
    near = ground.near(arrow, Size(size.wide, size.high + 2 * LINE, lead), over=over)
    spot = _spot(pieces, near, size)
    if spot is not None:
        yield Setting(arrow, (label,), spot)
    liked = spot.price if spot is not None else inf
    if lead:
        before = _cheapest(spots.on(pieces, size, before=True), near, liked)
        if before is not None:
            yield Setting(arrow, (label,), before, before=True)
    elif liked > GOOD:
        for number, lines in enumerate(folds(label, narrow=over)):
            folded = _spot(pieces, near, _size(lines, lead))
            if folded is not None:
                price = folded.price + FOLDED + number
                yield Setting(arrow, lines, folded._replace(price=price))


def _size(lines: Sequence[str], lead: float) -> Size:
    """The size of words on so many lines, after a circle."""
    return Size(lead + (_widest(lines) + 8), HIGH + LINE * (len(lines) - 1), lead)


@lru_cache(4096)
def folds(label: str, *, narrow: bool = False) -> tuple[tuple[str, ...], ...]:
    """Words on two lines: broken behind a comma, then such that the lines are as even as can be.

    Long ones on three, too; all where they are to be `narrow`. The sign of a mark stays with the
    word behind it, and a name in one line as far as that goes.
    """
    words = label.split()
    folds = _in_two(words)
    behind_comma = [fold for fold in folds if fold[0].endswith(",")]
    even = sorted(folds, key=_unevenness)[:1]
    found: dict[tuple[str, ...], None] = dict.fromkeys([*behind_comma[-1:], *even])
    breaks_twice = len(folds) > 1 and words[0] not in SIGNS.values()
    if breaks_twice and (narrow or _widest(even[0]) > LONG):
        found[_in_three(words)] = None
    return tuple(found)


def _in_two(words: Sequence[str]) -> list[tuple[str, str]]:
    """Words on two lines, but no sign alone on the first."""
    cuts = range(2 if words[:1] and words[0] in SIGNS.values() else 1, len(words))
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in cuts]


def _in_three(words: Sequence[str]) -> tuple[str, ...]:
    """Words on three lines that are as even as can be."""
    broken = combinations(range(1, len(words)), 2)
    cuts = [(words[:first], words[first:last], words[last:]) for first, last in broken]
    return min((tuple(map(" ".join, lines)) for lines in cuts), key=_unevenness)


def _unevenness(lines: Sequence[str]) -> tuple[int, float, float]:
    """How many names go on in the next line, how wide the widest line is, how narrow another."""
    broken = sum(map(_within_name, lines, lines[1:]))
    narrowest = min(line_width(line, "arrow") for line in lines)
    return broken, _widest(lines), -narrowest


def _within_name(line: str, following: str) -> bool:
    """Whether a line ends within a name: between two words with capitals that nothing parts."""
    last = line.split()[-1]
    return last[0].isupper() and last[-1].isalnum() and following[0].isupper()


def _widest(lines: Sequence[str]) -> float:
    return max(line_width(line, "arrow") for line in lines)


def _spot(pieces: Sequence[Piece], near: Near, size: Size) -> Spot | None:
    """The free place that is liked best on an arrow, or close beside it.

    On an upright piece the circle of a number stands on the arrow, the words beside it.
    """
    best = _cheapest(spots.on(pieces, size), near)
    if best is not None and best.price <= LIKED:
        return best
    limit = best.price if best is not None else inf
    finer = _cheapest(spots.along(pieces, size), near, limit) or best
    if size.lead:
        return finer
    for off in (spots.OFF, spots.WELL_OFF):
        limit = finer.price if finer is not None else inf
        if off == spots.OFF or limit > POOR:
            finer = _cheapest(spots.beside(pieces, size, off), near, limit) or finer
    return finer


def _cheapest(places: Iterable[Spot], near: Near, limit: float = inf) -> Spot | None:
    """The place that is liked best of all things considered, if any is liked better than the limit.

    They come in order of what they cost by themselves.
    """
    best = None
    for spot in places:
        if spot.price >= limit:
            break
        price = near.price(spot)
        if price < limit:
            best, limit = spot._replace(price=price), price
    return best


def _any_spot(pieces: Iterable[Piece], near: Near, wide: float) -> Spot:
    """A place for a number that must be told, on lines of others if need be.

    The first along its arrow where nothing is written.
    """
    places = list(spots.numbers(pieces, wide))
    return Spot(next(filter(near.free, places), places[0]), 0.0)


def with_words(setting: Setting, lead: float) -> DrawnArrow:
    """An arrow with its words in their place, after the circle of its number or before it."""
    rect = setting.spot.rect
    at = _circle(rect, lead, before=setting.before) if lead else None
    left, wide = rect.x if setting.before else rect.x + lead, round(rect.w - lead, 2)
    middle, base = round(left + wide / 2, 2), rect.y + HIGH - 4
    first, *more = (
        Text(middle, round(base + LINE * number, 2), line, "arrow", "middle")
        for number, line in enumerate(setting.lines)
    )
    words = Rect(round(left, 2), rect.y, wide, rect.h)
    return replace(
        setting.arrow, label=first, label_more=tuple(more), label_rect=words, number_at=at
    )


def _circle(rect: Rect, lead: float, *, before: bool) -> tuple[float, float]:
    """The middle of the circle of a number in the place of its words, which may stand before it."""
    across = rect.right - lead / 2 if before else rect.x + lead / 2
    return round(across, 2), round(rect.y + HIGH / 2, 2)
