"""draw.io: the picture as an editable model, with real containers, embedded icons, our places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from kgraph.formats import icons
from kgraph.formats.drawio.curves import label_at, waypoints
from kgraph.formats.drawio.markup import (
    NOWHERE,
    attribute,
    number,
    picture,
    place,
    point,
    said,
    style,
)
from kgraph.formats.glyphs import is_path
from kgraph.formats.markup import quoteattr
from kgraph.formats.options import Options
from kgraph.formats.sketch import Link, Node, border, ground, header, palette, sketch
from kgraph.formats.theme import FOLLOWING
from kgraph.layout.drawing import Drawing, Point, Rect, Text
from kgraph.layout.style import STYLES
from kgraph.layout.taps import radius, taps
from kgraph.layout.text import width
from kgraph.view.view import LegendLine
from kgraph.words import one_line

LAYER = "1"
FONT = "fontFamily=Roboto"
ROUNDED = "rounded=1;absoluteArcSize=1"
WRAPPED = "whiteSpace=wrap;html=1"
MARKED = {"added": "strokeWidth=3", "removed": "dashed=1;dashPattern=5 4;strokeWidth=2"}


def render(drawing: Drawing, options: Options) -> str:
    """The draw.io file of a drawing, not compressed."""
    return "\n".join(_lines(drawing, options)) + "\n"


def _lines(drawing: Drawing, options: Options) -> Iterator[str]:
    drawn = sketch(drawing.view)
    pen = _Pen(drawing, options)
    note = attribute("\n".join(header(drawn, options)))
    yield '<mxfile host="kgraph" type="device">'
    yield f"  <diagram id={quoteattr(drawing.view.id)} name={attribute(drawing.view.title)}>"
    yield f"    <mxGraphModel {_model(drawing, options, pen.look.page)}>"
    yield "      <root>"
    yield f'        <UserObject label="" kgraph_note={note} id="0"><mxCell/></UserObject>'
    yield f'        <mxCell id="{LAYER}" parent="0"/>'
    yield from pen.texts("heading", drawing.heading)
    for node in drawn.nodes:
        yield from pen.node(node, LAYER, NOWHERE)
    for link in drawn.links:
        yield from pen.edge(link)
    yield from pen.taps(drawn.links)
    yield from pen.legend(drawing.view.legend)
    yield from pen.texts("left_out", drawing.footer)
    yield "      </root>"
    yield "    </mxGraphModel>"
    yield "  </diagram>"
    yield "</mxfile>"


def _model(drawing: Drawing, options: Options, page: str) -> str:
    """The settings of the page."""
    # what follows the reader's system is left to draw.io; a theme that was asked for stays as it is
    adapts = FOLLOWING.id if options.theme == FOLLOWING.id else "none"
    return (
        'dx="0" dy="0" grid="0" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" '
        'fold="1" page="1" pageScale="1" '
        f'pageWidth="{number(drawing.width)}" pageHeight="{number(drawing.height)}" '
        f'background="{page}" math="0" shadow="0" adaptiveColors="{adapts}"'
    )


class _Pen:
    """Writes the cells of one drawing in one theme."""

    def __init__(self, drawing: Drawing, options: Options) -> None:
        self.look = palette(options)
        self.drawing = drawing
        self.arrows = {arrow.id: arrow for arrow in drawing.arrows}
        self.rects: dict[str, Rect] = {frame.id: frame.rect for frame in drawing.frames}
        self.shown: dict[str, str] = {}
        """The names of boxes as the picture has them, perhaps shortened."""
        for block in drawing.blocks:
            self.rects[block.id] = block.rect
            for box in block.boxes:
                self.rects[box.id] = box.rect
                self.shown[box.id] = " ".join(t.text for t in box.texts if t.style == "box")

    # --- boxes and containers

    def node(self, node: Node, parent: str, within: Rect) -> Iterator[str]:
        """A cell in its parent, and what lies within it."""
        rect = self.rects[node.own]
        contains = bool(node.children) or node.level != "box"
        data = {
            "tooltip": node.tooltip,
            "link": node.href,
            "kgraph_id": node.own,
            "kgraph_type": node.level,
        }
        cell = f'style={self._container(node) if contains else self._box(node)} vertex="1"'
        where = place(rect, within)
        yield f'        <UserObject {said(self._label(node), data)} id="{node.id}">'
        yield f'          <mxCell {cell} parent="{parent}">{where}</mxCell>'
        yield "        </UserObject>"
        for child in node.children:
            yield from self.node(child, node.id, rect)

    def _label(self, node: Node) -> str:
        """The name of a node in HTML, with what else is said of it."""
        if node.level == "block":
            return escape(node.name)
        name = f"<b>{escape(self._name(node))}</b>"
        if not node.subtitle:
            return name
        between = "<br>" if node.level == "box" else "&nbsp; "
        small = "font-size: 11px; font-weight: normal"
        role = f'<font style="{small}" color="{self.look.soft}">{escape(node.subtitle)}</font>'
        return f"{name}{between}{role}"

    def _name(self, node: Node) -> str:
        if node.level != "box" or node.mark:
            return node.name
        shown = self.shown[node.own]
        return f"{shown} ×{node.count}" if node.count > 1 else shown

    def _box(self, node: Node) -> str:
        image = self._picture(node)
        parts = [
            f"{ROUNDED};arcSize=16;{WRAPPED};align=left;verticalAlign=middle;spacing=0",
            f"spacingLeft={52 if image else 14};spacingRight=6;fontSize=13;{FONT}",
            f"fillColor={self.look.card};strokeColor={border(node, self.look)}",
            f"fontColor={self.look.text}",
            MARKED.get(node.mark, ""),
        ]
        return _pictured(parts, image, "imageAlign=left;imageWidth=30;imageHeight=30")

    def _container(self, node: Node) -> str:
        image = self._picture(node) if node.icon else ""
        parts = [
            f"{ROUNDED};arcSize=20;{WRAPPED};container=1;collapsible=0;recursiveResize=0",
            "align=left;verticalAlign=top;spacing=0;spacingTop=8",
            f"spacingLeft={42 if image else 14};fontSize=13;{FONT}",
            f"fillColor={ground(node, self.look)};strokeColor={border(node, self.look)}",
            *(self._of_block(node) if node.level == "block" else self._of_frame(node)),
            MARKED.get(node.mark, ""),
        ]
        placed = "imageAlign=left;imageVerticalAlign=top;imageWidth=22;imageHeight=22"
        return _pictured(parts, image, placed)

    def _of_block(self, node: Node) -> Iterator[str]:
        yield f"fontColor={self.look.hue(node.hue)}"
        yield "fontStyle=1"

    def _of_frame(self, node: Node) -> Iterator[str]:
        yield f"fontColor={self.look.text}"
        dash = self.look.frame(node.level).dash
        if dash and not node.mark:
            yield f"dashed=1;dashPattern={dash}"

    def _picture(self, node: Node) -> str:
        """The icon, or the badge of its glyph, as styles take it: no semicolon before the data."""
        if node.icon and icons.exists(node.icon):
            data = icons.png_base64(node.icon)
            return self._on_plate(data) if self.look.plate else f"data:image/png,{data}"
        if not is_path(node.glyph):
            return ""
        hue = self.look.hue(node.hue)
        return picture(
            f'<rect x="-3" y="-3" width="30" height="30" rx="7" fill="{hue}"/>'
            f'<path d={quoteattr(node.glyph)} fill="none" stroke="{self.look.on(hue)}" '
            'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def _on_plate(self, data: str) -> str:
        """Icons are made for light ground; on dark cards they stand on a light plate."""
        image = f'width="24" height="24" xlink:href="data:image/png;base64,{data}"'
        return picture(
            f'<rect x="-3" y="-3" width="30" height="30" rx="7" fill="{self.look.plate}"/>'
            f'<image x="0" y="0" {image}/>'
        )

    # --- arrows

    def edge(self, link: Link) -> Iterator[str]:
        """A curve with our waypoints, fastened where ours begins and ends."""
        drawn = self.arrows[link.arrow.id]
        data = {
            "tooltip": link.arrow.tooltip,
            "kgraph_id": link.arrow.id,
            "kgraph_kind": link.arrow.kind,
        }
        cell = f"style={self._manner(link)}"
        ends = f'parent="{LAYER}" source="{link.source.id}" target="{link.target.id}"'
        way = "".join(map(point, waypoints(drawn)))
        bent = f'<Array as="points">{way}</Array>' if way else ""
        at = f'x="{label_at(drawn):.3g}"'
        yield f'        <UserObject {said(escape(link.words), data)} id="{link.id}">'
        yield f'          <mxCell {cell} edge="1" {ends}>'
        yield f'            <mxGeometry {at} relative="1" as="geometry">{bent}</mxGeometry>'
        yield "          </mxCell>"
        yield "        </UserObject>"

    def _manner(self, link: Link) -> str:
        """How an arrow looks, and where it is fastened."""
        points = self.arrows[link.arrow.id].points
        tail = "startArrow=block;startFill=1;startSize=6" if link.arrow.both else "startArrow=none"
        words = f"fontColor={self.look.soft};labelBackgroundColor={self.look.page}"
        return style(
            "edgeStyle=none;curved=1;rounded=0;html=1;endArrow=block;endFill=1;endSize=6",
            tail,
            self._stroke(link.line),
            f"fontSize=11;{FONT};{words}",
            self._fastened("exit", points[0], link.source),
            self._fastened("entry", points[-1], link.target),
        )

    def _fastened(self, end: str, at: Point, node: Node) -> str:
        """Where on a node an arrow ends, as a share of its width and of its height."""
        rect = self.rects[node.own]
        x = _share(at[0] - rect.x, rect.w)
        y = _share(at[1] - rect.y, rect.h)
        return f"{end}X={x:.4g};{end}Y={y:.4g};{end}Dx=0;{end}Dy=0;{end}Perimeter=0"

    def _stroke(self, line: LegendLine) -> str:
        dash = "" if line.dash == "solid" else f"dashed=1;fixDash=1;dashPattern={line.dash};"
        return f"{dash}strokeColor={self.look.hue(line.hue)};strokeWidth={line.weight:g}"

    def taps(self, links: Iterable[Link]) -> Iterator[str]:
        """Dots where arrows of one trunk part or join."""
        lines = {link.arrow.id: link.line for link in links}
        arrows = self.drawing.arrows
        parting = ((arrow.id, at) for arrow, at in zip(arrows, taps(arrows), strict=True) if at)
        for count, (id, (x, y)) in enumerate(parting):
            line = lines[id]
            half = radius(line.weight)
            manner = style(f"ellipse;fillColor={self.look.hue(line.hue)};strokeColor=none")
            cell = f'value="" style={manner} vertex="1" connectable="0" parent="{LAYER}"'
            where = place(Rect(x - half, y - half, 2 * half, 2 * half), NOWHERE)
            yield f'        <mxCell id="tap_{count}" {cell}>{where}</mxCell>'

    # --- what is said beside the picture

    def texts(self, id: str, texts: Iterable[Text]) -> Iterator[str]:
        """Lines of text, where they stand."""
        for count, text in enumerate(texts):
            colour = self.look.text if text.style == "title" else self.look.soft
            yield _words(f"{id}_{count}", text, colour)

    def legend(self, lines: tuple[LegendLine, ...]) -> Iterator[str]:
        """The kinds of flow as lines with their words, in one group."""
        by_kind = {line.kind: line for line in lines}
        samples = self.drawing.legend
        if not samples:
            return
        around = _around(samples)
        group = 'value="" style="group" vertex="1" connectable="0"'
        yield f'        <mxCell id="legend" {group} parent="{LAYER}">{place(around)}</mxCell>'
        for count, (kind, start, end, text) in enumerate(samples):
            ends = (_within(start, around), _within(end, around))
            yield from self._sample(f"legend_{count}_line", by_kind[kind], ends)
            words = f"legend_{count}_words"
            yield _words(words, text, self.look.soft, within=around, parent="legend")

    def _sample(self, id: str, line: LegendLine, ends: tuple[Point, Point]) -> Iterator[str]:
        """A piece of an arrow of that kind."""
        data = {"tooltip": line.definition, "kgraph_kind": one_line(line.kind)}
        manner = style("endArrow=block;endFill=1;endSize=6;html=1", self._stroke(line))
        points = point(ends[0], "sourcePoint") + point(ends[1], "targetPoint")
        way = f'<mxGeometry relative="1" as="geometry">{points}</mxGeometry>'
        yield f'        <UserObject {said("", data)} id="{id}">'
        yield f'          <mxCell style={manner} edge="1" parent="legend">{way}</mxCell>'
        yield "        </UserObject>"


def _pictured(parts: list[str], image: str, placed: str) -> str:
    """A style with a picture in it, where there is one."""
    if not image:
        return style(*parts)
    return style("shape=label", *parts, f"{placed};image={image}")


def _share(part: float, whole: float) -> float:
    """A part as a share of the whole, from 0 to 1; the middle of what has no extent."""
    return min(1.0, max(0.0, part / whole)) if whole else 0.5


def _words(id: str, text: Text, colour: str, *, within: Rect = NOWHERE, parent: str = LAYER) -> str:
    """A line of text as a cell of its own."""
    size, weight = STYLES[text.style]
    wide = width(text.text, size, weight=weight) + 8
    look = style(
        "text;html=1;align=left;verticalAlign=middle;spacing=0",
        f"fontSize={size:g};{FONT};fontColor={colour}",
        "fontStyle=1" if weight == "medium" else "",
    )
    cell = f"value={attribute(escape(text.text))} style={look}"
    where = place(Rect(text.x, text.y - size, wide, size * 1.35), within)
    return f'        <mxCell id="{id}" {cell} vertex="1" parent="{parent}">{where}</mxCell>'


def _around(samples: Sequence[tuple[str, Point, Point, Text]]) -> Rect:
    """A rectangle around the lines of the legend and their words."""
    left = min(start[0] for _, start, _, _ in samples) - 4
    top = min(start[1] for _, start, _, _ in samples) - 12
    bottom = max(start[1] for _, start, _, _ in samples) + 12
    right = max(text.x + width(text.text, STYLES[text.style][0]) for *_, text in samples) + 8
    return Rect(left, top, right - left, bottom - top)


def _within(at: Point, rect: Rect) -> Point:
    """A point as seen from the corner of a rectangle."""
    return at[0] - rect.x, at[1] - rect.y
