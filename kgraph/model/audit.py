"""What an audit of a catalog finds: checks with what fails them, and sources by their grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement of an entry that cites a page."""

    component: str
    statement: str
    source: str
    checked: date | None
    grade: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at (`of` so many), and what of it is not as the title says."""

    id: str
    title: str
    of: int
    head: Row
    faults: tuple[Row, ...]

    def published(self) -> dict[str, object]:
        """The counts, and each fault by what it is called in the head."""
        return {
            "id": self.id,
            "title": self.title,
            "of": self.of,
            "faults": [dict(zip(self.head, fault, strict=True)) for fault in self.faults],
        }


@dataclass(frozen=True, slots=True)
class Grade:
    """How many statements cite sources of a grade, how many of these with their words, how many
    pages those are, and from when.
    """

    id: str
    label: str
    statements: int
    quoted: int
    pages: int
    oldest: date | None
    newest: date | None


@dataclass(frozen=True, slots=True)
class Audit:
    """All checks of a catalog; `held_against` says with what it was compared, if at all."""

    components: int
    checks: tuple[Check, ...]
    grades: tuple[Grade, ...]
    held_against: str
