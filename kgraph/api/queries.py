"""Asking the graph."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.wiring import compiled_value, dataset, knowledge, query_worker, written
from kgraph.errors import InputError, nearest, shown

if TYPE_CHECKING:
    from kgraph.knowledge.query.examples import Example
    from kgraph.knowledge.query.results import Result
    from kgraph.knowledge.query.term import Term
    from kgraph.knowledge.query.values import Value
    from kgraph.knowledge.values.vocabulary import Word
    from kgraph.model.architecture import Architecture

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
Graphs = list[tuple[str, str]]


def query(
    text: str | Example,
    *,
    architectures: Iterable[Architecture | Path | str] = (),
    params: Mapping[str, Value] | None = None,
    as_of: date | None = None,
    timeout: float = 10.0,
    limit: int = 100_000,
    data: Iterable[Path | str] = (),
) -> Result:
    """The answer of a SPARQL query, or of an example by its id, as of a day, by default today.

    `architectures` (values, or files of architectures or briefs) are read together with the
    dataset, and each as a named graph. `params` are values of variables of the query: numbers,
    truths, days, text; names as c:harbor, or as harbor where the variable is called component.
    What files of `data` (Turtle, JSON-LD) say is asked beside the dataset.
    QueryRefused, or QueryTimeout after `timeout` seconds.

    >>> kgraph.query("ASK { c:harbor o:provides k:image-registry }").truth
    True
    """
    example = _example_of(text)
    sparql = example.query if example else str(text)
    asked = {
        "timeout": timeout,
        "limit": limit,
        "graphs": _graphs(list(architectures), example),
        "together": True,
        "parameters": _parameters(params or {}, example),
    }
    files = tuple(map(Path, data))
    if as_of is None and not files:
        return query_worker().ask(sparql, **asked)  # type: ignore[arg-type]
    from kgraph.knowledge.query.asking import run

    told = _with(as_of or date.today(), files)
    return run(told, sparql, **asked)  # type: ignore[arg-type]


def _with(day: date, files: tuple[Path, ...]) -> Path | bytes:
    """The dataset of a day, as N-Triples, with what files say."""
    if not files:
        return written(day)
    from kgraph.knowledge.more_data import triples_in
    from kgraph.knowledge.store import dump

    whole = dump(dataset(day)).encode()  # what is kept in a file ends with its seal
    return b"".join((whole, *map(triples_in, files)))


def query_value(name: str, word: str) -> Term:
    """What a word on the command line means as the value of a variable.

    >>> kgraph.api.query_value("since", "2026-01-01").value
    '2026-01-01'
    """
    from kgraph.knowledge.query.values import read

    return read(name, word)


def _example_of(text: str | Example) -> Example | None:
    """The example that is meant, if one is."""
    if not isinstance(text, str):
        return text
    if not _ID.fullmatch(text):
        return None
    return next((one for one in examples() if one.id == text), None)


def _parameters(values: Mapping[str, Value], example: Example | None) -> dict[str, Term]:
    """The values of variables as terms; InputError for one that an example does not have."""
    from kgraph.knowledge.query.values import term_of

    defaults = dict(example.defaults) if example else {}
    if example is not None and (unknown := sorted(values.keys() - defaults.keys())):
        what = f"'{example.id}' has no parameter '{shown(unknown[0])}'"
        remedy = nearest(unknown[0], defaults) if defaults else "leave it out"
        raise InputError.one("parameter", what, remedy)
    given = {name: term_of(name, value, defaults.get(name)) for name, value in values.items()}
    return defaults | given


def _graphs(sources: list[Architecture | Path | str], example: Example | None) -> Graphs:
    """Architectures as graphs with their addresses."""
    if example is not None and len(sources) < example.architectures:
        raise _wants(example)
    if not sources:
        return []
    from kgraph.api.analyses import architecture_of
    from kgraph.knowledge.architectures.addresses import graphs

    paths = [Path(one) if isinstance(one, str) else one for one in sources]
    return graphs(map(architecture_of, paths), knowledge())


def _wants(example: Example) -> InputError:
    """What to say where an example is asked of fewer architectures than it is about."""
    wanted = example.architectures
    many = "an architecture" if wanted == 1 else f"{wanted} architectures"
    what = f"'{example.id}' is asked of {many}"
    return InputError.one("query", what, "name the files with --with (architectures=[…])")


def write_result(
    result: Result, format: str | None = None, *, width: int | None = None
) -> str | bytes:
    """The answer of a query as ``table``, ``csv``, ``tsv``, ``json``, ``xml`` or ``parquet``, a
    graph as ``turtle``, ``n-triples`` or ``json-ld``.

    By default what fits it best. With a width, the cells of a table are cut so that it is no wider.
    """
    from kgraph.knowledge.query.writing import WRITERS, table

    chosen = format or ("turtle" if result.form == "graph" else "table")
    if chosen not in WRITERS:
        raise InputError.one(
            "format", f"unknown format '{shown(chosen)}'", nearest(chosen, WRITERS)
        )
    return table(result, width=width) if chosen == "table" else WRITERS[chosen](result)


@cache
def examples() -> tuple[Example, ...]:
    """The example queries that lie in the graph."""
    from kgraph.knowledge.query.examples import Example
    from kgraph.knowledge.query.examples import examples as read

    return compiled_value("examples", tuple[Example, ...], lambda: read(dataset()))


def query_text(word: str) -> str | Example:
    """The query that a word of the user's stands for: ``-`` for standard input, an example's id, a
    file, or the query itself.

    InputError where it can only be meant as a file, and there is none.
    """
    example = _example_of(word)
    if example is not None:
        return example
    # not Path.exists, which raises where a text is too long for a name
    named = word and os.path.exists(word)  # noqa: PTH110
    if not named and _is_query(word):
        return word
    if not named and _ID.fullmatch(word):
        what = "there is no question of that id, and no such file"
        raise InputError.one(word, what, nearest(word, [one.id for one in examples()]))
    from kgraph.documents.yaml import read_text  # late: it takes long to load

    return read_text(Path(word))


def _is_query(word: str) -> bool:
    """Whether a text can be meant as a query, or as an update: more than a name would hold."""
    from kgraph.knowledge.query.sparql import form_of, is_blank

    return "{" in word or "?" in word or is_blank(word) or bool(form_of(word)[0])


@cache
def _words() -> tuple[Word, ...]:
    """Every word of the graph."""
    from kgraph.knowledge.values.vocabulary import words

    return words(dataset())


def vocabulary(text: str | None = None) -> tuple[Word, ...]:
    """The words of the graph that a text names or that speak of it, the nearest first; or all.

    Classes, properties and concepts, each with its meaning and a use of it.

    InputError where there is none.

    >>> kgraph.vocabulary("provides")[0].id
    'o:provides'
    """
    from kgraph.knowledge.values.vocabulary import matching

    if text is None:
        return _words()
    found = tuple(matching(_words(), text))
    if not found:
        names = [word.name for word in _words()]
        raise InputError.one("terms", f"no word is '{shown(text)}'", nearest(text, names))
    return found
