"""Commands over briefs as files: init, upgrade, schema."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import NO, answers, fail, tell_aside, tell_text
from kgraph.cli.outputs import PIPE, deliver, is_piped
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.brief.asking import Draft
    from kgraph.model.knowledge import Decision

app = typer.Typer(
    help="Briefs as files: begin one, renew an old one, help an editor.", no_args_is_help=True
)

Said = Callable[["Draft", str], "Draft"]
"""What a draft says with an answer more."""


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
            metavar="ID[=OPTION]",
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
        text = api.first_brief(draft, schema=schema, where="brief init")
        if not yes and _on_a_terminal():
            text = api.first_brief(_asked(draft, set(said)), schema=schema, where="brief init")
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


def _on_a_terminal() -> bool:
    """Whether somebody reads the questions and can answer them."""
    return sys.stdin.isatty() and sys.stderr.isatty()


# --- the questions


def _asked(draft: Draft, said: set[str]) -> Draft:
    """The draft with the answers to what is not said yet."""
    try:
        for key, question, default, more in _questions(draft):
            if key not in said:
                draft = _until_known(draft, question, default, more)
            if key == "workloads" and key not in said:
                draft = _ask_workloads(draft)
        if "answers" not in said:
            draft = _ask_decisions(draft)
        return draft if "prefer" in said else _ask_preferences(draft)
    except EOFError:
        fail("brief init: the answers ended too early: nothing is written")


def _questions(draft: Draft) -> Iterator[tuple[str, str, str, Said]]:
    """What is asked first: the key of a draft, the question, the default, what an answer says."""
    clouds = ", ".join(cloud.id for cloud in api.knowledge().clouds)
    yield "name", "What is it called?", draft.name, lambda one, text: replace(one, name=text)
    yield (
        "sites",
        f"Where does it run? CLOUD or CLOUD/REGION, several with commas ({clouds})",
        ", ".join(draft.sites),
        lambda one, text: replace(one, sites=api.words_of(text)),
    )
    yield (
        "clusters",
        "How many clusters has each site?",
        str(draft.clusters),
        lambda one, text: replace(one, clusters=_number(text)),
    )
    yield (
        "workloads",
        "What runs there? Short names, several with commas",
        ", ".join(draft.workloads),
        lambda one, text: replace(one, workloads=api.words_of(text)),
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < 1000):
        raise InputError.one("clusters", f"'{text[:20]}' is no number", "write for example 1")
    return int(text)


def _ask_workloads(draft: Draft) -> Draft:
    """The draft with the answer of each workload to the one question that is asked of it."""
    decision = api.workload_question()
    workloads = draft.workloads
    _tell_options(decision)
    for at, id in enumerate(workloads):

        def more(one: Draft, text: str, at: int = at, id: str = id) -> Draft:
            said = f"{id}={text}" if text else id
            return replace(one, workloads=(*one.workloads[:at], said, *one.workloads[at + 1 :]))

        draft = _until_known(draft, f"{id}: {decision.id}", _default(decision), more)
    return draft


def _ask_decisions(draft: Draft) -> Draft:
    """The draft with answers to the decisions on which most depends."""
    for decision in api.first_questions():
        _tell_options(decision)

        def more(
            one: Draft, text: str, id: str = decision.id, taken: str = _default(decision)
        ) -> Draft:
            own = () if text == taken else (f"{id}={text}",)
            return replace(one, answers=(*one.answers, *own))

        draft = _until_known(draft, decision.id, _default(decision), more)
    return draft


def _ask_preferences(draft: Draft) -> Draft:
    typer.echo(err=True)
    tell_aside("What is better, the most important first, with commas? Enter takes the default.")
    rows = [(f"  {one.id}", one.definition) for one in api.knowledge().preferences]
    tell_text(api.rows_text(rows, 24), aside=True)
    return _until_known(
        draft, "prefer", "", lambda one, text: replace(one, prefer=api.words_of(text))
    )


def _default(decision: Decision) -> str:
    return ", ".join(decision.defaults)


def _tell_options(decision: Decision) -> None:
    typer.echo(err=True)
    tell_aside(decision.question)
    rows = [(f"  {option.id}", option.definition) for option in decision.options]
    tell_text(api.rows_text(rows, 24), aside=True)


def _until_known(draft: Draft, question: str, default: str, more: Said) -> Draft:
    """Ask until the answer can be read, and say what is wrong with those that cannot."""
    while True:
        text = _typed(question, default)
        try:
            found = more(draft, text)
            api.first_brief(found, where="brief init")
        except InputError as error:
            for problem in error.problems:
                tell_aside(f"{problem.what}: {problem.remedy}")
        else:
            return found


def _typed(question: str, default: str) -> str:
    """What is typed as an answer; EOFError where nothing more comes.

    Neither `input` nor what is built on it: they write to standard output, which may be the brief.
    """
    tell_text(f"{question} [{default}]: " if default else f"{question}: ", aside=True)
    line = sys.stdin.buffer.readline()
    if not line:
        raise EOFError
    return line.decode("utf-8", "replace").strip() or default
