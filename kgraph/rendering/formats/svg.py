"""SVG: one self-contained file with embedded icons and letters, titles, links and a description."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kgraph.rendering import icons
from kgraph.rendering.options import Options
from kgraph.rendering.style import SIGNS, STYLES
from kgraph.rendering.text import FONTS, width
from kgraph.view.drawing import Drawing, DrawnArrow, DrawnBlock, DrawnBox, DrawnFrame, Point, Rect, Text
from kgraph.view.view import Block, Box, Frame, LegendLine, View

FAMILY = "Roboto, 'Helvetica Neue', Arial, sans-serif"
INK, SOFT, FAINT = "#0f172a", "#475569", "#64748b"
_UNFIT = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FRAMES = {
    "site": ("#f4f7fb", "#94a3b8", "1.2", ""),
    "network": ("#eaf1f9", "#7c93b2", "1.2", "6 4"),
    "cluster": ("#ffffff", "#3b6fd4", "1.6", ""),
}

MARKS = {"added": ("#15803d", "2.6", "none"), "removed": ("#b91c1c", "1.8", "5 4")}
"""For each mark its colour, and the border that tells it without one: width, dash pattern."""


def render(drawing: Drawing, options: Options, *, letters: bool = True) -> str:
    """The SVG text of a drawing. `letters` embeds the font; without it the reader's fonts are used."""
    view, scale, cache_folder = drawing.view, options.scale or 1.0, options.cache_folder
    kinds = {line.kind: line for line in view.legend}
    used = {box.icon for block in drawing.blocks for box in block.boxes} | {frame.icon for frame in drawing.frames}
    known = {
        icon: f"icon-{number}"
        for number, icon in enumerate(sorted(icon for icon in used if icon and icons.exists(icon)))
    }
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{drawing.width * scale:g}" height="{drawing.height * scale:g}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-labelledby="picture-title picture-description">',
        f'<title id="picture-title">{escape(clean(view.title))}: {escape(view.id)}</title>',
        f'<desc id="picture-description">{escape(clean(outline(view)))}</desc>',
        f"<style>{_css(letters, bool(drawing.marks))}</style>",
        "<defs>",
        *(_symbol(id, icon, cache_folder) for icon, id in known.items()),
        "</defs>",
        f'<rect class="page" width="{drawing.width:g}" height="{drawing.height:g}"/>',
        *(_text(text) for text in drawing.heading),
        *(_frame(frame, known) for frame in drawing.frames),
        *(_arrow(arrow, kinds[arrow.kind]) for arrow in drawing.arrows),
        *(_block(block, known) for block in drawing.blocks),
        *(_label(arrow) for arrow in drawing.arrows if arrow.label),
        *_legend(drawing, kinds),
        *(_mark_sample(mark, rect, text) for mark, rect, text in drawing.marks),
        *(_text(text) for text in drawing.footer),
        "</svg>\n",
    ]
    return "\n".join(line for line in lines if line)


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNFIT.sub("", text)


def outline(view: View) -> str:
    """The picture in words: what is where, and what leads where."""
    lines = [view.subtitle]
    names: dict[str, str] = {}

    def walk(nodes: Iterable[Frame | Block], depth: int) -> None:
        for node in nodes:
            pad = "  " * depth
            if isinstance(node, Block):
                boxes = ", ".join(_told(box) for box in node.boxes)
                names[node.id] = node.title or node.boxes[0].title
                lines.append(f"{pad}- {node.title + ': ' if node.title else ''}{boxes}")
            else:
                names[node.id] = f"{node.title} {node.subtitle}".strip()
                lines.append(f"{pad}- {_marked(names[node.id], node.mark)}:")
                walk(node.children, depth + 1)

    walk(view.children, 0)
    lines += [
        _marked(f"{names[a.source]} {'and' if a.both else '→'} {names[a.target]}: {a.label or a.kind}", a.mark)
        for a in view.arrows
    ]
    return "\n".join([*lines, *map(str, view.left_out)])


def _told(box: Box) -> str:
    return _marked(f"{box.title} ({box.subtitle})" if box.subtitle else box.title, box.mark)


def _marked(words: str, mark: str) -> str:
    return f"{words} [{mark}]" if mark else words


@cache
def _font(name: str) -> str:
    return base64.b64encode((FONTS / f"roboto-{name}.woff2").read_bytes()).decode("ascii")


