"""PNG: the SVG of a drawing, painted with the shipped font: letters are letters on any machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgraph.formats.options import Options
from kgraph.formats.registry import PIXELS
from kgraph.formats.svg.writer import render as render_svg
from kgraph.formats.theme import theme_named
from kgraph.layout.drawing import Drawing, Text
from kgraph.layout.text import in_font


def render(drawing: Drawing, options: Options) -> bytes:
    """The PNG bytes of a drawing; the theme that follows the reader's system is painted light.

    Only text that the shipped font cannot write asks for fonts of the system.
    """
    import font_roboto
    import resvg_py

    theme = theme_named(options.theme, where="theme")
    plain = replace(options, scale=None, provenance=None, theme=theme.palette.id)
    svg = render_svg(drawing, plain, letters=False)
    own = all(in_font(text.text) for text in _texts(drawing))
    image: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=options.scale or PIXELS.zoom,
        skip_system_fonts=own,
        font_files=[font_roboto.Roboto, font_roboto.RobotoMedium],
        font_family="Roboto",
        sans_serif_family="Roboto",
    )
    return bytes(image)


def _texts(drawing: Drawing) -> Iterator[Text]:
    """The texts that hold names, whose letters may be any."""
    yield from (*drawing.heading, *drawing.footer)
    for block in drawing.blocks:
        if block.title:
            yield block.title
        for box in block.boxes:
            yield from box.texts
    for frame in drawing.frames:
        yield from frame.texts
    for arrow in drawing.arrows:
        if arrow.label:
            yield arrow.label
