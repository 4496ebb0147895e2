"""The brief of a session: its text, which alone decides what pages show, and its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Decision
from kgraph.web import form, words, work

FIELD = "field."
_TEXT, _EDITED, _PROBLEMS = "brief-text", "brief-edited", "brief-problems"


def text() -> str:
    """The text of the last brief that could be read; at first the example."""
    if _TEXT not in st.session_state:
        st.session_state[_TEXT] = api.demo_brief()
    found: str = st.session_state[_TEXT]
    return found


def brief() -> Brief:
    """That brief."""
    return work.brief(text(), today())


def questions() -> tuple[Decision, ...]:
    """The decisions, with the defaults that hold for that brief."""
    return api.questions(brief())


def default() -> Brief:
    """A brief that says nothing."""
    return work.brief("name: Architecture\n", today())


def problems() -> tuple[str, ...]:
    """What is wrong with what was written last, if it could not be read."""
    found: tuple[str, ...] = st.session_state.get(_PROBLEMS, ())
    return found


def fill() -> None:
    """Give every field that has none the value that the brief says.

    Fields of pages that were left have none.
    """
    for key, value in form.fields(brief(), questions()).items():
        st.session_state.setdefault(FIELD + key, value)
    st.session_state.setdefault(_EDITED, text())


def apply(new: str) -> None:
    """Take a text as the brief. For callbacks.

    Where it cannot be read, the last one stays and `problems` says why.
    """
    try:
        read = work.brief(new, today())
    except InputError as error:
        st.session_state[_PROBLEMS] = words.problems(error)
        return
    st.session_state[_PROBLEMS] = ()
    st.session_state[_TEXT] = st.session_state[_EDITED] = new
    for key, value in form.fields(read, api.questions(read)).items():
        st.session_state[FIELD + key] = value


def edit(change: Callable[[Brief], Brief] | None = None) -> None:
    """Take what the fields say as the brief, perhaps after a change of it. For callbacks."""
    values = {
        key.removeprefix(FIELD): value
        for key, value in st.session_state.items()
        if isinstance(key, str) and key.startswith(FIELD)
    }
    read = form.read(values, brief(), default(), questions())
    apply(api.brief_text(change(read) if change else read))


def take_text() -> None:
    """Take what was written in the text area as the brief. For callbacks."""
    apply(st.session_state[_EDITED])


def drop(id: str) -> None:
    """Take a statement of the brief back. For callbacks."""
    apply(api.brief_text(form.drop(brief(), id, default())))


def text_area() -> None:
    """The brief itself, to be edited."""
    fill()
    st.text_area(
        "The brief", key=_EDITED, height=560, on_change=take_text, label_visibility="collapsed"
    )


def today() -> date:
    """The day on which the pages are looked at."""
    return date.today()
