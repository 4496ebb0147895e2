"""How outcomes are told, and the exit codes that say which kind they were.

Answers go to standard output; what is wrong goes to standard error, one line each: where: what:
what to do.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, NoReturn

import typer

from kgraph import api
from kgraph.cli.options import PATIENCE, day
from kgraph.errors import InputError, KgraphError, SolverTimeout, Unsatisfiable
from kgraph.model.conflict import Diagnosis
from kgraph.words import visible

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

NO, WRONG = 1, 2
"""Exit codes: the answer is no (a conflict, findings); the input is wrong."""


@contextlib.contextmanager
def answers(
    as_json: bool,
    brief: Path | str | None = None,
    as_of: str | None = None,
    timeout: float = PATIENCE,
) -> Iterator[None]:
    """Turn what goes wrong into one line each and the exit code that says which kind it was.

    Where the brief is known, a conflict is told with all others and what would mend them.
    """
    begun = time.monotonic()
    try:
        yield
    except Unsatisfiable as error:
        left = timeout - (time.monotonic() - begun)
        _tell_conflict(_diagnosed(error, brief, as_of, left), brief, as_json=as_json)
        raise typer.Exit(NO) from None
    except InputError as error:
        fail(*map(str, error.problems))
    except MemoryError:
        most = f"{api.MEMORY >> 20:,} MB"
        fail(f"memory: there is not enough (a command may take {most}): make the brief smaller")
    except (KgraphError, RecursionError) as error:
        fail(str(error) or type(error).__name__)
    except OSError as error:
        if error.errno == errno.EPIPE:  # who reads has read enough: typer ends the command quietly
            raise
        fail(_refused(error))


def _refused(error: OSError) -> str:
    """What the system refused: a path, if it names one, or else standard output, if it is that."""
    what = error.strerror or error
    path = error.filename
    if isinstance(path, str | bytes):
        return f"{os.fsdecode(path)}: cannot be used ({what}): see that it can be read and written"
    telling = (frame.f_code is typer.echo.__code__ for frame, _ in walk_tb(error.__traceback__))
    if any(telling):
        return _unwritten(error)
    return f"kgraph: the system refuses what this needs ({what}): end other programs, or try later"


def _unwritten(error: OSError) -> str:
    what = error.strerror or error
    return f"standard output: cannot be written ({what}): make room, or write elsewhere"


def fail_to_tell(error: OSError) -> NoReturn:
    """Say that standard output cannot be written, or a file that the system names, and end;
    quietly where nobody can be told.
    """
    with contextlib.suppress(OSError):
        tell_aside(_unwritten(error) if error.filename is None else _refused(error))
    raise SystemExit(WRONG)


def fail(*lines: str) -> NoReturn:
    """Say what is wrong, one line each, and end."""
    for line in lines:
        tell_aside(line)
    raise typer.Exit(WRONG)


def tell_aside(line: str) -> None:
    """Say something on standard error, on one line."""
    typer.echo(visible(" ".join(line.split())), err=True)


def tell_line(line: str) -> None:
    """Say something on one line, whatever words of a file are in it."""
    typer.echo(visible(line))


def tell_wrapped(line: str, *, head: str = "") -> None:
    """Say something on one line; on a terminal on as many as it takes, begun with a bold head."""
    text = api.line_text(f"{head}{line}", width=columns())
    bold = visible(head)
    if head and text.startswith(bold):
        text = typer.style(bold, bold=True) + text.removeprefix(bold)
    tell_text(text)


def tell_rows(rows: Iterable[tuple[str, str]], column: int) -> None:
    """Say something of each of several names, from that column on."""
    tell_text(api.rows_text(rows, column, width=columns()))


def tell_json(answer: object) -> None:
    """Tell an answer, or several, to programs."""
    typer.echo(api.json_text(answer), nl=False)


def tell_text(text: str, *, aside: bool = False) -> None:
    """Tell lines that are made already; aside where standard output holds something else."""
    typer.echo(text, nl=False, err=aside)


def columns() -> int | None:
    """How many columns the terminal has; nothing where there is none: then no line is wrapped."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


# --- conflicts


def _diagnosed(
    error: Unsatisfiable, brief: Path | str | None, as_of: str | None, timeout: float
) -> Diagnosis:
    """Every conflict and what would mend it, if there is time; else the one that was met."""
    if brief is not None:
        with contextlib.suppress(SolverTimeout):
            return api.diagnose(brief, as_of=day(as_of), timeout=timeout)
    return Diagnosis((error.conflict,), complete=False)


def _tell_conflict(diagnosis: Diagnosis, brief: Path | str | None, *, as_json: bool) -> None:
    if as_json:
        tell_json(diagnosis)
        return
    for line in _diagnosis_lines(diagnosis):
        typer.echo(visible(line), err=True)
    if brief is not None and not diagnosis.complete:
        typer.echo("There may be further conflicts.", err=True)


def _diagnosis_lines(diagnosis: Diagnosis) -> Iterator[str]:
    yield "No architecture meets the brief. These statements cannot hold together:"
    for number, conflict in enumerate(diagnosis.conflicts):
        if number:
            yield "and, apart from that:"
        for statement in conflict.statements:
            yield f"  {statement.where or 'default'}: {statement.text}"
        yield f"  {conflict.story}"
    if diagnosis.fixes:
        yield "What would mend it (each was tried):"
    for fix in diagnosis.fixes:
        costs = ", ".join(f"{id} {value}" for id, value in fix.preferences[:3])
        yield f"  {'; '.join(fix.change)} → {fix.placements} placements, {costs}"


# --- findings


def tell(findings: Iterable[Finding]) -> None:
    """Tell findings, one line each."""
    for finding in findings:
        where = f"{finding.where}: " if finding.where else ""
        said = f"{finding.focus}: {finding.reason} ({finding.rule}): {finding.remedy}"
        tell_line(f"{finding.severity}: {where}{said}")


def end_with(findings: Iterable[Finding]) -> None:
    """End with the exit code for "no" where a rule is violated."""
    if any(finding.severity == "violation" for finding in findings):
        raise typer.Exit(NO)


def tell_assumed(architecture: Architecture) -> None:
    """Tell what is assumed of an architecture made with another version of the ontology."""
    for finding in api.assumed(architecture):
        said = f"{finding.focus}: {finding.reason}: {finding.remedy}"
        tell_aside(f"{finding.severity}: {said}")