@cache
def _css(letters: bool, marks: bool) -> str:
    faces = "".join(
        f"@font-face{{font-family:Roboto;font-weight:{weight};src:url(data:font/woff2;base64,{_font(name)}) format('woff2')}}"
        for name, weight in (("regular", 400), ("medium", 500))
    )
    rules = [
        f"text{{font-family:{FAMILY};fill:{INK}}}",
        *(
            f".{name}{{font-size:{size:g}px;font-weight:{500 if weight == 'medium' else 400}}}"
            for name, (size, weight) in STYLES.items()
        ),
        f".page{{fill:#ffffff}}.subtitle,.place,.legend{{fill:{SOFT}}}.role,.foot{{fill:{FAINT}}}.arrow{{fill:{SOFT};stroke:#ffffff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}}",
        ".card{fill:#ffffff;stroke:#cbd5e1;stroke-width:1}.lane{fill:#ffffff;stroke-width:1.2}",
        *(
            f".{level}{{fill:{fill};stroke:{stroke};stroke-width:{wide}{';stroke-dasharray:' + dash if dash else ''}}}"
            for level, (fill, stroke, wide, dash) in FRAMES.items()
        ),
        *(_mark_rules() if marks else ()),
        "a{text-decoration:none}a:hover .card,a:focus .card{stroke:#2563eb;stroke-width:2}",
    ]
    return (faces if letters else "") + "".join(rules)


def _mark_rules() -> list[str]:
    rules = [
        f".is-{mark}{{stroke:{hue};stroke-width:{wide};stroke-dasharray:{dash}}}.badge-{mark}{{fill:{hue}}}"
        for mark, (hue, wide, dash) in MARKS.items()
    ]
    return [*rules, ".sign{fill:#ffffff;font-weight:500}"]


def _symbol(id: str, icon: str, cache_folder: Path | None) -> str:
    data = icons.png_base64(icon, cache_folder)
    return f'<image id="{id}" width="{icons.SIZE}" height="{icons.SIZE}" xlink:href="data:image/png;base64,{data}"/>'


def _rect(rect: Rect, css: str, radius: float, extra: str = "") -> str:
    return f'<rect class="{css}" x="{rect.x:g}" y="{rect.y:g}" width="{rect.w:g}" height="{rect.h:g}" rx="{radius:g}"{extra}/>'


def _text(text: Text) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    return f'<text class="{text.style}" x="{text.x:g}" y="{text.y:g}"{anchor}>{escape(clean(text.text))}</text>'


def _icon(rect: Rect, icon: str, known: dict[str, str], badge: str, hue: str) -> str:
    if icon in known:
        scale = rect.w / icons.SIZE
        return f'<use xlink:href="#{known[icon]}" transform="translate({rect.x:g} {rect.y:g}) scale({scale:g})"/>'
    middle = rect.x + rect.w / 2
    return (
        f'<rect x="{rect.x:g}" y="{rect.y:g}" width="{rect.w:g}" height="{rect.h:g}" rx="8" fill="{hue}"/>'
        f'<text x="{middle:g}" y="{rect.y + rect.h / 2 + 5:g}" text-anchor="middle" style="fill:#ffffff;font-size:14px;font-weight:500">{escape(badge)}</text>'
    )


def _group(id: str, css: str, inner: str, href: str, tooltip: str, label: str) -> str:
    title = f"<title>{escape(clean(tooltip))}</title>" if tooltip else ""
    body = f"{title}{inner}"
    if href.startswith(("https://", "http://")):
        body = f'<a xlink:href={quoteattr(href)} target="_blank" rel="noopener">{body}</a>'
    return f'<g id={quoteattr(id)} class="{css}" role="group" aria-label={quoteattr(clean(label))}>{body}</g>'


def _frame(frame: DrawnFrame, known: dict[str, str]) -> str:
    icon = _icon(frame.icon_rect, frame.icon, known, "", "#475569") if frame.icon in known else ""
    inner = _rect(frame.rect, _classes(frame.level, frame.mark), 10) + icon + "".join(map(_text, frame.texts))
    label = _marked(" ".join(t.text for t in frame.texts), frame.mark)
    return _group(frame.id, "frame", inner + _corner(frame.mark, frame.rect), frame.href, frame.tooltip, label)


def _block(block: DrawnBlock, known: dict[str, str]) -> str:
    boxes = "".join(_box(box, known) for box in block.boxes)
    if block.title is None and len(block.boxes) == 1:
        return boxes
    title = (
        f'<text class="block" x="{block.title.x:g}" y="{block.title.y:g}" style="fill:{block.hue.light}">{escape(block.title.text)}</text>'
        if block.title
        else ""
    )
    inner = (
        _rect(block.rect, "lane", 10, f' style="stroke:{block.hue.light};fill:{tint(block.hue.light)}"') + title + boxes
    )
    return f'<g id={quoteattr(block.id)} class="block-group">{inner}</g>'


def _box(box: DrawnBox, known: dict[str, str]) -> str:
    bar = f'<rect x="{box.rect.x:g}" y="{box.rect.y + 9:g}" width="3" height="{box.rect.h - 18:g}" rx="1.5" fill="{box.hue.light}"/>'
    letter = initials(box.texts[0].text)
    inner = (
        _rect(box.rect, _classes("card", box.mark), 8)
        + bar
        + _icon(box.icon_rect, box.icon, known, letter, box.hue.light)
        + "".join(map(_text, box.texts))
        + _corner(box.mark, box.rect)
    )
    label = _marked(", ".join(t.text for t in box.texts), box.mark)
    return _group(f"node:{box.id}", "box", inner, box.href, box.tooltip, label)


