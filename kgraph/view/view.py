"""Views: the part of an architecture that answers one question, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """One thing that is drawn: a placement, or several alike (`count`). `mark` is ``added``, ``removed`` or nothing."""

    id: str
    title: str
    subtitle: str
    icon: str
    badge: str
    hue: str
    href: str
    tooltip: str
    count: int = 1
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Boxes that stand together as a grid; a block of one box has no title of its own.

    `band` is the side of the main path on which it stands: ``left``, ``right`` or ``below``.
    """

    id: str
    title: str
    hue: str
    band: str
    layer: int
    boxes: tuple[Box, ...]


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


@dataclass(frozen=True, slots=True)
class Arrow:
    """One or more flows of a kind between blocks or frames; `both` where they go either way."""

    id: str
    source: str
    target: str
    kind: str
    label: str
    tooltip: str
    count: int = 1
    both: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LegendLine:
    """How one kind of flow is drawn, and what it means."""

    kind: str
    label: str
    definition: str
    dash: str
    weight: float
    hue: str
    dark_hue: str


@dataclass(frozen=True, slots=True)
class View:
    """What one picture shows, and what it leaves out."""

    id: str
    title: str
    subtitle: str
    children: tuple[Frame | Block, ...]
    arrows: tuple[Arrow, ...]
    legend: tuple[LegendLine, ...]
    left_out: tuple[str, ...]

    def blocks(self) -> Iterator[Block]:
        """Every block, from the outside in."""
        stack: list[Frame | Block] = list(reversed(self.children))
        while stack:
            node = stack.pop()
            if isinstance(node, Block):
                yield node
            else:
                stack.extend(reversed(node.children))

    def frames(self) -> Iterator[Frame]:
        """Every frame, from the outside in."""
        stack = [node for node in reversed(self.children) if isinstance(node, Frame)]
        while stack:
            frame = stack.pop()
            yield frame
            stack.extend(node for node in reversed(frame.children) if isinstance(node, Frame))
