"""Entries of layers over those of the catalog: new ones, and such that extend what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from kgraph.catalog.entries import Entry, Names
from kgraph.catalog.extending import EXTENDS, Roots, extended
from kgraph.catalog.layer_files import LayerFiles
from kgraph.catalog.own_icons import with_own_icon
from kgraph.catalog.references import loose_references, nested_forms, own_ids, unfit_texts
from kgraph.documents.located import Located
from kgraph.documents.problems import in_order
from kgraph.documents.schema import Schema
from kgraph.documents.yaml import read_yaml
from kgraph.errors import InputError, Problem, shown

MAX_SAID = 16_000_000
"""How many letters all entries of a layer may say, with what they inherit."""


def laid_over(
    base: Iterable[Entry], files: LayerFiles, schema: Schema, names: Names
) -> tuple[Entry, ...]:
    """The entries of the catalog with those of a layer over them, sorted by id.

    InputError names *all* problems of all files, each with file and line.
    """
    below = {entry.id: entry for entry in base}
    roots = {id: (entry.path, entry.root) for id, entry in below.items()}
    problems: list[Problem] = []
    said = _said(files, problems)
    found = _entries(said, roots, schema, files.layer.name, problems)
    everything = below | found
    if not problems:
        problems += _loose(found.values(), everything, names)
    if problems:
        raise InputError(in_order(problems))
    return tuple(everything[id] for id in sorted(everything))


def _said(files: LayerFiles, problems: list[Problem]) -> Roots:
    """What the files of entries say, each by its name."""
    found: dict[str, tuple[Path, Located]] = {}
    for path in files.entries:
        if path.stem in found:
            first = found[path.stem][0]
            what = f"has the name of {first}"
            problems.append(Problem(str(path), what, "give each entry its own"))
            continue
        try:
            found[path.stem] = (path, with_own_icon(read_yaml(path), path, files.folder))
        except InputError as error:
            problems.extend(error.problems)
    return found


def _entries(
    said: Roots, below: Roots, schema: Schema, name: str, problems: list[Problem]
) -> dict[str, Entry]:
    """The entries of a layer that are as they should be, with all that they inherit."""
    found: dict[str, Entry] = {}
    weight = 0
    for id, (path, root) in said.items():
        try:
            _refuse_same(id, path, root, below)
            whole = extended(id, said, below)
            entry = Entry(path, whole, schema.plain(whole), name)
            weight += len(str(entry.content))
            if weight > MAX_SAID:
                what = "the layer says too much with what its entries inherit"
                raise InputError.one(str(path), what, "split it, or inherit less")
            faults = (
                *schema.faults(entry.content),
                *own_ids(entry.content, path),
                *unfit_texts(entry.content),
            )
            problems.extend(entry.problems(faults))
            found[id] = entry
        except InputError as error:
            problems.extend(error.problems)
    return found


def _refuse_same(id: str, path: Path, root: Located, below: Roots) -> None:
    """An entry of the id of another says so: none takes another's place unawares."""
    _refuse_other_id(id, path, root)
    if id in below and EXTENDS not in root.value:
        what = f"'{shown(id)}' is in the catalog already ({below[id][0].name})"
        remedy = f"write 'extends: {id}' and what differs, or give yours another id"
        raise InputError.one(f"{path}:{root.value['id'].line}", what, remedy)


def _refuse_other_id(id: str, path: Path, root: Located) -> None:
    """The id of an entry is the name of its file."""
    own = root.value.get("id", root)
    if own.text != id:
        told = (
            "it has no 'id'" if own is root else f"the id '{shown(str(own.text))}' is not its name"
        )
        raise InputError.one(f"{path}:{own.line}", told, f"write 'id: {id}'")


def _loose(
    own: Iterable[Entry], everything: Mapping[str, Entry], names: Names
) -> Iterable[Problem]:
    """What the entries of a layer refer to that is nowhere."""
    components = frozenset(everything)
    forms = frozenset(id for id, entry in everything.items() if "form-of" in entry.content)
    for entry in own:
        loose = loose_references(entry.content, names, components)
        yield from entry.problems(chain(loose, nested_forms(entry.content, forms)))
