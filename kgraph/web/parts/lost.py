"""What an address names and is not there: a brief, with the way to bring it back; a theme, or what
no page knows.
"""

from __future__ import annotations

import streamlit as st

from kgraph.web import address, themes, words
from kgraph.web.parts import dropped, state

_FILE, _TOLD, _STRANGE = "lost-file", "lost-theme", "lost-names"


def show() -> None:
    """Say so on every page, and offer to open the file of the brief."""
    _tell_theme(st.session_state.get(themes.WORD) or "")
    _tell_names()
    said = state.lost()
    place = st.empty()  # what stands below keeps its place, and is not there twice for a moment
    if not said:
        return
    with place.container(border=True, key="lost"):
        st.warning(words.markdown(said), icon=":material/link_off:")
        dropped.show("Open the file of the brief", key=_FILE, take=state.apply)
        dropped.tell(_FILE)
        st.caption(words.markdown(f"Until then the pages show {state.brief().name}."))


def _tell_theme(named: str) -> None:
    """Say once that there is no such theme."""
    said = themes.unknown(named)
    if said and st.session_state.get(_TOLD) != named:
        st.session_state[_TOLD] = named
        st.toast(words.markdown(said), duration="long")


def _tell_names() -> None:
    """Say once under what an address says something that no page knows."""
    for said in address.strange(st.query_params):
        if said not in st.session_state.setdefault(_STRANGE, set()):
            st.session_state[_STRANGE].add(said)
            st.toast(words.markdown(said), icon=":material/link_off:", duration="long")
