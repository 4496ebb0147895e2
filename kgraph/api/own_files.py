"""The file of one's own that holds a brief: opened, looked at again, and saved back."""

from __future__ import annotations

import threading
from pathlib import Path

from kgraph.errors import InputError

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
