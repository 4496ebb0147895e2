"""PDF: the drawing in vectors on one page of its size, with embedded letters, links, and the same bytes each time.

It looks as the SVG does. Letters that the shipped font lacks (East Asian and right-to-left scripts, emoji) are printed as
its empty box, which keeps its place and can be copied as the letter it stands for. Where the theme follows the reader's
system the page is light, since a page cannot follow.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.formats import icons
from kgraph.formats.glyphs import is_path
from kgraph.formats.options import Options
from kgraph.formats.pdf.pen import Pen, fonts
from kgraph.formats.theme import Palette, theme_named
from kgraph.layout import shapes
from kgraph.layout.drawing import Drawing, DrawnArrow, DrawnBlock, DrawnBox, DrawnFrame, Rect, Text
from kgraph.layout.style import SIGNS
from kgraph.words import clean

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
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
    size = (drawing.width * scale, drawing.height * scale)
    canvas = Canvas(
        out,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 5),
        lang="en",
        initialFontName=fonts()["regular"],
    )
    view = drawing.view
    canvas.setTitle(clean(view.title))
    canvas.setSubject(clean(_subject(drawing, options)))
    canvas.setCreator("kgraph")
    canvas.setAuthor("kgraph")
    canvas.scale(scale, scale)
    _Page(canvas, drawing, palette, options.cache_folder, scale).paint()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _subject(drawing: Drawing, options: Options) -> str:
    """What the page is, and what it was made from."""
    said = [f"view {drawing.view.id}", drawing.view.subtitle]
    if options.provenance and options.provenance.data:
        said.append(f"data {options.provenance.data}")
    return " · ".join(one for one in said if one)


class _Page(Pen):
    """One drawing on one page."""

    def __init__(
        self,
        canvas: Canvas,
        drawing: Drawing,
        palette: Palette,
        cache_folder: Path | None,
        scale: float,
    ) -> None:
        super().__init__(canvas, palette, drawing.height, scale, cache_folder)
        self.drawing = drawing
        self.kinds = {line.kind: line for line in drawing.view.legend}

    def paint(self) -> None:
        """Everything, from back to front."""
        drawing, palette = self.drawing, self.palette
        self.rect(Rect(0, 0, drawing.width, drawing.height), palette.page)
        for text in (*drawing.heading, *drawing.footer):
            self.text(text, palette.style(text.style))
        for frame in drawing.frames:
            self.frame(frame)
        for arrow in drawing.arrows:
            self.arrow(arrow)
        for block in drawing.blocks:
            self.block(block)
        for arrow in drawing.arrows:
            self.label(arrow)
        for arrow in drawing.arrows:
            self.number(arrow)
        for kind, start, end, text in drawing.legend:
            near = (end[0] - 6, end[1])
            self.line(self.kinds[kind], (start, start, near, near))
            self.polygon(shapes.head(end, (1.0, 0.0)), palette.hue(self.kinds[kind].hue))
            self.text(text, palette.style(text.style))
        for mark, rect, text in drawing.marks:
            self.card(rect, mark, 5)
            self.sign(mark, shapes.corner(rect), shapes.SIGN)
            self.text(text, palette.style(text.style))

    # --- what a drawing holds

    def frame(self, frame: DrawnFrame) -> None:
        """A frame with its heading."""
        look = self.palette.frame(frame.level)
        line, weight, dash = self.marked(frame.mark, (look.line, look.weight, look.dash))
        self.rect(frame.rect, look.fill, line, weight, dash, radius=10)
        if frame.icon and icons.exists(frame.icon):
            self.icon(frame.icon_rect, frame.icon)
        for text in frame.texts:
            self.text(text, self.palette.style(text.style))
        if frame.mark in SIGNS:
            self.sign(frame.mark, shapes.corner(frame.rect), shapes.SIGN)
        self.link(frame.href, Rect(frame.rect.x, frame.rect.y, frame.rect.w, 34))

    def block(self, block: DrawnBlock) -> None:
        """A block with its boxes; without a title only these."""
        if block.title is not None:
            colour = self.palette.hue(block.hue)
            self.rect(block.rect, self.palette.ground(block.hue), colour, 1.2, radius=10)
            self.text(block.title, colour)
        for box in block.boxes:
            self.box(box)

    def box(self, box: DrawnBox) -> None:
        """A box: its cards, stripe, picture, words, and how many it stands for."""
        colour = self.palette.hue(box.hue)
        for card in shapes.cards(box):
            self.card(card, box.mark, 8)
        self.rect(shapes.bar(box), colour, radius=1.5)
        self.picture(box, colour)
        for text in box.texts:
            self.text(text, self.palette.style(text.style))
        many = shapes.count_words(box)
        if many:
            pill = shapes.pill(box)
            self.rect(pill, colour, self.palette.page, 1.5, radius=8)
            middle = Text(pill.x + pill.w / 2, pill.y + pill.h / 2 + 4, many, "count", "middle")
            self.text(middle, self.palette.on(colour))
        if box.mark in SIGNS:
            self.sign(box.mark, shapes.corner(box.rect), shapes.SIGN)
        self.link(box.href, box.rect)

    def picture(self, box: DrawnBox, colour: str) -> None:
        """The icon of a box, or else its glyph on a badge, or else letters on one."""
        rect, on = box.icon_rect, self.palette.on(colour)
        if box.icon and icons.exists(box.icon):
            self.icon(rect, box.icon)
            return
        self.rect(rect, colour, radius=8)
        if is_path(box.glyph):
            self.glyph(rect, box.glyph, on)
            return
        letters = shapes.initials(box.texts[0].text if box.texts else "")
        self.text(
            Text(rect.x + rect.w / 2, rect.y + rect.h / 2 + 5, letters, "frame", "middle"), on
        )

    def arrow(self, arrow: DrawnArrow) -> None:
        """An arrow without its words."""
        self.line(self.kinds[arrow.kind], shapes.shaft(arrow))
        for corners in shapes.heads(arrow):
            self.polygon(corners, self.palette.hue(self.kinds[arrow.kind].hue))

    def label(self, arrow: DrawnArrow) -> None:
        """The words on an arrow, on the colour of what they lie on."""
        if arrow.label is None:
            return
        level = shapes.level_at(self.drawing, (arrow.label.x, arrow.label.y))
        ground = self.palette.frame(level).fill if level else self.palette.page
        self.rect(shapes.under(arrow.label), ground, radius=2)
        self.text(arrow.label, self.palette.style(arrow.label.style))
        at = shapes.sign_on_label(arrow, SIGNS[arrow.mark]) if arrow.mark in SIGNS else None
        if at:
            self.sign(arrow.mark, at, shapes.SMALL_SIGN)

    def number(self, arrow: DrawnArrow) -> None:
        """The number of a step, in a circle on its arrow."""
        if not arrow.number or arrow.number_at is None:
            return
        colour = self.palette.hue(self.kinds[arrow.kind].hue)
        self.rect(
            shapes.disc(arrow.number, arrow.number_at),
            colour,
            self.palette.page,
            1.5,
            radius=shapes.NUMBER,
        )
        x, y = arrow.number_at
        self.text(Text(x, y + 4, arrow.number, "count", "middle"), self.palette.on(colour))
