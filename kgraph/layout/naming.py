"""Names in their rooms, cut so that what is left of one stands for no other name of the picture.

Of two names that differ in more than their spaces, the lines differ, whatever the names. A name
that fits is shown as it is. One that does not is cut at its end, unless what is left could stand
for another name too; then in the middle, so that its end is seen; then around what tells it from
the others. Where no cut of it is clear, as in names that differ in several places, it gets a number
of its own behind the ellipsis.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, count

from kgraph.layout import breaking
from kgraph.layout.text import ELLIPSIS, beginning, shorten, width
from kgraph.view.view import Box, Frame, View
from kgraph.words import clean, one_line

TAIL = 0.6
"""How much of a line the end of a name gets at first."""
PLACES = 8
"""At how many of its differences from others a name is tried to be cut."""


@dataclass(frozen=True, slots=True)
class Room:
    """So many lines of a width, in a size and a weight."""

    limit: float
    size: float
    weight: str = "regular"
    lines: int = 1

    def wide(self, text: str) -> float:
        """The width of a line in it."""
        return width(text, self.size, weight=self.weight)

    def fits(self, text: str) -> bool:
        """Whether a line is not wider than it."""
        return self.wide(text) <= self.limit

    def cut(self, text: str) -> str:
        """A line cut at its end, if it must be."""
        return shorten(text, self.limit, self.size, weight=self.weight)

    def before(self, text: str, end: str) -> str:
        """As much of a text as stands before an end, on one line with it."""
        left = self.limit - self.wide(end)
        return beginning(text, left, self.size, weight=self.weight) + end


def bare(name: str) -> str:
    """A name without its spaces: lines do not tell whether they were broken at one.

    >>> bare(" Web  shop ")
    'Webshop'
    """
    return "".join(clean(name).split())


def names_of(view: View) -> frozenset[str]:
    """The names of a view among which one that is cut must be told apart, without spaces."""
    boxes = chain.from_iterable(block.boxes for block in view.blocks())
    named: Iterator[Box | Frame] = chain(boxes, view.frames())
    return frozenset(bare(one.title) for one in named)


def told_apart(name: str, known: Collection[str], room: Room) -> tuple[str, ...]:
    """The lines of a name among others: `known` holds all of them, itself too, without spaces."""
    text, own = one_line(name), bare(name)
    first, left = breaking.lines(text, room.fits, most=room.lines)
    if not left and all(map(room.fits, first)):
        return tuple(first)
    *before, last = first
    others = [one for one in known if one != own]
    for end in _ends(text, last + left, others, room):
        if _clear(bare("".join([*before, end])), others):
            return *before, end
    end = f"{ELLIPSIS}{_number(own, known)}"
    return *before, room.before(last + left, end)


def _ends(name: str, text: str, others: Collection[str], room: Room) -> Iterator[str]:
    """What may stand on the last line instead of a text that is too wide for it; the best first."""
    yield room.cut(text)
    for tail in _tails(text, room):
        yield room.before(text, ELLIPSIS + tail)
    for start in _differences(name, others):
        yield room.cut(ELLIPSIS + name[start:])


def _tails(text: str, room: Room) -> Iterator[str]:
    """Ends of a text: whole words first, of these the longest that leave room for the beginning;
    then as many letters.
    """
    words = text.split()
    ends = (" ".join(words[at:]) for at in range(1, len(words)))
    whole = [end for end in ends if room.fits(ELLIPSIS + end)]
    short = [end for end in whole if room.wide(end) <= TAIL * room.limit]
    yield from short
    yield from (end for end in reversed(whole) if end not in short)
    letters = list(breaking.clusters(text))[1:]
    for share in (TAIL, 1.0):
        yield _ending(letters, share * room.limit, room)


def _ending(letters: list[str], limit: float, room: Room) -> str:
    """As many of the last letters as are no wider than the limit, with an ellipsis before them."""
    at, used = len(letters), room.wide(ELLIPSIS)
    while at and (used := used + room.wide(letters[at - 1])) <= limit:
        at -= 1
    return "".join(letters[at:]).lstrip()


def _differences(name: str, others: Collection[str]) -> list[int]:
    """Where the words begin in which a name first differs from others; the last of these first."""
    own = bare(name)
    places = {_same(own, other) for other in others}
    found = {_word_start(name, place) for place in places}
    return sorted(found, reverse=True)[:PLACES]


def _same(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _word_start(name: str, place: int) -> int:
    """Where in a name the word begins that holds the letter of that place, spaces not counted."""
    start = passed = 0
    for at, letter in enumerate(name):
        if letter.isspace():
            start = at + 1
        elif passed == place:
            return start
        else:
            passed += 1
    return start


def _clear(shown: str, others: Collection[str]) -> bool:
    """Whether what is shown of a name could be said of none of the others."""
    parts = shown.split(ELLIPSIS)
    return not any(_could_be(parts, other) for other in others)


def _could_be(parts: list[str], name: str) -> bool:
    """Whether a name is made of these parts, with anything between them."""
    head, *inner = parts
    if not inner:
        return name == head
    *inner, tail = inner
    at = len(head)
    if not name.startswith(head) or not name[at:].endswith(tail):
        return False
    for part in inner:
        found = name.find(part, at, len(name) - len(tail))
        if found < 0:
            return False
        at = found + len(part)
    return True


def _number(own: str, known: Collection[str]) -> str:
    """A number that no other name has, in a form that stands in none of them."""
    number = sorted({*known, own}).index(own) + 1
    text = "\n".join(known)
    forms = (f"{'#' * many}{number}" for many in count(1))
    return next(form for form in forms if form not in text)
