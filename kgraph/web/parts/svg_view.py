"""The picture in the page: inline SVG with pan and zoom, whose boxes can be picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st


def _beside(suffix: str) -> str:
    return Path(__file__).with_suffix(suffix).read_text("utf-8")


_VIEW = st.components.v2.component(
    "kgraph_svg_view", html=_beside(".html"), css=_beside(".css"), js=_beside(".js")
)


def show(
    svg: str,
    boxes: Sequence[str],
    *,
    theme: str,
    focus: str | None,
    key: str,
    on_picked: Callable[[], None],
    height: str = "max(76vh, 1150px)",
) -> None:
    """Show a picture.

    A box among `boxes` that is picked, by mouse or keyboard, is at
    ``st.session_state[key]["picked"]`` when `on_picked` runs. `theme` is the one that it is drawn
    in; when the page takes the other one, the script runs anew. It is as wide as there is room, and
    as high as that makes it, but not higher than `height`.

    Nothing volatile may be in `data`: it is sent whole whenever a part of it changes.

    The browser marks a picked box at once. Where the pick is taken back before its answer came,
    `focus` is what it was before, and the browser would not be told: so how often a box was picked
    goes with it.
    """
    counter = f"{key}.picks"
    picks = st.session_state.setdefault(counter, 0)

    def count_and_tell() -> None:
        st.session_state[counter] += 1
        on_picked()

    _VIEW(
        key=key,
        data={
            "svg": svg,
            "boxes": list(boxes),
            "focus": focus,
            "picks": picks,
            "height": height,
            "theme": theme,
        },
        on_picked_change=count_and_tell,
        on_theme_change=lambda: None,  # what is around it runs anew, with the other theme
    )
