"""Markdown of what may hold any words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BOOSTED = "---\nsearch: {boost: 4}\n---\n\n"
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#])")
_ITEM = re.compile(r"([*-]|[0-9]+\.) ")
_FILE = re.compile(r"^(\s*```\w+) file=(\S+)$", re.MULTILINE)
_QUOTED = re.compile("(`[^`]*`)")


def words(text: str) -> str:
    """A text in which no letter is markup, on one line; what is in backquotes stays code."""
    parts = _QUOTED.split(" ".join(text.split()))
    return "".join(part if _is_code(part) else _MARKUP.sub(r"\\\1", part) for part in parts)


def _is_code(part: str) -> bool:
    return len(part) > 2 and part.startswith("`") and "|" not in part


def code(text: str) -> str:
    """A text as code in a line; a bar would end the cell of a table."""
    return f"`{text}`" if text and "|" not in text else words(text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [_row(head), _row(["---"] * len(head))]
    return "\n".join([*lines, *map(_row, rows)]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def fenced(text: str, language: str) -> str:
    """A text as a block of code."""
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def page(title: str, *parts: str) -> str:
    """A page of parts; who searches is to meet it before pages that only mention a word."""
    told = (part.rstrip() for part in parts)
    return BOOSTED + "\n\n".join([f"# {title}", *filter(None, told)]) + "\n"


def as_read(text: str) -> str:
    """Markdown of ours as Python-Markdown reads it: lists indented, names of files above blocks."""
    return deepened(_FILE.sub(r'\1 title="\2"', text))


def deepened(text: str) -> str:
    """Markdown in which what belongs to an item of a list is indented by two more.

    Where it is read otherwise two are enough, as in the files; Python-Markdown wants four, and a
    blank line before the item that follows on paragraphs of another.
    """
    return "\n".join(chain.from_iterable(map(_deeper, _blocks(text.split("\n")))))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines of each item of a list, and those of everything between."""
    block: list[str] = []
    fence = False
    for line in lines:
        starts = bool(line) and not line.startswith(" ") and not fence
        if starts and block and (_ITEM.match(line) or _ITEM.match(block[0])):
            yield block
            block = []
        if line.startswith("```"):
            fence = not fence
        block.append(line)
    yield block


def _deeper(block: list[str]) -> list[str]:
    """An item with all that belongs to it indented as deep as is wanted; anything else as it is."""
    if not _ITEM.match(block[0]):
        return block
    told = [f"  {line}" if line.startswith("  ") else line for line in block]
    several = "" in "\n".join(block).rstrip("\n").split("\n")
    return [*told, ""] if several and told[-1] else told
