"""JSON: the view and the geometry of its drawing, so that a drawing can be had back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from kgraph.formats.options import Options
from kgraph.layout.drawing import Drawing
from kgraph.view.view import Block, Frame, View

VERSION = 1
"""Goes up when a reader of the former version would misread the new one."""
_KINDS: dict[type, str] = {Frame: "frame", Block: "block"}
"""What stands beside one another in a view, and so says what it is."""


def render(drawing: Drawing, options: Options) -> str:
    """The JSON text: ``version``, ``view``, ``geometry`` and, if it is known, ``provenance``."""
    geometry = plain(drawing)
    whole = {"version": VERSION, "view": geometry.pop("view"), "geometry": geometry}
    if options.provenance is not None:
        whole["provenance"] = plain(options.provenance)
    return written(whole)


def content(view: View) -> dict[str, Any]:
    """What a view shows, without any place, as plain values."""
    return cast("dict[str, Any]", plain(view))


def written(values: Mapping[str, Any]) -> str:
    """Plain values as text: the same for the same values."""
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
    # half a pair of surrogates is no letter: it cannot be written as UTF-8, but as an escape it can
    return re.sub("[\ud800-\udfff]", _escaped, text) + "\n"


def _escaped(half: re.Match[str]) -> str:
    return f"\\u{ord(half[0]):04x}"


def plain(value: object) -> Any:
    """A frozen value as lists, mappings, texts and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return _mapping(value)
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if not isinstance(value, tuple):
        return value
    parts = [plain(one) for one in value]
    names = getattr(value, "_fields", None)
    return parts if names is None else dict(zip(names, parts, strict=True))


def _mapping(value: Any) -> dict[str, Any]:
    """A dataclass. Frames and blocks say by ``type`` which they are."""
    found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    kind = _KINDS.get(type(value))
    return found if kind is None else {"type": kind, **found}
