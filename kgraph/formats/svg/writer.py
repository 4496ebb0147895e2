"""SVG: one self-contained file with embedded icons and letters, titles, links and a description.

It can stand in the page of others, beside other pictures: its ids and its rules are its own, by a
name that is made of what it shows. Its attributes say how it looks, its rules what another theme
changes.
"""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.formats import icons, painting
from kgraph.formats.options import Options
from kgraph.formats.outline import outline
from kgraph.formats.svg import provenance, shown
from kgraph.formats.svg.attributes import ROOT
from kgraph.formats.svg.css import style
from kgraph.formats.svg.names import Inline, Names, names_of
from kgraph.formats.svg.sheet import Sheet, plain
from kgraph.formats.theme import Theme, theme_named
from kgraph.layout.drawing import Drawing

IMAGE, DOCUMENT = "img", "graphics-document document"
"""To a screen reader a file is one image; within a page its links and boxes can be reached."""
UNNAMED = "\x01"
"""Stands for the name of a picture until that is known; no text has it."""
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def render(
    drawing: Drawing, options: Options, *, letters: bool = True, inline: Inline | None = None
) -> str:
    """The SVG text of a drawing; InputError for an unknown theme.

    `letters` embeds the font; without it the reader's fonts are used. `inline` writes it for a page
    that holds several: without letters, rules, icons and metadata, which that page has once.
    """
    theme = theme_named(options.theme, where="theme")
    scale = options.scale or 1.0
    if inline is not None:
        sheet = Sheet(inline.names, inline.prefix.removesuffix("-"), plates=True)
        return _joined(drawing, sheet, scale, role=DOCUMENT)
    names = names_of([drawing])
    definitions = [
        f"<style>{style(names, theme, UNNAMED, letters=letters)}</style>",
        symbols(names, UNNAMED, grey=bool(theme.palette.ink)),
    ]
    sheet = Sheet(names, UNNAMED, plates=_has_plates(theme), palette=theme.palette)
    text = _named_after_itself(_joined(drawing, sheet, scale, role=IMAGE, definitions=definitions))
    if options.provenance is None:
        return text
    return provenance.write(text, options.provenance, theme=theme.id, scale=scale)


def _named_after_itself(text: str) -> str:
    """The picture with a name of its own in its ids and rules: the same for what shows the same."""
    return text.replace(UNNAMED, f"k{shown.digest(text)[:10]}")


def _has_plates(theme: Theme) -> bool:
    """Whether icons stand on plates in any of its palettes."""
    return any(palette.plate for palette in theme.palettes)


def _joined(
    drawing: Drawing, sheet: Sheet, scale: float, *, role: str, definitions: Iterable[str] = ()
) -> str:
    """The whole element; `definitions` stand before anything is painted."""
    view = drawing.view
    wide, high = f"{drawing.width:g}", f"{drawing.height:g}"
    size = f'width="{drawing.width * scale:g}" height="{drawing.height * scale:g}"'
    title, description = sheet.id("picture-title"), sheet.id("picture-description")
    lines = [
        f'<svg {SPACES} class="{sheet.root()}" {size} viewBox="0 0 {wide} {high}" '
        f'role="{role}" aria-labelledby="{title} {description}"{sheet.said(ROOT)}>',
        f'<title id="{title}">{plain(view.title)}: {plain(view.id)}</title>',
        f'<desc id="{description}">{plain(outline(view))}</desc>',
        *definitions,
        f'<rect class="{sheet.classes("page")}" width="{wide}" height="{high}"{sheet.ground()}/>',
        *map(sheet.part, painting.parts(drawing)),
        "</svg>\n",
    ]
    return "\n".join(lines)


def symbols(names: Names, name: str = "", *, grey: bool = False) -> str:
    """The icons, each once, as definitions; within a page in an SVG of their own."""
    prefix = f"{name}-" if name else ""
    lines = ["<defs>"]
    for icon, id in names.icons.items():
        data = icons.png_base64(icon, grey=grey)
        size = f'width="{icons.SIZE}" height="{icons.SIZE}"'
        lines.append(f'<image id="{prefix}{id}" {size} xlink:href="data:image/png;base64,{data}"/>')
    return "\n".join([*lines, "</defs>"])


def page_symbols(names: Names) -> str:
    """An SVG that shows nothing and holds the icons of all drawings of a page."""
    hidden = 'width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"'
    return f"<svg {SPACES} {hidden}>\n{symbols(names)}\n</svg>"
