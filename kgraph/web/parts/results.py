"""What a query found, to look at and to take away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kgraph import api
from kgraph.web import words
from kgraph.words import count

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.knowledge.query.term import Term

_MEDIA = {"csv": "text/csv", "json": "application/sparql-results+json", "turtle": "text/turtle"}
_SUFFIX = {"turtle": "ttl"}
_GRAPH, _ROWS = ("turtle",), ("csv", "json")
"""What an answer can be taken away as."""


def show(result: Result) -> int:
    """Show a result with its downloads; the number of its rows."""
    st.html(words.element("p", "head", _heading(result)))
    if result.truncated:
        st.warning(
            "There is more than can be shown: this is cut off.", icon=":material/content_cut:"
        )
    if result.form == "graph":
        st.code(result.turtle or "", language="turtle", height=480)
    elif result.form == "select" and result.rows:
        _table(result)
    for note in result.notes:
        st.caption(words.markdown(str(note)))
    with st.container(horizontal=True):
        for format in _GRAPH if result.form == "graph" else _ROWS:
            _download(result, format)
    return len(result.rows)


def _table(result: Result) -> None:
    rows = [dict(zip(result.variables, map(_cell, row), strict=True)) for row in result.rows]
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


def _cell(term: Term | None) -> str:
    """A value to look at; of our own names their last part, since the downloads hold them whole."""
    if term is None:
        return ""
    return (
        term.value.rstrip("/#").replace("#", "/").rpartition("/")[2]
        if term.kind == "iri"
        else term.value
    )
