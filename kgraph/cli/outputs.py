"""Where answers go: to a file, or to standard output where the file's name says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kgraph import api
from kgraph.cli.options import format_of
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.formats.registry import Format

PIPE = "-"
"""The name of a file that is standard output."""
_NAMES = frozenset((PIPE, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"))


def is_piped(output: Path | None) -> bool:
    """Whether a file is standard output by another name."""
    return str(output) in _NAMES


def folder_of(output: Path) -> Path:
    """The folder that a picture is seen from: in a pipe, the one where the command is given."""
    return Path() if is_piped(output) else output.parent


def implied_format(output: Path, *, instead: str = "overview") -> str:
    """The format of a picture that no option names: by the suffix, the standard one in a pipe.

    InputError where a file has no suffix; `instead` is the name that it is shown with.
    """
    return api.STANDARD_FORMAT.id if is_piped(output) else format_of(output, instead=instead)


def format_asked(format: str | None, output: Path) -> Format:
    """The format of a picture that an option names, or else its file; InputError for an unknown
    one, and where the two name different ones.
    """
    if format is None:
        return api.format_named(implied_format(output))
    chosen = api.format_named(format)
    suffix = output.suffix.lower().lstrip(".")
    named = [one.id for one in api.FORMATS if suffix in (one.id, *one.suffixes)]
    refuse_differing(chosen.id, named, output)
    return chosen


def refuse_differing(format: str, named: Collection[str], output: Path) -> None:
    """InputError where the name of a file stands for other formats than the one that it is written
    in: who opens it would be misled.
    """
    if named and format not in named:
        what = f"'{output}' is called as {' or '.join(named)}, and {format} is asked for"
        raise InputError.one("--output", what, "name the file otherwise, or ask for what it says")


def refuse_given(given: Mapping[str, object], what: str) -> None:
    """InputError for the first option that is given though it means nothing; `what` says where."""
    for option, value in given.items():
        if value not in (None, False):
            raise InputError.one(option, f"means nothing {what}", "leave it out")


def deliver(content: str | bytes, output: Path) -> bool:
    """Write an answer to its file, or to standard output; whether it went to a file."""
    if is_piped(output):
        typer.echo(content, nl=False)
        return False
    api.write(output.parent, {output.name: content})
    return True


def by_theme(output: Path, themes: Sequence[str]) -> dict[str, Path]:
    """The file of each theme; InputError where several would go to standard output."""
    if is_piped(output) and len(themes) > 1:
        what = f"{len(themes)} pictures would go to standard output"
        raise InputError.one("--theme", what, "name a file, or ask for one theme")
    return {theme: api.file_of_theme(output, theme, themes) for theme in themes}


def refuse_pipe(output: Path | None, *, instead: str, option: str = "--output") -> None:
    """InputError where what is to be written cannot share standard output with what is told."""
    if is_piped(output):
        what = f"'{output}' is standard output, where what was done is told"
        raise InputError.one(option, what, instead)


def refuse_two(output: Path | None, *, as_json: bool) -> None:
    """InputError where a picture and a text in JSON would both go to standard output."""
    if as_json and is_piped(output):
        what = "the picture and --json both go to standard output"
        raise InputError.one("--output", what, "name a file for the picture")
