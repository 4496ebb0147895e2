"""Which lines have changed since the figures were recorded, as git knows: what is new is there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from gates.figures import Offence

Changes = Mapping[str, tuple[range, ...]]
_FILE = re.compile(r"\+\+\+ b/(.*)")
_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_EVERY = range(1, 1_000_000)


def changes(root: Path, record: str) -> Changes | None:
    """The changed lines of each file since the commit that last touched the record.

    None where git cannot tell. A file that was only moved has not changed.
    """
    commit = _git(root, "log", "-1", "--format=%H", "--", record)
    if not commit or not commit.strip():
        return None
    difference = _git(
        root, "diff", "--unified=0", "--find-renames", "--no-ext-diff", "--no-color", commit.strip()
    )
    unknown = _git(root, "ls-files", "--others", "--exclude-standard")
    if difference is None or unknown is None:
        return None
    return _ranges(difference) | dict.fromkeys(unknown.splitlines(), (_EVERY,))


def touched(offence: Offence, changed: Changes) -> bool:
    """Whether a line of the offence has changed."""
    lines = range(offence.first, offence.last + 1)
    return any(
        max(lines.start, hunk.start) < min(lines.stop, hunk.stop)
        for hunk in changed.get(offence.path, ())
    )


def _git(root: Path, *words: str) -> str | None:
    ours = ["core.quotePath=off", "diff.noprefix=false", "diff.mnemonicPrefix=false"]
    command = ["git", *(word for setting in ours for word in ("-c", setting)), *words]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return None if done.returncode else done.stdout


def _ranges(difference: str) -> dict[str, tuple[range, ...]]:
    found: dict[str, tuple[range, ...]] = {}
    path = ""
    for line in difference.splitlines():
        if file := _FILE.fullmatch(line):
            path = file[1]
        elif hunk := _HUNK.match(line):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            found[path] = (*found.get(path, ()), range(first, first + count))
    return found
