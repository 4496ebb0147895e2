"""The brief as text: in the place of its form, or in a tab below the picture, beside the form."""

from __future__ import annotations

import streamlit as st

from kgraph.web.parts import state
from kgraph.web.parts.boundary import does

TAB = "The brief"
"""The label of the tab."""
TABS = "below"
"""The key of the tabs, which holds the label of the open one."""
_WAY, _FORM, _TEXT = "way", "Form", "Text"


def chosen() -> bool:
    """Whether the text is asked for in the place of the form."""
    way = st.segmented_control(
        "Brief",
        [_FORM, _TEXT],
        default=_FORM,
        required=True,
        key=_WAY,
        on_change=does(_give_way),
        label_visibility="collapsed",
        width="stretch",
    )
    return way == _TEXT


def _give_way() -> None:
    """There is one field of the text: where the tab has it, that is drawn anew. For callbacks."""
    if st.session_state.get(TABS) == TAB:
        state.turn()


def show() -> None:
    """The text, and the button that takes it over."""
    st.caption("The brief as you would keep it in a file. Ctrl+Enter takes it over.")
    state.text_area()
    st.button("Take it over", on_click=does(state.take_text), type="primary", width="stretch")


def beside_form() -> None:
    """The text while the form stands beside the picture: each changes the other."""
    if st.session_state.get(_WAY) == _TEXT:
        st.caption("The text stands in the place of the form: choose “Form” there to see both.")
    else:
        show()
