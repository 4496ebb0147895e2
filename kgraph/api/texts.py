"""Answers as text: for people as lines of a terminal, for programs as plain data and JSON.

`width` is how many columns there are; without it no line is wrapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from kgraph.api.wiring import knowledge
from kgraph.documents import plain as _plain
from kgraph.documents.columns import display_width, wrapped
from kgraph.words import visible

if TYPE_CHECKING:
    from kgraph.model.answers import Why
    from kgraph.model.architecture import Architecture
    from kgraph.model.comparison import Comparison
    from kgraph.model.component import Component
    from kgraph.model.effect import Effect
    from kgraph.model.risks import Loss, Risks
    from kgraph.reports.document import Document

HANGING = "    "
LEAST = 24
"""The least room in which words are wrapped beside something."""


def plain(value: object) -> Any:
    """Any answer, or a list of them, as JSON-ready data by its published names."""
    return _plain.plain(value)


def json_text(value: object) -> str:
    """Any answer, or a list of them, as JSON by its published names."""
    return _plain.to_json_text(_plain.plain(value))


def line_text(line: str, *, width: int | None = None) -> str:
    """A line that may hold anybody's words, in as many as it takes; it keeps its indentation."""
    text = visible(line)
    words = text.lstrip(" ")
    indent = " " * (len(text) - len(words))
    if width is None:
        return f"{text}\n"
    lines = wrapped(words, max(width - len(indent), LEAST), hanging=HANGING)
    return "".join(f"{indent}{one}\n" for one in lines)


def rows_text(rows: Iterable[tuple[str, str]], column: int, *, width: int | None = None) -> str:
    """Names with what is to be said of each, beside them from that column on; where there is no
    room for that, below them.
    """
    if width is None or width - column < LEAST:
        return "".join(line_text(_beside(row, column, width), width=width) for row in rows)
    told = chain.from_iterable(_hung(*row, column, width - column) for row in rows)
    return "".join(f"{line}\n" for line in told)


def _beside(row: tuple[str, str], column: int, width: int | None) -> str:
    name, words = row
    return f"{name:<{column - 1}} {words}" if width is None else f"{name} {words}"


def _hung(name: str, words: str, column: int, room: int) -> Iterator[str]:
    """Words from a column on, with a name before their first line."""
    before = visible(name)
    if display_width(before) >= column:
        yield before
        before = ""
    for line in wrapped(visible(words), room):
        yield before + " " * (column - display_width(before)) + line
        before = ""


def comparison_text(comparison: Comparison, *, width: int | None = None) -> str:
    """What differs, and because of what."""
    from kgraph.reports.comparison import comparison_document

    return _lines(comparison_document(comparison, knowledge()), width)


def risks_text(risks: Risks, *, width: int | None = None) -> str:
    """The risks of an architecture, the gravest first."""
    from kgraph.reports.risks import risks_document

    return _lines(risks_document(risks, knowledge()), width)


def loss_text(loss: Loss, architecture: Architecture, *, width: int | None = None) -> str:
    """What an architecture loses with one thing."""
    from kgraph.reports.risks import loss_document

    return _lines(loss_document(loss, architecture.names), width)


def component_text(component: Component, *, width: int | None = None) -> str:
    """All that is known of a component."""
    from kgraph.reports.component import component_document

    return _lines(component_document(component), width)


def why_text(answer: Why, *, width: int | None = None) -> str:
    """Why a component is in an architecture, or why not."""
    from kgraph.reports.why import why_document

    return _lines(why_document(answer, knowledge()), width)


def effect_text(effect: Effect, *, width: int | None = None) -> str:
    """What an answer says, and what it does."""
    from kgraph.reports.effects import effect_document

    return _lines(effect_document(effect, knowledge()), width)


def _lines(document: Document, width: int | None) -> str:
    from kgraph.reports import lines

    return lines.write(document, width=width)
