"""Conflicts: statements of a brief that cannot hold together."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.model.brief import Statement


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of statements that no architecture can meet together, and the facts between them as a story."""

    statements: tuple[Statement, ...]
    story: str
