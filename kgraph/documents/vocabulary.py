"""What a word can be: a known one, an id, a day, a truth, a number. One rule each, whoever reads
it and wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from kgraph.errors import nearest, shown

MAX_ID = 60
Refusal = tuple[str, str]
"""What is wrong, and what to do."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_LONGEST_NUMBER = 30
_TRUTHS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one kind that are known. `of` says in messages what they are known of; `refuse`
    what else to tell.
    """

    kind: str
    known: Collection[str]
    of: str = ""
    refuse: Callable[[str], Refusal | None] | None = None

    def refusal(self, word: str) -> Refusal:
        """What is said of a word that is not known."""
        told = self.refuse(word) if self.refuse else None
        return told or (f"unknown {self.kind} '{shown(word)}'{self.of}", nearest(word, self.known))


def day_of(text: str) -> date | None:
    """A day written as 2026-11-23, or None where it is not one."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def truth_of(text: str) -> bool | None:
    """What yes, true and on say, or no, false and off, in any case of letters; None for every
    other word.

    >>> truth_of("Yes"), truth_of("off"), truth_of("maybe")
    (True, False, None)
    """
    return _TRUTHS.get(text.lower())


def number_of(text: str) -> float | None:
    """A number as people write it, or None where it is not one."""
    whole = len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text)
    return float(text) if whole else None


def id_refusal(text: str) -> Refusal | None:
    """What is wrong with an id, if anything: it is short, and of small letters, digits and hyphens
    alone.
    """
    if not _ID.fullmatch(text):
        return "is not a short name", "use small letters, digits and hyphens, such as 'eu-west'"
    if len(text) > MAX_ID:
        return f"is longer than {MAX_ID} characters", "shorten it"
    return None
