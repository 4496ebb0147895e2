"""SVG: one self-contained file with embedded icons and letters, titles, links and a description."""

from __future__ import annotations

import math
from collections.abc import Iterable

from kgraph.formats import icons, painting
from kgraph.formats.markup import escape, quoteattr
from kgraph.formats.options import Options
from kgraph.formats.outline import marked, outline
from kgraph.formats.painting import (
    Curve,
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
from kgraph.formats.svg import provenance
from kgraph.formats.svg.css import style
from kgraph.formats.svg.names import Inline, Names, names_of
from kgraph.formats.theme import Theme, theme_named
from kgraph.layout import shapes
from kgraph.layout.drawing import Drawing, DrawnArrow, DrawnBlock, DrawnBox, DrawnFrame, Rect, Text
from kgraph.layout.style import GLYPH, SIGNS
from kgraph.view.view import Hue
from kgraph.words import clean

IMAGE, DOCUMENT = "img", "graphics-document document"
"""To a screen reader a file is one image; within a page its links and boxes can be reached."""
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def render(
    drawing: Drawing, options: Options, *, letters: bool = True, inline: Inline | None = None
) -> str:
    """The SVG text of a drawing; InputError for an unknown theme.

    `letters` embeds the font; without it the reader's fonts are used. `inline` writes it for a page
    that holds several: without letters, rules, icons and metadata, which that page has once.
    """
    theme = theme_named(options.theme, where="theme")
    scale = options.scale or 1.0
    if inline is not None:
        sheet = _Sheet(inline.names, inline.prefix, plates=True)
        return _joined(drawing, sheet, scale, role=DOCUMENT)
    names = names_of([drawing])
    definitions = [
        f"<style>{style(names, theme, letters=letters)}</style>",
        symbols(names, grey=bool(theme.palette.ink)),
    ]
    sheet = _Sheet(names, plates=_has_plates(theme))
    text = _joined(drawing, sheet, scale, role=IMAGE, definitions=definitions)
    if options.provenance is None:
        return text
    return provenance.write(text, options.provenance, theme=theme.id, scale=scale)


def _has_plates(theme: Theme) -> bool:
    """Whether icons stand on plates in any of its palettes."""
    return any(palette.plate for palette in theme.palettes)


def _joined(
    drawing: Drawing, sheet: _Sheet, scale: float, *, role: str, definitions: Iterable[str] = ()
) -> str:
    """The whole element; `definitions` stand before anything is painted."""
    view = drawing.view
    wide, high = f"{drawing.width:g}", f"{drawing.height:g}"
    size = f'width="{drawing.width * scale:g}" height="{drawing.height * scale:g}"'
    title, description = sheet.id("picture-title"), sheet.id("picture-description")
    lines = [
        f'<svg {SPACES} class="kgraph" {size} viewBox="0 0 {wide} {high}" '
        f'role="{role}" aria-labelledby="{title} {description}">',
        f'<title id="{title}">{_words(view.title)}: {_words(view.id)}</title>',
        f'<desc id="{description}">{_words(outline(view))}</desc>',
        *definitions,
        f'<rect class="page" width="{wide}" height="{high}"/>',
        *map(sheet.part, painting.parts(drawing)),
        "</svg>\n",
    ]
    return "\n".join(lines)


def symbols(names: Names, *, grey: bool = False) -> str:
    """The icons, each once, as definitions; within a page in an SVG of their own."""
    lines = ["<defs>"]
    for icon, id in names.icons.items():
        data = icons.png_base64(icon, grey=grey)
        size = f'width="{icons.SIZE}" height="{icons.SIZE}"'
        lines.append(f'<image id="{id}" {size} xlink:href="data:image/png;base64,{data}"/>')
    return "\n".join([*lines, "</defs>"])


def page_symbols(names: Names) -> str:
    """An SVG that shows nothing and holds the icons of all drawings of a page."""
    hidden = 'width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"'
    return f"<svg {SPACES} {hidden}>\n{symbols(names)}\n</svg>"


def _words(text: str) -> str:
    return escape(clean(text))


def _named(text: str) -> str:
    """A quoted attribute."""
    return quoteattr(clean(text))


def _rect(rect: Rect, css: str, radius: float) -> str:
    place = f'x="{rect.x:g}" y="{rect.y:g}" width="{rect.w:g}" height="{rect.h:g}"'
    return f'<rect class="{css}" {place} rx="{radius:g}"/>'


def _text(text: Text, css: str) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    place = f'x="{text.x:g}" y="{text.y:g}"{anchor}'
    return f'<text class="{css}" {place}>{_words(text.text)}</text>'


def _marked(css: str, mark: str) -> str:
    return f"{css} is-{mark}" if mark else css


# --- strokes that hang on nothing but themselves


def _sign(sign: Sign) -> str:
    """A plus or a minus in a circle, as lines, so that it hangs on no font."""
    (x, y), arm = sign.at, sign.radius * 0.55
    upright = f"M{x:g} {y - arm:g}V{y + arm:g}" if SIGNS[sign.mark] == "+" else ""
    circle = f'class="spot spot-{sign.mark}" cx="{x:g}" cy="{y:g}" r="{sign.radius:g}"'
    line = f'class="sign sign-{sign.mark}" d="M{x - arm:g} {y:g}H{x + arm:g}{upright}"'
    wide = f'stroke-width="{sign.radius * 0.24:g}" stroke-linecap="round"'
    return f"<circle {circle}/><path {line} {wide}/>"


def _curve(curve: Curve) -> str:
    start, *rest = curve.points
    way = " ".join(f"{x:g} {y:g}" for x, y in rest)
    return f'<path class="line" d="M{start[0]:g} {start[1]:g}C{way}"/>'


def _straight(line: Straight) -> str:
    return f'<path class="line" d="M{line.start[0]:g} {line.start[1]:g}H{line.end[0]:g}"/>'


def _head(head: Head) -> str:
    corners = " ".join(f"{x:g},{y:g}" for x, y in head.corners)
    return f'<polygon class="head" points="{corners}"/>'


def _glyph(glyph: Glyph) -> str:
    scale = glyph.rect.w / (GLYPH + 6)
    sized = "" if math.isclose(scale, 1) else f" scale({scale:g})"
    left, top = glyph.rect.x + 3 * scale, glyph.rect.y + 3 * scale
    place = f"translate({left:g} {top:g}){sized}"
    return f'<path class="glyph" transform="{place}" d="{glyph.path}"/>'


class _Sheet:
    """The elements of one drawing, by the names that its file or page has for hues and icons."""

    def __init__(self, names: Names, prefix: str = "", *, plates: bool) -> None:
        self.names, self.prefix, self.plates = names, prefix, plates

    def id(self, name: str) -> str:
        """An id within this file or page."""
        return self.prefix + name

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
            case Step(kind):
                return f'<g class="kind-{kind}">{inner}</g>'
            case Sample(kind):
                meaning = _words(self.names.kinds[kind].definition)
                return f'<g class="kind-{kind}"><title>{meaning}</title>{inner}</g>'
            case Explained():
                return f"<g>{inner}</g>"
            case None:
                return inner

    def frame(self, frame: DrawnFrame, inner: str) -> str:
        """A frame with its heading."""
        label = marked(" ".join(text.text for text in frame.texts), frame.mark)
        body = _linked(frame.href, _told(frame.tooltip, inner))
        return self.group(frame.id, "frame", label, body)

    def block(self, block: DrawnBlock, inner: str) -> str:
        """A block with its boxes; without a title only these."""
        if block.title is None:
            return inner
        return f'<g id={_named(self.id(block.id))} class="block-group">{inner}</g>'

    def box(self, box: DrawnBox, inner: str) -> str:
        """A box with all that stands on it."""
        said = [text.text for text in box.texts]
        many = shapes.count_words(box)
        label = marked(", ".join([*said, many] if many else said), box.mark)
        body = _linked(box.href, _told(box.tooltip, inner))
        return self.group(f"node:{box.id}", f"box {self.names.hues[box.hue]}", label, body)

    def arrow(self, arrow: DrawnArrow, inner: str) -> str:
        """An arrow without its words."""
        step = f"{arrow.number}: " if arrow.number else ""
        label = marked(step + arrow.tooltip.split("\n")[0], arrow.mark)
        body = _told(arrow.tooltip, inner)
        return self.group(f"edge:{arrow.id}", f"flow kind-{arrow.kind}", label, body)

    def group(self, id: str, css: str, label: str, body: str) -> str:
        """A group with its name for screen readers."""
        name = f'role="group" aria-label={_named(label)}'
        return f'<g id={_named(self.id(id))} class="{css}" {name}>{body}</g>'

    # --- strokes

    def stroke(self, stroke: Stroke) -> str:
        """A stroke as an element."""
        match stroke:
            case Plane():
                return _rect(stroke.rect, self.css(stroke), stroke.radius)
            case Words():
                return self.words(stroke)
            case Icon():
                return self.icon(stroke.rect, stroke.icon)
            case Glyph():
                return _glyph(stroke)
            case Sign():
                return _sign(stroke)
            case Curve():
                return _curve(stroke)
            case Straight():
                return _straight(stroke)
            case Head():
                return _head(stroke)

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
        """A line of text; counts and letters are centred by their class."""
        text = words.text
        if words.role == "plain":
            return _text(text, text.style)
        if words.role == "title":
            return _text(text, f"block {self.hue(words.hue)}")
        place = f'x="{text.x:g}" y="{text.y:g}"'
        return f'<text class="{words.role}" {place}>{_words(text.text)}</text>'

    def hue(self, hue: Hue | None) -> str:
        """The class of a hue."""
        return self.names.hues[hue] if hue is not None else ""

    def icon(self, rect: Rect, icon: str) -> str:
        """An embedded icon; on a light plate where the ground may be dark."""
        plate, inner = "", rect
        if self.plates:
            plate = _rect(shapes.plate(rect), "plate", shapes.plate_radius(rect))
            inner = shapes.within_plate(rect)
        place = f"translate({inner.x:g} {inner.y:g}) scale({inner.w / icons.SIZE:g})"
        return f'{plate}<use xlink:href="#{self.names.icons[icon]}" transform="{place}"/>'


def _told(tooltip: str, inner: str) -> str:
    """Elements with their tooltip."""
    return f"<title>{_words(tooltip)}</title>{inner}" if tooltip else inner


def _linked(href: str, inner: str) -> str:
    """Elements with a link around them, if it leads to the web."""
    if not href.startswith(("https://", "http://")):
        return inner
    return f'<a xlink:href={_named(href)} target="_blank" rel="noopener">{inner}</a>'
