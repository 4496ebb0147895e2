"""The formats: a name for each, the module that writes it (loaded when it is asked for), and what it can show."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kgraph.errors import InputError, nearest
from kgraph.view.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `links` and `tooltips` say whether it carries them."""

    id: str
    module: str
    media_type: str
    links: bool
    tooltips: bool


FORMATS = (
    Format("png", "kgraph.rendering.formats.png", "image/png", links=False, tooltips=False),
    Format("svg", "kgraph.rendering.formats.svg", "image/svg+xml", links=True, tooltips=True),
)


def format_named(id: str, *, where: str) -> Format:
    """The format of that name; InputError that lists the known ones."""
    for one in FORMATS:
        if one.id == id:
            return one
    raise InputError.one(where, f"unknown format '{id}'", nearest(id, [one.id for one in FORMATS]))


def render(drawing: Drawing, format: Format, *, cache_folder: Path | None = None, scale: float | None = None) -> bytes:
    """The bytes of a drawing in a format."""
    module = import_module(format.module)
    options: dict[str, object] = {"cache_folder": cache_folder}
    if scale is not None:
        options["scale"] = scale
    written = module.render(drawing, **options)
    return written if isinstance(written, bytes) else str(written).encode("utf-8")
