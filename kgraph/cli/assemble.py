"""Commands that make architectures: demo, assemble, complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import (
    answers,
    end_with,
    tell,
    tell_aside,
    tell_assumed,
    tell_json,
    tell_line,
    tell_wrapped,
)
from kgraph.cli.files import beside
from kgraph.cli.options import (
    OVERVIEW,
    PATIENCE,
    AsOf,
    Folder,
    Json,
    Themes,
    Timeout,
    View,
    Width,
    column,
    day,
    listed,
    of_solver,
    themes_of,
    view_of,
)
from kgraph.cli.outputs import refuse_given, refuse_pipe
from kgraph.cli.progress import within
from kgraph.errors import shown

if TYPE_CHECKING:
    from kgraph.model.answers import Alternative
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

BRIEF = "brief.yaml"
FORMATS = listed([one.id for one in api.FORMATS])
SHOWN = tuple(one.id for one in api.SHOWN_FORMATS)
ONE_FILE = (
    "name a folder; 'kgraph draw BRIEF -o -' gives the picture alone, --json the architecture"
)
"""What to do instead of writing all files to standard output."""
READING = "Reading the catalog"
HANDFUL = 5
"""How many alternatives are told where no number is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to be assembled, and what is to become of it."""

    brief: Path | str
    output: Path | None
    as_of: str | None = None
    view: str = OVERVIEW
    formats: tuple[str, ...] = SHOWN
    themes: tuple[str, ...] = (api.STANDARD_THEME.id,)
    width: int = 0
    timeout: float = PATIENCE
    as_json: bool = False
    beside: dict[str, str | bytes] = field(default_factory=dict)
    """Files that are written with the others."""
    formats_of_others: tuple[str, ...] = ()
    """The formats of pictures of alternatives, where they are asked for."""

    @property
    def source(self) -> str:
        """The brief as seen from what is written."""
        if isinstance(self.brief, Path) and self.output is not None:
            return beside(self.brief, self.output)
        return next(iter(self.beside), "")


def demo(
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")
    ] = Path("demo"),
    as_of: AsOf = None,
) -> None:
    """Assemble and draw the article's own architecture, brought up to today: the first minute."""
    text = api.demo_brief()
    _assemble(_Order(brief=text, output=output, as_of=as_of, beside={BRIEF: text}))


def assemble(
    brief: Annotated[
        Path,
        typer.Argument(
            help="The brief, a YAML file; see `kgraph questions` for what it can answer."
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder to write to; without it, only the summary is printed.",
        ),
    ] = None,
    as_of: AsOf = None,
    view: View = OVERVIEW,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help=f"Formats of the picture: {FORMATS}; {' and '.join(SHOWN)} by default. "
            "May be given several times.",
            autocompletion=completion.formats,
        ),
    ] = None,
    theme: Themes = None,
    width: Width = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--alternatives",
            metavar="N",
            help="Tell the best and others that take one decision otherwise. With -o, each has "
            "a folder of its own, with a picture of the others where --format asks for it.",
        ),
    ] = None,
    pareto: Annotated[
        bool, typer.Option("--pareto", help="Tell those that trade one preference for another.")
    ] = False,
    timeout: Timeout = PATIENCE,
    as_json: Json = False,
) -> None:
    """Assemble the best architecture for a BRIEF, check it, draw it and explain it.

    Writes architecture.ttl, architecture.json, rationale.md, and the picture in each format. Where
    no architecture can meet the brief, says which of its statements clash and what would mend it,
    and exits with 1.
    """
    with answers(as_json):
        themes = themes_of(theme)
        formats = tuple(api.format_named(one).id for one in format or ())
        room = column(width)
        if output is None:
            pictured = {"--view": view != OVERVIEW, "--format": format, "--theme": theme}
            refuse_given(pictured | {"--width": width}, "without -o, since no picture is drawn")
    order = _Order(
        brief=brief,
        output=output,
        as_of=as_of,
        view=view,
        formats=formats or SHOWN,
        formats_of_others=formats,
        themes=themes,
        width=room,
        timeout=timeout,
        as_json=as_json,
    )
    if count is not None or pareto:
        _alternatives(order, HANDFUL if count is None else count, pareto=pareto)
    else:
        _assemble(order)


def _assemble(order: _Order) -> None:
    """Assemble, check, write what is asked for, and tell."""
    with answers(order.as_json, order.brief, order.as_of, order.timeout):
        refuse_pipe(order.output, instead=ONE_FILE)
        with within(order.timeout, "assemble", READING) as say:
            api.prepare()
            api.knowledge()
            say("Assembling")
            architecture = api.assemble(
                order.brief, as_of=day(order.as_of), timeout=of_solver(order.timeout)
            )
            say(f"Checking {_size(architecture)}")
            files = _files(order, architecture, say)
            findings = api.check(architecture)
        written = _write(order.output, files)
        if order.as_json:
            typer.echo(api.to_json(architecture, findings), nl=False)
        else:
            _tell_assembled(architecture, written, findings)
        end_with(findings)


