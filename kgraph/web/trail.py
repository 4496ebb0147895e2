"""The way that a brief has gone: what undo and redo lead to. Pure functions.

Back and Forward of the browser walk on the same way: who comes to a neighbour has gone one step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

LONGEST = 100
"""So many steps can be taken back."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Words of addresses in their order, and at which of them one is."""

    words: tuple[str, ...] = ()
    at: int = -1

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
    words = (*trail.words[: trail.at + 1], word)[-LONGEST:]
    return Trail(words, len(words) - 1)
