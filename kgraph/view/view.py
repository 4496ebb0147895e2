"""Views: the part of an architecture that answers one question, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kgraph.documents.plain import by_field_names


class Hue(NamedTuple):
    """One colour as it is on light and on dark ground: ``#rrggbb``."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Box:
    """One thing that is drawn: a placement, several alike (`count`), or a part of a component.

    `icon` names a picture of the `diagrams` package, or nothing; then `glyph` is drawn, an SVG path
    in a square of 24 by 24. `covers` holds the ids of what it stands for; `like` those of the same
    at places for which its own is drawn; `mark` is ``added``, ``removed`` or nothing.
    """

    id: str
    title: str
    subtitle: str
    icon: str
    glyph: str
    hue: Hue
    href: str
    tooltip: str
    count: int = 1
    mark: str = ""
    covers: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Boxes that stand together as a grid; a block of one box has no title of its own.

    `band` is the side of the main path on which it stands: ``left``, ``right`` or ``below``.
    """

    id: str
    title: str
    hue: Hue
    band: str
    layer: int
    boxes: tuple[Box, ...]

    def published(self) -> dict[str, object]:
        """Its fields, and that it is no frame: both stand in one list."""
        return {"type": "block", **by_field_names(self)}


@dataclass(frozen=True, slots=True)
class Frame:
    """A place, or a component that holds others, drawn around what it contains."""

    id: str
    title: str
    subtitle: str
    icon: str
    level: str
    href: str
    tooltip: str
    children: tuple[Frame | Block, ...]
    mark: str = ""
    covers: tuple[str, ...] = ()

    def published(self) -> dict[str, object]:
        """Its fields, and that it is no block: both stand in one list."""
        return {"type": "frame", **by_field_names(self)}


@dataclass(frozen=True, slots=True)
class Arrow:
    """One or more flows of a kind; `both` where they go either way, with the same words.

    It ends at a frame, at a block, or at one of the boxes in a titled block.

    `covers` holds the ids of those flows; in a view that tells a story step by step, `steps` says
    which they are, and `number` what that is called. `pulled` says that what they carry moves
    towards the source. `strand` is the part of the kind whose line it has, where the view tells
    these apart. `share` says of how many boxes of a group it is true, where that is not all, and
    `named` is its label with the names of these, where they are few.
    """

    id: str
    source: str
    target: str
    kind: str
    label: str
    tooltip: str
    count: int = 1
    both: bool = False
    mark: str = ""
    covers: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    pulled: bool = False
    number: str = ""
    strand: str = ""
    share: str = ""
    named: str = ""

    @property
    def line(self) -> str:
        """What the line that draws it is of: the strand, or the kind."""
        return self.strand or self.kind


@dataclass(frozen=True, slots=True)
class LegendLine:
    """How one kind of flow, or a strand of the kind `part_of`, is drawn, and what it means."""

    kind: str
    label: str
    definition: str
    dash: str
    weight: float
    hue: Hue
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a picture does not show, in words; the views that show it; and its ids."""

    text: str
    views: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The words, with where to look.

        >>> str(LeftOut("Not drawn: Alertmanager", ("observability",)))
        'Not drawn: Alertmanager (see observability)'
        """
        return f"{self.text} (see {', '.join(self.views)})" if self.views else self.text


@dataclass(frozen=True, slots=True)
class View:
    """What one picture shows, and what it leaves out.

    `arrangement` is how it is laid out: ``places``, with the main path from top to bottom through
    sites and clusters, ``layers``, with every arrow pointing onwards as far as that goes, or
    ``parts``, the same along arrows that stand in the order in which one comes along them.
    `along` holds the kinds of flow that it is arranged along; `steps` tells numbered arrows in
    words, in order, and `numbers` what each is called: 4, or 4a and 4b. `column` is how many pixels
    wide the picture is to be shown; 0 where nobody says.
    """

    id: str
    title: str
    subtitle: str
    children: tuple[Frame | Block, ...]
    arrows: tuple[Arrow, ...]
    legend: tuple[LegendLine, ...]
    left_out: tuple[LeftOut, ...]
    along: frozenset[str] = frozenset()
    arrangement: str = "places"
    steps: tuple[str, ...] = ()
    column: int = 0
    numbers: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The place or component that it is of; nothing where it is of the whole."""
        return self.id.partition(":")[2]

    def around(self) -> dict[str, tuple[str, ...]]:
        """For each frame, block and member the ids of what is around it, from the outside in."""
        return frames_around(self.children)

    def standing(self) -> dict[str, str]:
        """For each frame, block and member what has a place of its own: of a member its block."""
        found = {id: id for id in self.around()}
        for block in self.blocks():
            found |= dict.fromkeys(members(block), block.id)
        return found

    def blocks(self) -> Iterator[Block]:
        """Every block, from the outside in."""
        return blocks_in(self.children)

    def frames(self) -> Iterator[Frame]:
        """Every frame, from the outside in."""
        return frames_in(self.children)


def blocks_in(children: Iterable[Frame | Block]) -> Iterator[Block]:
    """Every block in these, from the outside in."""
    for node in children:
        if isinstance(node, Block):
            yield node
        else:
            yield from blocks_in(node.children)


def frames_in(children: Iterable[Frame | Block]) -> Iterator[Frame]:
    """Every frame in these, from the outside in."""
    for node in children:
        if isinstance(node, Frame):
            yield node
            yield from frames_in(node.children)


def members(block: Block) -> tuple[str, ...]:
    """The ids of the boxes at which arrows may end: those that a titled block holds.

    At the only box of a block without a title, arrows end at the block.
    """
    return tuple(box.id for box in block.boxes) if block.title else ()


def frames_around(children: Iterable[Frame | Block]) -> dict[str, tuple[str, ...]]:
    """For each frame, block and member in these the ids of what is around it, outermost first."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(nodes: Iterable[Frame | Block], outer: tuple[str, ...]) -> None:
        for node in nodes:
            found[node.id] = outer
            if isinstance(node, Frame):
                walk(node.children, (*outer, node.id))
            else:
                found.update(dict.fromkeys(members(node), (*outer, node.id)))

    walk(children, ())
    return found
