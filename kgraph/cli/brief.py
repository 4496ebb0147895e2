"""Commands over briefs as files: init, upgrade, schema."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import NO, answers, tell_aside
from kgraph.cli.interview import COMMAND, interviewed, on_a_terminal
from kgraph.cli.outputs import PIPE, deliver, is_piped
from kgraph.errors import InputError

app = typer.Typer(
    help="Briefs as files: begin one, renew an old one, help an editor.", no_args_is_help=True
)


@app.command("init")
def init(
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"The file to write; {PIPE} is standard output.",
        ),
    ] = Path("brief.yaml"),
    name: Annotated[str | None, typer.Option(help="What the architecture is called.")] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLOUD[/REGION]",
            help="Where it runs; may be given several times.",
            autocompletion=completion.clouds,
        ),
    ] = None,
    clusters: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="How many clusters each site has.")
    ] = None,
    workload: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[=OPTION]",
            help="What runs there, perhaps with who reaches it; may be given several times.",
        ),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DECISION=OPTION",
            help="An answer, see `kgraph questions`; may be given several times.",
            autocompletion=completion.brief_answers,
        ),
    ] = None,
    prefer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PREFERENCE",
            help="What is better, the most important first; may be given several times.",
            autocompletion=completion.preferences,
        ),
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="Where an editor finds the schema of briefs: written into the first line.",
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: what no option says has its default.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there already.")
    ] = False,
) -> None:
    """Begin a brief: answer a few questions, and have it written with comments.

    What an option says is not asked; Enter takes the default. Where there is no terminal, nothing
    is asked. The brief holds all other decisions as comments.
    """
    with answers(as_json=False):
        _refuse_existing(output, force=force)
        given = {
            "name": name,
            "sites": site and tuple(site),
            "clusters": clusters,
            "workloads": workload and tuple(workload),
            "answers": answer and tuple(answer),
            "prefer": prefer and tuple(prefer),
        }
        said = {key: value for key, value in given.items() if value is not None}
        draft = replace(api.first_draft(), **said)  # type: ignore[arg-type]
        text = api.first_brief(draft, schema=schema, where=COMMAND)
        if not yes and on_a_terminal():
            draft = interviewed(draft, set(said))
            text = api.first_brief(draft, schema=schema, where=COMMAND)
        _refuse_existing(output, force=force)
        if deliver(text, output):
            tell_aside(f"{output}: written; next: kgraph assemble {output} -o DIR")


@app.command("upgrade")
def upgrade(
    file: Annotated[Path, typer.Argument(help=f"The brief; {PIPE} is standard input.")],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Write here instead of into the same file; {PIPE} is standard output.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 where it would change.")
    ] = False,
) -> None:
    """Write an old brief in the newest form, and say what was assumed.

    Comments and all else stay letter by letter. A brief of standard input goes to standard output.
    """
    with answers(as_json=False):
        renewed = api.renew_brief(file)
        for note in renewed.notes:
            tell_aside(note)
        if check:
            raise typer.Exit(NO if renewed.notes else 0)
        target = output or file
        if renewed.notes or target != file or is_piped(target):
            # as bytes: the ends of lines stay what they are
            deliver(renewed.text.encode("utf-8"), target)
        else:
            tell_aside(f"{file}: is in the newest form already")


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
    """Print the JSON Schema of briefs: with it, editors complete and check them as they are typed.

    It is made from the ontology and the catalog. `kgraph brief init --schema PATH` names it in the
    first line of a brief.
    """
    with answers(as_json=False):
        deliver(api.brief_schema(), output)


def _refuse_existing(output: Path, *, force: bool) -> None:
    """InputError where a file would be written over."""
    there = False
    with suppress(OSError):  # a name too long for a file: whoever writes it says so
        there = not is_piped(output) and output.exists()
    if there and not force:
        what = "is there already"
        raise InputError.one(str(output), what, "name another with -o, or add --force")
