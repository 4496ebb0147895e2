"""Exporting: every brief of a folder as pictures and documents.

What has not changed is neither assembled nor drawn. What was made is remembered in the cache
folder: for the hash of everything that decides it, the hashes of the files and the entry of the
index. Each folder that is written to says in a ledger which files are ours; no other is ever
removed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kgraph.api.choices import FORMATS, THEMES
from kgraph.api.layers import named_by, over
from kgraph.api.wiring import knowledge
from kgraph.documents import caches
from kgraph.documents.files import write_file
from kgraph.documents.yaml import read_text
from kgraph.errors import InputError, KgraphError, Problem
from kgraph.export import job as jobs
from kgraph.export import ledger
from kgraph.export.briefs import find_briefs
from kgraph.export.config import CONFIG, INDEXES, Export, read_export
from kgraph.export.gallery.changes import Changed, changes_page
from kgraph.export.gallery.index import Entry, index_html, index_md
from kgraph.export.gitattributes import leave_alone
from kgraph.export.job import Job
from kgraph.export.ledger import Change, Print

WRITTEN = ("missing", "stale", "alike")
"""The states of files that are written."""
KEEP = 400
"""For how many briefs it is remembered what was made of them."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one brief, or of the index (then `name` is empty).

    Its files, what is to be said, what went wrong. `sound` is whether its architecture breaks no
    rule.
    """

    name: str
    changes: tuple[Change, ...] = ()
    said: tuple[str, ...] = ()
    error: KgraphError | None = None
    sound: bool = True

    def count(self, *states: str) -> int:
        """How many files are in one of these states."""
        return sum(change.state in states for change in self.changes)


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of a brief that was exported.

    The hashes of its files, its entry in the index, its views.
    """

    files: dict[str, Print]
    entry: Entry
    views: tuple[str, ...]
    said: tuple[str, ...]


def export_briefs(
    folder: Path | str,
    *,
    output: Path | str | None = None,
    check: bool = False,
    force: bool = False,
    page: Path | str | None = None,
    today: date | None = None,
    starts: Callable[[str], None] = lambda name: None,
) -> Iterator[Exported]:
    """Make of every brief in a folder what its `export.yaml` says, brief by brief, then the index.

    Yields what became of each. `output` is the folder that is written to, the folder itself by
    default. With `check` nothing is written, and the states of files tell what would be. `force`
    makes everything anew and writes over files that are not ours. `page` is a file for a page that
    shows old and new side by side. `starts` is told the name of each brief before it is looked at.
    What is wrong with one brief is in its `error`; InputError is raised for what is wrong with the
    folder or its config.
    """
    formats = [format.id for format in FORMATS]
    themes = [theme.id for theme in THEMES]
    plan = read_export(Path(folder), formats=formats, themes=themes)
    run = _Run(
        plan,
        Path(output or folder),
        check=check,
        force=force,
        paged=page is not None,
        today=today or date.today(),
    )
    config = Path(folder) / CONFIG
    with over(named_by(config) if config.exists() else ()):
        _refuse_unknown_views(plan)
        yield from run.everything(starts)
    if page is not None:
        write_file(
            Path(page),
            changes_page(f"What changed in {run.output.name or plan.title}", run.changed),
        )


def _refuse_unknown_views(plan: Export) -> None:
    """InputError for views that no brief can have, before what others left is taken for done."""
    views = knowledge().views
    whole = [view.id for view in views if not view.per]
    parted = [view.id for view in views if view.per]
    unknown = plan.never_known(whole, parted)
    if unknown:
        raise InputError(unknown)


