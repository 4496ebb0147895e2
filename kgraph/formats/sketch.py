"""What the text and editor formats share: a view as one tree with safe ids, its links in words, and colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.formats.options import Options
from kgraph.formats.theme import Palette, theme_named
from kgraph.layout.style import SIGNS
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, LegendLine, View
from kgraph.words import clean, one_line

PLAIN = Hue("#475569", "#a8b5c8")
"""The colour of what has none of its own."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box, a block or a frame. `own` is its id in the view, `id` one that every format accepts.

    `level` is ``box``, ``block`` or that of the frame. What holds nothing is a leaf, whatever its level.
    """

    id: str
    own: str
    level: str
    title: str
    subtitle: str
    icon: str
    glyph: str
    hue: Hue
    href: str
    tooltip: str
    count: int
    mark: str
    children: tuple[Node, ...] = ()

    @property
    def name(self) -> str:
        """The title with the number of what it stands for and the sign of its mark."""
        many = f" ×{self.count}" if self.count > 1 else ""
        sign = f"{SIGNS[self.mark]} " if self.mark in SIGNS else ""
        return f"{sign}{self.title or self.own}{many}"

    def leaves(self) -> Iterator[Node]:
        """What lies within it and holds nothing; itself, if that is so of it."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two nodes, with the line of the legend that tells how it is drawn."""

    id: str
    arrow: Arrow
    source: Node
    target: Node
    line: LegendLine

    @property
    def words(self) -> str:
        """What stands on it: the numbers of its steps, the sign of its mark, its label."""
        steps = ", ".join(map(str, self.arrow.steps))
        label = one_line(self.arrow.label)
        sign = (
            f"{SIGNS[self.arrow.mark]} {label or self.arrow.mark}"
            if self.arrow.mark in SIGNS
            else label
        )
        return " · ".join(part for part in (steps, sign) if part)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A view as one tree, its links, and what is said beside the picture. All texts but tooltips are single lines."""

    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    legend: tuple[LegendLine, ...]
    notes: tuple[str, ...]

    def every(self) -> Iterator[Node]:
        """Every node, the outer before the inner."""
        stack = list(reversed(self.nodes))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def sketch(view: View) -> Sketch:
    """The view as a tree. A block of one box without a title is that box, so arrows to the block end at the box."""
    made = _Maker()
    nodes = tuple(made.node(child) for child in view.children)
    lines = {line.kind: line for line in view.legend}
    links = tuple(
        Link(
            made.safe("edge", arrow.id),
            arrow,
            made.ends[arrow.source],
            made.ends[arrow.target],
            _line(arrow, lines),
        )
        for arrow in view.arrows
    )
    steps = (f"{number} · {one_line(text)}" for number, text in enumerate(view.steps, 1))
    notes = (*steps, *(one_line(str(line)) for line in view.left_out))
    return Sketch(one_line(view.title), one_line(view.subtitle), nodes, links, view.legend, notes)


class _Maker:
    """Makes nodes, and remembers which ids are taken and where the arrows of the view end."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.ends: dict[str, Node] = {}

    def safe(self, kind: str, own: str) -> str:
        """An id of letters, digits and ``_`` that begins with its kind and is like no other."""
        words = re.sub(r"[^a-z0-9]+", "_", own.removeprefix(f"{kind}:").lower()).strip("_")[:80]
        stem = id = f"{kind}_{words}".rstrip("_")
        number = 1
        while id in self.taken:
            number += 1
            id = f"{stem}_{number}"
        self.taken.add(id)
        return id

    def node(self, one: Frame | Block) -> Node:
        made = self._frame(one) if isinstance(one, Frame) else self._block(one)
        self.ends[one.id] = made
        return made

    def _frame(self, frame: Frame) -> Node:
        id, title, subtitle = (
            self.safe("frame", frame.id),
            one_line(frame.title),
            one_line(frame.subtitle),
        )
        inner = tuple(self.node(child) for child in frame.children)
        href, tooltip = link_of(frame.href), clean(frame.tooltip)
        return Node(
            id,
            frame.id,
            frame.level,
            title,
            subtitle,
            frame.icon,
            "",
            PLAIN,
            href,
            tooltip,
            1,
            frame.mark,
            inner,
        )

    def _block(self, block: Block) -> Node:
        if not block.title and len(block.boxes) == 1:
            return self._box(block.boxes[0])
        id = self.safe("block", block.id)
        inner = tuple(self._box(box) for box in block.boxes)
        return Node(
            id,
            block.id,
            "block",
            one_line(block.title),
            "",
            "",
            "",
            block.hue,
            "",
            "",
            1,
            "",
            inner,
        )

    def _box(self, box: Box) -> Node:
        id, title, subtitle = self.safe("box", box.id), one_line(box.title), one_line(box.subtitle)
        href, tooltip = link_of(box.href), clean(box.tooltip)
        return Node(
            id,
            box.id,
            "box",
            title,
            subtitle,
            box.icon,
            box.glyph,
            box.hue,
            href,
            tooltip,
            box.count,
            box.mark,
        )


