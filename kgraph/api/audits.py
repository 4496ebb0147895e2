"""The audit of a catalog: everything in it that a machine can check, as one value and one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph import resources
from kgraph.api.lone_needs import needs_met_by_one
from kgraph.api.wiring import compiled, dataset, dated, knowledge, known_names
from kgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph

    from kgraph.catalog import Entry
    from kgraph.model.audit import Audit, Check
    from kgraph.model.knowledge import Knowledge


def audit(folder: Path | str | None = None, *, day: date | None = None) -> Audit:
    """What fails the checks in a folder of entries, by default the catalog itself, as of a day.

    InputError where the folder is none, or an entry cannot be read.
    """
    from kgraph.analysis import audit as checks
    from kgraph.catalog.first_tags import read_first_tags
    from kgraph.catalog.landscape import FILE, read_landscape
    from kgraph.knowledge.values import claims
    from kgraph.model.audit import Audit

    today = day or date.today()
    named = None if folder is None else Path(folder)
    entries = _entries(named or resources.folder("catalog"))
    store, known = _read(named, entries, today)
    sourced, labels = claims.sourced(store), claims.grades(store)
    ontology = resources.folder("ontology")
    landscape, tags = read_landscape(ontology), read_first_tags(ontology)
    claimed = claims.claimed(store)
    return Audit(
        components=len(known.components),
        checks=(
            *checks.source_checks(sourced, labels, today),
            checks.hosted_places(claims.hosted(store)),
            _quoting(entries),
            checks.one_sided_protocols(known, said=claims.one_sided(store)),
            checks.unspoken_needs(known),
            checks.lone_providers(
                known, today, said=claims.alone_because(store), own=claims.own_of_clouds(store)
            ),
            checks.after_first_tags(known.components, claimed, tags),
            *(checks.against_landscape(claimed, landscape) if landscape else ()),
        ),
        grades=checks.by_grade(sourced, labels),
        held_against=landscape.told
        if landscape
        else f"Without {FILE}, no map of the field was asked.",
    )


def audit_text(audit: Audit) -> str:
    """An audit as a page of Markdown."""
    from kgraph.reports.audit import audit_document
    from kgraph.reports.markdown import write

    return write(audit_document(audit))


def _entries(folder: Path) -> tuple[Entry, ...]:
    """The entries of a folder."""
    from kgraph.catalog import read_entries

    if not folder.is_dir():
        raise InputError.one(str(folder), "is no folder of entries", "name one to report on")
    return read_entries(folder, names=known_names())


def _read(
    folder: Path | None, entries: Sequence[Entry], day: date
) -> tuple[pyoxigraph.Store, Knowledge]:
    """The dataset of a day with these entries: the catalog's where no other folder is meant."""
    from kgraph.knowledge.values.knowledge import read_knowledge

    own = resources.folder("catalog").resolve()
    if folder is None or folder.resolve() == own:
        return dataset(day), knowledge()
    store = compiled(entries)
    return dated(store, day), read_knowledge(store)


def _quoting(entries: Iterable[Entry]) -> Check:
    """Whether makers are quoted where one component alone meets a need."""
    from kgraph.model.audit import Check

    every = sum(len(entry.content.get("needs", ())) for entry in entries)
    faults = tuple((one.focus, one.reason) for one in needs_met_by_one(entries))
    title = "Needs have several alternatives, or their makers are quoted"
    return Check("lone-needs", title, every, ("need", "why"), faults)
