"""The inside of a component as a picture, whose boxes lead to the cards of its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.component import Component
from kgraph.web import words, work
from kgraph.web.parts import svg_view
from kgraph.web.parts.boundary import does


def show(component: Component, *, go: Callable[[str], None], height: str = "640px") -> bool:
    """Show the inside, if the catalog tells it.

    `go` is called with the id of a component whose box is picked.
    """
    if not component.parts:
        return False
    st.html(words.element("h2", "head", f"Inside {component.name}"))
    theme = work.theme()
    try:
        with st.spinner("Drawing"):
            svg = work.inside(component.id, date.today(), theme)
    except InputError as error:
        for problem in error.problems:
            st.info(
                words.markdown(f"{problem.what}: {problem.remedy}."), icon=":material/event_busy:"
            )
        return False
    known = [
        id for id in words.boxes(svg) if id in api.knowledge().components and id != component.id
    ]
    key = "inside"  # whatever is shown: a second click reaches it when the first led on

    def pick() -> None:
        if picked := svg_view.told_by(key, "picked"):
            go(picked)

    names = {id: api.component(id).name for id in known}
    told = svg_view.Told(names, called="inside")
    svg_view.show(svg, told, theme=theme, key=key, on_picked=does(pick), height=height)
    if known:
        listed = ", ".join(sorted(names.values()))
        st.caption(words.markdown(f"Click a box to read its card: {listed}."))
    return True
