"""Shapes that every format draws alike: arrow heads, signs, counts, stacks of cards, steps."""

from __future__ import annotations

import math

from kgraph.layout.drawing import Drawing, DrawnArrow, DrawnBox, Point, Rect, Text
from kgraph.layout.geometry.rectangles import holds
from kgraph.layout.lines import line_width
from kgraph.layout.style import STYLES

HEAD, HALF = 8.5, 3.8
"""Length and half the width of an arrow head."""

STACK = 4.0
NUMBER = 8.5
"""The radius of the circle around the number of a step."""

SIGN, SMALL_SIGN = 8.5, 6.0
OFF_WORD = 3.0
"""How far the circle around a sign moves off the word that follows it."""


def direction(points: tuple[Point, ...]) -> Point:
    """The unit vector in which a curve arrives at its last point."""
    x1, y1 = points[-1]
    for x0, y0 in reversed(points[:-1]):
        length = math.hypot(x1 - x0, y1 - y0)
        if length > 0.5:
            return (x1 - x0) / length, (y1 - y0) / length
    return 0.0, 1.0


def head(tip: Point, way: Point) -> tuple[Point, Point, Point]:
    """The corners of an arrow head, its tip first."""
    (x, y), (dx, dy) = tip, way
    left = (x - dx * HEAD - dy * HALF, y - dy * HEAD + dx * HALF)
    right = (x - dx * HEAD + dy * HALF, y - dy * HEAD - dx * HALF)
    return tip, (round(left[0], 2), round(left[1], 2)), (round(right[0], 2), round(right[1], 2))


def heads(arrow: DrawnArrow) -> list[tuple[Point, Point, Point]]:
    """The heads of an arrow."""
    points = arrow.points
    drawn = []
    if arrow.head:
        drawn.append(head(points[-1], direction(points)))
    if arrow.tail:
        drawn.append(head(points[0], direction(points[::-1])))
    return drawn


def shaft(arrow: DrawnArrow) -> tuple[Point, ...]:
    """The curve of an arrow, ended within its heads: a thick line would blunt their tips."""
    points = _shortened(arrow.points) if arrow.head else arrow.points
    return _shortened(points[::-1])[::-1] if arrow.tail else points


def _shortened(points: tuple[Point, ...], by: float = 5.0) -> tuple[Point, ...]:
    """The curve without the end of its way, unless its last piece is too short for that."""
    *rest, start, leaving, arriving, tip = points
    dx, dy = direction(points)
    if math.hypot(tip[0] - start[0], tip[1] - start[1]) < 2 * by:
        return points
    end = (round(tip[0] - dx * by, 2), round(tip[1] - dy * by, 2))
    if math.hypot(tip[0] - arriving[0], tip[1] - arriving[1]) < by:
        arriving = end
    return (*rest, start, leaving, arriving, end)


def cards(box: DrawnBox) -> tuple[Rect, ...]:
    """The cards of a box from back to front: one, or two where it stands for several.

    Together they fill its rectangle.
    """
    rect = box.rect
    if box.count < 2:
        return (rect,)
    wide, high = rect.w - STACK, rect.h - STACK
    return Rect(rect.x + STACK, rect.y, wide, high), Rect(rect.x, rect.y + STACK, wide, high)


def bar(box: DrawnBox) -> Rect:
    """The stripe at the left of a box."""
    front = cards(box)[-1]
    return Rect(front.x, front.y + 9, 3, front.h - 18)


def count_words(box: DrawnBox) -> str:
    """How many a box stands for, where they are several."""
    return f"×{box.count}" if box.count > 1 else ""


def pill(box: DrawnBox) -> Rect:
    """The rectangle that holds the count, at the top right of a box; beside its sign, if any."""
    wide = max(22.0, line_width(count_words(box), "count") + 12)
    right = box.rect.right - (20.0 if box.mark else 4.0)
    return Rect(round(right - wide, 2), box.rect.y - 8, round(wide, 2), 16)


def disc(number: str, at: Point) -> Rect:
    """The rectangle, rounded to a circle or a pill, that holds the number of a step."""
    wide = max(2 * NUMBER, line_width(number, "count") + 9)
    return Rect(round(at[0] - wide / 2, 2), round(at[1] - NUMBER, 2), round(wide, 2), 2 * NUMBER)


def plate(rect: Rect) -> Rect:
    """The light ground behind an icon, a little larger than its place."""
    return Rect(rect.x - 1, rect.y - 1, rect.w + 2, rect.h + 2)


def plate_radius(rect: Rect) -> float:
    """How round its corners are."""
    return 8.0 if rect.w > 26 else 6.0


def within_plate(rect: Rect) -> Rect:
    """The place of an icon on its plate."""
    edge = round(rect.w * 0.06, 2)
    return Rect(rect.x + edge, rect.y + edge, rect.w - 2 * edge, rect.h - 2 * edge)


def corner(rect: Rect) -> Point:
    """Where the sign of what is marked stands."""
    return rect.right - 6, rect.y + 2


def sign_on_label(arrow: DrawnArrow, sign: str) -> Point | None:
    """Where the circle around the sign of a marked arrow stands: over its label's first letter, and
    off the next.
    """
    label = arrow.label
    if label is None:
        return None
    left = label.x - line_width(label.text, label.style) / 2
    return round(left + line_width(sign, label.style) / 2 - OFF_WORD, 2), label.y - 4


def under(label: Text) -> Rect:
    """What is laid under the words on an arrow, so that no line runs through them."""
    size, wide = STYLES[label.style][0], line_width(label.text, label.style)
    left = label.x - (wide / 2 if label.anchor == "middle" else 0)
    top = label.y - size * 0.9
    return Rect(round(left - 2, 2), round(top, 2), round(wide + 4, 2), round(size * 1.2, 2))


def level_at(drawing: Drawing, point: Point) -> str:
    """The level of the innermost frame around a point; nothing on the page."""
    around = [frame for frame in drawing.frames if holds(frame.rect, point)]
    if not around:
        return ""
    return min(around, key=lambda frame: frame.rect.w * frame.rect.h).level


def initials(name: str) -> str:
    """One or two letters for what has neither icon nor glyph.

    >>> initials("Cloud NAT"), initials("kured")
    ('CN', 'K')
    """
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    return "".join(word[0].upper() for word in words[:2]) or "?"
