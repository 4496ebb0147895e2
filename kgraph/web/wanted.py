"""Whether what a page is made for is still wanted: its visitor may have gone on, or gone away."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType


def look() -> None:
    """Leave off making a page that is not wanted any more, by what Streamlit raises for that.

    Streamlit itself lets a page be made to its end where a part of it was changed meanwhile; but
    the brief is changed in a part, and what the page shows is what the brief leads to.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    st.session_state.get(
        "any"
    )  # here Streamlit looks for a visitor who is gone, or for another page
    requests = context.script_requests
    if requests is not None and requests._state is ScriptRequestType.RERUN:
        st.rerun()
