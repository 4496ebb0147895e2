"""The use cases, each a function: what the command line, the browser pages and scripts call."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph import assembly, briefs, resources, terms
from kgraph.errors import InputError, nearest
from kgraph.files import write_files
from kgraph.knowledge import store as _store
from kgraph.model.answers import Alternative, Why
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.comparison import Comparison
from kgraph.model.component import Component
from kgraph.model.conflict import Diagnosis
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Decision, Knowledge
from kgraph.model.risks import Loss, Risks
from kgraph.view.overview import overview

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from kgraph.knowledge.query import Example, QueryWorker
    from kgraph.knowledge.results import Result
    from kgraph.knowledge.shapes import Judge, Rule

VIEWS = ("overview",)
MAX_ARCHITECTURE = 50_000_000
MAX_ALTERNATIVES = 50


# --- the dataset


def _turtle_files() -> list[Path]:
    return sorted(resources.folder("ontology").glob("*.ttl"))


def _rule_files() -> list[Path]:
    return sorted((resources.folder("ontology") / "rules").glob("*.rq"))


def known_names(turtle: Iterable[Path] | None = None) -> dict[str, frozenset[str]]:
    """The ids that catalog entries may refer to, by kind, from the ontology alone."""
    ontology = _store.build(_turtle_files() if turtle is None else turtle, (), "{}")
    kinds = {"capabilities": "Capability", "concerns": "Concern", "clouds": "Cloud", "protocols": "Protocol"}
    return {
        name: frozenset(terms.tail(row["x"]) for row in _store.rows(ontology, f"SELECT ?x {{ ?x a o:{kind} }}"))
        for name, kind in kinds.items()
    }


@cache
def _key() -> str:
    """The hash of everything that decides what is compiled: the data, and the modules that read it."""
    folders = resources.folder("ontology"), resources.folder("catalog")
    data = [
        path
        for folder in folders
        for suffix in ("ttl", "rq", "yaml", "jsonld", "json")
        for path in folder.rglob(f"*.{suffix}")
    ]
    code = [path for room in ("model", "knowledge", "catalog") for path in (resources.PACKAGE / room).glob("*.py")]
    return _store.digest([*data, *code])


def _fresh_dataset() -> pyoxigraph.Store:
    return _store.cached(_key(), _compile)


@cache
def dataset() -> pyoxigraph.Store:
    """Ontology and catalog in one store, compiled once and cached by the hash of their files. Not to be written to."""
    return _fresh_dataset()


def _compile() -> pyoxigraph.Store:
    from kgraph.catalog import document, read_entries

    entries = read_entries(resources.folder("catalog"), names=known_names())
    context = json.loads((resources.folder("ontology") / "context.jsonld").read_text("utf-8"))
    return _store.build(_turtle_files(), _rule_files(), document(entries, context))


@cache
def _values() -> tuple[Knowledge, tuple[Rule, ...]]:
    """What the dataset says, and the rules that judge architectures."""

    def make() -> tuple[Knowledge, tuple[Rule, ...]]:
        from kgraph.knowledge.reader import read_knowledge
        from kgraph.knowledge.shapes import load_shapes

        shapes = load_shapes(resources.folder("ontology") / "shapes" / "architecture.ttl")
        return read_knowledge(dataset()), shapes

    return _store.cached_value(_key(), make)


def knowledge() -> Knowledge:
    """What the dataset says, as values."""
    return _values()[0]


def load() -> rdflib.Dataset:
    """The dataset as an `rdflib.Dataset`, prefixes bound.

    >>> len(kgraph.load()) > 10_000  # doctest: +SKIP
    True
    """
    from kgraph.knowledge.rdflib_view import as_dataset

    return as_dataset(_store.copy(dataset()))  # a script may write to what it gets


# --- briefs and architectures


def read_brief(source: Path | str, *, today: date | None = None, name: str = "brief.yaml") -> Brief:
    """The brief in a file (a `Path`) or in a YAML text (a `str`, called `name` in messages); InputError with every problem."""
    day = today or date.today()
    if isinstance(source, Path):
        return briefs.read_brief(source, knowledge(), today=day)
    return briefs.parse_brief(source, knowledge(), today=day, source=name)


def _read(brief: Brief | Path | str, as_of: date | None, today: date | None) -> Brief:
    read = brief if isinstance(brief, Brief) else read_brief(brief, today=today)
    return read if as_of is None else replace(read, as_of=as_of)


def _ready(brief: Brief) -> assembly.Problem:
    return assembly.Problem(brief, briefs.statements(brief, knowledge()), knowledge())


@cache
def _solver() -> assembly.Solver:
    """The process that solves; it ends with this one."""
    solver = assembly.Solver()
    atexit.register(solver.close)
    return solver


def prepare() -> None:
    """Start what takes its time to start, while other things are read."""
    _solver()
    _values()
    _judge()


def assemble(
    brief: Brief | Path | str,
    *,
    as_of: date | None = None,
    today: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> Architecture:
    """The best architecture for a brief: a `Brief`, a file (`Path`) or a YAML text (`str`).

    `as_of` takes the place of the brief's own date. Unsatisfiable names the statements that clash. After `timeout`
    seconds the best so far, with `proven` false; SolverTimeout where there is none.

    >>> kgraph.assemble("name: Small").placements[0].id  # doctest: +SKIP
    'main/google-vpc'
    """
    solver = _solver()
    return assembly.assemble(_ready(_read(brief, as_of, today)), solver, timeout=timeout)


def alternatives(
    brief: Brief | Path | str,
    *,
    count: int = 5,
    pareto: bool = False,
    as_of: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> tuple[Alternative, ...]:
    """The best architecture and others that really differ, best first; with `pareto`, those that trade preferences.

    InputError where `count` is not between 1 and 50; Unsatisfiable and SolverTimeout as in `assemble`.
    """
    if not 1 <= count <= MAX_ALTERNATIVES:
        raise InputError.one("--alternatives", f"{count} is not between 1 and {MAX_ALTERNATIVES}", "ask for a handful")
    found, _ = assembly.alternatives(
        _ready(_read(brief, as_of, None)), _solver(), count=count, pareto=pareto, timeout=timeout
    )
    return found


def why(brief: Brief | Path | str, id: str, *, as_of: date | None = None, timeout: float = assembly.TIMEOUT) -> Why:
    """Why a component is in the brief's architecture and what would be without it; or what it would cost, or what forbids it.

    InputError names the nearest component where there is none of that id.
    """
    return assembly.why(_ready(_read(brief, as_of, None)), component(id).id, _solver(), timeout=timeout)


def diagnose(
    brief: Brief | Path | str, *, count: int = 5, as_of: date | None = None, timeout: float = assembly.TIMEOUT
) -> Diagnosis:
    """Every minimal conflict of a brief that cannot be met, up to a number, and fixes that were tried and work."""
    return assembly.diagnose(_ready(_read(brief, as_of, None)), _ready, _solver(), count=count, timeout=timeout)


def why_json(answer: Why) -> dict[str, Any]:
    """The answer of `why` as JSON-ready data."""
    conflict = answer.otherwise.conflict
    return {
        "component": answer.component,
        "present": answer.present,
        "placements": [placement.id for placement in answer.placements],
        "chain": list(answer.chain),
        "otherwise": {
            "possible": answer.otherwise.possible,
            "costs": {id: {"before": before, "after": after} for id, before, after in answer.otherwise.costs},
            "comes": list(answer.otherwise.comes),
            "goes": list(answer.otherwise.goes),
            **({} if answer.otherwise.proven else {"proven": False}),
            "conflict": None
            if conflict is None
            else {
                "statements": [{"text": s.text, "where": s.where or "default"} for s in conflict.statements],
                "story": conflict.story,
            },
        },
    }


def complete(
    architecture: Architecture,
    brief: Brief | Path | str,
    *,
    as_of: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> Architecture:
    """The architecture with the least added that answers the brief; Unsatisfiable where what is there stands in the way."""
    return assembly.complete(_ready(_read(brief, as_of, None)), architecture, _solver(), timeout=timeout)


def read_architecture(path: Path, *, today: date | None = None) -> Architecture:
    """An architecture from Turtle or JSON, or the one that a brief (YAML) gives."""
    from kgraph.documents import read_text
    from kgraph.knowledge import codec

    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        return assemble(path, today=today)
    if suffix == ".json":
        return codec.from_json(read_text(path, limit=MAX_ARCHITECTURE), str(path))
    if suffix == ".ttl":
        return codec.from_turtle(read_text(path, limit=MAX_ARCHITECTURE), str(path))
    raise InputError.one(
        str(path),
        f"'{suffix or path.name}' is not a kind of file that holds an architecture",
        "name a .yaml brief, or a .json or .ttl architecture",
    )


def assumed(architecture: Architecture) -> tuple[Finding, ...]:
    """A warning, with what differs, where an architecture was made with another version of the ontology; else nothing."""
    from kgraph.analysis.versions import assumed as find

    return find(architecture, knowledge())


def to_turtle(architecture: Architecture) -> str:
    """The architecture as Turtle."""
    from kgraph.knowledge import codec

    return codec.to_turtle(architecture, knowledge())


def to_json(architecture: Architecture) -> str:
    """The architecture as JSON, by the published schema."""
    from kgraph.knowledge import codec

    return codec.to_json(architecture)


# --- judging


def check(architecture: Architecture) -> tuple[Finding, ...]:
    """What the SHACL shapes find in an architecture, gravest first."""
    return check_turtle(to_turtle(architecture))


def check_turtle(text: str, *, where: str = "architecture.ttl") -> tuple[Finding, ...]:
    """What the SHACL shapes find in an architecture written in Turtle, by whomever."""
    return _judge().result().findings(text, where=where)


@cache
def _judge() -> Future[Judge]:
    """The judge, made in a thread of its own: it reads the dataset, which waits for nobody."""
    from kgraph.knowledge.shapes import Judge

    return _pool().submit(lambda: Judge(_fresh_dataset, _values()[1]))


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)


def check_file(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a brief, an architecture, a catalog entry, or a folder of entries.

    InputError where a file cannot be read as what it is; Unsatisfiable where a brief cannot be met.
    """
    from kgraph.catalog import read_entries, read_entry
    from kgraph.documents import read_text, read_yaml

    suffix = path.suffix.lower()
    if os.path.isdir(path):  # noqa: PTH112 (a name too long for a file is no folder; Path.is_dir raises)
        read_entries(path, names=known_names())
        return ()
    if suffix in (".yaml", ".yml"):
        if "provides" in read_yaml(path).value:
            read_entry(path, names=known_names(), components=frozenset(knowledge().components))
            return ()
        return _at(check(assemble(path)), path)
    if suffix == ".ttl":
        found = check_turtle(read_text(path, limit=MAX_ARCHITECTURE), where=str(path))
        with contextlib.suppress(InputError):  # what cannot be read has findings of its own
            found += assumed(read_architecture(path))
        return _at(found, path)
    architecture = read_architecture(path)
    return _at((*check(architecture), *assumed(architecture)), path)


