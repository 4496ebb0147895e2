"""A brief that the address names and that is not there any more, and the way to bring it back."""

from __future__ import annotations

import streamlit as st

from kgraph.web import words
from kgraph.web.parts import dropped, state

_FILE = "lost-file"


def show() -> None:
    """Say so on every page, and offer to open the file of the brief."""
    said = state.lost()
    if not said:
        return
    with st.container(border=True, key="lost"):
        st.warning(words.markdown(said), icon=":material/link_off:")
        dropped.show("Open the file of the brief", key=_FILE, take=state.apply)
        dropped.tell(_FILE)
        st.caption(words.markdown(f"Until then the pages show {state.brief().name}."))