def _classes(css: str, mark: str) -> str:
    return f"{css} is-{mark}" if mark else css


def _corner(mark: str, rect: Rect) -> str:
    """The sign at the top right corner of what is marked."""
    return _sign(mark, rect.x + rect.w - 6, rect.y + 2, 8.5) if mark in SIGNS else ""


def _sign(mark: str, x: float, y: float, radius: float) -> str:
    size = radius * 1.65
    return (
        f'<circle class="badge-{mark}" cx="{x:g}" cy="{y:g}" r="{radius:g}" stroke="#ffffff" stroke-width="1.5"/>'
        f'<text class="sign" x="{x:g}" y="{y + size * 0.36:g}" text-anchor="middle" style="font-size:{size:g}px">{SIGNS[mark]}</text>'
    )


def _mark_sample(mark: str, rect: Rect, text: Text) -> str:
    return f"<g>{_rect(rect, _classes('card', mark), 5)}{_corner(mark, rect)}{_text(text)}</g>"


def initials(name: str) -> str:
    """One or two letters for a badge.

    >>> initials("Cloud NAT"), initials("kured")
    ('CN', 'K')
    """
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    return "".join(word[0].upper() for word in words[:2]) or "?"


def tint(hue: str) -> str:
    """A very light shade of a colour, for the ground of a block.

    >>> tint("#000000")
    '#f2f2f2'
    """
    parts = [int(hue[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * 0.05):02x}" for part in parts)


def _arrow(arrow: DrawnArrow, line: LegendLine) -> str:
    start, *rest = arrow.points
    path = f"M{start[0]:g} {start[1]:g}C" + " ".join(f"{x:g} {y:g}" for x, y in rest)
    dash = "" if line.dash == "solid" else f' stroke-dasharray="{line.dash}" stroke-linecap="round"'
    heads = _head(arrow.points[-1], _direction(arrow.points), line) if arrow.head else ""
    heads += _head(arrow.points[0], _direction(arrow.points[::-1]), line) if arrow.tail else ""
    inner = f'<path d="{path}" fill="none" stroke="{line.hue.light}" stroke-width="{line.weight:g}"{dash}/>{heads}'
    label = _marked(arrow.tooltip.split("\n")[0], arrow.mark)
    return _group(f"edge:{arrow.id}", f"flow {arrow.kind}", inner, "", arrow.tooltip, label)


def _direction(points: tuple[Point, ...]) -> tuple[float, float]:
    """The unit vector in which a curve arrives at its last point."""
    x1, y1 = points[-1]
    for x0, y0 in reversed(points[:-1]):
        length = math.hypot(x1 - x0, y1 - y0)
        if length > 0.5:
            return (x1 - x0) / length, (y1 - y0) / length
    return 0.0, 1.0


def _head(tip: Point, way: tuple[float, float], line: LegendLine) -> str:
    (x, y), (dx, dy) = tip, way
    long, half = 8.5, 3.8
    left = (x - dx * long - dy * half, y - dy * long + dx * half)
    right = (x - dx * long + dy * half, y - dy * long - dx * half)
    shape = " ".join(f"{px:.2f},{py:.2f}" for px, py in (tip, left, right))
    return f'<polygon points="{shape}" fill="{line.hue.light}"/>'


def _label(arrow: DrawnArrow) -> str:
    """The words on an arrow; the sign of a mark, their first letter, stands in a circle."""
    if arrow.label is None:
        return ""
    sign = ""
    if arrow.mark in SIGNS and arrow.label_rect is not None:
        wide = width(SIGNS[arrow.mark], STYLES["arrow"][0])
        sign = _sign(arrow.mark, round(arrow.label_rect.x + 4 + wide / 2, 2), arrow.label.y - 4, 6.0)
    return _text(arrow.label) + sign


def _legend(drawing: Drawing, kinds: dict[str, LegendLine]) -> list[str]:
    lines = []
    for kind, (x0, y0), (x1, y1), text in drawing.legend:
        line = kinds[kind]
        dash = "" if line.dash == "solid" else f' stroke-dasharray="{line.dash}" stroke-linecap="round"'
        stroke = f'<path d="M{x0:g} {y0:g}L{x1 - 6:g} {y1:g}" stroke="{line.hue.light}" stroke-width="{line.weight:g}"{dash}/>'
        lines.append(
            f"<g><title>{escape(line.definition)}</title>{stroke}{_head((x1, y1), (1, 0), line)}{_text(text)}</g>"
        )
    return lines
