"""How the words of a drawing stand.

Labels on other things or far from their arrows, texts wider than their room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from kgraph.layout.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, Rect, Text
from kgraph.layout.geometry.curves import runs_by
from kgraph.layout.geometry.plane import Plane, overlapping
from kgraph.layout.geometry.rectangles import HAIR, bounds, inside, overlap, shrunk
from kgraph.layout.legibility.crossings import Curves
from kgraph.layout.legibility.limits import GOOD_LETTERS, NEAR
from kgraph.layout.lines import heading_rects, line_rect
from kgraph.layout.shapes import disc
from kgraph.layout.style import STYLES


class LabelFaults(NamedTuple):
    """Labels on labels, boxes, headings and arrows of others, and far from their own arrow."""

    on_labels: int
    on_boxes: int
    on_headings: int
    on_arrows: int
    off: int


def labels(drawing: Drawing, curves: Curves) -> LabelFaults:
    """How labels stand; where two things are involved, pairs are counted."""
    placed = label_rects(drawing)
    rects = [rect for _, rect in placed]
    blocks = [block.rect for block in drawing.blocks]
    crossed = (_others(curves, own, shrunk(rect, HAIR)) for own, rect in placed)
    far = [own for own, rect in placed if not curves.near(own, rect, NEAR)]
    return LabelFaults(
        on_labels=len(list(overlapping(rects))),
        on_boxes=_hits(rects, blocks),
        on_headings=_hits(rects, _headings(drawing)),
        on_arrows=sum(map(len, crossed)),
        off=len(far),
    )


def _others(curves: Curves, own: int, rect: Rect) -> list[int]:
    """The arrows that run through a rectangle, but for its own and those of the same bundle."""
    through = curves.through(rect) - {own}
    return [number for number in through if not curves.tied(own, number)]


def label_rects(drawing: Drawing) -> list[tuple[int, Rect]]:
    """Labels and numbers of steps, with the number of their arrow."""
    placed: list[tuple[int, Rect]] = []
    for number, arrow in enumerate(drawing.arrows):
        if arrow.label_rect is not None:
            placed.append((number, arrow.label_rect))
        if arrow.number_at is not None:
            placed.append((number, disc(arrow.number, arrow.number_at)))
    return placed


def over_borders(drawing: Drawing) -> int:
    """How many pairs of a label and a frame there are whose border runs through the label."""
    rects = [rect for _, rect in label_rects(drawing)]
    pairs = product(rects, (frame.rect for frame in drawing.frames))
    return sum(overlap(rect, frame) and not inside(rect, frame) for rect, frame in pairs)


def _hits(rects: Sequence[Rect], others: Sequence[Rect]) -> int:
    """How many pairs of a label and another thing overlap."""
    plane = Plane()
    for other in others:
        plane.add(bounds(other))
    count = 0
    for rect in rects:
        small = shrunk(rect, HAIR / 2)
        near = plane.near(bounds(small))
        count += sum(overlap(small, others[number]) for number in near)
    return count


def _headings(drawing: Drawing) -> list[Rect]:
    """Everything that is written outside blocks and arrows, and the icons of frames."""
    covered = [*heading_rects(drawing.heading), *map(line_rect, _page_lines(drawing))]
    for frame in drawing.frames:
        covered += map(line_rect, frame.texts)
        if frame.icon:
            covered.append(frame.icon_rect)
    return covered


def _page_lines(drawing: Drawing) -> tuple[Text, ...]:
    """The lines that stand on the page itself, but its heading."""
    legend = (words for *_, words in drawing.legend)
    marks = (words for *_, words in drawing.marks)
    return (*drawing.footer, *legend, *marks)


def missing_labels(drawing: Drawing) -> int:
    """Arrows of the view that have words, and those that have a number, but not in the drawing.

    The words and the number of one arrow of a bundle are those of all.
    """
    trunks, views = trunks_of(drawing.arrows), drawing.view.arrows
    said = {trunks.get(arrow.id, arrow.id) for arrow in views if arrow.label}
    told = {trunks.get(arrow.id, arrow.id) for arrow in views if arrow.steps}
    return len(said - _worded(drawing)) + len(told - _numbered(drawing))


def unsaid(drawing: Drawing) -> list[str]:
    """The ids of arrows whose words have no place, of each bundle one."""
    trunks, worded = trunks_of(drawing.arrows), _worded(drawing)
    labels = {arrow.id: arrow.label for arrow in drawing.view.arrows}
    found: dict[str, str] = {}
    for id, trunk in trunks.items():
        if labels[id] and trunk not in worded:
            found.setdefault(trunk, id)
    return list(found.values())


def beyond(drawing: Drawing) -> int:
    """How many arrows run nowhere by the words that they share with others."""
    said: dict[str, list[Rect]] = defaultdict(list)
    for number, rect in label_rects(drawing):
        said[drawing.arrows[number].bundle].append(rect)
    shared = (arrow for arrow in drawing.arrows if arrow.bundle and said.get(arrow.bundle))
    return sum(not _runs_by(arrow, said[arrow.bundle]) for arrow in shared)


def _runs_by(arrow: DrawnArrow, words: Iterable[Rect]) -> bool:
    """Whether an arrow runs by any of some words."""
    return any(runs_by(arrow.points, rect) for rect in words)


def trunks_of(arrows: Iterable[DrawnArrow]) -> dict[str, str]:
    """For each arrow what it shares its words with: its bundle, or itself alone."""
    return {arrow.id: arrow.bundle or arrow.id for arrow in arrows}


def _worded(drawing: Drawing) -> set[str]:
    """What has words."""
    return set(trunks_of(arrow for arrow in drawing.arrows if arrow.label is not None).values())


def _numbered(drawing: Drawing) -> set[str]:
    """What has a number."""
    return set(trunks_of(one for one in drawing.arrows if one.number_at is not None).values())


def smallest(drawing: Drawing) -> float:
    """The size of the smallest text that is used, in points."""
    styles = {text.style for text, _ in _rooms(drawing)}
    if any(box.count > 1 for box in drawing.boxes()):
        styles.add("count")
    return min((STYLES[style][0] for style in styles), default=GOOD_LETTERS)


def wide_texts(drawing: Drawing) -> int:
    """How many texts stick out of the room they have."""
    return sum(not inside(line_rect(text), room, HAIR) for text, room in _rooms(drawing))


def _rooms(drawing: Drawing) -> Iterator[tuple[Text, Rect]]:
    """Each text with the room that it has."""
    holders: list[DrawnFrame | DrawnBox] = [*drawing.frames, *drawing.boxes()]
    for holder in holders:
        for text in holder.texts:
            yield text, holder.rect
    for block in drawing.blocks:
        if block.title is not None:
            yield block.title, block.rect
    for arrow in drawing.arrows:
        if arrow.label_rect is not None:
            for line in arrow.words:
                yield line, arrow.label_rect
    page = drawing.page
    for text in (*drawing.heading, *_page_lines(drawing)):
        yield text, page
