"""What an SVG shows: its text without what is told aside, in tooltips, and of its origin."""

from __future__ import annotations

import hashlib
import re

METADATA = "<metadata>"
_NAME = re.compile(r"\bk[0-9a-f]{10}(?:-|\b)")
_TOOLTIP = re.compile(r"<title>[^<]*</title>")
"""Tooltips; the title of the picture has an id."""


def without_name(text: str) -> str:
    """A picture, or an id in it, without the name of its own.

    >>> without_name('<g id="k0123456789-node:eu/cdn">')
    '<g id="node:eu/cdn">'
    """
    return _NAME.sub("", text)


def without_tooltips(svg: str) -> str:
    """A picture without what is told of its things where somebody points at them.

    >>> without_tooltips('<title id="a">Shop</title><g><title>PostgreSQL: a database</title></g>')
    '<title id="a">Shop</title><g></g>'
    """
    return _TOOLTIP.sub("", svg)


def drawn(svg: str) -> str:
    """The words, boxes, arrows and icons of a picture, with their looks.

    Left out are its tooltips, its origin, and the name that is made of the rest; line ends may be
    those of any system.
    """
    plain = svg.replace("\r\n", "\n").removeprefix("\ufeff")
    body, metadata, _ = plain.rpartition(METADATA)
    return without_tooltips(without_name(body if metadata else plain))


def digest(svg: str) -> str:
    """The hash of what a picture shows."""
    return hashlib.sha256(drawn(svg).encode("utf-8", "surrogatepass")).hexdigest()
