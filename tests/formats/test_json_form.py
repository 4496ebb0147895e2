"""JSON gives back the drawing that it was written from."""

from __future__ import annotations

import json

from format_cases import drawing_of
from json_reading import read

from kgraph.documents.plain import plain
from kgraph.formats import json_form
from kgraph.formats.options import Options, Provenance
from kgraph.layout.drawing import Drawing


def test_a_drawing_comes_back_as_it_was(drawing: Drawing) -> None:
    assert read(json_form.render(drawing, Options())) == drawing


def test_keys_are_sorted_and_the_version_is_said() -> None:
    text = json_form.render(
        drawing_of("hostile"), Options(provenance=Provenance("overview", data="abc"))
    )
    whole = json.loads(text)
    assert list(whole) == ["geometry", "provenance", "version", "view"]
    assert list(whole["view"]) == sorted(whole["view"])
    assert whole["version"] == json_form.VERSION
    assert text.encode("utf-8")


def test_content_holds_no_place() -> None:
    content = plain(drawing_of("demo").view)
    keys = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            keys.update(value)
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(content)
    assert not keys & {"x", "y", "w", "h", "rect", "points"}
