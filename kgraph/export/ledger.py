"""What a command has written into a folder.

Kept in a small file there, so that it takes away nothing else. The file, `.export.json`, belongs
beside what it lists: into the repository, where the rest is. It holds names and hashes only, so it
changes when they change.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.documents.files import write_files
from kgraph.documents.plain import to_json_text
from kgraph.errors import OutputError

LEDGER = ".export.json"


_DONE = {"missing": "written", "stale": "written", "superfluous": "removed"}


@dataclass(frozen=True, slots=True)
class Change:
    """One file, and what became of it.

    `state` is ``written``, ``unchanged``, ``removed``, or ``kept``: ours once, but changed by
    others since. Of files that are only looked at: ``missing``, ``stale``, ``superfluous`` or
    ``unchanged``. ``foreign`` is what stands where ours would.
    """

    name: str
    state: str


def digest(content: str | bytes) -> str:
    """The hash of a file's content.

    That of a text is the same whatever line ends, mark of byte order or last line end a checkout
    gave it.

    >>> digest("a\\n") == digest(b"\\xef\\xbb\\xbfa\\r\\n") == digest("a")
    True
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    return hashlib.sha256(_as_written(data)).hexdigest()


def _as_written(data: bytes) -> bytes:
    """A text as we write texts; what is none, as it is."""
    if b"\0" in data:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    plain = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    return plain if plain.endswith(b"\n") else plain + b"\n"


def digest_of(path: Path) -> str | None:
    """The hash of a file, or None where there is none that can be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return None


def recorded(folder: Path) -> dict[str, str]:
    """The names and hashes of what was written into a folder; nothing where that is not known."""
    return {name: str(hash) for name, hash in _read(folder, "files").items() if _plain(name)}


def kind(folder: Path) -> str:
    """What the files of a folder are, in the words of whoever wrote them.

    Nothing where that is not known.
    """
    return str(_read(folder).get("of", ""))


def _read(folder: Path, *keys: str) -> dict[str, Any]:
    try:
        told = json.loads((folder / LEDGER).read_text("utf-8"))
        for key in keys:
            told = told[key]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _plain(name: str) -> bool:
    """Whether a name is that of a file in the folder itself: a ledger may come from anybody."""
    return bool(name) and not name.startswith(".") and not set(name) & set("/\\:\0")


def compare(folder: Path, wanted: Mapping[str, str], *, anyway: bool = False) -> tuple[Change, ...]:
    """What would be done to make a folder hold files of these hashes.

    Each file's state, as when it is only looked at. With `anyway`, what others have put where ours
    would be is stale, not foreign.
    """
    known = recorded(folder)
    found = [
        Change(name, _state(folder / name, hash, anyway or name in known))
        for name, hash in wanted.items()
    ]
    for name, hash in known.items():
        there = digest_of(folder / name) if name not in wanted else None
        if there is not None:
            found.append(Change(name, "superfluous" if there == hash else "kept"))
    return tuple(sorted(found, key=lambda change: change.name))


def _state(path: Path, hash: str, ours: bool) -> str:
    there = digest_of(path)
    if there is None and not path.exists():
        return "missing"
    return "unchanged" if there == hash else "stale" if ours else "foreign"


def settle(
    folder: Path,
    kind: str,
    hashes: Mapping[str, str],
    drafts: Mapping[str, str | bytes],
    changes: Iterable[Change],
) -> tuple[Change, ...]:
    """Write the drafts, all or nothing, and the ledger; then remove what is superfluous.

    What became of each file. `hashes` are those of all files that the folder is to hold.
    OutputError where something cannot be written or removed.
    """
    entry = to_json_text({"files": dict(hashes), "of": kind}, indent=1)
    more = {LEDGER: entry} if hashes and digest_of(folder / LEDGER) != digest(entry) else {}
    if drafts or more:
        write_files(folder, {**drafts, **more})
    done = []
    for change in changes:
        if change.state == "superfluous":
            _remove(folder / change.name)
        done.append(Change(change.name, _DONE.get(change.state, change.state)))
    if not hashes:
        _leave(folder)
    return tuple(done)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be removed ({error.strerror}): check the permissions of its folder"
        ) from None


def _leave(folder: Path) -> None:
    """Take the ledger away, and the folder where nothing else is in it."""
    _remove(folder / LEDGER)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
