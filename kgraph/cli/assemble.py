"""Commands that make architectures: demo, assemble, complete, draw."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.answers import (
    AsOf,
    Json,
    Scale,
    Theme,
    Timeout,
    View,
    answers,
    day,
    factor,
    progress,
    seconds,
    tell,
    tell_assumed,
    tell_json,
    view_of,
)
from kgraph.errors import InputError


def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")
    ] = Path("demo"),
    as_of: AsOf = None,
) -> None:
    """Assemble and draw the article's own architecture, brought up to today: the first minute."""
    from kgraph import api

    text = api.demo_brief()
    _assemble_into(
        output, text, as_of, "overview", ["svg", "png"], "light", False, {"brief.yaml": text}, 20.0
    )


def assemble(
    brief: Annotated[
        Path,
        typer.Argument(
            help="The brief, a YAML file; see `kgraph questions` for what it can answer."
        ),
    ],
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
    view: View = "overview",
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help="Formats of the picture, svg and png by default; may be given several times.",
        ),
    ] = None,
    theme: Theme = "light",
    count: Annotated[
        int | None,
        typer.Option(
            "--alternatives", metavar="N", help="Tell the best and others that really differ."
        ),
    ] = None,
    pareto: Annotated[
        bool, typer.Option("--pareto", help="Tell those that trade one preference for another.")
    ] = False,
    timeout: Timeout = 20.0,
    as_json: Json = False,
) -> None:
    """Assemble the best architecture for a BRIEF, check it, draw it and explain it.

    Writes architecture.ttl, architecture.json, overview.svg, overview.png and rationale.md. Where no architecture can
    meet the brief, says which of its statements clash and what would mend it, and exits with 1.
    """
    if count is not None or pareto:
        _alternatives(brief, output, 5 if count is None else count, pareto, as_of, timeout, as_json)
    else:
        _assemble_into(
            output, brief, as_of, view, format or ["svg", "png"], theme, as_json, {}, timeout
        )


def _alternatives(
    brief: Path,
    output: Path | None,
    count: int,
    pareto: bool,
    as_of: str | None,
    timeout: float,
    as_json: bool,
) -> None:
    from kgraph import api

    with answers(as_json, brief, as_of, timeout):
        found = api.alternatives(
            brief, count=count, pareto=pareto, as_of=day(as_of), timeout=seconds(timeout)
        )
        if output is not None:
            for number, one in enumerate(found, 1):
                api.write(output / str(number), api.results(one.architecture))
        if as_json:
            rows = [
                {
                    "difference": one.difference,
                    "comes": one.comes,
                    "goes": one.goes,
                    "architecture": api.to_data(one.architecture),
                }
                for one in found
            ]
            tell_json({"alternatives": rows})
            return
        for number, one in enumerate(found, 1):
            costs = ", ".join(f"{id} {value}" for id, value in one.architecture.preferences)
            typer.echo(f"{number}. {one.difference}")
            typer.echo(f"   {len(one.architecture.placements)} placements; {costs}")
        if len(found) < count:
            typer.echo(
                f"{len(found)} of {count}: there are no more, or there was no time for them",
                err=True,
            )


def _assemble_into(
    output: Path | None,
    brief: Path | str,
    as_of: str | None,
    view: str,
    formats: list[str],
    theme: str,
    as_json: bool,
    extra: dict[str, str | bytes],
    timeout: float,
) -> None:
    from kgraph import api

    with answers(as_json, brief, as_of, timeout):
        with progress("Reading the catalog") as say:
            api.prepare()
            api.knowledge()
            say("Assembling")
            architecture = api.assemble(brief, as_of=day(as_of), timeout=seconds(timeout))
            say("Checking and drawing")
            findings = api.check(architecture)
            files: dict[str, str | bytes] = {}
            if output is not None:
                files = {
                    **extra,
                    **api.results(
                        architecture,
                        view=view_of(view),
                        formats=formats,
                        theme=theme,
                        source=_beside(brief, output)
                        if isinstance(brief, Path)
                        else next(iter(extra), ""),
                        as_of=day(as_of),
                        findings=findings,
                    ),
                }
                api.write(output, files)
        if as_json:
            typer.echo(api.to_json(architecture), nl=False)
        else:
            products = len(architecture.components)
            typer.echo(
                f"{architecture.name}: {len(architecture.placements)} placements of {products} components, {len(architecture.flows)} flows"
            )
            for name in files:
                typer.echo(f"  {output}/{name}")
            if not architecture.proven:
                typer.echo("not proven to be the best: the time was up", err=True)
            tell(findings)
        if any(finding.severity == "violation" for finding in findings):
            raise typer.Exit(1)


