"""Checking files: each as what it is."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.analyses import is_entry
from kgraph.api.architectures import (
    MAX_ARCHITECTURE,
    assemble,
    assumed,
    kind_of_file,
    read_architecture,
)
from kgraph.api.checks import check, check_turtle
from kgraph.api.directions import without_direction
from kgraph.api.layer_checks import check_layer
from kgraph.api.layers import has_schema
from kgraph.api.lone_needs import needs_met_by_one
from kgraph.api.vendors import vendors_in_words
from kgraph.api.wiring import knowledge, known_names
from kgraph.assembly import TIMEOUT
from kgraph.errors import InputError
from kgraph.model.finding import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgraph.catalog import Entry
    from kgraph.model.finding import Finding


def check_file(
    path: Path | str, *, as_of: date | None = None, timeout: float = TIMEOUT
) -> Findings:
    """What is wrong with a file, or a folder of entries.

    A file is a brief, an architecture, a catalog entry, or one of our SVGs. `as_of` assembles a
    brief, or judges an architecture, as of another day than its own; the solver has `timeout`
    seconds for a brief. InputError where a file cannot be read as what it is; Unsatisfiable where a
    brief cannot be met.
    """
    from kgraph.api.picture_checks import check_picture
    from kgraph.documents.kinds import RDF, SVG, YAML
    from kgraph.documents.yaml import read_text

    path = Path(path)
    if os.path.isdir(path):  # noqa: PTH112 (a name too long for a file is no folder; Path.is_dir raises)
        return _of_entries(_in_folder(path))
    kind = kind_of_file(path)
    if kind == SVG:
        return Findings(check_picture(path, as_of=as_of))
    if kind == YAML:
        if is_entry(path):
            return _of_entries(_in_file(path))
        return _at(check(assemble(path, as_of=as_of, timeout=timeout)), path)
    if kind in RDF and as_of is None:
        text = read_text(path, limit=MAX_ARCHITECTURE)
        found = list(check_turtle(text, where=str(path), kind=kind))
        with contextlib.suppress(InputError):  # what cannot be read has findings of its own
            found += assumed(read_architecture(path))
        return _at(found, path)
    architecture = read_architecture(path)
    judged = architecture if as_of is None else replace(architecture, as_of=as_of)
    return _at((*check(judged), *assumed(architecture)), path)


def _in_folder(path: Path) -> Sequence[Entry]:
    """The entries of a catalog, or of a layer."""
    from kgraph.catalog import read_entries

    return read_entries(path, names=known_names()) if has_schema(path) else check_layer(path)


def _in_file(path: Path) -> Sequence[Entry]:
    """One entry of a catalog, or the layer that it lies in: it may speak of all others."""
    from kgraph.catalog import read_entry

    if not has_schema(path.parent):
        return check_layer(path.parent)
    known = knowledge()
    forms = (id for id, one in known.components.items() if one.form_of)
    components = frozenset(known.components)
    names = known_names()
    return [read_entry(path, names=names, components=components, forms=frozenset(forms))]


def _of_entries(entries: Sequence[Entry]) -> Findings:
    """What could be said better in entries that are right."""
    vendors = vendors_in_words(entries, knowledge().vendors)
    return Findings((*vendors, *without_direction(entries), *needs_met_by_one(entries)))


def _at(findings: Iterable[Finding], path: Path) -> Findings:
    return Findings(replace(finding, where=finding.where or str(path)) for finding in findings)
