"""The sites, workloads and systems of the brief as tables that can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import streamlit as st

from kgraph import api
from kgraph.model.brief import Brief
from kgraph.model.decisions import Decision
from kgraph.web import form, listed, words
from kgraph.web.listed import SITE, SYSTEM, WORKLOAD, Change
from kgraph.web.parts import named, state
from kgraph.web.parts.boundary import does

if TYPE_CHECKING:
    from pyarrow import Table as Typed

TAB = "Sites and workloads"
"""The label of the tab."""
Columns = dict[str, Any]
"""By the name of a field how its column is shown and changed."""


@dataclass(frozen=True, slots=True)
class Table:
    """One list of the brief: its heading, the stem of its fields, and its columns."""

    title: str
    stem: str
    columns: Columns

    @property
    def several(self) -> frozenset[str]:
        """The columns of which a cell holds several words."""
        kinds = {name: column["type_config"]["type"] for name, column in self.columns.items()}
        return frozenset(name for name, kind in kinds.items() if kind == "multiselect")


def show() -> None:
    """The three lists, one below the other."""
    brief, decisions = state.brief(), state.questions()
    st.caption(
        "Change a cell, or give an empty row a short name to add one. What is changed here changes "
        "form, text and picture."
    )
    fields = form.fields(brief, decisions)
    for table in _tables(brief, decisions):
        _show(table, listed.rows(fields, table.stem))


def _tables(brief: Brief, decisions: Iterable[Decision]) -> Sequence[Table]:
    places = named.places(brief)
    asked = [decision for decision in decisions if decision.asked_of == "workload"]
    return (
        Table("Sites", SITE, _of_sites(brief.sites[-1].cloud)),
        Table("Workloads", WORKLOAD, _of_workloads(brief, places, asked)),
        Table("Systems outside", SYSTEM, _of_systems(places)),
    )


def _of_sites(last: str) -> Columns:
    """A new site is where the last one is, unless somebody says otherwise."""
    return {
        "id": _short_name(),
        "cloud": _one("Where", api.knowledge().cloud_labels, new=last),
        "region": st.column_config.TextColumn("Region"),
        "clusters": st.column_config.TextColumn(
            "Clusters", help="Short names with commas between them."
        ),
    }


def _of_workloads(brief: Brief, places: Sequence[str], asked: Iterable[Decision]) -> Columns:
    called = named.called(brief)
    columns: Columns = {
        "id": _short_name(),
        "name": st.column_config.TextColumn("Name"),
        "at": _several(
            "Runs at",
            dict(zip(places, places, strict=True)),
            help="Every site, where none is said.",
        ),
        "calls": _several("Calls", called),
    }
    for decision in asked:
        labels = named.options(decision)
        make = _several if decision.multiple else _one
        columns[f"answer.{decision.id}"] = make(
            decision.label.capitalize(), labels, help=decision.question
        )
    return columns


def _of_systems(places: Sequence[str]) -> Columns:
    provided = {one.id: one.label for one in api.knowledge().capabilities.values()}
    return {
        "id": _short_name(),
        "name": st.column_config.TextColumn("Name"),
        "at": _one("Stands at", dict(zip(places, places, strict=True))),
        "provides": _several("Provides", provided),
    }


def _short_name() -> Any:
    """The column of ids: a new row counts once it has one."""
    return st.column_config.TextColumn(
        "Short name", help="Small letters, digits and hyphens.", required=True
    )


def _one(
    label: str, labels: Mapping[str, str], *, help: str | None = None, new: str | None = None
) -> Any:
    """A column of one word each, which no cell may lack where there is one for `new` rows."""
    return st.column_config.SelectboxColumn(
        label,
        help=help,
        required=new is not None,
        default=new,
        options=list(labels),
        format_func=named.label(labels),
    )


def _several(label: str, labels: Mapping[str, str], *, help: str | None = None) -> Any:
    return st.column_config.MultiselectColumn(
        label, help=help, options=list(labels), format_func=named.label(labels)
    )


def _show(table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """A table; a brief has at least one site and one workload, so the last of these stays."""
    st.html(words.element("p", "head", table.title))
    lone = table.stem != SYSTEM and len(rows) == 1
    key = _key(table.stem)
    st.data_editor(
        _typed(table, rows),
        key=key,
        num_rows="add" if lone else "dynamic",
        hide_index=True,
        column_config=table.columns,
        placeholder="",
        on_change=does(_take, table.stem, key),
        alt=f"{table.title} of the brief, to be changed",
    )


def _typed(table: Table, rows: Sequence[Mapping[str, Any]]) -> Typed:
    """The rows with the type of each column, which an empty one does not tell by itself."""
    import pyarrow

    one = pyarrow.string()
    several = pyarrow.list_(one)
    columns = {}
    for name in table.columns:
        cells = [row.get(name) for row in rows]
        columns[name] = pyarrow.array(cells, several if name in table.several else one)
    return pyarrow.table(columns)


def _key(stem: str) -> str:
    """The key of a table, for this text of the brief alone.

    What an editor has been told would otherwise be told again of the next.
    """
    return f"listed-{stem}-{sha256(state.text().encode()).hexdigest()[:12]}"


def _take(stem: str, key: str) -> None:
    """Take what was done to a table. For callbacks.

    A quick hand may still reach the table of the text before: there the numbers of rows hold only
    where none came or went.
    """
    change = Change.told(st.session_state[key])
    if key == _key(stem) or not (change.new or change.gone):
        state.relist(stem, change)
