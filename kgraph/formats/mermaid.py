"""Mermaid: the view as a flowchart with subgraphs, classes for lanes and kinds of flow, and links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kgraph.formats.options import Options
from kgraph.formats.sketch import Link, Node, Sketch, border, ground, header, hues, palette, sketch
from kgraph.formats.theme import Palette
from kgraph.layout.drawing import Drawing
from kgraph.layout.style import STYLES
from kgraph.layout.text import shorten, wrap
from kgraph.view.view import Hue, LegendLine, View
from kgraph.words import one_line

LONGEST = 45_000
"""Mermaid refuses to draw texts of more than 50,000 characters; of one that comes near to it, tooltips keep one line."""

_PLAIN = frozenset(" ,.:()/'+-=?!@")
"""The punctuation that Mermaid shows as it is. All other goes by its number: it might be markup, an entity or a directive."""
_OWN = frozenset("ﬂ¶")
"""Letters by which Mermaid marks entities while it reads."""


def render(drawing: Drawing, options: Options) -> str:
    """The Mermaid text of a drawing; places are left to Mermaid."""
    whole = _render(drawing, options, rows=12)
    return whole if len(whole) <= LONGEST else _render(drawing, options, rows=1)


def _render(drawing: Drawing, options: Options, *, rows: int) -> str:
    view, look = drawing.view, palette(options)
    drawn = sketch(view)
    classes = hues(node for node in drawn.every() if node.level in ("box", "block"))
    lines = [
        *_front(drawn, look),
        f"flowchart {_direction(view)}",
        *(f"  %% {line}" for line in header(drawn, options)),
        *(line for node in drawn.nodes for line in _node(node, 1)),
        *(_edge(link) for link in drawn.links),
        *_legend(drawn, look),
        *_link_styles(drawn, look),
        *(
            f"  classDef {name} fill:{look.card},stroke:{look.hue(hue)},stroke-width:1.2px,color:{look.text}"
            for hue, name in classes.items()
        ),
        *_members(drawn, classes),
        *_containers(drawn.nodes, look),
        *(line for node in drawn.every() for line in _click(node, rows)),
    ]
    return "\n".join(lines) + "\n"


def _front(drawn: Sketch, look: Palette) -> Iterator[str]:
    """The title and the settings: a base theme whose colours are ours. JSON strings are valid YAML."""
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
    yield "---"
    yield f"title: {json.dumps(shorten(drawn.title, 900, STYLES['title'][0], weight='medium'), ensure_ascii=False)}"
    yield "config:"
    yield "  theme: base"
    yield f"  themeVariables: {json.dumps(colours)}"
    yield "  flowchart: {wrappingWidth: 320, nodeSpacing: 30, rankSpacing: 40}"
    yield "---"


def words(text: str, room: float = 900.0) -> str:
    """The text for a quoted string of Mermaid: nothing in it is markup, an entity, a list or a directive.

    >>> words('a "b" #1; 50%%{x}')
    'a #34;b#34; #35;1#59; 50#37;#37;#123;x#125;'
    >>> words("1. first"), words("- x")
    ('1#46; first', '#45; x')
    """
    line = shorten(one_line(text).replace("$$", "$ $"), room, 13)  # a pair would begin a formula
    plain = _PLAIN - {":"} if re.search("style|classDef", line) else _PLAIN
    shown = "".join(c if _harmless(c, plain) else f"#{ord(c)};" for c in line)
    listed = re.match(
        r"(\d+)([.)])|([-+])", shown
    )  # what begins like a list would be refused as one
    if listed is None:
        return shown
    number, sign = (listed[1], listed[2]) if listed[1] else ("", listed[3])
    return f"{number}#{ord(sign)};{shown[listed.end() :]}"


def _harmless(letter: str, plain: frozenset[str]) -> bool:
    return letter in plain if letter.isascii() and not letter.isalnum() else letter not in _OWN


def _direction(view: View) -> str:
    return "LR" if view.arrangement == "layers" else "TB"


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
    label = f'|"{words(link.words, 260)}"|' if link.words else ""
    return f"  {link.source.id} {'<-->' if link.arrow.both else '-->'}{label} {link.target.id}"


# --- styles


def _legend(drawn: Sketch, look: Palette) -> Iterator[str]:
    """A sample of each kind of flow between two small points, and what is said below the picture."""
    if not drawn.legend and not drawn.notes:
        return
    row = []
    yield '  subgraph legend["Legend"]'
    yield "    direction LR"
    for number, line in enumerate(drawn.legend):
        row += [f"legend_{number}_from", f"legend_{number}_to"]
        yield f'    {row[-2]}[" "] -->|"{words(line.label, 240)}"| {row[-1]}[" "]'
    if drawn.notes:
        row.append("legend_notes")
        rows = [words(part, 1200) for note in drawn.notes for part in wrap(note, 420, 13, lines=8)]
        yield f'    legend_notes["{"<br/>".join(rows)}"]'
    yield "  end"
    yield f"  classDef said fill:none,stroke:none,color:{look.soft}"
    yield f"  class {','.join(row)} said"


def _link_styles(drawn: Sketch, look: Palette) -> Iterator[str]:
    """One style for each kind; arrows are known by their number, the samples of the legend come after them."""
    at: dict[LegendLine, list[int]] = {}
    for number, link in enumerate(drawn.links):
        at.setdefault(link.line, []).append(number)
    for number, line in enumerate(drawn.legend, len(drawn.links)):
        at.setdefault(line, []).append(number)
    for line, numbers in at.items():
        dash = "" if line.dash == "solid" else f",stroke-dasharray:{line.dash}"
        yield (
            f"  linkStyle {','.join(map(str, numbers))} stroke:{look.hue(line.hue)},stroke-width:{line.weight:g}px{dash}"
        )


def _members(drawn: Sketch, classes: dict[Hue, str]) -> Iterator[str]:
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
