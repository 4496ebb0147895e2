"""The pen of PDF: shapes, curves, icons, letters and links, in points from the top left."""

from __future__ import annotations

import base64
import io
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from kgraph.formats import icons
from kgraph.formats.glyphs import parse
from kgraph.formats.looks import Border
from kgraph.formats.theme import Palette
from kgraph.layout import shapes
from kgraph.layout.drawing import Point, Rect, Text
from kgraph.layout.style import GLYPH, SIGNS, STYLES
from kgraph.layout.text import width
from kgraph.view.view import LegendLine
from kgraph.words import clean

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

ICON_PIXELS = 96
"""Pixels of an icon, enough for 230 to the inch."""


class Pen:
    """Draws on a page of the library, which counts from the bottom left."""

    def __init__(self, canvas: Canvas, palette: Palette, high: float, scale: float) -> None:
        self.canvas, self.palette, self.high = canvas, palette, high
        self.scale = scale

    def stroke(self, border: Border, *, round_: bool = False) -> None:
        """How the next lines are drawn."""
        self.canvas.setStrokeColor(_colour(border.colour))
        self.canvas.setLineWidth(border.weight)
        self.canvas.setDash([float(length) for length in border.dash.split()])
        self.canvas.setLineCap(int(round_))
        self.canvas.setLineJoin(int(round_))

    def rect(
        self, rect: Rect, fill: str, border: Border | None = None, *, radius: float = 0
    ) -> None:
        """A rectangle, rounded where there is a radius."""
        self.canvas.setFillColor(_colour(fill))
        if border is not None:
            self.stroke(border)
        bottom = self.high - rect.y - rect.h
        radius = min(radius, rect.w / 2, rect.h / 2)
        outlined = int(border is not None)
        self.canvas.roundRect(rect.x, bottom, rect.w, rect.h, radius, stroke=outlined, fill=1)

    def line(self, line: LegendLine, points: tuple[Point, ...]) -> None:
        """A curve in the manner of a kind of flow."""
        dash = "" if line.dash == "solid" else line.dash
        self.stroke(Border(self.palette.hue(line.hue), line.weight, dash), round_=bool(dash))
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.high - points[0][1])
        for i in range(1, len(points) - 2, 3):
            (ax, ay), (bx, by), (x, y) = points[i : i + 3]
            path.curveTo(ax, self.high - ay, bx, self.high - by, x, self.high - y)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def polygon(self, corners: tuple[Point, ...], fill: str) -> None:
        """A filled shape."""
        self.canvas.setFillColor(_colour(fill))
        path = self.canvas.beginPath()
        path.moveTo(corners[0][0], self.high - corners[0][1])
        for x, y in corners[1:]:
            path.lineTo(x, self.high - y)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    def glyph(self, rect: Rect, glyph: str, colour: str) -> None:
        """A glyph in the square of its badge."""
        scale = rect.w / (GLYPH + 6)
        left, top = rect.x + 3 * scale, self.high - rect.y - 3 * scale
        self.stroke(Border(colour, 1.75 * scale), round_=True)
        path = self.canvas.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for letter, numbers in parse(glyph):
            across = [left + number * scale for number in numbers[::2]]
            down = [top - number * scale for number in numbers[1::2]]
            draw[letter](*chain.from_iterable(zip(across, down, strict=True)))
        self.canvas.drawPath(path, stroke=1, fill=0)

    def icon(self, rect: Rect, icon: str) -> None:
        """An icon, embedded once; on a light plate where the ground is dark."""
        inner = rect
        if self.palette.plate:
            self.rect(shapes.plate(rect), self.palette.plate, radius=shapes.plate_radius(rect))
            inner = shapes.within_plate(rect)
        image = _image(icon, bool(self.palette.ink))
        self.canvas.drawImage(
            image, inner.x, self.high - inner.y - inner.h, inner.w, inner.h, mask="auto"
        )

    def sign(self, mark: str, at: Point, radius: float) -> None:
        """A plus or a minus in a circle."""
        (x, y), arm, colour = at, radius * 0.55, self.palette.mark(mark)
        around = Rect(x - radius, y - radius, 2 * radius, 2 * radius)
        self.rect(around, colour, Border(self.palette.page, 1.5), radius=radius)
        self.stroke(Border(self.palette.on(colour), radius * 0.24), round_=True)
        self.canvas.line(x - arm, self.high - y, x + arm, self.high - y)
        if SIGNS[mark] == "+":
            self.canvas.line(x, self.high - y - arm, x, self.high - y + arm)

    def text(self, text: Text, colour: str) -> None:
        """A line of text."""
        words, (size, weight) = clean(text.text), STYLES[text.style]
        x = text.x - (width(words, size, weight=weight) / 2 if text.anchor == "middle" else 0)
        line = self.canvas.beginText(x, self.high - text.y)
        line.setFont(fonts()[weight], size)
        line.setFillColor(_colour(colour))
        line.textOut(words)
        self.canvas.drawText(line)

    def link(self, href: str, rect: Rect, words: str, number: int) -> Any:
        """A link over a rectangle, with its words and its number in the structure."""
        from reportlab.pdfbase.pdfdoc import PDFString

        low = self.high - rect.y - rect.h
        area = tuple(n * self.scale for n in (rect.x, low, rect.x + rect.w, low + rect.h))
        said = {"Contents": PDFString(clean(words)), "StructParent": number, "F": 4}
        self.canvas.linkURL(clean(href), area, relative=0, **said)
        return self.canvas._annotationrefs[-1]


@cache
def fonts() -> dict[str, str]:
    """The names of the fonts by weight, made known to the library."""
    import font_roboto
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    names = {"regular": "Roboto", "medium": "Roboto-Medium"}
    for weight, path in (("regular", font_roboto.Roboto), ("medium", font_roboto.RobotoMedium)):
        registerFont(TTFont(names[weight], path))
    return names


@cache
def _image(icon: str, grey: bool) -> Any:
    from reportlab.lib.utils import ImageReader

    data = base64.b64decode(icons.png_base64(icon, size=ICON_PIXELS, grey=grey))
    return ImageReader(io.BytesIO(data))


@cache
def _colour(colour: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(colour)
