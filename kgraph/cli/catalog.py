"""Commands over the components one can choose, and over layers of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import answers, columns, tell_json, tell_line, tell_rows, tell_text
from kgraph.cli.options import Json, day
from kgraph.cli.outputs import PIPE, deliver
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.model.catalog_changes import BriefChange, CatalogChange
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


@app.command("init")
def begin_layer(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to write to.")],
) -> None:
    """Begin a layer of one's own: a policy, words, and the schema of entries."""
    with answers(as_json=False):
        files = api.first_layer(folder)
        api.write(folder, files)
        for name in files:
            tell_line(f"  {folder / name}")
        tell_line(f"begin an entry: kgraph catalog new ID --extends COMPONENT --in {folder}")


@app.command("new")
def begin_entry(
    id: Annotated[str, typer.Argument(metavar="ID", help="What the entry is called.")],
    *,
    extends: Annotated[
        str | None,
        typer.Option(help="The component it extends.", autocompletion=completion.components),
    ] = None,
    provides: Annotated[
        list[str] | None,
        typer.Option(
            help="A capability it provides; may be given several times.",
            autocompletion=completion.capabilities,
        ),
    ] = None,
    within: Annotated[
        Path, typer.Option("--in", metavar="FOLDER", help="The folder of the layer.")
    ] = Path(),
) -> None:
    """Begin an entry of a layer: one that extends another, or one of its own."""
    with answers(as_json=False):
        text = api.new_entry(id, extends=extends, provides=tuple(provides or ()))
        path = within / f"{id}.yaml"
        if os.path.lexists(path):
            raise InputError.one(str(path), "is there already", "take another id, or edit it")
        deliver(text, path)
        tell_line(str(path))


@app.command("diff")
def compare_layers(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A layer as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The layer as it is.")],
    *,
    briefs: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Briefs that are assembled with each of the two."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Assemble as of this day.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what differs between two states of a layer, and what that makes of briefs."""
    with answers(as_json):
        found = api.catalog_difference(old, new, briefs=briefs, day=day(as_of))
        if as_json:
            tell_json(found)
            return
        for one in found.changes:
            _tell_change(one)
        for brief in found.briefs:
            _tell_brief(brief)
        if not found.changes and not found.briefs:
            tell_line("no difference")


def _tell_change(one: CatalogChange) -> None:
    """What of a catalog is new, gone or different."""
    keys = f" ({', '.join(one.keys)})" if one.keys else ""
    tell_line(f"{one.change} {one.kind} {one.id}{keys}")


def _tell_brief(brief: BriefChange) -> None:
    """What a change makes of a brief."""
    tell_line(f"{brief.brief}:")
    for when, why in (("before", brief.before), ("now", brief.after)):
        if why:
            tell_line(f"  {when} {why}")
    for sign, ids in (("+", brief.comes), ("-", brief.goes)):
        for id in ids:
            tell_line(f"  {sign} {id}")
