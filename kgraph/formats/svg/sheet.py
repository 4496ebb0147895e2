"""The elements of one drawing: each part with its name and link, each stroke with its look."""

from __future__ import annotations

import math

from kgraph.formats import icons
from kgraph.formats.markup import escape, quoteattr
from kgraph.formats.outline import marked
from kgraph.formats.painting import (
    Curve,
    Dot,
    Explained,
    Glyph,
    Head,
    Icon,
    Part,
    Plane,
    Sample,
    Sign,
    Step,
    Straight,
    Stroke,
    Words,
)
from kgraph.formats.svg.attributes import Pairs, of_sign, of_stroke, written
from kgraph.formats.svg.css import OWN
from kgraph.formats.svg.names import Names, class_of
from kgraph.formats.theme import Palette
from kgraph.layout import shapes
from kgraph.layout.drawing import DrawnArrow, DrawnBlock, DrawnBox, DrawnFrame, Rect
from kgraph.layout.style import GLYPH, SIGNS
from kgraph.view.view import Hue
from kgraph.words import clean


def plain(text: str) -> str:
    """Text as content."""
    return escape(clean(text))


def _named(text: str) -> str:
    """A quoted attribute."""
    return quoteattr(clean(text))


def _place(rect: Rect, radius: float) -> str:
    place = f'x="{rect.x:g}" y="{rect.y:g}" width="{rect.w:g}" height="{rect.h:g}"'
    return f'{place} rx="{radius:g}"'


def _marked(css: str, mark: str) -> str:
    return f"{css} is-{mark}" if mark else css


def _curve(curve: Curve) -> str:
    start, *rest = curve.points
    way = " ".join(f"{x:g} {y:g}" for x, y in rest)
    return f'd="M{start[0]:g} {start[1]:g}C{way}"'


def _glyph(glyph: Glyph) -> str:
    scale = glyph.rect.w / (GLYPH + 6)
    sized = "" if math.isclose(scale, 1) else f" scale({scale:g})"
    left, top = glyph.rect.x + 3 * scale, glyph.rect.y + 3 * scale
    return f'transform="translate({left:g} {top:g}){sized}" d="{glyph.path}"'


def _read(box: DrawnBox) -> str:
    """What is read of a box: its name as it is seen, in one piece, then the rest."""
    name = " ".join(text.text for text in box.texts if text.style == "box")
    others = [text.text for text in box.texts if text.style != "box"]
    return ", ".join(filter(None, [name, *others, shapes.count_words(box)]))


