"""The sources of a document, numbered as they are first cited."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.reports.document import Item, Line, Span, line
from kgraph.terms import article_section


class Sources:
    """Numbers for sources, in the order in which they are cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, sources: Iterable[str | None]) -> Line:
        """The citations of these, with a space before each."""
        spans: list[Span] = []
        for source in dict.fromkeys(sources):
            if source:
                number = self._numbers.setdefault(source, len(self._numbers) + 1)
                spans += [Span(" "), Span(str(number), "cite", address(source))]
        return tuple(spans)

    def items(self) -> tuple[Item, ...]:
        """All that was cited, by number."""
        return tuple(
            Item(line(Span(named(source), href=address(source)))) for source in self._numbers
        )


def address(source: str) -> str:
    """Where a source can be read, or nothing: our names of texts are no pages.

    >>> address("https://prometheus.io/docs/"), address("https://w3id.org/kgraph/source/x#DNS")
    ('https://prometheus.io/docs/', '')
    """
    readable = source.startswith(("https://", "http://")) and article_section(source) is None
    return source if readable else ""


def named(source: str) -> str:
    """A source in words.

    >>> named("https://w3id.org/kgraph/source/architecting-kubernetes#DNS")
    'article, section DNS'
    """
    section = article_section(source)
    if section is None:
        return source
    return f"article, section {section}" if section else "article"
