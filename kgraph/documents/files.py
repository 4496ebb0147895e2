"""Writing files so that nothing is ever half written: to a temporary name beside the target, then renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kgraph.errors import OutputError


def write_file(path: Path, content: str | bytes) -> None:
    """Write one file; OutputError where that is not possible."""
    write_files(path.parent, {path.name: content})


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write several files into a folder, all or none; OutputError where that is not possible."""
    drafts: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            target = folder / name
            if target.is_dir():
                raise OutputError(f"{target}: is a folder: name a file")
            handle, beside = tempfile.mkstemp(dir=folder, prefix=".kgraph.")
            drafts.append((Path(beside), target))
            with os.fdopen(handle, "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            Path(beside).chmod(0o666 & ~_umask())
        _rename(drafts)
    except (OSError, ValueError) as error:  # ValueError: a name or text that no file can hold
        if isinstance(error, OutputError):
            raise
        what = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{folder}: cannot be written ({what}): choose another folder or make room"
        ) from None
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)


def _rename(drafts: Sequence[tuple[Path, Path]]) -> None:
    """Put every draft in its place; where one cannot be, put back what was there."""
    with contextlib.ExitStack() as undo:
        for draft, target in drafts:
            before = target.read_bytes() if len(drafts) > 1 and target.is_file() else None
            draft.replace(target)
            if before is None:
                undo.callback(target.unlink, missing_ok=True)
            else:
                undo.callback(target.write_bytes, before)
        undo.pop_all()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
