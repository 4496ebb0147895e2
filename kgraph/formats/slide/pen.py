"""The pen of a slide: shapes, connectors, icons and words, in points from the top left."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from typing import Any

from kgraph.formats import icons
from kgraph.formats.glyphs import parse
from kgraph.formats.looks import Border, Look
from kgraph.formats.slide.elbows import Elbow, corners, elbow
from kgraph.formats.theme import Palette
from kgraph.layout import shapes
from kgraph.layout.drawing import Point, Rect, Text
from kgraph.layout.lines import line_width
from kgraph.layout.style import GLYPH, STYLES
from kgraph.words import clean

POINT = 12_700
"""The unit of the library: so many are a point."""
QUARTER = "5400000"
ICON_PIXELS = 96
FONT, SWISS = "Roboto", "34"
"""The letters, and of which kind others are to be where these are not at hand."""
HUNDREDTH = POINT // 100
_DASHES = ((3.0, "sysDot"), (5.0, "sysDash"), (100.0, "dash"))
"""Dash patterns that programs know, each for first dashes up to that length."""
_ACROSS = {"start": "l", "middle": "ctr", "end": "r"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _free(path: Any) -> Any:
    """A geometry of its own."""
    free = _element("custGeom")
    for tag in ("avLst", "gdLst", "ahLst", "cxnLst"):
        free.append(_element(tag))
    free.append(_element("rect", l="0", t="0", r="r", b="b"))
    paths = _element("pathLst")
    paths.append(path)
    free.append(paths)
    return free


class Pen:
    """Draws on a slide, or in a group on it, in one palette and one size."""

    def __init__(self, palette: Palette, scale: float) -> None:
        self.palette, self.scale = palette, scale

    def units(self, points: float) -> int:
        """Points of the drawing as the file says them."""
        return round(points * self.scale * POINT)

    def at(self, rect: Rect) -> tuple[int, int, int, int]:
        """A rectangle as the file says it."""
        left, top = self.units(rect.x), self.units(rect.y)
        return left, top, self.units(rect.right) - left, self.units(rect.bottom) - top

    # --- shapes

    def rect(self, into: Any, rect: Rect, look: Look, radius: float) -> Any:
        """A rectangle, rounded where there is a radius."""
        from pptx.enum.shapes import MSO_SHAPE

        kind = MSO_SHAPE.ROUNDED_RECTANGLE if radius else MSO_SHAPE.RECTANGLE
        shape = into.add_shape(kind, *self.at(rect))
        if radius:
            shape.adjustments[0] = min(radius / min(rect.w, rect.h), 0.5)
        self._dressed(shape, look)
        return shape

    def _dressed(self, shape: Any, look: Look) -> None:
        _without_style(shape)
        if look.fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(look.fill)
        else:
            shape.fill.background()
        if look.border is None:
            shape.line.fill.background()
        else:
            self.line(shape.line, look.border)

    def line(self, line: Any, border: Border, *, round_: bool = False) -> None:
        """How a line is drawn."""
        line.color.rgb = rgb(border.colour)
        line.width = self.units(border.weight)
        element = line._get_or_add_ln()
        if border.dash:
            first = float(border.dash.split()[0])
            named = next(name for most, name in _DASHES if first <= most)
            element.append(_element("prstDash", val=named))
        if round_:
            element.set("cap", "rnd")

    def icon(self, into: Any, rect: Rect, icon: str) -> None:
        """An icon; on a light plate where the ground is dark."""
        inner = rect
        if self.palette.plate:
            plate = Look(self.palette.plate)
            self.rect(into, shapes.plate(rect), plate, shapes.plate_radius(rect))
            inner = shapes.within_plate(rect)
        data = icons.png_base64(icon, size=ICON_PIXELS, grey=bool(self.palette.ink))
        picture = into.add_picture(io.BytesIO(base64.b64decode(data)), *self.at(inner))
        picture._element._nvXxPr.cNvPr.set("descr", "")
        picture.name = f"Icon {icon.rpartition('/')[2]}"

    def glyph(self, into: Any, rect: Rect, path: str, colour: str) -> None:
        """A glyph in the square of its badge, as lines."""
        scale = rect.w / (GLYPH + 6)
        left, top = rect.x + 3 * scale, rect.y + 3 * scale
        steps: list[tuple[str, list[Point]]] = []
        for letter, numbers in parse(path):
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            steps.append((letter, [(left + x * scale, top + y * scale) for x, y in pairs]))
        self._way(into, steps, Border(colour, 1.75 * scale), rect)

    def text(self, into: Any, texts: Sequence[Text], colours: Sequence[str]) -> None:
        """Texts on one line, as one box of words."""
        first, last = texts[0], texts[-1]
        size = STYLES[first.style][0]
        wide = last.x + line_width(clean(last.text), last.style) - first.x
        left = first.x - (wide / 2 if first.anchor == "middle" else 0)
        rect = Rect(left, first.y - size * 0.95, wide, size * 1.25)
        box = into.add_textbox(*self.at(rect))
        self.words(box, [texts], [colours], across=_ACROSS[first.anchor])

    def words(
        self, shape: Any, lines: Sequence[Sequence[Text]], colours: Sequence[Sequence[str]],
        *, inset: float = 0, top: float = -1, across: str = "l",
    ) -> None:  # fmt: skip
        """The text of a shape, a paragraph a line: from `top` on, or else in the middle."""
        frame = shape.text_frame
        frame.word_wrap = False
        body = frame._txBody.bodyPr
        insets = {"lIns": self.units(inset), "rIns": 0, "tIns": self.units(max(top, 0)), "bIns": 0}
        for name, units in insets.items():
            body.set(name, str(units))
        body.set("anchor", "t" if top >= 0 else "ctr")
        for number, (texts, inks) in enumerate(zip(lines, colours, strict=True)):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph._p.get_or_add_pPr().set("algn", across)
            for place, (text, ink) in enumerate(zip(texts, inks, strict=True)):
                self._run(paragraph, "  " * (place > 0) + clean(text.text), text.style, ink)

    def _run(self, paragraph: Any, words: str, style: str, colour: str) -> None:
        size, weight = STYLES[style]
        run = paragraph.add_run()
        run.text = words
        run.font.size = round(self.units(size) / HUNDREDTH) * HUNDREDTH
        run.font.bold = weight == "medium"
        run.font.color.rgb = rgb(colour)
        run._r.rPr.append(_element("latin", typeface=FONT, pitchFamily=SWISS, charset="0"))

    # --- arrows

    def arrow(
        self, into: Any, points: Sequence[Point], border: Border, *, ends: str
    ) -> tuple[Any, bool]:
        """A line along a way with heads at its `ends` (h, t), and whether it is a connector."""
        way = corners(points)
        bent = elbow(way)
        if bent is None:
            steps = [("M", [way[0]]), *(("L", [point]) for point in way[1:])]
            line = self._way(into, steps, border, _around(way))
        else:
            line = self._connector(into, bent, border)
        element = line.line._get_or_add_ln()
        for end, tag in (("t", "headEnd"), ("h", "tailEnd")):
            if end in ends:
                element.append(_element(tag, type="triangle", w="med", len="med"))
        return line, bent is not None

    def _connector(self, into: Any, bent: Elbow, border: Border) -> Any:
        from pptx.enum.shapes import MSO_CONNECTOR

        connector = into.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0)
        _without_style(connector)
        properties = connector._element.spPr
        frame = properties.find(f"{_A}xfrm")
        rect = Rect(bent.left, bent.top, bent.wide, bent.high)
        connector.left, connector.top, connector.width, connector.height = self.at(rect)
        for name, said in (("flipH", bent.mirrored), ("flipV", bent.upside_down)):
            frame.set(name, "1" if said else "0")
        if bent.turned:
            frame.set("rot", QUARTER)
        shape = properties.find(f"{_A}prstGeom")
        shape.set("prst", bent.shape)
        listed = shape.find(f"{_A}avLst")
        if listed is None:
            listed = _element("avLst")
            shape.append(listed)
        for number, adjustment in enumerate(bent.adjustments, 1):
            listed.append(_element("gd", name=f"adj{number}", fmla=f"val {adjustment}"))
        self.line(connector.line, border, round_=bool(border.dash))
        return connector

    def _way(
        self, into: Any, steps: Iterable[tuple[str, list[Point]]], border: Border,
        rect: Rect,
    ) -> Any:  # fmt: skip
        """A free line in a rectangle."""
        from pptx.enum.shapes import MSO_SHAPE

        shape: Any = into.add_shape(MSO_SHAPE.RECTANGLE, *self.at(rect))
        self._dressed(shape, Look("", border))
        left, top, wide, high = self.at(rect)
        path = _element("path", w=str(wide), h=str(high), fill="none")
        for letter, points in steps:
            step = _element(_STEPS[letter])
            for x, y in points:
                place = {"x": str(self.units(x) - left), "y": str(self.units(y) - top)}
                step.append(_element("pt", **place))
            path.append(step)
        free = _free(path)
        preset = shape._element.spPr.find(f"{_A}prstGeom")
        preset.getparent().replace(preset, free)
        return shape


_STEPS = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}


def _around(points: Sequence[Point]) -> Rect:
    across, down = zip(*points, strict=True)
    left, top = min(across), min(down)
    return Rect(left, top, max(max(across) - left, 1), max(max(down) - top, 1))


def _without_style(shape: Any) -> None:
    """Nothing of the look that the library gives shapes: blue, with a shadow."""
    for element in shape._element.findall("{*}style"):
        shape._element.remove(element)


def _element(tag: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.Element(f"{_A}{tag}", attributes)


def rgb(colour: str) -> Any:
    """A colour as the library has it."""
    from pptx.dml.color import RGBColor

    numbers = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return RGBColor(*numbers)  # type: ignore[no-untyped-call]
