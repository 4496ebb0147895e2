"""The Python files that are measured."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "kgraph"
MEASURED = (PACKAGE, "tests", "benchmarks", ".ci")


@dataclass(frozen=True)
class Source:
    """One file: its path as seen from the root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The text as a syntax tree."""
        return ast.parse(self.text, self.path)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()


def sources(root: Path, folders: Iterable[str]) -> tuple[Source, ...]:
    """Every Python file below the folders, sorted by path; what npm has installed is not ours."""
    found = itertools.chain.from_iterable((root / folder).rglob("*.py") for folder in folders)
    paths = sorted(path for path in found if "node_modules" not in path.parts)
    return tuple(
        Source(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths
    )
