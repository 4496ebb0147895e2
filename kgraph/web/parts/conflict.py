"""A brief that cannot be met: which of the user's own statements clash, and a way out for each."""

from __future__ import annotations

import streamlit as st

from kgraph import api
from kgraph.model.brief import Brief
from kgraph.model.conflict import Conflict
from kgraph.web import form, words
from kgraph.web.parts import state


def show(conflict: Conflict, brief: Brief) -> int:
    """Show the statements, with a button to take back each that can be; how many there are."""
    decisions = {decision.id: decision for decision in api.questions()}
    st.warning(
        "No architecture can meet all of these together. Change or take back one of them.",
        icon=":material/link_off:",
    )
    for statement in conflict.statements:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            line = (statement.where or "").rpartition(":")[2]
            where = f"line {line} of the brief" if line.isdigit() else "taken by default"
            st.html(
                words.element("div", "def", words.saying(statement, decisions))
                + words.element("div", "soft", where)
            )
            if form.can_drop(brief, statement.id):
                st.button(
                    "Take it back",
                    key=f"drop.{statement.id}",
                    on_click=state.drop,
                    args=(statement.id,),
                )
    st.html(words.element("p", "soft", conflict.story))
    return len(conflict.statements)
