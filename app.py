"""The Streamlit entry: ``kgraph serve``, or ``streamlit run app.py``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kgraph import web
from kgraph.web.parts import style

PAGES = Path(web.__file__).parent / "pages"

st.set_page_config(
    page_title="kgraph",
    page_icon=str(PAGES.with_name("icon.svg")),
    layout="wide",
    initial_sidebar_state=400,
)
design = st.Page(
    PAGES / "design.py",
    title="Design",
    icon=":material/architecture:",
    url_path="design",
    default=True,
)
catalog = st.Page(
    PAGES / "catalog.py", title="Catalog", icon=":material/inventory_2:", url_path="catalog"
)
ask = st.Page(PAGES / "ask.py", title="Ask", icon=":material/search:", url_path="ask")

st.session_state["catalog-page"] = catalog
page = st.navigation([design, catalog, ask], position="top")
style.show()
page.run()
