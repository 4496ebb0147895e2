"""What a foundation's public map of the field says, and what entries claim of the same things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of the map.

    `stage` is that of today, if it is a project of the foundation; `stages` are those that it
    reached, each with its day.
    """

    name: str
    home: str
    repository: str | None
    stage: str | None
    stages: Mapping[str, date]
    open_source: bool


@dataclass(frozen=True, slots=True)
class Landscape:
    """The map as it was at a commit."""

    address: str
    commit: str
    day: date
    items: tuple[Listed, ...]

    @property
    def told(self) -> str:
        """Which map it is."""
        day = self.day.isoformat()
        return f"The map of the field is {self.address} at commit {self.commit} of {day}."


@dataclass(frozen=True, slots=True)
class Claimed:
    """What an entry says of itself that can be held against the map."""

    id: str
    names: tuple[str, ...]
    home: str
    repository: str | None
    stages: Mapping[str, date]
    open_source: bool
