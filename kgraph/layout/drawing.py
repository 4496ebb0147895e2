"""Drawings: a view laid out, in points from the top left, before any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kgraph.errors import shown
from kgraph.view.view import Hue, View
from kgraph.words import count

Point = tuple[float, float]


class Rect(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.h

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        return self.x + self.w / 2, self.y + self.h / 2


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. `y` is the base line; `style` names a size and weight of the theme."""

    x: float
    y: float
    text: str
    style: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box with its rectangle, its icon's rectangle and its lines."""

    id: str
    rect: Rect
    icon: str
    glyph: str
    icon_rect: Rect
    hue: Hue
    texts: tuple[Text, ...]
    href: str
    tooltip: str
    count: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A block with its rectangle; without a title it is only its box."""

    id: str
    rect: Rect
    hue: Hue
    title: Text | None
    boxes: tuple[DrawnBox, ...]


@dataclass(frozen=True, slots=True)
class DrawnFrame:
    """A frame with its rectangle, heading and icon."""

    id: str
    level: str
    rect: Rect
    icon: str
    icon_rect: Rect
    texts: tuple[Text, ...]
    href: str
    tooltip: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """A curve of cubic Bézier points (1 + 3n), its heads, its label and its number, if it has one.

    `label_more` holds the lines of the label below its first. `number_at` is the middle of the
    circle that holds the number. Arrows of one `bundle` share a
    line as far as their ways are the same, and their words stand on one of them.
    """

    id: str
    source: str
    target: str
    kind: str
    points: tuple[Point, ...]
    head: bool
    tail: bool
    label: Text | None
    label_rect: Rect | None
    tooltip: str
    mark: str = ""
    number: str = ""
    number_at: Point | None = None
    bundle: str = ""
    label_more: tuple[Text, ...] = ()
    strand: str = ""

    @property
    def line(self) -> str:
        """What the line that draws it is of: the strand, or the kind."""
        return self.strand or self.kind

    @property
    def words(self) -> tuple[Text, ...]:
        """All lines of its label."""
        return () if self.label is None else (self.label, *self.label_more)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in our own terms: everything has its place, nothing has a format.

    `legend` holds of each kind of flow a line, from and to, and its words; `marks` explains those
    marks that are used, each with a sample of a card and its words.
    """

    view: View
    width: float
    height: float
    heading: tuple[Text, ...]
    frames: tuple[DrawnFrame, ...]
    blocks: tuple[DrawnBlock, ...]
    arrows: tuple[DrawnArrow, ...]
    legend: tuple[tuple[str, Point, Point, Text], ...]
    footer: tuple[Text, ...]
    marks: tuple[tuple[str, Rect, Text], ...] = ()

    def __repr__(self) -> str:
        boxes, arrows = sum(1 for _ in self.boxes()), len(self.arrows)
        size = f"{self.width:.0f} × {self.height:.0f} points"
        told = f"{count(boxes, 'box', 'boxes')}, {count(arrows, 'arrow')}"
        return f"<Drawing {shown(self.view.id)}: {told}, {size}>"

    @property
    def page(self) -> Rect:
        """All of it."""
        return Rect(0, 0, self.width, self.height)

    def boxes(self) -> Iterator[DrawnBox]:
        """Every box, block by block."""
        for block in self.blocks:
            yield from block.boxes
