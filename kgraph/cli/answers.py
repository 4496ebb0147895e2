"""How commands speak: the options they share, answers, errors as one line each, exit codes."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kgraph.errors import InputError, KgraphError, SolverTimeout, Unsatisfiable
from kgraph.export.config import SCALES
from kgraph.model.architecture import Architecture
from kgraph.model.conflict import Diagnosis
from kgraph.model.finding import Finding

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Assemble as of this day, such as 2021-01-28, instead of the brief's.",
    ),
]


Timeout = Annotated[
    float,
    typer.Option(
        help="Seconds after which the solver is ended; what it has found by then is told."
    ),
]


Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


View = Annotated[
    str,
    typer.Option(
        metavar="VIEW",
        help="What the picture shows: one of `kgraph views`, or a file with a query (.rq) or selection (.yaml).",
    ),
]


Theme = Annotated[
    str, typer.Option(help="light, dark, auto (an SVG that follows its reader) or print.")
]


Scale = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBER",
        help="How large, from 0.1 to 8: 1 is the picture's own size; a PNG is twice that by default.",
    ),
]


def view_of(word: str) -> str | Path:
    """A view by its name, or the file that holds one of the user's own."""
    suffix = Path(word).suffix.lower()
    is_file = suffix in (".rq", ".sparql", ".yaml", ".yml") or (suffix and os.path.isfile(word))  # noqa: PTH113 (a name too long for a file is none; Path.is_file raises)
    return Path(word) if is_file else word


@contextlib.contextmanager
def answers(
    as_json: bool, brief: Path | str | None = None, as_of: str | None = None, timeout: float = 20.0
) -> Iterator[None]:
    """Turn what goes wrong into one line each and the exit code that says which kind it was."""
    begun = time.monotonic()
    try:
        yield
    except Unsatisfiable as error:
        tell_conflict(error, as_json, brief, as_of, timeout - (time.monotonic() - begun))
        raise typer.Exit(1) from None
    except InputError as error:
        fail(*map(str, error.problems))
    except (KgraphError, RecursionError, MemoryError) as error:
        fail(str(error) or type(error).__name__)
    except OSError as error:
        if error.errno == errno.EPIPE:  # who reads has read enough: typer ends the command quietly
            raise
        fail(
            f"standard output: cannot be written ({error.strerror or error}): make room, or write elsewhere"
        )


def fail(*lines: str) -> NoReturn:
    """Say what is wrong, one line each, and end with exit code 2."""
    for line in lines:
        typer.echo(" ".join(line.split()), err=True)
    raise typer.Exit(2)


def tell_conflict(
    error: Unsatisfiable, as_json: bool, brief: Path | str | None, as_of: str | None, timeout: float
) -> None:
    """Every conflict and what would mend it, where the brief is known and there is time; else the one conflict that was met."""
    from kgraph import api

    diagnosis = None
    if brief is not None:
        with contextlib.suppress(SolverTimeout):
            diagnosis = api.diagnose(brief, as_of=day(as_of), timeout=timeout)
    diagnosis = diagnosis or Diagnosis((error.conflict,), complete=False)
    if as_json:
        tell_json(diagnosis)
        return
    typer.echo("No architecture meets the brief. These statements cannot hold together:", err=True)
    for number, conflict in enumerate(diagnosis.conflicts):
        if number:
            typer.echo("and, apart from that:", err=True)
        for statement in conflict.statements:
            typer.echo(f"  {statement.where or 'default'}: {statement.text}", err=True)
        typer.echo(f"  {conflict.story}", err=True)
    if diagnosis.fixes:
        typer.echo("What would mend it (each was tried):", err=True)
    for fix in diagnosis.fixes:
        costs = ", ".join(f"{id} {value}" for id, value in fix.preferences[:3])
        typer.echo(f"  {'; '.join(fix.change)} → {fix.placements} placements, {costs}", err=True)
    if brief is not None and not diagnosis.complete:
        typer.echo("There may be further conflicts.", err=True)


def tell(findings: tuple[Finding, ...] | list[Finding]) -> None:
    """Tell findings, one line each."""
    for f in findings:
        where = f"{f.where}: " if f.where else ""
        typer.echo(f"{f.severity}: {where}{f.focus}: {f.reason} ({f.rule}): {f.remedy}")


def tell_assumed(architecture: Architecture) -> None:
    """Tell on standard error what is assumed of an architecture that was made with another version of the ontology."""
    from kgraph import api

    for f in api.assumed(architecture):
        typer.echo(f"{f.severity}: {f.focus}: {f.reason}: {f.remedy}", err=True)


def tell_json(answer: object) -> None:
    """Tell an answer, or several, to programs."""
    from kgraph import api

    typer.echo(api.json_text(answer), nl=False)


def columns() -> int | None:
    """How many columns the terminal has; nothing where there is none: then no line is wrapped."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def day(text: str | None) -> date | None:
    """The day that an option names; InputError where it is not one."""
    if text is None:
        return None
    from kgraph import api

    return api.parse_day(text, where="--as-of")


def seconds(timeout: float) -> float:
    """A time limit that makes sense; InputError where it does not."""
    if not 0.05 <= timeout <= 3600:
        raise InputError.one(
            "--timeout",
            f"{timeout:g} is not between 0.05 and 3600 seconds",
            "allow it a few seconds",
        )
    return timeout


def factor(scale: str | None) -> float | None:
    """How large a picture is to be; InputError where that is no number, too small or too large."""
    if scale is None:
        return None
    least, most = SCALES
    with contextlib.suppress(ValueError):
        if least <= (number := float(scale)) <= most:
            return number
    raise InputError.one(
        "--scale", f"'{scale}' is not a number from {least:g} to {most:g}", "write for example 2"
    )


@contextlib.contextmanager
def progress(first: str) -> Iterator[Any]:
    """A line on standard error that says what is going on, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _text: None
        return
    from rich.console import Console

    with Console(stderr=True).status(first) as status:
        yield lambda text: status.update(text)
