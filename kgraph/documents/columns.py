"""Text in aligned columns, for terminals."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

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


def fitting(widths: Sequence[int], room: int) -> list[int]:
    """The widths of columns that stand within so much room, with the gaps between them: the widest
    give way first, and none to less than one.

    >>> fitting([3, 30, 20], 40), fitting([3, 4], 40)
    ([3, 16, 17], [3, 4])
    """
    found = list(widths)
    over = sum(found) + len(GAP) * (len(found) - 1) - room
    while over > 0 and (most := max(found)) > 1:
        widest = [at for at, width in enumerate(found) if width == most]
        lower = max((width for width in found if width < most), default=1)
        step = min(most - lower, max(over // len(widest), 1))
        for at in widest[:over]:
            found[at] -= step
            over -= step
    return found


def cut(text: str, room: int) -> str:
    """The text, with an ellipsis where it takes more than so many columns.

    >>> cut("abcdef", 4), cut("注文注文", 4)
    ('abc…', '注…')
    """
    if display_width(text) <= room:
        return text
    kept, used = [], 1
    for letter in text:
        used += _letter_width(letter)
        if used > room:
            break
        kept.append(letter)
    return "".join(kept) + "…"


def wrapped(text: str, room: int, *, hanging: str = "") -> list[str]:
    """The text as lines that fit into `room` columns, those after the first begun with `hanging`.

    An address that is wider than the room stands whole on a line of its own; other words are
    broken.

    >>> wrapped("one two three", 8, hanging="  ")
    ['one two', '  three']
    """
    lines: list[str] = []
    used = room
    for word in _pieces(text, room - display_width(hanging)):
        wide = display_width(word)
        if used + 1 + wide <= room:
            lines[-1] += f" {word}"
            used += 1 + wide
        else:
            start = hanging if lines else ""
            lines.append(f"{start}{word}")
            used = display_width(start) + wide
    return lines or [""]


def _pieces(text: str, room: int) -> Iterator[str]:
    """The words of a text, those that are wider than the room in pieces; addresses stay whole."""
    for word in text.split():
        if display_width(word) <= max(room, 1) or "://" in word:
            yield word
        else:
            yield from _broken(word, room)


def _broken(word: str, room: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and display_width(piece + letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece
