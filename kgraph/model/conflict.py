"""Conflicts: statements of a brief that cannot hold together, and ways out."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.model.brief import Brief, Statement
from kgraph.words import count


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of statements that no architecture can meet together.

    With it the facts between them as a story.
    """

    statements: tuple[Statement, ...]
    story: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the brief that was tried.

    What is let go, what is put in its place, and what it then gives. `preferences` are those of the
    architecture that `brief`, the changed brief, has; `placements` says how many it has.
    """

    drop: tuple[Statement, ...]
    change: tuple[str, ...]
    preferences: tuple[tuple[str, int], ...]
    placements: int
    brief: Brief

    def published(self) -> dict[str, object]:
        """The change, and what it then gives."""
        return {
            "drop": [statement.text for statement in self.drop],
            "change": self.change,
            "then": {"placements": self.placements, "preferences": dict(self.preferences)},
        }


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a brief cannot be met: minimal conflicts, and fixes that work.

    `complete` says that there is no other conflict.
    """

    conflicts: tuple[Conflict, ...]
    fixes: tuple[Fix, ...] = ()
    complete: bool = True

    def __repr__(self) -> str:
        conflicts, fixes = len(self.conflicts), len(self.fixes)
        return f"<Diagnosis: {count(conflicts, 'conflict')}, {count(fixes, 'fix', 'fixes')}>"

    def published(self) -> dict[str, object]:
        """What stands in the place of an architecture where there is none."""
        return {"conflicts": self.conflicts, "fixes": self.fixes}
