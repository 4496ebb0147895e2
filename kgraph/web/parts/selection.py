"""What is selected in a picture, a box or an arrow: in the address, whose hidden field owns it."""

from __future__ import annotations

import streamlit as st

from kgraph.errors import nearest
from kgraph.web import words
from kgraph.web.parts import svg_view
from kgraph.web.twin import Link, Thing, Twin

SELECTED = "box"


def shown(twin: Twin) -> Thing | Link | None:
    """The box or the arrow that is selected; told where this picture has none of that id.

    One selected in another view stays, where this one shows what stands for it.
    """
    # first of all: where one goes back, only now it is known to what
    wanted = st.text_input(
        SELECTED, key=SELECTED, bind="query-params", label_visibility="collapsed"
    )
    found = twin.thing(wanted) or twin.link(wanted)
    if wanted and found is None:
        _miss(wanted, twin)
    return found


def _miss(wanted: str, twin: Twin) -> None:
    """Say that there is no such box in this picture, and which one is nearest."""
    ids = [thing.id for thing in twin.things]
    said = f"“{wanted[:80]}” is not in this picture: {nearest(wanted[:80], ids)}"
    st.toast(words.markdown(said), icon=":material/search_off:", duration="long")


def take(picture: str) -> None:
    """Select what was picked in a picture. For callbacks."""
    st.session_state[SELECTED] = svg_view.picked(picture)


def choose(id: str) -> None:
    """Select a box by its id. For callbacks."""
    st.session_state[SELECTED] = id
