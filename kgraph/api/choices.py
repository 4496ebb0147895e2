"""What one can choose among: formats, themes and sizes of pictures, and the views there may be.

The doors offer these, tell them in help, and complete them. Importing this loads nothing heavy.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import InputError, shown
from kgraph.formats import options, registry, theme

if TYPE_CHECKING:
    from kgraph.formats.registry import Format
    from kgraph.formats.theme import Theme
    from kgraph.model.architecture import Architecture
    from kgraph.model.pictures import ViewChoice
    from kgraph.model.topology import Place

FORMATS, SHOWN_FORMATS = registry.FORMATS, registry.SHOWN
STANDARD_FORMAT, PAGE_FORMAT = registry.STANDARD, registry.PAGE
THEMES, STANDARD_THEME, FOLLOWING_THEME = theme.THEMES, theme.STANDARD, theme.FOLLOWING
SCALES = options.SCALES
COLUMNS = 480, 4000
"""For how narrow and how wide a column, in pixels, a picture can be composed."""


def format_named(id: str, *, where: str = "format") -> Format:
    """The format of that name or suffix; InputError that lists the known ones."""
    return registry.format_named(id, where=where)


def theme_named(id: str, *, where: str = "theme") -> Theme:
    """The theme of that name; InputError that lists the known ones."""
    return theme.theme_named(id, where=where)


def is_view_file(word: str) -> bool:
    """Whether a view is named by the file that holds it, not by its id."""
    from kgraph.documents import file_names

    return file_names.is_view_file(word)


def theme_beside(*, dark: bool) -> Theme:
    """The theme of a picture that stands on a light or on a dark page."""
    return theme.theme_beside(dark=dark)


def parse_scale(text: str, *, where: str) -> float:
    """How large a picture is to be; InputError where that is no number, or out of bounds."""
    least, most = SCALES
    with contextlib.suppress(ValueError):
        if least <= (number := float(text)) <= most:
            return number
    what = f"'{shown(text)}' is not a number from {least:g} to {most:g}"
    raise InputError.one(where, what, "write for example 2")


def parse_column(text: str, *, where: str) -> int:
    """For how many pixels a picture is to be composed; InputError where that is no whole number, or
    out of bounds.
    """
    least, most = COLUMNS
    with contextlib.suppress(ValueError):
        if least <= (number := int(text)) <= most:
            return number
    what = f"'{shown(text)}' is not a whole number of pixels from {least} to {most}"
    raise InputError.one(where, what, "write for example 800")


def likely_views(source: Path | None = None) -> tuple[ViewChoice, ...]:
    """The views that a source may have, told at once: for whoever is about to name one.

    Nothing is assembled. Of a brief, its sites and clusters are known; the insides are those of all
    components. InputError where the source cannot be read.
    """
    from kgraph.api.architectures import kind_of_file, read_architecture, read_brief
    from kgraph.api.excerpts import conceivable, views
    from kgraph.documents.kinds import YAML
    from kgraph.model.topology import places

    if source is None:
        return conceivable(_imagined(()))
    if kind_of_file(source) == YAML:
        return conceivable(_imagined(places(read_brief(source))))
    return views(read_architecture(source))


def _imagined(places: tuple[Place, ...]) -> Architecture:
    """An architecture of every component that can be looked into, at these places."""
    from datetime import date

    from kgraph.api.wiring import knowledge
    from kgraph.model.architecture import Architecture, Placement

    placements = tuple(
        Placement(one.id, one.id, one.name, "world", one.provides)
        for one in knowledge().components.values()
        if one.parts
    )
    return Architecture("", date.today(), places, placements, ())
