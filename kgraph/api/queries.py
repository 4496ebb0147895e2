"""Asking the graph."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.wiring import dataset, query_worker, written
from kgraph.errors import InputError, nearest, shown

if TYPE_CHECKING:
    from datetime import date

    from kgraph.knowledge.query.asking import Example
    from kgraph.knowledge.query.results import Result


def query(
    text: str, *, as_of: date | None = None, timeout: float = 10.0, limit: int = 100_000
) -> Result:
    """The answer of a SPARQL query over the dataset, as of a day, by default today.

    QueryRefused, or QueryTimeout after `timeout` seconds.

    >>> kgraph.query("ASK { c:harbor o:provides k:image-registry }").truth
    True
    """
    if as_of is None:
        return query_worker().ask(text, timeout=timeout, limit=limit)
    from kgraph.knowledge.query.asking import run

    return run(written(as_of), text, timeout=timeout, limit=limit)


def write_result(result: Result, format: str | None = None, *, width: int | None = None) -> str:
    """The answer of a query as ``table``, ``csv``, ``tsv``, ``json`` or ``turtle``.

    By default what fits it best. With a width, the cells of a table are cut so that it is no wider.
    """
    from kgraph.knowledge.query.results import WRITERS, table

    chosen = format or ("turtle" if result.form == "graph" else "table")
    if chosen not in WRITERS:
        raise InputError.one(
            "format", f"unknown format '{shown(chosen)}'", nearest(chosen, WRITERS)
        )
    return table(result, width=width) if chosen == "table" else WRITERS[chosen](result)


def examples() -> tuple[Example, ...]:
    """The example queries that lie in the graph."""
    from kgraph.knowledge.query.asking import examples as read

    return read(dataset())


def query_text(word: str) -> str:
    """The query that a word of the user's stands for: ``-`` for standard input, an example's id, a
    file, or the query itself.

    InputError where it can only be meant as a file, and there is none.
    """
    from kgraph.documents.yaml import STANDARD_INPUT, read_text

    texts = {example.id: example.text for example in examples()}
    if word in texts:
        return texts[word]
    # not Path.exists, which raises where a text is too long for a name
    named = word and os.path.exists(word)  # noqa: PTH110
    if word == STANDARD_INPUT or named or not _is_query(word):
        return read_text(Path(word))
    return word


def _is_query(word: str) -> bool:
    """Whether a text can be meant as a query, or as an update: more than a name would hold."""
    from kgraph.knowledge.query.sparql import form_of, is_blank

    return "{" in word or is_blank(word) or bool(form_of(word)[0])
