"""What text and editor formats share: a view as a tree with safe ids, links in words, colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.formats.legend import PLAIN, Lines
from kgraph.formats.options import Options, Provenance
from kgraph.formats.theme import Palette, theme_named
from kgraph.layout.naming import Room, names_of, told_apart
from kgraph.layout.style import SIGNS
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, LegendLine, View
from kgraph.words import clean, one_line


@dataclass(frozen=True, slots=True)
class Node:
    """A box, a block or a frame. `own` is its id in the view, `id` one that every format accepts.

    `level` is ``box``, ``block`` or that of the frame. What holds nothing is a leaf, whatever its
    level.
    """

    id: str
    own: str
    level: str
    title: str
    subtitle: str = ""
    icon: str = ""
    glyph: str = ""
    hue: Hue = PLAIN
    href: str = ""
    tooltip: str = ""
    count: int = 1
    mark: str = ""
    children: tuple[Node, ...] = ()
    known: frozenset[str] = frozenset()
    """The names among which its own, if it is cut, must be told apart."""

    @property
    def name(self) -> str:
        """The title with the number of what it stands for and the sign of its mark."""
        many = f" ×{self.count}" if self.count > 1 else ""
        sign = f"{SIGNS[self.mark]} " if self.mark in SIGNS else ""
        return f"{sign}{self.title or self.own}{many}"

    def rows(self, room: Room) -> tuple[str, ...]:
        """The name in lines that stand for no other name."""
        return told_apart(self.name, self.known, room)

    def heading(self, room: Room) -> str:
        """The name on one line, as much of the subtitle behind it as there is room for."""
        if not room.fits(self.name):
            return " ".join(self.rows(room))
        return room.cut(f"{self.name} · {self.subtitle}" if self.subtitle else self.name)

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
        label, mark = one_line(self.arrow.label), self.arrow.mark
        if mark in SIGNS:
            label = f"{SIGNS[mark]} {label or mark}"
        return " · ".join(part for part in (self.arrow.number, label) if part)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A view as one tree, its links, and what is said beside it.

    All texts but tooltips are single lines.
    """

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
    """The view as a tree.

    A block of one box without a title is that box, so arrows to the block end at the box.
    """
    made = _Maker(Lines(view), names_of(view))
    nodes = tuple(map(made.node, view.children))
    return Sketch(
        title=one_line(view.title),
        subtitle=one_line(view.subtitle),
        nodes=nodes,
        links=tuple(map(made.link, view.arrows)),  # which end at nodes that are made
        legend=view.legend,
        notes=tuple(_notes(view)),
    )


def _notes(view: View) -> Iterator[str]:
    """The steps that the picture tells, and what it leaves out."""
    for number, text in zip(view.numbers, view.steps, strict=True):
        yield f"{number} · {one_line(text)}"
    for line in view.left_out:
        yield one_line(str(line))


class _Maker:
    """Makes nodes, then links, and remembers which ids are taken and where arrows end."""

    def __init__(self, lines: Lines, known: frozenset[str]) -> None:
        self.lines = lines
        self.known = known
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
        """The node of a frame or a block, with all that lies in it."""
        made = self._frame(one) if isinstance(one, Frame) else self._block(one)
        self.ends[one.id] = made
        return made

    def link(self, arrow: Arrow) -> Link:
        """The link of an arrow, whose ends are made."""
        return Link(
            self.safe("edge", arrow.id),
            arrow,
            self.ends[arrow.source],
            self.ends[arrow.target],
            self.lines.of(arrow.line),
        )

    def _frame(self, frame: Frame) -> Node:
        return Node(
            id=self.safe("frame", frame.id),
            own=frame.id,
            level=frame.level,
            title=one_line(frame.title),
            subtitle=one_line(frame.subtitle),
            icon=frame.icon,
            href=link_of(frame.href),
            tooltip=clean(frame.tooltip),
            mark=frame.mark,
            children=tuple(self.node(child) for child in frame.children),
            known=self.known,
        )

    def _block(self, block: Block) -> Node:
        if not block.title and len(block.boxes) == 1:
            return self._box(block.boxes[0])
        return Node(
            id=self.safe("block", block.id),
            own=block.id,
            level="block",
            title=one_line(block.title),
            hue=block.hue,
            children=tuple(map(self._member, block.boxes)),
            known=self.known,
        )

    def _member(self, box: Box) -> Node:
        made = self._box(box)
        self.ends[box.id] = made
        return made

    def _box(self, box: Box) -> Node:
        return Node(
            id=self.safe("box", box.id),
            own=box.id,
            level="box",
            title=one_line(box.title),
            subtitle=one_line(box.subtitle),
            icon=box.icon,
            glyph=box.glyph,
            hue=box.hue,
            href=link_of(box.href),
            tooltip=clean(box.tooltip),
            count=box.count,
            mark=box.mark,
            known=self.known,
        )


# --- texts


def link_of(href: str) -> str:
    """The address, if it is one of the web; what would end a quoted text is in its percent form.

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
    lines = (drawn.title, drawn.subtitle, _origin(options.provenance), *drawn.notes)
    return tuple(line.replace("\\", "/").replace("%%", "% %") for line in lines if line)


def _origin(origin: Provenance | None) -> str:
    """What a picture was made from, on one line."""
    if origin is None:
        return ""
    parts = [f"view {origin.view}"]
    if origin.source:
        parts.append(f"from {origin.source}")
    if origin.data:
        parts.append(f"data {origin.data}")
    return one_line(", ".join(parts))


# --- colours


def palette(options: Options) -> Palette:
    """The colours of the theme that is asked for; where a format cannot follow, that is light."""
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
    used = dict.fromkeys(node.hue for node in nodes)
    return {hue: f"hue_{number}" for number, hue in enumerate(used)}


def drawn_lines(drawn: Sketch) -> tuple[LegendLine, ...]:
    """Every manner in which arrows are drawn: the legend, then what that does not tell."""
    return tuple(dict.fromkeys([*drawn.legend, *(link.line for link in drawn.links)]))


def dashes(line: LegendLine) -> tuple[float, ...]:
    """The lengths of a line's dashes and gaps; none where it is solid.

    >>> dashes(LegendLine("a", "a", "", "7 4", 1.0, PLAIN))
    (7.0, 4.0)
    >>> dashes(LegendLine("a", "a", "", "solid", 1.0, PLAIN))
    ()
    """
    return tuple(float(part) for part in re.findall(r"[\d.]+", line.dash))


def manner(line: LegendLine) -> str:
    """The dash of a line in the three words that most formats know: solid, dashed or dotted."""
    lengths = dashes(line)
    if not lengths:
        return "solid"
    return "dotted" if lengths[0] <= 2 else "dashed"
