"""Writing files so that nothing is ever half written.

Nor is anything ever replaced that is no plain file.

A plain file is drafted beside its place and renamed into it: a reader, or a killed writer, sees the
old file or the new one, whole. A link is followed, a device or a pipe is written into, anything
else is refused.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.documents.drafts import draft_folder, signals_held
from kgraph.errors import OutputError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DESCRIPTORS = ("/dev/", "/proc/")
"""Where names stand for what is open already.

Renaming would cut it off from whoever opened it.
"""


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a content goes.

    The file behind all links, what it is now (None where there is none), and the bytes.
    """

    path: Path
    status: os.stat_result | None
    content: bytes


def write_file(path: Path, content: str | bytes) -> None:
    """Write one file; OutputError where that is not possible."""
    write_files(path.parent, {path.name: content})


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write several files into a folder, all or none; OutputError where that is not possible.

    What has gone into a pipe or a device cannot be taken back; it goes last, when every plain file
    lies drafted.
    """
    here = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        targets = []
        for name, content in contents.items():
            here = folder / name
            targets.append(_target(here, content))
        here = folder
        plain = [target for target in targets if not _is_stream(target)]
        streams = [target for target in targets if _is_stream(target)]
        with contextlib.ExitStack() as drafts:
            pairs = _draft(plain, drafts)
            for target in streams:
                here = target.path
                with target.path.open("wb") as stream:
                    stream.write(target.content)
            here = folder
            _rename(pairs)
    except OutputError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a name or text that no file can hold
        raise _refused(error, here) from None


def _refused(error: OSError | ValueError, here: Path) -> OutputError:
    """What to say of an error, with its own path where it has one that a person has named."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return OutputError(f"{here}: a file stands where a folder is needed: name a folder")
    what = getattr(error, "strerror", None) or error
    remedy = "make room" if getattr(error, "errno", None) in _FULL else "choose another folder"
    return OutputError(f"{here}: cannot be written ({what}): {remedy}")


def _target(path: Path, content: str | bytes) -> _Target:
    """What a path leads to; OutputError where nothing can be written there."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    try:
        status = path.stat()
    except FileNotFoundError:
        return _Target(_led_to(path), None, data)
    kind = status.st_mode
    if stat.S_ISDIR(kind):
        raise OutputError(f"{path}: is a folder: name a file")
    if stat.S_ISSOCK(kind):
        raise OutputError(f"{path}: is a socket: name a file")
    if stat.S_ISBLK(kind):
        raise OutputError(f"{path}: is a disk: name a file")
    if stat.S_ISREG(kind) and not str(path).startswith(_DESCRIPTORS):
        return _Target(Path(os.path.realpath(path)), status, data)
    return _Target(path, status, data)


def _led_to(path: Path) -> Path:
    """The file that is to be made, behind all links; OutputError where a link leads into a folder
    that is not there: nobody has asked for one that far away.
    """
    real = Path(os.path.realpath(path))
    if not real.parent.is_dir():
        what = f"is a link to {real}, whose folder is not there"
        raise OutputError(f"{path}: {what}: make that folder, or name another file")
    return real


def _is_stream(target: _Target) -> bool:
    """Whether a target is written into, not replaced.

    A device, a pipe, or a name of what is open already.
    """
    if target.status is None:
        return False
    named_as_open = str(target.path).startswith(_DESCRIPTORS)
    return named_as_open or not stat.S_ISREG(target.status.st_mode)


def _draft(
    targets: Sequence[_Target], drafts: contextlib.ExitStack
) -> list[tuple[Path, _Target, Path]]:
    """A draft of each target, and where the file that is there is kept meanwhile.

    A draft has the mode of that file.
    """
    folders: dict[Path, Path] = {}
    pairs = []
    for number, target in enumerate(targets):
        beside = target.path.parent
        if beside not in folders:
            folders[beside] = drafts.enter_context(draft_folder(beside))
        draft = folders[beside] / f"{number}.new"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(target.content)
        if target.status is not None:
            _give(draft, target.status)
            draft.chmod(stat.S_IMODE(target.status.st_mode))
        pairs.append((draft, target, folders[beside] / f"{number}.old"))
    return pairs


def _give(draft: Path, status: os.stat_result) -> None:
    """Keep the owner of a file, where the system has owners and we may.

    An administrator writes for others.
    """
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(draft, status.st_uid, status.st_gid)


def _rename(pairs: Sequence[tuple[Path, _Target, Path]]) -> None:
    """Put every draft in its place; where one cannot be, put back what was there."""
    with signals_held(), contextlib.ExitStack() as undo:
        for draft, target, kept in pairs:
            if target.status is not None and len(pairs) > 1:
                _keep(target.path, kept)
                undo.callback(os.replace, kept, target.path)
            elif target.status is None:
                undo.callback(target.path.unlink, missing_ok=True)
            draft.replace(target.path)
        undo.pop_all()


def _keep(path: Path, kept: Path) -> None:
    """Keep what a file holds under another name.

    A second link where there are such, else a copy.
    """
    try:
        os.link(path, kept)
    except OSError:
        kept.write_bytes(path.read_bytes())
