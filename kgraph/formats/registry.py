"""The formats: the one place that names them.

What is offered, completed, told in help, in errors and in documents comes from here. The module
that writes a format is named and not imported: it is loaded when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kgraph.errors import InputError, shown


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `id` is also the suffix of its files.

    `module` writes one drawing. A format without one is of the whole: it holds all views of an
    architecture with its decision record, and is made by a room above that knows documents.

    `lacks` says in words what of a picture it cannot show. `apart` is for what takes long: it is
    made in a process of its own. `zoom` is how many pixels a point becomes where nothing else is
    asked for; None for a format that has no pixels. `shown` is for what a browser shows as an
    image, and `origin` for what says of itself so much that it can be held against what is so.

    `letters` says where the shapes of letters come from: a small font that is ``carried`` along,
    the whole font and those of the system with which it is ``painted``, or the whole font alone, in
    which it is ``printed``. A format without them leaves letters to whoever draws it.
    """

    id: str
    label: str
    media_type: str
    module: str = ""
    lacks: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    apart: bool = False
    zoom: float | None = None
    shown: bool = False
    origin: bool = False
    letters: Literal["", "carried", "painted", "printed"] = ""
    coloured: bool = True
    follows: bool = False
    scaled: bool = False

    @property
    def letterless(self) -> str:
        """What is said where letters have no shape; they and their names stand in the braces."""
        return _LETTERLESS[self.letters]

    @property
    def whole(self) -> bool:
        """Whether it holds all views of an architecture, and so is not made of one drawing."""
        return not self.module


_LETTERLESS = {
    "": "",
    "carried": "does not carry the letters {}: its reader's fonts draw them, or else empty boxes",
    "painted": "no font here has the letters {}: an empty box stands for each: install a font that "
    "has them",
    "printed": "its font lacks the letters {}: an empty box stands for each: draw it in a "
    "format that takes other fonts too, such as svg",
}

FORMATS = (
    Format(
        "svg",
        "SVG",
        "image/svg+xml",
        "kgraph.formats.svg.writer",
        shown=True,
        origin=True,
        letters="carried",
        follows=True,
        scaled=True,
    ),
    Format(
        "png",
        "PNG",
        "image/png",
        "kgraph.formats.png",
        lacks=("links", "tooltips"),
        apart=True,
        zoom=2.0,
        shown=True,
        letters="painted",
        scaled=True,
    ),
    Format(
        "pdf",
        "PDF",
        "application/pdf",
        "kgraph.formats.pdf.writer",
        lacks=("tooltips",),
        apart=True,
        letters="printed",
        scaled=True,
    ),
    Format(
        "pptx",
        "PowerPoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "kgraph.formats.slide.writer",
        lacks=(
            "tooltips (they are alternative texts)",
            "the round bends of arrows",
            "connectors for arrows of more than four bends (they are free lines)",
            "dash patterns other than those of the program",
        ),
        apart=True,
        scaled=True,
    ),
    Format("html", "HTML page", "text/html", letters="carried", follows=True),
    Format(
        "drawio",
        "draw.io",
        "application/vnd.jgraph.mxfile",
        "kgraph.formats.drawio.writer",
        lacks=(
            "curves to the point (draw.io bends them by our waypoints)",
            "circles around the numbers of steps",
        ),
        follows=True,
    ),
    Format(
        "mmd",
        "Mermaid flowchart",
        "text/vnd.mermaid",
        "kgraph.formats.mermaid",
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
        "text/vnd.d2",
        "kgraph.formats.d2",
        lacks=(
            "icons",
            "places (D2 lays out anew)",
            "tooltips of arrows",
            "dashes with dots between, and weights that are no whole numbers",
        ),
    ),
    Format(
        "dot",
        "Graphviz DOT",
        "text/vnd.graphviz",
        "kgraph.formats.dot",
        lacks=(
            "icons (their names are comments)",
            "places (Graphviz lays out anew)",
            "dash patterns other than dashed and dotted",
        ),
        suffixes=("gv",),
    ),
    Format(
        "dsl",
        "Structurizr DSL",
        "text/vnd.structurizr.dsl",
        "kgraph.formats.structurizr",
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
        "application/graphml+xml",
        "kgraph.formats.graph_ml",
        lacks=("icons (their names are values)", "ways of arrows", "a legend"),
    ),
    Format(
        "json",
        "JSON",
        "application/json",
        "kgraph.formats.json_form",
        lacks=("icons (their names are values)",),
        coloured=False,
    ),
)

SHOWN = tuple(one for one in FORMATS if one.shown)
"""What a browser, or a document in Markdown, shows as an image; the sharper first."""
STANDARD = next(one for one in SHOWN if one.origin)
"""What a picture is written in where nothing else is asked for."""
PIXELS = next(one for one in SHOWN if one.zoom is not None)
"""What is painted in pixels: for thumbnails."""
PAGE = next(one for one in FORMATS if one.whole)
"""The page that holds all views and the decision record."""


def format_named(id: str, *, where: str) -> Format:
    """The format of that name or suffix; InputError that lists the known ones."""
    for one in FORMATS:
        if id.lower() in (one.id, *one.suffixes):
            return one
    known = ", ".join(one.id for one in FORMATS)
    raise InputError.one(where, f"unknown format '{shown(id)}'", f"known are: {known}")
