"""Text in aligned columns, for terminals."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

GAP = "  "


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes: wide letters take two, combining marks none.

    >>> display_width("abc"), display_width("注文")
    (3, 4)
    """
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def column_widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """The width of each column; every row has as many cells."""
    return [max(map(display_width, column)) for column in zip(*rows, strict=True)]


def aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One row, its cells under those of other rows, without spaces at its end.

    >>> aligned(["a", "b"], [3, 1])
    'a    b'
    """
    padded = [_padded(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return GAP.join(padded).rstrip()


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - display_width(cell))


def wrapped(text: str, room: int, *, hanging: str = "") -> list[str]:
    """The text as lines that fit into `room` columns, those after the first begun with `hanging`.

    A word that is wider than the room stands on a line of its own: addresses stay whole.

    >>> wrapped("one two three", 8, hanging="  ")
    ['one two', '  three']
    """
    lines: list[str] = []
    used = room
    for word in text.split():
        wide = display_width(word)
        if used + 1 + wide <= room:
            lines[-1] += f" {word}"
            used += 1 + wide
        else:
            start = hanging if lines else ""
            lines.append(f"{start}{word}")
            used = display_width(start) + wide
    return lines or [""]
