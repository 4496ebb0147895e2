"""The command line: words in, the use cases of `kgraph.api`, words out.

One module a family of commands, named after it. Exit codes: 0 done; 1 the answer is no (a
conflict, findings); 2 the input is wrong. Errors go to standard error, one line each: where: what:
what to do.
"""

from __future__ import annotations

from importlib import metadata
from typing import Annotated

import typer

from kgraph.cli import ask, assemble, brief, catalog, check, draw, export, graph, serve
from kgraph.cli.layers import lay_over
from kgraph.cli.usage import Commands

app = typer.Typer(
    name="kgraph",
    cls=Commands,
    help="Assemble, explain and draw cloud-native architectures from a one-page brief.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kgraph {metadata.version('kgraph-architecture')}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    pass


# in the order in which the help lists them
for command in (
    assemble.demo,
    ask.questions,
    assemble.assemble,
    draw.draw,
    draw.views,
    export.export,
    ask.why,
    check.check,
    check.compare,
    assemble.complete,
    graph.query,
    graph.terms,
):
    app.command()(command)
app.add_typer(brief.app, name="brief")
app.add_typer(catalog.app, name="catalog")
app.command()(serve.serve)
lay_over(app)
