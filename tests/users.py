"""Other users of this machine, as whom tests run programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOBODY, UNHEARD_OF = 65534, 54321
"""A user whose home is not there, and one whom the system does not know."""


def settings_of(home: Path | None = None) -> dict[str, str]:
    """What a process of another user finds, whose Python may be another: our code and libraries."""
    roots = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
    found = {"PATH": os.environ["PATH"], "PYTHONPATH": roots}
    return found if home is None else {**found, "HOME": str(home)}


@cache
def python_of(user: int) -> tuple[str, ...]:
    """The words that start Python as another user; skips where that is not possible.

    Where others may not read this Python, or this checkout, the system's own takes its place, or
    the user is allowed to read everything, but still to write nothing.
    """
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root becomes another user, by setpriv")
    become = ("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups")
    reading = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    system = f"/usr/bin/python{sys.version_info[0]}.{sys.version_info[1]}"
    asks = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import kgraph.cli'])"
    for words in (
        (*become, sys.executable),
        (*become, system),
        (*become, *reading, sys.executable),
    ):
        tried = subprocess.run(
            [*words, "-c", asks], env=settings_of(), capture_output=True, check=False
        )
        if (tried.returncode, tried.stderr) == (0, b""):
            return words
    pytest.skip("other users may not run this Python, or not read this checkout")