def _at(findings: tuple[Finding, ...], path: Path) -> tuple[Finding, ...]:
    return tuple(replace(finding, where=finding.where or str(path)) for finding in findings)


# --- comparing, and what can be lost


def architecture_of(source: Architecture | Brief | Path | str, *, as_of: date | None = None) -> Architecture:
    """The architecture of a brief or a file, as of a day; InputError for a day where an architecture has its own."""
    if isinstance(source, Architecture) or (isinstance(source, Path) and source.suffix.lower() in (".json", ".ttl")):
        if as_of is not None:
            where = str(source) if isinstance(source, Path) else source.name
            raise InputError.one(where, "is an architecture and has its own day", "name its brief to see another day")
        return source if isinstance(source, Architecture) else read_architecture(source)
    if isinstance(source, Path):
        _refuse_entries(source)
    return assemble(source, as_of=as_of)


def _refuse_entries(path: Path) -> None:
    """InputError where a file is a catalog entry or a folder of them."""
    from kgraph.documents import read_yaml

    if os.path.isdir(path) or "provides" in read_yaml(path).value:  # noqa: PTH112 (as in check_file)
        raise InputError.one(
            str(path), "holds no architecture but entries of a catalog", "name a brief or an architecture"
        )


def compare(
    before: Architecture | Brief | Path | str,
    after: Architecture | Brief | Path | str,
    *,
    as_of_before: date | None = None,
    as_of_after: date | None = None,
    causes: bool = True,
) -> Comparison:
    """What differs between two briefs or architectures, what was retired between their days, and which statement made which difference.

    `causes` takes about two assemblies for each statement that differs. Unsatisfiable where a brief cannot be met.
    """
    from kgraph.analysis.causes import causes as find_causes
    from kgraph.analysis.compare import compare as find
    from kgraph.analysis.statements import differences

    first = architecture_of(before, as_of=as_of_before)
    second = architecture_of(after, as_of=as_of_after)
    statements = differences(first.brief, second.brief) if first.brief and second.brief else ()
    found = find_causes(first, second, assemble) if causes and statements else ()
    return find(first, second, knowledge(), findings=(check(first), check(second)), statements=statements, causes=found)


