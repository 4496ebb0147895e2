"""Drafts: files under a temporary name on the disk of their target.

They wait there until all of them can take its place. The drafts of one write lie in a folder of
their own beside the targets. Its writer holds a lock on that folder while it lives; a folder that
nobody holds was left by a writer that was killed, and the next one sweeps it away.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without such locks sweeps nothing
    fcntl = None  # type: ignore[assignment]

PREFIX = ".kgraph-draft-"
"""How the folders of drafts begin; hidden, so that no pattern of a shell takes them."""

ENDING = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM")
    if hasattr(signal, name)
)
"""The signals that end a command; the last, when its time is up."""


@contextlib.contextmanager
def draft_folder(beside: Path) -> Iterator[Path]:
    """A new, locked folder inside `beside`, gone afterwards with whatever is still in it.

    Stale ones are swept first.
    """
    sweep(beside)
    folder, lock = _locked_folder(beside)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _locked_folder(beside: Path) -> tuple[Path, int | None]:
    """A folder of which we surely hold the lock.

    Another writer may sweep one between its making and its locking.
    """
    while True:
        folder = Path(tempfile.mkdtemp(dir=beside, prefix=PREFIX))
        lock = _lock(folder)
        if fcntl is None or (lock is not None and folder.is_dir()):
            return folder, lock
        if lock is None and folder.is_dir():  # a file system without locks: nobody sweeps there
            return folder, None
        if lock is not None:
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """The descriptor of a folder that we hold now.

    None where somebody else holds it, or none can be held.
    """
    if fcntl is None:
        return None
    handle = None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle


def sweep(beside: Path) -> None:
    """Remove the folders of drafts that no living writer holds; what cannot be removed stays."""
    for folder in sorted(beside.glob(f"{PREFIX}*")):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """A few steps that no signal to end comes between: it is delivered after them.

    Where the system or the thread cannot hold signals, they come when they come.
    """
    masks = sys.platform != "win32" and threading.current_thread() is threading.main_thread()
    if not masks:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
