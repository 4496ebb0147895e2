"""Catalog entries as they lie in files: checked against the JSON Schema, and against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.catalog.references import foreign_ids, loose_references, nested_forms
from kgraph.documents.faults import Fault
from kgraph.documents.located import Located
from kgraph.documents.problems import in_order
from kgraph.documents.schema import Schema
from kgraph.documents.yaml import read_yaml
from kgraph.errors import InputError, Problem

SCHEMA_FILE = "component.schema.json"
Names = dict[str, frozenset[str]]
"""The known ids of what entries refer to, by kind: capabilities, concerns, clouds, protocols,
signals."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One component as its file says it; `content` is that in the values that the schema wants,
    `layer` the name of the layer that it is from, if it is from one.
    """

    path: Path
    root: Located
    content: dict[str, Any]
    layer: str = ""

    @property
    def id(self) -> str:
        """The id that the file states."""
        return str(self.content["id"])

    def problems(self, faults: Iterable[Fault]) -> Iterator[Problem]:
        """Faults with the file and line of each."""
        for fault in faults:
            where = f"{self.path}:{self.root.line_at(fault.path)}"
            yield Problem(where, fault.what, fault.remedy, fault.detail)


def read_entries(folder: Path, *, names: Names) -> tuple[Entry, ...]:
    """Every entry below `folder`, sorted by id. InputError names *all* problems of all files, each
    with file and line.
    """
    problems: list[Problem] = []
    entries: list[Entry] = []
    schema = _schema(folder)
    for path in sorted(folder.rglob("*.yaml")):
        try:
            entries.append(_entry(path, schema))
        except InputError as error:
            problems.extend(error.problems)
    # where some could not be read, nobody knows what they are called
    components = None if problems else frozenset(entry.id for entry in entries)
    forms = frozenset(entry.id for entry in entries if "form-of" in entry.content)
    for entry in entries:
        problems.extend(entry.problems(loose_references(entry.content, names, components)))
        problems.extend(entry.problems(nested_forms(entry.content, forms)))
    if problems:
        raise InputError(in_order(problems))
    return tuple(sorted(entries, key=lambda entry: entry.id))


def read_entry(
    path: Path,
    *,
    names: Names,
    components: frozenset[str],
    forms: frozenset[str] = frozenset(),
) -> Entry:
    """One entry, held against the ids that it may refer to; `components` are those of the catalog
    it belongs to, `forms` those of them that are forms of others.
    """
    entry = _entry(path, _schema(path.parent))
    known = components | {entry.id}
    loose = loose_references(entry.content, names, known)
    if problems := tuple(entry.problems((*loose, *nested_forms(entry.content, forms)))):
        raise InputError(in_order(problems))
    return entry


def _schema(folder: Path) -> Schema:
    """The schema beside the entries, or above them."""
    for place in (folder, *folder.absolute().parents):
        if (place / SCHEMA_FILE).exists():
            return Schema.read(place / SCHEMA_FILE)
    what = f"has no {SCHEMA_FILE} beside or above it"
    raise InputError.one(str(folder), what, "name a catalog folder")


def _entry(path: Path, schema: Schema) -> Entry:
    """An entry that is as the schema says; InputError with what is not."""
    root = read_yaml(path)
    entry = Entry(path, root, schema.plain(root))
    faults = (*schema.faults(entry.content), *foreign_ids(entry.content, path))
    if problems := tuple(entry.problems(faults)):
        raise InputError(in_order(problems))
    return entry
