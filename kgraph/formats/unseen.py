"""Letters for which no font at hand has a shape: found out by painting them as a picture would.

What a letter looks like that no font has is known from one that no font can have.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from kgraph.formats.markup import escape

CELL, ACROSS, DOWN = 40, 16, 64
"""Pixels of a letter's square, and how many are painted side by side and below each other."""
NOBODYS = "\U0010fffe"
"""A letter that Unicode keeps free for ever."""


def render(letters: str) -> str:
    """Those of the letters that would be empty boxes."""
    many = ACROSS * DOWN - 1
    batches = (letters[at : at + many] for at in range(0, len(letters), many))
    return "".join("".join(_unseen(batch)) for batch in batches)


def _unseen(letters: str) -> Iterator[str]:
    empty, *squares = _squares([NOBODYS, *letters])
    for letter, square in zip(letters, squares, strict=True):
        if square == empty:
            yield letter


def _squares(letters: Sequence[str]) -> list[bytes]:
    """The pixels of each letter."""
    from PIL import Image

    from kgraph.formats.png import paint

    with Image.open(io.BytesIO(paint(_sheet(letters), zoom=1, system=True))) as opened:
        image = opened.convert("RGBA")
    corners = (_corner(number) for number in range(len(letters)))
    return [image.crop((x, y, x + CELL, y + CELL)).tobytes() for x, y in corners]


def _corner(number: int) -> tuple[int, int]:
    down, across = divmod(number, ACROSS)
    return across * CELL, down * CELL


def _sheet(letters: Sequence[str]) -> str:
    """An SVG with each letter in its square."""
    texts = []
    for number, letter in enumerate(letters):
        x, y = _corner(number)
        place = f'x="{x + 6}" y="{y + 28}"'
        texts.append(f'<text {place} font-family="Roboto" font-size="20">{escape(letter)}</text>')
    high = _corner(len(letters) - 1)[1] + CELL
    size = f'width="{ACROSS * CELL}" height="{high}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(texts)}</svg>'
