"""Paths that commands are given: an empty one names nothing, and is never the folder one is in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, get_args

from typer.models import ArgumentInfo, ParameterInfo

from kgraph.cli.answers import fail
from kgraph.cli.options import DOCUMENT

FOLDERS = ("DIR", "FOLDER")
"""What a parameter is called in help whose path is that of a folder."""


def refuse_empty_path(key: str, hint: Any) -> None:
    """Let a parameter of a command, if it is a path, end the command where it is empty."""
    kind, *said = get_args(hint) or (hint,)
    if not (_is_path(kind) or DOCUMENT in said):
        return
    for info in said:
        if isinstance(info, ParameterInfo):
            made: Callable[[str], Path | str] = Path if _is_path(kind) else str
            info.parser = partial(_given, told=_told(key, info), made=made)
            _keep_type_in_help(info)


def _told(key: str, info: ParameterInfo) -> str:
    """What is said of an empty path: which it is, and what to write."""
    is_folder = info.metavar in FOLDERS or key.upper() in FOLDERS
    return f"{_called(key, info)}: is empty: name a {'folder' if is_folder else 'file'}"


def _keep_type_in_help(info: ParameterInfo) -> None:
    """Let help say of an option that it is a path, as of those that nobody reads for us."""
    if not isinstance(info, ArgumentInfo):
        info.metavar = info.metavar or "<path>"


def _given(text: str | Path, *, told: str, made: Callable[[str], Path | str]) -> Path | str:
    """What a word of the command line gives; where it is empty, that is told and the command ends.

    A default is no word, and is given as it is.
    """
    if text == "":
        fail(told)
    return made(text) if isinstance(text, str) else text


def _called(key: str, info: ParameterInfo) -> str:
    """What a parameter is called in messages: an option by its longest name."""
    if isinstance(info, ArgumentInfo):
        return info.metavar or key.upper()
    words = (info.default, *(info.param_decls or ()))  # the first name stands for the default
    names = (word for word in words if isinstance(word, str) and word.startswith("--"))
    return next(names, f"--{key}")


def _is_path(kind: Any) -> bool:
    """Whether a type is that of paths, of several or of one that may be left out."""
    return kind is Path or any(map(_is_path, get_args(kind)))
