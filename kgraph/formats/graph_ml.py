"""GraphML: the view as a graph with typed keys, readable by networkx, Gephi, igraph and Cytoscape.

What lies in what is told by the key `parent` and not by nested graphs: networkx, igraph and Gephi
refuse or flatten those.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kgraph.formats.markup import escape, quoteattr
from kgraph.formats.options import Options
from kgraph.formats.sketch import Link, Node, border, header, palette, sketch
from kgraph.formats.theme import Palette
from kgraph.layout.drawing import Drawing, Rect
from kgraph.words import clean

Value = str | int | float | bool
SPACE = "http://graphml.graphdrawing.org/xmlns"


class Key(NamedTuple):
    """One attribute that graphs, nodes or edges have."""

    owner: str
    name: str
    type: str

    @property
    def id(self) -> str:
        """What the data of an element names it by."""
        return f"{self.owner}_{self.name}"

    @property
    def said(self) -> str:
        """Its attributes where it is declared."""
        return f'for="{self.owner}" attr.name="{self.name}" attr.type="{self.type}"'


KEYS = (
    Key("graph", "title", "string"),
    Key("graph", "subtitle", "string"),
    Key("graph", "note", "string"),
    Key("node", "own_id", "string"),
    Key("node", "type", "string"),
    Key("node", "label", "string"),
    Key("node", "subtitle", "string"),
    Key("node", "parent", "string"),
    Key("node", "count", "int"),
    Key("node", "icon", "string"),
    Key("node", "href", "string"),
    Key("node", "tooltip", "string"),
    Key("node", "mark", "string"),
    Key("node", "color", "string"),
    Key("node", "x", "double"),
    Key("node", "y", "double"),
    Key("node", "width", "double"),
    Key("node", "height", "double"),
    Key("edge", "own_id", "string"),
    Key("edge", "kind", "string"),
    Key("edge", "label", "string"),
    Key("edge", "steps", "string"),
    Key("edge", "count", "int"),
    Key("edge", "both", "boolean"),
    Key("edge", "tooltip", "string"),
    Key("edge", "mark", "string"),
    Key("edge", "color", "string"),
    Key("edge", "dash", "string"),
    Key("edge", "stroke_width", "double"),
)


def render(drawing: Drawing, options: Options) -> str:
    """The GraphML text: nodes with their rectangles, in points from the top left, and edges."""
    return "\n".join(_lines(drawing, options)) + "\n"


def _lines(drawing: Drawing, options: Options) -> Iterator[str]:
    drawn, look = sketch(drawing.view), palette(options)
    rects = _rects(drawing)
    about: dict[str, Value] = {
        "title": drawn.title,
        "subtitle": drawn.subtitle,
        "note": "\n".join(header(drawn, options)),
    }
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<graphml xmlns="{SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{SPACE} {SPACE}/1.0/graphml.xsd">'
    )
    for key in KEYS:
        yield f'  <key id="{key.id}" {key.said}/>'
    yield f'  <graph id={quoteattr(drawing.view.id)} edgedefault="directed">'
    yield from _data("graph", about, "    ")
    for node in drawn.nodes:
        yield from _node(node, "", rects, look)
    for link in drawn.links:
        yield from _edge(link, look)
    yield "  </graph>"
    yield "</graphml>"


def _rects(drawing: Drawing) -> dict[str, Rect]:
    """Where everything is, by its own id."""
    found = {frame.id: frame.rect for frame in drawing.frames}
    for block in drawing.blocks:
        found[block.id] = block.rect
        found |= {box.id: box.rect for box in block.boxes}
    return found


def _node(node: Node, parent: str, rects: dict[str, Rect], look: Palette) -> Iterator[str]:
    values: dict[str, Value] = {
        "own_id": node.own,
        "type": node.level,
        "label": node.title,
        "subtitle": node.subtitle,
        "parent": parent,
        "count": node.count,
        "icon": node.icon,
        "href": node.href,
        "tooltip": node.tooltip,
        "mark": node.mark,
        "color": border(node, look),
    }
    rect = rects.get(node.own)
    if rect is not None:
        values |= {"x": rect.x, "y": rect.y, "width": rect.w, "height": rect.h}
    yield f'    <node id="{node.id}">'
    yield from _data("node", values, "      ")
    yield "    </node>"
    for child in node.children:
        yield from _node(child, node.id, rects, look)


def _edge(link: Link, look: Palette) -> Iterator[str]:
    arrow = link.arrow
    values: dict[str, Value] = {
        "own_id": arrow.id,
        "kind": arrow.kind,
        "label": clean(arrow.label),
        "steps": arrow.number,
        "count": arrow.count,
        "both": arrow.both,
        "tooltip": clean(arrow.tooltip),
        "mark": arrow.mark,
        "color": look.hue(link.line.hue),
        "dash": link.line.dash,
        "stroke_width": link.line.weight,
    }
    yield f'    <edge id="{link.id}" source="{link.source.id}" target="{link.target.id}">'
    yield from _data("edge", values, "      ")
    yield "    </edge>"


def _data(owner: str, values: dict[str, Value], pad: str) -> Iterator[str]:
    """The values in the order of the keys; empty texts are left away."""
    for key in KEYS:
        if key.owner == owner and values.get(key.name, "") != "":
            written = escape(_written(values[key.name]))
            yield f'{pad}<data key="{key.id}">{written}</data>'


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return clean(value) if isinstance(value, str) else f"{value:g}"
