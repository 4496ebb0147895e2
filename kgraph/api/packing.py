"""Everything about one architecture: pictures of its views, its documents, one page with all.

What makes each file is told here, for exports and for the pages, whose files are the same byte for
byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.api.architectures import to_json, to_turtle
from kgraph.api.checks import check
from kgraph.api.choices import FOLLOWING_THEME, PAGE_FORMAT, SHOWN_FORMATS, format_named
from kgraph.api.excerpts import described, views
from kgraph.api.origins import origin
from kgraph.api.pictures import drawing, painted, rationale
from kgraph.api.reports import Gathered, page
from kgraph.documents.file_names import file_names, is_view_file, themed
from kgraph.documents.plain import to_json_text

if TYPE_CHECKING:
    from kgraph.layout.drawing import Drawing
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

BRIEF = "brief.yaml"
EXPORT = "export.yaml"
"""The files that an export makes all others of: one beside them, the other above."""
RECORD, GRAPH, VALUE = "rationale.md", "architecture.ttl", "architecture.json"
PAGE_FILE = f"architecture.{PAGE_FORMAT.id}"
Make = Callable[[], str | bytes]
Do = Callable[..., Any]
"""Does a use case with what it is given: here, or in a process of its own."""


def here(use_case: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What a use case gives, done where it is asked for."""
    return use_case(*given, **named)


@dataclass(frozen=True, slots=True)
class Looks:
    """In which formats and themes each view is painted, and how large."""

    formats: Sequence[str]
    themes: Sequence[str]
    scale: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the documents of an architecture say beside it: what is found, when it is asked for, and
    what was gathered; where nothing was, each document gathers it itself.
    """

    findings: Callable[[], tuple[Finding, ...]]
    gathered: Gathered | None = None


def stems(views: Iterable[str]) -> dict[str, str]:
    """The name of the files of each view, without a suffix: of its id, or of the file with it."""
    known = list(views)
    return dict(zip(known, file_names(map(stem, known)).values(), strict=True))


def stem(view: str) -> str:
    """A view's id, or the name of the file in which it stands."""
    return Path(view).stem if is_view_file(view) else view


def picture_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """The formats of which each view has a file of its own."""
    return tuple(id for id in formats if not format_named(id, where="formats").whole)


def picture_makers(
    architecture: Architecture,
    drawings: Mapping[str, Callable[[], Drawing]],
    looks: Looks,
    *,
    source: str,
    text: str,
    do: Do = here,
) -> dict[str, Make]:
    """What makes each picture, by the name of its file.

    `drawings` give each view laid out, `source` names the brief as seen from the pictures, and
    `text` is what it says.
    """
    whence = origin(architecture, source=source, brief=text)
    found: dict[str, Make] = {}
    formats, names = picture_formats(looks.formats), stems(drawings)
    for view, drawn in drawings.items():
        name, query = described(architecture, Path(view) if is_view_file(view) else view)
        said = replace(whence, view=name, query=query)
        for theme, format in product(looks.themes, formats):
            file = f"{themed(names[view], theme, looks.themes)}.{format}"
            paint = partial(painted, format=format, theme=theme, scale=looks.scale, said=said)
            found[file] = partial(_with, drawn, paint, do)
    return found


def _with(drawn: Callable[[], Drawing], paint: partial[bytes], do: Do) -> bytes:
    painted_so: bytes = do(paint.func, drawn(), **paint.keywords)
    return painted_so


def document_makers(
    architecture: Architecture,
    told: Told,
    pictures: Sequence[tuple[str, str]],
    *,
    do: Do = here,
) -> dict[str, Make]:
    """What makes each document, by the name of its file.

    The decision record shows the first of these pictures, told by labels and files, and links the
    others.
    """
    first, *others = [(label, name) for label, name in pictures if name] or [("", "")]

    def record() -> str:
        found: str = do(
            rationale,
            architecture,
            told.findings(),
            picture=first[1] or None,
            others=others,
            gathered=told.gathered,
        )
        return found

    return {
        RECORD: record,
        VALUE: lambda: to_json(architecture, told.findings()),
        GRAPH: lambda: to_turtle(architecture),
    }


def page_maker(
    architecture: Architecture,
    drawings: Iterable[Callable[[], Drawing]],
    told: Told,
    themes: Sequence[str],
    *,
    do: Do = here,
) -> Make:
    """What makes one page with all views and the decision record."""
    laid_out = tuple(drawings)
    theme = themes[0] if len(themes) == 1 else FOLLOWING_THEME.id

    def whole() -> str:
        from kgraph.formats.options import Options

        found: str = do(
            page,
            architecture,
            [drawn() for drawn in laid_out],
            findings=told.findings(),
            gathered=told.gathered,
            options=Options(theme),
        )
        return found

    return whole


def file_makers(
    architecture: Architecture,
    *,
    text: str,
    formats: Sequence[str],
    theme: str,
    lay_out: Callable[[str], Drawing] | None = None,
    do: Do = here,
) -> dict[str, Make]:
    """What makes each file, by its name: pictures first, then documents, the brief of that text.

    What several need is made once. `lay_out` gives the drawing of a view by its id, where there is
    a better way than to make it here, and `do` does what takes long. InputError names the known
    formats.
    """
    lay, offered = cache(lay_out or partial(drawing, architecture)), views(architecture)
    drawings = {view.id: partial(lay, view.id) for view in offered}
    told = Told(cache(lambda: tuple(do(check, architecture))))
    looks = Looks(formats, (theme,))
    found = picture_makers(architecture, drawings, looks, source=BRIEF, text=text, do=do)
    ending = next((one.id for one in SHOWN_FORMATS if one.id in formats), "")
    names = stems(drawings)
    shown = [(view.label, f"{names[view.id]}.{ending}") for view in offered] if ending else []
    found |= document_makers(architecture, told, shown, do=do)
    if len(picture_formats(formats)) < len(formats):
        found[PAGE_FILE] = page_maker(architecture, drawings.values(), told, (theme,), do=do)
    return {**found, BRIEF: lambda: text}


def packing_config(architecture: Architecture, *, formats: Sequence[str], theme: str) -> str:
    """The text of the config with which an export makes the same."""
    told = {
        "title": to_json_text(architecture.name).strip(),
        "views": "all",
        "formats": f"[{', '.join(formats)}]",
        "theme": theme,
        "documents": f"[{RECORD}, {VALUE}, {GRAPH}]",
    }
    return "".join(f"{key}: {value}\n" for key, value in told.items())
