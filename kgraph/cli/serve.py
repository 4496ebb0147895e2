"""The command that opens the browser pages: serve."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kgraph import api
from kgraph.cli.answers import answers
from kgraph.errors import InputError

MEMORY = {"MALLOC_ARENA_MAX": "2"}
"""How the server's memory is dealt out where nothing else is said (glibc's `mallopt`).

Each visit runs in a thread of its own, and by default threads have up to eight heaps for each
processor, of which none gives back what another could use: the server grew with every picture.
"""


def serve(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    brief: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The brief that the pages begin with."),
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write", help="Let the pages save into that file; so may everybody who reaches them."
        ),
    ] = False,
) -> None:
    """Open the browser pages: answer questions, browse the catalog, ask SPARQL.

    With --brief they begin with a file; with --write they save it back when a visitor says so. A
    file that somebody else has changed meanwhile is told and not written over.

    Ends with Ctrl+C or SIGTERM; `/_stcore/health` answers as long as it serves. For 30 seconds
    after a visitor has left, their page is kept, with three open files; Streamlit keeps 128 pages
    at most. Needs Streamlit, which comes with the extra `web`.
    """
    with answers(as_json=False):
        told = _opened(brief, write=write)
    # the pages' own process takes the place of this one: the command line never imports them
    command = [sys.executable, "-m", "kgraph.web.serve", str(port), host, *told]
    os.execve(command[0], command, {**MEMORY, **os.environ})  # noqa: S606


def _opened(brief: Path | None, *, write: bool) -> list[str]:
    """What the process of the pages is told of a file; InputError where that holds no brief."""
    if brief is None and write:
        raise InputError.one("--write", "names no file to save into", "name one with --brief")
    if brief is None:
        return []
    api.lay_named(brief, lasting=True)
    api.open_brief(brief)
    return [str(brief.absolute()), *(["write"] if write else [])]
