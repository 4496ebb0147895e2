"""JSON: the view and the geometry of its drawing, so that a drawing can be had back."""

from __future__ import annotations

from kgraph.documents.plain import by_field_names, plain, to_json_text
from kgraph.formats.options import Options
from kgraph.layout.drawing import Drawing

VERSION = 1
"""Goes up when a reader of the former version would misread the new one."""


def render(drawing: Drawing, options: Options) -> str:
    """The JSON text: ``version``, ``view``, ``geometry`` and, if it is known, ``provenance``."""
    geometry = by_field_names(drawing)
    view = geometry.pop("view")
    whole: dict[str, object] = {"version": VERSION, "view": view, "geometry": geometry}
    if options.provenance is not None:
        whole["provenance"] = options.provenance
    return to_json_text(plain(whole), indent=1)  # mostly numbers, each on its line