class _Run:
    """One run over all briefs: what they turned into so far."""

    def __init__(
        self, plan: Export, output: Path, *, check: bool, force: bool, paged: bool, today: date
    ) -> None:
        self.plan, self.output, self.today = plan, output, today
        self.check, self.force, self.paged = check, force, paged
        self.records: list[Record] = []
        self.changed: list[Changed] = []
        self.whole = True

    def everything(self, starts: Callable[[str], None]) -> Iterator[Exported]:
        """Each brief, what is left of those that are gone, and the index."""
        ours = [
            one.parent / "brief.yaml"
            for one in self._ledgers()
            if "brief.yaml" in ledger.recorded(one.parent)
        ]
        briefs, doubled = find_briefs(self.plan.briefs, ours=ours)
        if doubled:
            yield self._failed("", InputError(doubled))
        for name, path in briefs.items():
            starts(name)
            try:
                yield self._brief(name, path)
            except KgraphError as error:
                yield self._failed(name, error)
        if self.whole:
            yield from self._finish(set(briefs))
        if self.records and not self.check:
            leave_alone(self.output)

    def _failed(self, name: str, error: KgraphError) -> Exported:
        self.whole = False
        return Exported(name, error=error)

    def _ledgers(self) -> list[Path]:
        """The ledgers of the folders that an export has written for briefs."""
        found = self.output.glob(f"*/{ledger.LEDGER}") if self.output.is_dir() else ()
        return sorted(path for path in found if ledger.kind(path.parent) == "brief")

    def _brief(self, name: str, path: Path) -> Exported:
        with over(named_by(path)):
            return self._exported(name, path)

    def _exported(self, name: str, path: Path) -> Exported:
        job = _job(name, path, self.output)
        key = jobs.key(job, self.plan, self.today)
        record = None if self.force else _remembered(key)
        made = None
        if record is None or self._needs(job, record):
            made = jobs.make(job, self.plan, self.today)
            record = Record(
                {n: ledger.print_of(c) for n, c in made.files.items()},
                made.entry,
                made.views,
                made.said,
            )
            if made.lasting and made.sound:
                _remember(key, record)
        self.records.append(record)
        changes = self._settle(
            self.output / name, "brief", record.files, made.files if made else {}
        )
        return Exported(name, changes, record.said, sound=made is None or made.sound)

    def _needs(self, job: Job, record: Record) -> bool:
        """Whether the bytes of the files are needed.

        To write some, or to show them beside the old ones.
        """
        states = {change.state for change in ledger.compare(self.output / job.name, record.files)}
        if "alike" in states and not self.check:
            return True
        return bool(states & {"missing", "stale", "foreign"}) and (self.paged or not self.check)

    def _settle(
        self,
        folder: Path,
        kind: str,
        hashes: Mapping[str, Print],
        contents: Mapping[str, str | bytes],
    ) -> tuple[Change, ...]:
        """Make a folder hold these files, or only tell what would be done."""
        changes = ledger.compare(folder, hashes, anyway=self.force)
        if self.paged:
            self.changed += _shown(folder, self.output, changes, contents)
        if self.check:
            return changes
        foreign = [folder / change.name for change in changes if change.state == "foreign"]
        if foreign:
            raise InputError(
                Problem(
                    str(path),
                    "was not written by an export",
                    "move it away, or say --force to write over it",
                )
                for path in foreign
            )
        drafts = {c.name: contents[c.name] for c in changes if c.state in WRITTEN}
        return ledger.settle(folder, kind, hashes, drafts, changes)

    def _finish(self, names: set[str]) -> Iterator[Exported]:
        """What is left of briefs that are gone, and the index of those that are there."""
        for path in self._ledgers():
            if path.parent.name not in names:
                yield self._cleared(path.parent)
        unknown = self.plan.unknown(self._views())
        if unknown:
            yield self._failed("", InputError(unknown))
        pages = self._pages()
        if pages or ledger.kind(self.output) == "index":
            yield self._indexed(pages)

    def _cleared(self, folder: Path) -> Exported:
        """What became of the folder of a brief that is gone."""
        try:
            return Exported(folder.name, self._settle(folder, "brief", {}, {}))
        except KgraphError as error:
            return self._failed(folder.name, error)

    def _views(self) -> set[str]:
        """The views that any brief has."""
        return set[str]().union(*(record.views for record in self.records))

    def _pages(self) -> dict[str, str]:
        """The pages of the index, by their names."""
        writers = {"index.html": index_html, "index.md": index_md}
        entries = [record.entry for record in self.records]
        asked = [name for name in INDEXES if name in self.plan.documents]
        return {name: writers[name](self.plan.title, entries) for name in asked}

    def _indexed(self, pages: Mapping[str, str]) -> Exported:
        """What became of the index."""
        hashes = {name: ledger.print_of(text) for name, text in pages.items()}
        try:
            return Exported("", self._settle(self.output, "index", hashes, pages))
        except KgraphError as error:
            return self._failed("", error)


def _job(name: str, path: Path, output: Path) -> Job:
    """The brief with where it lies as seen from its pictures.

    That is where it is; beside them, as a copy, if that is elsewhere.
    """
    text = read_text(path).removesuffix("\n") + "\n"  # a checkout may have taken the last line end
    folder = (output / name).resolve()
    with contextlib.suppress(ValueError):
        inner = path.resolve().relative_to(output.resolve())
        beside = path.resolve().parent == folder
        return Job(
            name, path, text, inner.name if beside else f"../{inner.as_posix()}", copied=False
        )
    return Job(name, path, text, "brief.yaml", copied=True)


def _shown(
    folder: Path, output: Path, changes: Iterable[Change], contents: Mapping[str, str | bytes]
) -> Iterator[Changed]:
    for change in changes:
        if change.state in ("missing", "stale", "foreign", "superfluous"):
            new = contents.get(change.name)
            old = folder / change.name
            yield Changed(
                (folder / change.name).relative_to(output).as_posix(),
                old.read_bytes() if change.state != "missing" and old.is_file() else None,
                new.encode("utf-8") if isinstance(new, str) else new,
            )


def _remembered(key: str) -> Record | None:
    """What is remembered under a key."""
    return caches.read_value(f"export-{key}.json", Record)


def _remember(key: str, record: Record) -> None:
    """Remember a record for the next export."""
    caches.keep_value(f"export-{key}.json", record, most=KEEP)
