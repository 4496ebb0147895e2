"""DOT: the view as a Graphviz graph, in the styles of the picture; what contains is a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.formats.options import Options
from kgraph.formats.sketch import (
    Link,
    Node,
    Sketch,
    border,
    ground,
    header,
    manner,
    palette,
    sketch,
)
from kgraph.formats.theme import Palette
from kgraph.layout.drawing import Drawing
from kgraph.layout.naming import Room
from kgraph.layout.style import STYLES
from kgraph.layout.text import shorten, wrap
from kgraph.view.view import LegendLine, View
from kgraph.words import one_line

FONT = "Roboto, Helvetica, Arial, sans-serif"
ROOM = 190.0
"""Points that the words of a box may take: Graphviz does not break lines."""
NOTES = "legend_notes"
IN_ROW = 6
"""How many kinds of flow are explained side by side."""
SAMPLES = {"solid": (36, 1, 1), "dashed": (8, 5, 3), "dotted": (2, 4, 6)}
"""How a sample of each manner is made: points of line, points of gap, how often."""


def render(drawing: Drawing, options: Options) -> str:
    """The DOT text of a drawing; places are left to Graphviz."""
    return "\n".join(_lines(drawing, options)) + "\n"


def _lines(drawing: Drawing, options: Options) -> Iterator[str]:
    view, look = drawing.view, palette(options)
    drawn = sketch(view)
    for line in header(drawn, options):
        yield f"// {line}"
    yield f"digraph {quoted(drawn.title)} {{"
    yield from _settings(drawn, view, look)
    yield ""
    for node in drawn.nodes:
        yield from _node(node, 0, look)
    yield ""
    for link in drawn.links:
        yield _edge(link, view, look)
    yield from _left_out(drawn, look, below=_direction(view) == "TB")
    yield "}"


def _settings(drawn: Sketch, view: View, look: Palette) -> Iterator[str]:
    """What holds of the whole, of each node and of each edge."""
    letters = f"fontname={quoted(FONT)}, fontsize=13"
    yield (
        f"  graph [compound=true, rankdir={_direction(view)}, nodesep=0.35, ranksep=0.55, "
        f"bgcolor={quoted(look.page)},"
    )
    yield (
        f"    {letters}, fontcolor={quoted(look.soft)}, labelloc=t, labeljust=l, "
        f"label=<{_heading(drawn, look)}>]"
    )
    yield (
        f'  node [shape=box, style="rounded,filled", fillcolor={quoted(look.card)}, {letters}, '
        f'fontcolor={quoted(look.text)}, penwidth=1.2, margin="0.16,0.09", target=_blank]'
    )
    yield (
        f"  edge [fontname={quoted(FONT)}, fontsize=11, fontcolor={quoted(look.soft)}, "
        "arrowsize=0.7]"
    )


def quoted(text: str) -> str:
    r"""A quoted string of DOT that shows this text: no escape, no entity.

    >>> print(quoted('a "b" \\N &amp;'))
    "a \"b\" \\N &amp;amp;"
    """
    plain = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n") + '"'


def _exact(text: str) -> str:
    """A quoted string that is not shown, so no entity in it is read: an id, an address, a name."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _direction(view: View) -> str:
    return "TB" if view.arrangement == "places" else "LR"


def _heading(drawn: Sketch, look: Palette) -> str:
    """What stands above the picture: its title, and how each kind of flow is drawn.

    Samples are cells of a table: edges among the others would stretch the page.
    """
    title = "<BR/>".join(map(_markup, _title(drawn)))
    rows = [f'<FONT POINT-SIZE="22" COLOR="{look.text}"><B>{title}</B></FONT>']
    if drawn.subtitle:
        rows.append(_markup(shorten(drawn.subtitle, 1100, 13)))
    if drawn.legend:
        rows.append(_table(_samples(drawn.legend, look), spacing=4))
    cells = (f'<TR><TD ALIGN="LEFT">{row}</TD></TR>' for row in rows)
    return _table("".join(cells), spacing=2)


def _table(rows: str, *, spacing: int = 0) -> str:
    plain = 'BORDER="0" CELLBORDER="0" CELLPADDING="0"'
    return f'<TABLE {plain} CELLSPACING="{spacing}">{rows}</TABLE>'


def _samples(legend: Sequence[LegendLine], look: Palette) -> str:
    rows = []
    for first in range(0, len(legend), IN_ROW):
        cells = (_sample(line, look) for line in legend[first : first + IN_ROW])
        rows.append(f"<TR>{''.join(cells)}</TR>")
    return "".join(rows)


def _sample(line: LegendLine, look: Palette) -> str:
    """A piece of line in its colour, weight and dashes, and what it means."""
    colour, high = look.hue(line.hue), max(2, round(line.weight))
    on, off, times = SAMPLES[manner(line)]
    fixed = f'<TD FIXEDSIZE="TRUE" HEIGHT="{high}" WIDTH'
    pieces = f'{fixed}="{on}" BGCOLOR="{colour}"></TD>{fixed}="{off}"></TD>' * times
    words = _markup(one_line(line.label))
    small = f'<FONT POINT-SIZE="11">{words}</FONT>'
    return f'<TD>{_table(f"<TR>{pieces}</TR>")}</TD><TD ALIGN="LEFT">{small}   </TD>'


