"""Questions to finished architectures: what differs and why, what can be lost."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.architectures import assemble, read_architecture
from kgraph.api.checks import check
from kgraph.api.choices import STANDARD_FORMAT
from kgraph.api.wiring import knowledge
from kgraph.errors import InputError, nearest
from kgraph.model.architecture import Architecture
from kgraph.model.risks import Loss, Risks

if TYPE_CHECKING:
    from kgraph.model.brief import Brief
    from kgraph.model.comparison import Comparison

PICTURE = f".{STANDARD_FORMAT.id}"
"""The suffix of pictures that say what they were drawn from."""


def architecture_of(
    source: Architecture | Brief | Path | str, *, as_of: date | None = None
) -> Architecture:
    """The architecture of a brief or a file, as of a day; InputError for a day where an architecture has its own."""
    if isinstance(source, Architecture) or (
        isinstance(source, Path) and source.suffix.lower() in (".json", ".ttl")
    ):
        if as_of is not None:
            where = str(source) if isinstance(source, Path) else source.name
            raise InputError.one(
                where, "is an architecture and has its own day", "name its brief to see another day"
            )
        return source if isinstance(source, Architecture) else read_architecture(source)
    if isinstance(source, Path):
        known = (".yaml", ".yml", PICTURE)
        if source.suffix.lower() not in known and not os.path.isdir(source):  # noqa: PTH112 (as below)
            return read_architecture(source)  # says which kinds of file there are
        _refuse_entries(source)
    return assemble(source, as_of=as_of)


def _refuse_entries(path: Path) -> None:
    """InputError where a file is a catalog entry, a folder of them, or a picture."""
    from kgraph.documents.yaml import read_yaml

    if path.suffix.lower() == PICTURE:
        raise InputError.one(
            str(path), "is a picture", "name the brief or the architecture that it shows"
        )
    if os.path.isdir(path) or "provides" in read_yaml(path).value:  # noqa: PTH112 (a name too long for a file is no folder; Path.is_dir raises)
        raise InputError.one(
            str(path),
            "holds no architecture but entries of a catalog",
            "name a brief or an architecture",
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
    from kgraph.brief.differences import differences

    first = architecture_of(before, as_of=as_of_before)
    second = architecture_of(after, as_of=as_of_after)
    statements = differences(first.brief, second.brief) if first.brief and second.brief else ()
    found = find_causes(first, second, assemble) if causes and statements else ()
    return find(
        first,
        second,
        knowledge(),
        findings=(check(first), check(second)),
        statements=statements,
        causes=found,
    )


def risks(architecture: Architecture) -> Risks:
    """Single points of failure, circles at start-up, and what takes observability with it; the gravest first."""
    from kgraph.analysis.risks import risks as find

    return find(architecture, knowledge())


def blast_radius(architecture: Architecture, what: str) -> Loss:
    """What stops or is cut off with a placement, component, workload, site or cluster; InputError names the nearest id."""
    from kgraph.analysis.risks import can_be_lost, lose

    known = can_be_lost(architecture)
    if what not in known:
        raise InputError.one(
            "--lost", f"'{what}' is not in {architecture.name}", nearest(what, known)
        )
    return lose(architecture, knowledge(), what)
