"""The command that keeps the pictures of a repository: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgraph.cli.answers import Json, answers, progress, tell_json
from kgraph.errors import InputError, SolverTimeout, Unsatisfiable
from kgraph.words import count

if TYPE_CHECKING:
    from kgraph.export.run import Exported

NOT_TRUE = ("missing", "stale", "superfluous", "foreign")
WORDS = {
    "foreign": "is there, but not written by an export",
    "kept": "kept: changed since it was written",
}


def export(
    folder: Annotated[
        Path,
        typer.Argument(
            help="The folder with briefs (*.yaml, or NAME/brief.yaml), or with an export.yaml."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder to write to; FOLDER itself by default.",
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; name each file that is missing, stale or superfluous."
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Make everything anew, and write over files that an export did not write.",
        ),
    ] = False,
    page: Annotated[
        Path | None,
        typer.Option(
            "--page",
            metavar="FILE",
            help="Write an HTML page that shows old and new pictures side by side.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Draw and document every brief of a FOLDER as its export.yaml says; what has not changed is left alone.

    Writes DIR/BRIEF/VIEW.FORMAT, the documents of each brief, and DIR/index.html. Every key of export.yaml is optional:

    title: (of the index), briefs: (another folder), views: (all, or ids, patterns such as "site:*", files with views of your
    own), formats: [svg], theme: auto, scale: 1, documents: [rationale.md, architecture.json, architecture.ttl, index.html,
    index.md], thumbnails: (the width of a PNG of each first view).

    Only files that an export wrote are ever removed or written over: DIR/BRIEF/.export.json lists them and belongs into the
    repository. One export writes to one DIR. Exits with 1 where a brief cannot be met or, with --check, something is not as it
    would be written; with 2 where a brief, the config or the folder is wrong. What is wrong with one brief stops no other.
    """
    from kgraph.export.run import export as run_export

    done: list[Exported] = []
    with answers(as_json), progress("Reading the catalog") as say:
        run = run_export(
            folder,
            output=output,
            check=check,
            force=force,
            page=page,
            starts=lambda name: say(f"Making {name}"),
        )
        for one in run:
            done.append(one)
            _tell(one, output or folder, check=check, as_json=as_json)
    if as_json:
        tell_json(_json(done))
    else:
        typer.echo(_summary(done, check=check))
        if page is not None:
            typer.echo(str(page))
    if any(one.error is not None and not isinstance(one.error, Unsatisfiable) for one in done):
        raise typer.Exit(2)
    if any(
        one.error is not None or not one.sound or (check and one.count(*NOT_TRUE)) for one in done
    ):
        raise typer.Exit(1)


def _tell(one: Exported, folder: Path, *, check: bool, as_json: bool) -> None:
    """A line for each brief, and what is to be said of it; what is wrong goes to standard error."""
    for line in one.said:
        typer.echo(line, err=True)
    for line in _wrong(one):
        typer.echo(" ".join(line.split()), err=True)
    if as_json:
        return
    if one.changes and one.name:
        counts = [f"{n} {state}" for state in _states(check) if (n := one.count(state))]
        typer.echo(f"{one.name}: {', '.join(counts)}")
    for change in one.changes:
        if change.state in WORDS or (check and change.state in NOT_TRUE):
            typer.echo(
                f"  {folder / one.name / change.name}: {WORDS.get(change.state, change.state)}"
            )


def _wrong(one: Exported) -> list[str]:
    if one.error is None:
        return []
    if isinstance(one.error, InputError):
        return list(map(str, one.error.problems))
    if isinstance(one.error, Unsatisfiable):
        said = "; ".join(
            f"{s.where}: {s.text}" if s.where else s.text for s in one.error.conflict.statements
        )
        return [f"{one.name}: no architecture meets the brief: {said}: {one.error.conflict.story}"]
    return [f"{one.name}: {one.error}" if isinstance(one.error, SolverTimeout) else str(one.error)]


def _states(check: bool) -> tuple[str, ...]:
    return (*NOT_TRUE[:3], "unchanged") if check else ("written", "unchanged", "removed")


def _summary(done: list[Exported], *, check: bool) -> str:
    briefs = sum(bool(one.name) and bool(one.changes) for one in done)
    counts = ", ".join(
        f"{sum(one.count(state) for one in done)} {state}" for state in _states(check)
    )
    failed = sum(one.error is not None for one in done)
    more = f"; {failed} with errors" if failed else ""
    return f"{count(briefs, 'brief')}: {counts}{more}"


def _json(done: list[Exported]) -> dict[str, Any]:
    def told(one: Exported) -> dict[str, Any]:
        return {
            "files": {change.name: change.state for change in one.changes},
            "said": one.said,
            "errors": _wrong(one),
        }

    return {
        "briefs": {one.name: told(one) for one in done if one.name},
        "index": {
            change.name: change.state for one in done if not one.name for change in one.changes
        },
        "errors": [line for one in done if not one.name for line in _wrong(one)],
    }
