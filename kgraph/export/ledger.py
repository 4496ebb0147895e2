"""What a command has written into a folder.

Kept in a small file there, so that it takes away nothing else. The file, `.export.json`, belongs
beside what it lists: into the repository, where the rest is. It holds names and hashes only, so it
changes when they change. The hash of an SVG is that of what it shows.
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
from kgraph.formats.svg import provenance, shown

LEDGER = ".export.json"


_DONE = {"missing": "written", "stale": "written", "alike": "written", "superfluous": "removed"}


@dataclass(frozen=True, slots=True)
class Change:
    """One file, and what became of it.

    `state` is ``written``, ``unchanged``, ``removed``, or ``kept``: ours once, but changed by
    others since. Of files that are only looked at: ``missing``, ``stale``, ``alike``,
    ``superfluous`` or ``unchanged``. ``foreign`` is what stands where ours would, ``alike`` a
    picture that shows what ours would, with older words in its tooltips or of its origin.
    """

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Print:
    """The hashes of a file: of its bytes, and of what it shows."""

    exact: str
    shown: str


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


def print_of(content: str | bytes) -> Print:
    """The hashes of a file's content.

    What an SVG shows is told from its bytes where it is one of ours, as it was written; what other
    files show is all that they hold.
    """
    exact = digest(content)
    text = _picture(content)
    return Print(exact, exact if text is None else shown.digest(text))


def _picture(content: str | bytes) -> str | None:
    """The text of an SVG that is ours and as it was written; None for everything else."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    if not data.removeprefix(codecs.BOM_UTF8).startswith(b"<svg"):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if provenance.untouched(text) else None


def found_at(path: Path) -> Print | None:
    """The hashes of a file, or None where there is none that can be read."""
    try:
        return print_of(path.read_bytes())
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


def compare(
    folder: Path, wanted: Mapping[str, Print], *, anyway: bool = False
) -> tuple[Change, ...]:
    """What would be done to make a folder hold files of these hashes.

    Each file's state, as when it is only looked at. With `anyway`, what others have put where ours
    would be is stale, not foreign.
    """
    known = recorded(folder)
    found = [
        Change(name, _state(folder / name, one, anyway or name in known))
        for name, one in wanted.items()
    ]
    for name, hash in known.items():
        there = found_at(folder / name) if name not in wanted else None
        if there is not None:
            ours = hash in (there.shown, there.exact)
            found.append(Change(name, "superfluous" if ours else "kept"))
    return tuple(sorted(found, key=lambda change: change.name))


def _state(path: Path, wanted: Print, ours: bool) -> str:
    there = found_at(path)
    if there is None:
        return _unread(path, ours)
    if there.exact == wanted.exact:
        return "unchanged"
    if there.shown == wanted.shown:
        return "alike"
    return _other(ours)


def _unread(path: Path, ours: bool) -> str:
    return _other(ours) if path.exists() else "missing"


def _other(ours: bool) -> str:
    return "stale" if ours else "foreign"


def settle(
    folder: Path,
    kind: str,
    wanted: Mapping[str, Print],
    drafts: Mapping[str, str | bytes],
    changes: Iterable[Change],
) -> tuple[Change, ...]:
    """Write the drafts, all or nothing, and the ledger; then remove what is superfluous.

    What became of each file. `wanted` are the hashes of all files that the folder is to hold.
    OutputError where something cannot be written or removed.
    """
    hashes = {name: one.shown for name, one in wanted.items()}
    entry = to_json_text({"files": hashes, "of": kind}, indent=1)
    more = {LEDGER: entry} if hashes and found_at(folder / LEDGER) != print_of(entry) else {}
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
