"""The rows of a picture as a table: what is picked in it is marked, and a row leads to its box.

It hears in the browser what is picked, so nothing of it travels with a click.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st


def _beside(suffix: str) -> str:
    return Path(__file__).with_suffix(suffix).read_text("utf-8")


_ROWS = st.components.v2.component(
    "kgraph_rows", html=_beside(".html"), css=_beside(".css"), js=_beside(".js")
)


def show(rows: Mapping[str, Mapping[str, str]], label: str, *, picture: str, key: str) -> None:
    """Show rows, each by the id of its box or arrow in the picture of that key; all have the same
    columns.
    """
    texts: Sequence[Mapping[str, str]] = list(rows.values())
    _ROWS(
        key=key,
        data={
            "picture": picture,
            "label": label,
            "columns": list(texts[0]),
            "ids": list(rows),
            "rows": [list(one.values()) for one in texts],
        },
    )
