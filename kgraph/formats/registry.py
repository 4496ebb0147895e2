"""The formats: a name for each, the module that writes it (loaded when it is asked for), and what it cannot show."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from kgraph.errors import InputError
from kgraph.formats.options import Options
from kgraph.layout.drawing import Drawing

if TYPE_CHECKING:
    from kgraph.formats.painter import Painter

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `id` is also the suffix of its files; `lacks` says in words what of a picture it cannot show.

    `apart` is for what takes long: it is made in a process of its own. `zoom` is how many pixels a point becomes where
    nothing else is asked for; None for a format that has no pixels. `whole` is for what holds all views of an
    architecture with its decision record, and so is not made of one drawing.
    """

    id: str
    label: str
    module: str
    media_type: str
    lacks: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    apart: bool = False
    zoom: float | None = None
    whole: bool = False


FORMATS = (
    Format("svg", "SVG", "kgraph.formats.svg.writer", "image/svg+xml"),
    Format(
        "png",
        "PNG",
        "kgraph.formats.png",
        "image/png",
        lacks=("links", "tooltips"),
        apart=True,
        zoom=2.0,
    ),
    Format(
        "pdf",
        "PDF",
        "kgraph.formats.pdf.writer",
        "application/pdf",
        lacks=("tooltips", "letters that Roboto lacks"),
        apart=True,
    ),
    Format("html", "HTML page", "kgraph.reports.page", "text/html", whole=True),
    Format(
        "dot",
        "Graphviz DOT",
        "kgraph.formats.dot",
        "text/vnd.graphviz",
        lacks=(
            "icons (their names are comments)",
            "places (Graphviz lays out anew)",
            "dash patterns other than dashed and dotted",
        ),
        suffixes=("gv",),
    ),
    Format(
        "mmd",
        "Mermaid flowchart",
        "kgraph.formats.mermaid",
        "text/vnd.mermaid",
        lacks=(
            "icons",
            "places (Mermaid lays out anew)",
            "links and tooltips of frames and tooltips of arrows",
            "tooltips where a box has no link",
        ),
        suffixes=("mermaid",),
    ),
    Format(
        "d2",
        "D2",
        "kgraph.formats.d2",
        "text/vnd.d2",
        lacks=(
            "icons",
            "places (D2 lays out anew)",
            "tooltips of arrows",
            "dashes with dots between, and weights that are no whole numbers",
        ),
    ),
    Format(
        "drawio",
        "draw.io",
        "kgraph.formats.drawio.writer",
        "application/vnd.jgraph.mxfile",
        lacks=(
            "curves to the point (draw.io bends them by our waypoints)",
            "circles around the numbers of steps",
        ),
    ),
    Format(
        "dsl",
        "Structurizr DSL",
        "kgraph.formats.structurizr",
        "text/vnd.structurizr.dsl",
        lacks=(
            "icons",
            "places (Structurizr lays out anew)",
            "arrows with two heads (they are two relations)",
            "tooltips of arrows",
            "dash patterns other than dashed and dotted",
            "straight double quotes and backslashes in names",
        ),
    ),
    Format(
        "graphml",
        "GraphML",
        "kgraph.formats.graph_ml",
        "application/graphml+xml",
        lacks=("icons (their names are values)", "ways of arrows", "a legend"),
    ),
    Format(
        "json",
        "JSON",
        "kgraph.formats.json_form",
        "application/json",
        lacks=("icons (their names are values)",),
    ),
)


def format_named(id: str, *, where: str) -> Format:
    """The format of that name or suffix; InputError that lists the known ones."""
    for one in FORMATS:
        if id.lower() in (one.id, *one.suffixes):
            return one
    raise InputError.one(
        where, f"unknown format '{id}'", f"known are: {', '.join(one.id for one in FORMATS)}"
    )


def prepare(format: Format) -> None:
    """Start what rendering in a format will need, while other things are done; worth calling before a drawing is laid out."""
    if format.apart:
        _painter().prepare(format.module)


def render(drawing: Drawing, format: Format, options: Options) -> bytes:
    """The bytes of a drawing in a format.

    InputError where it has too many pixels, or the format holds more than one drawing; RenderTimeout and RenderFailed where
    a format that is made apart takes too long, too much memory, or its process ends.
    """
    if format.whole:
        raise InputError.one(
            "format",
            f"'{format.id}' holds all views of an architecture",
            "draw the whole, or choose another",
        )
    if format.apart:
        return _painter().render(format.module, drawing, options, zoom=format.zoom)
    written: str | bytes = import_module(format.module).render(drawing, options)
    return written if isinstance(written, bytes) else written.encode("utf-8")


def _painter() -> Painter:
    """The processes that paint, the same for all threads; they end with this one."""
    with _LOCK:
        return _one_painter()


@cache
def _one_painter() -> Painter:
    from kgraph.formats.painter import Painter

    painter = Painter()
    atexit.register(painter.close)
    return painter
