"""JSON that people hand in, read within limits of our own, and the lines of its values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from kgraph.documents.faults import Steps
from kgraph.errors import InputError

MAX_DEPTH = 64
MAX_DIGITS = 40
_WORD = re.compile(r'[\[\]{},:]|"(?:[^"\\]|\\.)*+"?|[^\s\[\]{},:"]++', re.DOTALL)
_CHECKED = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*+"?)
    | (?P<opening>[\[{])
    | (?P<closing>[\]}])
    | (?P<digits>[0-9]{41})  # one more than may be
    | (?P<none>NaN|-?Infinity)""",
    re.DOTALL | re.VERBOSE,
)


def parse_json(text: str, where: str) -> Any:
    """What a JSON text says; InputError with file and line where it is none. `where` is the file's
    name for messages.
    """
    _check(text, where)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        told = getattr(error, "msg", error)
        raise InputError.one(
            f"{where}:{line}", "is not JSON", "mend the syntax there", told
        ) from None


def _check(text: str, where: str) -> None:
    """InputError for what no parser needs to see: too deep a nest, odd or too long numbers."""
    depth = 0
    for found in _CHECKED.finditer(text):
        kind, fault = found.lastgroup, ""
        depth += (kind == "opening") - (kind == "closing")
        if depth > MAX_DEPTH:
            fault = f"is nested deeper than {MAX_DEPTH} levels"
        elif kind == "digits":
            fault = "holds a number that is too long"
        elif kind == "none":
            fault = f"holds '{found[0]}', which is no number"
        if fault:
            spot = f"{where}:{_line(text, found.start())}"
            raise InputError.one(spot, fault, "is it the right file?")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def lines_at(text: str, paths: Sequence[Steps]) -> list[int]:
    """The line of the value at each path in a JSON text, or of the nearest one around it."""
    wanted: set[Steps] = set()
    for path in paths:
        wanted.update(path[:length] for length in range(len(path) + 1))
    places = {path: at for path, at in _values(text) if path in wanted}
    return [_line(text, places[_nearest(path, places)]) for path in paths]


def _nearest(path: Steps, places: dict[Steps, int]) -> Steps:
    while path not in places:
        path = path[:-1]
    return path


def _values(text: str) -> Iterator[tuple[Steps, int]]:
    """Every value with its path, in the order in which they begin."""
    path: list[str | int] = []
    names = False  # whether the next text is a key
    for found in _WORD.finditer(text):
        word = found[0]
        if word in "]}":
            path.pop()
        elif word == ",":
            names = _go_on(path)
            continue
        elif names:
            path[-1] = json.loads(word)
        elif word != ":":
            yield tuple(path), found.start()
            if word in "[{":
                path.append("" if word == "{" else 0)
        names = word == "{"


def _go_on(path: list[str | int]) -> bool:
    """Go on to the next item of a list or of a mapping; whether it has a key."""
    if isinstance(path[-1], int):
        path[-1] += 1
        return False
    return True
