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
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"[-+]?(\d+\.\d*|\.\d+)$")
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
        here = self
        for step in path:
            inner = here.value
            if isinstance(inner, dict) and step in inner:
                here = inner[step]
            elif isinstance(inner, list) and isinstance(step, int) and step < len(inner):
                here = inner[step]
            else:
                break
        return here.line


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
        raise InputError.one(where, f"cannot be read ({error.strerror})", "check its permissions") from None
    if len(data) > limit:
        raise InputError.one(f"{where}:1", f"is larger than {limit:,} bytes", "is it the right file?")
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
        raise InputError.one(f"{where}:{line}", f"is not YAML ({what})", "mend the syntax there") from None
    if root is None or root.value is None:
        raise InputError.one(f"{where}:1", "is empty", "write at least 'name: …'")
    if not isinstance(root.value, dict):
        raise InputError.one(f"{where}:{root.line}", "is not a mapping", "write 'key: value' lines")
    return root


class _Frame:
    """A mapping or list under construction."""

    def __init__(self, line: int, mapping: bool) -> None:
        self.line = line
        self.items: Any = {} if mapping else []
        self.key: str | None = None
        self.mapping = mapping


def _build(text: str, where: str) -> Located | None:
    """Build values from events with a stack of our own, so that no depth of nesting can exhaust the interpreter's."""
    stack: list[_Frame] = []
    root: Located | None = None
    documents = 0
    problems: list[Problem] = []

    def place(value: Located) -> None:
        nonlocal root
        if not stack:
            root = value
            return
        frame = stack[-1]
        if not frame.mapping:
            frame.items.append(value)
        elif frame.key is None:
            if not isinstance(value.value, (str, int, float, bool)):
                raise InputError.one(f"{where}:{value.line}", "a key is not a word", "write 'key: value'")
            frame.key = str(value.value)
            if frame.key in frame.items:
                first = frame.items[frame.key].line
                problems.append(
                    Problem(f"{where}:{value.line}", f"the key '{frame.key}' stands twice (first on line {first})", "keep one")
                )
        else:
            frame.items[frame.key] = value
            frame.key = None

    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise InputError.one(f"{where}:{line}", "holds a second document", "keep one document in a file")
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InputError.one(f"{where}:{line}", "uses an anchor or alias", "write the value out")
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(stack) >= MAX_DEPTH:
                raise InputError.one(f"{where}:{line}", f"is nested deeper than {MAX_DEPTH} levels", "flatten it")
            stack.append(_Frame(line, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            frame = stack.pop()
            place(Located(frame.items, frame.line))
        elif isinstance(event, yaml.ScalarEvent):
            plain = bool(event.implicit[0])
            place(Located(_scalar(event.value) if plain else event.value, line))
    if problems:
        raise InputError(problems)
    return root


def _scalar(text: str) -> Any:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.match(text) and len(text) < 16:
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text
