"""Documents as lines for a terminal: headings, beneath them what they say, tables in columns.

Whatever a name holds, it stays on its line and moves no cursor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from kgraph.documents.columns import GAP, aligned, column_widths, wrapped
from kgraph.reports.document import (
    Block,
    Document,
    Figure,
    Item,
    Items,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
)
from kgraph.words import one_line

INDENT = "  "
LEAST_ROOM, LEAST_COLUMN = 40, 24
"""Narrower than this nothing is wrapped, and no last column of a table stands beside the others."""


def write(document: Document, *, width: int | None = None) -> str:
    """The document, wrapped to so many columns; without a width every line is whole."""
    room = sys.maxsize if width is None else max(width, LEAST_ROOM)
    highest = min((section.level for section in document.sections), default=0)
    parts = [list(_head(document, room))]
    for section in document.sections:
        indent = INDENT * (section.level - highest)
        parts.append(_indented(_section(section, room - len(indent)), indent))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(document: Document, room: int) -> Iterator[str]:
    yield from wrapped(one_line(document.title), room)
    if document.lead:
        yield from wrapped(_text(document.lead), room)
    facts = [(one_line(name), _text(value)) for name, value in document.facts]
    yield from _indented(_columns(facts, room - len(INDENT)), INDENT)


def _section(section: Section, room: int) -> Iterator[str]:
    yield from wrapped(one_line(section.title), room)
    for number, block in enumerate(section.blocks):
        if number:
            yield ""
        yield from _indented(_block(block, room - len(INDENT)), INDENT)


def _block(block: Block, room: int) -> Iterable[str]:
    if isinstance(block, Paragraph):
        return wrapped(_text(block.line), room)
    if isinstance(block, Figure):
        return wrapped(f"{one_line(block.label)}: {one_line(block.href)}", room)
    if isinstance(block, Items):
        return _items(block, room)
    return _table(block, room)


def _items(block: Items, room: int) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        yield from _item(item, room, mark=f"{number}. " if block.numbered else "")


def _item(item: Item, room: int, *, mark: str = "") -> Iterator[str]:
    yield from wrapped(f"{mark}{_text(item.line)}", room, hanging=INDENT * 2)
    for inner in item.items:
        yield from _indented(_item(inner, room - len(INDENT)), INDENT)


def _table(table: Table, room: int) -> Iterator[str]:
    """Columns under a rule; where the last one would be too narrow, row by row."""
    head = [one_line(cell) for cell in table.head]
    rows = [list(map(_text, row)) for row in table.rows]
    *widths, last = column_widths([head, *rows])
    left = room - _beside(widths)
    if left < min(last, LEAST_COLUMN):
        yield from _stacked([head, *rows], room)
        return
    rule = ["─" * width for width in (*widths, min(last, left))]
    yield from _columns([head, rule, *rows], room)


def _columns(rows: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Rows with their cells one under the other; the last cell is wrapped."""
    if not rows:
        return
    widths = column_widths(rows)
    before = _beside(widths[:-1])
    for *cells, last in rows:
        first, *others = wrapped(last, max(room - before, LEAST_COLUMN))
        yield aligned([*cells, first], widths)
        yield from (" " * before + other for other in others)


def _beside(widths: Sequence[int]) -> int:
    """How many columns these take, with the gap behind each."""
    return sum(width + len(GAP) for width in widths)


def _stacked(rows: Iterable[Sequence[str]], room: int) -> Iterator[str]:
    """Each row as a line, with its last cell beneath."""
    for *cells, last in rows:
        yield from wrapped(" · ".join(filter(None, cells)), room, hanging=INDENT * 2)
        yield from _indented(wrapped(last, room - len(INDENT), hanging=INDENT), INDENT)


def _indented(lines: Iterable[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]


def _text(line: Line) -> str:
    return one_line("".join(map(_span, line)))


def _span(span: Span) -> str:
    if span.kind == "cite":
        return f"[{span.text}]"
    if not span.href.startswith(("https://", "http://")):
        return span.text
    return f"<{span.href}>" if span.text == span.href else f"{span.text} <{span.href}>"
