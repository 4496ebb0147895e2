"""PNG: the SVG of a drawing, painted with the shipped font, so that letters are letters on any machine."""

from __future__ import annotations

from pathlib import Path

from kgraph.rendering.formats.svg import render as render_svg
from kgraph.rendering.text import in_font
from kgraph.view.drawing import Drawing


def render(drawing: Drawing, *, cache_folder: Path | None = None, scale: float = 2.0) -> bytes:
    """The PNG bytes of a drawing. Only text that the shipped font cannot write asks for fonts of the system."""
    import font_roboto
    import resvg_py

    svg = render_svg(drawing, cache_folder=cache_folder, letters=False)
    own = all(in_font(text.text) for text in _texts(drawing))
    image: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=own,
        font_files=[font_roboto.Roboto, font_roboto.RobotoMedium],
        font_family="Roboto",
        sans_serif_family="Roboto",
    )
    return bytes(image)


def _texts(drawing: Drawing):  # type: ignore[no-untyped-def]
    yield from (*drawing.heading, *drawing.footer)
    for block in drawing.blocks:
        for box in block.boxes:
            yield from box.texts
    for frame in drawing.frames:
        yield from frame.texts
