"""How outcomes are told, and the exit codes that say which kind they were.

Answers go to standard output; what is wrong goes to standard error, one line each: where: what:
what to do.
"""

from __future__ import annotations

import contextlib
import errno
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import typer

from kgraph.cli.options import PATIENCE, day
from kgraph.errors import InputError, KgraphError, SolverTimeout, Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.conflict import Conflict, Diagnosis, Fix
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
    except (KgraphError, RecursionError, MemoryError) as error:
        fail(str(error) or type(error).__name__)
    except OSError as error:
        if error.errno == errno.EPIPE:  # who reads has read enough: typer ends the command quietly
            raise
        what = error.strerror or error
        fail(f"standard output: cannot be written ({what}): make room, or write elsewhere")


def fail(*lines: str) -> NoReturn:
    """Say what is wrong, one line each, and end."""
    for line in lines:
        tell_aside(line)
    raise typer.Exit(WRONG)


def tell_aside(line: str) -> None:
    """Say something on standard error, on one line."""
    typer.echo(" ".join(line.split()), err=True)


def tell_json(data: object) -> None:
    """Tell plain data as JSON, the same each time."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False, sort_keys=True))


# --- conflicts


def _diagnosed(
    error: Unsatisfiable, brief: Path | str | None, as_of: str | None, timeout: float
) -> Diagnosis:
    """Every conflict and what would mend it, if there is time; else the one that was met."""
    from kgraph import api

    if brief is not None:
        with contextlib.suppress(SolverTimeout):
            return api.diagnose(brief, as_of=day(as_of), timeout=timeout)
    return Diagnosis((error.conflict,), complete=False)


def _tell_conflict(diagnosis: Diagnosis, brief: Path | str | None, *, as_json: bool) -> None:
    if as_json:
        tell_json(_diagnosis_json(diagnosis))
        return
    for line in _diagnosis_lines(diagnosis):
        typer.echo(line, err=True)
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


def _diagnosis_json(diagnosis: Diagnosis) -> dict[str, object]:
    return {
        "conflicts": list(map(_conflict_json, diagnosis.conflicts)),
        "fixes": list(map(_fix_json, diagnosis.fixes)),
    }


def _conflict_json(conflict: Conflict) -> dict[str, object]:
    statements = [
        {"text": statement.text, "where": statement.where or "default"}
        for statement in conflict.statements
    ]
    return {"statements": statements, "story": conflict.story}


def _fix_json(fix: Fix) -> dict[str, object]:
    return {
        "drop": [statement.text for statement in fix.drop],
        "change": list(fix.change),
        "then": {"placements": fix.placements, "preferences": dict(fix.preferences)},
    }


# --- findings


def tell(findings: Iterable[Finding]) -> None:
    """Tell findings, one line each."""
    for finding in findings:
        where = f"{finding.where}: " if finding.where else ""
        said = f"{finding.focus}: {finding.reason} ({finding.rule}): {finding.remedy}"
        typer.echo(f"{finding.severity}: {where}{said}")


def end_with(findings: Iterable[Finding]) -> None:
    """End with the exit code for "no" where a rule is violated."""
    if any(finding.severity == "violation" for finding in findings):
        raise typer.Exit(NO)


def tell_assumed(architecture: Architecture) -> None:
    """Tell what is assumed of an architecture made with another version of the ontology."""
    from kgraph import api

    for finding in api.assumed(architecture):
        said = f"{finding.focus}: {finding.reason}: {finding.remedy}"
        typer.echo(f"{finding.severity}: {said}", err=True)


def finding_json(finding: Finding) -> dict[str, str | None]:
    """A finding as JSON-ready data."""
    names = ("severity", "focus", "rule", "reason", "remedy", "where")
    return {name: getattr(finding, name) for name in names}
