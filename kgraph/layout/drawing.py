"""Drawings: a view laid out, in points from the top left, before any format."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.view.view import Hue, View

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float


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
    """A curve of cubic Bézier points (1 + 3n), its heads, its label, and the middle of the circle that holds its number, if it has one."""

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


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in our own terms: everything has its place, nothing has a format. `marks` explains those that are used."""

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
