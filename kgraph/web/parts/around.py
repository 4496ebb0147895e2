"""What is around a component: drawn, and as doors to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.model.component import Component
from kgraph.web import twin, words, work
from kgraph.web.parts import component_card, svg_view
from kgraph.web.parts.boundary import does

MOST = 24
"""So many doors stand in one list."""
Go = Callable[[str], None]


def picture(component: Component, *, go: Go) -> None:
    """Who needs it and what it needs, drawn; a box leads to its page."""
    drawn = work.neighbourhood(component.id, date.today())
    st.html(words.element("h2", "head", "Around it"))
    if not drawn.view.arrows:
        st.caption("It needs nothing, and nobody needs it by its name.")
        return
    theme = work.theme()
    shown = twin.twin(drawn)
    known = api.knowledge().components
    names = {one.id: one.name for one in shown.things if one.id in known}
    key = "around"  # whatever is shown: a second click reaches it when the first led on

    def pick() -> None:
        if picked := svg_view.told_by(key, "picked"):
            go(picked)

    svg_view.show(
        work.around(component.id, date.today(), theme),
        svg_view.Told(names, entrance=component.id, called="around it" if component.parts else ""),
        theme=theme,
        key=key,
        on_picked=does(pick),
        height="460px",
    )


def replacing(component: Component, *, go: Go) -> None:
    """Who could be in its place."""
    found = api.surroundings(component.id)
    st.html(words.element("h2", "head", "Who can replace it"))
    if component.successor:
        _doors("Follows it", [component.successor], key="successor", go=go)
    _doors("Do all that it does", found.instead, key="instead", go=go)
    for capability, ids in found.partly:
        _doors(f"For {_label(capability)} alone", ids, key=f"partly.{capability}", go=go)
    if not (component.successor or found.instead or found.partly):
        st.caption("Nobody in the catalog does what it does.")


def needing(component: Component, *, go: Go) -> None:
    """Who needs it: by its name, and as one of those who provide something."""
    found = api.surroundings(component.id)
    st.html(words.element("h2", "head", "Who needs it"))
    _doors("By its name", dict.fromkeys(id for id, _ in found.named_by), key="named", go=go)
    for capability, ids in found.needed_for:
        _doors(f"Or another with {_label(capability)}", ids, key=f"for.{capability}", go=go)
    if not (found.named_by or found.needed_for):
        st.caption("Nothing in the catalog.")


def _doors(label: str, ids: Iterable[str], *, key: str, go: Go) -> None:
    """A button for each component, which leads to its page; nothing where there is none."""
    listed = list(ids)
    if not listed:
        return
    with st.container(gap=None, key=f"group-{key.replace('.', '-')}"):
        st.html(words.element("p", "soft", f"{label} ({len(listed)})"))
        with st.container(horizontal=True, gap="xsmall", key=f"doors-{key.replace('.', '-')}"):
            for id in listed[:MOST]:
                _door(id, key=key, go=go)
            if len(listed) > MOST:
                st.html(words.element("span", "soft", f"and {len(listed) - MOST} more"))


def _door(id: str, *, key: str, go: Go) -> None:
    name = words.markdown(component_card.name_of(id))
    st.button(name, key=f"door.{key}.{id}", on_click=does(go, id))


def _label(capability: str) -> str:
    return api.knowledge().capabilities[capability].label
