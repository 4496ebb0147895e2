"""Commands that ask: why, questions, query, catalog; and the browser pages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kgraph.cli.answers import AsOf, Json, Timeout, answers, columns, day, seconds, tell_json
from kgraph.errors import InputError, nearest


class QueryFormat(StrEnum):
    """How answers to queries are written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    turtle = "turtle"


def why(
    brief: Annotated[Path, typer.Argument(help="The brief.")],
    component: Annotated[
        str, typer.Argument(help="The component's id; see `kgraph catalog list`.")
    ],
    as_of: AsOf = None,
    timeout: Timeout = 20.0,
    as_json: Json = False,
) -> None:
    """Say why a component is in a brief's architecture and what would be without it; or what it would cost or clash with."""
    from kgraph import api

    with answers(as_json, brief, as_of, timeout):
        answer = api.why(brief, component, as_of=day(as_of), timeout=seconds(timeout))
        if as_json:
            tell_json(answer)
        else:
            typer.echo(api.why_text(answer, width=columns()), nl=False)


def questions(
    decision: Annotated[str | None, typer.Argument(help="Only this decision.")] = None,
    as_json: Json = False,
) -> None:
    """The decisions an architect takes, their options and defaults, and what each option brings."""
    from kgraph import api

    with answers(as_json):
        chosen = [d for d in api.questions() if decision in (None, d.id)]
        if not chosen:
            raise InputError.one(
                "questions",
                f"unknown decision '{decision}'",
                nearest(str(decision), [d.id for d in api.questions()]),
            )
        if as_json:
            tell_json(chosen)
            return
        for d in chosen:
            asked = " (asked of each workload)" if d.asked_of == "workload" else ""
            several = ", several may be given" if d.multiple else ""
            typer.echo(f"{typer.style(d.id, bold=True)}: {d.question}{asked}{several}")
            for option in d.options:
                mark = "*" if option.id in d.defaults else " "
                brings = "; ".join(_brings(option))
                typer.echo(
                    f"  {mark} {option.id}: {option.definition}{f' [{brings}]' if brings else ''}"
                )
        typer.echo("\n* is the answer taken when a brief gives none.")


def _brings(option: Any) -> Iterator[str]:
    for word, demands in (("asks for", option.demands), ("prefers", option.prefers)):
        if demands:
            yield f"{word} {', '.join(demand.wanted for demand in demands)}"
    if option.forbids:
        yield f"rules out {', '.join(option.forbids)}"
    if option.min_sites > 1:
        yield f"at least {option.min_sites} sites"
    if option.min_clouds > 1:
        yield f"at least {option.min_clouds} clouds"


def query(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help="A SPARQL query, the name of a file that holds one, an example's id, or - for standard input.",
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
            help="Write the answer to a file; its suffix names the format.",
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=600, help="Seconds after which the query is ended.")
    ] = 10.0,
    as_json: Json = False,
    show_examples: Annotated[
        bool, typer.Option("--examples", help="List the example queries.")
    ] = False,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE. Prefixes are declared already."""
    from kgraph import api

    with answers(as_json):
        if show_examples:
            for example in api.examples():
                typer.echo(f"{typer.style(example.id, bold=True)}: {example.comment}")
            return
        if text is None:
            raise InputError.one(
                "query", "there is no query", "give one, or see 'kgraph query --examples'"
            )
        answer = api.query(_query_text(text), timeout=timeout)
        kind = (
            "json"
            if as_json
            else format.value
            if format
            else output.suffix.lstrip(".")
            if output
            else None
        )
        written = api.write_result(answer, {"ttl": "turtle", "txt": "table"}.get(kind or "", kind))
        if output is not None:
            api.write(output.parent, {output.name: written})
        else:
            typer.echo(written, nl=not written.endswith("\n"))
        if answer.truncated:
            typer.echo("there was more than the limit allows: add LIMIT, or ask for less", err=True)
        if answer.hint:
            typer.echo(answer.hint, err=True)


def _query_text(text: str) -> str:
    from kgraph import api

    if text == "-":
        return sys.stdin.read()
    found = next((example.text for example in api.examples() if example.id == text), None)
    if found is not None:
        return found
    if "{" not in text:
        return api.read_text(Path(text))
    return text


def catalog_list(
    text: Annotated[
        str | None, typer.Argument(help="Only components with this in their name or definition.")
    ] = None,
    capability: Annotated[str | None, typer.Option(help="Only those that provide this.")] = None,
    cloud: Annotated[str | None, typer.Option(help="Only those that run on this cloud.")] = None,
    license: Annotated[
        str | None, typer.Option(help="Only those under this license (SPDX).")
    ] = None,
    maturity: Annotated[
        str | None, typer.Option(help="Only those that have reached this level.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="Only those that could be chosen on this day."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """List components, with filters."""
    from kgraph import api

    with answers(as_json):
        found = api.components(
            capability=capability,
            cloud=cloud,
            license=license,
            maturity=maturity,
            day=day(as_of),
            text=text,
        )
        if as_json:
            tell_json(found)
            return
        for c in found:
            gone = f" (retired {c.retired.day.isoformat()})" if c.retired else ""
            typer.echo(f"{c.id:<40} {c.name}{gone}: {', '.join(c.provides)}")
        typer.echo(f"{len(found)} components", err=True)


def catalog_show(
    id: Annotated[str, typer.Argument(help="The component's id.")], as_json: Json = False
) -> None:
    """Show all that is known of one component, with sources."""
    from kgraph import api

    with answers(as_json):
        component = api.component(id)
        if as_json:
            tell_json(component)
        else:
            typer.echo(api.component_text(component, width=columns()), nl=False)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the browser pages: answer questions, browse the catalog, ask SPARQL. Ends with Ctrl+C.

    Needs Streamlit, which comes with the extra `web`.
    """
    os.execv(sys.executable, [sys.executable, "-m", "kgraph.web.serve", str(port), host])  # noqa: S606
