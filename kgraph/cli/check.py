"""Commands that judge: check, compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import (
    answers,
    columns,
    end_with,
    tell,
    tell_aside,
    tell_assumed,
    tell_json,
    tell_line,
    tell_text,
    tell_wrapped,
)
from kgraph.cli.options import PATIENCE, Json, Timeout, day, of_solver
from kgraph.cli.outputs import PIPE, deliver, implied_format, is_piped, refuse_two
from kgraph.cli.progress import within
from kgraph.errors import InputError, Problem
from kgraph.model.finding import Finding
from kgraph.words import count

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture
    from kgraph.model.risks import Loss, Risks


@dataclass(slots=True)
class _Judged:
    """What was found out about several files: findings, and what they can lose, each in words."""

    findings: list[Finding] = field(default_factory=list)
    dangers: list[tuple[Risks | Loss, str]] = field(default_factory=list)


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Briefs, architectures (.json, .ttl), pictures "
            f"(.{api.STANDARD_FORMAT.id}), catalog entries, or folders of entries."
        ),
    ],
    *,
    risks: Annotated[
        bool,
        typer.Option(
            "--risks",
            help="Also tell single points of failure, circles at start-up and blind spots.",
        ),
    ] = False,
    lost: Annotated[
        str | None,
        typer.Option(
            "--lost",
            metavar="ID",
            help="Also tell what stops when this is lost: a placement, a component, a place, a "
            "region, a provider.",
            autocompletion=completion.components,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Judge as of this day: what was valid then may be retired now.",
        ),
    ] = None,
    report: Annotated[
        bool,
        typer.Option(
            "--report",
            help="Of a folder of entries, write a page of all that a machine can check in it.",
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Where the page of --report goes, else to standard output ({PIPE}).",
        ),
    ] = None,
    timeout: Timeout = PATIENCE,
    as_json: Json = False,
) -> None:
    """Say what is wrong with briefs, architectures, pictures or catalog entries.

    Exits with 1 where there are violations. A picture (an SVG that kgraph drew) is drawn anew from
    the file it was drawn from, if that is still beside it, else from the brief that it carries. A
    violation: it was edited by hand; or the architecture has changed, and a box, arrow or place is
    gone, missing or different. Only a warning, with exit code 0: the architecture is the same, but
    would look otherwise. What was drawn with --as-of is to be checked with it.

    With --risks or --lost it also says what an architecture loses with one of its parts; that alone
    is no violation.

    With --report it writes a page in Markdown instead: sources by grade and age, names, homes,
    licences and stages against the landscape, what fits nothing else; the counts first.
    """
    if report:
        _report(files, day(as_of), output or Path(PIPE), as_json=as_json)
        return
    with answers(as_json):
        if output is not None:
            what = "is for the page of --report, and none is asked for"
            raise InputError.one("--output", what, "add --report, or leave it out")
        with within(timeout, "check", "Checking") as say:
            given = of_solver(timeout)
            judged = _judge(files, day(as_of), given, risks=risks, lost=lost, starts=say)
        if not as_json:
            _tell_judged(judged, len(files))
        elif risks or lost is not None:
            dangers = [danger for danger, _ in judged.dangers]
            tell_json({"findings": judged.findings, "risks": dangers})
        else:
            tell_json(judged.findings)
        end_with(judged.findings)


def _report(files: list[Path], day: date | None, output: Path, *, as_json: bool) -> None:
    """Tell what an audit of a folder finds."""
    with answers(as_json):
        if len(files) > 1:
            raise InputError.one("--report", "is of one folder", "name the folder alone")
        found = api.audit(files[0], day=day)
        if as_json:
            tell_json(found)
        elif deliver(api.audit_text(found), output):
            tell_line(str(output))


def _judge(
    files: Iterable[Path],
    day: date | None,
    timeout: float,
    *,
    risks: bool,
    lost: str | None,
    starts: Callable[[str], None],
) -> _Judged:
    """Everything that is to be said of files; InputError with what is wrong with any of them."""
    judged = _Judged()
    problems: list[Problem] = []
    for path in files:
        starts(f"Checking {path.name}")
        try:
            judged.findings += api.check_file(path, as_of=day, timeout=timeout)
            if risks or lost is not None:
                judged.dangers += _dangers(api.architecture_of(path), risks=risks, lost=lost)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return judged


def _dangers(
    architecture: Architecture, *, risks: bool, lost: str | None
) -> Iterator[tuple[Risks | Loss, str]]:
    """What an architecture can lose, as it was asked for."""
    if risks:
        found = api.risks(architecture)
        yield found, api.risks_text(found, width=columns())
    if lost is not None:
        loss = api.blast_radius(architecture, lost)
        yield loss, api.loss_text(loss, architecture, width=columns())


def _tell_judged(judged: _Judged, files: int) -> None:
    tell(judged.findings)
    if not judged.findings:
        them = "it" if files == 1 else "them"
        tell_wrapped(f"{count(files, 'file')} checked: nothing to say against {them}")
    for _, text in judged.dangers:
        tell_text(f"\n{text}")


# --- compare


def compare(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="A brief (.yaml) or an architecture (.json, .ttl).")
    ],
    after: Annotated[
        Path | None,
        typer.Argument(
            metavar="[B]", help="The other one; not with --between.", show_default=False
        ),
    ] = None,
    *,
    as_of_a: Annotated[
        str | None,
        typer.Option(
            "--as-of-a", metavar="DATE", help="Assemble A as of this day instead of its own."
        ),
    ] = None,
    as_of_b: Annotated[
        str | None,
        typer.Option(
            "--as-of-b", metavar="DATE", help="Assemble B as of this day instead of its own."
        ),
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="DATE DATE", help="Compare one brief as of two days."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Draw both as one picture; its suffix names the format.",
        ),
    ] = None,
    causes: Annotated[
        bool, typer.Option(help="Find out which statement made which difference.")
    ] = True,
    timeout: Timeout = PATIENCE,
    as_json: Json = False,
) -> None:
    """What differs between two briefs or architectures, and which answer made the difference.

    It also says what was retired since.
    """
    with answers(as_json):
        days = _days((as_of_a, as_of_b), between, has_other=after is not None)
        refuse_two(output, as_json=as_json)
        format = None if output is None else implied_format(output, instead="difference")
    sides = [
        _side(path, when, timeout, as_json=as_json)
        for path, when in zip((before, after or before), days, strict=True)
    ]
    with answers(as_json):
        with within(timeout, "compare", "Comparing"):
            comparison = api.compare(sides[0], sides[1], causes=causes)
            picture = b""
            if output is not None and format is not None:
                name = format if is_piped(output) else output.name
                picture = api.draw_comparison(
                    sides[0], sides[1], format=format, say=partial(_tell_letters, name)
                )
        if output is not None:
            deliver(picture, output)
    if as_json:
        tell_json(comparison)
        return
    piped = is_piped(output)  # then the picture has standard output for itself
    tell_text(api.comparison_text(comparison, width=columns()), aside=piped)
    if output is not None and not piped:
        typer.echo()
        tell_line(str(output))


def _tell_letters(name: str, words: str) -> None:
    tell_aside(f"{name}: {words}")


def _days(
    each: tuple[str | None, str | None], between: tuple[str, str] | None, *, has_other: bool
) -> tuple[date | None, date | None]:
    """The day of each side; InputError where it is not clear what is to be compared."""
    if has_other == (between is not None):
        what = "takes two files, or one with --between"
        raise InputError.one("compare", what, "name B, or two days")
    if between is None:
        return day(each[0], where="--as-of-a"), day(each[1], where="--as-of-b")
    if any(each):
        what = "names both days already"
        raise InputError.one("--between", what, "leave out --as-of-a and --as-of-b")
    first, second = between
    return day(first, where="--between"), day(second, where="--between")


def _side(path: Path, when: date | None, timeout: float, *, as_json: bool) -> Architecture:
    """One of the two, as of its day."""
    with answers(as_json, path, when.isoformat() if when else None, timeout):
        with within(timeout, "compare", f"Assembling {path.name}"):
            found = api.architecture_of(path, as_of=when, timeout=of_solver(timeout))
        tell_assumed(found)
    return found
