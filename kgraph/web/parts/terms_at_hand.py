"""The words that queries use, found by what they are about."""

from __future__ import annotations

import streamlit as st

from kgraph import api
from kgraph.errors import InputError
from kgraph.web import words

MOST = 8
"""So many words are told of those that speak of something."""


def show() -> None:
    """A field for a word, and what there is of it."""
    drawer = st.expander("Terms", icon=":material/dictionary:", on_change="rerun", key="terms")
    if not drawer.open:
        return
    with drawer:
        st.text_input(
            "A word, or what it is about", key="term", placeholder="provides, retired, licence …"
        )
        _found(st.session_state["term"].strip()[:80])


def _found(wanted: str) -> None:
    if not wanted:
        return
    try:
        found = api.vocabulary(wanted)
    except InputError as error:
        for problem in error.problems:
            st.info(words.markdown(f"{problem.what}: {problem.remedy}"))
        return
    for word in found[:MOST]:
        st.html(
            words.element("p", "name", word.id)
            + words.element("p", "def", f"{word.label} ({word.kind}): {word.definition}")
        )
        st.code(word.use, language="sparql", wrap_lines=True)
