"""Names within an SVG: which hue has which class, which icon which id; the same for all drawings of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kgraph.formats import icons
from kgraph.layout.drawing import Drawing
from kgraph.view.view import Hue, LegendLine


@dataclass(frozen=True, slots=True)
class Names:
    """What drawings use, and what it is called in them."""

    hues: dict[Hue, str] = field(default_factory=dict)
    icons: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, LegendLine] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inline:
    """How a drawing is written for a page that holds several: its ids start with `prefix`; icons, letters and rules are the page's.

    `names` must come from `names_of` over all drawings of the page; see `kgraph.formats.svg.css.page_style`.
    """

    prefix: str
    names: Names


def names_of(drawings: Sequence[Drawing]) -> Names:
    """The names for these drawings together, in an order that hangs on nothing but their content."""
    boxes = [box for drawing in drawings for block in drawing.blocks for box in block.boxes]
    frames = [frame for drawing in drawings for frame in drawing.frames]
    hues = {box.hue for box in boxes} | {
        block.hue for drawing in drawings for block in drawing.blocks
    }
    wanted = {box.icon for box in boxes} | {frame.icon for frame in frames}
    used = {icon for icon in wanted if icon and icons.exists(icon)}
    kinds = {line.kind: line for drawing in drawings for line in drawing.view.legend}
    return Names(
        {hue: f"hue-{number}" for number, hue in enumerate(sorted(hues))},
        {icon: f"icon-{number}" for number, icon in enumerate(sorted(used))},
        dict(sorted(kinds.items())),
        tuple(sorted({frame.level for frame in frames})),
        tuple(sorted({mark for drawing in drawings for mark, _, _ in drawing.marks})),
    )
