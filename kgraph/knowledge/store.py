"""The dataset: ontology and catalog in one store, with what the rules infer, cached by the hash of its files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from kgraph import terms
from kgraph.errors import InputError

CACHE_FORMAT = "1"


def digest(files: Iterable[Path]) -> str:
    """One hash over the names and contents of files, in the order of their names."""
    state = hashlib.sha256(f"{CACHE_FORMAT} {ox.__version__}".encode())
    for path in sorted(files):
        state.update(f"\0{path.parent.name}/{path.name}\0".encode())
        state.update(path.read_bytes())
    return state.hexdigest()


def load_turtle(store: ox.Store, path: Path) -> None:
    """Add a Turtle file; InputError with file and line where its syntax is wrong."""
    try:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=terms.BASE)
    except SyntaxError as error:
        raise InputError.one(
            f"{path}:{error.lineno or 1}", f"is not Turtle ({error.msg})", "mend the syntax there"
        ) from None


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
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    return Path(base) / "kgraph"


def cached(key: str, make: Callable[[], ox.Store]) -> ox.Store:
    """The store kept under `key`, or a new one that is then kept. A cache that cannot be used is done without."""
    path: Path | None = None
    try:
        path = cache_folder() / f"dataset-{key[:32]}.nt"
        body, _, seal = path.read_bytes().rpartition(b"\n# ")
        if seal and seal == hashlib.sha256(body).hexdigest().encode():
            store = ox.Store()
            store.bulk_load(body, format=ox.RdfFormat.N_TRIPLES)
            return store
    except (OSError, RuntimeError):
        pass
    store = make()
    _keep(path, store)
    return store


def _keep(path: Path | None, store: ox.Store) -> None:
    """Write the store beside its final name, sealed with its hash, then rename; silently give up where that fails."""
    if path is None:
        return
    try:
        body = dump(store).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".dataset-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body + b"\n# " + hashlib.sha256(body).hexdigest().encode())
            os.replace(temporary, path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        for old in sorted(path.parent.glob("dataset-*.nt"), key=lambda p: p.stat().st_mtime)[:-8]:
            old.unlink(missing_ok=True)
    except OSError:
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
    """The rows of one of our own SELECT queries, as plain strings by variable; unbound variables are left out."""
    substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): ox.NamedNode(iri) for name, iri in bound.items()
    }
    found = store.query(terms.prologue() + query, substitutions=substitutions or None)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [
        {n: term.value for n in names if (term := row[n]) is not None and not isinstance(term, ox.Triple)}
        for row in found
    ]
