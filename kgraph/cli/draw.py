"""Commands that show an architecture: draw, views."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kgraph import api
from kgraph.cli import completion
from kgraph.cli.answers import answers, tell_aside, tell_assumed, tell_json, tell_line, tell_rows
from kgraph.cli.files import beside
from kgraph.cli.options import (
    DOCUMENT,
    OVERVIEW,
    PATIENCE,
    AsOf,
    Json,
    Scale,
    Themes,
    Timeout,
    View,
    Width,
    column,
    day,
    factor,
    listed,
    of_solver,
    themes_of,
    view_of,
)
from kgraph.cli.outputs import (
    PIPE,
    by_theme,
    deliver,
    folder_of,
    format_asked,
    is_piped,
    refuse_given,
)
from kgraph.cli.progress import within
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture

SUFFIXES = listed([f".{one.id}" for one in api.FORMATS])


def draw(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A brief (.yaml), an architecture (.json, .ttl), or the id or name of a "
            "component whose inside is to be seen.",
            autocompletion=completion.insides,
        ),
        DOCUMENT,
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"The picture; its suffix names the format: {SUFFIXES}. "
            f"With {PIPE} it goes to standard output.",
        ),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="The format, where no suffix names it; "
            f"{api.STANDARD_FORMAT.id} on standard output.",
            autocompletion=completion.formats,
        ),
    ] = None,
    view: View = OVERVIEW,
    theme: Themes = None,
    scale: Scale = None,
    width: Width = None,
    as_of: AsOf = None,
    timeout: Timeout = PATIENCE,
) -> None:
    """Draw one view of a brief's architecture, of an architecture, or the inside of a component.

    A view is one of those that `kgraph views SOURCE` lists, such as observability or site:eu, or a
    file: a SPARQL CONSTRUCT (.rq) or a selection (.yaml). What the format cannot show, and what a
    picture of some width leaves out, is said on standard error.
    """
    with answers(as_json=False):
        chosen = format_asked(format, output)
        files = by_theme(output, themes_of(theme))
        letters: list[str] = []
        if chosen.whole:
            of_one = {"--view": view != OVERVIEW, "--scale": scale, "--width": width}
            refuse_given(of_one, f"to '{chosen.id}', which holds all views")
        _refuse_same(source, view)
        room = column(width)
        made = Made(chosen.id, factor(scale), room, day(as_of), letters.append)
        with within(timeout, "draw", "Reading the catalog") as say:
            if _is_component(source):
                pictures = _insides(source, view, files, made)
            else:
                architecture = api.architecture_of(
                    Path(source), as_of=day(as_of), timeout=of_solver(timeout)
                )
                tell_assumed(architecture)
                say(f"Drawing {len(architecture.placements):,} placements")
                origin = beside(Path(source), folder_of(output))
                pictures = _views(architecture, view_of(view), files, made, origin)
        for one, picture in pictures.items():
            if deliver(picture, one):
                tell_line(str(one))
        name = chosen.id if is_piped(output) else output.name
        if chosen.lacks:
            lacking = "; ".join(chosen.lacks)
            tell_aside(f"{name} lacks, since its format cannot show it: {lacking}")
        for words in dict.fromkeys(letters):
            tell_aside(f"{name}: {words}")


class Made(NamedTuple):
    """How a picture is made, whatever it shows."""

    format: str
    scale: float | None
    width: int
    as_of: date | None
    say: Callable[[str], None]


def _insides(id: str, view: str, files: Mapping[str, Path], made: Made) -> dict[Path, bytes]:
    """The inside of a component in each theme."""
    if view != OVERVIEW:
        what = "a component has one view, its inside"
        raise InputError.one("--view", what, "leave --view out")
    format, scale, width, day, say = made
    pictures: dict[Path, bytes] = {}
    for theme, file in files.items():
        pictures[file] = api.draw_component(
            id, day=day, format=format, theme=theme, scale=scale, width=width, say=say
        )
    return pictures


def _views(
    architecture: Architecture, view: str | Path, files: Mapping[str, Path], made: Made, source: str
) -> dict[Path, bytes]:
    """A view of an architecture in each theme, laid out once."""
    whole = api.format_named(made.format).whole
    drawn = (
        api.drawing(architecture, view, width=made.width) if len(files) > 1 and not whole else None
    )
    pictures: dict[Path, bytes] = {}
    for theme, file in files.items():
        pictures[file] = api.draw(
            architecture,
            view=view,
            format=made.format,
            theme=theme,
            scale=made.scale,
            width=made.width,
            source=source,
            as_of=made.as_of,
            drawn=drawn,
            say=made.say,
        )
    return pictures


def _refuse_same(source: str, view: str) -> None:
    """InputError where both what is drawn and the view are to come from standard input."""
    if source == view == PIPE:
        what = "standard input holds the brief or architecture already"
        raise InputError.one("--view", what, "name a file for one of them")


def _is_component(source: str) -> bool:
    """Whether a source can only be a component's id or name: without a suffix, and no file."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 _+&()-]*", source) is None:
        return False
    return not os.path.exists(source)  # noqa: PTH110 (Path.exists raises where a name is too long)


def views(
    source: Annotated[
        Path, typer.Argument(help="A brief (.yaml) or an architecture (.json, .ttl).")
    ],
    *,
    as_of: AsOf = None,
    timeout: Timeout = PATIENCE,
    as_json: Json = False,
) -> None:
    """List the views that can be drawn of a brief's architecture or of an architecture."""
    with answers(as_json):
        with within(timeout, "views", "Assembling"):
            found = api.views(
                api.architecture_of(source, as_of=day(as_of), timeout=of_solver(timeout))
            )
        if as_json:
            tell_json(found)
            return
        wide = max(len(view.id) for view in found)
        rows = ((view.id, f"{view.label}: {view.definition}") for view in found)
        tell_rows(rows, wide + 2)
