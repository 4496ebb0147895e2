"""Layers of one's own: begun, added to, compared."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.architectures import assemble
from kgraph.api.catalog import component, entry_schema
from kgraph.api.layers import in_force, instead, opened
from kgraph.api.policies import rulings
from kgraph.api.wiring import knowledge
from kgraph.documents.vocabulary import id_refusal
from kgraph.errors import InputError, KgraphError, Unsatisfiable, nearest, shown
from kgraph.model.catalog_changes import BriefChange, CatalogDifference

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture
    from kgraph.model.ruling import Ruling


def first_layer(folder: Path | str) -> dict[str, str]:
    """The files of a new layer; InputError where something is in its folder already."""
    from kgraph.catalog.drafts import layer_draft

    folder = Path(folder)
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError.one(str(folder), "is there and not empty", "name a new folder")
    return layer_draft(entry_schema())


def new_entry(id: str, *, extends: str | None = None, provides: Sequence[str] = ()) -> str:
    """The text of a new entry: one that extends another, or one that provides capabilities."""
    from kgraph.catalog.drafts import entry_draft, heir_draft

    if refusal := id_refusal(id):
        wrong, remedy = refusal
        raise InputError.one("ID", f"the id '{shown(id)}' {wrong}", remedy)
    if extends is not None:
        return heir_draft(id, component(extends))
    _refuse_unfounded(id, provides)
    return entry_draft(id, provides, knowledge())


def _refuse_unfounded(id: str, provides: Sequence[str]) -> None:
    """InputError for an entry of an id that is taken, or that provides nothing that is known."""
    known = knowledge()
    if id in known.components:
        what = f"'{id}' is in the catalog already"
        raise InputError.one("ID", what, f"write '--extends {id}', or take another id")
    if not provides:
        what = "it is not said what the entry provides"
        raise InputError.one("--provides", what, "name a capability, or an entry with --extends")
    for word in provides:
        if word not in known.capabilities:
            what = f"unknown capability '{shown(word)}'"
            raise InputError.one("--provides", what, nearest(word, known.capabilities))


def catalog_difference(
    old: Path | str,
    new: Path | str,
    *,
    briefs: Path | str | None = None,
    day: date | None = None,
) -> CatalogDifference:
    """What differs between two states of a layer, over the layers that hold here; and what that
    makes of each brief in a folder.
    """
    from kgraph.analysis.catalog_changes import catalog_changes, things_changed

    below = in_force()
    before, after = ((*below, *opened([Path(one)])) for one in (old, new))
    with instead(before):
        known, ruled = knowledge(), _rulings(day or date.today())
    with instead(after):
        changes = catalog_changes(known, knowledge())
        changes += tuple(things_changed("policy", ruled, _rulings(day or date.today())))
    told: list[BriefChange] = []
    for path in _briefs(Path(briefs)) if briefs is not None else ():
        with instead(before):
            was = _outcome(path, day)
        with instead(after):
            told += _changed(path, was, _outcome(path, day))
    return CatalogDifference(changes, tuple(told))


def _rulings(day: date) -> dict[str, Ruling]:
    """What the policies rule, by what each says: where that stands may move."""
    found = rulings(day)
    return {one.text.partition(": ")[2]: replace(one, where="", id="", text="") for one in found}


def _briefs(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        raise InputError.one(str(folder), "is no folder", "name the folder of briefs")
    return sorted(path for path in folder.rglob("*.yaml") if path.name != "export.yaml")


def _outcome(path: Path, day: date | None) -> Architecture | str:
    """The architecture of a brief, or in a line why there is none."""
    try:
        return assemble(path, as_of=day)
    except Unsatisfiable as error:
        statements = "; ".join(one.text for one in error.conflict.statements)
        return f"a conflict: {statements}"
    except KgraphError as error:
        return str(error).splitlines()[0]


def _changed(path: Path, old: Architecture | str, new: Architecture | str) -> Iterable[BriefChange]:
    """What becomes of a brief, if anything does."""
    if isinstance(old, str) or isinstance(new, str):
        return _told(path, old, new)
    return _moved(path, _placed(old), _placed(new))


def _told(path: Path, old: Architecture | str, new: Architecture | str) -> Iterable[BriefChange]:
    """Where there is no architecture before or after: why, if that has changed."""
    before, after = (one if isinstance(one, str) else "" for one in (old, new))
    if before != after:
        yield BriefChange(str(path), before=before, after=after)


def _moved(path: Path, before: set[str], after: set[str]) -> Iterable[BriefChange]:
    """The placements that come and go."""
    if before != after:
        comes, goes = sorted(after - before), sorted(before - after)
        yield BriefChange(str(path), tuple(comes), tuple(goes))


def _placed(architecture: Architecture) -> set[str]:
    return {one.id for one in architecture.placements}
