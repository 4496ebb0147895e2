"""The way that a brief has gone, kept by the browser for as long as its tab is open.

A page that is loaded anew begins a new session: undo and redo go on from there all the same.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kgraph.web.parts import state
from kgraph.web.parts.boundary import does
from kgraph.web.trail import LONGEST

_KEY = "trail"
_TAKEN = "trail-taken"
_TRAIL = st.components.v2.component(
    "kgraph_trail", html="<i hidden></i>", js=Path(__file__).with_suffix(".js").read_text("utf-8")
)


def show() -> None:
    """Tell the browser at which word one is now, and hear of the way that led there before.

    Only that word travels: the browser keeps the others.
    """
    trail = state.trail()
    data = {
        "word": trail.words[trail.at],
        "at": trail.at,
        "many": len(trail.words),
        "forgotten": trail.forgotten,
        "most": LONGEST,
        "taken": bool(st.session_state.get(_TAKEN)),
    }
    with st.container(key="address-trail"):
        _TRAIL(key=_KEY, data=data, on_kept_change=does(_take))


def _take() -> None:
    """Take up what the browser kept, if that is a way. For callbacks."""
    kept = st.session_state.get(_KEY, {}).get("kept")
    match kept:
        case {"words": [*words], "at": int(at)} if len(words) <= LONGEST:
            if all(isinstance(word, str) for word in words):
                state.recall(words, at)
                st.session_state[_TAKEN] = True
