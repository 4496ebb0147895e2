"""Answers written: table, CSV, TSV, JSON and XML as the W3C has them, graphs as RDF; Parquet."""

from __future__ import annotations

import csv as csv_module
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kgraph.documents.columns import aligned, column_widths, fitting
from kgraph.documents.columns import cut as cut_to
from kgraph.documents.plain import to_json_text
from kgraph.errors import InputError
from kgraph.knowledge.query.results import Result
from kgraph.knowledge.query.term import Term
from kgraph.terms import PREFIXES, XSD, shorten
from kgraph.words import clean

if TYPE_CHECKING:
    import pyoxigraph as ox

_NUMBER = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_BETWEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What may part words."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


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
    lines = [list(result.variables), *(list(map(_shown, row)) for row in result.rows)]
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
    """SPARQL 1.1 CSV: bare values, CRLF; ASK gives one cell.

    It cannot tell an IRI from a string; TSV and JSON can.
    """
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
    rows = ("\t".join(map(_sparql, row)) for row in result.rows)
    return "".join(f"{line}\n" for line in (head, *rows))


def _sparql(term: Term | None) -> str:
    if term is None:
        return ""
    if term.kind != "literal":
        return f"<{term.value}>" if term.kind == "iri" else f"_:{term.value}"
    if term.datatype in _NUMBER and _NUMBER[term.datatype].fullmatch(term.value):
        return term.value
    text = term.value
    for character, escaped in (
        ("\\", "\\\\"),
        ('"', '\\"'),
        ("\n", "\\n"),
        ("\r", "\\r"),
        ("\t", "\\t"),
    ):
        text = text.replace(character, escaped)
    suffix = (
        f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
    )
    return f'"{text}"{suffix}'


def json(result: Result) -> str:
    """SPARQL 1.1 JSON results."""
    if result.form == "ask":
        return _dumped({"head": {}, "boolean": bool(result.truth)})
    _only_rows(result, "JSON results")
    bindings = list(map(_json_row, _named(result)))
    return _dumped({"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}})


def _json_row(row: dict[str, Term]) -> dict[str, dict[str, str]]:
    return {name: _binding(term) for name, term in row.items()}


def _binding(term: Term) -> dict[str, str]:
    binding = {"type": {"iri": "uri"}.get(term.kind, term.kind), "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype:
        binding["datatype"] = term.datatype
    return binding


def _dumped(value: object) -> str:
    return to_json_text(value, sort_keys=False)  # head first, variables in the query's order


def xml(result: Result) -> str:
    """SPARQL 1.1 XML results."""
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in result.variables)
    if result.form == "ask":
        told = f"<boolean>{_word(result)}</boolean>"
    else:
        _only_rows(result, "XML results")
        rows = "".join(f"<result>{_bindings(row)}</result>\n" for row in _named(result))
        told = f"<results>\n{rows}</results>"
    space = "http://www.w3.org/2005/sparql-results#"
    whole = f'<sparql xmlns="{space}">\n<head>{names}</head>\n{told}\n</sparql>\n'
    return f'<?xml version="1.0"?>\n{whole}'


def _named(result: Result) -> Iterator[dict[str, Term]]:
    """The rows by their variables, without those that have no value."""
    for row in result.rows:
        named = zip(result.variables, row, strict=True)
        yield {name: term for name, term in named if term}


def _bindings(row: dict[str, Term]) -> str:
    return "".join(
        f"<binding name={quoteattr(name)}>{_element(term)}</binding>" for name, term in row.items()
    )


def _element(term: Term) -> str:
    text = escape(_UNFIT.sub("\ufffd", term.value), {"\r": "&#13;"})
    if term.kind != "literal":
        kind = "uri" if term.kind == "iri" else "bnode"
        return f"<{kind}>{text}</{kind}>"
    qualified = ""
    if term.language:
        qualified = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype:
        qualified = f" datatype={quoteattr(term.datatype)}"
    return f"<literal{qualified}>{text}</literal>"


def turtle(result: Result) -> str:
    """The graph of CONSTRUCT or DESCRIBE."""
    if result.turtle is None:
        raise InputError.one(
            "query",
            "finds no graph, which is what Turtle, N-Triples and JSON-LD hold",
            "write it as a table, CSV, TSV, JSON or XML",
        )
    return result.turtle


def n_triples(result: Result) -> str:
    """The graph of CONSTRUCT or DESCRIBE as N-Triples."""
    import pyoxigraph as ox

    return _graph(result, ox.RdfFormat.N_TRIPLES)


def json_ld(result: Result) -> str:
    """The graph of CONSTRUCT or DESCRIBE as JSON-LD."""
    import pyoxigraph as ox

    return _graph(result, ox.RdfFormat.JSON_LD) + "\n"


def _graph(result: Result, format: ox.RdfFormat) -> str:
    """The graph of an answer in another form of RDF."""
    import pyoxigraph as ox

    triples = (quad.triple for quad in ox.parse(turtle(result), format=ox.RdfFormat.TURTLE))
    return (ox.serialize(triples, format=format, prefixes=PREFIXES) or b"").decode()


def parquet(result: Result) -> bytes:
    """The rows as Parquet, of one type a column; InputError where pyarrow is not installed."""
    _only_rows(result, "Parquet")
    try:
        import pyarrow
        from pyarrow import parquet as writer
    except ImportError:
        remedy = "install pyarrow, or write CSV"
        raise InputError.one("query", "needs pyarrow for Parquet", remedy) from None
    rows = list(result)
    columns = {name: _column(rows, name) for name in result.variables}
    out = io.BytesIO()
    writer.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def _column(rows: Iterable[dict[str, object]], name: str) -> list[object]:
    """Values of one type: as they are where they have one, else as text; IRIs are text."""
    values = [row[name] for row in rows]
    kinds = set(map(type, values)) - {type(None)}
    plain = len(kinds) == 1 and not issubclass(kinds.pop(), str)
    return values if plain else list(map(_text, values))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _word(result: Result) -> str:
    return "true" if result.truth else "false"


def _only_rows(result: Result, name: str) -> None:
    if result.form != "select":
        raise InputError.one(
            "query", f"finds a graph, which {name} cannot hold", "write Turtle, or ask with SELECT"
        )


WRITERS: dict[str, Callable[[Result], str | bytes]] = {
    "csv": csv,
    "json": json,
    "json-ld": json_ld,
    "n-triples": n_triples,
    "parquet": parquet,
    "table": table,
    "tsv": tsv,
    "turtle": turtle,
    "xml": xml,
}
"""Every form a result can be written in. Each raises InputError for a result it cannot hold."""
