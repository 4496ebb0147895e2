"""Documents as Markdown that any name is safe in.

What could be taken for markup is written so that it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import quote

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
from kgraph.words import clean, one_line

_MARKUP = re.compile(r"([\\`*_\[\]{}|~#$!])")
_LINK = re.compile(r"\b(https?|ftp|mailto|www)(:|\.)", re.IGNORECASE)
_BULLET = re.compile(r"^([-+=:])")
_NUMBER = re.compile(r"^(\d+)([.)])")


def write(document: Document) -> str:
    """The document; the same bytes each time."""
    parts = [
        f"# {plain(document.title, start=True)}",
        _line(document.lead, start=True),
        "\n".join(f"- {plain(name)}: {_line(value)}" for name, value in document.facts),
    ]
    for section in document.sections:
        parts += _section(section)
    links = _definitions(document)
    return "\n\n".join(part for part in (*parts, links) if part) + "\n"


def plain(text: str, *, start: bool = False) -> str:
    """Text that stays text; `start` says that it begins a line.

    >>> plain("<b>*x*"), plain("1. x", start=True)
    ('&lt;b&gt;\\\\*x\\\\*', '1\\\\. x')
    """
    text = one_line(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKUP.sub(r"\\\1", text)
    text = _LINK.sub(_no_link, text).replace("@", "&#64;")
    if start:
        text = _NUMBER.sub(r"\1\\\2", _BULLET.sub(r"\\\1", text))
    return text


def _no_link(found: re.Match[str]) -> str:
    """The beginning of an address, so that no reader makes a link of it by itself."""
    return f"{found[1]}&#{ord(found[2])};"


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {plain(section.title, start=True)}"
    figures = [block for block in section.blocks if isinstance(block, Figure) and not block.shown]
    for block in section.blocks:
        if block not in figures:
            yield _block(block)
    if figures:
        yield "\n".join(f"- [{plain(figure.label)}]({_file(figure.href)})" for figure in figures)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _line(block.line, start=True)
    if isinstance(block, Figure):
        return f"![{plain(block.label)}]({_file(block.href)})"
    if isinstance(block, Items):
        return "\n".join(_items(block))
    return _table(block)


def _items(block: Items) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "-"
        yield f"{mark} {_line(item.line, start=True)}"
        yield from _beneath(item, " " * (len(mark) + 1))


def _beneath(item: Item, indent: str) -> Iterator[str]:
    for inner in item.items:
        yield f"{indent}- {_line(inner.line, start=True)}"
        yield from _beneath(inner, f"{indent}  ")


def _table(table: Table) -> str:
    head = [_row(map(plain, table.head)), f"|{'---|' * len(table.head)}"]
    return "\n".join([*head, *(_row(map(_line, cells)) for cells in table.rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(spans: Line, *, start: bool = False) -> str:
    return "".join(_span(span, start=start and not number) for number, span in enumerate(spans))


def _span(span: Span, *, start: bool) -> str:
    if span.kind == "cite":
        return f"[[{span.text}]]" if span.href else f"\\[{span.text}\\]"
    if span.kind == "code" and "`" not in span.text:
        return f"`{one_line(span.text)}`"
    return _spoken(span, plain(span.text, start=start))


def _spoken(span: Span, text: str) -> str:
    """A text as it stands in a sentence: strong, leading somewhere, with the blanks around it."""
    if not text:
        return " " if span.text.isspace() else ""
    if span.kind == "strong":
        text = f"**{text}**"
    if span.href.startswith(("https://", "http://")):
        text = _link(span, text)
    before = " " if span.text[0].isspace() else ""
    after = " " if span.text[-1].isspace() else ""
    return f"{before}{text}{after}"


def _link(span: Span, text: str) -> str:
    address = _href(span.href)
    return f"<{address}>" if span.text == span.href else f"[{text}]({address})"


def _href(address: str) -> str:
    """An address that ends where it is meant to end."""
    return quote(clean(address), safe="/:?#@!$&'*+,;=%~-._")


def _file(name: str) -> str:
    """The path of a file beside the document; whatever it is called, it leads nowhere else."""
    return quote(clean(name).lstrip("/"), safe="/-._~")


def _definitions(document: Document) -> str:
    """Where the numbers of citations lead."""
    cited: dict[int, str] = {}
    for section in document.sections:
        for block in section.blocks:
            for span in _spans(block):
                if span.kind == "cite" and span.href:
                    cited[int(span.text)] = span.href
    return "\n".join(f"[{number}]: {_href(cited[number])}" for number in sorted(cited))


def _spans(block: Block) -> Iterator[Span]:
    """Every span of a block, in no order."""
    if isinstance(block, Paragraph):
        yield from block.line
    elif isinstance(block, Table):
        for row in block.rows:
            yield from chain.from_iterable(row)
    elif isinstance(block, Items):
        stack = list(block.items)
        while stack:
            item = stack.pop()
            yield from item.line
            stack += item.items
