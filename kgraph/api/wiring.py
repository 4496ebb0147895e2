"""The dataset and what is made of it once: values, the judge, the solver, the process that answers
queries.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kgraph import resources, terms
from kgraph.api.layers import in_force
from kgraph.knowledge import store as _store
from kgraph.model.layer import Layer

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from kgraph import assembly
    from kgraph.catalog import Entry
    from kgraph.knowledge.query.asking import QueryWorker
    from kgraph.knowledge.query.selecting import Selector
    from kgraph.knowledge.shacl.compiler import Rule
    from kgraph.knowledge.shacl.judge import Judge
    from kgraph.model.knowledge import Knowledge

_SOLVES = threading.Event()
"""Set where a process solves by itself."""
Given = TypeVar("Given")
Made = TypeVar("Made")


def _turtle_files() -> list[Path]:
    return sorted(resources.folder("ontology").glob("*.ttl"))


def _rule_files() -> list[Path]:
    return sorted((resources.folder("ontology") / "rules").glob("*.rq"))


def _rules_of_days() -> list[Path]:
    """The rules for what is true on some days only."""
    return sorted((resources.folder("ontology") / "rules" / "on-a-day").glob("*.rq"))


def known_names(turtle: Iterable[Path] | None = None) -> dict[str, frozenset[str]]:
    """The ids that catalog entries may refer to, by kind, from the ontology alone."""
    if turtle is None:
        return _names(_ontology(in_force())[0])
    return _names(_store.build(turtle, (), "{}"))


def _names(ontology: pyoxigraph.Store) -> dict[str, frozenset[str]]:
    """The ids by kind of what an ontology has."""
    kinds = {
        "capabilities": "Capability",
        "concerns": "Concern",
        "clouds": "Cloud",
        "protocols": "Protocol",
        "signals": "Signal",
    }
    names = {name: _ids(ontology, kind) for name, kind in kinds.items()}
    return {**names, "options": _options(ontology)}


def _options(ontology: pyoxigraph.Store) -> frozenset[str]:
    """The options of all decisions, as ``decision.option``."""
    query = "SELECT ?x { ?decision a o:Decision ; o:option ?x }"
    return frozenset(terms.tail(row["x"]) for row in _store.rows(ontology, query))


def _ids(ontology: pyoxigraph.Store, kind: str) -> frozenset[str]:
    """The ids of everything of a kind in the ontology."""
    rows = _store.rows(ontology, f"SELECT ?x {{ ?x a o:{kind} }}")
    return frozenset(terms.tail(row["x"]) for row in rows)


@cache
def _own_key() -> str:
    """The hash of all of ours that decides what is compiled: the data, and what reads it."""
    deciding: list[Path] = []
    for folder in (resources.folder("ontology"), resources.folder("catalog")):
        for suffix in ("ttl", "rq", "yaml", "jsonld", "json"):
            deciding += folder.rglob(f"*.{suffix}")
    for room in ("model", "documents", "knowledge", "catalog"):
        deciding += (resources.PACKAGE / room).rglob("*.py")
    return _store.digest(deciding)


def key() -> str:
    """The hash of everything that decides what is compiled, with the layers that hold here."""
    return _key_of(in_force())


def _key_of(layers: tuple[Layer, ...]) -> str:
    return _store.key_with(_own_key(), [f"{one.name} {one.digest}" for one in layers])


def _undated(layers: tuple[Layer, ...]) -> pyoxigraph.Store:
    """A store of one's own with what is true whichever day it is."""
    return _store.cached(_key_of(layers), lambda: _compile(layers))


def dataset(day: date | None = None) -> pyoxigraph.Store:
    """Ontology and catalog in one store, with what is true on a day, by default today. Not to be
    written to.

    It is compiled once, and cached by the hash of its files and the day.
    """
    return _dataset_of(in_force(), day or date.today())


@lru_cache(maxsize=2)
def _dataset_of(layers: tuple[Layer, ...], day: date) -> pyoxigraph.Store:
    key = _store.key_on(_key_of(layers), day)
    return _store.cached(key, lambda: dated(_undated(layers), day))


def dated(store: pyoxigraph.Store, day: date) -> pyoxigraph.Store:
    """A store of one's own, with what is true on a day."""
    return _store.on_day(store, day, _rules_of_days())


def _ontology(layers: Iterable[Layer]) -> tuple[pyoxigraph.Store, dict[str, str]]:
    """The ontology with the words of layers, and where each of those stands."""
    store = _store.build(_turtle_files(), (), "{}")
    lines: dict[str, str] = {}
    for layer in layers:
        from kgraph.catalog import open_layer
        from kgraph.knowledge.own_words import with_words

        files = open_layer(Path(layer.folder))
        store, there = with_words(store, files.words, layer.name)
        lines |= there
    return store, lines


def _entries(layers: Iterable[Layer], names: dict[str, frozenset[str]]) -> tuple[Entry, ...]:
    """The entries of the catalog, with those of layers over them."""
    from kgraph.catalog import SCHEMA_FILE, laid_over, open_layer, read_entries
    from kgraph.documents.schema import Schema

    folder = resources.folder("catalog")
    found = read_entries(folder, names=names)
    for layer in layers:
        schema = Schema.read(folder / SCHEMA_FILE)
        found = laid_over(found, open_layer(Path(layer.folder)), schema, names)
    return found


def entries() -> tuple[Entry, ...]:
    """The entries of the catalog with the layers that hold here, as they are written."""
    layers = in_force()
    return _entries(layers, _names(_ontology(layers)[0]))


