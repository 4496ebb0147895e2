"""SVG: one self-contained file with embedded icons and letters, titles, links and a description."""

from __future__ import annotations

import math
from pathlib import Path

from kgraph.formats import icons
from kgraph.formats.glyphs import is_path
from kgraph.formats.markup import escape, quoteattr
from kgraph.formats.options import Options
from kgraph.formats.outline import marked, outline
from kgraph.formats.svg import provenance
from kgraph.formats.svg.css import style
from kgraph.formats.svg.names import Inline, Names, names_of
from kgraph.formats.theme import theme_named
from kgraph.layout import shapes
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
from kgraph.layout.style import GLYPH, SIGNS
from kgraph.words import clean

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def render(
    drawing: Drawing, options: Options, *, letters: bool = True, inline: Inline | None = None
) -> str:
    """The SVG text of a drawing; InputError for an unknown theme.

    `letters` embeds the font; without it the reader's fonts are used. `inline` writes it for a page that holds several:
    without letters, rules, icons and metadata, which that page has once.
    """
    theme = theme_named(options.theme, where="theme")
    names = inline.names if inline else names_of([drawing])
    sheet = _Sheet(
        drawing,
        names,
        inline.prefix if inline else "",
        any(p.plate for p in theme.palettes) or bool(inline),
    )
    scale = options.scale or 1.0
    wide, high = f"{drawing.width:g}", f"{drawing.height:g}"
    ids = sheet.id("picture-title"), sheet.id("picture-description")
    # to a screen reader a file is one image; within a page its links and boxes can be reached
    role = "graphics-document document" if inline else "img"
    lines = [
        f'<svg {SPACES} class="kgraph" width="{drawing.width * scale:g}" height="{drawing.height * scale:g}" '
        f'viewBox="0 0 {wide} {high}" role="{role}" aria-labelledby="{ids[0]} {ids[1]}">',
        f'<title id="{ids[0]}">{_words(drawing.view.title)}: {_words(drawing.view.id)}</title>',
        f'<desc id="{ids[1]}">{_words(outline(drawing.view))}</desc>',
        "" if inline else f"<style>{style(names, theme, letters=letters)}</style>",
        "" if inline else symbols(names, options.cache_folder, grey=bool(theme.palette.ink)),
        f'<rect class="page" width="{wide}" height="{high}"/>',
        *sheet.lines(),
        "</svg>\n",
    ]
    text = "\n".join(line for line in lines if line)
    if options.provenance is None or inline:
        return text
    return provenance.write(text, options.provenance, theme=theme.id, scale=scale)


def symbols(names: Names, cache_folder: Path | None, *, grey: bool = False) -> str:
    """The icons, each once, as definitions; within a page in an SVG of their own, before the drawings."""
    images = (
        f'<image id="{id}" width="{icons.SIZE}" height="{icons.SIZE}" '
        f'xlink:href="data:image/png;base64,{icons.png_base64(icon, cache_folder, grey=grey)}"/>'
        for icon, id in names.icons.items()
    )
    return "\n".join(["<defs>", *images, "</defs>"])


def page_symbols(names: Names, cache_folder: Path | None) -> str:
    """An SVG that shows nothing and holds the icons of all drawings of a page."""
    hidden = 'width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"'
    return f"<svg {SPACES} {hidden}>\n{symbols(names, cache_folder)}\n</svg>"


def _words(text: str) -> str:
    return escape(clean(text))


def _rect(rect: Rect, css: str, radius: float) -> str:
    return f'<rect class="{css}" x="{rect.x:g}" y="{rect.y:g}" width="{rect.w:g}" height="{rect.h:g}" rx="{radius:g}"/>'


def _text(text: Text, css: str = "") -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    return f'<text class="{css or text.style}" x="{text.x:g}" y="{text.y:g}"{anchor}>{_words(text.text)}</text>'


def _classes(css: str, mark: str) -> str:
    return f"{css} is-{mark}" if mark else css


