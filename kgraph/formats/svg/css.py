"""The rules of style of an SVG: shapes first, then the colours of a palette, so that a second palette only adds rules.

Every colour is the `color` of a group or a class of its own; shapes take it as ``currentColor``.
"""

from __future__ import annotations

import base64
from functools import cache

from kgraph.formats.svg.names import Names
from kgraph.formats.theme import DARK, LIGHT, Palette, Theme
from kgraph.layout.style import MARK_LINES, STYLES
from kgraph.layout.text import FONTS

FAMILY = "Roboto,'Helvetica Neue',Arial,sans-serif"
WEIGHTS = {"regular": 400, "medium": 500}
SCOPE = "svg.kgraph"
Rules = list[tuple[str, str]]
"""Selectors, separated by commas, with their declarations."""


def style(names: Names, theme: Theme, *, letters: bool = True) -> str:
    """The rules of a drawing that stands alone; `letters` embeds the font."""
    text = (faces() if letters else "") + _written(_shapes(names)) + colours(names, theme.palette)
    if theme.night is not None:
        text += f"@media (prefers-color-scheme:dark){{{colours(names, theme.night)}}}"
    return text


def page_style(names: Names) -> str:
    """The rules, once, for all drawings of one HTML page, within ``svg.kgraph``; without the letters, see `faces`.

    Colours are light where the page or its reader asks for nothing else, dark where the root element has
    ``data-theme="dark"``, and where the reader's system is dark and the root has not ``data-theme="light"``.
    """
    dark = colours(names, DARK, f':root[data-theme="dark"] {SCOPE}')
    following = colours(names, DARK, f':root:not([data-theme="light"]) {SCOPE}')
    screen = f"{dark}@media screen and (prefers-color-scheme:dark){{{following}}}"
    return _written(_shapes(names), SCOPE) + colours(names, LIGHT, SCOPE) + screen


@cache
def faces() -> str:
    """The embedded font."""
    return "".join(
        f"@font-face{{font-family:Roboto;font-weight:{weight};src:url(data:font/woff2;base64,{_font(name)}) format('woff2')}}"
        for name, weight in WEIGHTS.items()
    )


def _font(name: str) -> str:
    return base64.b64encode((FONTS / f"roboto-{name}.woff2").read_bytes()).decode("ascii")


def _written(rules: Rules, scope: str = "") -> str:
    if not scope:
        return "".join(f"{selector}{{{said}}}" for selector, said in rules)
    return "".join(
        f"{','.join(f'{scope} {one}' for one in selector.split(','))}{{{said}}}"
        for selector, said in rules
    )


def _shapes(names: Names) -> Rules:
    """What is the same in every theme."""
    rules = [
        ("text", f"font-family:{FAMILY}"),
        *(
            (f".{id}", f"font-size:{size:g}px;font-weight:{WEIGHTS[w]}")
            for id, (size, w) in STYLES.items()
        ),
        (".initials", "font-size:14px;font-weight:500;text-anchor:middle"),
        (".count,.digits,.sign", "font-weight:500;text-anchor:middle"),
        (".digits", f"font-size:{STYLES['count'][0]:g}px"),
        (".card", "stroke-width:1"),
        (".lane", "stroke:currentColor;stroke-width:1.2"),
        (".bar,.badge,.pill,.head,.number,text.block", "fill:currentColor"),
        (".glyph", "fill:none;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round"),
        (".line", "fill:none;stroke:currentColor"),
        (".number,.pill,.spot", "stroke-width:1.5"),
        ("a", "text-decoration:none"),
    ]
    for kind, line in names.kinds.items():
        dash = "" if line.dash == "solid" else f";stroke-dasharray:{line.dash};stroke-linecap:round"
        rules.append((f".kind-{kind} .line", f"stroke-width:{line.weight:g}{dash}"))
    for mark in names.marks:
        wide, dash = MARK_LINES[mark]
        rules.append(
            (f"rect.is-{mark}", f"stroke-width:{wide:g};stroke-dasharray:{dash or 'none'}")
        )
    return rules


def colours(names: Names, palette: Palette, scope: str = "") -> str:
    """The colours of a palette, for everything that is drawn."""
    rules = [
        ("text", f"fill:{palette.text}"),
        (".subtitle,.place,.legend,.arrow", f"fill:{palette.soft}"),
        (".role,.foot", f"fill:{palette.faint}"),
        (".page", f"fill:{palette.page}"),
        (".number,.pill,.spot", f"stroke:{palette.page}"),
        (".card", f"fill:{palette.card};stroke:{palette.border}"),
        (".plate", f"fill:{palette.plate or 'none'}"),
        ("a:hover .card,a:focus .card", f"stroke:{palette.accent};stroke-width:2"),
    ]
    for level in names.levels:
        look = palette.frame(level)
        dash = f";stroke-dasharray:{look.dash}" if look.dash else ""
        rules.append(
            (f".{level}", f"fill:{look.fill};stroke:{look.line};stroke-width:{look.weight:g}{dash}")
        )
        rules.append((f".under-{level}", f"fill:{look.fill}"))
    for hue, id in names.hues.items():
        colour = palette.hue(hue)
        on = palette.on(colour)
        rules.append((f".{id}", f"color:{colour}"))
        rules.append((f".lane.{id}", f"fill:{palette.ground(hue)}"))
        rules.append((f".{id} .glyph", f"stroke:{on}"))
        rules.append((f".{id} .initials,.{id} .count", f"fill:{on}"))
    for kind, line in names.kinds.items():
        colour = palette.hue(line.hue)
        rules.append((f".kind-{kind}", f"color:{colour}"))
        rules.append((f".kind-{kind} .digits", f"fill:{palette.on(colour)}"))
    for mark in names.marks:
        colour = palette.mark(mark)
        rules.append((f"rect.is-{mark}", f"stroke:{colour}"))
        rules.append((f".spot-{mark}", f"fill:{colour}"))
        rules.append((f".sign-{mark}", f"fill:{palette.on(colour)};stroke:{palette.on(colour)}"))
    return _written(rules, scope)
