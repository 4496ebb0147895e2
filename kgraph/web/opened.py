"""The brief that the pages begin with: that of a file they were opened with, or the example.

Told once, before the first visitor comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kgraph import api


@dataclass(frozen=True, slots=True)
class Opened:
    """The file, and whether the pages may save a brief into it."""

    path: Path
    writes: bool = False


_told: list[Opened] = []


def tell(file: Opened | None) -> None:
    """Begin with a file from now on; with None, with the example."""
    _told[:] = [file] if file is not None else []


def file() -> Opened | None:
    """The file, if there is one."""
    return _told[0] if _told else None


def first_text() -> str:
    """The text that the pages begin with; InputError where the file cannot be read any more."""
    opened = file()
    return api.demo_brief() if opened is None else api.text_in(opened.path)
