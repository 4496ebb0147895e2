"""What one can choose among: formats, themes and sizes of pictures; the views there may be."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import InputError
from kgraph.formats import registry, theme
from kgraph.formats.options import SCALES
from kgraph.formats.registry import Format
from kgraph.formats.theme import Theme
from kgraph.model.knowledge import ViewChoice

if TYPE_CHECKING:
    from kgraph.model.brief import Brief
    from kgraph.model.knowledge import Knowledge, ViewDefinition


def formats() -> tuple[Format, ...]:
    """The formats of pictures, in the order in which they are offered."""
    return registry.FORMATS


def format_named(id: str, *, where: str = "format") -> Format:
    """The format of that name or suffix; InputError that lists the known ones."""
    return registry.format_named(id, where=where)


def standard_format() -> Format:
    """What a picture is written in where nothing else is asked for."""
    return registry.STANDARD


def shown_formats() -> tuple[Format, ...]:
    """What a browser, or a document in Markdown, shows as an image; the sharper first."""
    return registry.SHOWN


def page_format() -> Format:
    """The page that holds all views of an architecture and its decision record."""
    return registry.PAGE


def themes() -> tuple[Theme, ...]:
    """The themes of pictures, in the order in which they are offered."""
    return theme.THEMES


def theme_beside(*, dark: bool) -> Theme:
    """The theme of a picture that stands on a light or on a dark page."""
    return theme.theme_beside(dark=dark)


def standard_theme() -> Theme:
    """What a picture has where no theme is asked for."""
    return theme.STANDARD


def following_theme() -> Theme:
    """The theme of a picture that follows each of its readers."""
    return theme.FOLLOWING


def scales() -> tuple[float, float]:
    """The least and the greatest size that may be asked for."""
    return SCALES


def parse_scale(text: str, *, where: str) -> float:
    """How large a picture is to be; InputError where that is no number, or out of bounds."""
    least, most = SCALES
    with contextlib.suppress(ValueError):
        if least <= (number := float(text)) <= most:
            return number
    what = f"'{text}' is not a number from {least:g} to {most:g}"
    raise InputError.one(where, what, "write for example 2")
