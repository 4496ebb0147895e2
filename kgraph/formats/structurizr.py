"""Structurizr DSL: the view as a deployment environment with one deployment view.

Frames and titled blocks are deployment nodes, boxes are infrastructure nodes: in Structurizr only
these may both be nested as deep as places are and have arrows that end at containers. Software
systems and containers say what is built, not where it stands; a view of placements says the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.formats.contrast import mix
from kgraph.formats.options import Options
from kgraph.formats.sketch import (
    Link,
    Node,
    Sketch,
    drawn_lines,
    header,
    hues,
    manner,
    palette,
    sketch,
)
from kgraph.formats.theme import Palette
from kgraph.layout.drawing import Drawing
from kgraph.layout.text import shorten
from kgraph.view.view import Hue, LegendLine, View
from kgraph.words import one_line

ENVIRONMENT = "environment"
_SIGNS = frozenset({"=", "->", "{", "}", "/*", "*/"})
"""Structurizr takes these for its own signs, quoted or not."""


def render(drawing: Drawing, options: Options) -> str:
    """The Structurizr DSL of a drawing; places are left to Structurizr's own layout."""
    return "\n".join(_lines(drawing, options)) + "\n"


def _lines(drawing: Drawing, options: Options) -> Iterator[str]:
    drawn, look = sketch(drawing.view), palette(options)
    name = shorten(drawn.title, 600, 13)
    lanes = hues(drawn.every())
    for line in header(drawn, options):
        yield f"# {line}"
    yield f"workspace {text(name)} {text(drawn.subtitle)} {{"
    yield from _model(drawn, name, lanes)
    yield "  views {"
    yield from _view(drawing.view, drawn, name)
    yield from _styles(drawn, lanes, look)
    yield "  }"
    yield "}"


def _model(drawn: Sketch, name: str, lanes: dict[Hue, str]) -> Iterator[str]:
    tree = _Tree(lanes)
    yield "  model {"
    yield f"    {ENVIRONMENT} = deploymentEnvironment {text(name)} {{"
    # boxes may not stand in an environment by themselves, so all stands in one outer node
    yield f"      everything = deploymentNode {text(name)} {text(drawn.subtitle)} {{"
    for node, title in _named(drawn.nodes):
        yield from tree.node(node, title, 4)
    yield "      }"
    yield from _relations(drawn)
    yield "    }"
    yield "  }"


def _view(view: View, drawn: Sketch, name: str) -> Iterator[str]:
    notes = text(" ".join(drawn.notes))
    yield f"    deployment * {ENVIRONMENT} {text(_key(view.id))} {notes} {{"
    yield "      include *"
    yield f"      autoLayout {_direction(view)} 200 200"
    yield f"      title {text(name)}"
    yield "    }"


def text(words: str) -> str:
    r"""A quoted string that shows these words on one line.

    Nothing in it is an escape, a variable or a sign of the language.

    >>> print(text('a "b" ${HOME} \\'), text("->"))
    "a ”b” $ {HOME} /" "-> "
    """
    line = one_line(words).replace("\\", "/").replace("${", "$ {").replace('"', "”")
    return f'"{line} "' if line in _SIGNS else f'"{line}"'


def _key(id: str) -> str:
    """Keys of views are letters, digits, ``-`` and ``_``."""
    return re.sub("[^A-Za-z0-9_-]", "-", id) or "view"


def _direction(view: View) -> str:
    return "tb" if view.arrangement == "places" else "lr"


def _named(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, str]]:
    """Each with a name that no sibling has: Structurizr takes two of one name for one."""
    taken: set[str] = set()
    for node in nodes:
        number, name = 1, shorten(node.name, 600, 13)
        wanted = name
        while text(name).lower() in taken:
            number += 1
            name = f"{wanted} ({number})"
        taken.add(text(name).lower())
        yield node, name


class _Tree:
    """Writes nodes with the tag of their lane."""

    def __init__(self, lanes: dict[Hue, str]) -> None:
        self.lanes = lanes

    def node(self, node: Node, name: str, depth: int) -> Iterator[str]:
        """A node with all that lies in it."""
        pad = "  " * depth
        yield f"{pad}{node.id} = {self.head(node, name)} {{"
        if node.href:
            yield f"{pad}  url {text(node.href)}"
        yield f"{pad}  properties {{"
        yield f'{pad}    "kgraph.id" {text(node.own)}'
        yield f"{pad}  }}"
        for child, title in _named(node.children):
            yield from self.node(child, title, depth + 1)
        yield f"{pad}}}"

    def head(self, node: Node, name: str) -> str:
        """What a node is, what it is called and told, and its tags."""
        kind = "deploymentNode" if node.children else "infrastructureNode"
        told = node.tooltip.removeprefix(node.title)
        tags = _tags(_level(node), self.lanes[node.hue], node.mark)
        return f"{kind} {text(name)} {text(told)} {text(node.subtitle)} {tags}"


def _tags(*tags: str) -> str:
    return text(",".join(tag for tag in tags if tag))


def _level(node: Node) -> str:
    return {"box": "Box", "block": "Block"}.get(node.level, "Place" if node.children else "Box")


def _relations(drawn: Sketch) -> Iterator[str]:
    """An arrow that goes both ways is two relations.

    What two ends have between them differs in its words.
    """
    taken: set[tuple[str, str, str]] = set()
    for link in drawn.links:
        ways = [(link.source, link.target), (link.target, link.source)]
        for source, target in ways if link.arrow.both else ways[:1]:
            words = _words(link, source.id, target.id, taken)
            kind = link.line.label if link.words else ""
            tags = _tags(_tag(link.line), link.arrow.mark)
            yield f"      {source.id} -> {target.id} {text(words)} {text(kind)} {tags}"


def _words(link: Link, source: str, target: str, taken: set[tuple[str, str, str]]) -> str:
    wanted = words = link.words or one_line(link.line.label)
    number = 1
    while (source, target, text(words)) in taken:
        number += 1
        words = f"{wanted} ({number})"
    taken.add((source, target, text(words)))
    return words


# --- styles


def _tag(line: LegendLine) -> str:
    return one_line(f"kind {line.kind}").replace(",", " ")


def _styles(drawn: Sketch, lanes: dict[Hue, str], look: Palette) -> Iterator[str]:
    yield "    styles {"
    yield from _element(
        "Element",
        [f"background {text(look.card)}", f"color {text(look.text)}", f"stroke {text(look.soft)}"],
    )
    yield from _element("Box", ["shape RoundedBox"])
    for hue, tag in lanes.items():
        colour = look.hue(hue)
        ground = mix(colour, look.card, 0.08)
        yield from _element(tag, [f"stroke {text(colour)}", f"background {text(ground)}"])
    yield from _element("added", ["strokeWidth 6"])
    yield from _element("removed", ["border dashed"])
    for line in drawn_lines(drawn):
        yield f"      relationship {text(_tag(line))} {{"
        yield f"        color {text(look.hue(line.hue))}"
        yield f"        style {manner(line)}"
        yield f"        thickness {max(1, round(line.weight * 1.6))}"
        yield "      }"
    yield "    }"


def _element(tag: str, values: list[str]) -> Iterator[str]:
    yield f"      element {text(tag)} {{"
    yield from (f"        {value}" for value in values)
    yield "      }"