class Sheet:
    """The elements of one drawing, by the names that its file or page has for hues and icons.

    With a palette they carry their look; without one the rules of their page say it.
    """

    def __init__(
        self, names: Names, name: str, *, plates: bool, palette: Palette | None = None
    ) -> None:
        self.names, self.name, self.plates, self.palette = names, name, plates, palette
        self._icons = f"{name}-" if palette is not None else ""
        self._classes = OWN if palette is not None else ""

    def id(self, name: str) -> str:
        """An id within this file or page."""
        return f"{self.name}-{clean(name)}"

    def root(self) -> str:
        """The classes of the whole."""
        return "kgraph" if self.palette is None else f"kgraph {self.name}"

    def classes(self, css: str) -> str:
        """Classes as they are called in this file or page."""
        return " ".join(self._classes + one for one in css.split())

    # --- how it looks without rules

    def said(self, pairs: Pairs) -> str:
        """Attributes that hang on no palette."""
        return "" if self.palette is None else written(pairs)

    def ground(self) -> str:
        """The attributes of the ground of the page."""
        return "" if self.palette is None else written({"fill": self.palette.page})

    def look(self, stroke: Stroke) -> str:
        """The attributes of a stroke."""
        return "" if self.palette is None else written(of_stroke(stroke, self.palette))

    def look_of_sign(self, sign: Sign) -> str:
        """The attributes of the lines of a sign."""
        return "" if self.palette is None else written(of_sign(sign, self.palette))

    # --- parts

    def part(self, part: Part) -> str:
        """A part as what it is to those who point at it or have it read to them."""
        inner = "".join([*map(self.stroke, part.strokes), *map(self.part, part.within)])
        match part.thing:
            case DrawnFrame() as frame:
                return self.frame(frame, inner)
            case DrawnArrow() as arrow:
                return self.arrow(arrow, inner)
            case DrawnBlock() as block:
                return self.block(block, inner)
            case DrawnBox() as box:
                return self.box(box, inner)
            case Step(line):
                return f'<g class="{self.classes(self.line(line))}">{inner}</g>'
            case Sample(line):
                meaning = plain(self.names.lines[line].definition)
                css = self.classes(self.line(line))
                return f'<g class="{css}"><title>{meaning}</title>{inner}</g>'
            case Explained():
                return f"<g>{inner}</g>"
            case None:
                return inner

    def frame(self, frame: DrawnFrame, inner: str) -> str:
        """A frame with its heading."""
        label = marked(" ".join(text.text for text in frame.texts), frame.mark)
        body = self.linked(frame.href, _told(frame.tooltip, inner))
        return self.group(frame.id, "frame", label, body)

    def block(self, block: DrawnBlock, inner: str) -> str:
        """A block with its boxes; without a title only these."""
        if block.title is None:
            return inner
        id, css = quoteattr(self.id(block.id)), self.classes("block-group")
        return f'<g id={id} class="{css}">{inner}</g>'

    def box(self, box: DrawnBox, inner: str) -> str:
        """A box with all that stands on it."""
        label = marked(_read(box), box.mark)
        body = self.linked(box.href, _told(box.tooltip, inner))
        return self.group(f"node:{box.id}", f"box {self.names.hues[box.hue]}", label, body)

    def arrow(self, arrow: DrawnArrow, inner: str) -> str:
        """An arrow without its words."""
        step = f"{arrow.number}: " if arrow.number else ""
        label = marked(step + arrow.tooltip.split("\n")[0], arrow.mark)
        body = _told(arrow.tooltip, inner)
        strand = f" {self.line(arrow.strand)}" if arrow.strand else ""
        return self.group(f"edge:{arrow.id}", f"flow kind-{arrow.kind}{strand}", label, body)

    def line(self, id: str) -> str:
        """The class of what is drawn with the line of a kind of flow, or of a strand."""
        known = self.names.lines.get(id)
        return class_of(known) if known is not None else f"kind-{id}"

    def group(self, id: str, css: str, label: str, body: str) -> str:
        """A group with its name for screen readers."""
        name = f'role="group" aria-label={_named(label)}'
        return f'<g id={quoteattr(self.id(id))} class="{self.classes(css)}" {name}>{body}</g>'

    def linked(self, href: str, inner: str) -> str:
        """Elements with a link around them, if it leads to the web."""
        if not href.startswith(("https://", "http://")):
            return inner
        bare = self.said({"text-decoration": "none"})
        return f'<a xlink:href={_named(href)} target="_blank" rel="noopener"{bare}>{inner}</a>'

    # --- strokes

    def stroke(self, stroke: Stroke) -> str:
        """A stroke as an element."""
        match stroke:
            case Plane():
                place = _place(stroke.rect, stroke.radius)
                return self.element("rect", self.css(stroke), stroke, place)
            case Words():
                return self.words(stroke)
            case Icon():
                return self.icon(stroke)
            case Glyph():
                return self.element("path", "glyph", stroke, _glyph(stroke))
            case Sign():
                return self.sign(stroke)
            case Curve():
                return self.element("path", "line", stroke, _curve(stroke))
            case Straight(start, end):
                way = f'd="M{start[0]:g} {start[1]:g}H{end[0]:g}"'
                return self.element("path", "line", stroke, way)
            case Head():
                corners = " ".join(f"{x:g},{y:g}" for x, y in stroke.corners)
                return self.element("polygon", "head", stroke, f'points="{corners}"')
            case Dot((x, y), radius):
                place = f'cx="{x:g}" cy="{y:g}" r="{radius:g}"'
                return self.element("circle", "tap", stroke, place)

    def element(self, tag: str, css: str, stroke: Stroke, more: str) -> str:
        """An empty element with its class and its look."""
        return f'<{tag} class="{self.classes(css)}" {more}{self.look(stroke)}/>'

    def sign(self, sign: Sign) -> str:
        """A plus or a minus in a circle, as lines, so that it hangs on no font."""
        (x, y), arm = sign.at, sign.radius * 0.55
        upright = f"M{x:g} {y - arm:g}V{y + arm:g}" if SIGNS[sign.mark] == "+" else ""
        place = f'cx="{x:g}" cy="{y:g}" r="{sign.radius:g}"'
        circle = self.element("circle", f"spot spot-{sign.mark}", sign, place)
        css = self.classes(f"sign sign-{sign.mark}")
        line = f'class="{css}" d="M{x - arm:g} {y:g}H{x + arm:g}{upright}"'
        wide = f'stroke-width="{sign.radius * 0.24:g}" stroke-linecap="round"'
        return f"{circle}<path {line} {wide}{self.look_of_sign(sign)}/>"

    def css(self, plane: Plane) -> str:
        """The class of a rectangle, by which it has its colours."""
        match plane.role:
            case "frame":
                return _marked(plane.level, plane.mark)
            case "card":
                return _marked("card", plane.mark)
            case "lane":
                return f"lane {self.hue(plane.hue)}"
            case "under":
                return f"under-{plane.level}" if plane.level else "page"
            case "disc":
                return "number"
            case role:
                return role  # its hue is that of the group it lies in

    def words(self, words: Words) -> str:
        """A line of text."""
        text = words.text
        css: str = words.role
        if words.role == "plain":
            css = text.style
        elif words.role == "title":
            css = f"block {self.hue(words.hue)}"
        anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
        place = f'x="{text.x:g}" y="{text.y:g}"{anchor}'
        look = self.look(words)
        if words.role == "initials":
            look += ' aria-hidden="true"'  # they stand for an icon
        return f'<text class="{self.classes(css)}" {place}{look}>{plain(text.text)}</text>'

    def hue(self, hue: Hue | None) -> str:
        """The class of a hue."""
        return self.names.hues[hue] if hue is not None else ""

    def icon(self, icon: Icon) -> str:
        """An embedded icon; on a light plate where the ground may be dark."""
        plate, inner = "", icon.rect
        if self.plates:
            place = _place(shapes.plate(icon.rect), shapes.plate_radius(icon.rect))
            plate = self.element("rect", "plate", icon, place)
            inner = shapes.within_plate(icon.rect)
        place = f"translate({inner.x:g} {inner.y:g}) scale({inner.w / icons.SIZE:g})"
        id = self._icons + self.names.icons[icon.icon]
        return f'{plate}<use xlink:href="#{id}" transform="{place}"/>'


def _told(tooltip: str, inner: str) -> str:
    """Elements with their tooltip."""
    return f"<title>{plain(tooltip)}</title>{inner}" if tooltip else inner
