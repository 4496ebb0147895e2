"""YAML that people write, read with the line of every value, and with limits on what it may be.

Plain scalars follow YAML 1.2: ``no`` and ``2026-11-23`` stay text. Anchors and aliases are refused: they make a small
file stand for a huge one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kgraph.errors import InputError, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(\d+\.\d*|\.\d+)")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Located:
    """A value with the line it starts on (from 1); mappings and lists hold located values."""

    value: Any
    line: int

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value

    def line_at(self, path: list[str | int]) -> int:
        """The line of the value at a path of keys and indexes, or of the nearest one around it."""
        here: Any = self
        for step in path:
            inner = here.value
            if isinstance(inner, dict) and step in inner:
                here = inner[step]
            elif isinstance(inner, list) and isinstance(step, int) and step < len(inner):
                here = inner[step]
            else:
                break
        return int(here.line)


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of a file the user named; InputError where it cannot be one."""
    where = str(path)
    try:
        if path.is_dir():
            raise InputError.one(where, "is a folder", "name a file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError.one(where, "there is no such file", "check the path") from None
    except OSError as error:
        raise InputError.one(
            where, f"cannot be read ({error.strerror})", "check its permissions"
        ) from None
    if len(data) > limit:
        raise InputError.one(
            f"{where}:1", f"is larger than {limit:,} bytes", "is it the right file?"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError.one(f"{where}:{line}", "is not UTF-8 text", "save it as UTF-8") from None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise InputError.one(f"{where}:{line}", "holds binary data", "is it the right file?")
    return text


def read_yaml(path: Path) -> Located:
    """The mapping in a YAML file of the user."""
    return parse_yaml(read_text(path), str(path))


def parse_yaml(text: str, where: str) -> Located:
    """The mapping in a YAML text; `where` is the file's name for messages."""
    try:
        root = _build(text, where)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise InputError.one(
            f"{where}:{line}", f"is not YAML ({what})", "mend the syntax there"
        ) from None
    if root is None or root.value is None:
        raise InputError.one(f"{where}:1", "is empty", "write at least 'name: …'")
    if not isinstance(root.value, dict):
        raise InputError.one(f"{where}:{root.line}", "is not a mapping", "write 'key: value' lines")
    return root


class _Frame:
    """A mapping or list under construction."""

    def __init__(self, line: int, *, mapping: bool) -> None:
        self.line = line
        self.items: Any = {} if mapping else []
        self.key: str | None = None
        self.mapping = mapping


class _Builder:
    """Builds values from events with a stack of its own, so that no depth of nesting can exhaust the interpreter's."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.stack: list[_Frame] = []
        self.root: Located | None = None
        self.documents = 0
        self.problems: list[Problem] = []

    def take(self, event: Any) -> None:
        """Go one event further."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fault(line, "uses an anchor or alias", "write the value out")
        if getattr(event, "tag", None):
            raise self._fault(
                line,
                f"uses the tag '{event.tag}'",
                "write the value without it, in quotes where it is text",
            )
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self._fault(line, "holds a second document", "keep one document in a file")
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self.stack) >= MAX_DEPTH:
                raise self._fault(line, f"is nested deeper than {MAX_DEPTH} levels", "flatten it")
            self.stack.append(_Frame(line, mapping=isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            frame = self.stack.pop()
            self._place(Located(frame.items, frame.line))
        elif isinstance(event, yaml.ScalarEvent):
            self._place(Located(_scalar(event.value) if event.implicit[0] else event.value, line))

    def _place(self, value: Located) -> None:
        if not self.stack:
            self.root = value
        elif not self.stack[-1].mapping:
            self.stack[-1].items.append(value)
        elif self.stack[-1].key is None:
            self._begin(self.stack[-1], value)
        else:
            self.stack[-1].items[self.stack[-1].key] = value
            self.stack[-1].key = None

    def _begin(self, frame: _Frame, key: Located) -> None:
        if not isinstance(key.value, (str, int, float, bool)):
            raise self._fault(key.line, "a key is not a word", "write 'key: value'")
        frame.key = str(key.value)
        if frame.key in frame.items:
            what = (
                f"the key '{frame.key}' stands twice (first on line {frame.items[frame.key].line})"
            )
            self.problems.append(Problem(f"{self.where}:{key.line}", what, "keep one"))

    def _fault(self, line: int, what: str, remedy: str) -> InputError:
        return InputError.one(f"{self.where}:{line}", what, remedy)


def _build(text: str, where: str) -> Located | None:
    builder = _Builder(where)
    for event in yaml.parse(text, Loader=_LOADER):
        builder.take(event)
    if builder.problems:
        raise InputError(builder.problems)
    return builder.root


def _scalar(text: str) -> Any:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text) and len(text) < 16:
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
