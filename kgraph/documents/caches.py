"""What is kept from one command to the next, to save time: a help, never a condition.

Everything kept lies in one folder, made for its owner alone. What somebody else could have written
is not read; what is damaged, or of another shape than it should be, counts as missing. Wherever
keeping fails, nothing is kept, and nothing is said: the answer is the same, only later.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from pathlib import Path
from typing import TypeVar

from kgraph.documents.drafts import draft_folder

LARGEST = 256 << 20
"""The most bytes that are kept of one thing."""
SEAL = b"\n# "
"""Stands between what is kept and the hash that tells whether it is whole."""
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_FAILURES = (OSError, RuntimeError, ValueError, MemoryError)
"""What may go wrong; RuntimeError where nobody knows a home, ValueError for odd names."""
Value = TypeVar("Value")


def read(name: str) -> bytes | None:
    """What is kept under a name, if it is there, ours and whole."""
    with contextlib.suppress(*_FAILURES):
        flags = os.O_RDONLY
        for careful in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
            flags |= getattr(os, careful, 0)  # a pipe in the file's place must not hold us up
        handle = os.open(_own_folder() / name, flags)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not _is_sound(status):
                return None
            body, _, seal = file.read(LARGEST).rpartition(SEAL)
        if seal == _seal(name, body):
            return body
    return None


def file(name: str) -> Path | None:
    """The file that is kept under a name, if it is ours and whole; its seal is its last line."""
    if read(name) is None:
        return None
    with contextlib.suppress(*_FAILURES):
        return _own_folder() / name
    return None


def keep(name: str, body: bytes, *, most: int) -> None:
    """Keep something under a name, whole or not at all.

    Of its kind, which is what its name begins with up to the first hyphen, the latest `most` stay.
    """
    if len(body) >= LARGEST - 100:
        return
    with contextlib.suppress(*_FAILURES):
        folder = _own_folder()
        with draft_folder(folder) as drafts:
            draft = drafts / "new"
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(body + SEAL + _seal(name, body))
            draft.replace(folder / name)
        _clear(folder, name.partition("-")[0], most)


def read_value(name: str, form: type[Value]) -> Value | None:
    """The value kept under a name, if each of its parts has the type that `form` says."""
    body = read(name)
    if body is None:
        return None
    import msgspec

    try:
        return msgspec.json.decode(body, type=form)
    except (msgspec.MsgspecError, *_FAILURES):
        return None


def keep_value(name: str, value: object, *, most: int) -> None:
    """Keep a value of dataclasses, tuples, mappings and plain data under a name, as JSON."""
    import msgspec

    with contextlib.suppress(*_FAILURES):
        keep(name, msgspec.json.encode(value), most=most)


def chosen_folder() -> Path:
    """Where the user wants things kept: ``$KGRAPH_CACHE``, or their cache folder.

    RuntimeError where nobody knows their home.
    """
    chosen = os.environ.get("KGRAPH_CACHE")
    if chosen:
        return Path(chosen).absolute()
    bases = [os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("LOCALAPPDATA", "")]
    # the standard for such folders says that one which is not absolute is to be passed over
    base = next((Path(path) for path in bases if Path(path).is_absolute()), None)
    return (base or Path.home() / ".cache") / "kgraph"


def _own_folder() -> Path:
    """The folder in which we keep things, made where it is missing.

    OSError where it cannot be made, or where somebody else could put things in its place: a link
    or a folder on the way there that belongs neither to us nor to the system, or in which everyone
    may replace what is not theirs. Below the chosen folder each user has one of their own, so that
    several may choose the same.
    """
    chosen = chosen_folder() / (f"of-{os.geteuid()}" if hasattr(os, "geteuid") else "own")
    folder = Path(os.path.realpath(chosen))
    for link in (chosen, *chosen.parents):
        if link.is_symlink():
            _refuse_strangers(link, link.lstat())
    for path in (*reversed(folder.parents), folder):
        try:
            status = path.lstat()
        except FileNotFoundError:
            with contextlib.suppress(FileExistsError):  # another process was quicker
                path.mkdir(0o700)
            status = path.lstat()
        _refuse_strangers(path, status)
    if not _is_private(folder.lstat()):
        raise PermissionError(f"{folder}: is not ours alone")
    return folder


def _refuse_strangers(path: Path, status: os.stat_result) -> None:
    """OSError for a step on the way that a stranger could turn elsewhere."""
    if not hasattr(os, "geteuid"):  # Windows: who may write where is no matter of modes
        return
    # who owns the root of the file system can do anything here; in some containers not user 0
    known = status.st_uid in (os.geteuid(), os.stat("/").st_uid)  # noqa: PTH116 - no drive here
    open_to_all = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_IWOTH
    if not known or (open_to_all and not status.st_mode & stat.S_ISVTX):
        raise PermissionError(f"{path}: others may replace what is in it")


def _is_private(status: os.stat_result) -> bool:
    """Whether something is ours and nobody else may write to it."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY_WRITE


def _is_sound(status: os.stat_result) -> bool:
    """Whether a file is one that we may have written."""
    return stat.S_ISREG(status.st_mode) and status.st_size < LARGEST and _is_private(status)


def _seal(name: str, body: bytes) -> bytes:
    """The hash of what is kept and of its name: neither half of it nor another's passes for it."""
    state = hashlib.sha256(name.encode() + b"\0")
    state.update(body)
    return state.hexdigest().encode()


def _clear(folder: Path, kind: str, most: int) -> None:
    """Remove the oldest of a kind where there are more than `most`."""
    kept = list(folder.glob(f"{kind}-*"))
    if len(kept) > most:
        kept.sort(key=lambda path: path.stat().st_mtime)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)
