"""Commands over the components one can choose: catalog list, catalog show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import answers, columns, tell_json, tell_rows, tell_text
from kgraph.cli.options import Json, day
from kgraph.cli.outputs import PIPE, deliver

if TYPE_CHECKING:
    from kgraph.model.component import Component

app = typer.Typer(help="The components one can choose.", no_args_is_help=True)


@app.command("list")
def list_components(
    text: Annotated[
        str | None, typer.Argument(help="Only components with this in their name or definition.")
    ] = None,
    *,
    capability: Annotated[
        str | None,
        typer.Option(help="Only those that provide this.", autocompletion=completion.capabilities),
    ] = None,
    cloud: Annotated[
        str | None,
        typer.Option(help="Only those that run on this cloud.", autocompletion=completion.clouds),
    ] = None,
    license: Annotated[
        str | None,
        typer.Option(
            help="Only those under this license (SPDX), or under none of another class.",
            autocompletion=completion.licenses,
        ),
    ] = None,
    maturity: Annotated[
        str | None,
        typer.Option(
            help="Only those that have reached this level.",
            autocompletion=completion.maturities,
        ),
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
        else:
            _tell(found)
            typer.echo(f"{len(found)} components", err=True)


def _tell(components: Iterable[Component]) -> None:
    tell_rows(map(_row, components), 41)


def _row(component: Component) -> tuple[str, str]:
    closing = component.closing
    gone = f" ({closing.said})" if closing else ""
    return component.id, f"{component.name}{gone}: {', '.join(component.provides)}"


@app.command("schema")
def print_schema(
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help=f"The file to write; {PIPE} is standard output."
        ),
    ] = Path(PIPE),
) -> None:
    """Print the JSON Schema of catalog entries, with which editors complete and check them."""
    with answers(as_json=False):
        deliver(api.entry_schema(), output)


@app.command("show")
def show_component(
    id: Annotated[
        str, typer.Argument(help="The component's id.", autocompletion=completion.components)
    ],
    *,
    as_json: Json = False,
) -> None:
    """Show all that is known of one component, with sources."""
    with answers(as_json):
        component = api.component(id)
        if as_json:
            tell_json(component)
        else:
            tell_text(api.component_text(component, width=columns()))
