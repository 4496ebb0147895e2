"""How boxes, blocks and frames stand: what overlaps, sticks out, or is run through by arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from kgraph.layout.drawing import Drawing, Rect
from kgraph.layout.geometry.plane import overlapping
from kgraph.layout.geometry.rectangles import HAIR, gap, holds, inside, shrunk
from kgraph.layout.legibility.crossings import SLACK, Curves
from kgraph.layout.legibility.wording import label_rects


class Groups:
    """The rectangles of a drawing's frames and blocks, with the frames around each."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.boxes = tuple(drawing.boxes())
        self.around = drawing.view.around()
        self.blocks = {block.id: block.rect for block in drawing.blocks}
        self.frames = {frame.id: frame.rect for frame in drawing.frames}
        self.groups = self.frames | self.blocks
        held = (block.boxes for block in drawing.blocks if block.title is not None)
        self.members = {box.id: box.rect for box in chain.from_iterable(held)}
        self.rects = self.groups | self.members

    def box_overlaps(self) -> int:
        """Overlapping pairs of boxes."""
        pairs = overlapping([box.rect for box in self.boxes])
        return sum(1 for _ in pairs)

    def group_overlaps(self) -> int:
        """Overlapping pairs of frames and blocks that stand in the same frame."""
        around = [self.around[id] for id in self.groups]
        pairs = overlapping(list(self.groups.values()))
        return sum(around[one] == around[other] for one, other in pairs)

    def sticking_out(self) -> int:
        """What lies partly outside of what holds it, and points of arrows outside the picture."""
        outside = sum(not inside(rect, holder, HAIR) for rect, holder in self._held())
        page = self.drawing.page
        for arrow in self.drawing.arrows:
            outside += sum(not holds(page, point, HAIR) for point in arrow.points)
        return outside

    def _held(self) -> Iterator[tuple[Rect, Rect]]:
        """Each thing with what holds it."""
        page = self.drawing.page
        for id, rect in self.groups.items():
            frames = self.around[id]
            yield rect, self.rects[frames[-1]] if frames else page
        for block in self.drawing.blocks:
            for box in block.boxes:
                yield box.rect, block.rect
        for _, label in label_rects(self.drawing):
            yield label, page

    def run_through(self, curves: Curves) -> tuple[int, int]:
        """How often arrows run through blocks, boxes and frames that are not theirs.

        Theirs are the blocks and boxes that are their ends, and what holds one of their ends.
        """
        own = [self._own(arrow.source, arrow.target) for arrow in self.drawing.arrows]
        boxes = _foreign(self.blocks, curves, own) + _foreign(self.members, curves, own)
        return boxes, _foreign(self.frames, curves, own)

    def _own(self, source: str, target: str) -> set[str]:
        return {source, target, *self.around[source], *self.around[target]}

    def loose_ends(self) -> int:
        """Ends of arrows away from the border of what they join."""
        arrows = self.drawing.arrows
        starts = [(arrow.points[0], arrow.source) for arrow in arrows]
        ends = [(arrow.points[-1], arrow.target) for arrow in arrows]
        return sum(gap(point, self.rects[id]) > SLACK for point, id in (*starts, *ends))

    def fill(self) -> float:
        """The share of the picture that boxes cover."""
        covered = sum(box.rect.w * box.rect.h for box in self.boxes)
        return covered / max(self.drawing.width * self.drawing.height, 1.0)


def _foreign(rects: Mapping[str, Rect], curves: Curves, own: Sequence[set[str]]) -> int:
    """How often arrows run through rectangles whose ids are not among their own."""
    count = 0
    for id, rect in rects.items():
        through = curves.through(shrunk(rect, HAIR))
        count += sum(id not in own[number] for number in through)
    return count
