"""The address of what is seen, to be copied."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kgraph.web import answering, themes, work


def _beside(suffix: str) -> str:
    return Path(__file__).with_suffix(suffix).read_text("utf-8")


_HERE = st.components.v2.component(
    "kgraph_here", html=_beside(".html"), css=_beside(".css"), js=_beside(".js")
)


def show(key: str, **held: str) -> None:
    """The address that the browser shows, with the theme that the page has, and with what else it
    is to hold, by parameters.

    The browser tells it: a click on a box changes it, and runs a small part of the page alone.
    """
    _show(key, "The address of this page", "", held)


def curl(key: str) -> None:
    """The line of curl that asks what the address of the ask page asks."""
    _show(key, "The line of curl", answering.PATH.strip("/"), {})


def _show(key: str, label: str, curl: str, held: dict[str, str]) -> None:
    theme = work.theme()
    data = {"word": themes.WORD, "theme": theme, "label": label, "curl": curl, "held": held}
    _HERE(key=key, data=data)
