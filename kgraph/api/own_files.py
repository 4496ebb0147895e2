"""The file of one's own that holds a brief: opened, looked at again, and saved back."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture

_ONE_AT_A_TIME = threading.Lock()
"""Between looking at a file and writing it nobody else of this process may write it."""


def open_brief(path: Path) -> str:
    """The text of a file that holds a brief, letter by letter; InputError with every problem.

    Also where the text alone is none: it travels without its folder, to which it must not point.
    """
    from kgraph.api.architectures import parse_brief

    text = text_in(path)
    parse_brief(text, name=str(path))
    return text


def text_in(path: Path) -> str:
    """The text that a file holds now; InputError where it cannot be read."""
    from kgraph.documents.yaml import text_as_written

    return text_as_written(path)


def brief_given(data: bytes, name: str) -> str:
    """The text of the brief in a file that somebody gives by its bytes: of a brief itself, or of an
    architecture as JSON or Turtle, whose brief is told in full. InputError where there is none.
    """
    from kgraph.api.architectures import brief_text, parse_brief
    from kgraph.api.briefs import said_in_full

    if not name.lower().endswith((".json", ".ttl")):
        text = _decoded(data)
        parse_brief(text)
        return text
    brief = _architecture_given(data, Path(name.lower()).suffix).brief
    if brief is None:
        raise InputError.one("The file", "holds an architecture without a brief", "drop a brief")
    return brief_text(said_in_full(brief))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        what = "is no text in UTF-8"
        raise InputError.one("The file", what, "drop a brief in YAML") from None


def _architecture_given(data: bytes, suffix: str) -> Architecture:
    """The architecture in the bytes of a file; what is wrong is told of "the file"."""
    from kgraph.api.architectures import read_architecture

    with TemporaryDirectory() as folder:
        path = Path(folder, f"given{suffix}")
        path.write_bytes(data)
        try:
            return read_architecture(path)
        except InputError as error:
            told = (replace(one, where=_without(one.where, path)) for one in error.problems)
            raise InputError(told) from None


def _without(where: str, path: Path) -> str:
    return where.replace(str(path), "The file")


def save_brief(path: Path, text: str, *, before: str) -> None:
    """Write a brief into its file, whole or not at all.

    InputError, and nothing is written, where the file does not hold what it held `before`: somebody
    has changed it since. OutputError where it cannot be written.
    """
    from kgraph.documents.files import write_file

    with _ONE_AT_A_TIME:
        if text_in(path) != before:
            what = "has changed since it was opened, and nothing was written"
            raise InputError.one(str(path), what, "open what it holds now, then change that")
        write_file(path, text)
