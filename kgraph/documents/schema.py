"""A JSON Schema in a file: what a document says by it, and what of a document is not as it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kgraph.documents.faults import Fault, Rules, faults_of
from kgraph.documents.located import Located
from kgraph.documents.problems import MAX_PROBLEMS
from kgraph.documents.vocabulary import day_of, truth_of

_END = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\])|\$", re.DOTALL)


class Schema:
    """The rules of one schema, and the name by which messages refer to it."""

    def __init__(self, rules: Rules, name: str) -> None:
        self.rules = rules
        self.name = name

    @classmethod
    def read(cls, path: Path) -> Schema:
        """The schema in a file of ours."""
        return cls(json.loads(path.read_text("utf-8")), path.name)

    def faults(self, value: Any) -> tuple[Fault, ...]:
        """What is not as it says, each fault once, and no more than anybody reads."""
        errors = islice(self._validator.iter_errors(value), MAX_PROBLEMS)
        told = (faults_of(error, self.name) for error in errors)
        return tuple(dict.fromkeys(chain.from_iterable(told)))

    @cached_property
    def _validator(self) -> Any:
        # slow to import, and who reads neither entries nor JSON does not need it
        from jsonschema import Draft202012Validator, validators

        extend: Any = validators.extend
        ours = {"pattern": _mismatch, "format": _format, "uniqueItems": _unique}
        return extend(Draft202012Validator, ours)(self.rules)

    def plain(self, item: Located) -> Any:
        """A located value as plain values, each of the kind that is wanted there, where it can be
        one.
        """
        return self._as_wanted(item, self.rules)

    def _as_wanted(self, item: Located, rules: Rules) -> Any:
        rules = self._resolved(rules)
        if rules.get("type") == "array" and item.value is not None:
            return self._list(item, rules.get("items", {}))
        if isinstance(item.value, dict):
            return self._mapping(item, rules)
        if isinstance(item.value, list):
            return self._list(item, {})
        if rules.get("type") == "boolean" and item.written is not None:
            found = truth_of(item.written)
            return item.value if found is None else found
        return item.text if rules.get("type") == "string" or "enum" in rules else item.value

    def _list(self, item: Located, rules: Rules) -> list[Any]:
        """A list; what is none is a list of one."""
        items = item.value if isinstance(item.value, list) else [item]
        return [self._as_wanted(one, rules) for one in items]

    def _mapping(self, item: Located, rules: Rules) -> dict[str, Any]:
        """A mapping; a key with nothing behind it is as good as none, unless no such key may be."""
        known = rules.get("properties", {})
        closed = rules.get("additionalProperties") is False
        there = {
            key: one
            for key, one in item.value.items()
            if one.value is not None or (closed and key not in known)
        }
        return {key: self._as_wanted(one, known.get(key, {})) for key, one in there.items()}

    def _resolved(self, rules: Rules) -> Rules:
        """The rules that a reference into this schema stands for."""
        name = rules.get("$ref", "").removeprefix("#/$defs/")
        return self.rules["$defs"][name] if name else rules


# What the library leaves to the form of patterns, of dates and of time, is stated here.


def _mismatch(_: Any, pattern: str, value: Any, __: Rules) -> Iterator[Any]:
    if isinstance(value, str) and not re.search(whole(pattern), value):
        yield _error("is not as its pattern")


def whole(pattern: str) -> str:
    r"""A pattern of a schema as one for Python, in which the end is that of the text: Python's
    lets one more line end through.

    >>> whole(r"^[a-z$]+\$$")
    '^[a-z$]+\\$\\Z'
    """
    return _END.sub(lambda found: found[1] or r"\Z", pattern)


def _format(_: Any, format: str, value: Any, __: Rules) -> Iterator[Any]:
    if format == "date" and isinstance(value, str) and day_of(value) is None:
        yield _error("is no date")


def _unique(_: Any, wanted: bool, value: Any, __: Rules) -> Iterator[Any]:
    """Every word that stands there before. Comparing each item with each, as the library does,
    takes quadratic time.
    """
    words = enumerate(value) if wanted and isinstance(value, list) else ()
    seen: set[str] = set()
    for index, word in words:
        if not isinstance(word, str):
            continue  # a list of words is meant: what is none is told as that
        if word in seen:
            yield _error("stands twice", index)
        seen.add(word)


def _error(message: str, *path: int) -> Any:
    from jsonschema import ValidationError

    return ValidationError(message, path=path)