def _line(arrow: Arrow, lines: dict[str, LegendLine]) -> LegendLine:
    return lines.get(arrow.kind) or LegendLine(arrow.kind, arrow.kind, "", "solid", 1.5, PLAIN)


# --- texts


def link_of(href: str) -> str:
    """The address, if it is one of the web, with what would end a quoted text written in its percent form.

    >>> link_of('https://a.example/?q="x y"'), link_of("javascript:alert(1)")
    ('https://a.example/?q=%22x%20y%22', '')
    """
    if not href.startswith(("https://", "http://")):
        return ""
    return re.sub(r"""[\s"'<>`\\{}|^;$]|[^\x21-\x7e]""", _percent, clean(href))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8"))


def header(drawn: Sketch, options: Options) -> tuple[str, ...]:
    """What a comment tells before anything else: title, subtitle, origin, what is left out.

    Each is a line in which nothing continues it and nothing is a directive, whatever the format.
    """
    origin, made = options.provenance, ""
    if origin is not None:
        parts = (
            f"view {origin.view}",
            origin.source and f"from {origin.source}",
            origin.data and f"data {origin.data}",
        )
        made = one_line(", ".join(part for part in parts if part))
    lines = (drawn.title, drawn.subtitle, made, *drawn.notes)
    return tuple(line.replace("\\", "/").replace("%%", "% %") for line in lines if line)


# --- colours


def palette(options: Options) -> Palette:
    """The colours of the theme that is asked for; what follows the reader's system is light, where a format cannot follow."""
    return theme_named(options.theme, where="theme").palette


def border(node: Node, look: Palette) -> str:
    """The colour of a node's border: of its lane, of its level, or of its mark."""
    if node.mark:
        return look.mark(node.mark)
    return look.hue(node.hue) if node.level in ("box", "block") else look.frame(node.level).line


def ground(node: Node, look: Palette) -> str:
    """What a node is filled with."""
    if node.level == "box":
        return look.card
    return look.ground(node.hue) if node.level == "block" else look.frame(node.level).fill


def hues(nodes: Iterable[Node]) -> dict[Hue, str]:
    """A class name for each colour that is used, by the order in which they come."""
    found = dict.fromkeys(node.hue for node in nodes)
    return {hue: f"hue_{number}" for number, hue in enumerate(found)}


def dashes(line: LegendLine) -> tuple[float, ...]:
    """The lengths of a line's dashes and gaps; none where it is solid.

    >>> dashes(LegendLine("a", "a", "", "7 4", 1.0, PLAIN)), dashes(LegendLine("a", "a", "", "solid", 1.0, PLAIN))
    ((7.0, 4.0), ())
    """
    return tuple(float(part) for part in re.findall(r"[\d.]+", line.dash))


def manner(line: LegendLine) -> str:
    """The dash of a line in the three words that most formats know: solid, dashed or dotted."""
    lengths = dashes(line)
    return "solid" if not lengths else "dotted" if lengths[0] <= 2 else "dashed"