def _files(
    order: _Order,
    architecture: Architecture,
    say: Callable[[str], None],
) -> dict[str, str | bytes]:
    """The files about an architecture, where any are asked for."""
    if order.output is None:
        return {}
    say(f"Checking and drawing {_size(architecture)}, and looking for alternatives")
    return order.beside | api.results(
        architecture,
        view=view_of(order.view),
        formats=order.formats,
        theme=order.themes,
        source=order.source,
        as_of=day(order.as_of),
        width=order.width,
        say=tell_aside,
    )


def _write(folder: Path | None, files: dict[str, str | bytes]) -> tuple[Path, ...]:
    """Write files into a folder; where they are."""
    if folder is None:
        return ()
    api.write(folder, files)
    return tuple(folder / name for name in files)


def _size(architecture: Architecture) -> str:
    return f"{len(architecture.placements):,} placements"


def _tell_assembled(
    architecture: Architecture, files: Iterable[Path], findings: Iterable[Finding]
) -> None:
    placed = len(architecture.placements)
    products = len(architecture.components)
    flows = len(architecture.flows)
    name = shown(architecture.name)
    tell_line(f"{name}: {placed} placements of {products} components, {flows} flows")
    for file in files:
        tell_line(f"  {file}")
    if not architecture.proven:
        typer.echo("not proven to be the best: the time was up", err=True)
    tell(findings)


# --- alternatives


def _alternatives(order: _Order, count: int, *, pareto: bool) -> None:
    """Tell the best architectures, and write each into a folder of its own."""
    with answers(order.as_json, order.brief, order.as_of, order.timeout):
        refuse_pipe(order.output, instead=ONE_FILE)
        with within(order.timeout, "assemble", "Looking for alternatives") as say:
            found = api.alternatives(
                order.brief,
                count=count,
                pareto=pareto,
                as_of=day(order.as_of),
                timeout=of_solver(order.timeout),
            )
            made = list(_files_of_each(order, found, say))
        for number, files in enumerate(made, 1):
            _write(order.output and order.output / str(number), files)
        if order.as_json:
            tell_json({"alternatives": [_alternative_json(one) for one in found]})
        else:
            _tell_alternatives(found, count)


def _files_of_each(
    order: _Order, found: tuple[Alternative, ...], say: Callable[[str], None]
) -> Iterator[dict[str, str | bytes]]:
    """The files of each alternative, where any are asked for.

    To draw takes most of the time: only the best one is drawn where no format is asked for.
    """
    orders = [order, *(replace(order, formats=order.formats_of_others) for _ in found[1:])]
    for number, (each, one) in enumerate(zip(orders, found, strict=True), 1):
        if order.output is not None:
            say(f"Writing {number} of {len(found)}")
            yield _files(replace(each, output=order.output / str(number)), one.architecture, say)


def _alternative_json(alternative: Alternative) -> dict[str, object]:
    return {
        "difference": alternative.difference,
        **({"swap": alternative.swap} if alternative.swap else {}),
        "comes": alternative.comes,
        "goes": alternative.goes,
        "architecture": api.to_data(alternative.architecture),
    }


def _tell_alternatives(found: tuple[Alternative, ...], wanted: int) -> None:
    for number, one in enumerate(found, 1):
        costs = ", ".join(f"{id} {value}" for id, value in one.architecture.preferences)
        tell_wrapped(f"{number}. {one.difference}")
        tell_wrapped(f"   {len(one.architecture.placements)} placements; {costs}")
        if one.swap is not None:
            tell_wrapped(f"   what would flip it: {one.swap.flip}")
    if len(found) < wanted:
        what = "there are no more, or there was no time for them"
        typer.echo(f"{len(found)} of {wanted}: {what}", err=True)


# --- what is there already


def complete(
    architecture: Annotated[
        Path, typer.Argument(help="What is there: an architecture (.json, .ttl).")
    ],
    brief: Annotated[Path, typer.Argument(help="What it is to answer.")],
    *,
    output: Folder = None,
    as_of: AsOf = None,
    timeout: Timeout = PATIENCE,
    as_json: Json = False,
) -> None:
    """Keep everything that is there, and add the least that makes it answer a brief."""
    with answers(as_json):
        refuse_pipe(output, instead=ONE_FILE)
        with within(timeout, "complete", READING) as say:
            existing = api.read_architecture(architecture)
            tell_assumed(existing)
            say("Completing")
            done = api.complete(existing, brief, as_of=day(as_of), timeout=of_solver(timeout))
            say(f"Drawing {_size(done)}")
            files = {} if output is None else api.results(done)
        _write(output, files)
        if as_json:
            typer.echo(api.to_json(done), nl=False)
        else:
            _tell_completed(existing, done)


def _tell_completed(existing: Architecture, done: Architecture) -> None:
    there = existing.placement_by_id
    new = [placement for placement in done.placements if placement.id not in there]
    if not done.proven:
        typer.echo("not proven to be the least: the time was up", err=True)
    typer.echo(f"{len(there)} placements kept, {len(new)} added")
    for placement in new:
        reason = placement.reasons[0].text if placement.reasons else ""
        tell_wrapped(f"  + {placement.id}: {reason}")
