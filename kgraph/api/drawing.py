"""Pictures and documents of an architecture, and writing them to files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.dataset import knowledge
from kgraph.api.judging import check
from kgraph.api.making import to_json, to_turtle
from kgraph.errors import InputError, nearest
from kgraph.files import write_files
from kgraph.knowledge import store as _store
from kgraph.view.overview import overview

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

VIEWS = ("overview",)


def draw(
    architecture: Architecture, *, view: str = "overview", format: str = "svg", scale: float | None = None
) -> bytes:
    """One view of an architecture in one format; InputError names the known ones."""
    from kgraph.rendering.layout import draw as lay_out
    from kgraph.rendering.options import Options
    from kgraph.rendering.registry import format_named, render

    if view not in VIEWS:
        raise InputError.one("view", f"unknown view '{view}'", nearest(view, VIEWS))
    chosen = format_named(format, where="format")
    drawing = lay_out(overview(_understood(architecture), knowledge()))
    return render(drawing, chosen, Options(scale=scale, cache_folder=_store.cache_folder()))


def _understood(architecture: Architecture) -> Architecture:
    from kgraph.analysis.versions import understood

    return understood(architecture, knowledge())


def draw_comparison(
    before: Architecture, after: Architecture, *, format: str = "svg", scale: float | None = None
) -> bytes:
    """Two architectures as one picture, with what is added and what is removed marked; InputError names the known formats."""
    from kgraph.rendering.layout import draw as lay_out
    from kgraph.rendering.options import Options
    from kgraph.rendering.registry import format_named, render
    from kgraph.view.difference import difference

    chosen = format_named(format, where="format")
    drawing = lay_out(difference(_understood(before), _understood(after), knowledge()))
    return render(drawing, chosen, Options(scale=scale, cache_folder=_store.cache_folder()))


def rationale(
    architecture: Architecture, findings: Iterable[Finding] | None = None, *, picture: str | None = "overview.svg"
) -> str:
    """The architecture in words, every choice with its reasons, as Markdown."""
    from kgraph.rendering.rationale import rationale as write

    return write(architecture, knowledge(), check(architecture) if findings is None else findings, picture=picture)


def results(
    architecture: Architecture,
    *,
    view: str = "overview",
    formats: Iterable[str] = ("svg", "png"),
    findings: Iterable[Finding] | None = None,
) -> dict[str, str | bytes]:
    """All files that `assemble` writes, by name; `findings` spares judging again."""
    files: dict[str, str | bytes] = {
        "architecture.ttl": to_turtle(architecture),
        "architecture.json": to_json(architecture),
    }
    for format in formats:
        files[f"{view}.{format}"] = draw(architecture, view=view, format=format)
    files["rationale.md"] = rationale(
        architecture, findings, picture=next((name for name in files if name.startswith(f"{view}.")), None)
    )
    return files


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder, all or none; OutputError where that is not possible."""
    write_files(folder, files)
