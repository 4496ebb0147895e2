"""PDF: the drawing in vectors on one page of its size, with embedded letters and links.

It looks as the SVG does, and has the same bytes each time. It is tagged: a reader hears its title,
its places with what they hold, its arrows as figures with a text, its legend and what it leaves
out. Letters that the shipped font lacks (East Asian and right-to-left scripts, emoji) are printed
as its empty box, which keeps its place and can be copied as the letter it stands for; who asks for
the picture is told which these are.
Where the theme follows the reader's system the page is light, since a page cannot follow.
"""

from __future__ import annotations

import io
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from kgraph.formats import painting
from kgraph.formats.looks import ink_of, look_of
from kgraph.formats.options import Options
from kgraph.formats.painting import (
    Curve,
    Dot,
    Glyph,
    Head,
    Icon,
    Part,
    Plane,
    Sign,
    Straight,
    Stroke,
    Words,
)
from kgraph.formats.pdf.pen import Pen, fonts
from kgraph.formats.pdf.reading import Reading, is_read
from kgraph.formats.pdf.tags import Element, Tags
from kgraph.formats.theme import theme_named
from kgraph.layout.drawing import Drawing, DrawnBox, DrawnFrame, Rect
from kgraph.words import clean

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

HEADING = 34.0
"""How much of a frame, from its top, is a link: what lies in it may have links of its own."""
MAX_PAGE = 14_400.0
"""Points; the longest side that a page of PDF may have."""


def render(drawing: Drawing, options: Options) -> bytes:
    """The PDF bytes of a drawing; InputError for an unknown theme.

    `scale` is the size of the page, which is never larger than a page may be.
    """
    from reportlab.pdfgen.canvas import Canvas

    palette = theme_named(options.theme, where="theme").palette
    scale = min(options.scale or 1.0, MAX_PAGE / max(drawing.width, drawing.height))
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=(drawing.width * scale, drawing.height * scale),
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 5),
        lang="en",
        initialFontName=fonts()["regular"],
    )
    _say(canvas, drawing, options)
    canvas.scale(scale, scale)
    page = _Page(canvas, palette, drawing.height, scale)
    page.paint(drawing)
    canvas.showPage()
    page.tags.write()
    canvas.save()
    return out.getvalue()


def _say(canvas: Canvas, drawing: Drawing, options: Options) -> None:
    """Put into the file what it is."""
    canvas.setTitle(clean(drawing.view.title))
    canvas.setSubject(clean(_subject(drawing, options)))
    canvas.setCreator("kgraph")
    canvas.setAuthor("kgraph")


def _subject(drawing: Drawing, options: Options) -> str:
    """What the page is, and what it was made from."""
    said = [f"view {drawing.view.id}", drawing.view.subtitle]
    if options.provenance and options.provenance.data:
        said.append(f"data {options.provenance.data}")
    return " · ".join(one for one in said if one)


class _Page(Pen):
    """One drawing on one page: which colours and borders its strokes have, and what is read."""

    def paint(self, drawing: Drawing) -> None:
        """Everything, from back to front."""
        self.tags = Tags(self.canvas)
        self.reading = Reading(drawing, self.tags.root)
        with self.tags.decoration():
            self.rect(Rect(0, 0, drawing.width, drawing.height), self.palette.page)
        for part in painting.parts(drawing):
            self.part(part)

    def part(self, part: Part) -> None:
        """The link of a part, its strokes, and what lies within it."""
        element = self.reading.element(part)
        self.lead(element, part)
        for read, strokes in groupby(part.strokes, key=partial(is_read, part.thing)):
            told = self.tags.content(element) if read else self.tags.decoration()
            with told:
                for stroke in strokes:
                    self.put(stroke)
        for inner in part.within:
            self.part(inner)

    def lead(self, element: Element, part: Part) -> None:
        """A link to the web over what leads there."""
        match part.thing:
            case DrawnFrame(rect=rect, href=href):
                area = Rect(rect.x, rect.y, rect.w, HEADING)
            case DrawnBox(rect=area, href=href):
                pass
            case _:
                return
        if href.startswith(("https://", "http://")):
            words = [stroke.text.text for stroke in part.strokes if isinstance(stroke, Words)]
            element.tag = "Link"
            element.link = self.link(href, area, ", ".join(words), self.tags.leads(element))

    def put(self, stroke: Stroke) -> None:
        """One stroke."""
        match stroke:
            case Plane():
                self.plane(stroke)
            case Words():
                self.text(stroke.text, ink_of(stroke, self.palette))
            case Icon():
                self.icon(stroke.rect, stroke.icon)
            case Glyph():
                on = self.palette.on(self.palette.hue(stroke.hue))
                self.glyph(stroke.rect, stroke.path, on)
            case Sign():
                self.sign(stroke.mark, stroke.at, stroke.radius)
            case Curve():
                self.line(stroke.line, stroke.points)
            case Straight(start, end, line):
                self.line(line, (start, start, end, end))
            case Head():
                self.polygon(stroke.corners, self.palette.hue(stroke.hue))
            case Dot():
                fill = self.palette.hue(stroke.hue)
                self.rect(stroke.rect, fill, radius=stroke.radius)

    def plane(self, plane: Plane) -> None:
        """A rectangle in the colours of what it is for."""
        fill, border = look_of(plane, self.palette)
        self.rect(plane.rect, fill, border, radius=plane.radius)
