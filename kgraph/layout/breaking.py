"""Where a text may be broken into lines: between words, in scripts that write no spaces between any
two letters, and within a word only where it is wider than a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

Fits = Callable[[str], bool]
"""Whether a line is not wider than its room."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese, Khmer: letters are narrow, and words stand without spaces."""
_LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Vowels of Thai and Lao that are written before their consonant."""
_JOINER = "\u200d"
_CLINGING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""What belongs to the letter before it, though it is no mark by its category."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
"""Two of these are one flag."""
_CLOSING, _OPENING = ("Pe", "Pf", "Po"), ("Ps", "Pi")
_JOINT = re.compile("(?<=[-_/.:,])")
"""A word that is too wide is rather broken behind one of these."""


class Piece(NamedTuple):
    """What is never broken. `glue` stands before it where it begins no line: a space or nothing."""

    glue: str
    text: str


def clusters(text: str) -> Iterator[str]:
    """Letters with all that belongs to them: marks, what joins them, the other half of a flag.

    >>> list(clusters("ne\u0301e"))
    ['n', 'e\u0301', 'e']
    """
    held = ""
    for letter in text:
        if held and not _belongs(held, letter):
            yield held
            held = ""
        held += letter
    if held:
        yield held


def _belongs(held: str, letter: str) -> bool:
    if held.endswith(_JOINER) or held in _LEADING:
        return True
    if _FLAG.match(letter):
        return len(held) == 1 and _FLAG.match(held) is not None
    return unicodedata.category(letter)[0] == "M" or _CLINGING.match(letter) is not None


def lines(text: str, fits: Fits, *, most: int) -> tuple[list[str], str]:
    """The first lines of a text, each as full as it can be, and what is left for no line."""
    pieces = list(_pieces(text, fits))
    full: list[str] = []
    at = 0
    while at < len(pieces) and len(full) < most:
        line = pieces[at].text
        at += 1
        while at < len(pieces) and fits(longer := line + pieces[at].glue + pieces[at].text):
            line = longer
            at += 1
        full.append(line)
    return full, "".join(piece.glue + piece.text for piece in pieces[at:])


def words(text: str) -> Iterator[str]:
    """What is broken only where it is wider than a line.

    >>> list(words("web-shop 合同"))
    ['web-', 'shop', '合', '同']
    """
    for word in text.split():
        for run in _runs(clusters(word)):
            yield from filter(None, _JOINT.split(run))


def _pieces(text: str, fits: Fits) -> Iterator[Piece]:
    for word in text.split():
        glue = " "
        for part in _parts(word, fits):
            yield Piece(glue, part)
            glue = ""


def _parts(word: str, fits: Fits) -> Iterator[str]:
    if word.isascii() and fits(word):
        yield word  # as nearly all are
        return
    for run in _runs(clusters(word)):
        yield from [run] if fits(run) else _forced(run, fits)


def _runs(letters: Iterable[str]) -> Iterator[str]:
    """What stands together in a word, even where letters may be broken apart without a space."""
    run = last = ""
    for letter in letters:
        if run and _open(last, letter):
            yield run
            run = ""
        run += letter
        last = letter
    if run:
        yield run


def _open(last: str, letter: str) -> bool:
    """Whether a line may end between two letters of a word."""
    if unicodedata.category(letter[0]) in _CLOSING or unicodedata.category(last[0]) in _OPENING:
        return False
    return letter not in "ー々" and (_free(last) or _free(letter))


def _free(letter: str) -> bool:
    """Whether it is of a script that writes no spaces."""
    wide = unicodedata.east_asian_width(letter[0]) in "WF"
    return wide or _UNSPACED.match(letter) is not None


def _forced(run: str, fits: Fits) -> Iterator[str]:
    """A run that is wider than a line: broken at its joints, or anywhere."""
    for part in _JOINT.split(run):
        yield from [part] if fits(part) else clusters(part)
