"""Pictures and documents of an architecture, and writing them to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.architectures import to_json, to_turtle
from kgraph.api.checks import check, checking
from kgraph.api.choices import SHOWN_FORMATS, STANDARD_FORMAT, STANDARD_THEME
from kgraph.api.derived import derived
from kgraph.api.excerpts import described, seen, views
from kgraph.api.layers import layered
from kgraph.api.origins import origin
from kgraph.api.reports import Gathered, gather, gathering
from kgraph.api.wiring import knowledge
from kgraph.documents.file_names import file_names, themed
from kgraph.documents.files import write_files

if TYPE_CHECKING:
    from kgraph.formats.options import Options, Provenance
    from kgraph.formats.registry import Format
    from kgraph.layout.drawing import Drawing
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

SHOWN = tuple(one.id for one in SHOWN_FORMATS)
"""The pictures that a document in Markdown can show; others it links."""
Say = Callable[[str], None]
"""Is told, in words, what of a picture its format cannot show: letters, a theme, a size."""


def unheard(_words: str) -> None:
    """What is told where nobody listens."""


@layered
def drawing(
    architecture: Architecture, view: str | Path = "overview", *, width: int = 0
) -> Drawing:
    """One view of an architecture laid out: the fullest that is legible, in a column of `width`
    pixels if one is named.

    InputError names the known views.
    """
    from kgraph.layout.choosing import best

    return best(seen(architecture, view, column=width))


def renamed_drawing(drawn: Drawing, before: Architecture, after: Architecture) -> Drawing | None:
    """A view of an architecture laid out, as that of another one that is the same by another name:
    what it would be, without laying it out; None where that cannot be said.
    """
    from kgraph.layout.page import retitled

    if drawn.view.subject or _named(before, after.name) != _named(after, after.name):
        return None
    return retitled(drawn, after.name)


def _named(architecture: Architecture, name: str) -> Architecture:
    """An architecture by a name, its own and that of its brief."""
    brief = architecture.brief
    return replace(architecture, name=name, brief=replace(brief, name=name) if brief else None)


@layered
def draw(
    architecture: Architecture,
    *,
    view: str | Path = "overview",
    format: str = STANDARD_FORMAT.id,
    theme: str = STANDARD_THEME.id,
    scale: float | None = None,
    source: str = "",
    as_of: date | None = None,
    drawn: Drawing | None = None,
    width: int = 0,
    say: Say = unheard,
) -> bytes:
    """One view of an architecture in one format; InputError names the known ones.

    `view` is one of `views`, or a `Path` to a query or a selection of one's own; `theme` is
    ``light``, ``dark``, ``auto`` (an SVG that follows its reader) or ``print``; `source` names the
    file that it is drawn from, as seen from the picture, and `as_of` the day that was asked for
    instead of the brief's: both are kept in an SVG. `drawn` is the view already laid out, if it is.
    `width` is that of the column, in pixels, in which the picture will be shown: it is composed for
    that, and what it leaves out for that is said to `say`, as are letters, themes and sizes that
    the format cannot show. The format ``html`` holds all views.

    >>> kgraph.draw(kgraph.assemble("name: Small shop"))[:4]
    b'<svg'
    """
    from kgraph.formats.options import Options
    from kgraph.formats.registry import format_named
    from kgraph.formats.rendering import prepare, render
    from kgraph.formats.theme import theme_named

    chosen = format_named(format, where="format")
    theme_named(theme, where="theme")
    _tell_dropped(chosen, Options(theme, scale), say)
    if chosen.whole:
        return _whole(architecture, theme, chosen, say).encode("utf-8")
    prepare(chosen)
    name, query = described(architecture, view)
    said = origin(architecture, view=name, query=query, source=source, as_of=as_of)
    options = Options(theme, scale, said)
    one = drawn if drawn is not None else drawing(architecture, view, width=width)
    _tell_lacking([one], chosen, say)
    if width:
        _tell_fitted(one, say)
    return render(one, chosen, options)


def _tell_lacking(drawings: Iterable[Drawing], format: Format, say: Say) -> None:
    """Tell which letters of these drawings a format cannot show, if anybody listens."""
    from kgraph.formats.rendering import lacking

    if say is unheard:
        return
    if words := lacking(drawings, format):
        say(words)


def _tell_dropped(format: Format, options: Options, say: Say) -> None:
    """Tell what of a theme and a size a format cannot show."""
    from kgraph.formats.rendering import dropped

    for words in dropped(format, options):
        say(words)


def _tell_fitted(drawing: Drawing, say: Say) -> None:
    """Tell what a picture for a column leaves out, and where its letters are too small for that."""
    from kgraph.layout.legibility.metrics import measure

    metrics = measure(drawing)
    if metrics.letters < metrics.least:
        say(
            f"its smallest letters are {metrics.letters:g} px high in {metrics.shown:g} px, less "
            f"than {metrics.least:g}; give it more room"
        )
    for line in drawing.view.left_out:
        say(str(line))


def _whole(architecture: Architecture, theme: str, format: Format, say: Say) -> str:
    """All views of an architecture and its decision record as one page."""
    from kgraph.api.reports import page
    from kgraph.formats.options import Options

    gathered = gathering(architecture)
    drawings = [drawing(architecture, view.id) for view in views(architecture)]
    _tell_lacking(drawings, format, say)
    options = Options(theme)
    return page(architecture, drawings, gathered=gathered.result(), options=options)


def draw_component(
    id: str,
    *,
    day: date | None = None,
    format: str = STANDARD_FORMAT.id,
    theme: str = STANDARD_THEME.id,
    scale: float | None = None,
    width: int = 0,
    say: Say = unheard,
) -> bytes:
    """The inside of a component on a day (today), with its neighbours.

    It may be called by its id, its name or an alias. `width` is as in `draw`.

    InputError where it is unknown or its inside is not told.
    """
    from kgraph.formats.options import Options, Provenance
    from kgraph.formats.registry import format_named
    from kgraph.formats.rendering import prepare, render
    from kgraph.formats.theme import theme_named
    from kgraph.layout.choosing import draw as lay_out
    from kgraph.view.inside import inside

    chosen = format_named(format, where="format")
    theme_named(theme, where="theme")
    _tell_dropped(chosen, Options(theme, scale), say)
    prepare(chosen)
    meant = knowledge().component_meant(id)
    found = inside(meant.id if meant else id, knowledge(), day=day or date.today())
    definition = next((d for d in knowledge().views if d.per == "component"), None)
    said = Provenance(
        found.id, definition.query if definition else "", as_of=day.isoformat() if day else ""
    )
    laid = lay_out(replace(found, column=width))
    _tell_lacking([laid], chosen, say)
    if width:
        _tell_fitted(laid, say)
    return render(laid, chosen, Options(theme, scale, said))


def neighbourhood_drawing(id: str, *, day: date | None = None) -> Drawing:
    """A component between who needs it by its name and what it needs, on a day (today).

    InputError where it is unknown.
    """
    from kgraph.layout.choosing import draw as lay_out
    from kgraph.view.inside import neighbourhood

    return lay_out(neighbourhood(id, knowledge(), day=day or date.today()))


def painted(
    drawn: Drawing,
    *,
    format: str = STANDARD_FORMAT.id,
    theme: str = STANDARD_THEME.id,
    scale: float | None = None,
    said: Provenance | None = None,
) -> bytes:
    """What is laid out already, in one format; InputError names the known ones.

    `said` is what the picture says of its origin.
    """
    from kgraph.formats.options import Options
    from kgraph.formats.registry import format_named
    from kgraph.formats.rendering import render

    return render(drawn, format_named(format, where="format"), Options(theme, scale, said))


@layered
def comparison_drawing(before: Architecture, after: Architecture) -> Drawing:
    """Two architectures laid out as one picture."""
    from kgraph.layout.choosing import best
    from kgraph.view.difference import difference

    old, new = (derived(one).drawable.architecture for one in (before, after))
    return best(difference(old, new, knowledge(), knowledge().views[0]))


@layered
def draw_comparison(
    before: Architecture,
    after: Architecture,
    *,
    format: str = STANDARD_FORMAT.id,
    theme: str = STANDARD_THEME.id,
    scale: float | None = None,
    say: Say = unheard,
) -> bytes:
    """Two architectures as one picture, with what is added and what is removed marked.

    InputError names the known formats.
    """
    from kgraph.formats.options import Options
    from kgraph.formats.registry import format_named
    from kgraph.formats.rendering import render

    chosen = format_named(format, where="format")
    found = comparison_drawing(before, after)
    _tell_lacking([found], chosen, say)
    return render(found, chosen, Options(theme, scale))


@layered
def rationale(
    architecture: Architecture,
    findings: Iterable[Finding] | None = None,
    *,
    picture: str | None = "overview.svg",
    others: Iterable[tuple[str, str]] = (),
    gathered: Gathered | None = None,
) -> str:
    """The architecture as a decision record in Markdown, every choice with its reasons.

    `picture` is the file that it shows, `others` are the labels and files of pictures that it
    links; `gathered` spares looking for alternatives and risks again.
    """
    from kgraph.reports.document import Figure
    from kgraph.reports.markdown import write
    from kgraph.reports.record.record import record

    told = gather(architecture) if gathered is None else gathered
    figures = [Figure(label, file) for label, file in others]
    if picture:
        figures.insert(0, Figure(f"Overview of {architecture.name}", picture, shown=True))
    document = record(
        architecture,
        knowledge(),
        tuple(check(architecture) if findings is None else findings),
        figures=figures,
        considered=told.considered,
        risks=told.risks,
    )
    return write(document)


@layered
def results(
    architecture: Architecture,
    *,
    view: str | Path = "overview",
    formats: Sequence[str] = SHOWN,
    theme: str | Sequence[str] = STANDARD_THEME.id,
    source: str = "",
    as_of: date | None = None,
    findings: Iterable[Finding] | None = None,
    width: int = 0,
    say: Say = unheard,
) -> dict[str, str | bytes]:
    """All files that `assemble` writes, by name.

    Of several themes each has pictures of its own. `source` is the brief as seen from them,
    `findings` spares judging again; `width` is as in `draw`. `say` is told what `draw` says, with
    the name of the file; what all pictures leave out once, with the name of the view.
    """
    gathered = gathering(architecture)
    checked = checking(architecture) if findings is None else None
    files: dict[str, str | bytes] = {
        "architecture.ttl": to_turtle(architecture),
        "architecture.json": "",  # with what is found, once all is drawn
    }
    stem = next(iter(file_names([described(architecture, view)[0]]).values()))
    drawn = _drawn_for(architecture, view, formats, width)
    if drawn is not None and width:
        _tell_fitted(drawn, _saying(stem, say))
    themes = (theme,) if isinstance(theme, str) else tuple(theme)
    pictures = []
    for format, one in product(formats, themes):
        name = f"{themed(stem, one, themes)}.{format}"
        pictures.append(name)
        files[name] = draw(
            architecture,
            view=view,
            format=format,
            theme=one,
            source=source,
            as_of=as_of,
            drawn=drawn,
            say=unheard if say is unheard else _saying(name, say),
        )
    found = tuple(findings or ()) if checked is None else checked.result()
    files["architecture.json"] = to_json(architecture, found)
    picture, others = _shown(pictures)
    files["rationale.md"] = rationale(
        architecture, found, picture=picture, others=others, gathered=gathered.result()
    )
    return files


def file_of_theme(output: Path, theme: str, among: Sequence[str]) -> Path:
    """The file of a picture in a theme: its name says which, where there are several."""
    return output.with_name(themed(output.stem, theme, among) + output.suffix)


def _shown(names: Sequence[str]) -> tuple[str | None, list[tuple[str, str]]]:
    """Of the files of a picture, the first that a document can show; where there is none, all of
    them, by their names, to be linked.
    """
    picture = next((name for name in names if name.rpartition(".")[2] in SHOWN), None)
    return picture, [] if picture is not None else [(name, name) for name in names]


def _saying(name: str, say: Say) -> Say:
    """What says of a file what is told of it."""
    return lambda words: say(f"{name}: {words}")


def _drawn_for(
    architecture: Architecture, view: str | Path, formats: Iterable[str], width: int
) -> Drawing | None:
    """The view laid out once for all of these formats, if one of them shows a single view."""
    from kgraph.formats.registry import format_named
    from kgraph.formats.rendering import prepare

    chosen = [format_named(format, where="format") for format in formats]
    for one in chosen:
        prepare(one)  # what paints starts while the view is laid out
    if all(one.whole for one in chosen):
        return None
    return drawing(architecture, view, width=width)


def write(folder: Path | str, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder, all or none; OutputError where that is not possible."""
    write_files(Path(folder), files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Several files as one zip, the same bytes for the same files."""
    from kgraph.documents import archives

    return archives.zipped(files)
