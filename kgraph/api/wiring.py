"""The dataset and what is made of it once: values, the judge, the solver, the process that answers
queries.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kgraph import assembly, resources, terms
from kgraph.knowledge import store as _store
from kgraph.model.knowledge import Knowledge

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from kgraph.catalog import Entry
    from kgraph.knowledge.query.asking import QueryWorker
    from kgraph.knowledge.query.selecting import Selector
    from kgraph.knowledge.shacl.compiler import Rule
    from kgraph.knowledge.shacl.judge import Judge

Given = TypeVar("Given")
Made = TypeVar("Made")


def _turtle_files() -> list[Path]:
    return sorted(resources.folder("ontology").glob("*.ttl"))


def _rule_files() -> list[Path]:
    return sorted((resources.folder("ontology") / "rules").glob("*.rq"))


def known_names(turtle: Iterable[Path] | None = None) -> dict[str, frozenset[str]]:
    """The ids that catalog entries may refer to, by kind, from the ontology alone."""
    ontology = _store.build(_turtle_files() if turtle is None else turtle, (), "{}")
    kinds = {
        "capabilities": "Capability",
        "concerns": "Concern",
        "clouds": "Cloud",
        "protocols": "Protocol",
        "signals": "Signal",
    }
    names = {name: _ids(ontology, kind) for name, kind in kinds.items()}
    return {**names, "options": _options_of_briefs(ontology)}


def _options_of_briefs(ontology: pyoxigraph.Store) -> frozenset[str]:
    """The options of the decisions that are asked of a whole brief, as ``decision.option``."""
    query = "SELECT ?x { ?decision o:askedOf 'brief' ; o:option ?x }"
    return frozenset(terms.tail(row["x"]) for row in _store.rows(ontology, query))


def _ids(ontology: pyoxigraph.Store, kind: str) -> frozenset[str]:
    """The ids of everything of a kind in the ontology."""
    rows = _store.rows(ontology, f"SELECT ?x {{ ?x a o:{kind} }}")
    return frozenset(terms.tail(row["x"]) for row in rows)


@cache
def _key() -> str:
    """The hash of everything that decides what is compiled: the data, and what reads it."""
    deciding: list[Path] = []
    for folder in (resources.folder("ontology"), resources.folder("catalog")):
        for suffix in ("ttl", "rq", "yaml", "jsonld", "json"):
            deciding += folder.rglob(f"*.{suffix}")
    for room in ("model", "documents", "knowledge", "catalog"):
        deciding += (resources.PACKAGE / room).rglob("*.py")
    return _store.digest(deciding)


def _fresh_dataset() -> pyoxigraph.Store:
    return _store.cached(_key(), _compile)


@cache
def dataset() -> pyoxigraph.Store:
    """Ontology and catalog in one store, compiled once and cached by the hash of their files. Not
    to be written to.
    """
    return _fresh_dataset()


def _compile() -> pyoxigraph.Store:
    from kgraph.catalog import read_entries

    entries = read_entries(resources.folder("catalog"), names=known_names())
    return _store.sign(compiled(entries), _key())


def compiled(entries: Iterable[Entry]) -> pyoxigraph.Store:
    """The ontology with entries in one store, with what the rules infer."""
    from kgraph.catalog import document

    context = json.loads((resources.folder("ontology") / "context.jsonld").read_text("utf-8"))
    return _store.build(_turtle_files(), _rule_files(), document(entries, context))


@cache
def _values() -> tuple[Knowledge, tuple[Rule, ...]]:
    """What the dataset says, and the rules that judge architectures."""

    from kgraph.knowledge.shacl.compiler import Rule, load_shapes

    def make() -> tuple[Knowledge, tuple[Rule, ...]]:
        from kgraph.knowledge.values.knowledge import read_knowledge

        shapes = load_shapes(resources.folder("ontology") / "shapes" / "architecture.ttl")
        return read_knowledge(dataset()), shapes

    return _store.cached_value(_key(), tuple[Knowledge, tuple[Rule, ...]], make)


def knowledge() -> Knowledge:
    """What the dataset says, as values."""
    return _values()[0]


def load() -> rdflib.Dataset:
    """The dataset as an `rdflib.Dataset`, prefixes bound.

    >>> len(kgraph.load()) > 10_000
    True
    """
    from kgraph.knowledge.rdflib_view import as_dataset

    return as_dataset(_store.copy(dataset()))  # a script may write to what it gets


@cache
def judge() -> Future[Judge]:
    """The judge, made in a thread of its own: it reads the dataset, which waits for nobody."""
    from kgraph.knowledge.shacl.judge import Judge

    return _pool().submit(lambda: Judge(_fresh_dataset, _values()[1]))


@cache
def selector() -> Future[Selector]:
    """What runs the queries of views, made in a thread of its own like the judge."""
    from kgraph.knowledge.query.selecting import Selector

    return _pool().submit(lambda: Selector(_fresh_dataset()))


def beside(work: Callable[[Given], Made], given: Given) -> Future[Made]:
    """Work begun at once in a thread of its own, beside what goes on here."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work, given)
    pool.shutdown(wait=False)
    return future


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)


@cache
def solver() -> assembly.Solver:
    """The process that solves; it ends with this one."""
    return assembly.Solver()


@cache
def query_worker() -> QueryWorker:
    """The process that answers queries; it starts with the first and ends with this one."""
    from kgraph.knowledge.query.asking import QueryWorker

    return QueryWorker(_store.dump(dataset()).encode())


def prepare() -> None:
    """Start what takes its time to start, while other things are read."""
    solver()
    _values()
    judge()
    selector()


def app_file() -> Path:
    """The script that Streamlit runs."""
    return resources.folder("app.py")
