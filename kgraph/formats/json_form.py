"""JSON: the view and the geometry of its drawing, keys sorted; `read` gives the drawing back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from kgraph.errors import InputError
from kgraph.formats.options import Options
from kgraph.layout.drawing import Drawing
from kgraph.view.view import Block, Frame, View

VERSION = 1
"""Goes up when a reader of the former version would misread the new one."""


def render(drawing: Drawing, options: Options) -> str:
    """The JSON text of a drawing: ``version``, ``view``, ``geometry`` and, where it is known, ``provenance``."""
    whole = {
        "version": VERSION,
        "view": content(drawing.view),
        "geometry": {
            field.name: plain(getattr(drawing, field.name))
            for field in fields(drawing)
            if field.name != "view"
        },
    }
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
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def plain(value: object) -> Any:
    """A frozen value as lists, mappings, texts and numbers. Frames and blocks say by ``type`` which they are."""
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return (
            {"type": "frame" if isinstance(value, Frame) else "block", **found}
            if isinstance(value, Frame | Block)
            else found
        )
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        return (
            dict(zip(names, map(plain, value), strict=True))
            if names
            else [plain(one) for one in value]
        )
    return value


def read(text: str, *, where: str = "drawing") -> Drawing:
    """The drawing that `render` wrote; InputError where the text is damaged or of another version."""
    try:
        whole = json.loads(text)
        version = whole["version"]
        if version == VERSION:
            return cast("Drawing", _value({**whole["geometry"], "view": whole["view"]}, Drawing))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError.one(
            where, f"not a drawing as JSON: {error!r}", "write it anew with kgraph draw"
        ) from error
    raise InputError.one(
        where, f"version {version} of drawings is not known", f"known is version {VERSION}"
    )


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(value: Any, kind: Any) -> Any:
    """A plain value as that type says it was."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _choice(value, get_args(kind))
    if origin is tuple:
        inner = get_args(kind)
        kinds = inner[:1] * len(value) if inner[1:] == (...,) else inner
        return tuple(_value(one, of) for one, of in zip(value, kinds, strict=True))
    if origin is frozenset:
        return frozenset(value)
    make = _maker(kind)
    return (
        make({name: _value(value[name], of) for name, of in _types(kind).items()})
        if make
        else kind(value)
    )


def _choice(value: Any, kinds: tuple[Any, ...]) -> Any:
    if value is None and NoneType in kinds:
        return None
    if isinstance(value, dict) and "type" in value:
        return _value(value, Frame if value["type"] == "frame" else Block)
    return _value(value, next(kind for kind in kinds if kind is not NoneType))


def _maker(kind: Any) -> Callable[[dict[str, Any]], Any] | None:
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return lambda values: kind(**values)
    return None
