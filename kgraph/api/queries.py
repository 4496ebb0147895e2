"""Asking the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.wiring import dataset, query_worker
from kgraph.errors import InputError, nearest, shown

if TYPE_CHECKING:
    from kgraph.knowledge.query.asking import Example
    from kgraph.knowledge.query.results import Result


def query(text: str, *, timeout: float = 10.0, limit: int = 100_000) -> Result:
    """The answer of a SPARQL query over the dataset.

    QueryRefused, or QueryTimeout after `timeout` seconds.

    >>> kgraph.query("ASK { c:harbor o:provides k:image-registry }").truth
    True
    """
    return query_worker().ask(text, timeout=timeout, limit=limit)


def write_result(result: Result, format: str | None = None) -> str:
    """The answer of a query as ``table``, ``csv``, ``tsv``, ``json`` or ``turtle``.

    By default what fits it best.
    """
    from kgraph.knowledge.query.results import WRITERS

    chosen = format or ("turtle" if result.form == "graph" else "table")
    if chosen not in WRITERS:
        raise InputError.one(
            "format", f"unknown format '{shown(chosen)}'", nearest(chosen, WRITERS)
        )
    return WRITERS[chosen](result)


def examples() -> tuple[Example, ...]:
    """The example queries that lie in the graph."""
    from kgraph.knowledge.query.asking import examples as read

    return read(dataset())


def read_text(path: Path) -> str:
    """The text of a file the user named; InputError where it cannot be read."""
    from kgraph.documents.yaml import read_text as read

    return read(path)
