"""Where facts come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact comes from: an address and the day it was looked at, or what is not verified.

    `quote` are the words found there that carry it, `grade` tells how near the source stands to
    what it speaks of.
    """

    source: str | None = None
    checked: date | None = None
    unverified: str | None = None
    quote: str | None = None
    grade: str | None = None

    def published(self) -> dict[str, object]:
        """By the names under which it stands beside the fact."""
        return {
            "source": self.source,
            "checked": self.checked,
            "unverified": self.unverified,
            "quote": self.quote,
            "grade": self.grade,
        }


NO_EVIDENCE = Evidence()
"""Nothing is said of where a fact comes from."""
