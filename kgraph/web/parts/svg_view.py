"""The picture in the page: inline SVG with pan and zoom, whose boxes can be picked by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

_HTML = """
<div class="shell">
  <div class="tools" role="toolbar" aria-label="Picture">
    <button type="button" data-do="in" aria-label="Zoom in" title="Zoom in (+)">+</button>
    <button type="button" data-do="out" aria-label="Zoom out" title="Zoom out (−)">−</button>
    <button type="button" data-do="fit" aria-label="Fit the whole picture" title="Fit the whole picture (0)">Fit</button>
    <button type="button" data-do="full" aria-label="Full screen" title="Full screen">Full screen</button>
  </div>
  <div class="probe" aria-hidden="true"></div>
  <div class="stage" tabindex="0" aria-label="Picture; plus and minus zoom, arrow keys move, Tab goes from box to box, Enter picks one"></div>
</div>
"""


def _beside(suffix: str) -> str:
    return Path(__file__).with_suffix(suffix).read_text("utf-8")


_VIEW = st.components.v2.component(
    "kgraph_svg_view", html=_HTML, css=_beside(".css"), js=_beside(".js")
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
    """Show a picture. A box among `boxes` that is picked is at ``st.session_state[key]["picked"]`` when `on_picked` runs.

    `theme` is the one that it is drawn in; when the page takes the other one, the script runs anew.
    It is as wide as there is room, and as high as that makes it, but not higher than `height`.

    Nothing volatile may be in `data`: it is sent whole whenever a part of it changes.
    """
    _VIEW(
        key=key,
        data={"svg": svg, "boxes": list(boxes), "focus": focus, "height": height, "theme": theme},
        on_picked_change=on_picked,
        on_theme_change=lambda: None,  # what is around it runs anew, with the other theme
    )
