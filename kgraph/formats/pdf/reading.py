"""What of a drawing is read, in which order: a tree of elements, found by what is painted."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.formats.outline import marked
from kgraph.formats.painting import Part, Sample, Step, Stroke, Words
from kgraph.formats.pdf.tags import Element
from kgraph.layout.drawing import Drawing, DrawnArrow, DrawnBlock, DrawnBox, DrawnFrame
from kgraph.view.view import Block, Frame


def is_read(thing: object, stroke: Stroke) -> bool:
    """Whether a stroke is read: words are, and whole arrows, which have a text of their own."""
    if isinstance(thing, DrawnArrow):
        return True
    # letters on a badge stand for an icon; the number of a step is told with its arrow
    return isinstance(stroke, Words) and stroke.role != "initials" and not isinstance(thing, Step)


class Reading:
    """The order of a drawing: heading, places with what they hold, arrows, what stands below."""

    def __init__(self, drawing: Drawing, root: Element) -> None:
        self.known: dict[str, Element] = {}
        self.heading = root.add("Sect")
        self._places(drawing.view.children, root.add("Sect"))
        arrows = root.add("Sect")
        self.below = root.add("Sect")
        self.labels: dict[int, Element] = {}
        for arrow in drawing.arrows:
            step = f"{arrow.number}: " if arrow.number else ""
            alt = marked(step + arrow.tooltip.split("\n")[0], arrow.mark)
            figure = self.known[f"arrow {arrow.id}"] = arrows.add("Figure", alt)
            self.labels |= dict.fromkeys(map(id, arrow.words), figure)
        self.headings = frozenset(map(id, drawing.heading))

    def _places(self, nodes: Iterable[Frame | Block], within: Element) -> None:
        """Frames and blocks as sections, each beginning with its heading."""
        for node in nodes:
            section = within.add("Sect")
            self.known[node.id] = section.add("P")
            if isinstance(node, Block):
                for box in node.boxes:
                    self.known[f"box {box.id}"] = section.add("P")
            else:
                self._places(node.children, section)

    def element(self, part: Part) -> Element:
        """What a part is read as."""
        match part.thing:
            case DrawnFrame(id=id) | DrawnBlock(id=id):
                return self.known[id]
            case DrawnBox(id=id):
                return self.known[f"box {id}"]
            case DrawnArrow(id=id):
                return self.known[f"arrow {id}"]
            case Sample():
                return self.below.add("P")
        return self._words(part)

    def _words(self, part: Part) -> Element:
        """What words by themselves are: of an arrow, of the heading, or below the picture."""
        words = [stroke.text for stroke in part.strokes if isinstance(stroke, Words)]
        for text in words:
            if id(text) in self.labels:
                return self.labels[id(text)]
            if id(text) in self.headings:
                return self.heading.add("H1" if text.style == "title" else "P")
        return self.below.add("P")
