"""What the graph answers, as texts."""

from __future__ import annotations

from collections.abc import Iterator

import kgraph
from kgraph.terms import shorten

Row = dict[str, str]


def asked(query: str) -> Iterator[Row]:
    """The rows of an answer; a variable without a value is an empty text."""
    found = kgraph.query(query, timeout=60)
    for row in found.rows:
        values = ("" if term is None else term.value for term in row)
        yield dict(zip(found.variables, values, strict=True))


def short(iri: str) -> str:
    """An IRI as one types it in a query, without angle brackets."""
    return shorten(iri).strip("<>")