def comparison_text(comparison: Comparison) -> str:
    """What differs, for people."""
    from kgraph.analysis.telling import comparison_lines

    return "".join(f"{line}\n" for line in comparison_lines(comparison, knowledge()))


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """What differs, as JSON-ready data."""
    from kgraph.analysis.telling import data

    found: dict[str, Any] = data(comparison)
    return found


def risks(architecture: Architecture) -> Risks:
    """Single points of failure, circles at start-up, and what takes observability with it; the gravest first."""
    from kgraph.analysis.risks import risks as find

    return find(architecture, knowledge())


def blast_radius(architecture: Architecture, what: str) -> Loss:
    """What stops or is cut off with a placement, component, workload, site or cluster; InputError names the nearest id."""
    from kgraph.analysis.risks import can_be_lost, lose

    known = can_be_lost(architecture)
    if what not in known:
        raise InputError.one("--lost", f"'{what}' is not in {architecture.name}", nearest(what, known))
    return lose(architecture, knowledge(), what)


def risks_text(risks: Risks | Loss, architecture: Architecture) -> str:
    """Risks, or what is lost with one thing, for people."""
    from kgraph.analysis.telling import loss_lines, risk_lines

    names = {placement.id: placement.name for placement in architecture.placements}
    lines = loss_lines(risks, names) if isinstance(risks, Loss) else risk_lines(risks, knowledge())
    return "".join(f"{line}\n" for line in lines)


