"""What a query found, and its writers: plain table, CSV, TSV, JSON as the W3C defines them, Turtle."""

from __future__ import annotations

import csv as csv_module
import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kgraph.documents.columns import aligned, column_widths, fitting
from kgraph.documents.columns import cut as cut_to
from kgraph.documents.plain import to_json_text
from kgraph.errors import InputError, Problem
from kgraph.terms import PREFIXES, XSD
from kgraph.words import clean

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_NUMBER = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_BETWEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What may part words."""


@dataclass(frozen=True, slots=True)
class Term:
    """One value: `kind` is "iri", "literal" or "bnode". A plain string has neither datatype nor language."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a query found.

    `form` is "select" (`variables` and `rows`), "ask" (`truth`) or "graph" (`turtle`, of CONSTRUCT and DESCRIBE).
    `truncated` says that there was more than the limit allows; `notes` are what is to be said of
    the query itself: words that mean nothing, and how to write it faster, where we know that. As a
    truth value, a result is the answer of an ASK, and of anything else whether something was found.

    >>> bool(Result("ask", truth=False)), bool(Result("select", ("x",), ((None,),)))
    (False, True)
    """

    form: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    turtle: str | None = None
    truncated: bool = False
    notes: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.truth or self.rows or self.turtle)


def shorten(iri: str) -> str:
    """An IRI as one types it in a query, or in angle brackets where no prefix fits.

    >>> shorten("https://w3id.org/kgraph/component/harbor")
    'c:harbor'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def table(result: Result, *, width: int | None = None) -> str:
    """Aligned columns for reading; "yes" or "no" for ASK; Turtle for a graph. Says when it was cut
    off.

    With a width, its cells are cut so that it is no wider.
    """
    if result.form == "ask":
        return "yes\n" if result.truth else "no\n"
    cut = "(cut off here: there is more)\n" if result.truncated else ""
    if result.form == "graph":
        return (result.turtle or "") + (f"# {cut}" if cut else "")
    if not result.rows:
        return "(no rows)\n"
    return _columns(result, sys.maxsize if width is None else width) + cut


def _columns(result: Result, room: int) -> str:
    """The rows under their variables, within so much room."""
    lines = [list(result.variables), *([_shown(term) for term in row] for row in result.rows)]
    widths = fitting(column_widths(lines), room)
    lines.insert(1, ["─" * wide for wide in widths])
    return "".join(f"{_row(line, widths)}\n" for line in lines)


def _row(cells: Iterable[str], widths: Sequence[int]) -> str:
    """One row, its cells cut where they are wider than their column."""
    short = [cut_to(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    return aligned(short, widths)


def _shown(term: Term | None) -> str:
    if term is None:
        return ""
    text = {"iri": shorten, "bnode": "_:{}".format}.get(term.kind, str)(term.value)
    return clean(_BETWEEN.sub(" ", text))  # a value must not move the cursor of a terminal


def csv(result: Result) -> str:
    """SPARQL 1.1 CSV: bare values, CRLF. It cannot tell an IRI from a string; TSV and JSON can. ASK gives one cell."""
    out = io.StringIO()
    writer = csv_module.writer(out, lineterminator="\r\n")
    if result.form == "ask":
        return f"{_word(result)}\r\n"
    _only_rows(result, "CSV")
    writer.writerow(result.variables)
    for row in result.rows:
        cells = [
            "" if term is None else f"_:{term.value}" if term.kind == "bnode" else term.value
            for term in row
        ]
        if cells == [""]:
            out.write("\r\n")  # the module would write two quotes
        else:
            writer.writerow(cells)
    return out.getvalue()


def tsv(result: Result) -> str:
    """SPARQL 1.1 TSV: terms as in SPARQL, one line each. ASK gives one cell."""
    if result.form == "ask":
        return f"{_word(result)}\n"
    _only_rows(result, "TSV")
    head = "\t".join(f"?{name}" for name in result.variables)
    return "".join(
        f"{line}\n" for line in (head, *("\t".join(map(_sparql, row)) for row in result.rows))
    )


def _sparql(term: Term | None) -> str:
    if term is None:
        return ""
    if term.kind != "literal":
        return f"<{term.value}>" if term.kind == "iri" else f"_:{term.value}"
    if term.datatype in _NUMBER and _NUMBER[term.datatype].fullmatch(term.value):
        return term.value
    text = term.value
    for character, escape in (
        ("\\", "\\\\"),
        ('"', '\\"'),
        ("\n", "\\n"),
        ("\r", "\\r"),
        ("\t", "\\t"),
    ):
        text = text.replace(character, escape)
    suffix = (
        f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
    )
    return f'"{text}"{suffix}'


def json(result: Result) -> str:
    """SPARQL 1.1 JSON results."""
    if result.form == "ask":
        return _dumped({"head": {}, "boolean": bool(result.truth)})
    _only_rows(result, "JSON results")
    bindings = [
        {name: _binding(term) for name, term in zip(result.variables, row, strict=True) if term}
        for row in result.rows
    ]
    return _dumped({"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}})


def _binding(term: Term) -> dict[str, str]:
    binding = {"type": {"iri": "uri"}.get(term.kind, term.kind), "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype:
        binding["datatype"] = term.datatype
    return binding


def _dumped(value: object) -> str:
    return to_json_text(value, sort_keys=False)  # head first, variables in the query's order


def turtle(result: Result) -> str:
    """The graph of CONSTRUCT or DESCRIBE."""
    if result.turtle is None:
        raise InputError.one(
            "query",
            "finds no graph, which is what Turtle holds",
            "write it as a table, CSV, TSV or JSON",
        )
    return result.turtle


def _word(result: Result) -> str:
    return "true" if result.truth else "false"


def _only_rows(result: Result, name: str) -> None:
    if result.form != "select":
        raise InputError.one(
            "query", f"finds a graph, which {name} cannot hold", "write Turtle, or ask with SELECT"
        )


WRITERS: dict[str, Callable[[Result], str]] = {
    "csv": csv,
    "json": json,
    "table": table,
    "tsv": tsv,
    "turtle": turtle,
}
"""Every form a result can be written in. Each raises InputError for a result it cannot hold."""


def rows_of(values: Iterable[Iterable[list[str | None] | None]]) -> tuple[Row, ...]:
    """Rows from the plain lists in which the worker sends them."""
    return tuple(
        tuple(None if v is None else Term(v[0] or "", v[1] or "", v[2], v[3]) for v in row)
        for row in values
    )
