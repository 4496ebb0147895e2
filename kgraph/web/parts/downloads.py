"""What can be taken away; each file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import ViewChoice
from kgraph.web import words, work
from kgraph.web.words import file_name

FORMATS = (
    ("svg", "SVG", "image/svg+xml"),
    ("png", "PNG", "image/png"),
    ("pdf", "PDF", "application/pdf"),
    ("drawio", "draw.io", "application/vnd.jgraph.mxfile"),
    ("mmd", "Mermaid", "text/vnd.mermaid"),
    ("d2", "D2", "text/vnd.d2"),
    ("dot", "Graphviz DOT", "text/vnd.graphviz"),
    ("dsl", "Structurizr DSL", "text/vnd.structurizr.dsl"),
    ("graphml", "GraphML", "application/graphml+xml"),
    ("json", "JSON", "application/json"),
)
"""The formats of one view: id and suffix, what it is called, its media type."""
SHOWN = "as shown"
COLOURS = {
    SHOWN: "as shown",
    "light": "light",
    "dark": "dark",
    "auto": "as its reader's system",
    "print": "for print",
}


class File(NamedTuple):
    """One file to take away."""

    label: str
    name: str
    media_type: str
    data: Callable[[], str | bytes]
    note: str = ""


def brief(text: str, name: str) -> File:
    """The brief itself."""
    return File("Brief (YAML)", f"{file_name(name)}.yaml", "application/yaml", lambda: text)


def show(
    architecture: Architecture,
    content: str,
    view: ViewChoice,
    *,
    text: str,
    day: date,
    name: str,
    theme: str,
) -> int:
    """A button for each file of the view and of the whole; how many there are."""
    colours = st.selectbox(
        "Colours of pictures",
        list(COLOURS),
        key="colours",
        format_func=COLOURS.__getitem__,
    )
    chosen = theme if colours == SHOWN else colours
    stem = f"{file_name(name)}-{file_name(view.id)}"
    pictures = [
        File(
            label,
            f"{stem}.{id}",
            media_type,
            partial(work.file, architecture, content, view=view.id, format=id, theme=chosen),
            _lacking(id),
        )
        for id, label, media_type in FORMATS
    ]
    documents = whole(
        architecture, text=text, day=day, name=name, theme="auto" if colours == SHOWN else colours
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.html(words.element("p", "head", view.label))
        offer(pictures, "view")
    with right:
        st.html(words.element("p", "head", "The whole architecture"))
        offer(documents, "whole")
    return len(pictures) + len(documents)


def whole(architecture: Architecture, *, text: str, day: date, name: str, theme: str) -> list[File]:
    """What holds all of an architecture."""
    stem = file_name(name)
    return [
        File(
            "HTML page",
            f"{stem}.html",
            "text/html",
            partial(work.whole, architecture, theme),
            "Every view, search and reasons in one file, to be opened without a network.",
        ),
        File(
            "Decision record (Markdown)",
            f"{stem}.md",
            "text/markdown",
            lambda: api.rationale(
                architecture, work.findings(text, day), picture=f"{stem}-overview.svg"
            ),
        ),
        File("Graph (Turtle)", f"{stem}.ttl", "text/turtle", lambda: api.to_turtle(architecture)),
        File(
            "Architecture (JSON)",
            f"{stem}.json",
            "application/json",
            lambda: api.to_json(architecture),
        ),
        brief(text, name),
    ]


def offer(files: list[File], group: str) -> None:
    """A line for each file: its button, and what to know of it."""
    lines = st.container(gap="xsmall")
    for file in files:
        with lines, st.container(key=f"file-{group}-{file.name.rpartition('.')[2]}", gap=None):
            st.download_button(
                file.label,
                data=file.data,
                file_name=file.name,
                mime=file.media_type,
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
                key=f"download.{group}.{file.label}",
            )
            if file.note:
                st.html(words.element("p", "note", file.note))


def _lacking(format: str) -> str:
    """What a format cannot show, as a sentence."""
    missing = api.lacks(format)
    between = "; " if any("," in one for one in missing) else ", "
    return f"Without {between.join(missing)}." if missing else ""
