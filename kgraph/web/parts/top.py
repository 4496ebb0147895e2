"""Another page, or another thing on it, is read from its beginning."""

from __future__ import annotations

import streamlit as st

_TOP = st.components.v2.component(
    "kgraph_top",
    html="<i hidden></i>",
    js="""const SHOWN = new WeakSet();
export default ({ parentElement }) => {
  if (SHOWN.has(parentElement)) return;
  SHOWN.add(parentElement);
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
};
""",
)


def show(what: str) -> None:
    """Scroll to the beginning where something else is shown than before, by its name."""
    with st.container(key=f"address-top-{what}"):
        _TOP(key=f"top.{what}")