def _compile(layers: tuple[Layer, ...]) -> pyoxigraph.Store:
    ontology, lines = _ontology(layers)
    store = compiled(_entries(layers, _names(ontology)), ontology)
    if lines:
        from kgraph.knowledge.own_words import refuse_unsound
        from kgraph.knowledge.shacl.compiler import load_shapes

        shapes = resources.folder("ontology") / "shapes"
        for name in ("core", "catalog"):
            refuse_unsound(store, lines, load_shapes(shapes / f"{name}.ttl"))
    return _store.sign(store, _key_of(layers))


def compiled(
    entries: Iterable[Entry], ontology: pyoxigraph.Store | None = None
) -> pyoxigraph.Store:
    """The ontology with entries in one store, with what the rules infer whichever day it is."""
    from kgraph.catalog import document

    context = json.loads((resources.folder("ontology") / "context.jsonld").read_text("utf-8"))
    known = _store.build(_turtle_files(), (), "{}") if ontology is None else ontology
    return _store.with_entries(known, _rule_files(), document(entries, context))


def _values(layers: tuple[Layer, ...]) -> tuple[Knowledge, tuple[Rule, ...]]:
    """What the dataset says, and the rules that judge architectures.

    Without layers it stays as it is, however many layers others ask with.
    """
    return _values_under(layers) if layers else _own_values()


@cache
def _own_values() -> tuple[Knowledge, tuple[Rule, ...]]:
    return _read_values(())


@lru_cache(maxsize=4)
def _values_under(layers: tuple[Layer, ...]) -> tuple[Knowledge, tuple[Rule, ...]]:
    return _read_values(layers)


def _read_values(layers: tuple[Layer, ...]) -> tuple[Knowledge, tuple[Rule, ...]]:
    from kgraph.knowledge.shacl.compiler import Rule, load_shapes
    from kgraph.model.knowledge import Knowledge

    def make() -> tuple[Knowledge, tuple[Rule, ...]]:
        from kgraph.knowledge.values.knowledge import read_knowledge

        shapes = load_shapes(resources.folder("ontology") / "shapes" / "architecture.ttl")
        return read_knowledge(_undated(layers)), shapes

    return _store.cached_value(_key_of(layers), tuple[Knowledge, tuple[Rule, ...]], make)


def compiled_value(kind: str, form: type[Made], make: Callable[[], Made]) -> Made:
    """Something else that is read from the dataset, and kept as long as that is the same."""
    return _store.cached_value(_store.key_of(key(), kind), form, make)


def knowledge() -> Knowledge:
    """What the dataset says, as values."""
    return _values(in_force())[0]


def load(day: date | None = None) -> rdflib.Dataset:
    """The dataset as of a day, by default today, as an `rdflib.Dataset`, prefixes bound.

    >>> len(kgraph.load()) > 10_000
    True
    """
    from kgraph.knowledge.rdflib_view import as_dataset

    return as_dataset(_store.copy(dataset(day)))  # a script may write to what it gets


def judge() -> Future[Judge]:
    """The judge, made in a thread of its own: it reads the dataset, which waits for nobody.

    Architectures say their own day, so it reads what is true on every one.
    """
    return _judge_of(in_force())


@lru_cache(maxsize=2)
def _judge_of(layers: tuple[Layer, ...]) -> Future[Judge]:
    from kgraph.knowledge.shacl.judge import Judge

    return _pool().submit(lambda: Judge(lambda: _undated(layers), _values(layers)[1]))


def selector() -> Future[Selector]:
    """What runs the queries of views, made in a thread of its own like the judge."""
    return _selector_of(in_force())


@lru_cache(maxsize=2)
def _selector_of(layers: tuple[Layer, ...]) -> Future[Selector]:
    from kgraph.knowledge.query.selecting import Selector

    return _pool().submit(lambda: Selector(_undated(layers)))


def beside(work: Callable[[Given], Made], given: Given) -> Future[Made]:
    """Work begun at once in a thread of its own, beside what goes on here."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(copy_context().run, work, given)
    pool.shutdown(wait=False)
    return future


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)


@cache
def solver() -> assembly.Solver:
    """The processes that solve, which end with this one; or this one itself."""
    from kgraph import assembly

    return assembly.Solver(here=_SOLVES.is_set())


def solve_here() -> None:
    """Let this process solve by itself: one that others give a limit and may end."""
    _SOLVES.set()


def query_worker() -> QueryWorker:
    """The process that answers queries as of today; it starts with the first and ends with this
    one, or with the day.
    """
    return _worker_of(in_force(), date.today())


@lru_cache(maxsize=4)
def _worker_of(layers: tuple[Layer, ...], day: date) -> QueryWorker:
    from kgraph.knowledge.query.asking import QueryWorker

    first = _written(layers, day)  # here, so that making it counts not as time of the first query

    def kept() -> Path | bytes:
        """The same as long as it is kept; a process may be started anew much later."""
        there = isinstance(first, bytes) or first.exists()
        return first if there else _written(layers, day)

    return QueryWorker(kept)


def written(day: date) -> Path | bytes:
    """The dataset as of a day, as N-Triples: the file in which they are kept, or else they."""
    return _written(in_force(), day)


def _written(layers: tuple[Layer, ...], day: date) -> Path | bytes:
    key = _store.key_on(_key_of(layers), day)
    return _store.file_of(key) or _store.dump(_dataset_of(layers, day)).encode()


def prepare() -> None:
    """Start what takes its time to start, while other things are read."""
    solver()
    _values(in_force())
    judge()
    selector()


def app_file() -> Path:
    """The script that Streamlit runs."""
    return resources.folder("app.py")
