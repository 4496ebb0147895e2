"""The rules of style of an SVG: shapes first, then the colours of a palette.

So a second palette only adds rules. Every colour is the `color` of a group or a class of its own;
shapes take it as ``currentColor``.

In a file that stands alone they say what the attributes say (see `attributes`), and which of it is
otherwise in the dark. They hold for its own root and classes only, since it may be put into the
page of others, whose rules for ``text`` or ``path`` are weaker than these.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from functools import cache

from kgraph.formats.svg.names import Names, class_of
from kgraph.formats.theme import DARK, LIGHT, Palette, Theme
from kgraph.layout.style import MARK_LINES, STYLES
from kgraph.layout.text import FONTS
from kgraph.view.view import LegendLine

FACE = "kgraph-roboto"
"""What the embedded letters are called: a page around the picture may have a Roboto of its own."""
FAMILY = f"{FACE},Roboto,'Helvetica Neue',Arial,sans-serif"
WEIGHTS = {"regular": 400, "medium": 500}
SCOPE = "svg.kgraph"
"""Where the rules hold in our own page, which holds several drawings."""
OWN = "kgraph-"
"""What the classes of a file that stands alone begin with."""
_CLASS = re.compile(r"\.(?=[a-z])")
Rule = tuple[str, str]
"""Selectors, separated by commas, with their declarations."""


def style(names: Names, theme: Theme, root: str, *, letters: bool = True) -> str:
    """The rules of a drawing that stands alone, whose root has a class of its own.

    `letters` embeds the font.
    """
    scope = f".{root}"
    rules = _written([("", _AROUND), *_shapes(names)], scope, OWN)
    text = (faces() if letters else "") + rules + colours(names, theme.palette, scope, OWN)
    if theme.night is not None:
        night = colours(names, theme.night, scope, OWN)
        text += f"@media (prefers-color-scheme:dark){{{night}}}"
    return text


def page_style(names: Names) -> str:
    """The rules, once, for all drawings of one HTML page, within ``svg.kgraph``.

    Without the letters, see `faces`. Colours are light where the page or its reader asks for
    nothing else; dark where the root element has ``data-theme="dark"``, and where the reader's
    system is dark and the root has not ``data-theme="light"``.
    """
    dark = colours(names, DARK, f':root[data-theme="dark"] {SCOPE}')
    following = colours(names, DARK, f':root:not([data-theme="light"]) {SCOPE}')
    screen = f"{dark}@media screen and (prefers-color-scheme:dark){{{following}}}"
    return _written(_shapes(names), SCOPE) + colours(names, LIGHT, SCOPE) + screen


@cache
def faces() -> str:
    """The embedded font."""
    return "".join(_face(name, weight) for name, weight in WEIGHTS.items())


def _face(name: str, weight: int) -> str:
    data = base64.b64encode((FONTS / f"roboto-{name}.woff2").read_bytes()).decode("ascii")
    source = f"src:url(data:font/woff2;base64,{data}) format('woff2')"
    return f"@font-face{{font-family:{FACE};font-weight:{weight};{source}}}"


def _written(rules: Iterable[Rule], scope: str = "", own: str = "") -> str:
    return "".join(f"{_scoped(selector, scope, own)}{{{said}}}" for selector, said in rules)


def _scoped(selector: str, scope: str, own: str) -> str:
    """Selectors within a scope, each of them, by classes that begin with `own`."""
    named = _CLASS.sub(f".{own}", selector) if own else selector
    if not scope:
        return named
    return ",".join(f"{scope} {one}".strip() for one in named.split(","))


# --- what is the same in every theme

_AROUND = "text-transform:none;text-shadow:none;white-space:normal"
"""What text would take from the page around it, and no attribute can say."""


def _shapes(names: Names) -> Iterator[Rule]:
    yield "rect,circle,path,polygon,text", "stroke:none;stroke-dasharray:none"
    yield "text", f"font-family:{FAMILY};font-style:normal"
    yield "g,a", "color:inherit"
    for id, (size, weight) in STYLES.items():
        yield f".{id}", f"font-size:{size:g}px;font-weight:{WEIGHTS[weight]}"
    yield ".initials", "font-size:14px;font-weight:500;text-anchor:middle"
    yield ".count,.digits,.sign", "font-weight:500;text-anchor:middle"
    yield ".digits", f"font-size:{STYLES['count'][0]:g}px"
    yield ".card", "stroke-width:1"
    yield ".lane", "stroke:currentColor;stroke-width:1.2"
    yield ".bar,.badge,.pill,.head,.tap,.number,text.block", "fill:currentColor"
    yield ".glyph", "fill:none;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round"
    yield ".line", "fill:none;stroke:currentColor"
    yield ".number,.pill,.spot", "stroke-width:1.5"
    yield "a", "text-decoration:none"
    for line in names.lines.values():
        yield f".{class_of(line)} .line", f"stroke-width:{line.weight:g}{_dash(line)}"
    for mark in names.marks:
        wide, dash = MARK_LINES[mark]
        yield f"rect.is-{mark}", f"stroke-width:{wide:g};stroke-dasharray:{dash or 'none'}"


def _dash(line: LegendLine) -> str:
    """How the line is broken; an unbroken strand says so, since its kind may be broken."""
    if line.dash == "solid":
        return ";stroke-dasharray:none" if line.part_of else ""
    return f";stroke-dasharray:{line.dash};stroke-linecap:round"


# --- what a palette says


def colours(names: Names, palette: Palette, scope: str = "", own: str = "") -> str:
    """The colours of a palette, for everything that is drawn."""
    rules = (
        *_of_page(palette),
        *_of_frames(names, palette),
        *_of_hues(names, palette),
        *_of_lines(names, palette),
        *_of_marks(names, palette),
    )
    return _written(rules, scope, own)


def _of_page(palette: Palette) -> Iterator[Rule]:
    yield "text", f"fill:{palette.text}"
    yield ".subtitle,.place,.legend,.arrow", f"fill:{palette.soft}"
    yield ".role,.foot", f"fill:{palette.faint}"
    yield ".page", f"fill:{palette.page}"
    yield ".number,.pill,.spot", f"stroke:{palette.page}"
    yield ".card", f"fill:{palette.card};stroke:{palette.border}"
    yield ".plate", f"fill:{palette.plate or 'none'}"
    yield "a:hover .card,a:focus .card", f"stroke:{palette.accent};stroke-width:2"


def _of_frames(names: Names, palette: Palette) -> Iterator[Rule]:
    for level in names.levels:
        look = palette.frame(level)
        dash = f";stroke-dasharray:{look.dash}" if look.dash else ""
        border = f"stroke:{look.line};stroke-width:{look.weight:g}{dash}"
        yield f".{level}", f"fill:{look.fill};{border}"
        yield f".under-{level}", f"fill:{look.fill}"


def _of_hues(names: Names, palette: Palette) -> Iterator[Rule]:
    for hue, id in names.hues.items():
        colour = palette.hue(hue)
        on = palette.on(colour)
        yield f".{id}", f"color:{colour}"
        yield f".lane.{id}", f"fill:{palette.ground(hue)}"
        yield f".{id} .glyph", f"stroke:{on}"
        yield f".{id} .initials,.{id} .count", f"fill:{on}"


def _of_lines(names: Names, palette: Palette) -> Iterator[Rule]:
    for line in names.lines.values():
        colour = palette.hue(line.hue)
        yield f".{class_of(line)}", f"color:{colour}"
        yield f".{class_of(line)} .digits", f"fill:{palette.on(colour)}"


def _of_marks(names: Names, palette: Palette) -> Iterator[Rule]:
    for mark in names.marks:
        colour = palette.mark(mark)
        on = palette.on(colour)
        yield f"rect.is-{mark}", f"stroke:{colour}"
        yield f".spot-{mark}", f"fill:{colour}"
        yield f".sign-{mark}", f"fill:{on};stroke:{on}"
