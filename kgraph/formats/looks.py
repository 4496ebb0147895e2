"""How strokes look in a palette: what fills them, which line runs around them.

For every format that paints a drawing as it is; `painting` says what is painted when.
"""

from __future__ import annotations

from typing import NamedTuple

from kgraph.formats.painting import Plane, Words
from kgraph.formats.theme import Palette
from kgraph.layout.style import MARK_LINES


class Border(NamedTuple):
    """The line around a shape."""

    colour: str
    weight: float
    dash: str = ""


class Look(NamedTuple):
    """What fills a shape, and the line around it, if any."""

    fill: str
    border: Border | None = None


def look_of(plane: Plane, palette: Palette) -> Look:
    """A rectangle in the colours of what it is for."""
    hue = plane.hue
    colour = palette.hue(hue) if hue is not None else ""
    match plane.role:
        case "frame":
            look = palette.frame(plane.level)
            line = Border(look.line, look.weight, look.dash)
            return Look(look.fill, _marked(plane.mark, line, palette))
        case "card":
            line = Border(palette.border, 1.0)
            return Look(palette.card, _marked(plane.mark, line, palette))
        case "lane" if hue is not None:
            return Look(palette.ground(hue), Border(colour, 1.2))
        case "pill" | "disc":
            return Look(colour, Border(palette.page, 1.5))
        case "under":
            return Look(palette.frame(plane.level).fill if plane.level else palette.page)
        case _:
            return Look(colour)


def _marked(mark: str, plain: Border, palette: Palette) -> Border:
    """A border, which a mark changes."""
    if mark not in MARK_LINES:
        return plain
    weight, dash = MARK_LINES[mark]
    return Border(palette.mark(mark), weight, dash)


def ink_of(words: Words, palette: Palette) -> str:
    """The colour of a line of text."""
    if words.hue is None:
        return palette.style(words.text.style)
    colour = palette.hue(words.hue)
    return colour if words.role == "title" else palette.on(colour)
