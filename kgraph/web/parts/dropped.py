"""A file that is opened or dropped: a brief, or an architecture whose brief is meant."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kgraph import api
from kgraph.errors import InputError
from kgraph.web import words
from kgraph.web.parts.boundary import does

TYPES = ("yaml", "yml", "json", "ttl")
"""How the files end that can be opened."""
Take = Callable[[str], None]


def show(label: str, *, key: str, take: Take) -> None:
    """The field that opens a file; `take` is called with the text of its brief."""
    st.file_uploader(label, type=TYPES, key=key, on_change=does(_read, key, take))


def problems(key: str) -> tuple[str, ...]:
    """What is wrong with the file that was opened last in the field of that key."""
    found: tuple[str, ...] = st.session_state.get(_of(key), ())
    return found


def tell(key: str) -> None:
    """Say so."""
    for problem in problems(key):
        st.error(words.markdown(problem), icon=":material/error:")


def _read(key: str, take: Take) -> None:
    """Take the brief of the file, or note what is wrong with it. For callbacks."""
    file = st.session_state[key]
    if file is None:
        return
    try:
        text = api.brief_given(file.getvalue(), file.name)
    except InputError as error:
        st.session_state[_of(key)] = words.problems(error)
        return
    st.session_state[_of(key)] = ()
    take(text)


def _of(key: str) -> str:
    return f"{key}-problems"
