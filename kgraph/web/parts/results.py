"""What a query found, to look at and to take away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kgraph import api
from kgraph.terms import COMPONENT, shorten
from kgraph.web import asked, words, work
from kgraph.web.words import escape
from kgraph.words import count

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.knowledge.query.term import Term

NOTHING = "Nothing answers this: ask about something else, or change the query."
_MEDIA = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "parquet": "application/vnd.apache.parquet",
    "turtle": "text/turtle",
}
_SUFFIX = {"turtle": "ttl"}
_OFFERED = {"graph": ("turtle",), "select": ("csv", "json", "parquet"), "ask": ("csv", "json")}
"""What an answer can be taken away as, by its form."""
_PICTURE, _TEXT, _TABLE, _CHART = "Graph", "Turtle", "Table", "Chart"


def show(result: Result) -> int:
    """Show a result with its downloads; the number of its rows."""
    st.html(f'<p class="kg-head" role="status">{escape(_heading(result))}</p>')
    if result.truncated:
        st.warning(
            "There is more than can be shown: this is cut off.", icon=":material/content_cut:"
        )
    if result.form == "graph":
        _graph(result)
    elif result.form == "select" and result.rows:
        _rows(result)
    if result.form == "select" and not result.rows and not result.notes:
        st.info(NOTHING, icon=":material/search_off:")
    for note in result.notes:
        st.info(words.markdown(str(note)), icon=":material/spellcheck:")
    with st.container(horizontal=True):
        for format in _OFFERED[result.form]:
            _download(result, format)
    return len(result.rows)


def _as(*ways: str) -> str:
    """As what an answer is to be shown."""
    chosen: str = st.segmented_control(
        "Shown as", ways, default=ways[0], required=True, key=f"as.{ways[0]}"
    )
    return chosen


def _graph(result: Result) -> None:
    """A graph as a picture or as text."""
    if _as(_PICTURE, _TEXT) == _PICTURE:
        triples = api.write_result(result, "n-triples")
        ink = "#e2e8f0" if work.is_dark() else "#0f172a"
        st.graphviz_chart(asked.dot(str(triples), ink, _names()), width="stretch")
    else:
        st.code(result.turtle or "", language="turtle", height=480)


def _names() -> dict[str, str]:
    """What classes, properties, concepts and components are called, by their short forms."""
    components = {shorten(f"{COMPONENT}{one.id}"): one.name for one in api.components()}
    return components | {word.id: word.label for word in api.vocabulary()}


def _rows(result: Result) -> None:
    """Rows as a table; where they count something, as a chart too."""
    columns = asked.counts(result)
    if columns is None or _as(_TABLE, _CHART) == _TABLE:
        _table(result)
        return
    name, number = (result.variables.index(column) for column in columns)
    rows = [
        {columns[0]: asked.cell(row[name]), columns[1]: _number(row[number])} for row in result.rows
    ]
    st.vega_lite_chart(rows, asked.bars(*columns))


def _number(term: Term | None) -> float:
    return float(term.value) if term else 0.0


def _table(result: Result) -> None:
    rows = [dict(zip(result.variables, map(asked.cell, row), strict=True)) for row in result.rows]
    st.dataframe(
        rows,
        hide_index=True,
        height="content" if len(rows) < 12 else 460,
        alt="What the query found",
    )


def _download(result: Result, format: str) -> None:
    name = format.upper() if len(format) < 5 else format.capitalize()
    st.download_button(
        f"Download {name}",
        data=partial(api.write_result, result, format),
        file_name=f"answer.{_SUFFIX.get(format, format)}",
        mime=_MEDIA[format],
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _heading(result: Result) -> str:
    if result.form == "ask":
        return "The answer is yes" if result.truth else "The answer is no"
    return "A graph" if result.form == "graph" else count(len(result.rows), "row")
