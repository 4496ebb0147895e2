"""What is not as a schema says, in our own words.

They come from the rule that is broken, the place and the value, never from the words of the
library that found it; those are at most a detail. A schema may say itself what is to be told of a
value, as ``errorMessage``, which editors know, too: "what: what to do".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from kgraph.documents.vocabulary import Refusal
from kgraph.errors import nearest, shown

Rules = dict[str, Any]
Steps = tuple[str | int, ...]
_KINDS = {
    "string": "a text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as a schema says, at a path of keys and indexes; `detail` is what a
    library says of it.
    """

    path: Steps
    what: str
    remedy: str
    detail: str = ""

    @property
    def key(self) -> str:
        """The key around it."""
        return key_of(self.path)


def key_of(path: Steps) -> str:
    """The last key of a path, as messages name it."""
    keys = [step for step in path if isinstance(step, str)]
    return shown(keys[-1]) if keys else ""


def faults_of(error: Any, schema: str) -> Iterator[Fault]:
    """The faults that an error of the library stands for; at worst, the schema is named."""
    path: Steps = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, path)
    elif error.validator in ("required", "dependentRequired"):
        yield from _missing(error, path)
    elif error.validator in _TELLERS:
        yield Fault(path, *_TELLERS[error.validator](error, path))
    elif said := _said_by_schema(error, path):
        yield Fault(path, *said)
    else:
        subject = _spot(path) or "what it holds"
        yield Fault(path, f"{subject} is not as it must be", f"see {schema}", error.message)


def _spot(path: Steps) -> str:
    return shown(".".join(map(str, path)))


def _within(path: Steps) -> str:
    return f" in {_spot(path)}" if path else ""


def _unknown_keys(error: Any, path: Steps) -> Iterator[Fault]:
    allowed = error.schema.get("properties", {})
    for key in sorted(set(error.instance) - set(allowed)):
        what = f"unknown key '{shown(key)}'{_within(path)}"
        yield Fault((*path, key), what, nearest(key, allowed))


def _missing(error: Any, path: Steps) -> Iterator[Fault]:
    """All keys that are missing: the library tells of one at a time, and which only in words."""
    wanted = error.validator_value
    if isinstance(wanted, dict):
        there = [keys for key, keys in wanted.items() if key in error.instance]
        wanted = list(chain.from_iterable(there))
    for key in dict.fromkeys(wanted):
        if key not in error.instance:
            yield Fault(path, f"'{key}' is missing{_within(path)}", f"add '{key}: …'")


def _wrong_kind(error: Any, path: Steps) -> Refusal:
    wanted = error.validator_value
    key = key_of(path)
    if wanted == "string" and path and isinstance(path[-1], int):
        holds = _kind_of(error.instance)
        return (
            f"'{key}' holds {holds} where a word is wanted",
            f"write '{key}: [one, another]'",
        )
    if wanted == "string":
        return f"'{key}' is not a text", f"write '{key}: …'"
    if wanted == "boolean":
        return f"'{key}' is neither true nor false", f"write '{key}: true', or leave it out"
    kinds = [wanted] if isinstance(wanted, str) else wanted
    named = " or ".join(_KINDS[kind] for kind in kinds)
    return f"{_spot(path) or 'what it holds'} is not {named}", f"write {named}"


def _kind_of(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"'{shown(str(value))}'"


def _unknown(error: Any, path: Steps) -> Refusal:
    wanted = error.validator_value
    known = wanted if isinstance(wanted, list) else [wanted]
    word = str(error.instance)
    return f"unknown {key_of(path)} '{shown(word)}'", nearest(word, map(str, known))


def _twice(error: Any, path: Steps) -> Refusal:
    word = shown(error.instance[path[-1]])
    return f"'{shown(word)}' stands twice under '{key_of(path)}'", "name it once"


def _too_few(error: Any, path: Steps) -> Refusal:
    if error.instance:
        least = error.validator_value
        return f"'{key_of(path)}' holds fewer than {least}", f"name at least {least}"
    return f"'{key_of(path)}' names nothing", "name at least one"


def _too_short(_: Any, path: Steps) -> Refusal:
    return f"'{key_of(path)}' is not a text", f"write '{key_of(path)}: …'"


def _no_date(error: Any, _: Steps) -> Refusal:
    return f"'{shown(error.instance)}' is not a date", "write it as 2026-11-23"


def _another_form(error: Any, path: Steps) -> Refusal:
    if error.schema.get("format") == "date":
        return _no_date(error, path)
    wanted = error.schema.get("description", "write it as its neighbours are written")
    what = f"'{shown(error.instance)}' is not as '{key_of(path)}' must be"
    return _said_by_schema(error, path) or (what, wanted[:1].lower() + wanted[1:].rstrip("."))


def _said_by_schema(error: Any, path: Steps) -> Refusal | None:
    """What the schema has to say of a value that is not as it must be."""
    said, _, remedy = error.schema.get("errorMessage", "").partition(": ")
    value = error.instance
    subject = f"'{shown(value)}'" if isinstance(value, str) else _spot(path)
    return (f"{subject} {said}", remedy) if said else None


_TELLERS: dict[str, Callable[[Any, Steps], Refusal]] = {
    "type": _wrong_kind,
    "enum": _unknown,
    "const": _unknown,
    "uniqueItems": _twice,
    "minItems": _too_few,
    "minLength": _too_short,
    "format": _no_date,
    "pattern": _another_form,
}
