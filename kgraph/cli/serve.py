"""The command that opens the browser pages: serve."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer


def serve(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the browser pages: answer questions, browse the catalog, ask SPARQL.

    Ends with Ctrl+C or SIGTERM; `/_stcore/health` answers as long as it serves. For 30 seconds
    after a visitor has left, their page is kept, with three open files; Streamlit keeps 128 pages
    at most. Needs Streamlit, which comes with the extra `web`.
    """
    # the pages' own process takes the place of this one: the command line never imports them
    command = [sys.executable, "-m", "kgraph.web.serve", str(port), host]
    os.execv(command[0], command)  # noqa: S606
