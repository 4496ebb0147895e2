"""Long lines, functions with many positional parameters and many branches, as ruff counts them.

The limits stand here as long as the tree is over them, and a comment that silences a rule does
not help. Once a figure has come to nothing, its rule belongs into `pyproject.toml`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gates.figures import Figure, Offence, counted

RULES = {"E501": "long_lines", "PLR0917": "positional_parameters", "C901": "branches"}
_LIMITS = (
    "line-length = 100",
    "lint.pylint.max-positional-args = 5",
    "lint.mccabe.max-complexity = 10",
)
_COUNT = re.compile(r"\((\d+) > (\d+)\)")


def figures(root: Path, folders: Iterable[str]) -> tuple[Figure, ...]:
    """How many lines are over 100 columns, and functions over 5 parameters or 10 branches."""
    found = _asked(root, folders)
    return tuple(
        counted(id, tuple(_offence(one, root) for one in found if one["code"] == rule))
        for rule, id in RULES.items()
    )


def _asked(root: Path, folders: Iterable[str]) -> list[dict[str, Any]]:
    limits = [word for limit in _LIMITS for word in ("--config", limit)]
    # PLR0917 is a preview; since rules are selected by name, no other preview comes with it
    rules = ["--preview", "--select", ",".join(RULES)]
    reading = [
        "--isolated",
        "--no-cache",
        "--ignore-noqa",
        "--exit-zero",
        "--output-format",
        "json",
    ]
    command = [sys.executable, "-m", "ruff", "check", *reading, *rules, *limits, *folders]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ruff: does not answer: install '.[dev]' ({done.stderr.strip()})")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _offence(found: dict[str, Any], root: Path) -> Offence:
    counts = _COUNT.search(found["message"])
    if counts is None:
        raise RuntimeError(f"ruff: says no count: read its message anew ({found['message']})")
    return Offence(
        Path(found["filename"]).relative_to(root).as_posix(),
        found["location"]["row"],
        found["end_location"]["row"],
        found["message"].replace("`", ""),
        int(counts[1]) - int(counts[2]),
    )
