"""Vendors: who makes or runs components, and of whom they are a part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kgraph.model.component import Evidence


@dataclass(frozen=True, slots=True)
class Ownership:
    """The vendor that owns another, since a day where that is known."""

    owner: str
    since: date | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Vendor:
    """A company, foundation or project."""

    id: str
    name: str
    homepage: str | None = None
    part_of: Ownership | None = None
