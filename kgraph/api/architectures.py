"""Briefs and architectures: reading them, assembling, asking why, completing, writing them down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph import assembly, resources
from kgraph.api.catalog import component
from kgraph.api.derived import derived
from kgraph.api.layers import in_force, layered, named_by, over, refuse_unlaid
from kgraph.api.policies import under_policies
from kgraph.api.wiring import knowledge, solver
from kgraph.brief import reading
from kgraph.brief.statements import statements
from kgraph.documents.sources import path_named
from kgraph.documents.vocabulary import day_of
from kgraph.errors import InputError, shown
from kgraph.model.brief import Brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgraph.model.answers import Alternative, Price, Why
    from kgraph.model.architecture import Architecture
    from kgraph.model.conflict import Diagnosis
    from kgraph.model.finding import Finding

MAX_ARCHITECTURE = 25_000_000
"""The most bytes of a file that is read as an architecture.

The largest that a brief gives has 18.5 MB as Turtle, which takes 10 s and 713 MB to check.
"""

MAX_ALTERNATIVES = 50


def demo_brief() -> str:
    """The text of the brief for the article's own architecture."""
    return (resources.folder("ontology") / "briefs" / "demo.yaml").read_text("utf-8")


def read_brief(source: Path | str, *, today: date | None = None, name: str = "brief.yaml") -> Brief:
    """The brief in a file or in a YAML text, which is called `name` in messages.

    A `str` that can be a mapping of YAML is the text, any other is the path of a file; a `Path` is
    always one, and `parse_brief` takes nothing but texts. InputError with every problem.

    >>> kgraph.read_brief("name: Small shop")
    <Brief 'Small shop': 1 site, 1 workload>
    """
    path = path_named(source)
    if path is None:
        return parse_brief(str(source), today=today, name=name)
    layers = named_by(path)
    with over(layers):
        brief = reading.read_brief(path, knowledge(), today=today or date.today())
    return replace(brief, layers=layers)


def parse_brief(text: str, *, today: date | None = None, name: str = "brief.yaml") -> Brief:
    """The brief in a YAML text, which is called `name` in messages.

    For what strangers write: whatever it looks like, no file is read. InputError with every
    problem.
    """
    refuse_unlaid(text, name)
    return reading.parse_brief(text, knowledge(), today=today or date.today(), source=name)


def brief_of(brief: Brief | Path | str, as_of: date | None, today: date | None) -> Brief:
    """The brief itself, or the one in a file or text; with another day, if one is given."""
    read = brief if isinstance(brief, Brief) else read_brief(brief, today=today)
    return read if as_of is None else replace(read, as_of=as_of)


def ready(brief: Brief) -> assembly.Problem:
    """The brief with its statements and what is known, as the solver needs it."""
    with over(brief.layers):
        ruled = replace(under_policies(brief), layers=in_force())
        said, limits = statements(ruled, knowledge()), _limits(ruled)
        return assembly.Problem(ruled, said, knowledge(), limits, written=brief)


def _limits(brief: Brief) -> tuple[assembly.Limited, ...]:
    """How much may be there of what bounds of the brief count: solved without what they bound."""
    return assembly.limits(brief, ready, solver()) if brief.bounds else ()


