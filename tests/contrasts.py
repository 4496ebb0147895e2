"""Everything that a picture draws on whatever it can lie on, with the contrast that it needs.

That a theme can be read is proved with it by computation, and measured by benchmarks/legibility.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kgraph.formats.contrast import contrast
from kgraph.formats.theme import Palette, Theme
from kgraph.layout.drawing import Drawing

TEXT, LINE = 4.5, 3.0
"""What text and what lines of meaning need (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""


class Pair(NamedTuple):
    """Something drawn on a ground, and the contrast it needs."""

    what: str
    foreground: str
    ground: str
    needed: float

    @property
    def enough(self) -> bool:
        """Whether it can be read."""
        return contrast(self.foreground, self.ground) >= self.needed


def pairs(drawing: Drawing, theme: Theme) -> Iterator[Pair]:
    """Whatever a picture in a theme draws on whatever it can lie on, each once, with the contrast it needs."""
    for palette in theme.palettes:
        found = (
            *_of_page(drawing, palette),
            *_of_frames(drawing, palette),
            *_of_arrows(drawing, palette),
        )
        found += (*_of_blocks(drawing, palette), *_of_marks(drawing, palette))
        yield from (one._replace(what=f"{palette.id}: {one.what}") for one in dict.fromkeys(found))


def _grounds(drawing: Drawing, palette: Palette) -> list[str]:
    """What an arrow or a block can lie on: the page and every kind of frame in the picture."""
    levels = sorted({frame.level for frame in drawing.frames})
    return [palette.page, *(palette.frame(level).fill for level in levels)]


def _of_page(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for text in (*drawing.heading, *drawing.footer, *(line[3] for line in drawing.legend)):
        yield Pair(f"{text.style} on the page", palette.style(text.style), palette.page, TEXT)


def _of_frames(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for frame in drawing.frames:
        look = palette.frame(frame.level)
        for text in frame.texts:
            yield Pair(
                f"{text.style} in a {frame.level}", palette.style(text.style), look.fill, TEXT
            )
        for ground in {look.fill, *_grounds(drawing, palette)}:
            yield Pair(f"border of a {frame.level}", look.line, ground, LINE)


def _of_arrows(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    lines = {line.kind: palette.hue(line.hue) for line in drawing.view.legend}
    grounds = _grounds(drawing, palette)
    for arrow in drawing.arrows:
        colour = lines[arrow.line]
        yield from (Pair(f"{arrow.line} arrow", colour, ground, LINE) for ground in grounds)
        if arrow.label is not None:
            yield from (
                Pair("label of an arrow", palette.style("arrow"), ground, TEXT)
                for ground in grounds
            )
        if arrow.number:
            yield Pair(f"number of a {arrow.line} arrow", palette.on(colour), colour, TEXT)


def _of_blocks(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for block in drawing.blocks:
        grounds = _grounds(drawing, palette)
        if block.title is not None:
            colour, tint = palette.hue(block.hue), palette.ground(block.hue)
            yield from (
                Pair("border of a block", colour, ground, LINE) for ground in (tint, *grounds)
            )
            yield Pair("title of a block", colour, tint, TEXT)
            grounds = [tint]
        for box in block.boxes:
            yield from (
                Pair("border of a box", palette.border, ground, LINE)
                for ground in (palette.card, *grounds)
            )
            yield from (
                Pair(f"{t.style} in a box", palette.style(t.style), palette.card, TEXT)
                for t in box.texts
            )
            colour = palette.hue(box.hue)
            yield Pair("badge on a box", colour, palette.card, LINE)
            yield Pair("letters or count on a badge", palette.on(colour), colour, TEXT)


def _of_marks(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for mark, _, _ in drawing.marks:
        colour = palette.mark(mark)
        yield Pair(f"sign of {mark}", palette.on(colour), colour, TEXT)
        for ground in (palette.card, *_grounds(drawing, palette)):
            yield Pair(f"border of {mark}", colour, ground, LINE)
