"""The Streamlit entry: ``kgraph serve``, or ``streamlit run app.py``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kgraph import web
from kgraph.web.parts import boundary, kept_trail, lost, reading, state, style, top
from kgraph.words import clean

PAGES = Path(web.__file__).parent / "pages"

st.set_page_config(
    page_title="kgraph",
    page_icon=str(PAGES.with_name("icon.svg")),
    layout="wide",
    initial_sidebar_state="auto",
)
start = st.Page(
    PAGES / "start.py", title="Start", icon=":material/home:", url_path="start", default=True
)
design = st.Page(
    PAGES / "design.py", title="Design", icon=":material/architecture:", url_path="design"
)
compare = st.Page(
    PAGES / "compare.py", title="Compare", icon=":material/difference:", url_path="compare"
)
catalog = st.Page(
    PAGES / "catalog.py", title="Catalog", icon=":material/inventory_2:", url_path="catalog"
)
ask = st.Page(PAGES / "ask.py", title="Ask", icon=":material/search:", url_path="ask")

st.session_state["catalog-page"], st.session_state["design-page"] = catalog, design
page = st.navigation([start, design, compare, catalog, ask], position="top")
style.show()
boundary.guarded(reading.turn)()
boundary.guarded(state.bind)()
boundary.guarded(kept_trail.show)()
boundary.guarded(lost.show)()
st.set_page_config(page_title=f"{clean(state.brief().name)} · {page.title}")
top.show(page.url_path)
boundary.guarded(page.run)()
