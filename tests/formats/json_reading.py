"""JSON read back as the drawing that it was written from, which shows that nothing was left out."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from kgraph.formats.json_form import VERSION
from kgraph.layout.drawing import Drawing
from kgraph.view.view import Block, Frame


def read(text: str) -> Drawing:
    """The drawing that `render` of the format wrote."""
    whole = json.loads(text)
    assert whole["version"] == VERSION
    return cast("Drawing", _value({**whole["geometry"], "view": whole["view"]}, Drawing))


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
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return kind(**{name: _value(value[name], of) for name, of in _types(kind).items()})
    return kind(value)


def _choice(value: Any, kinds: tuple[Any, ...]) -> Any:
    if value is None and NoneType in kinds:
        return None
    if isinstance(value, dict) and "type" in value:
        return _value(value, Frame if value["type"] == "frame" else Block)
    return _value(value, next(kind for kind in kinds if kind is not NoneType))
