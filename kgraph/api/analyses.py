"""Questions to finished architectures: what differs and why, what can be lost."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.architectures import assemble, kind_of_file, read_architecture
from kgraph.api.catalog import component
from kgraph.api.checks import check
from kgraph.api.layers import layered
from kgraph.api.wiring import knowledge
from kgraph.assembly import TIMEOUT
from kgraph.documents.sources import path_named
from kgraph.errors import InputError, nearest, shown
from kgraph.model.architecture import Architecture
from kgraph.model.risks import Loss, Risks
from kgraph.model.surroundings import Surroundings

if TYPE_CHECKING:
    from kgraph.analysis.needs import Dependence
    from kgraph.model.brief import Brief
    from kgraph.model.comparison import Comparison


def architecture_of(
    source: Architecture | Brief | Path | str,
    *,
    as_of: date | None = None,
    timeout: float = TIMEOUT,
) -> Architecture:
    """The architecture of a brief or a file, as of a day; the solver has `timeout` seconds.

    InputError for a day where an architecture has its own.
    """
    if isinstance(source, Architecture):
        _refuse_other_day(source.name, as_of)
        return source
    path = path_named(source) if isinstance(source, Path | str) else None
    if path is not None:
        return _architecture_in(path, as_of, timeout)
    return assemble(source, as_of=as_of, timeout=timeout)


def _architecture_in(path: Path, as_of: date | None, timeout: float) -> Architecture:
    from kgraph.documents.kinds import YAML

    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        raise _holds_entries(path)
    if kind_of_file(path) != YAML:
        architecture = read_architecture(path)
        _refuse_other_day(str(path), as_of)
        return architecture
    if is_entry(path):
        raise _holds_entries(path)
    return assemble(path, as_of=as_of, timeout=timeout)


def _refuse_other_day(where: str, as_of: date | None) -> None:
    """InputError for a day where an architecture has its own."""
    if as_of is not None:
        raise InputError.one(
            where, "is an architecture and has its own day", "name its brief to see another day"
        )


def is_entry(path: Path) -> bool:
    """Whether a YAML file is an entry of a catalog."""
    from kgraph.documents.yaml import read_yaml

    return not {"provides", "extends"}.isdisjoint(read_yaml(path).value)


def _holds_entries(path: Path) -> InputError:
    return InputError.one(
        str(path),
        "holds no architecture but entries of a catalog",
        "name a brief or an architecture",
    )


@layered
def compare(
    before: Architecture | Brief | Path | str,
    after: Architecture | Brief | Path | str,
    *,
    as_of_before: date | None = None,
    as_of_after: date | None = None,
    causes: bool = True,
) -> Comparison:
    """What differs between two briefs or architectures, and which statement made which difference.

    And what was retired between their days. `causes` takes about two assemblies for each statement
    that differs; they are not looked for where a brief names what is not known here. Unsatisfiable
    where a brief cannot be met.
    """
    first = architecture_of(before, as_of=as_of_before)
    second = architecture_of(after, as_of=as_of_after)
    return _compared(first, second, causes=causes)


@layered
def _compared(first: Architecture, second: Architecture, *, causes: bool) -> Comparison:
    """What differs between two architectures; causes only where the words of both are known."""
    from kgraph.analysis.causes import causes as find_causes
    from kgraph.analysis.compare import compare as find
    from kgraph.analysis.versions import is_understood
    from kgraph.brief.differences import differences

    briefs = [one.brief for one in (first, second) if one.brief is not None]
    statements = differences(*briefs) if len(briefs) == 2 else ()
    sought = causes and statements and all(is_understood(one, knowledge()) for one in briefs)
    return find(
        first,
        second,
        knowledge(),
        findings=(check(first), check(second)),
        statements=statements,
        causes=find_causes(first, second, assemble) if sought else (),
    )


@layered
def risks(architecture: Architecture) -> Risks:
    """Single points of failure, circles at start-up, and what takes observability with it.

    The gravest first.

    >>> kgraph.risks(kgraph.assemble("name: Small shop")).name
    'Small shop'
    """
    from kgraph.analysis.risks import risks as find

    return find(architecture, knowledge())


@layered
def dependences(architecture: Architecture) -> tuple[Dependence, ...]:
    """What each placement cannot do without, as wired: the ids of it and of those of which one is
    enough, and what they are for it.

    >>> from kgraph import api
    >>> found = api.dependences(api.assemble("name: Small shop"))
    >>> [one.targets for one in found if one.role == "runs on"][0]
    ('main/main/gke',)
    """
    from kgraph.analysis.needs import dependences as find

    return find(architecture, knowledge())


@layered
def blast_radius(architecture: Architecture, what: str) -> Loss:
    """What stops or is cut off with a placement, component, workload, place, region, provider.

    InputError names the nearest id.
    """
    from kgraph.analysis.risks import can_be_lost, lose

    known = can_be_lost(architecture)
    if what not in known:
        raise InputError.one(
            "--lost", f"'{shown(what)}' is not in {shown(architecture.name)}", nearest(what, known)
        )
    return lose(architecture, knowledge(), what)


def surroundings(id: str, *, day: date | None = None) -> Surroundings:
    """Who could be in the place of a component on a day (today), and who needs it.

    InputError names the nearest id.
    """
    from kgraph.analysis.surroundings import surroundings as find

    return find(component(id), knowledge(), day or date.today())
