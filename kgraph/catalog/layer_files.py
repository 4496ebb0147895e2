"""The files of a layer: found, counted, hashed; nothing else of its folder is opened."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph.documents.yaml import MAX_BYTES
from kgraph.errors import InputError
from kgraph.model.layer import Layer
from kgraph.words import visible

POLICY = "policy.yaml"
READ = (".yaml", ".ttl", ".png")
"""What a layer is made of: entries and a policy, words, icons."""
MAX_FILES = 5_000
MAX_TOTAL = 30_000_000
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class LayerFiles:
    """A layer with its files, by what they hold."""

    layer: Layer
    entries: tuple[Path, ...]
    words: tuple[Path, ...]
    policy: Path | None

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return Path(self.layer.folder)


def open_layer(folder: Path, *, where: str = "") -> LayerFiles:
    """The files of a layer. InputError, at `where` it is named, for what is no folder; and for one
    with too many or too large files, or with such that lead out of it.
    """
    spot = where or str(folder)
    if not os.path.isdir(folder):  # noqa: PTH112 (a name too long for a folder is none; Path.is_dir raises)
        what = f"there is no folder '{folder}'" if where else "there is no such folder"
        raise InputError.one(spot, what, "name the folder of a layer")
    root = Path(os.path.realpath(folder))
    files = tuple(sorted(_files(root, folder)))
    if not files:
        remedy = "name the folder of a layer, or begin one with 'kgraph catalog init'"
        raise InputError.one(spot, "holds neither entries nor words nor a policy", remedy)
    policy = folder / POLICY
    return LayerFiles(
        Layer(f"{visible(root.name)}/", str(folder), _digest(files, folder)),
        tuple(one for one in _named(files, ".yaml") if one != policy),
        _named(files, ".ttl"),
        policy if policy in files else None,
    )


def _named(files: Iterable[Path], suffix: str) -> tuple[Path, ...]:
    return tuple(one for one in files if one.suffix == suffix)


def _files(root: Path, folder: Path) -> Iterator[Path]:
    """The files that are read, hidden folders aside; a folder that is a link is not entered."""
    waiting = [(folder, 0)]
    count = 0
    while waiting:
        here, depth = waiting.pop()
        if depth > MAX_DEPTH:
            what = f"has more than {MAX_DEPTH} folders in one another"
            raise InputError.one(str(here), what, "keep a layer flat")
        for one in _within(here):
            count += 1
            if count > MAX_FILES:
                what = f"holds more than {MAX_FILES:,} files"
                raise InputError.one(str(folder), what, "name the folder of a layer alone")
            if one.is_dir(follow_symlinks=False):
                waiting.append((Path(one.path), depth + 1))
            elif one.name.endswith(READ):
                yield _sound(Path(one.path), root)


def _within(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, but for what is hidden."""
    try:
        with os.scandir(folder) as found:
            return [one for one in found if not one.name.startswith(".")]
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise InputError.one(str(folder), what, "check its permissions") from None


def _sound(path: Path, root: Path) -> Path:
    """A file that may be read: plain, small, and within the layer by whichever way."""
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(root):
        raise InputError.one(str(path), "leads out of the layer", "put the file itself there")
    try:
        status = path.stat()
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise InputError.one(str(path), what, "mend it, or take it away") from None
    if not stat.S_ISREG(status.st_mode):
        raise InputError.one(str(path), "is no plain file", "take it out of the layer")
    if status.st_size > MAX_BYTES:
        raise InputError.one(f"{path}:1", f"is larger than {MAX_BYTES:,} bytes", "split it")
    return path


def _digest(files: tuple[Path, ...], folder: Path) -> str:
    """One hash over the names and contents of files; the same wherever the folder lies."""
    state = hashlib.sha256()
    total = 0
    for path in files:
        try:
            content = path.read_bytes()
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            raise InputError.one(str(path), what, "check its permissions") from None
        total += len(content)
        if total > MAX_TOTAL:
            what = f"holds more than {MAX_TOTAL:,} bytes"
            raise InputError.one(str(folder), what, "split it into several layers")
        name = os.fsencode(path.relative_to(folder).as_posix())
        state.update(b"\0%b\0%d\0" % (name, len(content)))
        state.update(content)
    return state.hexdigest()
