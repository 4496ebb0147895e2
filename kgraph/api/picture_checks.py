"""Pictures judged: whether an SVG still shows what is so."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api import architectures, excerpts
from kgraph.api.origins import origin
from kgraph.api.pictures import draw_component, drawing
from kgraph.api.wiring import knowledge
from kgraph.documents.file_names import file_names
from kgraph.documents.vocabulary import day_of
from kgraph.documents.yaml import read_text
from kgraph.errors import InputError
from kgraph.formats.options import Options, Provenance
from kgraph.formats.registry import STANDARD
from kgraph.formats.rendering import render
from kgraph.formats.svg import provenance, truth
from kgraph.model.finding import Finding

if TYPE_CHECKING:
    from kgraph.layout.drawing import Drawing
    from kgraph.model.architecture import Architecture

SOURCES = (".yaml", ".yml", ".json", ".ttl")


def check_picture(path: Path, *, as_of: date | None = None) -> tuple[Finding, ...]:
    """What an SVG shows otherwise than today's catalog would have it.

    Nothing where it is still true. It is drawn anew from the file that it names, if that is beside
    it, or from the brief that it carries. Edited by hand: a violation. Boxes, arrows or places that
    are gone, new or different: violations where the architecture has changed, warnings where only
    the way of drawing has. InputError for a file that is damaged or not one of ours, or whose
    source is neither beside it nor in it; Unsatisfiable where the brief cannot be met any more.
    """
    text = read_text(path, limit=provenance.MAX_CHARACTERS)
    found = provenance.read(text, where=str(path))
    said = found.provenance
    said = replace(said, view=_word(said.view))
    as_of = as_of or day_of(said.as_of)
    own = said.view.partition(":")[0] not in {definition.id for definition in knowledge().views}
    view = "YOUR-VIEW.rq" if own else said.view
    remedy = (
        f"draw it again: kgraph draw {_word(said.source) or 'BRIEF'} --view {view} -o {path.name}"
    )
    findings: list[Finding] = []
    if not found.untouched:
        reason = "was edited by hand since it was drawn"
        findings.append(Finding("violation", "picture", "picture-edited", reason, remedy))
    new, data = _today(path, found, as_of)
    if new is None:
        reason = f"the view '{said.view}' is not there any more"
        findings.append(
            Finding(
                "violation", "picture", "picture-view", reason, "delete it, or draw another view"
            )
        )
    else:
        findings += truth.compare(
            text, new, same_data=bool(data) and said.data == data, remedy=remedy
        )
    return tuple(replace(finding, where=str(path)) for finding in findings)


def _word(text: str) -> str:
    """What somebody else wrote, fit for a line of ours."""
    return "".join(letter for letter in text if letter.isprintable())[:200]


def _today(path: Path, found: provenance.Origin, as_of: date | None) -> tuple[str | None, str]:
    """The picture drawn now, None where its view is not there any more.

    And the hash of the architecture that it shows.
    """
    said = found.provenance
    kind, _, component = said.view.partition(":")
    if not (said.source or said.brief or said.data) and component and kind in _of_components():
        return draw_component(component, day=as_of, theme=found.theme, scale=found.scale).decode(
            "utf-8"
        ), ""
    architecture = _architecture(path, said, as_of)
    now = origin(
        architecture,
        view=said.view,
        query=said.query,
        source=said.source,
        brief=said.brief,
        as_of=as_of,
    )
    drawn = _drawn(architecture, said)
    if drawn is None:
        return None, now.data
    options = Options(found.theme, found.scale, now)
    return render(drawn, STANDARD, options).decode("utf-8"), now.data


def _of_components() -> set[str]:
    """The views that show the inside of a component."""
    return {definition.id for definition in knowledge().views if definition.per == "component"}


def _architecture(path: Path, said: Provenance, as_of: date | None) -> Architecture:
    """The architecture that a picture shows, as it is today."""
    source = (
        path.parent / said.source if said.source and not Path(said.source).is_absolute() else None
    )
    if source is not None and source.suffix.lower() in SOURCES and os.path.isfile(source):  # noqa: PTH113 (too long a name: is_file raises)
        if source.suffix.lower() in (".yaml", ".yml"):
            return architectures.assemble(source, as_of=as_of)
        return architectures.read_architecture(source)
    if said.brief:
        return architectures.assemble(
            architectures.parse_brief(said.brief, name=f"{path} (its brief)"), as_of=as_of
        )
    what = (
        f"was drawn from '{_word(said.source)}', which is not beside it"
        if said.source
        else "names no file it was drawn from"
    )
    raise InputError.one(str(path), what, "put that file where it was, or draw the picture again")


def _drawn(architecture: Architecture, said: Provenance) -> Drawing | None:
    """The view drawn now; None where the architecture has it no more."""
    if said.view in excerpts.known_views(architecture):
        return drawing(architecture, said.view)
    if said.query and said.query not in {definition.query for definition in knowledge().views}:
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder) / f"{file_names([said.view])[said.view]}.rq"
            own.write_text(said.query, "utf-8")
            return drawing(architecture, own)
    return None
