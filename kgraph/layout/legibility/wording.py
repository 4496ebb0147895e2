"""How the words of a drawing stand: labels on other things or far from their arrows, texts wider than their room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kgraph.layout.drawing import Drawing, Rect, Text
from kgraph.layout.geometry import HAIR, Plane, bounds, inside, overlap, overlapping, shrunk
from kgraph.layout.legibility.crossings import Curves
from kgraph.layout.shapes import disc
from kgraph.layout.style import STYLES
from kgraph.layout.text import width

NEAR = 20.0
"""How far a label may stand from its own arrow."""
GOOD = 11.0
"""Letters of this size, in pixels, are easily read."""


@lru_cache(8192)
def _wide(text: str, style: str) -> float:
    size, weight = STYLES[style]
    return width(text, size, weight=weight)


def _text_rect(text: Text) -> Rect:
    size, wide = STYLES[text.style][0], _wide(text.text, text.style)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return Rect(left, text.y - size * 0.8, wide, size)


def label_rects(drawing: Drawing) -> list[tuple[int, Rect]]:
    """Labels and numbers of steps, with the number of their arrow."""
    arrows = list(enumerate(drawing.arrows))
    found = [(n, arrow.label_rect) for n, arrow in arrows if arrow.label_rect is not None]
    return found + [
        (n, disc(arrow.number, arrow.number_at))
        for n, arrow in arrows
        if arrow.number_at is not None
    ]


def _headings(drawing: Drawing) -> list[Rect]:
    """Everything that is written outside blocks and arrows, and the icons of frames."""
    texts = [text for frame in drawing.frames for text in frame.texts] + [
        *drawing.heading,
        *drawing.footer,
    ]
    texts += [line[3] for line in drawing.legend] + [mark[2] for mark in drawing.marks]
    return [_text_rect(text) for text in texts] + [
        frame.icon_rect for frame in drawing.frames if frame.icon
    ]


def labels(drawing: Drawing, curves: Curves) -> tuple[int, int, int, int, int]:
    """Labels on labels, on boxes, on headings, on arrows of others (pairs each), and far from their own arrow."""
    placed = label_rects(drawing)
    return (
        sum(1 for _ in overlapping([rect for _, rect in placed])),
        _hits(placed, [block.rect for block in drawing.blocks]),
        _hits(placed, _headings(drawing)),
        sum(len(curves.through(shrunk(rect, HAIR)) - {owner}) for owner, rect in placed),
        sum(not curves.near(owner, rect, NEAR) for owner, rect in placed),
    )


def _hits(labels: list[tuple[int, Rect]], others: list[Rect]) -> int:
    """How many pairs of a label and another thing overlap."""
    plane = Plane()
    for rect in others:
        plane.add(bounds(rect))
    small = [shrunk(rect, HAIR / 2) for _, rect in labels]
    return sum(
        1 for rect in small for one in plane.near(bounds(rect)) if overlap(rect, others[one])
    )


def missing_labels(drawing: Drawing) -> int:
    """Arrows of the view that have words, and those that have a number, but not in the drawing."""
    worded = {arrow.id for arrow in drawing.arrows if arrow.label is not None}
    numbered = {arrow.id for arrow in drawing.arrows if arrow.number_at is not None}
    arrows = drawing.view.arrows
    unworded = sum(1 for arrow in arrows if arrow.label and arrow.id not in worded)
    return unworded + sum(1 for arrow in arrows if arrow.steps and arrow.id not in numbered)


def _rooms(drawing: Drawing) -> Iterator[tuple[Text, Rect]]:
    """Each text with the room that it has."""
    page = Rect(0, 0, drawing.width, drawing.height)
    yield from ((text, frame.rect) for frame in drawing.frames for text in frame.texts)
    yield from ((block.title, block.rect) for block in drawing.blocks if block.title is not None)
    yield from (
        (text, box.rect) for block in drawing.blocks for box in block.boxes for text in box.texts
    )
    yield from (
        (a.label, a.label_rect)
        for a in drawing.arrows
        if a.label is not None and a.label_rect is not None
    )
    yield from ((text, page) for text in (*drawing.heading, *drawing.footer))
    yield from ((line[3], page) for line in drawing.legend)
    yield from ((mark[2], page) for mark in drawing.marks)


def smallest(drawing: Drawing) -> float:
    """The size of the smallest text that is used, in points."""
    styles = {text.style for text, _ in _rooms(drawing)}
    if any(box.count > 1 for block in drawing.blocks for box in block.boxes):
        styles.add("count")
    return min((STYLES[style][0] for style in styles), default=GOOD)


def wide_texts(drawing: Drawing) -> int:
    """How many texts stick out of the room they have."""
    return sum(not inside(_text_rect(text), room, HAIR) for text, room in _rooms(drawing))