def assemble(
    brief: Brief | Path | str,
    *,
    as_of: date | None = None,
    today: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> Architecture:
    """The best architecture for a brief: a `Brief`, a file or a YAML text; see `read_brief`.

    `as_of` takes the place of the brief's own date. Unsatisfiable names the statements that clash.
    After `timeout` seconds the best so far, with `proven` false; SolverTimeout where there is none.

    >>> kgraph.assemble("name: Small").placements[0].id
    'main/google-vpc'
    """
    return assembly.assemble(ready(brief_of(brief, as_of, today)), solver(), timeout=timeout)


def alternatives(
    brief: Brief | Path | str,
    *,
    count: int = 5,
    pareto: bool = False,
    as_of: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> tuple[Alternative, ...]:
    """The best architecture and others that take one decision otherwise, what matters most first.

    With `pareto`, those that trade preferences, best first. InputError where `count` is not
    between 1 and 50; Unsatisfiable and SolverTimeout as in `assemble`.
    """
    if not 1 <= count <= MAX_ALTERNATIVES:
        raise InputError.one(
            "--alternatives",
            f"{count} is not between 1 and {MAX_ALTERNATIVES}",
            "ask for a handful",
        )
    asked = assembly.trade_offs if pareto else assembly.alternatives
    found, _ = asked(ready(brief_of(brief, as_of, None)), solver(), count=count, timeout=timeout)
    return found


def prices(
    brief: Brief | Path | str, *, as_of: date | None = None, timeout: float = assembly.TIMEOUT
) -> tuple[Price, ...]:
    """What each preference that the brief states costs more than without it, the dearest first."""
    return assembly.prices(ready(brief_of(brief, as_of, None)), ready, solver(), timeout=timeout)


def why(
    brief: Brief | Path | str,
    id: str,
    *,
    as_of: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> Why:
    """Why a component is in the brief's architecture and what would be without it.

    Or what it would cost, or what forbids it. InputError names the nearest component where there is
    none of that id.

    >>> kgraph.why("name: Small shop", "harbor")
    <Why harbor is not in the architecture>
    """
    read = brief_of(brief, as_of, None)
    with over(read.layers):
        return assembly.why(ready(read), component(id).id, solver(), timeout=timeout)


def diagnose(
    brief: Brief | Path | str,
    *,
    count: int = 5,
    as_of: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> Diagnosis:
    """Every minimal conflict of a brief that cannot be met, up to a number.

    With them the fixes that were tried and work.
    """
    return assembly.diagnose(
        ready(brief_of(brief, as_of, None)), ready, solver(), count=count, timeout=timeout
    )


def complete(
    architecture: Architecture,
    brief: Brief | Path | str,
    *,
    as_of: date | None = None,
    timeout: float = assembly.TIMEOUT,
) -> Architecture:
    """The architecture with the least added that answers the brief.

    Unsatisfiable where what is there stands in the way.
    """
    return assembly.complete(
        ready(brief_of(brief, as_of, None)), architecture, solver(), timeout=timeout
    )


def read_architecture(path: Path | str, *, today: date | None = None) -> Architecture:
    """An architecture from JSON or triples, or the one that a brief (YAML) gives.

    ``-`` is standard input.
    """
    from kgraph.documents.kinds import JSON, RDF, YAML
    from kgraph.documents.yaml import read_text
    from kgraph.knowledge.architectures import codec

    path = Path(path)
    kind = kind_of_file(path)
    if kind == YAML:
        return assemble(path, today=today)
    text = read_text(path, limit=MAX_ARCHITECTURE)
    if kind == JSON:
        return codec.from_json(text, str(path))
    if kind in RDF:
        return codec.from_turtle(text, str(path), kind)
    raise InputError.one(
        str(path), "is a picture", "name the brief or the architecture that it shows"
    )


def kind_of_file(path: Path) -> str:
    """What kind of document a file, a pipe or standard input (``-``) holds.

    See `kgraph.documents.kinds`.
    """
    from kgraph.documents.kinds import kind_of

    return kind_of(path, limit=MAX_ARCHITECTURE)


@layered
def assumed(architecture: Architecture) -> tuple[Finding, ...]:
    """Warnings where an architecture was made with another version of the ontology, or layers.

    They say what differs. Nothing where all is the same.
    """
    from kgraph.analysis.versions import assumed as find
    from kgraph.analysis.versions import unlaid

    laid = tuple(layer.state for layer in in_force())
    return (*find(architecture, knowledge()), *unlaid(architecture, laid))


@layered
def to_turtle(architecture: Architecture) -> str:
    """The architecture as Turtle."""
    return derived(architecture).turtle


@layered
def to_json(architecture: Architecture, findings: Iterable[Finding] = ()) -> str:
    """The architecture as JSON, by the published schema, with the findings about it if given."""
    from kgraph.knowledge.architectures import codec

    told = tuple(findings)
    return codec.to_json(architecture, told) if told else derived(architecture).json


def to_data(architecture: Architecture) -> dict[str, Any]:
    """The architecture as plain data, by the published schema."""
    from kgraph.knowledge.architectures import codec

    return codec.to_data(architecture)


def brief_text(brief: Brief) -> str:
    """A brief as the YAML text that reads back to it.

    Only what was said is written, not the defaults.

    >>> kgraph.brief_text(kgraph.read_brief("{name: Small shop}"))
    'name: Small shop\\n'
    """
    from kgraph.brief.writing import to_yaml

    return to_yaml(brief)


def parse_day(text: str, *, where: str) -> date:
    """The day written as 2026-11-23; InputError where it is not one."""
    day = day_of(text)
    if day is None:
        raise InputError.one(where, f"'{shown(text)}' is not a date", "write it as 2026-11-23")
    return day
