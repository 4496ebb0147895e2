"""The formats: a name for each, the module that writes it (loaded when it is asked for), and what it cannot show."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from kgraph.errors import InputError
from kgraph.rendering.options import Options
from kgraph.view.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `id` is also the suffix of its files; `lacks` says in words what of a picture it cannot show."""

    id: str
    label: str
    module: str
    media_type: str
    lacks: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


FORMATS = (
    Format("svg", "SVG", "kgraph.rendering.formats.svg", "image/svg+xml"),
    Format("png", "PNG", "kgraph.rendering.formats.png", "image/png", lacks=("links", "tooltips")),
)


def format_named(id: str, *, where: str) -> Format:
    """The format of that name or suffix; InputError that lists the known ones."""
    for one in FORMATS:
        if id.lower() in (one.id, *one.suffixes):
            return one
    raise InputError.one(where, f"unknown format '{id}'", f"known are: {', '.join(one.id for one in FORMATS)}")


def render(drawing: Drawing, format: Format, options: Options) -> bytes:
    """The bytes of a drawing in a format."""
    written: str | bytes = import_module(format.module).render(drawing, options)
    return written if isinstance(written, bytes) else written.encode("utf-8")
