"""The dataset: ontology and catalog in one store, with what the rules infer.

It is cached by the hash of its files; with what is true on one day alone, by the day as well.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kgraph import terms
from kgraph.documents import caches
from kgraph.errors import InputError

CACHE_FORMAT = "4"
KEEP = 8
"""How many compiled datasets, and sets of values, are kept."""
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


def key_on(key: str, day: date) -> str:
    """The hash of a state of files together with a day."""
    return key_of(key, day.isoformat())


def key_of(key: str, what: str) -> str:
    """The hash of a state of files together with what is made of them."""
    return hashlib.sha256(f"{key} {what}".encode()).hexdigest()


def key_with(key: str, more: Iterable[str]) -> str:
    """The hash of a state of files together with what lies over them, if anything does."""
    told = "\0".join(more)
    return hashlib.sha256(f"{key} {told}".encode()).hexdigest() if told else key


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
    return with_entries(store, rules, json_ld)


def with_entries(store: ox.Store, rules: Iterable[Path], json_ld: str) -> ox.Store:
    """The store of an ontology with a catalog, and with what the rules infer."""
    store.load(json_ld, format=ox.RdfFormat.JSON_LD)
    infer(store, rules)
    return store


def infer(store: ox.Store, rules: Iterable[Path]) -> None:
    """Add what some rules infer, in the order of their names."""
    for path in sorted(rules):
        store.update(terms.prologue() + path.read_text("utf-8"))


def on_day(store: ox.Store, day: date, rules: Iterable[Path]) -> ox.Store:
    """The store with what is true on a day, inferred by rules that read the day from it."""
    said = ox.Literal(day.isoformat(), datatype=ox.NamedNode(f"{terms.XSD}date"))
    store.add(ox.Quad(ox.NamedNode(terms.DATASET), ox.NamedNode(f"{terms.ONT}asOf"), said))
    infer(store, rules)
    return store


def sign(store: ox.Store, key: str) -> ox.Store:
    """The store of a whole dataset, told from which state of its files it was built."""
    identifier = ox.NamedNode(f"{terms.DCTERMS}identifier")
    store.add(ox.Quad(ox.NamedNode(terms.DATASET), identifier, ox.Literal(f"sha256:{key}")))
    return store


def file_of(key: str) -> Path | None:
    """The file in which the store kept under `key` is, if it is whole."""
    return caches.file(_name_of(key))


def _name_of(key: str) -> str:
    return f"dataset-{key[:32]}.nt"


def cached(key: str, make: Callable[[], ox.Store]) -> ox.Store:
    """The store kept under `key`, or a new one that is then kept."""
    name = _name_of(key)
    body = caches.read(name)
    if body is not None:
        with contextlib.suppress(SyntaxError, ValueError, OSError):
            store = ox.Store()
            store.bulk_load(body, format=ox.RdfFormat.N_TRIPLES)
            return store
    store = make()
    caches.keep(name, dump(store).encode(), most=KEEP)
    return store


def cached_value(key: str, form: type[Value], make: Callable[[], Value]) -> Value:
    """The value of that form kept under `key`, or a new one that is then kept."""
    name = f"values-{key[:32]}.json"
    kept = caches.read_value(name, form)
    if kept is not None:
        return kept
    value = make()
    caches.keep_value(name, value, most=KEEP)
    return value


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
