"""The first tag of a repository that names a version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FirstTag:
    """A tag and its day; `of` is what it is a version of, where that is not what lies there now."""

    name: str
    day: date
    of: str | None = None
