"""Documents as Markdown that any name is safe in: what could be taken for markup is written so that it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
from kgraph.words import clean

_MARKUP = re.compile(r"([\\`*_\[\]{}|~#$!])")
_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")


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
    text = " ".join(clean(text).split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKUP.sub(r"\\\1", text)
    text = re.sub(
        r"(?i)\b(https?|ftp|mailto|www)(:|\.)", lambda m: f"{m[1]}&#{ord(m[2])};", text
    )  # no links by themselves
    text = text.replace("@", "&#64;")
    if not start:
        return text
    return re.sub(
        r"^(\d+)([.)])",
        r"\1\\\2",
        _START.sub(lambda m: m[0] if m[2].isdigit() else f"{m[1]}\\{m[2]}", text),
    )


def _section(section: Section) -> Iterable[str]:
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


def _items(block: Items) -> Iterable[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "-"
        yield f"{mark} {_line(item.line, start=True)}"
        yield from _beneath(item, " " * (len(mark) + 1))


def _beneath(item: Item, indent: str) -> Iterable[str]:
    for inner in item.items:
        yield f"{indent}- {_line(inner.line, start=True)}"
        yield from _beneath(inner, f"{indent}  ")


def _table(table: Table) -> str:
    rows = [f"| {' | '.join(map(plain, table.head))} |", f"|{'---|' * len(table.head)}"]
    rows += [f"| {' | '.join(_line(cell) for cell in row)} |" for row in table.rows]
    return "\n".join(rows)


def _line(spans: Line, *, start: bool = False) -> str:
    return "".join(_span(span, start=start and not number) for number, span in enumerate(spans))


def _span(span: Span, *, start: bool) -> str:
    if span.kind == "cite":
        return f"[[{span.text}]]" if span.href else f"\\[{span.text}\\]"
    edges = re.fullmatch(r"(\s*)(.*?)(\s*)", span.text, re.DOTALL)
    before, text, after = edges.groups() if edges else ("", span.text, "")
    text = plain(text, start=start)
    if span.kind == "strong" and text:
        text = f"**{text}**"
    if span.href.startswith(("https://", "http://")) and text:
        text = (
            f"<{_href(span.href)}>" if span.text == span.href else f"[{text}]({_href(span.href)})"
        )
    return f"{' ' if before else ''}{text}{' ' if after else ''}"


def _href(address: str) -> str:
    """An address that ends where it is meant to end."""
    return quote(clean(address), safe="/:?#@!$&'*+,;=%~-._")


def _file(name: str) -> str:
    """The path of a file beside the document; whatever it is called, it leads nowhere else."""
    return quote(clean(name).lstrip("/"), safe="/-._~")


def _definitions(document: Document) -> str:
    """Where the numbers of citations lead."""
    cited: dict[str, str] = {}
    for section in document.sections:
        for block in section.blocks:
            for span in _spans(block):
                if span.kind == "cite" and span.href:
                    cited[span.text] = span.href
    return "\n".join(
        f"[{number}]: {_href(href)}"
        for number, href in sorted(cited.items(), key=lambda c: int(c[0]))
    )


def _spans(block: Block) -> Iterable[Span]:
    if isinstance(block, Paragraph):
        yield from block.line
    elif isinstance(block, Table):
        yield from (span for row in block.rows for cell in row for span in cell)
    elif isinstance(block, Items):
        stack = list(block.items)
        while stack:
            item = stack.pop()
            yield from item.line
            stack += item.items
