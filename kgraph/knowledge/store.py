"""The dataset: ontology and catalog in one store, with what the rules infer.

It is cached by the hash of its files.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kgraph import terms
from kgraph.errors import InputError

CACHE_FORMAT = "2"
KEEP = 8
"""How many compiled datasets, and sets of values, are kept."""
SEAL = b"\n# "
Value = TypeVar("Value")


def digest(files: Iterable[Path]) -> str:
    """One hash over the names and contents of files, in the order of their names.

    The same for an installed copy and a checkout.
    """
    state = hashlib.sha256(f"{CACHE_FORMAT} {ox.__version__}".encode())
    for path in sorted(files, key=lambda path: (path.parent.name, path.name, path)):
        state.update(f"\0{path.parent.name}/{path.name}\0".encode())
        state.update(path.read_bytes())
    return state.hexdigest()


def load_turtle(store: ox.Store, path: Path) -> None:
    """Add a Turtle file; InputError with file and line where its syntax is wrong."""
    try:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=terms.BASE)
    except SyntaxError as error:
        spot = f"{path}:{error.lineno or 1}"
        raise InputError.one(spot, "is not Turtle", "mend the syntax there", error.msg) from None


def build(turtle: Iterable[Path], rules: Iterable[Path], json_ld: str) -> ox.Store:
    """A store of ontology and catalog, with what the rules infer."""
    store = ox.Store()
    for path in sorted(turtle):
        load_turtle(store, path)
    store.load(json_ld, format=ox.RdfFormat.JSON_LD)
    for path in sorted(rules):
        store.update(terms.prologue() + path.read_text("utf-8"))
    return store


def cache_folder() -> Path:
    """Where compiled datasets are kept: ``$KGRAPH_CACHE``, or the user's cache folder."""
    chosen = os.environ.get("KGRAPH_CACHE")
    if chosen:
        return Path(chosen)
    base = (
        os.environ.get("XDG_CACHE_HOME")
        or os.environ.get("LOCALAPPDATA")
        or str(Path.home() / ".cache")
    )
    return Path(base) / "kgraph"


def cached(key: str, make: Callable[[], ox.Store]) -> ox.Store:
    """The store kept under `key`, or a new one that is then kept.

    A cache that cannot be used is done without.
    """
    body = _kept(f"dataset-{key[:32]}.nt")
    if body is not None:
        store = ox.Store()
        store.bulk_load(body, format=ox.RdfFormat.N_TRIPLES)
        return store
    store = make()
    _keep(f"dataset-{key[:32]}.nt", dump(store).encode())
    return store


def cached_value(key: str, make: Callable[[], Value]) -> Value:
    """The value kept under `key`, or a new one that is then kept.

    Pickled, as Python keeps its own compiled files.
    """
    body = _kept(f"values-{key[:32]}.pickle")
    if body is not None:
        try:
            kept: Value = pickle.loads(body)  # noqa: S301
            return kept
        except (
            pickle.PickleError,
            AttributeError,
            EOFError,
            ImportError,
            IndexError,
            TypeError,
            ValueError,
        ):
            pass
    value = make()
    _keep(f"values-{key[:32]}.pickle", pickle.dumps(value))
    return value


def _kept(name: str) -> bytes | None:
    """What is kept under a name, if it is whole: a seal of its hash follows it."""
    try:
        body, _, seal = (cache_folder() / name).read_bytes().rpartition(SEAL)
    except (OSError, RuntimeError):
        return None
    return body if seal and seal == hashlib.sha256(body).hexdigest().encode() else None


def _keep(name: str, body: bytes) -> None:
    """Write beside the final name, sealed, then rename; silently give up where that fails."""
    try:
        path = cache_folder() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".kept-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body + SEAL + hashlib.sha256(body).hexdigest().encode())
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        kind = name.partition("-")[0]
        for old in sorted(path.parent.glob(f"{kind}-*"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


def copy(store: ox.Store) -> ox.Store:
    """A store of its own with the same statements."""
    twin = ox.Store()
    twin.bulk_extend(store)
    return twin


def dump(store: ox.Store) -> str:
    """The default graph as sorted N-Triples."""
    text: bytes | None = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return "".join(sorted((text or b"").decode().splitlines(keepends=True)))


def rows(store: ox.Store, query: str, **bound: str) -> list[dict[str, str]]:
    """The rows of one of our own SELECT queries, as plain strings by variable.

    Unbound variables are left out.
    """
    substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): ox.NamedNode(iri) for name, iri in bound.items()
    }
    found = store.query(terms.prologue() + query, substitutions=substitutions or None)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("rows are only to be had from a SELECT")
    names = [variable.value for variable in found.variables]
    return [_plain_row(row, names) for row in found]


def _plain_row(row: ox.QuerySolution, names: Iterable[str]) -> dict[str, str]:
    """The terms of a row as strings.

    Those that are not bound and those that are triples are left out.
    """
    told = {name: row[name] for name in names}
    return {
        name: term.value
        for name, term in told.items()
        if term is not None and not isinstance(term, ox.Triple)
    }
