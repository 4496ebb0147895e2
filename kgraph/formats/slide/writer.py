"""PowerPoint: one slide of its size, with real shapes, connectors glued to them, and notes.

Boxes are groups with their words in the card, so they move as one and take their arrows along.
What a tooltip says is the alternative text; the outline of the picture stands in the notes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from kgraph.formats import painting
from kgraph.formats.legend import Lines
from kgraph.formats.looks import Border, Look, ink_of, look_of
from kgraph.formats.options import Options
from kgraph.formats.outline import outline
from kgraph.formats.painting import (
    Dot,
    Glyph,
    Icon,
    Part,
    Plane,
    Sign,
    Straight,
    Stroke,
    Words,
)
from kgraph.formats.slide.packing import packed
from kgraph.formats.slide.pen import Pen, rgb
from kgraph.formats.theme import Palette, theme_named
from kgraph.layout.drawing import (
    Drawing,
    DrawnArrow,
    DrawnBlock,
    DrawnBox,
    DrawnFrame,
    Point,
    Rect,
    Text,
)
from kgraph.layout.style import HEADING, MARGIN, SIGNS, TITLE_LINE
from kgraph.view.view import LegendLine
from kgraph.words import clean

MOST = 4_032.0
"""Points; the longest side that a slide may have."""
WRITTEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When a file says that it was written: the same each time."""
MOST_SAID = 255
"""Letters that a property of the file may have."""
TITLE_ONLY = 5
"""The layout of the library that has nothing but a title."""


def render(drawing: Drawing, options: Options) -> bytes:
    """The presentation of a drawing; InputError for an unknown theme."""
    from pptx import Presentation

    palette = theme_named(options.theme, where="theme").palette
    scale = min(options.scale or 1.0, MOST / max(drawing.width, drawing.height))
    deck: Any = Presentation()
    pen = Pen(palette, scale)
    deck.slide_width, deck.slide_height = pen.units(drawing.width), pen.units(drawing.height)
    _say(deck, drawing, options)
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _Slide(slide, pen).paint(drawing)
    slide.notes_slide.notes_text_frame.text = clean(outline(drawing.view))
    out = io.BytesIO()
    deck.save(out)
    return packed(out.getvalue())


def _say(deck: Any, drawing: Drawing, options: Options) -> None:
    """Put into the file what it is."""
    said = deck.core_properties
    said.title = clean(drawing.view.title)[:MOST_SAID]
    said.subject = clean(drawing.view.subtitle)[:MOST_SAID]
    said.author = said.last_modified_by = "kgraph"
    said.created = said.modified = WRITTEN
    said.language = "en"
    said.revision = 1
    if options.provenance and options.provenance.data:
        said.comments = f"view {drawing.view.id} · data {options.provenance.data}"


