"""Letters that a picture cannot show for want of a font, with the names they stand in, in words.

The rest of the line is drawn whatever one of its letters is. What only says what is in a picture,
as text formats do, lacks none: whoever draws it has fonts of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kgraph.errors import shown
from kgraph.formats import painting
from kgraph.formats.painting import Part, Words
from kgraph.layout.drawing import Drawing
from kgraph.layout.style import SIGNS
from kgraph.layout.text import carried, in_font
from kgraph.view.view import View
from kgraph.words import clean, one_line

MOST_LETTERS, MOST_NAMES, MOST_OF_NAME = 20, 3, 40
"""How much of what is lacking is told."""

Unseen = Callable[[str], str]
"""Those of some letters for which no font at hand has a shape."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Letters without a shape, each once, and the names that hold one."""

    letters: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        """What is told of it."""
        names = [f"'{shown(name, MOST_OF_NAME)}'" for name in self.names]
        return f"{_some(list(self.letters), MOST_LETTERS)} (in {_some(names, MOST_NAMES)})"


def _some(words: list[str], most: int) -> str:
    """The first of several, with how many more there are.

    >>> _some(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    told = ", ".join(words[:most])
    return f"{told} and {len(words) - most:,} more" if words[most:] else told


def not_carried(drawings: Iterable[Drawing]) -> Lacking | None:
    """What is beyond the small font that pictures carry with them, if anything."""
    return _lacking(drawings, carried)


def not_printed(drawings: Iterable[Drawing]) -> Lacking | None:
    """What is beyond the whole font, if anything."""
    return _lacking(drawings, in_font)


def not_painted(drawings: Iterable[Drawing], unseen: Unseen) -> Lacking | None:
    """What is neither in the whole font nor, as `unseen` finds out, in one of the system."""
    known = tuple(drawings)
    strange = _lacking(known, in_font)
    if strange is None:
        return None
    empty = frozenset(unseen(strange.letters))
    return _lacking(known, lambda letter: letter not in empty)


def drawn_words(drawing: Drawing) -> Iterator[str]:
    """Every line of text that is painted."""
    return chain.from_iterable(map(_words, painting.parts(drawing)))


def _words(part: Part) -> Iterator[str]:
    for stroke in part.strokes:
        if isinstance(stroke, Words):
            yield clean(stroke.text.text)
    for inner in part.within:
        yield from _words(inner)


def _lacking(drawings: Iterable[Drawing], has: Callable[[str], bool]) -> Lacking | None:
    known = tuple(drawings)
    lines = chain.from_iterable(map(drawn_words, known))
    letters = dict.fromkeys(letter for letter in chain.from_iterable(lines) if _needed(letter))
    strange = [letter for letter in letters if not has(letter)]
    if not strange:
        return None
    names = chain.from_iterable(_names(drawing.view) for drawing in known)
    holding = (one_line(name) for name in names if not set(strange).isdisjoint(name))
    return Lacking("".join(strange), tuple(dict.fromkeys(holding)))


def _needed(letter: str) -> bool:
    """Whether a letter needs a shape of its own: spaces, what only joins or turns others, and marks
    on them do not; nor do our own signs, which every font has.
    """
    kind = unicodedata.category(letter)
    shapeless = kind[0] in "ZM" or kind in ("Cc", "Cf", "Cs")
    return not shapeless and letter not in SIGNS.values()


def _names(view: View) -> Iterator[str]:
    """The names and words of a view, none of them cut."""
    for block in view.blocks():
        for box in block.boxes:
            yield from (box.title, box.subtitle)
        yield block.title
    for frame in view.frames():
        yield from (frame.title, frame.subtitle)
    yield from (view.title, view.subtitle)
    yield from (arrow.label for arrow in view.arrows)
    yield from (line.label for line in view.legend)
    yield from map(str, view.left_out)