def risks_json(risks: Risks | Loss) -> dict[str, Any]:
    """Risks, or what is lost with one thing, as JSON-ready data."""
    from kgraph.analysis.telling import data

    found: dict[str, Any] = data(risks)
    return found


# --- drawing


def draw(
    architecture: Architecture, *, view: str = "overview", format: str = "svg", scale: float | None = None
) -> bytes:
    """One view of an architecture in one format; InputError names the known ones."""
    from kgraph.rendering.layout import draw as lay_out
    from kgraph.rendering.registry import format_named, render

    if view not in VIEWS:
        raise InputError.one("view", f"unknown view '{view}'", nearest(view, VIEWS))
    chosen = format_named(format, where="format")
    main = frozenset(kind.id for kind in knowledge().flow_kinds if kind.main_path)
    drawing = lay_out(overview(_understood(architecture), knowledge()), main)
    return render(drawing, chosen, cache_folder=_store.cache_folder(), scale=scale)


def _understood(architecture: Architecture) -> Architecture:
    from kgraph.analysis.versions import understood

    return understood(architecture, knowledge())


def draw_comparison(
    before: Architecture, after: Architecture, *, format: str = "svg", scale: float | None = None
) -> bytes:
    """Two architectures as one picture, with what is added and what is removed marked; InputError names the known formats."""
    from kgraph.rendering.layout import draw as lay_out
    from kgraph.rendering.registry import format_named, render
    from kgraph.view.difference import difference

    chosen = format_named(format, where="format")
    main = frozenset(kind.id for kind in knowledge().flow_kinds if kind.main_path)
    drawing = lay_out(difference(_understood(before), _understood(after), knowledge()), main)
    return render(drawing, chosen, cache_folder=_store.cache_folder(), scale=scale)


def rationale(
    architecture: Architecture, findings: Iterable[Finding] | None = None, *, picture: str | None = "overview.svg"
) -> str:
    """The architecture in words, every choice with its reasons, as Markdown."""
    from kgraph.rendering.rationale import rationale as write

    return write(architecture, knowledge(), check(architecture) if findings is None else findings, picture=picture)


def results(
    architecture: Architecture,
    *,
    view: str = "overview",
    formats: Iterable[str] = ("svg", "png"),
    findings: Iterable[Finding] | None = None,
) -> dict[str, str | bytes]:
    """All files that `assemble` writes, by name; `findings` spares judging again."""
    files: dict[str, str | bytes] = {
        "architecture.ttl": to_turtle(architecture),
        "architecture.json": to_json(architecture),
    }
    for format in formats:
        files[f"{view}.{format}"] = draw(architecture, view=view, format=format)
    files["rationale.md"] = rationale(
        architecture, findings, picture=next((name for name in files if name.startswith(f"{view}.")), None)
    )
    return files


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder, all or none; OutputError where that is not possible."""
    write_files(folder, files)


def demo_brief() -> str:
    """The text of the brief for the article's own architecture."""
    return (resources.folder("ontology") / "briefs" / "demo.yaml").read_text("utf-8")


