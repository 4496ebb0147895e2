"""The command that keeps the pictures of a repository: export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgraph.cli.answers import NO, WRONG, answers, tell_aside, tell_json, tell_line
from kgraph.cli.options import TIMEOUTS, Json
from kgraph.cli.outputs import refuse_pipe
from kgraph.cli.progress import within
from kgraph.errors import InputError, KgraphError, SolverTimeout, Unsatisfiable
from kgraph.words import count

if TYPE_CHECKING:
    from kgraph.export.run import Exported

WRITTEN = ("written", "unchanged", "removed")
CHECKED = ("missing", "stale", "superfluous", "unchanged")
"""The states of files that are counted: of what was done, and of what would be."""
ALIKE = "alike"
"""The state of pictures that show what they should, counted where there are any."""
NOT_TRUE = ("missing", "stale", "superfluous", "foreign")
WORDS = {
    "foreign": "is there, but not written by an export",
    "kept": "kept: changed since it was written",
}
"""States that are told of each file, whatever was asked."""


def export(
    folder: Annotated[
        Path,
        typer.Argument(
            help="The folder with briefs (*.yaml, or NAME/brief.yaml), or with an export.yaml."
        ),
    ],
    *,
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
    timeout: Annotated[
        float,
        typer.Option(
            help="Seconds after which the command is ended; the briefs that are done are kept."
        ),
    ] = TIMEOUTS[1],
    as_json: Json = False,
) -> None:
    """Draw and document every brief of a FOLDER as its export.yaml says.

    What has not changed is left alone. Writes DIR/BRIEF/VIEW.FORMAT, the documents of each brief,
    and DIR/index.html. Every key of export.yaml is optional:

    title: (of the index), briefs: (another folder), views: (all, or ids, patterns such as "site:*",
    files with views of your own), formats: [svg], theme: auto (or several),
    scale: 1, documents: [rationale.md,
    architecture.json, architecture.ttl, index.html, index.md], thumbnails: (the width of a PNG of
    each first view).

    Only files that an export wrote are ever removed or written over: DIR/BRIEF/.export.json lists
    them and belongs into the repository. An SVG that shows what it should is well with --check
    though its tooltips have older words: it is counted as "alike". Exits with 1 where a brief
    cannot be met or, with --check, something is not as it would be written; with 2 where a brief,
    the config or the folder is wrong. What is wrong with one brief stops no other.
    """
    from kgraph.export.run import export_briefs

    done: list[Exported] = []
    with answers(as_json), within(timeout, "export", "Reading the catalog") as say:
        refuse_pipe(output, instead="name a folder")
        refuse_pipe(page, instead="name a file", option="--page")
        run = export_briefs(
            folder,
            output=output,
            check=check,
            force=force,
            page=page,
            starts=lambda name: say(f"Making {name}"),
        )
        for one in run:
            done.append(one)
            _tell_aside(one)
            if not as_json:
                _tell(one, output or folder, check=check)
    if as_json:
        tell_json(_json(done))
    else:
        typer.echo(_summary(done, check=check))
        if page is not None:
            tell_line(str(page))
    _end(done, check=check)


def _end(done: Iterable[Exported], *, check: bool) -> None:
    """End with the exit code that says what became of the briefs, if not all went well."""
    code = max((_code(one, check=check) for one in done), default=0)
    if code:
        raise typer.Exit(code)


def _code(one: Exported, *, check: bool) -> int:
    if one.error is not None:
        return NO if isinstance(one.error, Unsatisfiable) else WRONG
    untrue = check and one.count(*NOT_TRUE)
    return NO if untrue or not one.sound else 0


# --- what is told of a brief


def _tell_aside(one: Exported) -> None:
    """What is to be said of a brief, and what is wrong with it, on standard error."""
    for line in one.said:
        tell_aside(line)
    for line in _wrong(one.error, one.name):
        tell_aside(line)


def _tell(one: Exported, folder: Path, *, check: bool) -> None:
    """A line for each brief, and one for each file that is not as it should be."""
    if one.changes and one.name:
        counts = _counts([one], check=check).items()
        there = ", ".join(f"{number} {state}" for state, number in counts if number)
        tell_line(f"{one.name}: {there}")
    for change in one.changes:
        if change.state in WORDS or (check and change.state in NOT_TRUE):
            word = WORDS.get(change.state, change.state)
            tell_line(f"  {folder / one.name / change.name}: {word}")


def _wrong(error: KgraphError | None, name: str) -> list[str]:
    """What is wrong with a brief, one line each."""
    if error is None:
        return []
    if isinstance(error, InputError):
        return [str(problem) for problem in error.problems]
    if isinstance(error, Unsatisfiable):
        said = "; ".join(_statements(error))
        story = error.conflict.story
        return [f"{name}: no architecture meets the brief: {said}: {story}"]
    return [f"{name}: {error}" if isinstance(error, SolverTimeout) else str(error)]


def _statements(error: Unsatisfiable) -> Iterator[str]:
    for statement in error.conflict.statements:
        yield f"{statement.where}: {statement.text}" if statement.where else statement.text


# --- what is told of all


def _counts(done: Iterable[Exported], *, check: bool) -> dict[str, int]:
    """How many files are in each state."""
    found = dict.fromkeys(CHECKED if check else WRITTEN, 0)
    for one in done:
        for state in found:
            found[state] += one.count(state)
    alike = sum(one.count(ALIKE) for one in done)
    return {**found, ALIKE: alike} if alike else found


def _summary(done: Sequence[Exported], *, check: bool) -> str:
    briefs = sum(bool(one.name and one.changes) for one in done)
    counts = _counts(done, check=check).items()
    told = ", ".join(f"{number} {state}" for state, number in counts)
    failed = sum(one.error is not None for one in done)
    more = f"; {failed} with errors" if failed else ""
    return f"{count(briefs, 'brief')}: {told}{more}"


def _json(done: Sequence[Exported]) -> dict[str, Any]:
    briefs: dict[str, Any] = {}
    index: dict[str, str] = {}
    errors: list[str] = []
    for one in done:
        if one.name:
            briefs[one.name] = _brief_json(one)
        else:
            index |= {change.name: change.state for change in one.changes}
            errors += _wrong(one.error, "")
    return {"briefs": briefs, "index": index, "errors": errors}


def _brief_json(one: Exported) -> dict[str, Any]:
    return {
        "files": {change.name: change.state for change in one.changes},
        "said": one.said,
        "errors": _wrong(one.error, one.name),
    }
