"""The one way from our frozen values to plain data, and from plain data to JSON.

Plain data is what JSON can hold: mappings, lists, texts, numbers, yes, no and nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import methodcaller
from types import NoneType
from typing import Any, Protocol, runtime_checkable

_HALF = re.compile("[\ud800-\udfff]")


@runtime_checkable
class Published(Protocol):
    """A value that programs know by other names than those of its fields: it says them itself."""

    def published(self) -> dict[str, object]:
        """What is published of it, by the published names; the values may be any of ours."""


def plain(value: Any) -> Any:
    """A value of ours as plain data; TypeError for what has no plain form.

    A dataclass becomes a mapping by the names of its fields, unless it says its published names
    itself (`Published`). Tuples become lists, sets sorted lists, days texts such as 2026-11-23;
    None stays, so that a name is always there.
    """
    kind: Any = type(value)
    parts = _opener(kind)(value)
    if isinstance(parts, dict):
        return {str(name): plain(part) for name, part in parts.items()}
    if isinstance(parts, list):
        return [plain(part) for part in parts]
    return parts


def by_field_names(value: Any) -> dict[str, object]:
    """The fields of a dataclass by their names, each as it is."""
    kind: Any = type(value)
    return {name: getattr(value, name) for name in _field_names(kind)}


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _opener(kind: type) -> Callable[[Any], object]:
    """What takes a value of a type apart, by one level: into a dictionary, a list, or itself."""
    if issubclass(kind, Published):
        return kind.published
    if is_dataclass(kind):
        return by_field_names
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return methodcaller("_asdict")
    for kinds, opener in _OPENERS:
        if issubclass(kind, kinds):
            return opener
    raise TypeError(f"{kind.__name__} has no plain form")


def _itself(value: object) -> object:
    return value


_OPENERS: tuple[tuple[tuple[type, ...], Callable[[Any], object]], ...] = (
    ((str, int, float, NoneType), _itself),
    ((Mapping,), dict),
    ((list, tuple), list),
    ((set, frozenset), sorted),
    ((date,), date.isoformat),
)


def to_json_text(data: object, *, indent: int = 2, sort_keys: bool = True) -> str:
    """Plain data as JSON for files and for `--json`: the same text for the same data.

    >>> to_json_text({"b": None, "a": "é"}, indent=1)
    '{\\n "a": "é",\\n "b": null\\n}\\n'
    """
    return _written(json.dumps(data, ensure_ascii=False, indent=indent, sort_keys=sort_keys)) + "\n"


def to_json_line(data: object) -> str:
    """Plain data as JSON as short as it can be, for what only programs read.

    >>> to_json_line({"b": [1, 2], "a": "é"})
    '{"a":"é","b":[1,2]}'
    """
    return _written(json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def _written(text: str) -> str:
    """The text so that UTF-8 can hold it: half of a letter cannot be written, its escape can."""
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
