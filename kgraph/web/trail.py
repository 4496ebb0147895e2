"""The way that a brief has gone: what undo and redo lead to. Pure functions.

Back and Forward of the browser walk on the same way: who comes to a neighbour has gone one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

LONGEST = 100
"""So many steps can be taken back."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Words of addresses in their order, at which of them one is, and how many were forgotten."""

    words: tuple[str, ...] = ()
    at: int = -1
    forgotten: int = 0

    @property
    def before(self) -> str | None:
        """Where undo leads to."""
        return self.words[self.at - 1] if self.at > 0 else None

    @property
    def after(self) -> str | None:
        """Where redo leads to."""
        return self.words[self.at + 1] if self.at + 1 < len(self.words) else None


def walked(trail: Trail, word: str) -> Trail:
    """The trail once one is at a word: a step back, a step forward, or a new way from here.

    >>> trail = walked(walked(Trail(), "a"), "b")
    >>> walked(trail, "a").after
    'b'
    """
    if trail.at >= 0 and word == trail.words[trail.at]:
        return trail
    if word == trail.before:
        return replace(trail, at=trail.at - 1)
    if word == trail.after:
        return replace(trail, at=trail.at + 1)
    return _short((*trail.words[: trail.at + 1], word), trail.at + 1, trail.forgotten)


def recalled(trail: Trail, words: Sequence[str], at: int) -> Trail:
    """The trail as that of a visit that went on from an earlier one, which was at one of its words;
    the trail itself where it began elsewhere.

    >>> recalled(Trail(("b",), 0), ["a", "b", "c"], 1).before
    'a'
    """
    if not 0 <= at < len(words) or words[at] != next(iter(trail.words), None):
        return trail
    if len(trail.words) == 1:
        return _short(tuple(words), at)
    return _short((*words[:at], *trail.words), at + trail.at)


def _short(words: tuple[str, ...], at: int, forgotten: int = 0) -> Trail:
    """A trail without its first words, and without its last, where it would be too long."""
    over = min(max(len(words) - LONGEST, 0), at)
    return Trail(words[over : over + LONGEST], at - over, forgotten + over)
