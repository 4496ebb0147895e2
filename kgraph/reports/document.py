"""Documents as values: sections of paragraphs, lists and tables, before any markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line, with `href` one that leads somewhere.

    `kind` is ``plain``, ``strong``, ``code``: what a file says, or ``cite``: the number of a
    source.
    """

    text: str
    kind: str = "plain"
    href: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with the items beneath it."""

    line: Line
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered from 1, if the order matters."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: what it shows, and the file or address where it is.

    It is shown in the text, or only its name is.
    """

    label: str
    href: str
    shown: bool = False


Block = Paragraph | Items | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; level 2 is the highest, 1 being the title."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, a sentence beneath it, facts (status, date), its sections in order."""

    title: str
    facts: tuple[tuple[str, Line], ...] = ()
    sections: tuple[Section, ...] = ()
    lead: Line = ()


def line(*parts: str | Span | Sequence[Span]) -> Line:
    """A line of texts and spans.

    >>> line("see ", Span("x", "strong"))
    (Span(text='see ', kind='plain', href=''), Span(text='x', kind='strong', href=''))
    """
    found: list[Span] = []
    for part in parts:
        if isinstance(part, Span):
            found.append(part)
        elif isinstance(part, str):
            found += [Span(part)] if part else []
        else:
            found += part
    return tuple(found)


def link(address: str) -> Span:
    """An address that is shown as it is."""
    return Span(address, href=address)


def strong(text: str) -> Span:
    """A span that stands out."""
    return Span(text, "strong")


def code(text: str) -> Span:
    """What a file says, letter by letter."""
    return Span(text, "code")


def paragraph(*parts: str | Span | Sequence[Span]) -> Paragraph:
    """A paragraph of texts and spans."""
    return Paragraph(line(*parts))


def some(names: Iterable[str], most: int = 8, between: str = ", ") -> str:
    """The names with commas; of very many, the first and how many others there are.

    >>> some(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    every = list(dict.fromkeys(names))
    if len(every) <= most:
        return between.join(every)
    return f"{between.join(every[:most])} and {len(every) - most} more"
