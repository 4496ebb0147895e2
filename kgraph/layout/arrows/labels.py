"""Words on arrows: on a free stretch of their own arrow, or not at all (the tooltip has them)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import dist

from kgraph.layout.drawing import DrawnArrow, Point, Rect, Text
from kgraph.layout.geometry import Segment, crosses, overlap, segments
from kgraph.layout.style import STYLES
from kgraph.layout.text import width

HIGH = 15.0
CIRCLE = 20.0
"""The room that the circle of a number takes before the words."""
DIGIT = 7.0
"""How much more for each digit after the first."""
EDGE = 6.0
Bounded = tuple[float, float, float, float, str, Segment]
"""A straight piece after the least and greatest x and y it reaches and whose it is: most are told apart by these alone."""


def set_labels(
    arrows: tuple[DrawnArrow, ...],
    words: Mapping[str, Sequence[str]],
    taken: Iterable[Rect],
    frames: Iterable[Rect],
) -> tuple[DrawnArrow, ...]:
    """The arrows with their labels, each where it covers nothing else: no block, no heading, no border, no other arrow.

    `words` holds what may stand on each, the best first; the first that fits is set. A number stands in a circle before the
    words, or alone.
    """
    occupied = list(taken)
    lines = [_bounded(arrow.id, line) for arrow in arrows for line in segments(arrow.points)]
    lines += [_bounded("", side) for frame in frames for side in _sides(frame)]
    done = []
    for arrow in arrows:
        lead = CIRCLE + DIGIT * (len(arrow.number) - 1) if arrow.number else 0.0
        wishes = [*words.get(arrow.id, ()), *([""] if arrow.number else [])]
        sized = (
            (label, lead + (width(label, STYLES["arrow"][0]) + 8 if label else 0.0))
            for label in wishes
        )
        found = ((label, _spot(arrow, wide, lead, occupied, lines)) for label, wide in sized)
        label, rect = next((pair for pair in found if pair[1] is not None), ("", None))
        if rect is None and arrow.number:
            rect = _any_spot(arrow, lead, occupied)
        if rect is not None:
            occupied.append(rect)
            done.append(_labelled(arrow, label, rect, lead))
        else:
            done.append(arrow)
    return tuple(done)


def _labelled(arrow: DrawnArrow, label: str, rect: Rect, lead: float) -> DrawnArrow:
    """The arrow with its words in a rectangle, after the circle of its number."""
    middle = round(rect.x + lead + (rect.w - lead) / 2, 2)
    text = Text(middle, round(rect.y + HIGH - 4, 2), label, "arrow", "middle") if label else None
    words = Rect(rect.x + lead, rect.y, round(rect.w - lead, 2), rect.h)
    at = (round(rect.x + lead / 2, 2), round(rect.y + HIGH / 2, 2)) if lead else None
    return replace(arrow, label=text, label_rect=words if text else None, number_at=at)


def _any_spot(arrow: DrawnArrow, wide: float, occupied: list[Rect]) -> Rect:
    """A place for a number that must be told, on lines of others if need be: the first along its arrow where nothing is written."""
    pieces = sorted(
        zip(arrow.points[::3], arrow.points[3::3], strict=False), key=lambda p: (-dist(*p), p)
    )
    spots = []
    for (x0, y0), (x1, y1) in pieces:
        for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9):
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            spots.append(Rect(round(x - wide / 2, 2), round(y - HIGH / 2, 2), wide, HIGH))
    return next(
        (rect for rect in spots if not any(overlap(rect, one) for one in occupied)), spots[0]
    )


def _bounded(owner: str, line: Segment) -> Bounded:
    (x0, y0), (x1, y1) = line
    return min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), owner, line


def _sides(rect: Rect) -> list[Segment]:
    a, b = (rect.x, rect.y), (rect.x + rect.w, rect.y)
    c, d = (rect.x + rect.w, rect.y + rect.h), (rect.x, rect.y + rect.h)
    return [(a, b), (b, c), (c, d), (d, a)]


def _spot(
    arrow: DrawnArrow, wide: float, lead: float, occupied: list[Rect], lines: list[Bounded]
) -> Rect | None:
    """A free rectangle on the arrow; on an upright piece the circle of a number stands on the arrow, the words beside it."""
    for x, y, upright in _middles(arrow.points, wide):
        left = x - (lead / 2 if upright and lead else wide / 2)
        rect = Rect(round(left, 2), round(y - HIGH / 2, 2), round(wide, 2), HIGH)
        if (
            rect.x > EDGE
            and not any(overlap(rect, one) for one in occupied)
            and not _hit(rect, arrow.id, lines)
        ):
            return rect
    return None


def _hit(rect: Rect, own: str, lines: list[Bounded]) -> bool:
    """Whether something other than its own arrow runs through a rectangle."""
    left, right, top, bottom = rect.x, rect.x + rect.w, rect.y, rect.y + rect.h
    return any(
        crosses(rect, *line)
        for x0, x1, y0, y1, owner, line in lines
        if x0 <= right and left <= x1 and y0 <= bottom and top <= y1 and owner != own
    )


def _middles(points: tuple[Point, ...], wide: float) -> list[tuple[float, float, bool]]:
    """Points along the straight pieces that stay visible beside a label of that width, the longest first, from their middles outwards.

    With each, whether the piece is upright.
    """
    pieces = []
    for i in range(0, len(points) - 3, 3):
        (x0, y0), (x1, y1) = points[i], points[i + 3]
        length = abs(x1 - x0) + abs(y1 - y0)
        upright = abs(x1 - x0) <= abs(y1 - y0)
        if length < (36 if upright else wide + 24):
            continue
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            pieces.append(
                (
                    -length,
                    abs(share - 0.5),
                    (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, upright),
                )
            )
    return [point for *_, point in sorted(pieces)]
