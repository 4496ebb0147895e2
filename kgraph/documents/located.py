"""Values with the line they stand on, and plain words as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_LONGEST_INTEGER = 15
"""More digits than that are no number: not every reader of YAML has the same for them."""


@dataclass(frozen=True, slots=True)
class Located:
    """A value with the line it starts on (from 1); mappings and lists hold located values.

    `written` is what a word without quotes says, letter by letter: ``1.10`` is a number and
    ``true`` a truth, but where a text is wanted, they are texts.
    """

    value: Any
    line: int
    written: str | None = None

    @property
    def text(self) -> str | None:
        """What stands there as a text, or None where it is a mapping, a list or nothing."""
        if self.value is None or isinstance(self.value, (dict, list)):
            return None
        return str(self.value) if self.written is None else self.written

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value

    def line_at(self, path: Iterable[str | int]) -> int:
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


def scalar(written: str, line: int) -> Located:
    """A word without quotes, by the rules of YAML 1.2: ``no`` and ``2026-11-23`` are texts."""
    return Located(_meant(written), line, written)


def _meant(written: str) -> Any:
    if written.lower() in _WORDS:
        return _WORDS[written.lower()]
    if len(written) <= _LONGEST_INTEGER and _INTEGER.fullmatch(written):
        return int(written)
    return float(written) if _DECIMAL.fullmatch(written) else written