def _title(drawn: Sketch) -> tuple[str, ...]:
    return wrap(drawn.title, 900, STYLES["title"][0], weight="medium")


# --- nodes and clusters


def _node(node: Node, depth: int, look: Palette) -> Iterator[str]:
    pad = "  " * (depth + 1)
    if not node.children:
        yield f"{pad}{node.id} [{_attributes(node, look)}]"
        return
    yield f"{pad}subgraph cluster_{node.id} {{"
    yield f"{pad}  graph [{_cluster(node, look)}]"
    for child in node.children:
        yield from _node(child, depth + 1, look)
    if node.level == "block":
        yield from (f"{pad}  {line}" for line in _grid(node))
    yield f"{pad}}}"


def _grid(block: Node) -> Iterator[str]:
    """Invisible edges that set boxes in two columns: without them they stand in one long row."""
    ids = [box.id for box in block.children]
    for column in (ids[::2], ids[1::2]):
        if len(column) > 1:
            yield f"{' -> '.join(column)} [style=invis, weight=8]"


def _words(node: Node, look: Palette) -> str:
    """The title in at most three lines, the role below it."""
    rows = node.rows(Room(ROOM, 13, "medium", 3))
    title = "<BR/>".join(f"<B>{_markup(row)}</B>" for row in rows)
    role = _markup(shorten(node.subtitle, ROOM, 11))
    if not role:
        return title
    return f'{title}<BR/><FONT POINT-SIZE="11" COLOR="{look.soft}">{role}</FONT>'


def _attributes(node: Node, look: Palette) -> str:
    style = ', style="rounded,filled,dashed"' if node.mark == "removed" else ""
    return f"label=<{_words(node, look)}>, color={quoted(border(node, look))}{style}{_common(node)}"


def _common(node: Node) -> str:
    """What nodes and clusters say alike."""
    found = [f"id={_exact(node.own)}", f'class="{f"{node.level} {node.mark}".strip()}"']
    if node.href:
        found.append(f"URL={_exact(node.href)}")
    found.append(f"tooltip={quoted(node.tooltip or node.name)}")
    if node.icon:
        found.append(f"comment={_exact(f'icon {node.icon}')}")
    if node.mark == "added":
        found.append("penwidth=2.6")
    return ", " + ", ".join(found)


def _cluster(node: Node, look: Palette) -> str:
    colour = look.hue(node.hue) if node.level == "block" else look.text
    dash = ",dashed" if node.mark == "removed" else ""
    return (
        f"label={quoted(node.heading(Room(420, 13)))}, labelloc=t, labeljust=l, fontsize=13, "
        f'fontcolor={quoted(colour)}, style="rounded,filled{dash}", '
        f"fillcolor={quoted(ground(node, look))}, color={quoted(border(node, look))}, "
        f"margin=14{_common(node)}"
    )


# --- arrows


def _edge(link: Link, view: View, look: Palette) -> str:
    """An edge between leaves, cut at the border of the container that is meant."""
    tail, head = list(link.source.leaves())[-1], next(link.target.leaves())
    found = [f"label={quoted(_said(link.words))}"] if link.words else []
    if link.source.children:
        found.append(f"ltail=cluster_{link.source.id}")
    if link.target.children:
        found.append(f"lhead=cluster_{link.target.id}")
    if link.arrow.both:
        found.append("dir=both")
    if view.along and link.arrow.kind not in view.along:
        found.append("weight=0")
    found += [
        _stroke(link.line, look),
        f"id={_exact(link.arrow.id)}",
        f"class={_exact(one_line(link.arrow.kind + ' ' + link.arrow.mark))}",
        f"tooltip={quoted(link.arrow.tooltip or link.line.label)}",
    ]
    return f"  {tail.id} -> {head.id} [{', '.join(found)}]"


def _said(words: str) -> str:
    """The words of an edge, which Graphviz does not break."""
    return "\n".join(wrap(words, 220, 11, lines=3))


def _stroke(line: LegendLine, look: Palette) -> str:
    return f"color={quoted(look.hue(line.hue))}, style={manner(line)}, penwidth={line.weight:g}"


# --- what is said beside the picture


def _left_out(drawn: Sketch, look: Palette, *, below: bool) -> Iterator[str]:
    """What is left out and the steps: below, or, where arrows go to the right, beside the others."""
    if not drawn.notes:
        return
    yield ""
    yield "  subgraph legend {"
    if below:
        yield "    graph [rank=sink]"
    small = f'fontsize=11, fontcolor={quoted(look.soft)}, tooltip=" "'
    yield f'    {NOTES} [label={_notes(drawn)}, shape=plaintext, style="", {small}]'
    yield "  }"
    if below:
        for node in drawn.nodes:
            yield f"  {list(node.leaves())[-1].id} -> {NOTES} [style=invis, weight=0]"


def _notes(drawn: Sketch) -> str:
    rows: list[str] = []
    for note in drawn.notes:
        rows += wrap(note, 460, 11, lines=6)
    return quoted("\n".join(rows)).replace("\\n", "\\l")[:-1] + '\\l"'
