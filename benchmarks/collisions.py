"""What the words and lines of a picture come too near to: borders, bends, heads, lines of others.

``benchmarks/meaning.py`` prints these counts beside its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import grazing

from kgraph.layout import shapes
from kgraph.layout.drawing import Drawing, DrawnArrow, Point, Rect, Text
from kgraph.layout.geometry.curves import Segment, beziers, crosses, segments
from kgraph.layout.geometry.rectangles import bounds, holds, shrunk
from kgraph.layout.lines import line_rect

CLEAR = 6.0
"""How far words keep off bends, heads and lines of others."""
BORDER = 4.0
"""How far words keep off borders of frames."""
ON, BESIDE = 4.0, 9.0
"""Words on their line, and beside it, are to be so far from lines of others at least."""
EVEN = 2.0
"""Words that are nearer to their own line by less than this could be of either."""
UNDER = 3.5
"""How far lines keep off what is written as a heading."""

MEANT = {
    "borders": "words on the border of a frame, or within 4 pt of it",
    "bends": "words within 6 pt of a bend of their line or of a head",
    "near": "words within 6 pt of a line of others",
    "foreign": "words nearer to a line of others than to their own, or as near",
    "titles": "lines through headings, or within 3.5 pt of them",
    "roles": "roles, places and titles of groups that are cut",
    "owner": "words within 4 pt of a line of others; where they stand beside their own, 9 pt",
    "covered": "words that touch a head, or the place where an arrow begins",
    **grazing.MEANT,
}
"""What is counted, in this order; all are faults."""


class Placed(NamedTuple):
    """The words of an arrow and what they cover."""

    arrow: DrawnArrow
    rect: Rect


def collisions(drawing: Drawing) -> dict[str, int]:
    """The counts of one picture by the words of `MEANT`."""
    placed = [Placed(arrow, _words(arrow)) for arrow in drawing.arrows if arrow.words]
    lines = {arrow.id: list(segments(arrow.points)) for arrow in drawing.arrows}
    borders = list(_borders(drawing))
    heads = [corners for arrow in drawing.arrows for corners in shapes.heads(arrow)]
    return {
        "borders": sum(_touched(shrunk(one.rect, -BORDER), borders) for one in placed),
        "bends": sum(_at_turn(one, drawing, heads) for one in placed),
        "near": sum(_away(one.rect, _foreign(one.arrow, drawing, lines)) < CLEAR for one in placed),
        "foreign": sum(_doubtful(one, drawing, lines) for one in placed),
        "titles": _through_titles(drawing, lines),
        "roles": sum("…" in text.text for text in _second_lines(drawing)),
        "owner": sum(_unclear(one, drawing, lines) for one in placed),
        "covered": sum(_covers(one.rect, drawing.arrows) for one in placed),
        **grazing.grazing(drawing),
    }


def _words(arrow: DrawnArrow) -> Rect:
    """What the lines of the words of an arrow cover together."""
    left, top, right, bottom = zip(*(bounds(line_rect(line)) for line in arrow.words), strict=True)
    return Rect(min(left), min(top), max(right) - min(left), max(bottom) - min(top))


def _borders(drawing: Drawing) -> Iterator[Segment]:
    """The sides of all frames."""
    for frame in drawing.frames:
        yield from sides(frame.rect)


def sides(rect: Rect) -> Iterator[Segment]:
    """The four sides of a rectangle."""
    top_left, top_right = (rect.x, rect.y), (rect.right, rect.y)
    bottom_right, bottom_left = (rect.right, rect.bottom), (rect.x, rect.bottom)
    return pairwise((top_left, top_right, bottom_right, bottom_left, top_left))


def _touched(rect: Rect, lines: Iterable[Segment]) -> bool:
    return any(crosses(rect, *line) for line in lines)


def _at_turn(one: Placed, drawing: Drawing, heads: Iterable[Sequence[Point]]) -> bool:
    """Whether words stand at a bend of their own line, or at a head of any."""
    room = shrunk(one.rect, -CLEAR)
    own = (arrow for arrow in drawing.arrows if _tied(arrow, one.arrow))
    curves = chain.from_iterable(beziers(arrow.points) for arrow in own)
    bent = (curve for curve in curves if not _straight(curve))
    turns = (segments(curve) for curve in bent)
    tips = (pairwise((*corners, corners[0])) for corners in heads)
    return any(_touched(room, lines) for lines in chain(turns, tips))


def _tied(arrow: DrawnArrow, other: DrawnArrow) -> bool:
    """Whether two arrows are one, or share a line."""
    return arrow.id == other.id or bool(arrow.bundle and arrow.bundle == other.bundle)


def _straight(curve: Sequence[Point]) -> bool:
    return curve[0] == curve[1] and curve[2] == curve[3]


def _foreign(
    own: DrawnArrow, drawing: Drawing, lines: Mapping[str, Sequence[Segment]]
) -> Iterator[Segment]:
    """The lines of all arrows that share none with this one."""
    for arrow in drawing.arrows:
        if not _tied(arrow, own):
            yield from lines[arrow.id]


def _doubtful(one: Placed, drawing: Drawing, lines: Mapping[str, Sequence[Segment]]) -> bool:
    """Whether words that stand beside their line could be of another; a number tells whose."""
    if one.arrow.number_at is not None:
        return False
    own = _away(one.rect, _own(one.arrow, drawing, lines))
    return own > 0 and _away(one.rect, _foreign(one.arrow, drawing, lines)) < own + EVEN


def _unclear(one: Placed, drawing: Drawing, lines: Mapping[str, Sequence[Segment]]) -> bool:
    """Whether words are so near to a line of others that they could be of that."""
    others = _away(one.rect, _foreign(one.arrow, drawing, lines))
    beside = _away(one.rect, _own(one.arrow, drawing, lines)) > 0
    return others < (BESIDE if beside else ON)


def _covers(rect: Rect, arrows: Iterable[DrawnArrow]) -> bool:
    """Whether words touch the head of an arrow, or its begin."""
    heads = chain.from_iterable(map(shapes.heads, arrows))
    tips = (pairwise((*corners, corners[0])) for corners in heads)
    return any(_touched(rect, tip) for tip in tips) or any(
        holds(rect, arrow.points[0]) for arrow in arrows
    )


def _own(
    own: DrawnArrow, drawing: Drawing, lines: Mapping[str, Sequence[Segment]]
) -> Iterator[Segment]:
    """The lines of an arrow and of those that share one with it."""
    for arrow in drawing.arrows:
        if _tied(arrow, own):
            yield from lines[arrow.id]


def _away(rect: Rect, lines: Iterable[Segment]) -> float:
    """How far the nearest of these lines is from a rectangle."""
    return min((_distance(rect, *line) for line in lines), default=float("inf"))


def _distance(rect: Rect, start: Point, end: Point) -> float:
    """How far a straight piece is from a rectangle, across or along: exact where it is level or
    upright.
    """
    if crosses(rect, start, end):
        return 0.0
    (x0, y0), (x1, y1) = start, end
    across = max(rect.x - max(x0, x1), min(x0, x1) - rect.right, 0.0)
    along = max(rect.y - max(y0, y1), min(y0, y1) - rect.bottom, 0.0)
    return (across**2 + along**2) ** 0.5


def _through_titles(drawing: Drawing, lines: Mapping[str, Sequence[Segment]]) -> int:
    """How many pairs there are of a line and a heading that it runs through or close by."""
    titles = [shrunk(line_rect(text), -UNDER) for text in _headings(drawing)]
    return sum(_touched(rect, line) for rect in titles for line in lines.values())


def _headings(drawing: Drawing) -> Iterator[Text]:
    yield from drawing.heading
    for frame in drawing.frames:
        yield from frame.texts
    for block in drawing.blocks:
        if block.title is not None:
            yield block.title


def _second_lines(drawing: Drawing) -> Iterator[Text]:
    """What is written beside names: roles, the places of frames, titles of groups."""
    boxes = chain.from_iterable(box.texts for box in drawing.boxes())
    frames = chain.from_iterable(frame.texts for frame in drawing.frames)
    titles = (block.title for block in drawing.blocks if block.title is not None)
    every = chain(boxes, frames, titles, drawing.heading)
    return (text for text in every if text.style in ("role", "place", "block", "subtitle"))
