"""What the processes of a run share: what one of them has made, the others take over."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import pytest

Made = TypeVar("Made")
PATIENCE = 3600.0
"""How many seconds a process waits for another: longer than anything takes that is made here."""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """While this lasts, no other process gets past the same lock."""
    # SQLite locks files on every system, and a lock ends with the process that holds it
    with closing(sqlite3.connect(lock, timeout=PATIENCE, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


class Once:
    """`once(name, make)` is what `make` makes, which is done in one process of a run only.

    It is handed over pickled. Nobody changes it, and nobody keeps it beyond the run.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self._known: dict[str, Any] = {}

    def __call__(self, name: str, make: Callable[[], Made]) -> Made:
        if name not in self._known:
            assert self.folder is not None, "tests/conftest.py names the folder of the run"
            file = self.folder / f"{quote(name, safe=' ')}.pickle"
            with alone(file.with_suffix(".lock")):
                self._known[name] = _taken(file, make)
        found: Made = self._known[name]
        return found


def _taken(file: Path, make: Callable[[], Any]) -> Any:
    if file.exists():
        return pickle.loads(file.read_bytes())  # noqa: S301 (this run has written it)
    made = make()
    part = file.with_suffix(".part")
    part.write_bytes(pickle.dumps(made))
    part.replace(file)
    return made


once = Once()


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run know, and no other run."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
