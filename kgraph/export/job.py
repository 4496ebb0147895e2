"""Everything that is made of one brief.

Its pictures, its documents, and what an index says of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from importlib import metadata
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph import resources
from kgraph.api import architectures, checks, excerpts, packing, reports
from kgraph.api.packing import PAGE_FILE
from kgraph.api.pictures import drawing
from kgraph.api.wiring import key as dataset_key
from kgraph.documents.file_names import file_names, themed
from kgraph.documents.yaml import parse_yaml
from kgraph.errors import InputError, Unsatisfiable
from kgraph.export.briefs import comment
from kgraph.export.config import Export
from kgraph.export.gallery.index import Entry, Picture
from kgraph.formats.options import Options
from kgraph.formats.registry import PAGE, PIXELS, SHOWN, format_named
from kgraph.formats.rendering import lacking, render

if TYPE_CHECKING:
    from kgraph.layout.drawing import Drawing
    from kgraph.model.architecture import Architecture
    from kgraph.model.brief import Brief
    from kgraph.model.conflict import Conflict
    from kgraph.model.finding import Finding
    from kgraph.model.pictures import ViewChoice

THUMBNAIL = f"thumbnail.{PIXELS.id}"
_DRAWS = (
    "clingo",
    "diagrams",
    "font-roboto",
    "pillow",
    "pyoxigraph",
    "python-pptx",
    "reportlab",
    "resvg-py",
)
_LABELS = {
    PAGE_FILE: "All views on one page",
    "rationale.md": "Rationale",
    "architecture.json": "architecture.json",
    "architecture.ttl": "architecture.ttl",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One brief that is to be exported.

    `source` is its file as seen from its folder of pictures; `copied`, whether that file is a copy
    which is written with them.
    """

    name: str
    path: Path
    text: str
    source: str
    copied: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a brief.

    Files by name, its entry in the index, the views that it has, and what is to be said of it.
    `sound` is whether no rule is violated, `lasting` whether the same inputs give the same again.
    """

    files: dict[str, str | bytes]
    entry: Entry
    views: tuple[str, ...]
    said: tuple[str, ...] = ()
    sound: bool = True
    lasting: bool = True


def key(job: Job, export: Export, today: date) -> str:
    """The hash of everything that decides what is made of a brief.

    Of the day only where the brief names none.
    """
    dated = "as_of" in parse_yaml(job.text, str(job.path)).value
    config = (
        export.views,
        export.formats,
        export.themes,
        export.scale,
        export.width,
        export.documents,
        export.thumbnails,
    )
    said = [
        job.name,
        job.text,
        job.source,
        job.copied,
        repr(config),
        "" if dated else today.isoformat(),
        _code(),
    ]
    said += [
        hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in export.own
    ]
    return hashlib.sha256(json.dumps([dataset_key(), *said]).encode()).hexdigest()


@cache
def _code() -> str:
    """The hash of the code, and the versions of the libraries, that assemble and draw."""
    state = hashlib.sha256()
    for path in sorted(resources.PACKAGE.rglob("*")):
        room = path.relative_to(resources.PACKAGE).parts[0]
        ours = room not in ("cli", "web", "_data") and "__pycache__" not in path.parts
        if ours and path.is_file():
            state.update(f"\0{path.relative_to(resources.PACKAGE).as_posix()}\0".encode())
            state.update(path.read_bytes())
    for name in _DRAWS:
        try:
            state.update(f"\0{name} {metadata.version(name)}".encode())
        except metadata.PackageNotFoundError:
            state.update(f"\0{name}".encode())
    return state.hexdigest()


def make(job: Job, export: Export, today: date) -> Made:
    """Assemble, judge, draw and tell.

    InputError, Unsatisfiable and SolverTimeout tell the brief's path as it was given.
    """
    brief, architecture = _assembled(job, today)
    # the solver has a process of its own: alternatives are looked for while we draw
    with ThreadPoolExecutor(1) as pool:
        gathering = pool.submit(copy_context().run, reports.gather, architecture)
        findings = checks.check(architecture)
        offered = tuple(view.id for view in excerpts.views(architecture))
        known = tuple(sorted(excerpts.known_views(architecture)))
        chosen: list[str | Path] = [*export.chosen(offered, known), *export.own]
        drawings = {str(one): drawing(architecture, one, width=export.width) for one in chosen}
        files: dict[str, str | bytes] = {packing.BRIEF: job.text} if job.copied else {}
        files |= _drawn(job, architecture, drawings, export)
        gathered = gathering.result()
    pictures = _pictures(architecture, drawings, export, files)
    told = packing.Told(lambda: findings, gathered)
    documents = packing.document_makers(architecture, told, _shown(pictures))
    files |= {name: make() for name, make in documents.items() if name in export.documents}
    if PAGE.id in export.formats:
        laid_out = _laid_out(drawings).values()
        files[PAGE_FILE] = packing.page_maker(architecture, laid_out, told, export.themes)()
    said = [
        *_said(job, brief, architecture, drawings),
        *_letters(job, export, tuple(drawings.values())),
        *map(_finding, findings),
    ]
    return Made(
        files,
        _entry(job, architecture, pictures, files),
        known,
        tuple(said),
        not any(finding.severity == "violation" for finding in findings),
        architecture.proven and not gathered.considered.note,
    )


def _assembled(job: Job, today: date) -> tuple[Brief, Architecture]:
    """The brief and its architecture.

    What is written does not tell where it was made, what is wrong does.
    """
    try:
        brief = architectures.parse_brief(job.text, today=today, name=job.path.name)
        return brief, architectures.assemble(brief)
    except InputError as error:
        placed = (replace(one, where=_whole(one.where, job)) for one in error.problems)
        raise InputError(placed) from None
    except Unsatisfiable as error:
        raise Unsatisfiable(_placed(error.conflict, job)) from None


def _shown(pictures: Iterable[Picture]) -> list[tuple[str, str]]:
    """What each picture is called, and its image."""
    return [(picture.label, picture.image) for picture in pictures]


def _finding(finding: Finding) -> str:
    return f"{finding.severity}: {finding.focus}: {finding.reason}"


def _drawn(
    job: Job, architecture: Architecture, drawings: Mapping[str, Drawing], export: Export
) -> dict[str, str | bytes]:
    """The pictures by their names: each view in each format, and the thumbnail of the first."""
    looks = packing.Looks(export.formats, export.themes, export.scale)
    makers = packing.picture_makers(
        architecture, _laid_out(drawings), looks, source=job.source, text=job.text
    )
    found = {name: make() for name, make in makers.items()}
    if export.thumbnails is not None and drawings:
        first = next(iter(drawings.values()))
        options = Options(export.themes[0], export.thumbnails / first.width)
        found[THUMBNAIL] = render(first, PIXELS, options)
    return found


def _laid_out(drawings: Mapping[str, Drawing]) -> dict[str, Callable[[], Drawing]]:
    """Drawings that there are already, as what gives them."""
    return {view: partial(drawings.__getitem__, view) for view in drawings}


def _placed(conflict: Conflict, job: Job) -> Conflict:
    """The conflict with the brief's own path."""
    placed = (
        replace(one, where=_whole(one.where, job)) if one.where else one
        for one in conflict.statements
    )
    return replace(conflict, statements=tuple(placed))