class _Slide:
    """One drawing on one slide: its parts as shapes."""

    def __init__(self, slide: Any, pen: Pen) -> None:
        self.slide, self.pen = slide, pen
        self.palette: Palette = pen.palette
        self.shapes: dict[str, tuple[Any, Rect]] = {}
        """What arrows can end at, by its id in the drawing."""
        self.arrows: list[tuple[Any, DrawnArrow]] = []

    def paint(self, drawing: Drawing) -> None:
        """Everything, from back to front."""
        self.slide.background.fill.solid()
        self.slide.background.fill.fore_color.rgb = rgb(self.palette.page)
        self.lines = Lines(drawing.view)
        single = (block for block in drawing.blocks if block.title is None)
        self.alone = {block.id: block.boxes[0].id for block in single}
        self.title(drawing)
        for part in painting.parts(drawing):
            self.part(part)
        self.glue()

    def title(self, drawing: Drawing) -> None:
        """The title of the slide, in the place of the drawing's own."""
        title = self.slide.shapes.title
        lines = [text for text in drawing.heading if text.style == "title"]
        lines = lines or [Text(MARGIN, HEADING, drawing.view.title, "title")]
        first, ink = lines[0], self.palette.text
        high = TITLE_LINE * len(lines)
        place = Rect(first.x, first.y - 22, drawing.width - 2 * first.x, high)
        title.left, title.top, title.width, title.height = self.pen.at(place)
        self.pen.words(title, [[one] for one in lines], [[ink]] * len(lines), top=0)

    def part(self, part: Part) -> None:
        """A part as what it is to those who move it."""
        into = self.slide.shapes
        match part.thing:
            case DrawnFrame() as frame:
                self.frame(frame, part)
            case DrawnArrow() as arrow:
                self.arrow(arrow)
                self.strokes(into, [one for one in part.strokes if isinstance(one, Dot)])
            case DrawnBlock(title=Text()) as block:
                self.block(block, part)
            case DrawnBox() as box:
                self.box(box, part)
            case _:
                if not any(_is_title(stroke) for stroke in part.strokes):
                    self.strokes(into, part.strokes)
        for inner in part.within:
            self.part(inner)

    def frame(self, frame: DrawnFrame, part: Part) -> None:
        """A frame with its heading as its text."""
        plane, *others = part.strokes
        assert isinstance(plane, Plane)  # noqa: S101 - a frame begins with its ground
        shape = self.plane(self.slide.shapes, plane)
        self._known(shape, frame.id, frame.rect, " ".join(text.text for text in frame.texts))
        self._told(shape, frame.tooltip, frame.href)
        self.strokes(self.slide.shapes, others)

    def block(self, block: DrawnBlock, part: Part) -> None:
        """The ground of a block with its title."""
        plane, *others = part.strokes
        assert isinstance(plane, Plane)  # noqa: S101 - a block begins with its ground
        shape = self.plane(self.slide.shapes, plane)
        name = block.title.text if block.title else ""
        self._known(shape, block.id, block.rect, name)
        self.strokes(self.slide.shapes, others)

    def box(self, box: DrawnBox, part: Part) -> None:
        """A box as a group: its words stand in its front card."""
        group = self.slide.shapes.add_group_shape()
        group.name = clean(" ".join(text.text for text in box.texts if text.style == "box"))
        card: Any = None
        lines: list[list[Text]] = []
        inks: list[list[str]] = []
        others: list[Stroke] = []
        for stroke in part.strokes:
            if isinstance(stroke, Plane) and stroke.role == "card":
                card = self.plane(group.shapes, stroke)
                front = stroke.rect
            elif isinstance(stroke, Words) and stroke.role == "plain":
                lines.append([stroke.text])
                inks.append([ink_of(stroke, self.palette)])
            else:
                others.append(stroke)
        if lines:
            self.pen.words(card, lines, inks, inset=lines[0][0].x - front.x)
        self.strokes(group.shapes, others)
        self._known(card, box.id, box.rect, group.name)
        self._told(card, box.tooltip, box.href)

    def arrow(self, arrow: DrawnArrow) -> None:
        """An arrow along its whole way, also where others of its bundle share it."""
        ends = ("h" if arrow.head else "") + ("t" if arrow.tail else "")
        border = self._border(self.lines.of(arrow.line))
        line, is_connector = self.pen.arrow(self.slide.shapes, arrow.points, border, ends=ends)
        line.name = clean(arrow.tooltip.split("\n")[0])[:200]
        self._told(line, arrow.tooltip, "")
        if is_connector:
            self.arrows.append((line, arrow))

    def glue(self) -> None:
        """Arrows at what they lead from and to; their ways stay as they are drawn."""
        # a block without a title is only its box
        self.shapes |= {id: self.shapes[box] for id, box in self.alone.items()}
        for connector, arrow in self.arrows:
            properties = connector._element.nvCxnSpPr.cNvCxnSpPr
            first = arrow.source, arrow.points[0], properties._add_stCxn
            last = arrow.target, arrow.points[-1], properties._add_endCxn
            for id, point, add in (first, last):
                if id in self.shapes:
                    shape, rect = self.shapes[id]
                    place = add()
                    place.id, place.idx = shape.shape_id, _side(rect, point)

    def _known(self, shape: Any, id: str, rect: Rect, name: str) -> None:
        shape.name = clean(name) or id
        self.shapes[id] = shape, rect

    def _told(self, shape: Any, tooltip: str, href: str) -> None:
        """What is said of a shape, and where it leads."""
        shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(tooltip))
        if href.startswith(("https://", "http://")):
            shape.click_action.hyperlink.address = clean(href)

    # --- strokes

    def strokes(self, into: Any, strokes: Any) -> None:
        """Strokes as shapes; words in a circle or on a ground are the text of that."""
        lines: dict[float, list[Words]] = {}
        ground: Any = None
        for stroke in strokes:
            match stroke:
                case Plane():
                    ground = self.plane(into, stroke)
                case Words(role="plain" | "title"):
                    lines.setdefault(stroke.text.y, []).append(stroke)
                case Words():
                    ink = ink_of(stroke, self.palette)
                    self.pen.words(ground, [[stroke.text]], [[ink]], across="ctr")
                case _:
                    self.shape(into, stroke)
        for line in lines.values():
            self.line(into, line)

    def shape(self, into: Any, stroke: Stroke) -> None:
        """A stroke that is neither a rectangle nor words."""
        match stroke:
            case Icon():
                self.pen.icon(into, stroke.rect, stroke.icon)
            case Glyph():
                on = self.palette.on(self.palette.hue(stroke.hue))
                self.pen.glyph(into, stroke.rect, stroke.path, on)
            case Sign():
                self.sign(into, stroke)
            case Straight():
                self.sample(into, stroke)
            case Dot():
                look = Look(self.palette.hue(stroke.hue))
                self.pen.rect(into, stroke.rect, look, stroke.radius)

    def line(self, into: Any, line: Sequence[Words]) -> None:
        """Words on one line."""
        inks = [ink_of(words, self.palette) for words in line]
        self.pen.text(into, [words.text for words in line], inks)

    def plane(self, into: Any, plane: Plane) -> Any:
        """A rectangle in the colours of what it is for."""
        return self.pen.rect(into, plane.rect, look_of(plane, self.palette), plane.radius)

    def sample(self, into: Any, straight: Straight) -> None:
        """A piece of arrow in the legend, with its head."""
        start, (x, y), line = straight.start, straight.end, straight.line
        way = start, start, (x + 6, y), (x + 6, y)
        self.pen.arrow(into, way, self._border(line), ends="h")

    def sign(self, into: Any, sign: Sign) -> None:
        """A plus or a minus in a circle."""
        (x, y), r, colour = sign.at, sign.radius, self.palette.mark(sign.mark)
        look = Look(colour, Border(self.palette.page, 1.5))
        circle = self.pen.rect(into, Rect(x - r, y - r, 2 * r, 2 * r), look, r)
        words = Text(x, y, SIGNS[sign.mark], "count", "middle")
        self.pen.words(circle, [[words]], [[self.palette.on(colour)]], across="ctr")

    def _border(self, line: LegendLine) -> Border:
        dash = "" if line.dash == "solid" else line.dash
        return Border(self.palette.hue(line.hue), line.weight, dash)


def _is_title(stroke: Stroke) -> bool:
    """Whether a stroke is a line of the picture's title, which the slide has as its own."""
    return isinstance(stroke, Words) and stroke.text.style == "title"


def _side(rect: Rect, point: Point) -> int:
    """The side of a rectangle at which an arrow ends: its top, left, bottom or right."""
    x, y = point
    far = abs(y - rect.y), abs(x - rect.x), abs(y - rect.bottom), abs(x - rect.right)
    return far.index(min(far))
