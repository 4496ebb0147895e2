"""The command line: words in, the use cases of `kgraph.api`, words out.

Exit codes: 0 done; 1 the answer is no (a conflict, findings); 2 the input is wrong. Errors go to standard error, one line
each: where: what: what to do.
"""

from __future__ import annotations

from importlib import metadata
from typing import Annotated

import typer

from kgraph.cli import asking, exporting, judging, making

app = typer.Typer(
    name="kgraph",
    help="Assemble, explain and draw cloud-native architectures from a one-page brief.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kgraph {metadata.version('kgraph')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    pass


for command in (
    making.demo,
    asking.questions,
    making.assemble,
    making.draw,
    making.views,
    exporting.export,
    asking.why,
    judging.check,
    judging.compare,
    making.complete,
    asking.query,
):
    app.command()(command)

catalog_app = typer.Typer(help="The components one can choose.", no_args_is_help=True)
catalog_app.command("list")(asking.catalog_list)
catalog_app.command("show")(asking.catalog_show)
app.add_typer(catalog_app, name="catalog")
app.command()(asking.serve)


def main() -> None:
    """The entry point of the `kgraph` command."""
    app()
