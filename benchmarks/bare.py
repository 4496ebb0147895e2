"""A page as small as a Streamlit page can be: what the pages of kgraph are measured beside."""

import streamlit as st

st.session_state.setdefault("count", 0)


def more() -> None:
    """One more."""
    st.session_state["count"] += 1


st.title("Bare")
st.button("More", on_click=more)
st.html(f'<p class="kg-name">{st.session_state["count"]}</p>')
