"""draw.io: the picture as an editable model, with real containers, embedded icons, and our places and curves."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from html import escape

from kgraph.formats import icons
from kgraph.formats.drawio.curves import label_at, waypoints
from kgraph.formats.glyphs import is_path
from kgraph.formats.markup import quoteattr
from kgraph.formats.options import Options
from kgraph.formats.sketch import Link, Node, border, ground, header, palette, sketch
from kgraph.layout.drawing import Drawing, Point, Rect, Text
from kgraph.layout.style import STYLES
from kgraph.layout.text import width
from kgraph.view.view import LegendLine
from kgraph.words import clean, one_line

LAYER = "1"
FONT = "fontFamily=Roboto"


def render(drawing: Drawing, options: Options) -> str:
    """The draw.io file of a drawing, not compressed."""
    drawn = sketch(drawing.view)
    pen = _Pen(drawing, options)
    note = "\n".join(header(drawn, options))
    # what follows the reader's system is left to draw.io; a theme that was asked for stays as it is
    adapts = "auto" if options.theme == "auto" else "none"
    model = (
        f'dx="0" dy="0" grid="0" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="1" pageScale="1" '
        f'pageWidth="{_number(drawing.width)}" pageHeight="{_number(drawing.height)}" background="{pen.look.page}" '
        f'math="0" shadow="0" adaptiveColors="{adapts}"'
    )
    lines = [
        '<mxfile host="kgraph" type="device">',
        f"  <diagram id={quoteattr(drawing.view.id)} name={_attribute(drawing.view.title)}>",
        f"    <mxGraphModel {model}>",
        "      <root>",
        f'        <UserObject label="" kgraph_note={_attribute(note)} id="0"><mxCell/></UserObject>',
        f'        <mxCell id="{LAYER}" parent="0"/>',
        *pen.texts("heading", drawing.heading),
        *(line for node in drawn.nodes for line in pen.node(node, LAYER, Rect(0, 0, 0, 0))),
        *(line for link in drawn.links for line in pen.edge(link)),
        *pen.legend(drawing.view.legend),
        *pen.texts("left_out", drawing.footer),
        "      </root>",
        "    </mxGraphModel>",
        "  </diagram>",
        "</mxfile>",
    ]
    return "\n".join(lines) + "\n"


def _attribute(text: str) -> str:
    """A quoted attribute of XML; line ends are kept."""
    return quoteattr(clean(text))


def _number(value: float) -> str:
    return f"{round(value, 2):g}" if abs(value) < 1e5 else f"{value:.0f}"


def _style(*parts: str) -> str:
    return quoteattr("".join(f"{part};" for part in parts if part))


def _place(rect: Rect, within: Rect) -> str:
    return (
        f'<mxGeometry x="{_number(rect.x - within.x)}" y="{_number(rect.y - within.y)}" '
        f'width="{_number(rect.w)}" height="{_number(rect.h)}" as="geometry"/>'
    )


def _svg(inner: str) -> str:
    """A square picture of our own."""
    whole = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="60" height="60" viewBox="-3 -3 30 30">{inner}</svg>'
    )
    return f"data:image/svg+xml,{base64.b64encode(whole.encode('utf-8')).decode('ascii')}"


class _Pen:
    """Writes the cells of one drawing in one theme."""

    def __init__(self, drawing: Drawing, options: Options) -> None:
        self.look, self.cache_folder = palette(options), options.cache_folder
        self.drawing = drawing
        self.arrows = {arrow.id: arrow for arrow in drawing.arrows}
        boxes = [box for block in drawing.blocks for box in block.boxes]
        self.rects = {
            one.id: one.rect for many in (drawing.frames, drawing.blocks, boxes) for one in many
        }
        self.shown = {
            box.id: " ".join(t.text for t in box.texts if t.style == "box") for box in boxes
        }

    # --- boxes and containers

    def node(self, node: Node, parent: str, within: Rect) -> Iterator[str]:
        """A cell in its parent, and what lies within it."""
        rect = self.rects[node.own]
        style = self._container(node) if node.children or node.level != "box" else self._box(node)
        data = {
            "label": self._label(node),
            "tooltip": node.tooltip,
            "link": node.href,
            "kgraph_id": node.own,
            "kgraph_type": node.level,
        }
        found = " ".join(
            f"{name}={_attribute(value)}"
            for name, value in data.items()
            if value or name == "label"
        )
        yield f'        <UserObject {found} id="{node.id}">'
        yield f'          <mxCell style={style} vertex="1" parent="{parent}">{_place(rect, within)}</mxCell>'
        yield "        </UserObject>"
        for child in node.children:
            yield from self.node(child, node.id, rect)

    def _label(self, node: Node) -> str:
        if node.level == "block":
            return escape(node.name)
        many = f" ×{node.count}" if node.count > 1 else ""
        name = (
            f"{self.shown[node.own]}{many}" if node.level == "box" and not node.mark else node.name
        )
        between = "<br>" if node.level == "box" else "&nbsp; "
        role = f'{between}<font style="font-size: 11px; font-weight: normal" color="{self.look.soft}">{escape(node.subtitle)}</font>'
        return f"<b>{escape(name)}</b>{role if node.subtitle else ''}"

    def _box(self, node: Node) -> str:
        picture = self._picture(node)
        return _style(
            "shape=label" if picture else "",
            "rounded=1;absoluteArcSize=1;arcSize=16;whiteSpace=wrap;html=1;align=left;verticalAlign=middle;spacing=0",
            f"spacingLeft={52 if picture else 14};spacingRight=6;fontSize=13;{FONT}",
            f"fillColor={self.look.card};strokeColor={border(node, self.look)};fontColor={self.look.text}",
            self._marked(node),
            f"imageAlign=left;imageWidth=30;imageHeight=30;image={picture}" if picture else "",
        )

    def _container(self, node: Node) -> str:
        picture = self._picture(node) if node.icon else ""
        dash = self.look.frame(node.level).dash if node.level != "block" else ""
        return _style(
            "shape=label" if picture else "",
            "rounded=1;absoluteArcSize=1;arcSize=20;whiteSpace=wrap;html=1;container=1;collapsible=0;recursiveResize=0",
            f"align=left;verticalAlign=top;spacing=0;spacingTop=8;spacingLeft={42 if picture else 14};fontSize=13;{FONT}",
            f"fillColor={ground(node, self.look)};strokeColor={border(node, self.look)}",
            f"fontColor={self.look.hue(node.hue) if node.level == 'block' else self.look.text}",
            f"dashed=1;dashPattern={dash}" if dash and not node.mark else "",
            "fontStyle=1" if node.level == "block" else "",
            self._marked(node),
            f"imageAlign=left;imageVerticalAlign=top;imageWidth=22;imageHeight=22;image={picture}"
            if picture
            else "",
        )

    def _marked(self, node: Node) -> str:
        return {"added": "strokeWidth=3", "removed": "dashed=1;dashPattern=5 4;strokeWidth=2"}.get(
            node.mark, ""
        )

    def _picture(self, node: Node) -> str:
        """The icon, or the badge of its glyph, as draw.io wants it in a style: no semicolon before the data."""
        if node.icon and icons.exists(node.icon):
            data = icons.png_base64(node.icon, self.cache_folder)
            return self._on_plate(data) if self.look.plate else f"data:image/png,{data}"
        if not is_path(node.glyph):
            return ""
        hue = self.look.hue(node.hue)
        return _svg(
            f'<rect x="-3" y="-3" width="30" height="30" rx="7" fill="{hue}"/>'
            f'<path d={quoteattr(node.glyph)} fill="none" stroke="{self.look.on(hue)}" stroke-width="1.75" '
            'stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def _on_plate(self, data: str) -> str:
        """Icons are made for light ground; on dark cards they stand on a light plate."""
        return _svg(
            f'<rect x="-3" y="-3" width="30" height="30" rx="7" fill="{self.look.plate}"/>'
            f'<image x="0" y="0" width="24" height="24" xlink:href="data:image/png;base64,{data}"/>'
        )

    # --- arrows

    def edge(self, link: Link) -> Iterator[str]:
        """A curve with our waypoints, fastened where ours begins and ends."""
        drawn = self.arrows[link.arrow.id]
        data = {
            "label": escape(link.words),
            "tooltip": link.arrow.tooltip,
            "kgraph_id": link.arrow.id,
            "kgraph_kind": link.arrow.kind,
        }
        found = " ".join(
            f"{name}={_attribute(value)}"
            for name, value in data.items()
            if value or name == "label"
        )
        style = _style(
            "edgeStyle=none;curved=1;rounded=0;html=1;endArrow=block;endFill=1;endSize=6",
            "startArrow=block;startFill=1;startSize=6" if link.arrow.both else "startArrow=none",
            self._stroke(link.line),
            f"fontSize=11;{FONT};fontColor={self.look.soft};labelBackgroundColor={self.look.page}",
            self._fastened("exit", drawn.points[0], link.source),
            self._fastened("entry", drawn.points[-1], link.target),
        )
        way = "".join(f'<mxPoint x="{_number(x)}" y="{_number(y)}"/>' for x, y in waypoints(drawn))
        yield f'        <UserObject {found} id="{link.id}">'
        yield f'          <mxCell style={style} edge="1" parent="{LAYER}" source="{link.source.id}" target="{link.target.id}">'
        yield (
            f'            <mxGeometry x="{label_at(drawn):.3g}" relative="1" as="geometry">'
            f"{f'<Array as={chr(34)}points{chr(34)}>{way}</Array>' if way else ''}</mxGeometry>"
        )
        yield "          </mxCell>"
        yield "        </UserObject>"

    def _fastened(self, end: str, point: Point, node: Node) -> str:
        rect = self.rects[node.own]
        x = min(1.0, max(0.0, (point[0] - rect.x) / rect.w)) if rect.w else 0.5
        y = min(1.0, max(0.0, (point[1] - rect.y) / rect.h)) if rect.h else 0.5
        return f"{end}X={x:.4g};{end}Y={y:.4g};{end}Dx=0;{end}Dy=0;{end}Perimeter=0"

    def _stroke(self, line: LegendLine) -> str:
        dash = "" if line.dash == "solid" else f"dashed=1;fixDash=1;dashPattern={line.dash};"
        return f"{dash}strokeColor={self.look.hue(line.hue)};strokeWidth={line.weight:g}"

    # --- what is said beside the picture

    def texts(self, id: str, texts: Iterable[Text]) -> Iterator[str]:
        """Lines of text, where they stand."""
        for number, text in enumerate(texts):
            size, weight = STYLES[text.style]
            rect = Rect(
                text.x, text.y - size, width(text.text, size, weight=weight) + 8, size * 1.35
            )
            bold = "fontStyle=1" if weight == "medium" else ""
            colour = self.look.text if text.style == "title" else self.look.soft
            yield self._words(
                f"{id}_{number}", text.text, rect, Rect(0, 0, 0, 0), LAYER, size, colour, bold
            )

    def _words(
        self,
        id: str,
        text: str,
        rect: Rect,
        within: Rect,
        parent: str,
        size: float,
        colour: str,
        bold: str = "",
    ) -> str:
        style = _style(
            f"text;html=1;align=left;verticalAlign=middle;spacing=0;fontSize={size:g};{FONT};fontColor={colour}",
            bold,
        )
        place = _place(rect, within)
        return f'        <mxCell id="{id}" value={_attribute(escape(text))} style={style} vertex="1" parent="{parent}">{place}</mxCell>'

    def legend(self, lines: tuple[LegendLine, ...]) -> Iterator[str]:
        """The kinds of flow as lines with their words, in one group."""
        by_kind = {line.kind: line for line in lines}
        samples = self.drawing.legend
        if not samples:
            return
        left, top = min(s[1][0] for s in samples) - 4, min(s[1][1] for s in samples) - 12
        right = max(s[3].x + width(s[3].text, STYLES[s[3].style][0]) for s in samples) + 8
        around = Rect(left, top, right - left, max(s[1][1] for s in samples) + 12 - top)
        place = _place(around, Rect(0, 0, 0, 0))
        yield f'        <mxCell id="legend" value="" style="group" vertex="1" connectable="0" parent="{LAYER}">{place}</mxCell>'
        for number, (kind, start, end, text) in enumerate(samples):
            style = _style("endArrow=block;endFill=1;endSize=6;html=1", self._stroke(by_kind[kind]))
            ends = "".join(
                f'<mxPoint x="{_number(x - left)}" y="{_number(y - top)}" as="{name}"/>'
                for (x, y), name in ((start, "sourcePoint"), (end, "targetPoint"))
            )
            tooltip = _attribute(by_kind[kind].definition)
            yield f'        <UserObject label="" tooltip={tooltip} kgraph_kind={quoteattr(one_line(kind))} id="legend_{number}_line">'
            yield f'          <mxCell style={style} edge="1" parent="legend"><mxGeometry relative="1" as="geometry">{ends}</mxGeometry></mxCell>'
            yield "        </UserObject>"
            size = STYLES[text.style][0]
            rect = Rect(text.x, text.y - size, width(text.text, size) + 8, size * 1.35)
            yield self._words(
                f"legend_{number}_words", text.text, rect, around, "legend", size, self.look.soft
            )
