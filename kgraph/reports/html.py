"""Documents as HTML: every text escaped.

Every link is an address that can be read, or a place in the page around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

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

TAGS = {"strong": "strong", "code": "code"}
"""What some kinds of spans are marked by."""


def contents(document: Document) -> str:
    """The table of contents: the sections of the highest level."""
    links = "".join(
        f'<li><a href="#view=record&amp;section={escape(one.id)}">{_text(one.title)}</a></li>'
        for one in document.sections
        if one.level == 2
    )
    return f'<nav class="contents" aria-label="Sections"><ol>{links}</ol></nav>'


def sections(document: Document) -> str:
    """The document below its title."""
    lead = f"<p>{_line(document.lead)}</p>" if document.lead else ""
    facts = "".join(
        f"<dt>{_text(name)}</dt><dd>{_line(value)}</dd>" for name, value in document.facts
    )
    head = f'<h2 class="title">{_text(document.title)}</h2>{lead}<dl class="facts">{facts}</dl>'
    return head + "".join(map(_section, document.sections))


def _section(section: Section) -> str:
    level = section.level + 1
    attributes = f'id="section-{escape(section.id)}" tabindex="-1"'
    heading = f"<h{level} {attributes}>{_text(section.title)}</h{level}>"
    return heading + "".join(map(_block, section.blocks))


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_line(block.line)}</p>"
    if isinstance(block, Figure):
        return f'<p class="figure">{_linked(_text(block.label), block.href)}</p>'
    if isinstance(block, Items):
        tag = "ol" if block.numbered else "ul"
        return f"<{tag}>{''.join(map(_item, block.items))}</{tag}>"
    return _table(block)


def _item(item: Item) -> str:
    inner = f"<ul>{''.join(map(_item, item.items))}</ul>" if item.items else ""
    return f"<li>{_line(item.line)}{inner}</li>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in table.head)
    rows = "".join(map(_row, table.rows))
    content = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Table">'
        f"<table>{content}</table></div>"
    )


def _row(cells: Iterable[Line]) -> str:
    return f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in cells)}</tr>"


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    if span.kind == "cite":
        return f'<sup class="cite">{_linked(_text(f"[{span.text}]"), span.href)}</sup>'
    tag = TAGS.get(span.kind)
    text = f"<{tag}>{_text(span.text)}</{tag}>" if tag else _text(span.text)
    return _linked(text, span.href)


def _linked(inner: str, href: str) -> str:
    if href.startswith("#"):
        return f'<a href="{escape(href)}">{inner}</a>'
    if href.startswith(("https://", "http://")):
        return (
            f'<a href="{escape(clean(href))}" target="_blank" rel="noopener noreferrer">{inner}</a>'
        )
    return inner


def _text(text: str) -> str:
    return escape(clean(text))
