"""D2: the view as nested containers with links, tooltips and a legend.

Lanes and kinds of flow are classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.formats.options import Options
from kgraph.formats.sketch import (
    Link,
    Node,
    Sketch,
    border,
    dashes,
    drawn_lines,
    ground,
    header,
    hues,
    palette,
    sketch,
)
from kgraph.formats.theme import Palette
from kgraph.layout.drawing import Drawing
from kgraph.layout.naming import Room
from kgraph.layout.text import shorten, wrap
from kgraph.view.view import Hue, LegendLine, View
from kgraph.words import one_line

BLOCK_TITLE = 18
"""The size of the titles of blocks, in D2's points."""


def render(drawing: Drawing, options: Options) -> str:
    """The D2 text of a drawing; places are left to D2."""
    return "\n".join(_lines(drawing, options)) + "\n"


def _lines(drawing: Drawing, options: Options) -> Iterator[str]:
    view, look = drawing.view, palette(options)
    drawn = sketch(view)
    classes = hues(drawn.every())
    for line in header(drawn, options):
        yield f"# {line}"
    yield from _settings(drawn, look)
    yield f"direction: {_direction(view)}"
    yield f"style.fill: {text(look.page)}"
    yield from _classes(drawn, classes, look)
    yield from _heading(drawn, look)
    yield from _left_out(drawn, look)
    for node in drawn.nodes:
        yield from _node(node, 0, classes, look)
    paths, kinds = _paths(drawn.nodes, ""), _kinds(drawn)
    for link in drawn.links:
        yield _edge(link, paths, kinds)


def text(words: str) -> str:
    r"""A double quoted string of D2 that shows these words: no substitution, no escape.

    >>> print(text('a "b" ${c}\n\\d'))
    "a \"b\" \${c}\n\\d"
    """
    safe = words.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("\n", "\\n")
    return f'"{safe}"'


def _direction(view: View) -> str:
    return "down" if view.arrangement == "places" else "right"


def _settings(drawn: Sketch, look: Palette) -> Iterator[str]:
    yield "vars: {"
    yield "  d2-config: {"
    yield "    layout-engine: elk"
    yield f"    theme-id: {'200' if look.dark else '0'}"
    yield "  }"
    if drawn.legend:
        yield "  d2-legend: {"
        yield "    from: { style.opacity: 0 }"
        yield "    to: { style.opacity: 0 }"
        for line in drawn.legend:
            yield f"    from -> to: {text(one_line(line.label))} {{ {_stroke(line, look)} }}"
        yield "  }"
    yield "}"


def _classes(drawn: Sketch, classes: dict[Hue, str], look: Palette) -> Iterator[str]:
    yield "classes: {"
    for hue, name in classes.items():
        colours = f"fill: {text(look.card)}; stroke: {text(look.hue(hue))}"
        words = f"font-color: {text(look.text)}; border-radius: 8"
        yield f"  {name}: {{ style: {{ {colours}; {words} }} }}"
    kinds = _kinds(drawn)
    for line in drawn_lines(drawn):
        words = f"style.font-color: {text(look.soft)}"
        yield f"  {kinds[line.kind]}: {{ {_stroke(line, look)}; {words} }}"
    yield "}"


def _kinds(drawn: Sketch) -> dict[str, str]:
    """A class name for each kind of flow."""
    found = {}
    for number, line in enumerate(drawn_lines(drawn)):
        found[line.kind] = re.sub(r"\W+", "_", f"kind_{number}_{line.kind}")
    return found


def _stroke(line: LegendLine, look: Palette) -> str:
    """D2 knows one length for dashes and gaps, and whole numbers of both lengths and weights."""
    parts = [
        f"style.stroke: {text(look.hue(line.hue))}",
        f"style.stroke-width: {max(1, round(line.weight))}",
    ]
    if dashes(line):
        parts.append(f"style.stroke-dash: {min(10, max(1, round(dashes(line)[0])))}")
    return "; ".join(parts)


def _heading(drawn: Sketch, look: Palette) -> Iterator[str]:
    rows = wrap(drawn.title, 1100, 22)
    words = "\n".join([*rows, drawn.subtitle]).strip()
    if words:
        yield _said("title", words, f"near: top-center; {_letters(22, look.text)}", 22)


def _left_out(drawn: Sketch, look: Palette) -> Iterator[str]:
    rows: list[str] = []
    for note in drawn.notes:
        rows += wrap(note, 900, 13, lines=6)
    words = "\n".join(rows)
    if words:
        yield _said("left_out", words, f"near: bottom-center; {_letters(13, look.soft)}", 13)


def _letters(size: int, colour: str) -> str:
    return f"style.font-size: {size}; style.font-color: {text(colour)}"


def _said(id: str, words: str, style: str, size: int) -> str:
    """Words that stand beside the picture."""
    rows = "\n".join(shorten(row, 1100, size) for row in words.split("\n"))
    return f"{id}: {text(rows)} {{ shape: text; {style} }}"


# --- nodes and arrows


def _paths(nodes: tuple[Node, ...], outer: str) -> dict[str, str]:
    """Where each node lies, from the outermost container inwards."""
    found = {}
    for node in nodes:
        found[node.id] = f"{outer}{node.id}"
        found |= _paths(node.children, f"{found[node.id]}.")
    return found


def _node(node: Node, depth: int, classes: dict[Hue, str], look: Palette) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}{node.id}: {text(_words(node))} {{"
    yield f"{pad}  class: {classes[node.hue]}"
    for line in _about(node):
        yield f"{pad}  {line}"
    if node.level != "box":
        yield f"{pad}  style.stroke: {text(border(node, look))}"
    if node.children:
        yield f"{pad}  style.fill: {text(ground(node, look))}"
    if node.children and node.level == "block":
        yield f"{pad}  grid-columns: {1 if len(node.children) < 3 else 2}"
        yield f"{pad}  grid-gap: 12"
        # within it, the badges of links and tooltips of the first boxes would cover it
        yield f"{pad}  label.near: outside-top-left"
        yield f"{pad}  style.font-size: {BLOCK_TITLE}"
    for child in node.children:
        yield from _node(child, depth + 1, classes, look)
    yield f"{pad}}}"


def _about(node: Node) -> Iterator[str]:
    """Where a node leads, its reasons, and its mark."""
    if node.href:
        yield f"link: {text(node.href)}"
    if node.tooltip and node.tooltip != node.name:
        yield f"tooltip: {text(_tooltip(node))}"
    if node.mark:
        yield f"style.{'stroke-width: 3' if node.mark == 'added' else 'stroke-dash: 4'}"


def _tooltip(node: Node) -> str:
    """The reasons, without what D2 would refuse: it insists that they are sound Markdown."""
    return node.tooltip.replace("<", "‹").replace(">", "›").replace("&#", "& #")


def _words(node: Node) -> str:
    if node.children:
        return node.heading(Room(420, 13))
    rows = node.rows(Room(200, 16, lines=3))
    return "\n".join([*rows, shorten(node.subtitle, 240, 16)] if node.subtitle else rows)


def _edge(link: Link, paths: dict[str, str], kinds: dict[str, str]) -> str:
    arrow = "<->" if link.arrow.both else "->"
    ends = f"{paths[link.source.id]} {arrow} {paths[link.target.id]}"
    said = "\n".join(wrap(link.words, 260, 13, lines=3))
    return f"{ends}: {text(said)} {{ class: {kinds[link.line.kind]} }}"
