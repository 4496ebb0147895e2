"""D2: the view as nested containers with classes for lanes and kinds of flow, links, tooltips and a legend."""

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
    ground,
    header,
    hues,
    palette,
    sketch,
)
from kgraph.formats.theme import Palette
from kgraph.layout.drawing import Drawing
from kgraph.layout.text import shorten, wrap
from kgraph.view.view import Hue, LegendLine, View
from kgraph.words import one_line


def render(drawing: Drawing, options: Options) -> str:
    """The D2 text of a drawing; places are left to D2."""
    view, look = drawing.view, palette(options)
    drawn = sketch(view)
    classes = hues(drawn.every())
    paths, kinds = _paths(drawn.nodes, ""), _kinds(drawn)
    lines = [
        *(f"# {line}" for line in header(drawn, options)),
        *_settings(drawn, look),
        f"direction: {_direction(view)}",
        f"style.fill: {text(look.page)}",
        *_classes(drawn, classes, look),
        *_said("title", f"{drawn.title}\n{drawn.subtitle}".strip(), "top-center", 22, look),
        *_said(
            "left_out",
            "\n".join(row for note in drawn.notes for row in wrap(note, 900, 13, lines=6)),
            "bottom-center",
            13,
            look,
        ),
        *(line for node in drawn.nodes for line in _node(node, 0, classes, look)),
        *(_edge(link, paths, kinds) for link in drawn.links),
    ]
    return "\n".join(lines) + "\n"


def text(words: str) -> str:
    r"""A double quoted string of D2 that shows these words: no substitution, no escape.

    >>> print(text('a "b" ${c}\n\\d'))
    "a \"b\" \${c}\n\\d"
    """
    safe = words.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("\n", "\\n")
    return f'"{safe}"'


def _direction(view: View) -> str:
    return "right" if view.arrangement == "layers" else "down"


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
        yield f"  {name}: {{ style: {{ fill: {text(look.card)}; stroke: {text(look.hue(hue))}; font-color: {text(look.text)}; border-radius: 8 }} }}"
    kinds = _kinds(drawn)
    for line in _lines(drawn):
        yield f"  {kinds[line.kind]}: {{ {_stroke(line, look)}; style.font-color: {text(look.soft)} }}"
    yield "}"


def _lines(drawn: Sketch) -> tuple[LegendLine, ...]:
    return tuple(dict.fromkeys([*drawn.legend, *(link.line for link in drawn.links)]))


def _kinds(drawn: Sketch) -> dict[str, str]:
    """A class name for each kind of flow."""
    return {
        line.kind: re.sub(r"\W+", "_", f"kind_{number}_{line.kind}")
        for number, line in enumerate(_lines(drawn))
    }


def _stroke(line: LegendLine, look: Palette) -> str:
    """D2 knows one length for dashes and gaps, and whole numbers of both lengths and weights."""
    parts = [
        f"style.stroke: {text(look.hue(line.hue))}",
        f"style.stroke-width: {max(1, round(line.weight))}",
    ]
    if dashes(line):
        parts.append(f"style.stroke-dash: {min(10, max(1, round(dashes(line)[0])))}")
    return "; ".join(parts)


def _said(id: str, words: str, near: str, size: int, look: Palette) -> Iterator[str]:
    if words:
        rows = "\n".join(shorten(row, 1100, size) for row in words.split("\n"))
        colour = text(look.text if id == "title" else look.soft)
        yield f"{id}: {text(rows)} {{ shape: text; near: {near}; style.font-size: {size}; style.font-color: {colour} }}"


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
    if node.href:
        yield f"{pad}  link: {text(node.href)}"
    if node.tooltip and node.tooltip != node.name:
        yield f"{pad}  tooltip: {text(_tooltip(node))}"
    if node.mark:
        yield f"{pad}  style.{'stroke-width: 3' if node.mark == 'added' else 'stroke-dash: 4'}"
    if node.level != "box":
        yield f"{pad}  style.stroke: {text(border(node, look))}"
    if node.children:
        yield f"{pad}  style.fill: {text(ground(node, look))}"
        if node.level == "block":
            yield f"{pad}  grid-columns: {1 if len(node.children) < 3 else 2}"
            yield f"{pad}  grid-gap: 12"
        for child in node.children:
            yield from _node(child, depth + 1, classes, look)
    yield f"{pad}}}"


def _tooltip(node: Node) -> str:
    """The reasons, without what D2 would refuse: it shows tooltips as they are, but insists that they are sound Markdown."""
    return node.tooltip.replace("<", "‹").replace(">", "›").replace("&#", "& #")


def _words(node: Node) -> str:
    if node.children:
        return shorten(f"{node.name} · {node.subtitle}" if node.subtitle else node.name, 420, 13)
    rows = wrap(node.name, 200, 16, lines=3)
    return "\n".join([*rows, shorten(node.subtitle, 240, 16)] if node.subtitle else rows)


def _edge(link: Link, paths: dict[str, str], kinds: dict[str, str]) -> str:
    ends = f"{paths[link.source.id]} {'<->' if link.arrow.both else '->'} {paths[link.target.id]}"
    return f"{ends}: {text(shorten(link.words, 260, 13))} {{ class: {kinds[link.line.kind]} }}"
