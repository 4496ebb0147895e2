"""What can be taken away; each file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.pictures import ViewChoice
from kgraph.web import words, work
from kgraph.web.words import file_name

SHOWN = "as shown"
"""The choice of colours that follows the page; the others are themes."""


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
    width: int = 0,
) -> int:
    """A button for each file of the view, in the column that it is shown in, and of the whole; how
    many there are.
    """
    asked = _colours()
    ask = partial(work.file, architecture, content, view=view.id, theme=asked or theme, width=width)
    pictures = _pictures(view, name, ask)
    lasting = asked or api.FOLLOWING_THEME.id
    documents = whole(architecture, text=text, day=day, name=name, theme=lasting)
    left, right = st.columns(2, gap="large")
    with left:
        st.html(words.element("p", "head", view.label))
        offer(pictures, "view")
    with right:
        st.html(words.element("p", "head", "The whole architecture"))
        offer(documents, "whole")
    return len(pictures) + len(documents)


def _colours() -> str | None:
    """The theme that is asked for; None for that of the page."""
    labels = {SHOWN: "As shown"} | {theme.id: theme.label for theme in api.THEMES}
    chosen: str = st.selectbox(
        "Colours of pictures",
        list(labels),
        key="colours",
        format_func=labels.__getitem__,
    )
    return None if chosen == SHOWN else chosen


def _pictures(view: ViewChoice, name: str, ask: Callable[..., bytes]) -> list[File]:
    """The view in every format that holds one."""
    stem = f"{file_name(name)}-{file_name(view.id)}"
    return [
        File(
            format.label,
            f"{stem}.{format.id}",
            format.media_type,
            partial(ask, format=format.id),
            _lacking(format.lacks),
        )
        for format in api.FORMATS
        if not format.whole
    ]


def whole(architecture: Architecture, *, text: str, day: date, name: str, theme: str) -> list[File]:
    """What holds all of an architecture."""
    stem, page = file_name(name), api.PAGE_FORMAT
    shown = f"{stem}-overview.{api.STANDARD_FORMAT.id}"

    def record() -> str:
        return api.rationale(architecture, work.findings(text, day), picture=shown)

    return [
        File(
            page.label,
            f"{stem}.{page.id}",
            page.media_type,
            partial(work.whole, architecture, theme),
            "Every view, search and reasons in one file, to be opened without a network.",
        ),
        File("Decision record (Markdown)", f"{stem}.md", "text/markdown", record),
        File("Graph (Turtle)", f"{stem}.ttl", "text/turtle", partial(api.to_turtle, architecture)),
        File(
            "Architecture (JSON)",
            f"{stem}.json",
            "application/json",
            partial(api.to_json, architecture),
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


def _lacking(missing: Sequence[str]) -> str:
    """What a format cannot show, as a sentence."""
    if not missing:
        return ""
    between = "; " if any("," in one for one in missing) else ", "
    return f"Without {between.join(missing)}."
