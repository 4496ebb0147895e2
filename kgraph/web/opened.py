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

    def told(self, message: str) -> str:
        """A message about the file by its name: where it lies is no visitor's business."""
        return message.replace(str(self.path), self.path.name)


KEEP = 100
"""For so many briefs it is remembered what the file held when they were made of it."""
_told: list[Opened] = []
_seen: dict[str, str] = {}


def tell(file: Opened | None) -> None:
    """Begin with a file from now on; with None, with the example."""
    _told[:] = [file] if file is not None else []
    _seen.clear()


def file() -> Opened | None:
    """The file, if there is one."""
    return _told[0] if _told else None


def first_text() -> str:
    """The text that the pages begin with; InputError where the file cannot be read any more."""
    opened = file()
    return api.demo_brief() if opened is None else api.text_in(opened.path)


def remember(text: str, seen: str) -> None:
    """Remember what a visitor who shows this brief has seen of the file: a reload forgets it."""
    _seen.pop(text, None)
    _seen[text] = seen
    for oldest in list(_seen)[:-KEEP]:
        _seen.pop(oldest, None)


def seen_by(text: str) -> str | None:
    """What whoever shows this brief has seen of the file; None where nobody knows."""
    return _seen.get(text)
