"""Between the lists of a brief (its sites, workloads and systems) and tables of them: pure
functions.

A list is named by the stem of its fields in `kgraph.web.form`: ``site``, ``workload``, ``system``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.model.brief import Brief
from kgraph.web import form

SITE, WORKLOAD, SYSTEM = "site", "workload", "system"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did to the rows of a table: cells by the numbers of their rows, rows that are
    new, and the numbers of those that are gone.
    """

    cells: Mapping[int, Row]
    new: Sequence[Row] = ()
    gone: Collection[int] = ()

    @classmethod
    def told(cls, state: Mapping[str, Any]) -> Change:
        """What the editor of a table tells."""
        return cls(state["edited_rows"], state["added_rows"], state["deleted_rows"])


def rows(fields: Mapping[str, Any], stem: str) -> list[dict[str, Any]]:
    """The rows of a list, with the fields of `kgraph.web.form` as columns, in their order.

    >>> rows({"name": "Shop", "site.0.id": "eu", "site.0.cloud": "aws", "site.1.id": "us"}, "site")
    [{'id': 'eu', 'cloud': 'aws'}, {'id': 'us'}]
    """
    found: dict[int, dict[str, Any]] = {}
    for key, value in fields.items():
        of, _, rest = key.partition(".")
        if of == stem:
            number, _, column = rest.partition(".")
            found.setdefault(int(number), {})[column] = value
    return [found[number] for number in sorted(found)]


def values(stem: str, cells: Mapping[int, Row]) -> dict[str, Any]:
    """The fields that cells stand for; one that was emptied says nothing.

    >>> values("site", {1: {"region": None}})
    {'site.1.region': ''}
    """
    found: dict[str, Any] = {}
    for number, row in cells.items():
        for column, value in row.items():
            found[f"{stem}.{number}.{column}"] = "" if value is None else value
    return found


def size(brief: Brief, stem: str) -> int:
    """How many rows a list of a brief has."""
    lists: dict[str, Sequence[object]] = {
        SITE: brief.sites,
        WORKLOAD: brief.workloads,
        SYSTEM: brief.systems,
    }
    return len(lists[stem])


def one_more(brief: Brief, stem: str, default: Brief) -> Brief:
    """The brief with one more row in a list. `default` is a brief that says nothing."""
    if stem == SITE:
        return form.with_site(brief, default)
    return form.with_workload(brief, default) if stem == WORKLOAD else form.with_system(brief)


def without(brief: Brief, stem: str, gone: Iterable[int], default: Brief) -> Brief:
    """The brief without some rows of a list; of sites and of workloads one stays."""
    numbers = sorted(set(gone), reverse=True)
    if stem != SYSTEM and len(numbers) == size(brief, stem):
        numbers = numbers[:-1]
    for number in numbers:
        brief = _without_one(brief, stem, number, default)
    return brief


def _without_one(brief: Brief, stem: str, at: int, default: Brief) -> Brief:
    if stem == SITE:
        return form.without_site(brief, at, default)
    return form.without_workload(brief, at) if stem == WORKLOAD else form.without_system(brief, at)
