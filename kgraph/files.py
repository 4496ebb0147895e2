"""Writing files so that nothing is ever half written: to a temporary name beside the target, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kgraph.errors import OutputError


def write_file(path: Path, content: str | bytes) -> None:
    """Write one file; OutputError where that is not possible."""
    write_files(path.parent, {path.name: content})


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write several files into a folder, all or none; OutputError where that is not possible."""
    temporary: list[tuple[str, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            target = folder / name
            if target.is_dir():
                raise OutputError(f"{target}: is a folder: name a file")
            handle, beside = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            temporary.append((beside, target))
            with os.fdopen(handle, "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            os.chmod(beside, 0o666 & ~_umask())
        for beside, target in temporary:
            os.replace(beside, target)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error}): choose another folder or make room") from None
    finally:
        for beside, _ in temporary:
            Path(beside).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