def _whole(where: str, job: Job) -> str:
    """A place in the brief with the brief's own path."""
    name = job.path.name
    own = where == name or where.startswith(f"{name}:")
    return f"{job.path}{where.removeprefix(name)}" if own else where


def _said(
    job: Job, brief: Brief, architecture: Architecture, views: Iterable[str]
) -> Iterator[str]:
    """What the user should know of a brief that could be drawn."""
    if "as_of" not in dict(brief.given):
        day = brief.as_of.isoformat()
        changing = f"{job.path}: names no day: its pictures change with the day"
        yield f"{changing}: add 'as_of: {day}'"
    if not architecture.proven:
        yield f"{job.path}: not proven to be the best: the time was up: run it again"
    for view, name in packing.stems(views).items():
        plain = file_names([packing.stem(view)])[packing.stem(view)]
        if plain != name:
            written = f"{job.path}: view '{view}' is written as {name}"
            yield f"{written}: another view has the name {plain}"


def _letters(job: Job, export: Export, drawings: Sequence[Drawing]) -> Iterator[str]:
    """Which letters the formats cannot show: of each what it lacks in any of the pictures."""
    made = [(id, format_named(id, where="formats"), drawings) for id in export.formats]
    if export.thumbnails is not None:
        made.append((THUMBNAIL, PIXELS, drawings[:1]))
    for name, format, shown in made:
        if words := lacking(shown, format):
            yield f"{job.path}: {name}: {words}"


def _pictures(
    architecture: Architecture,
    drawings: Mapping[str, Drawing],
    export: Export,
    files: Iterable[str],
) -> tuple[Picture, ...]:
    """The views that are drawn, as an index shows them.

    With an image where one of their files is one.
    """
    choices = {view.id: view for view in excerpts.views(architecture)}
    formats = packing.picture_formats(export.formats)
    ending = next((one.id for one in SHOWN if one.id in formats), "")
    # a thumbnail is made of the first view alone
    first = THUMBNAIL if THUMBNAIL in files else ""
    found: list[Picture] = []
    for view, name in packing.stems(drawings).items():
        stems = {theme: themed(name, theme, export.themes) for theme in export.themes}
        image = f"{stems[export.themes[0]]}.{ending}" if ending else first
        written = tuple(_written(stems, formats))
        found.append(_picture(drawings[view], choices.get(view), image, written))
        first = ""
    return tuple(found)


def _written(stems: Mapping[str, str], formats: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files of a view, each with what it is called; its theme only where there are several."""
    for format, (theme, stem) in product(formats, stems.items()):
        yield f"{format} {theme}" if len(stems) > 1 else format, f"{stem}.{format}"


def _picture(
    drawn: Drawing, choice: ViewChoice | None, image: str, files: tuple[tuple[str, str], ...]
) -> Picture:
    """One view as an index shows it; a view of the user's own says no question that it answers."""
    return Picture(
        choice.label if choice else drawn.view.title,
        choice.definition if choice else "",
        image,
        round(drawn.width),
        round(drawn.height),
        files,
    )


def _entry(
    job: Job, architecture: Architecture, pictures: tuple[Picture, ...], files: Iterable[str]
) -> Entry:
    """What the index says of a brief."""
    there = set(files)
    links = [(label, name) for name, label in _LABELS.items() if name in there]
    return Entry(
        job.name,
        architecture.name,
        comment(job.text),
        _facts(architecture),
        (*links, ("Brief", job.source)),
        pictures,
        THUMBNAIL if THUMBNAIL in there else "",
    )


def _facts(architecture: Architecture) -> tuple[tuple[str, str], ...]:
    scopes = Counter(place.scope for place in architecture.places)
    components = {one.component for one in architecture.placements if not one.workload}
    rows = [
        ("as of", architecture.as_of.isoformat()),
        ("sites", str(scopes["site"])),
        ("clusters", str(scopes["cluster"])),
        ("components", str(len(components))),
        ("placements", str(len(architecture.placements))),
        ("flows", str(len(architecture.flows))),
    ]
    return tuple(rows)
