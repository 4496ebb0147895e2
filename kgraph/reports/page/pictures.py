"""Pictures inside a page: their ids set apart; letters, rules and icons once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgraph.formats.contrast import contrast, mix
from kgraph.formats.options import Options
from kgraph.formats.svg import writer as svg
from kgraph.formats.svg.css import faces, page_style
from kgraph.formats.svg.names import Inline, Names, names_of
from kgraph.formats.theme import DARK, FOLLOWING, LIGHT, Palette
from kgraph.layout.drawing import Drawing, DrawnBlock


class Pictures:
    """The drawings of one page, and what they share."""

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        self.drawings = tuple(map(without_links, drawings))
        self.names: Names = names_of(self.drawings)

    def style(self) -> str:
        """The letters, the rules of the pictures, and the colours of the page, which are theirs."""
        dark = _colours(DARK)
        variables = (
            f":root{{{_colours(LIGHT)}}}:root[data-theme=dark]{{{dark}}}"
            "@media screen and (prefers-color-scheme:dark)"
            f"{{:root:not([data-theme=light]){{{dark}}}}}"
        )
        return faces() + page_style(self.names) + variables

    def icons(self) -> str:
        """The icons, in an element that shows nothing."""
        return svg.page_symbols(self.names)

    def picture(self, number: int) -> str:
        """One picture as an SVG element."""
        inline = Inline(prefix_of(number), self.names)
        options = Options(theme=FOLLOWING.id)
        return svg.render(self.drawings[number], options, letters=False, inline=inline).strip()


def prefix_of(number: int) -> str:
    """What the ids of a picture begin with in the page."""
    return f"v{number}-"


def without_links(drawing: Drawing) -> Drawing:
    """The drawing with boxes and frames that lead nowhere.

    In a page a click on them opens the panel, which has the links.
    """
    blocks = tuple(map(_block_without_links, drawing.blocks))
    frames = tuple(replace(frame, href="") for frame in drawing.frames)
    return replace(drawing, blocks=blocks, frames=frames)


def _block_without_links(block: DrawnBlock) -> DrawnBlock:
    return replace(block, boxes=tuple(replace(box, href="") for box in block.boxes))


def _colours(palette: Palette) -> str:
    """A palette as the properties that `page.css` uses."""
    found = "#f5b301" if palette.dark else "#b45309"
    named = {
        "page": palette.page,
        "text": palette.text,
        "soft": palette.soft,
        "card": palette.card,
        "border": palette.border,
        "rule": mix(palette.border, palette.page, 0.45),
        "bar": mix(palette.text, palette.page, 0.025),
        "hover": mix(palette.text, palette.card, 0.08),
        "chosen": mix(palette.accent, palette.card, 0.16),
        "accent": palette.accent,
        "found": found,
        "onfound": max("#ffffff", "#0f172a", key=lambda ink: contrast(ink, found)),
    }
    scheme = "dark" if palette.dark else "light"
    properties = "".join(f"--{name}:{colour};" for name, colour in named.items())
    return f"{properties}color-scheme:{scheme}"
