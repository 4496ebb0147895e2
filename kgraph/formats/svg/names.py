"""Names within an SVG: the classes of hues, the ids of icons; the same for a whole page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kgraph.formats import icons
from kgraph.layout.drawing import Drawing, DrawnBlock, DrawnBox, DrawnFrame
from kgraph.view.view import Hue, LegendLine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Names:
    """What drawings use, and what it is called in them."""

    hues: dict[Hue, str] = field(default_factory=dict)
    icons: dict[str, str] = field(default_factory=dict)
    lines: dict[str, LegendLine] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inline:
    """How a drawing is written for a page that holds several.

    Its ids start with `prefix`; icons, letters and rules are the page's. `names` must come from
    `names_of` over all drawings of the page; see `kgraph.formats.svg.css.page_style`.
    """

    prefix: str
    names: Names


def names_of(drawings: Sequence[Drawing]) -> Names:
    """The names for these drawings together; their order hangs on nothing but their content."""
    return Names(
        hues=_numbered("hue", _hues(drawings)),
        icons=_numbered("icon", _icons(drawings)),
        lines=_lines(drawings),
        levels=_levels(drawings),
        marks=_marks(drawings),
    )


def class_of(line: LegendLine) -> str:
    """The class of what is drawn with a line of the legend.

    >>> class_of(LegendLine("metrics", "metrics", "", "solid", 1.6, Hue("#000000", "#ffffff")))
    'kind-metrics'
    """
    return f"strand-{line.kind}" if line.part_of else f"kind-{line.kind}"


def _numbered(kind: str, things: Iterable[T]) -> dict[T, str]:
    return {thing: f"{kind}-{number}" for number, thing in enumerate(things)}


def _blocks(drawings: Iterable[Drawing]) -> Iterator[DrawnBlock]:
    for drawing in drawings:
        yield from drawing.blocks


def _boxes(drawings: Iterable[Drawing]) -> Iterator[DrawnBox]:
    for block in _blocks(drawings):
        yield from block.boxes


def _frames(drawings: Iterable[Drawing]) -> Iterator[DrawnFrame]:
    for drawing in drawings:
        yield from drawing.frames


def _hues(drawings: Sequence[Drawing]) -> list[Hue]:
    found = {block.hue for block in _blocks(drawings)}
    found |= {box.hue for box in _boxes(drawings)}
    return sorted(found)


def _icons(drawings: Sequence[Drawing]) -> list[str]:
    wanted = {box.icon for box in _boxes(drawings)}
    wanted |= {frame.icon for frame in _frames(drawings)}
    return sorted(icon for icon in wanted if icon and icons.exists(icon))


def _lines(drawings: Sequence[Drawing]) -> dict[str, LegendLine]:
    """The lines of all legends by what they are of: strands last, so that their rules win."""
    found: dict[str, LegendLine] = {}
    for drawing in drawings:
        found |= {line.kind: line for line in drawing.view.legend}
    return dict(sorted(found.items(), key=lambda item: (bool(item[1].part_of), item[0])))


def _levels(drawings: Sequence[Drawing]) -> tuple[str, ...]:
    return tuple(sorted({frame.level for frame in _frames(drawings)}))


def _marks(drawings: Sequence[Drawing]) -> tuple[str, ...]:
    found: set[str] = set()
    for drawing in drawings:
        found |= {mark for mark, _, _ in drawing.marks}
    return tuple(sorted(found))