def complete(
    architecture: Annotated[
        Path, typer.Argument(help="What is there: an architecture (.json, .ttl).")
    ],
    brief: Annotated[Path, typer.Argument(help="What it is to answer.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")
    ] = None,
    as_of: AsOf = None,
    timeout: Timeout = 20.0,
    as_json: Json = False,
) -> None:
    """Keep everything that is there, and add the least that makes it answer a brief."""
    from kgraph import api

    with answers(as_json):
        existing = api.read_architecture(architecture)
        tell_assumed(existing)
        done = api.complete(existing, brief, as_of=day(as_of), timeout=seconds(timeout))
        if output is not None:
            api.write(output, api.results(done))
        if as_json:
            typer.echo(api.to_json(done), nl=False)
            return
        there = existing.placement_by_id
        if not done.proven:
            typer.echo("not proven to be the least: the time was up", err=True)
        new = [p for p in done.placements if p.id not in there]
        typer.echo(f"{len(existing.placements)} placements kept, {len(new)} added")
        for placement in new:
            reason = placement.reasons[0].text if placement.reasons else ""
            typer.echo(f"  + {placement.id}: {reason}")


def draw(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A brief (.yaml), an architecture (.json, .ttl), or the id of a component whose inside is to be seen.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The picture; its suffix names the format: .svg, .png, .pdf, .html, .dot, .mmd, .d2, .drawio, .dsl, .graphml or .json. "
            "With - it goes to standard output.",
        ),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format", help="The format, where no suffix names it; svg on standard output."
        ),
    ] = None,
    view: View = "overview",
    theme: Theme = "light",
    scale: Scale = None,
    as_of: AsOf = None,
) -> None:
    """Draw one view of a brief's architecture, of an architecture, or the inside of a component, into a file.

    A view is one of those that `kgraph views SOURCE` lists, such as observability or site:eu, or a file: a SPARQL CONSTRUCT (.rq)
    or a selection (.yaml). What the format cannot show is said on standard error.
    """
    from kgraph import api

    with answers(False):
        piped = str(output) == "-"
        suffix = format or ("svg" if piped else output.suffix.lower().lstrip("."))
        if not suffix:
            raise InputError.one(
                str(output), "has no suffix that names a format", "write for example overview.svg"
            )
        missing, size = api.lacks(suffix), factor(scale)
        _refuse_unused(suffix, view, scale)
        picture: bytes
        if _is_component(source):
            if view != "overview":
                raise InputError.one(
                    "--view", "a component has one view, its inside", "leave --view out"
                )
            picture = api.draw_component(
                source, day=day(as_of), format=suffix, theme=theme, scale=size
            )
        else:
            architecture = api.architecture_of(Path(source), as_of=day(as_of))
            tell_assumed(architecture)
            picture = api.draw(
                architecture,
                view=view_of(view),
                format=suffix,
                theme=theme,
                scale=size,
                source=_beside(Path(source), output.parent),
                as_of=day(as_of),
            )
        if piped:
            typer.echo(picture, nl=False)
        else:
            api.write(output.parent, {output.name: picture})
            typer.echo(str(output))
        if missing:
            name = suffix if piped else output.name
            typer.echo(
                f"{name} lacks, since its format cannot show it: {'; '.join(missing)}", err=True
            )


def _refuse_unused(format: str, view: str, scale: str | None) -> None:
    """InputError for a view or a size where the format holds all views, each in its own size."""
    from kgraph.api.excerpts import whole

    if whole(format):
        for option, given in (("--view", view != "overview"), ("--scale", scale is not None)):
            if given:
                raise InputError.one(
                    option, f"means nothing to '{format}', which holds all views", "leave it out"
                )


def _beside(file: Path, folder: Path) -> str:
    """A file as seen from a folder; nothing where there is no way from one to the other."""
    try:
        return os.path.relpath(file, folder).replace(os.sep, "/")
    except ValueError:
        return ""


def _is_component(source: str) -> bool:
    """Whether a source can only be a component's id: it has no suffix, and there is no such file."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", source) is not None and not os.path.exists(source)  # noqa: PTH110 (Path.exists raises where a name is too long)


def views(
    source: Annotated[
        Path, typer.Argument(help="A brief (.yaml) or an architecture (.json, .ttl).")
    ],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """List the views that can be drawn of a brief's architecture or of an architecture."""
    from kgraph import api

    with answers(as_json):
        found = api.views(api.architecture_of(source, as_of=day(as_of)))
        if as_json:
            tell_json(found)
            return
        wide = max(len(one.id) for one in found)
        for one in found:
            typer.echo(f"{one.id:<{wide}}  {one.label}: {one.definition}")
