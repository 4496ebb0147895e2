"""Pictures and documents of an architecture, and writing them to files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.dataset import knowledge
from kgraph.api.judging import check
from kgraph.api.making import to_json, to_turtle
from kgraph.api.recording import Gathered, gather, gathering
from kgraph.api.viewing import excerpt, understood
from kgraph.files import write_files
from kgraph.knowledge import store as _store

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding
    from kgraph.view.drawing import Drawing


def drawing(architecture: Architecture, view: str | Path = "overview") -> Drawing:
    """One view of an architecture laid out: the fullest that is legible. InputError names the known views."""
    from kgraph.rendering.layout import best
    from kgraph.view.arrange import views as arrangements

    return best(arrangements(excerpt(architecture, view), knowledge()))


def draw(
    architecture: Architecture,
    *,
    view: str | Path = "overview",
    format: str = "svg",
    theme: str = "light",
    scale: float | None = None,
) -> bytes:
    """One view of an architecture in one format; InputError names the known ones.

    `view` is one of `views`, or a `Path` to a query or a selection of one's own.
    """
    from kgraph.rendering.options import Options
    from kgraph.rendering.registry import format_named, render

    chosen = format_named(format, where="format")
    options = Options(theme=theme, scale=scale, cache_folder=_store.cache_folder())
    return render(drawing(architecture, view), chosen, options)


def draw_comparison(
    before: Architecture,
    after: Architecture,
    *,
    format: str = "svg",
    theme: str = "light",
    scale: float | None = None,
) -> bytes:
    """Two architectures as one picture, with what is added and what is removed marked; InputError names the known formats."""
    from kgraph.rendering.layout import best
    from kgraph.rendering.options import Options
    from kgraph.rendering.registry import format_named, render
    from kgraph.view.difference import difference

    chosen = format_named(format, where="format")
    found = best(difference(understood(before), understood(after), knowledge(), knowledge().views[0]))
    return render(found, chosen, Options(theme=theme, scale=scale, cache_folder=_store.cache_folder()))


def rationale(
    architecture: Architecture,
    findings: Iterable[Finding] | None = None,
    *,
    picture: str | None = "overview.svg",
    others: Iterable[tuple[str, str]] = (),
    gathered: Gathered | None = None,
) -> str:
    """The architecture as a decision record in Markdown, every choice with its reasons.

    `picture` is the file that it shows, `others` are the labels and files of pictures that it links; `gathered` spares
    looking for alternatives and risks again.
    """
    from kgraph.rendering.rationale import rationale as write
    from kgraph.rendering.record.document import Figure

    told = gather(architecture) if gathered is None else gathered
    shown = (Figure(f"Overview of {architecture.name}", picture, shown=True),) if picture else ()
    return write(
        architecture,
        knowledge(),
        check(architecture) if findings is None else findings,
        pictures=(*shown, *(Figure(label, file) for label, file in others)),
        alternatives=told.considered,
        risks=told.risks,
    )


def results(
    architecture: Architecture,
    *,
    view: str = "overview",
    formats: Iterable[str] = ("svg", "png"),
    findings: Iterable[Finding] | None = None,
) -> dict[str, str | bytes]:
    """All files that `assemble` writes, by name; `findings` spares judging again."""
    gathered = gathering(architecture)
    files: dict[str, str | bytes] = {
        "architecture.ttl": to_turtle(architecture),
        "architecture.json": to_json(architecture),
    }
    for format in formats:
        files[f"{view}.{format}"] = draw(architecture, view=view, format=format)
    picture = next((name for name in files if name.startswith(f"{view}.")), None)
    files["rationale.md"] = rationale(architecture, findings, picture=picture, gathered=gathered.result())
    return files


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder, all or none; OutputError where that is not possible."""
    write_files(folder, files)
