"""The look of a picture as attributes, so that it is right without its rules of style.

Rules may be refused by the policy of a page, or not be understood by an editor. Colours are those
of one palette; what another one has instead only rules can say.
"""

from __future__ import annotations

from kgraph.formats.looks import Look, ink_of, look_of
from kgraph.formats.markup import quoteattr
from kgraph.formats.painting import Curve, Dot, Glyph, Head, Plane, Sign, Straight, Stroke, Words
from kgraph.formats.svg.css import FAMILY, WEIGHTS
from kgraph.formats.theme import Palette
from kgraph.layout.style import STYLES
from kgraph.view.view import LegendLine

ROOT = {
    "font-family": FAMILY,
    "font-weight": "400",
    "font-style": "normal",
    "font-variant": "normal",
    "letter-spacing": "normal",
    "word-spacing": "normal",
    "text-anchor": "start",
    "direction": "ltr",
    "stroke": "none",
}
"""What everything in a picture has, whatever the page around it says of its own text."""
SIZES = {"initials": 14.0, "digits": STYLES["count"][0]}
"""The sizes of words that are not set as their style says."""

Pairs = dict[str, str]


def written(pairs: Pairs) -> str:
    """Attributes, each with a space before it."""
    return "".join(f" {name}={quoteattr(said)}" for name, said in pairs.items())


def of_stroke(stroke: Stroke, palette: Palette) -> Pairs:
    """What a stroke has; of a sign, its circle, and of an icon, the plate behind it."""
    match stroke:
        case Plane():
            return _filled(look_of(stroke, palette))
        case Words():
            return _words(stroke, palette)
        case Glyph(hue=hue):
            return _round(palette.on(palette.hue(hue)), "1.75")
        case Curve(line=line) | Straight(line=line):
            return _line(line, palette)
        case Head(hue=hue) | Dot(hue=hue):
            return {"fill": palette.hue(hue)}
        case Sign(mark=mark):
            ring = {"stroke": palette.page, "stroke-width": "1.5"}
            return {"fill": palette.mark(mark), **ring}
        case _:
            return {"fill": palette.plate or "none"}


def of_sign(sign: Sign, palette: Palette) -> Pairs:
    """What the lines in the circle of a sign have."""
    return {"stroke": palette.on(palette.mark(sign.mark))}


def _filled(look: Look) -> Pairs:
    if look.border is None:
        return {"fill": look.fill}
    border = look.border
    dash = {"stroke-dasharray": border.dash} if border.dash else {}
    line = {"stroke": border.colour, "stroke-width": f"{border.weight:g}"}
    return {"fill": look.fill, **line, **dash}


def _words(words: Words, palette: Palette) -> Pairs:
    size, weight = STYLES[words.text.style]
    size = SIZES.get(words.role, size)
    pairs = {"fill": ink_of(words, palette), "font-size": f"{size:g}"}
    bold = words.role in ("count", "digits", "initials")
    heavy = WEIGHTS["medium"] if bold else WEIGHTS[weight]
    if heavy != WEIGHTS["regular"]:
        pairs["font-weight"] = str(heavy)
    return pairs


def _round(colour: str, weight: str) -> Pairs:
    ends = {"stroke-linecap": "round", "stroke-linejoin": "round"}
    return {"fill": "none", "stroke": colour, "stroke-width": weight, **ends}


def _line(line: LegendLine, palette: Palette) -> Pairs:
    pairs = {"fill": "none", "stroke": palette.hue(line.hue), "stroke-width": f"{line.weight:g}"}
    if line.dash != "solid":
        pairs |= {"stroke-dasharray": line.dash, "stroke-linecap": "round"}
    return pairs
