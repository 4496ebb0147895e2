"""The options that several commands share, and what their words mean."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.errors import InputError

OVERVIEW = "overview"
"""The view that is drawn where none is asked for."""
PATIENCE = 60.0
"""Seconds that a command may take where nothing else is said."""
TIMEOUTS = 0.05, 3600.0
DOCUMENT = "document"
"""Marks an option that names a brief or an architecture to read, whose layers hold then."""


def listed(words: list[str]) -> str:
    """Words as a list that ends with "or".

    >>> listed(["a", "b", "c"])
    'a, b or c'
    """
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _themes() -> str:
    ids = [theme.id for theme in api.THEMES]
    follows = f"{api.FOLLOWING_THEME.id} is an SVG that follows its reader"
    several = "Given several times, each has a file of its own, such as overview-dark.svg."
    return f"{listed(ids)}; {follows}; {api.STANDARD_THEME.id} by default. {several}"


# --- what is asked of the engine

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Assemble as of this day, such as 2021-01-28, instead of the brief's.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        help="Seconds after which the command is ended. The solver has half of them; what it has "
        "found by then is told."
    ),
]

# --- what is asked of a picture

View = Annotated[
    str,
    typer.Option(
        metavar="VIEW",
        help="What the picture shows: one of `kgraph views`, or a file with a query (.rq) or "
        "selection (.yaml); - for standard input.",
        autocompletion=completion.views,
    ),
]
Themes = Annotated[
    list[str] | None,
    typer.Option("--theme", help=_themes(), autocompletion=completion.themes),
]
Scale = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBER",
        help="How large, from {:g} to {:g}: 1 is the picture's own size; a PNG is twice that by "
        "default.".format(*api.SCALES),
    ),
]

Width = Annotated[
    str | None,
    typer.Option(
        metavar="PIXELS",
        help="How wide the column is in which the picture will be shown, from {} to {}: it is "
        "composed so that its letters are large enough there.".format(*api.COLUMNS),
    ),
]

# --- how the answer is given

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Folder = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")
]


# --- what the words mean


def view_of(word: str) -> str | Path:
    """A view by its name, or the file that holds one of the user's own."""
    if word == "-" or api.is_view_file(word):
        return Path(word)
    # not Path.exists, which raises where a name is too long for a file
    is_file = (Path(word).suffix or os.sep in word) and os.path.exists(word)  # noqa: PTH110
    return Path(word) if is_file else word


def themes_of(words: list[str] | None) -> tuple[str, ...]:
    """The themes that are asked for; InputError for an unknown one, or where one stands twice."""
    asked = tuple(api.theme_named(word).id for word in words or [api.STANDARD_THEME.id])
    twice = next((word for word in asked if asked.count(word) > 1), None)
    if twice is not None:
        raise InputError.one("--theme", f"'{twice}' is asked for twice", "name each once")
    return asked


def day(text: str | None, *, where: str = "--as-of") -> date | None:
    """The day that an option names; InputError where it is not one."""
    return None if text is None else api.parse_day(text, where=where)


def seconds(timeout: float) -> float:
    """A time limit that makes sense; InputError where it does not."""
    least, most = TIMEOUTS
    if least <= timeout <= most:
        return timeout
    what = f"{timeout:g} is not between {least:g} and {most:g} seconds"
    raise InputError.one("--timeout", what, "allow it a few seconds")


def of_solver(timeout: float) -> float:
    """How much of a command's time the solver may take: the rest is for judging and drawing."""
    return seconds(timeout) / 2


def factor(scale: str | None) -> float | None:
    """How large a picture is to be; InputError where that is no number, too small or too large."""
    return None if scale is None else api.parse_scale(scale, where="--scale")


def column(width: str | None) -> int:
    """For how wide a column a picture is to be composed; 0 where nobody says."""
    return 0 if width is None else api.parse_column(width, where="--width")


def format_of(output: Path, *, instead: str = "overview") -> str:
    """The format that the suffix of a file names; InputError where it has none."""
    suffix = output.suffix.lower().lstrip(".")
    if not suffix:
        example = f"{instead}.{api.STANDARD_FORMAT.id}"
        raise InputError.one(
            str(output), "has no suffix that names a format", f"write for example {example}"
        )
    return suffix