# --- asking


def query(text: str, *, timeout: float = 10.0, limit: int = 100_000) -> Result:
    """The answer of a SPARQL query over the dataset; QueryRefused, or QueryTimeout after `timeout` seconds.

    >>> kgraph.query("ASK { c:harbor o:provides k:image-registry }").truth  # doctest: +SKIP
    True
    """
    return _worker().ask(text, timeout=timeout, limit=limit)


@cache
def _worker() -> QueryWorker:
    """The process that answers queries; it starts with the first and ends with this one."""
    from kgraph.knowledge.query import QueryWorker

    worker = QueryWorker(_store.dump(dataset()).encode())
    atexit.register(worker.close)
    return worker


def write_result(result: Result, format: str | None = None) -> str:
    """The answer of a query as ``table``, ``csv``, ``tsv``, ``json`` or ``turtle``; by default what fits it best."""
    from kgraph.knowledge import results as writers

    known = {
        "table": writers.table,
        "csv": writers.csv,
        "tsv": writers.tsv,
        "json": writers.json,
        "turtle": writers.turtle,
    }
    chosen = format or ("turtle" if result.form == "graph" else "table")
    if chosen not in known:
        raise InputError.one("format", f"unknown format '{chosen}'", nearest(chosen, known))
    return known[chosen](result)


def examples() -> tuple[Example, ...]:
    """The example queries that lie in the graph."""
    from kgraph.knowledge.query import examples as read

    return read(dataset())


def questions() -> tuple[Decision, ...]:
    """The decisions, in the order in which an architect meets them."""
    return knowledge().decisions


def components(
    *,
    capability: str | None = None,
    cloud: str | None = None,
    license: str | None = None,
    maturity: str | None = None,
    day: date | None = None,
    text: str | None = None,
) -> tuple[Component, ...]:
    """The components of the catalog that fit every filter given, sorted by id; InputError for an unknown capability or cloud."""
    known = knowledge()
    if capability is not None and capability not in known.capabilities:
        raise InputError.one(
            "capability", f"unknown capability '{capability}'", nearest(capability, known.capabilities)
        )
    clouds = [one.id for one in known.clouds]
    if cloud is not None and cloud not in clouds:
        raise InputError.one("cloud", f"unknown cloud '{cloud}'", nearest(cloud, clouds))
    needle = (text or "").lower()
    return tuple(
        c
        for c in known.components.values()
        if (capability is None or capability in c.provides)
        and (cloud is None or c.runs_on(cloud))
        and (license is None or c.license.lower() == license.lower())
        and (maturity is None or c.maturity == maturity)
        and (day is None or c.available(day))
        and (not needle or any(needle in word.lower() for word in (c.id, c.name, c.definition, *c.aliases)))
    )


def component(id: str) -> Component:
    """The component of that id; InputError names the nearest."""
    known = knowledge().components
    if id not in known:
        raise InputError.one("component", f"unknown component '{id}'", nearest(id, known))
    return known[id]


def brief_text(brief: Brief) -> str:
    """A brief as the YAML text that reads back to it; only what was said is written, not the defaults."""
    from kgraph.brief_text import to_yaml

    return to_yaml(brief)


def parse_day(text: str, *, where: str) -> date:
    """The day written as 2026-11-23; InputError where it is not one."""
    day = briefs.parse_day(text)
    if day is None:
        raise InputError.one(where, f"'{text}' is not a date", "write it as 2026-11-23")
    return day


def read_text(path: Path) -> str:
    """The text of a file the user named; InputError where it cannot be read."""
    from kgraph.documents import read_text as read

    return read(path)


def component_json(component: Component) -> dict[str, Any]:
    """All that is known of a component, as JSON-ready data."""
    from kgraph.catalog import component_json as describe

    return describe(component)


def component_text(component: Component) -> str:
    """All that is known of a component, for people."""
    from kgraph.catalog import component_text as describe

    return describe(component)


def app_file() -> Path:
    """The script that Streamlit runs."""
    return resources.folder("app.py")
