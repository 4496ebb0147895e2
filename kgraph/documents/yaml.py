"""YAML that people write, read with the line of every value, and with limits on what it may be.

Plain scalars follow YAML 1.2: ``no`` and ``2026-11-23`` stay text. Anchors and aliases are
refused: they make a small file stand for a huge one. What may be refused by a limit is refused by
ours, before the library meets its own.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from kgraph.documents.located import Located, scalar
from kgraph.documents.nesting import too_deep
from kgraph.documents.problems import Problems
from kgraph.errors import InputError, shown

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_PIPED = 50_000_001
"""What is read of a pipe: a byte more than the largest document may have."""
STANDARD_INPUT = "-"
"""What standard input is called in place of a file."""
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What turns a text into events: the faster one where it is there."""
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of a file the user named; InputError where it cannot be one."""
    text = text_as_written(path, limit=limit)
    return text.removeprefix("\ufeff").replace("\r\n", "\n")  # a checkout may have changed ends


def text_as_written(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The same with the ends of its lines, and the mark that some editors begin a file with."""
    where = str(path)
    data = _bytes_of(path, limit + 1)
    if len(data) > limit:
        raise _too_large(where, limit)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError.one(f"{where}:{line}", "is not UTF-8 text", "save it as UTF-8") from None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise InputError.one(f"{where}:{line}", "holds binary data", "is it the right file?")
    return text


@lru_cache(16)
def _piped(name: str) -> bytes:
    """What comes through a pipe, which gives it only once: kept for whoever asks again."""
    with Path(name).open("rb") as stream:
        return stream.read(MAX_PIPED)


@lru_cache(1)
def _given(stream: BinaryIO) -> bytes:
    """What comes by standard input, kept as well; another one is read anew."""
    return stream.read(MAX_PIPED)


def _bytes_of(path: Path, most: int) -> bytes:
    """The beginning of a file, or of a pipe, up to so many bytes; ``-`` is standard input."""
    where = str(path)
    try:
        if where == STANDARD_INPUT:
            return _given(sys.stdin.buffer)[:most]
        if path.is_dir():
            raise InputError.one(where, "is a folder", "name a file")
        if not path.is_file() and path.exists():
            return _piped(where)[:most]
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise InputError.one(where, "there is no such file", "check the path") from None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise InputError.one(where, what, "check its permissions") from None


def read_yaml(path: Path) -> Located:
    """The mapping in a YAML file of the user."""
    return parse_yaml(read_text(path), str(path))


def parse_yaml(text: str, where: str, *, example: str = "name: …") -> Located:
    """The mapping in a YAML text. `where` is the file's name for messages; `example` is told where
    nothing is said.
    """
    _check(text, where)
    root = _build(text, where)
    if root is None or root.value is None:
        raise InputError.one(f"{where}:1", "is empty", f"write for example '{example}'")
    if not isinstance(root.value, dict):
        raise InputError.one(f"{where}:{root.line}", "is not a mapping", "write 'key: value' lines")
    return root


def says_nothing(text: str) -> bool:
    """Whether there is nothing in a text but blank lines and comments."""
    return all(not line.partition("#")[0].strip() for line in text.splitlines())


def _too_large(where: str, limit: int) -> InputError:
    return InputError.one(f"{where}:1", f"is larger than {limit:,} bytes", "is it the right file?")


def _check(text: str, where: str) -> None:
    """InputError for what no library needs to see: too much text, letters that cannot be read, too
    deep a nest.
    """
    if len(text) > MAX_BYTES:
        raise _too_large(where, MAX_BYTES)
    if unfit := _UNFIT.search(text):
        line = 1 + sum(1 for _ in _BREAKS.finditer(text, 0, unfit.start()))
        what = f"holds the control character '{shown(unfit[0])}'"
        raise InputError.one(f"{where}:{line}", what, "leave it out")
    if deep := too_deep(text, MAX_DEPTH):
        raise _nested(where, deep)


def _nested(where: str, line: int) -> InputError:
    what = f"is nested deeper than {MAX_DEPTH} levels"
    return InputError.one(f"{where}:{line}", what, "flatten it")


def _build(text: str, where: str) -> Located | None:
    builder = _Builder(where)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except InputError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        spot = f"{where}:{mark.line + 1 if mark else 1}"
        told = getattr(error, "problem", None) or error
        raise InputError.one(spot, "is not YAML", "mend the syntax there", told) from None
    builder.problems.tell()
    return builder.root


@dataclass(slots=True)
class _Frame:
    """A mapping or list under construction."""

    line: int
    items: Any
    key: str | None = None


class _Builder:
    """Builds values from events with a stack of its own, so that no depth of nesting can exhaust
    the interpreter's.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.stack: list[_Frame] = []
        self.root: Located | None = None
        self.documents = 0
        self.problems = Problems()

    def take(self, event: Any) -> None:
        """Go one event further."""
        line = event.start_mark.line + 1
        self._refuse_marks(event, line)
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(_Frame(line, {}))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(_Frame(line, []))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            frame = self.stack.pop()
            self._place(Located(frame.items, frame.line))
        elif isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            self._place(scalar(event.value, line) if plain else Located(event.value, line))

    def _refuse_marks(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fault(line, "uses an anchor or alias", "write the value out")
        if tag := getattr(event, "tag", None):
            remedy = "write the value without it, in quotes where it is text"
            raise self._fault(line, f"uses the tag '{shown(tag)}'", remedy)

    def _begin_document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._fault(line, "holds a second document", "keep one document in a file")

    def _open(self, frame: _Frame) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _nested(self.where, frame.line)
        self.stack.append(frame)

    def _place(self, value: Located) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if isinstance(frame.items, list):
            frame.items.append(value)
        elif frame.key is None:
            frame.key = self._key(frame, value)
        else:
            frame.items[frame.key] = value
            frame.key = None

    def _key(self, frame: _Frame, key: Located) -> str:
        word = key.text
        if word is None:
            raise self._fault(key.line, "a key is not a word", "write 'key: value'")
        if word in frame.items:
            first = frame.items[word].line
            what = f"the key '{shown(word)}' stands twice (first on line {first})"
            self.problems.add(f"{self.where}:{key.line}", what, "keep one")
        return word

    def _fault(self, line: int, what: str, remedy: str) -> InputError:
        return InputError.one(f"{self.where}:{line}", what, remedy)
