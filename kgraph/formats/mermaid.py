"""Mermaid: the view as a flowchart with subgraphs and links; lanes and flows are classes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kgraph.formats.options import Options
from kgraph.formats.sketch import (
    Link,
    Node,
    Sketch,
    border,
    ground,
    header,
    hues,
    palette,
    sketch,
)
from kgraph.formats.theme import Palette
from kgraph.layout.drawing import Drawing
from kgraph.layout.style import STYLES
from kgraph.layout.text import shorten, wrap
from kgraph.view.view import LegendLine, View
from kgraph.words import one_line

LONGEST = 45_000
"""Mermaid refuses texts of more than 50,000 characters; near to it, tooltips keep one line."""

_PLAIN = frozenset(" ,.:()/'+-=?!@")
"""The punctuation that Mermaid shows as it is.

All other goes by its number: it might be markup, an entity or a directive.
"""
_OWN = frozenset("ﬂ¶")
"""Letters by which Mermaid marks entities while it reads."""


def render(drawing: Drawing, options: Options) -> str:
    """The Mermaid text of a drawing; places are left to Mermaid."""
    whole = _render(drawing, options, rows=12)
    return whole if len(whole) <= LONGEST else _render(drawing, options, rows=1)


def _render(drawing: Drawing, options: Options, *, rows: int) -> str:
    return "\n".join(_lines(drawing, options, rows)) + "\n"


def _lines(drawing: Drawing, options: Options, rows: int) -> Iterator[str]:
    look = palette(options)
    drawn = sketch(drawing.view)
    yield from _front(drawn, look)
    yield f"flowchart {_direction(drawing.view)}"
    for line in header(drawn, options):
        yield f"  %% {line}"
    for node in drawn.nodes:
        yield from _node(node, 1)
    for link in drawn.links:
        yield _edge(link)
    yield from _legend(drawn, look)
    yield from _link_styles(drawn, look)
    yield from _classes(drawn, look)
    yield from _containers(drawn.nodes, look)
    for node in drawn.every():
        yield from _click(node, rows)


def _front(drawn: Sketch, look: Palette) -> Iterator[str]:
    """The title and the settings: a base theme whose colours are ours. JSON is valid YAML."""
    colours = {
        "background": look.page,
        "primaryColor": look.card,
        "primaryTextColor": look.text,
        "titleColor": look.text,
        "textColor": look.text,
        "lineColor": look.soft,
        "edgeLabelBackground": look.page,
        "fontFamily": "Roboto, Helvetica, Arial, sans-serif",
        "darkMode": look.dark,
    }
    title = shorten(drawn.title, 900, STYLES["title"][0], weight="medium")
    yield "---"
    yield f"title: {json.dumps(title, ensure_ascii=False)}"
    yield "config:"
    yield "  theme: base"
    yield f"  themeVariables: {json.dumps(colours)}"
    yield "  flowchart: {wrappingWidth: 320, nodeSpacing: 30, rankSpacing: 40}"
    yield "---"


def words(text: str, room: float = 900.0) -> str:
    """The text for a quoted string of Mermaid: no markup, no entity, no list, no directive.

    >>> words('a "b" #1; 50%%{x}')
    'a #34;b#34; #35;1#59; 50#37;#37;#123;x#125;'
    >>> words("1. first"), words("- x")
    ('1#46; first', '#45; x')
    """
    line = shorten(one_line(text).replace("$$", "$ $"), room, 13)  # a pair would begin a formula
    plain = _PLAIN - {":"} if re.search("style|classDef", line) else _PLAIN
    shown = "".join(_letter(letter, plain) for letter in line)
    # what begins like a list would be refused as one
    listed = re.match(r"(\d+)([.)])|([-+])", shown)
    if listed is None:
        return shown
    number, sign = (listed[1], listed[2]) if listed[1] else ("", listed[3])
    return f"{number}#{ord(sign)};{shown[listed.end() :]}"


def _letter(letter: str, plain: frozenset[str]) -> str:
    """A letter as it is, or by its number."""
    return letter if _harmless(letter, plain) else f"#{ord(letter)};"


def _harmless(letter: str, plain: frozenset[str]) -> bool:
    if letter.isascii() and not letter.isalnum():
        return letter in plain
    return letter not in _OWN


def _direction(view: View) -> str:
    return "TB" if view.arrangement == "places" else "LR"


def _node(node: Node, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if not node.children:
        role = f"<br/><small>{words(node.subtitle, 240)}</small>" if node.subtitle else ""
        yield f'{pad}{node.id}("{words(node.name)}{role}")'
        return
    subtitle = f" · {node.subtitle}" if node.subtitle else ""
    yield f'{pad}subgraph {node.id}["{words(node.name + subtitle, 600)}"]'
    for child in node.children:
        yield from _node(child, depth + 1)
    yield f"{pad}end"


def _edge(link: Link) -> str:
    label = f'|"{words(link.words, 640)}"|' if link.words else ""
    arrow = "<-->" if link.arrow.both else "-->"
    return f"  {link.source.id} {arrow}{label} {link.target.id}"


# --- styles


def _legend(drawn: Sketch, look: Palette) -> Iterator[str]:
    """A sample of each kind of flow between two small points, and what is said below."""
    if not drawn.legend and not drawn.notes:
        return
    row = []
    yield '  subgraph legend["Legend"]'
    yield "    direction LR"
    for number, line in enumerate(drawn.legend):
        start, end = f"legend_{number}_from", f"legend_{number}_to"
        row += [start, end]
        # words stand beside the sample: on it they would cover it
        yield f'    {start}[" "] --> {end}["{words(line.label, 240)}"]'
    if drawn.notes:
        row.append("legend_notes")
        yield f'    legend_notes["{"<br/>".join(_notes(drawn))}"]'
    yield "  end"
    yield f"  classDef said fill:none,stroke:none,color:{look.soft}"
    yield f"  class {','.join(row)} said"


def _notes(drawn: Sketch) -> Iterator[str]:
    for note in drawn.notes:
        for row in wrap(note, 420, 13, lines=8):
            yield words(row, 1200)


def _link_styles(drawn: Sketch, look: Palette) -> Iterator[str]:
    """One style for each kind; arrows are known by number, the samples of the legend come last."""
    arrows = [*(link.line for link in drawn.links), *drawn.legend]
    numbers: dict[LegendLine, list[int]] = {}
    for number, line in enumerate(arrows):
        numbers.setdefault(line, []).append(number)
    for line, its in numbers.items():
        dash = "" if line.dash == "solid" else f",stroke-dasharray:{line.dash}"
        stroke = f"stroke:{look.hue(line.hue)},stroke-width:{line.weight:g}px{dash}"
        yield f"  linkStyle {','.join(map(str, its))} {stroke}"


def _classes(drawn: Sketch, look: Palette) -> Iterator[str]:
    """The lanes, and which boxes lie in each."""
    classes = hues(node for node in drawn.every() if node.level in ("box", "block"))
    for hue, name in classes.items():
        stroke = f"stroke:{look.hue(hue)},stroke-width:1.2px"
        yield f"  classDef {name} fill:{look.card},{stroke},color:{look.text}"
    for hue, name in classes.items():
        members = [node.id for node in drawn.every() if not node.children and node.hue == hue]
        if members:
            yield f"  class {','.join(members)} {name}"


def _containers(nodes: tuple[Node, ...], look: Palette) -> Iterator[str]:
    for node in nodes:
        if node.children:
            colour = border(node, look)
            text = look.hue(node.hue) if node.level == "block" else look.text
            dash = ",stroke-dasharray:5 4" if node.mark == "removed" else ""
            yield f"  style {node.id} fill:{ground(node, look)},stroke:{colour},color:{text}{dash}"
            yield from _containers(node.children, look)


def _click(node: Node, rows: int) -> Iterator[str]:
    """The link of a box with its reasons as a tooltip; Mermaid knows neither for subgraphs."""
    if node.href and not node.children:
        told = [row for row in node.tooltip.splitlines() if row.strip()][:rows]
        reasons = " | ".join(words(row) for row in told)
        yield f'  click {node.id} href "{node.href}" "{reasons or words(node.name)}" _blank'
