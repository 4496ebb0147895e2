"""What several processes that run tests share: what one of them has made, the others take over."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

Made = TypeVar("Made")
PATIENCE = 3600.0
"""How many seconds a process waits for another: longer than anything that is made here takes."""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """While this lasts, no other process gets past the same lock."""
    # the lock of an SQLite file is there on every system, and given back when its holder dies
    with closing(sqlite3.connect(lock, timeout=PATIENCE, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


class Once:
    """`once(name, make)` gives what `make` makes, made in one process of a run only; it must be possible to pickle it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Any] = {}

    def __call__(self, name: str, make: Callable[[], Made]) -> Made:
        if name not in self._known:
            with alone(self.folder / f"{name}.lock"):
                self._known[name] = self._taken(self.folder / f"{name}.pickle", make)
        found: Made = self._known[name]
        return found

    def _taken(self, path: Path, make: Callable[[], Any]) -> Any:
        if path.exists():
            return pickle.loads(path.read_bytes())  # noqa: S301  (written by this run)
        made = make()
        path.write_bytes(pickle.dumps(made))
        return made


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its processes know."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
