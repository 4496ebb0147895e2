"""The sources of a catalog: by their grades, by when somebody looked at them, with what words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from kgraph.model.audit import Check, Grade, Sourced

STALE = timedelta(days=365)
"""After which time somebody should look at a source again."""


def by_grade(sourced: Iterable[Sourced], labels: Mapping[str, str]) -> tuple[Grade, ...]:
    """How many statements and pages each grade has, the best grade first."""
    of_grade: dict[str, list[Sourced]] = {grade: [] for grade in labels}
    for one in sourced:
        of_grade[one.grade].append(one)
    return tuple(_grade(id, labels[id], found) for id, found in of_grade.items())


def _grade(id: str, label: str, found: Sequence[Sourced]) -> Grade:
    days = sorted(one.checked for one in found if one.checked)
    pages = {one.source for one in found}
    oldest, newest = (days[0], days[-1]) if days else (None, None)
    quoted = sum(one.quoted for one in found)
    return Grade(id, label, len(found), quoted, len(pages), oldest, newest)


def source_checks(
    sourced: Sequence[Sourced], labels: Mapping[str, str], day: date
) -> tuple[Check, ...]:
    """Whether statements rest on better than the worst grade, and were looked at in time."""
    worst = list(labels)[-1]
    far = tuple(one for one in sourced if one.grade == worst)
    stale = tuple(one for one in sourced if one.checked is None or day - one.checked > STALE)
    title = f"Statements rest on better sources than the grade '{labels[worst]}'"
    fresh = "Sources were looked at within a year"
    return (
        _check("source-grades", title, sourced, far),
        _check("source-ages", fresh, sourced, stale),
    )


def hosted_places(hosted: Mapping[str, str | None]) -> Check:
    """Whether what others run cites a page for where that is."""
    faults = tuple((id,) for id, source in hosted.items() if source is None)
    title = "What others run cites a page for where it runs"
    return Check("hosted-places", title, len(hosted), ("entry",), faults)


def _check(id: str, title: str, every: Sequence[Sourced], faults: Iterable[Sourced]) -> Check:
    rows = tuple((one.statement, one.source) for one in faults)
    return Check(id, title, len(every), ("statement", "source"), rows)
