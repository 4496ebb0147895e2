"""Commands that ask the graph itself: query, terms."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import (
    NO,
    WRONG,
    answers,
    columns,
    tell_aside,
    tell_json,
    tell_wrapped,
)
from kgraph.cli.options import DOCUMENT, Json, day
from kgraph.cli.outputs import PIPE, deliver, refuse_differing
from kgraph.errors import InputError, nearest, shown

if TYPE_CHECKING:
    from kgraph.knowledge.query.examples import Example
    from kgraph.knowledge.query.results import Result
    from kgraph.knowledge.query.term import Term


class QueryFormat(StrEnum):
    """How answers to queries are written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    parquet = "parquet"
    turtle = "turtle"
    n_triples = "n-triples"
    json_ld = "json-ld"


SUFFIXES = {
    "ttl": QueryFormat.turtle,
    "nt": QueryFormat.n_triples,
    "jsonld": QueryFormat.json_ld,
    "txt": QueryFormat.table,
}
"""What files are called that hold an answer in a format of another name."""
ALSO = {"json": (QueryFormat.json_ld,)}
"""What files of a name may hold as well, where somebody asks for it."""


def query(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help="A SPARQL query, the name of a file that holds one, an example's id, or - for "
            "standard input.",
            autocompletion=completion.examples,
        ),
    ] = None,
    *,
    with_: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="An architecture, or a brief whose architecture is assembled, to be asked "
            "together with the catalog; may be given several times.",
        ),
        DOCUMENT,
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="The value of a variable of the query, such as cloud=aws, component=harbor, "
            "since=2026-01-01 or name='\"Harbor\"@en'; may be given several times.",
        ),
    ] = None,
    format: Annotated[
        QueryFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="How the answer is written; a table by default, Turtle for graphs.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the answer to a file; its suffix names the format. "
            f"{PIPE} is standard output, as without it.",
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=100_000, help="The most rows, or triples, of an answer.")
    ] = 100_000,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=600, help="Seconds after which the query is ended.")
    ] = 10.0,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="Ask what was true on this day; by default today."
        ),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Ask this Turtle or JSON-LD beside the dataset; may be given several times.",
        ),
    ] = None,
    as_json: Json = False,
    show_examples: Annotated[
        bool,
        typer.Option("--examples", help="Print the example queries, or the one that is named."),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Print what was asked of what, and how long it took, not the answer."
        ),
    ] = False,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Prefixes are declared already. Words of the query that the graph does not know are told on
    standard error. Where the answer to an ASK is no, exits with 1; where a word of the ASK means
    nothing, with 2, whatever the answer.
    """
    with answers(as_json):
        if show_examples:
            _tell_examples(text, as_json)
            return
        if text is None:
            what, remedy = "there is no query", "give one, or see 'kgraph query --examples'"
            raise InputError.one("query", what, remedy)
        kind = _kind(format, output, as_json=as_json)
        asked = api.query_text(text)
        answer = api.query(
            asked,
            architectures=with_ or (),
            params=_settings(set_ or (), plain=isinstance(asked, str)),
            as_of=day(as_of),
            timeout=timeout,
            limit=limit,
            data=data or (),
        )
        if explain:
            _explain(answer, as_json)
        else:
            _tell_answer(answer, kind, output)
        for note in answer.notes:
            tell_aside(str(note))
    if answer.form == "ask" and answer.misread:
        raise typer.Exit(WRONG)  # a script that reads the code alone would take it for the answer
    if answer.truth is False:
        raise typer.Exit(NO)


def _settings(words: Iterable[str], *, plain: bool) -> dict[str, Term | str]:
    """The values that options give; an example knows of which kind they are, a plain query not."""
    told = dict(map(_setting, words))
    if not plain:
        return {**told}
    return {name: api.query_value(name, word) for name, word in told.items()}


def _setting(word: str) -> tuple[str, str]:
    """The name and the value in an option; InputError where it has no name."""
    name, equals, value = word.partition("=")
    if not (name and equals):
        what = f"'{shown(word)}' does not set a variable"
        raise InputError.one("--set", what, "write its name and value, such as cloud=aws")
    return name.lstrip("?$"), value


def _tell_answer(answer: Result, kind: str | None, output: Path | None) -> None:
    """Tell an answer, or write it to its file."""
    written = api.write_result(answer, kind)
    if output is None:
        _tell_result(written, api.write_result(answer, kind, width=columns()))
    else:
        deliver(written, output)
    if answer.truncated:
        tell_aside("query: was cut at the limit of an answer: ask for less, or page by LIMIT")


def _tell_result(whole: str | bytes, fitting: str | bytes) -> None:
    """Tell an answer as it fits the terminal; where its cells are cut for that, say how not to."""
    deliver(fitting, Path(PIPE))
    if fitting != whole:
        tell_aside("cells are cut to fit the terminal: write it with -o, or as --format csv")


def _kind(format: QueryFormat | None, output: Path | None, *, as_json: bool) -> str | None:
    """How an answer is to be written; None for what fits it best. InputError where two of its
    options, or an option and its file, name different ways.
    """
    asked = _asked(format, as_json=as_json)
    suffix = output.suffix.lower().lstrip(".") if output is not None else ""
    named = SUFFIXES.get(suffix, suffix)
    if asked is None or output is None:
        return asked or named or None
    holds = ALSO.get(suffix, ())
    refuse_differing(asked, [named, *holds] if named in set(QueryFormat) else [], output)
    return asked


def _asked(format: QueryFormat | None, *, as_json: bool) -> QueryFormat | None:
    """The format that options name; InputError where they name two."""
    if not as_json:
        return format
    if format not in (None, QueryFormat.json):
        what = f"is '{format}', and --json asks for json"
        raise InputError.one("--format", what, "leave one of them out")
    return QueryFormat.json


def _explain(answer: Result, as_json: bool) -> None:
    """What was asked of what, and how long it took."""
    graphs = ["the dataset", *answer.graphs]
    if as_json:
        told = {"query": answer.text, "graphs": graphs, "form": answer.form, "rows": len(answer)}
        tell_json({**told, "seconds": round(answer.seconds, 4)})
        return
    typer.echo(f"{answer.text.strip()}\n")
    tell_wrapped(f": {', '.join(graphs)}", head="read")
    found = {"ask": "yes or no", "graph": "a graph"}.get(answer.form, f"{len(answer):,} rows")
    tell_wrapped(f": {found}, in {answer.seconds:.3f} s", head="found")


def _tell_examples(id: str | None, as_json: bool) -> None:
    """The examples with their texts and what can be set in them, or one of them."""
    chosen = [one for one in api.examples() if id in (None, one.id)]
    if not chosen:
        ids = [one.id for one in api.examples()]
        raise InputError.one("query", f"unknown example '{shown(str(id))}'", nearest(str(id), ids))
    if as_json:
        tell_json(chosen)
        return
    for one in chosen:
        _tell_example(one)


def _tell_example(one: Example) -> None:
    """An example: what it asks, what can be set in it, and its text."""
    tell_wrapped(f": {one.label} {one.comment}", head=one.id)
    for parameter in one.parameters:
        tell_wrapped(f": {parameter.comment}", head=f"  --set {parameter.said}")
    if one.architectures:
        typer.echo("  --with FILE" * one.architectures)
    typer.echo(indent(f"{one.query.strip()}\n", "    "))


# --- terms


def terms(
    word: Annotated[
        str | None,
        typer.Argument(
            help="A word, or what it is about: its name, a label, or part of a definition.",
            autocompletion=completion.words,
        ),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """The words of the graph that queries use: what each means, and a use of it."""
    with answers(as_json):
        found = api.vocabulary(word)
        if as_json:
            tell_json(found)
            return
        for one in found:
            tell_wrapped(f": {one.label} ({one.kind}): {one.definition}", head=one.id)
            tell_wrapped(f"  {one.use}")
