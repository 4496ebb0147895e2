"""The command line: words in, the use cases of `kgraph.api`, words out.

Exit codes: 0 done; 1 the answer is no (a conflict, findings); 2 the input is wrong. Errors go to standard error, one line
each: where: what: what to do.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kgraph.errors import InputError, KgraphError, Problem, Unsatisfiable, nearest
from kgraph.model.finding import Finding

app = typer.Typer(
    name="kgraph",
    help="Assemble, explain and draw cloud-native architectures from a one-page brief.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
catalog_app = typer.Typer(help="The components one can choose.", no_args_is_help=True)
app.add_typer(catalog_app, name="catalog")


class QueryFormat(StrEnum):
    """How answers to queries are written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    turtle = "turtle"


AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Assemble as of this day, such as 2021-01-28, instead of the brief's."
    ),
]
Timeout = Annotated[float, typer.Option(help="Seconds after which the solver is ended; what it has found by then is told.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


# --- making


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")] = Path(
        "demo"
    ),
) -> None:
    """Assemble and draw the article's own architecture, brought up to today: the first minute."""
    from kgraph import api

    text = api.demo_brief()
    _assemble_into(output, text, None, "overview", ["svg", "png"], False, {"brief.yaml": text}, 20.0)


@app.command()
def assemble(
    brief: Annotated[
        Path, typer.Argument(help="The brief, a YAML file; see `kgraph questions` for what it can answer.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The folder to write to; without it, only the summary is printed."
        ),
    ] = None,
    as_of: AsOf = None,
    view: Annotated[str, typer.Option(help="What the picture shows.")] = "overview",
    format: Annotated[
        list[str] | None, typer.Option("--format", help="Formats of the picture; may be given several times.")
    ] = None,
    count: Annotated[
        int | None, typer.Option("--alternatives", metavar="N", help="Tell the best and others that really differ.")
    ] = None,
    pareto: Annotated[bool, typer.Option("--pareto", help="Tell those that trade one preference for another.")] = False,
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
        _assemble_into(output, brief, as_of, view, format or ["svg", "png"], as_json, {}, timeout)


def _alternatives(
    brief: Path, output: Path | None, count: int, pareto: bool, as_of: str | None, timeout: float, as_json: bool
) -> None:
    from kgraph import api

    with _answers(as_json, brief, as_of):
        found = api.alternatives(brief, count=count, pareto=pareto, as_of=_day(as_of), timeout=_seconds(timeout))
        if output is not None:
            for number, one in enumerate(found, 1):
                api.write(output / str(number), api.results(one.architecture))
        if as_json:
            rows = [
                {
                    "difference": one.difference,
                    "comes": list(one.comes),
                    "goes": list(one.goes),
                    "architecture": json.loads(api.to_json(one.architecture)),
                }
                for one in found
            ]
            typer.echo(json.dumps({"alternatives": rows}, indent=2, ensure_ascii=False, sort_keys=True))
            return
        for number, one in enumerate(found, 1):
            costs = ", ".join(f"{id} {value}" for id, value in one.architecture.preferences)
            typer.echo(f"{number}. {one.difference}")
            typer.echo(f"   {len(one.architecture.placements)} placements; {costs}")
        if len(found) < count:
            typer.echo(f"{len(found)} of {count}: there are no more, or there was no time for them", err=True)


@app.command()
def why(
    brief: Annotated[Path, typer.Argument(help="The brief.")],
    component: Annotated[str, typer.Argument(help="The component's id; see `kgraph catalog list`.")],
    as_of: AsOf = None,
    timeout: Timeout = 20.0,
    as_json: Json = False,
) -> None:
    """Say why a component is in a brief's architecture and what would be without it; or what it would cost or clash with."""
    from kgraph import api

    with _answers(as_json, brief, as_of):
        answer = api.why(brief, component, as_of=_day(as_of), timeout=_seconds(timeout))
        if as_json:
            typer.echo(json.dumps(api.why_json(answer), indent=2, ensure_ascii=False, sort_keys=True))
            return
        name = api.component(component).name
        typer.echo(f"{name} is {'in' if answer.present else 'not in'} the architecture.")
        for line in answer.chain:
            typer.echo(f"  {line}")
        typer.echo(f"Without {name}:" if answer.present else f"With {name}:")
        for line in _told_choice(answer.otherwise):
            typer.echo(f"  {line}")


def _told_choice(choice: Any) -> Iterator[str]:
    if choice.conflict is not None:
        yield "that cannot be, because of:"
        for statement in choice.conflict.statements:
            yield f"  {statement.where + ': ' if statement.where else ''}{statement.text}"
        yield choice.conflict.story
        return
    worse = [f"{id} {before} → {after}" for id, before, after in choice.costs if before != after]
    yield f"possible: {'; '.join(worse) if worse else 'it costs nothing'}"
    if choice.comes:
        yield f"comes: {', '.join(choice.comes)}"
    if choice.goes:
        yield f"goes: {', '.join(choice.goes)}"


@app.command()
def complete(
    architecture: Annotated[Path, typer.Argument(help="What is there: an architecture (.json, .ttl).")],
    brief: Annotated[Path, typer.Argument(help="What it is to answer.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")] = None,
    as_of: AsOf = None,
    timeout: Timeout = 20.0,
    as_json: Json = False,
) -> None:
    """Keep everything that is there, and add the least that makes it answer a brief."""
    from kgraph import api

    with _answers(as_json):
        existing = api.read_architecture(architecture)
        done = api.complete(existing, brief, as_of=_day(as_of), timeout=_seconds(timeout))
        if output is not None:
            api.write(output, api.results(done))
        if as_json:
            typer.echo(api.to_json(done), nl=False)
            return
        there = {p.id for p in existing.placements}
        new = [p for p in done.placements if p.id not in there]
        typer.echo(f"{len(existing.placements)} placements kept, {len(new)} added")
        for placement in new:
            reason = placement.reasons[0].text if placement.reasons else ""
            typer.echo(f"  + {placement.id}: {reason}")


def _seconds(timeout: float) -> float:
    if not 0.05 <= timeout <= 3600:
        raise InputError.one("--timeout", f"{timeout:g} is not between 0.05 and 3600 seconds", "allow it a few seconds")
    return timeout


def _assemble_into(
    output: Path | None,
    brief: Path | str,
    as_of: str | None,
    view: str,
    formats: list[str],
    as_json: bool,
    extra: dict[str, str | bytes],
    timeout: float,
) -> None:
    from kgraph import api

    with _answers(as_json, brief, as_of):
        with _progress("Reading the catalog") as say:
            api.prepare()
            api.knowledge()
            say("Assembling")
            architecture = api.assemble(brief, as_of=_day(as_of), timeout=_seconds(timeout))
            say("Checking and drawing")
            findings = api.check(architecture)
            files: dict[str, str | bytes] = {}
            if output is not None:
                files = {**extra, **api.results(architecture, view=view, formats=formats, findings=findings)}
                api.write(output, files)
        if as_json:
            typer.echo(api.to_json(architecture), nl=False)
        else:
            products = len({p.component for p in architecture.placements})
            typer.echo(
                f"{architecture.name}: {len(architecture.placements)} placements of {products} components, {len(architecture.flows)} flows"
            )
            for name in files:
                typer.echo(f"  {output}/{name}")
            if not architecture.proven:
                typer.echo("not proven to be the best: the time was up", err=True)
            _tell(findings)
        if any(finding.severity == "violation" for finding in findings):
            raise typer.Exit(1)


@app.command()
def draw(
    source: Annotated[Path, typer.Argument(help="A brief (.yaml) or an architecture (.json, .ttl).")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The picture; its suffix names the format: .svg or .png."),
    ],
    view: Annotated[str, typer.Option(help="What the picture shows.")] = "overview",
    scale: Annotated[
        float | None,
        typer.Option(min=0.1, max=8, help="How large: 1 is the picture's own size; a PNG is twice that by default."),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Draw one view of a brief's architecture, or of an architecture, into a file."""
    from kgraph import api

    with _answers(False):
        suffix = output.suffix.lower().lstrip(".")
        if not suffix:
            raise InputError.one(str(output), "has no suffix that names a format", "write for example overview.svg")
        architecture = (
            api.assemble(source, as_of=_day(as_of))
            if source.suffix.lower() in (".yaml", ".yml")
            else api.read_architecture(source)
        )
        api.write(output.parent, {output.name: api.draw(architecture, view=view, format=suffix, scale=scale)})
        typer.echo(str(output))


@app.command()
def check(
    files: Annotated[
        list[Path], typer.Argument(help="Briefs, architectures (.json, .ttl), catalog entries, or folders of entries.")
    ],
    risks: Annotated[
        bool, typer.Option("--risks", help="Also tell single points of failure, circles at start-up and blind spots.")
    ] = False,
    lost: Annotated[
        str | None,
        typer.Option(
            "--lost", metavar="ID", help="Also tell what stops when this placement, component, site or cluster is lost."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what is wrong with briefs, architectures or catalog entries. Exits with 1 where there are violations.

    With --risks or --lost it also says what an architecture loses with one of its parts; that alone is no violation.
    """
    from kgraph import api

    with _answers(as_json):
        problems: list[Problem] = []
        findings: list[Finding] = []
        dangers: list[tuple[Any, Any]] = []
        for path in files:
            try:
                findings += api.check_file(path)
                if risks or lost is not None:
                    architecture = api.architecture_of(path)
                    dangers += [(architecture, api.risks(architecture))] if risks else []
                    dangers += [(architecture, api.blast_radius(architecture, lost))] if lost is not None else []
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problems)
        if as_json:
            told: Any = [_finding_json(finding) for finding in findings]
            if risks or lost is not None:
                told = {"findings": told, "risks": [api.risks_json(danger) for _, danger in dangers]}
            typer.echo(json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True))
        else:
            _tell(findings)
            if not findings:
                typer.echo(
                    f"{len(files)} {'file' if len(files) == 1 else 'files'} checked: nothing to say against {'it' if len(files) == 1 else 'them'}"
                )
            for architecture, danger in dangers:
                typer.echo(f"\n{api.risks_text(danger, architecture)}", nl=False)
        if any(finding.severity == "violation" for finding in findings):
            raise typer.Exit(1)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="A brief (.yaml) or an architecture (.json, .ttl).")],
    after: Annotated[
        Path | None, typer.Argument(metavar="[B]", help="The other one; not with --between.", show_default=False)
    ] = None,
    as_of_a: Annotated[
        str | None, typer.Option("--as-of-a", metavar="DATE", help="Assemble A as of this day instead of its own.")
    ] = None,
    as_of_b: Annotated[
        str | None, typer.Option("--as-of-b", metavar="DATE", help="Assemble B as of this day instead of its own.")
    ] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="DATE DATE", help="Compare one brief as of two days.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Draw both as one picture; its suffix names the format."),
    ] = None,
    causes: Annotated[bool, typer.Option(help="Find out which statement made which difference.")] = True,
    as_json: Json = False,
) -> None:
    """What differs between two briefs or architectures, which answer made the difference, and what was retired since."""
    from kgraph import api

    with _answers(as_json):
        if (after is None) == (between is None):
            raise InputError.one("compare", "takes two files, or one with --between", "name B, or two days")
        if between is not None and (as_of_a or as_of_b):
            raise InputError.one("--between", "names both days already", "leave out --as-of-a and --as-of-b")
        if output is not None and not output.suffix:
            raise InputError.one(str(output), "has no suffix that names a format", "write for example difference.svg")
        words = between or (as_of_a, as_of_b)
        options = ("--between", "--between") if between else ("--as-of-a", "--as-of-b")
        days = [api.parse_day(w, where=o) if w is not None else None for w, o in zip(words, options, strict=True)]
    sides = []
    for path, day in zip((before, after or before), days, strict=True):
        with _answers(as_json, path, day.isoformat() if day else None):
            sides.append(api.architecture_of(path, as_of=day))
    with _answers(as_json), _progress("Comparing"):
        comparison = api.compare(sides[0], sides[1], causes=causes)
        if output is not None:
            picture = api.draw_comparison(sides[0], sides[1], format=output.suffix.lower().lstrip("."))
            api.write(output.parent, {output.name: picture})
    if as_json:
        typer.echo(json.dumps(api.comparison_json(comparison), indent=2, ensure_ascii=False, sort_keys=True))
    else:
        typer.echo(api.comparison_text(comparison), nl=False)
        if output is not None:
            typer.echo(f"\n{output}")


# --- asking


@app.command()
def questions(
    decision: Annotated[str | None, typer.Argument(help="Only this decision.")] = None,
    as_json: Json = False,
) -> None:
    """The decisions an architect takes, their options and defaults, and what each option brings."""
    from kgraph import api

    with _answers(as_json):
        chosen = [d for d in api.questions() if decision in (None, d.id)]
        if not chosen:
            raise InputError.one(
                "questions", f"unknown decision '{decision}'", nearest(str(decision), [d.id for d in api.questions()])
            )
        if as_json:
            typer.echo(json.dumps([_decision_json(d) for d in chosen], indent=2, ensure_ascii=False, sort_keys=True))
            return
        for d in chosen:
            asked = " (asked of each workload)" if d.asked_of == "workload" else ""
            several = ", several may be given" if d.multiple else ""
            typer.echo(f"{typer.style(d.id, bold=True)}: {d.question}{asked}{several}")
            for option in d.options:
                mark = "*" if option.id in d.defaults else " "
                brings = "; ".join(_brings(option))
                typer.echo(f"  {mark} {option.id}: {option.definition}{f' [{brings}]' if brings else ''}")
        typer.echo("\n* is the answer taken when a brief gives none.")


def _brings(option: Any) -> Iterator[str]:
    for word, demands in (("asks for", option.demands), ("prefers", option.prefers)):
        if demands:
            yield f"{word} {', '.join(d.capability or d.component for d in demands)}"
    if option.forbids:
        yield f"rules out {', '.join(option.forbids)}"
    if option.min_sites > 1:
        yield f"at least {option.min_sites} sites"
    if option.min_clouds > 1:
        yield f"at least {option.min_clouds} clouds"


@app.command()
def query(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help="A SPARQL query, the name of a file that holds one, an example's id, or - for standard input.",
        ),
    ] = None,
    format: Annotated[
        QueryFormat | None,
        typer.Option("--format", "-f", help="How the answer is written; a table by default, Turtle for graphs."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the answer to a file; its suffix names the format."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, max=600, help="Seconds after which the query is ended.")] = 10.0,
    as_json: Json = False,
    show_examples: Annotated[bool, typer.Option("--examples", help="List the example queries.")] = False,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE. Prefixes are declared already."""
    from kgraph import api

    with _answers(as_json):
        if show_examples:
            for example in api.examples():
                typer.echo(f"{typer.style(example.id, bold=True)}: {example.comment}")
            return
        if text is None:
            raise InputError.one("query", "there is no query", "give one, or see 'kgraph query --examples'")
        answer = api.query(_query_text(text), timeout=timeout)
        kind = "json" if as_json else format.value if format else output.suffix.lstrip(".") if output else None
        written = api.write_result(answer, {"ttl": "turtle", "txt": "table"}.get(kind or "", kind))
        if output is not None:
            api.write(output.parent, {output.name: written})
        else:
            typer.echo(written, nl=not written.endswith("\n"))
        if answer.truncated:
            typer.echo("there was more than the limit allows: add LIMIT, or ask for less", err=True)
        if answer.hint:
            typer.echo(answer.hint, err=True)


def _query_text(text: str) -> str:
    from kgraph import api

    if text == "-":
        return sys.stdin.read()
    found = next((example.text for example in api.examples() if example.id == text), None)
    if found is not None:
        return found
    if "{" not in text:
        return api.read_text(Path(text))
    return text


@catalog_app.command("list")
def catalog_list(
    text: Annotated[str | None, typer.Argument(help="Only components with this in their name or definition.")] = None,
    capability: Annotated[str | None, typer.Option(help="Only those that provide this.")] = None,
    cloud: Annotated[str | None, typer.Option(help="Only those that run on this cloud.")] = None,
    license: Annotated[str | None, typer.Option(help="Only those under this license (SPDX).")] = None,
    maturity: Annotated[str | None, typer.Option(help="Only those that have reached this level.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Only those that could be chosen on this day.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List components, with filters."""
    from kgraph import api

    with _answers(as_json):
        found = api.components(
            capability=capability, cloud=cloud, license=license, maturity=maturity, day=_day(as_of), text=text
        )
        if as_json:
            typer.echo(json.dumps([api.component_json(c) for c in found], indent=2, ensure_ascii=False, sort_keys=True))
            return
        for c in found:
            gone = f" (retired {c.retired.day.isoformat()})" if c.retired else ""
            typer.echo(f"{c.id:<40} {c.name}{gone}: {', '.join(c.provides)}")
        typer.echo(f"{len(found)} components", err=True)


@catalog_app.command("show")
def catalog_show(id: Annotated[str, typer.Argument(help="The component's id.")], as_json: Json = False) -> None:
    """Show all that is known of one component, with sources."""
    from kgraph import api

    with _answers(as_json):
        component = api.component(id)
        if as_json:
            typer.echo(json.dumps(api.component_json(component), indent=2, ensure_ascii=False, sort_keys=True))
        else:
            typer.echo(api.component_text(component), nl=False)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the browser pages: answer the questions, browse the catalog, ask SPARQL. Ends with Ctrl+C."""
    os.execv(sys.executable, [sys.executable, "-m", "kgraph.web.serve", str(port), host])  # noqa: S606


# --- how commands speak


@contextlib.contextmanager
def _answers(as_json: bool, brief: Path | str | None = None, as_of: str | None = None) -> Iterator[None]:
    """Turn what goes wrong into one line each and the exit code that says which kind it was."""
    try:
        yield
    except Unsatisfiable as error:
        _tell_conflict(error, as_json, brief, as_of)
        raise typer.Exit(1) from None
    except InputError as error:
        _fail(*map(str, error.problems))
    except (KgraphError, RecursionError, MemoryError) as error:
        _fail(str(error) or type(error).__name__)
    except OSError as error:
        if error.errno == errno.EPIPE:  # who reads has read enough: typer ends the command quietly
            raise
        _fail(f"standard output: cannot be written ({error.strerror or error}): make room, or write elsewhere")


def _fail(*lines: str) -> NoReturn:
    for line in lines:
        typer.echo(" ".join(line.split()), err=True)
    raise typer.Exit(2)


def _tell_conflict(error: Unsatisfiable, as_json: bool, brief: Path | str | None, as_of: str | None) -> None:
    """Every conflict and what would mend it, where the brief is known; else the one conflict that was met."""
    from kgraph import api

    diagnosis = api.diagnose(brief, as_of=_day(as_of)) if brief is not None else None
    conflicts = diagnosis.conflicts if diagnosis else (error.conflict,)
    fixes = diagnosis.fixes if diagnosis else ()
    if as_json:
        told = [
            {"statements": [{"text": s.text, "where": s.where or "default"} for s in c.statements], "story": c.story}
            for c in conflicts
        ]
        ways = [
            {
                "drop": [s.text for s in f.drop],
                "change": list(f.change),
                "then": {"placements": f.placements, "preferences": dict(f.preferences)},
            }
            for f in fixes
        ]
        typer.echo(json.dumps({"conflicts": told, "fixes": ways}, indent=2, ensure_ascii=False, sort_keys=True))
        return
    typer.echo("No architecture meets the brief. These statements cannot hold together:", err=True)
    for number, conflict in enumerate(conflicts):
        if number:
            typer.echo("and, apart from that:", err=True)
        for statement in conflict.statements:
            typer.echo(f"  {statement.where or 'default'}: {statement.text}", err=True)
        typer.echo(f"  {conflict.story}", err=True)
    if fixes:
        typer.echo("What would mend it (each was tried):", err=True)
    for fix in fixes:
        costs = ", ".join(f"{id} {value}" for id, value in fix.preferences[:3])
        typer.echo(f"  {'; '.join(fix.change)} → {fix.placements} placements, {costs}", err=True)


def _tell(findings: tuple[Finding, ...] | list[Finding]) -> None:
    for f in findings:
        where = f"{f.where}: " if f.where else ""
        typer.echo(f"{f.severity}: {where}{f.focus}: {f.reason} ({f.rule}): {f.remedy}")


def _finding_json(finding: Finding) -> dict[str, str | None]:
    return {name: getattr(finding, name) for name in ("severity", "focus", "rule", "reason", "remedy", "where")}


def _decision_json(d: Any) -> dict[str, Any]:
    return {
        "id": d.id,
        "label": d.label,
        "question": d.question,
        "asked_of": d.asked_of,
        "multiple": d.multiple,
        "defaults": list(d.defaults),
        "section": d.section,
        "source": d.source,
        "options": [
            {
                "id": o.id,
                "label": o.label,
                "definition": o.definition,
                "demands": [x.capability or x.component for x in o.demands],
                "prefers": [x.capability or x.component for x in o.prefers],
                "forbids": list(o.forbids),
                "min_sites": o.min_sites,
                "min_clouds": o.min_clouds,
            }
            for o in d.options
        ],
    }


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from kgraph import api

    return api.parse_day(text, where="--as-of")


@contextlib.contextmanager
def _progress(first: str) -> Iterator[Any]:
    """A line on standard error that says what is going on, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _text: None
        return
    from rich.console import Console

    with Console(stderr=True).status(first) as status:
        yield lambda text: status.update(text)


def main() -> None:
    """The entry point of the `kgraph` command."""
    app()
