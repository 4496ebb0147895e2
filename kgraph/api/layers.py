"""Which layers lie over the catalog: those of the environment, of a command, of a brief."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from kgraph.errors import InputError, shown
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.layer import Layer

if TYPE_CHECKING:
    from kgraph.catalog import LayerFiles

CATALOG_VARIABLE = "KGRAPH_CATALOG"
"""What names layers for all that runs in an environment, with the system's sign between them."""
Given = ParamSpec("Given")
Made = TypeVar("Made")
_laid: ContextVar[tuple[Layer, ...] | None] = ContextVar("layers", default=None)


def in_force() -> tuple[Layer, ...]:
    """The layers that hold here, the last over all others."""
    laid = _laid.get()
    return _of_environment(os.environ.get(CATALOG_VARIABLE, "")) if laid is None else laid


@cache
def _of_environment(named: str) -> tuple[Layer, ...]:
    return opened([Path(one) for one in named.split(os.pathsep) if one], CATALOG_VARIABLE)


def opened(folders: Iterable[Path], where: str = "") -> tuple[Layer, ...]:
    """Layers as they are now; InputError, at `where` they are named, for what is none."""
    return tuple(_opened(folder, where).layer for folder in folders)


def _opened(folder: Path, where: str) -> LayerFiles:
    from kgraph.catalog import open_layer

    return open_layer(folder, where=where)


def lay(folders: Iterable[Path | str]) -> None:
    """Lay layers over the catalog from here on, in place of those of the environment; in threads
    and processes that are begun later, too.
    """
    layers = opened(map(Path, folders))
    _laid.set(layers)
    whole = [os.path.abspath(one.folder) for one in layers]  # noqa: PTH100 (a link stays one)
    os.environ[CATALOG_VARIABLE] = os.pathsep.join(whole)


def _each_once(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """Layers without those that are there by another way to the same folder."""
    known: dict[tuple[str, str], Layer] = {}
    for layer in layers:
        known.setdefault((layer.name, layer.digest), layer)
    return tuple(known.values())


def has_schema(folder: Path) -> bool:
    """Whether a folder is of a whole catalog, with the schema of its entries beside or above."""
    from kgraph.catalog import SCHEMA_FILE

    here = folder.absolute()
    return any((place / SCHEMA_FILE).exists() for place in (here, *here.parents))


@contextmanager
def instead(layers: Iterable[Layer]) -> Iterator[None]:
    """While this lasts, these lie over the catalog and no others."""
    token = _laid.set(_each_once(layers))
    try:
        yield
    finally:
        _laid.reset(token)


@contextmanager
def over(layers: Iterable[Layer]) -> Iterator[None]:
    """While this lasts, these lie over what holds already; each once."""
    token = _laid.set(_each_once((*in_force(), *layers)))
    try:
        yield
    finally:
        _laid.reset(token)


def layered(use: Callable[Given, Made]) -> Callable[Given, Made]:
    """A use case under the layers of the briefs and architectures that it is given."""

    @wraps(use)
    def under(*given: Given.args, **named: Given.kwargs) -> Made:
        layers = tuple(chain.from_iterable(map(_of, (*given, *named.values()))))
        if not layers:
            return use(*given, **named)
        with over(layers):
            return use(*given, **named)

    return under


def _of(given: object) -> tuple[Layer, ...]:
    """The layers of a brief, or of the brief of an architecture."""
    brief = given.brief if isinstance(given, Architecture) else given
    return brief.layers if isinstance(brief, Brief) else ()


def named_by(path: Path) -> tuple[Layer, ...]:
    """The layers that a document in a file names, as seen from the folder that it lies in."""
    from kgraph.brief.catalogs import catalogs_in
    from kgraph.documents.yaml import read_text

    said = catalogs_in(read_text(path), str(path))
    found = (_opened(_seen_from(path, name), where).layer for name, where in said.items())
    return tuple(found)


def _seen_from(path: Path, name: str) -> Path:
    """A folder that a document names, as seen from the folder that this lies in."""
    return Path(os.path.normpath(path.parent / name))


def refuse_unlaid(text: str, source: str) -> None:
    """InputError for a layer that a text names which is in no file, unless it holds already: there
    is no folder to see it from, and who sends a text has no say in what is read here.
    """
    from kgraph.brief.catalogs import catalogs_in, named_as

    laid = {layer.name for layer in in_force()}
    for name, where in catalogs_in(text, source).items():
        if named_as(name) not in laid:
            what = f"names the catalog '{shown(name)}', and is no file from which to see it"
            raise InputError.one(where, what, f"name it with --catalog or {CATALOG_VARIABLE}")


def lay_named(path: Path, *, lasting: bool = False) -> None:
    """Lay what a document names over what holds, from here on; if `lasting`, in processes that are
    begun later, too. What cannot be read as one is told by who reads it.
    """
    from kgraph.documents.yaml import read_yaml

    try:
        read_yaml(path)
    except InputError:
        return
    _laid.set(_each_once((*in_force(), *named_by(path))))
    if lasting:
        lay([one.folder for one in in_force()])