def _sign(mark: str, at: Point, radius: float) -> str:
    """A plus or a minus in a circle, as lines, so that it hangs on no font."""
    (x, y), arm = at, radius * 0.55
    upright = f"M{x:g} {y - arm:g}V{y + arm:g}" if SIGNS[mark] == "+" else ""
    return (
        f'<circle class="spot spot-{mark}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
        f'<path class="sign sign-{mark}" d="M{x - arm:g} {y:g}H{x + arm:g}{upright}" stroke-width="{radius * 0.24:g}" stroke-linecap="round"/>'
    )


def _corner(mark: str, rect: Rect) -> str:
    return _sign(mark, shapes.corner(rect), shapes.SIGN) if mark in SIGNS else ""


def _curve(points: tuple[Point, ...]) -> str:
    start, *rest = points
    return f"M{start[0]:g} {start[1]:g}C" + " ".join(f"{x:g} {y:g}" for x, y in rest)


def _head(corners: tuple[Point, ...]) -> str:
    return f'<polygon class="head" points="{" ".join(f"{x:g},{y:g}" for x, y in corners)}"/>'


class _Sheet:
    """The elements of one drawing."""

    def __init__(self, drawing: Drawing, names: Names, prefix: str, plates: bool) -> None:
        self.drawing, self.names, self.prefix, self.plates = drawing, names, prefix, plates

    def id(self, name: str) -> str:
        """An id within this file or page."""
        return self.prefix + name

    def lines(self) -> list[str]:
        """Everything on the page, from back to front."""
        drawing = self.drawing
        return [
            *map(_text, drawing.heading),
            *map(self.frame, drawing.frames),
            *map(self.arrow, drawing.arrows),
            *map(self.block, drawing.blocks),
            *map(self.label, drawing.arrows),
            *map(self.number, drawing.arrows),
            *(self.legend(*line) for line in drawing.legend),
            *(f"<g>{_rect(rect, _classes('card', mark), 5)}{_corner(mark, rect)}{_text(text)}</g>" for mark, rect, text in drawing.marks),
            *map(_text, drawing.footer),
        ]  # fmt: skip

    def group(self, id: str, css: str, inner: str, label: str, tooltip: str, href: str = "") -> str:
        """A group with its name for screen readers, its tooltip and its link."""
        body = f"<title>{_words(tooltip)}</title>{inner}" if tooltip else inner
        if href.startswith(("https://", "http://")):
            body = (
                f'<a xlink:href={quoteattr(clean(href))} target="_blank" rel="noopener">{body}</a>'
            )
        name = quoteattr(clean(label))
        return f'<g id={quoteattr(clean(self.id(id)))} class="{css}" role="group" aria-label={name}>{body}</g>'

    def frame(self, frame: DrawnFrame) -> str:
        """A frame with its heading."""
        icon = self.icon(frame.icon_rect, frame.icon) if frame.icon in self.names.icons else ""
        inner = (
            _rect(frame.rect, _classes(frame.level, frame.mark), 10)
            + icon
            + "".join(map(_text, frame.texts))
        )
        label = marked(" ".join(t.text for t in frame.texts), frame.mark)
        return self.group(
            frame.id,
            "frame",
            inner + _corner(frame.mark, frame.rect),
            label,
            frame.tooltip,
            frame.href,
        )

    def block(self, block: DrawnBlock) -> str:
        """A block with its boxes; without a title only these."""
        boxes = "".join(map(self.box, block.boxes))
        if block.title is None:
            return boxes
        hue = self.names.hues[block.hue]
        inner = _rect(block.rect, f"lane {hue}", 10) + _text(block.title, f"block {hue}")
        return f'<g id={quoteattr(clean(self.id(block.id)))} class="block-group">{inner}{boxes}</g>'

    def box(self, box: DrawnBox) -> str:
        """A box: its cards, stripe, picture, words, and how many it stands for."""
        parts = [_rect(card, _classes("card", box.mark), 8) for card in shapes.cards(box)]
        parts += [_rect(shapes.bar(box), "bar", 1.5), self.picture(box), *map(_text, box.texts)]
        many = shapes.count_words(box)
        if many:
            pill = shapes.pill(box)
            middle, base = pill.x + pill.w / 2, pill.y + pill.h / 2 + 4
            parts.append(
                _rect(pill, "pill", 8)
                + f'<text class="count" x="{middle:g}" y="{base:g}">{many}</text>'
            )
        label = marked(
            ", ".join([*(t.text for t in box.texts), *([many] if many else [])]), box.mark
        )
        css = f"box {self.names.hues[box.hue]}"
        return self.group(
            f"node:{box.id}",
            css,
            "".join(parts) + _corner(box.mark, box.rect),
            label,
            box.tooltip,
            box.href,
        )

    def picture(self, box: DrawnBox) -> str:
        """The icon of a box, or else its glyph on a badge, or else letters on one."""
        rect = box.icon_rect
        if box.icon in self.names.icons:
            return self.icon(rect, box.icon)
        badge = _rect(rect, "badge", 8)
        if is_path(box.glyph):
            scale = rect.w / (GLYPH + 6)
            sized = "" if math.isclose(scale, 1) else f" scale({scale:g})"
            return f'{badge}<path class="glyph" transform="translate({rect.x + 3 * scale:g} {rect.y + 3 * scale:g}){sized}" d="{box.glyph}"/>'
        middle, base = rect.x + rect.w / 2, rect.y + rect.h / 2 + 5
        letters = _words(shapes.initials(box.texts[0].text if box.texts else ""))
        return f'{badge}<text class="initials" x="{middle:g}" y="{base:g}">{letters}</text>'

    def icon(self, rect: Rect, icon: str) -> str:
        """An embedded icon; on a light plate where the ground may be dark."""
        plate = _rect(shapes.plate(rect), "plate", shapes.plate_radius(rect)) if self.plates else ""
        inner = shapes.within_plate(rect) if self.plates else rect
        place = f"translate({inner.x:g} {inner.y:g}) scale({inner.w / icons.SIZE:g})"
        return f'{plate}<use xlink:href="#{self.names.icons[icon]}" transform="{place}"/>'

    def arrow(self, arrow: DrawnArrow) -> str:
        """An arrow without its words."""
        inner = f'<path class="line" d="{_curve(shapes.shaft(arrow))}"/>' + "".join(
            map(_head, shapes.heads(arrow))
        )
        step = f"{arrow.number}: " if arrow.number else ""
        label = marked(step + arrow.tooltip.split("\n")[0], arrow.mark)
        return self.group(
            f"edge:{arrow.id}", f"flow kind-{arrow.kind}", inner, label, arrow.tooltip
        )

    def label(self, arrow: DrawnArrow) -> str:
        """The words on an arrow, on the colour of what they lie on; the sign of a mark stands in a circle."""
        if arrow.label is None:
            return ""
        level = shapes.level_at(self.drawing, (arrow.label.x, arrow.label.y))
        at = shapes.sign_on_label(arrow, SIGNS[arrow.mark]) if arrow.mark in SIGNS else None
        sign = _sign(arrow.mark, at, shapes.SMALL_SIGN) if at else ""
        return (
            _rect(shapes.under(arrow.label), f"under-{level}" if level else "page", 2)
            + _text(arrow.label)
            + sign
        )

    def number(self, arrow: DrawnArrow) -> str:
        """The number of a step, in a circle on its arrow."""
        if not arrow.number or arrow.number_at is None:
            return ""
        x, y = arrow.number_at
        words = f'<text class="digits" x="{x:g}" y="{y + 4:g}">{_words(arrow.number)}</text>'
        round_ = _rect(shapes.disc(arrow.number, (x, y)), "number", shapes.NUMBER)
        return f'<g class="kind-{arrow.kind}">{round_}{words}</g>'

    def legend(self, kind: str, start: Point, end: Point, text: Text) -> str:
        """A line of the legend: a piece of arrow, and what it means."""
        line = f'<path class="line" d="M{start[0]:g} {start[1]:g}H{end[0] - 6:g}"/>{_head(shapes.head(end, (1.0, 0.0)))}'
        meaning = _words(self.names.kinds[kind].definition)
        return f'<g class="kind-{kind}"><title>{meaning}</title>{line}{_text(text)}</g>'
