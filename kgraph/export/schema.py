"""What an export.yaml can say, as a JSON Schema for editors and for the documentation."""

from __future__ import annotations

from typing import Any

from kgraph.api.choices import COLUMNS, FORMATS, SCALES, THEMES
from kgraph.documents.plain import to_json_text
from kgraph.export.config import DOCUMENTS, WIDTHS

Rules = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export_schema() -> str:
    """The JSON Schema of export.yaml, the config of a folder of briefs."""
    rules = {
        "$schema": DIALECT,
        "title": "kgraph export",
        "description": "What is made of the briefs of a folder.",
        "type": "object",
        "additionalProperties": False,
        "properties": _keys(),
    }
    return to_json_text(rules, sort_keys=False)


def _keys() -> Rules:
    text = {"type": "string"}
    formats = {"enum": [one.id for one in FORMATS]}
    themes = {"enum": [one.id for one in THEMES]}
    views = "Ids of views, patterns such as site:*, files with views of one's own; all without."
    return {
        "title": _told("What the index is called.", text),
        "briefs": _told("The folder of the briefs, as seen from here; this one without.", text),
        "views": _told(views, _one_or_several(text)),
        "formats": _told("The formats of the pictures.", _one_or_several(formats)),
        "theme": _told("How the pictures look.", _one_or_several(themes)),
        "scale": _told("How large the pictures are.", _between(SCALES)),
        "width": _told(
            "The width of the column that they are shown in, in pixels.", _between(COLUMNS)
        ),
        "catalogs": _told(
            "Folders of one's own knowledge, as seen from here.", _one_or_several(text)
        ),
        "documents": _told("What is written beside them.", _one_or_several({"enum": DOCUMENTS})),
        "thumbnails": _told("The width of a PNG of each first view, in pixels.", _between(WIDTHS)),
    }


def _told(words: str, rules: Rules) -> Rules:
    return {"description": words, **rules}


def _one_or_several(rules: Rules) -> Rules:
    return {"anyOf": [rules, {"type": "array", "items": rules}]}


def _between(bounds: tuple[float, float]) -> Rules:
    least, most = bounds
    return {"type": "number", "minimum": least, "maximum": most}
