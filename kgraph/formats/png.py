"""PNG: the SVG of a drawing, painted with the shipped font: letters are letters on any machine."""

from __future__ import annotations

from dataclasses import replace

from kgraph.formats.letters import drawn_words
from kgraph.formats.options import Options
from kgraph.formats.registry import PIXELS
from kgraph.formats.svg.writer import render as render_svg
from kgraph.formats.theme import theme_named
from kgraph.layout.drawing import Drawing
from kgraph.layout.text import in_font


def render(drawing: Drawing, options: Options) -> bytes:
    """The PNG bytes of a drawing; the theme that follows the reader's system is painted light.

    Only text that the shipped font cannot write asks for fonts of the system.
    """
    theme = theme_named(options.theme, where="theme")
    plain = replace(options, scale=None, provenance=None, theme=theme.palette.id)
    svg = render_svg(drawing, plain, letters=False)
    own = all(map(_own, drawn_words(drawing)))
    return paint(svg, zoom=options.scale or PIXELS.zoom, system=not own)


def paint(svg: str, *, zoom: float | None, system: bool) -> bytes:
    """An SVG in pixels, with the shipped font and perhaps those of the system."""
    import font_roboto
    import resvg_py

    image: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        skip_system_fonts=not system,
        font_files=[font_roboto.Roboto, font_roboto.RobotoMedium],
        font_family="Roboto",
        sans_serif_family="Roboto",
    )
    return bytes(image)


def _own(line: str) -> bool:
    """Whether the shipped font has every letter of a line."""
    return all(letter.isspace() or in_font(letter) for letter in line)
