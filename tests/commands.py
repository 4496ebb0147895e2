"""Commands run by tests, and what one is refused with that was given wrong input."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from kgraph.cli import app

ROOT = Path(__file__).parents[1]


def run(*words: str | Path, stdin: str | None = None) -> Result:
    """One command in this process."""
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin)


def process(
    *words: str | Path, stdout: int | None = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own, where streams and signals matter."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kgraph", *map(str, words)]
    return subprocess.run(
        command, stdout=stdout, stderr=subprocess.PIPE, text=True, env=environment, check=False
    )


def refused(result: Result, *, lines: int = 1) -> list[str]:
    """The lines on standard error of a command that was given wrong input."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert isinstance(result.exception, SystemExit)
    told = result.stderr.splitlines()
    assert len(told) == lines
    assert all(line.count(": ") >= 2 for line in told)
    return told
