"""The look of our own pieces of text, the same on every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kgraph.web import work

_SHEET = Path(__file__).with_name("style.css")
_DARK = Path(__file__).with_name("style_dark.css")


def show() -> None:
    """Put the style sheet into the page."""
    st.html(_SHEET)
    if work.is_dark():
        st.html(_DARK)
