"""Commands that judge: check, compare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.answers import Json, answers, columns, day, progress, tell, tell_assumed, tell_json
from kgraph.errors import InputError, Problem
from kgraph.model.finding import Finding
from kgraph.words import count


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Briefs, architectures (.json, .ttl), pictures (.svg), catalog entries, or folders of entries."
        ),
    ],
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
            help="Also tell what stops when this placement, component, site or cluster is lost.",
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
    as_json: Json = False,
) -> None:
    """Say what is wrong with briefs, architectures, pictures or catalog entries. Exits with 1 where there are violations.

    A picture (an SVG that kgraph drew) is drawn anew from the file it was drawn from, if that is still beside it, else from
    the brief that it carries. A violation: it was edited by hand; or the architecture has changed, and a box, arrow or place
    is gone, missing or different. Only a warning, with exit code 0: the architecture is the same, but would look otherwise.
    What was drawn with --as-of is to be checked with it.

    With --risks or --lost it also says what an architecture loses with one of its parts; that alone is no violation.
    """
    from kgraph import api

    asked = risks or lost is not None
    with answers(as_json):
        problems: list[Problem] = []
        findings: list[Finding] = []
        dangers: list[tuple[object, str]] = []
        for path in files:
            try:
                findings += api.check_file(path, as_of=day(as_of))
                if asked:
                    dangers += _dangers(path, risks, lost)
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problems)
        if as_json:
            told = [danger for danger, _ in dangers]
            tell_json({"findings": findings, "risks": told} if asked else findings)
        else:
            tell(findings)
            if not findings:
                them = "it" if len(files) == 1 else "them"
                checked = count(len(files), "file")
                typer.echo(f"{checked} checked: nothing to say against {them}")
            for _, text in dangers:
                typer.echo(f"\n{text}", nl=False)
        if any(finding.severity == "violation" for finding in findings):
            raise typer.Exit(1)


def _dangers(path: Path, risks: bool, lost: str | None) -> Iterator[tuple[object, str]]:
    """What is asked of an architecture beside its findings: as a value, and in words."""
    from kgraph import api

    architecture = api.architecture_of(path)
    if risks:
        found = api.risks(architecture)
        yield found, api.risks_text(found, width=columns())
    if lost is not None:
        loss = api.blast_radius(architecture, lost)
        yield loss, api.loss_text(loss, architecture, width=columns())


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
    as_json: Json = False,
) -> None:
    """What differs between two briefs or architectures, which answer made the difference, and what was retired since."""
    from kgraph import api

    with answers(as_json):
        if (after is None) == (between is None):
            raise InputError.one(
                "compare", "takes two files, or one with --between", "name B, or two days"
            )
        if between is not None and (as_of_a or as_of_b):
            raise InputError.one(
                "--between", "names both days already", "leave out --as-of-a and --as-of-b"
            )
        if output is not None and not output.suffix:
            raise InputError.one(
                str(output), "has no suffix that names a format", "write for example difference.svg"
            )
        words = between or (as_of_a, as_of_b)
        options = ("--between", "--between") if between else ("--as-of-a", "--as-of-b")
        days = [
            api.parse_day(w, where=o) if w is not None else None
            for w, o in zip(words, options, strict=True)
        ]
    sides = []
    for path, when in zip((before, after or before), days, strict=True):
        with answers(as_json, path, when.isoformat() if when else None):
            sides.append(api.architecture_of(path, as_of=when))
            tell_assumed(sides[-1])
    with answers(as_json), progress("Comparing"):
        comparison = api.compare(sides[0], sides[1], causes=causes)
        if output is not None:
            picture = api.draw_comparison(
                sides[0], sides[1], format=output.suffix.lower().lstrip(".")
            )
            api.write(output.parent, {output.name: picture})
    if as_json:
        tell_json(comparison)
    else:
        typer.echo(api.comparison_text(comparison, width=columns()), nl=False)
        if output is not None:
            typer.echo(f"\n{output}")
