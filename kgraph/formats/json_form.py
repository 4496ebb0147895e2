"""JSON: the view and the geometry of its drawing, keys sorted; `read` gives the drawing back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from kgraph.documents.plain import by_field_names, plain, to_json_text
from kgraph.errors import InputError
from kgraph.formats.options import Options
from kgraph.layout.drawing import Drawing
from kgraph.view.view import Block, Frame

VERSION = 1
"""Goes up when a reader of the former version would misread the new one."""


def render(drawing: Drawing, options: Options) -> str:
    """The JSON text of a drawing: ``version``, ``view``, ``geometry`` and, where it is known, ``provenance``."""
    geometry = by_field_names(drawing)
    view = geometry.pop("view")
    whole: dict[str, object] = {"version": VERSION, "view": view, "geometry": geometry}
    if options.provenance is not None:
        whole["provenance"] = options.provenance
    return to_json_text(plain(whole), indent=1)  # mostly numbers, each on its line


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
