"""Tables of what was measured: for a page in Markdown, or as columns."""

from __future__ import annotations

from collections.abc import Sequence

MET, NOT_MET = "met", "**not met**"


def table_lines(head: Sequence[str], rows: Sequence[Sequence[str]], *, markdown: bool) -> list[str]:
    """A head and rows of as many cells each, one line a row."""
    if markdown:
        return ["| " + " | ".join(line) + " |" for line in (head, ["--"] * len(head), *rows)]
    wide = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [_aligned(line, wide) for line in (head, *rows)]


def _aligned(line: Sequence[str], wide: Sequence[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(line, wide, strict=True)]
    return "  ".join(cells).rstrip()
