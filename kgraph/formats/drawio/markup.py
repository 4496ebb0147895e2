"""The XML of draw.io: attributes, styles, places, pictures, cells."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from kgraph.formats.markup import quoteattr
from kgraph.layout.drawing import Point, Rect
from kgraph.words import clean

NOWHERE = Rect(0, 0, 0, 0)
"""What lies on the page itself is placed within this."""


def attribute(text: str) -> str:
    """A quoted attribute of XML; line ends are kept."""
    return quoteattr(clean(text))


def number(value: float) -> str:
    """A length with at most two decimals."""
    return f"{round(value, 2):g}" if abs(value) < 1e5 else f"{value:.0f}"


def style(*parts: str) -> str:
    """The style of a cell, quoted."""
    return quoteattr("".join(f"{part};" for part in parts if part))


def place(rect: Rect, within: Rect = NOWHERE) -> str:
    """Where a cell is, as seen from the one it lies in."""
    return (
        f'<mxGeometry x="{number(rect.x - within.x)}" y="{number(rect.y - within.y)}" '
        f'width="{number(rect.w)}" height="{number(rect.h)}" as="geometry"/>'
    )


def point(at: Point, role: str = "") -> str:
    """A point of an edge."""
    named = f' as="{role}"' if role else ""
    return f'<mxPoint x="{number(at[0])}" y="{number(at[1])}"{named}/>'


def said(label: str, data: Mapping[str, str]) -> str:
    """What a cell says: its label, and what of the rest there is."""
    more = [f"{name}={attribute(value)}" for name, value in data.items() if value]
    return " ".join([f"label={attribute(label)}", *more])


def picture(inner: str) -> str:
    """A square picture of our own, as data."""
    whole = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="60" height="60" viewBox="-3 -3 30 30">{inner}</svg>'
    )
    return f"data:image/svg+xml,{base64.b64encode(whole.encode('utf-8')).decode('ascii')}"
