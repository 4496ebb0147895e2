"""What is to be used, avoided and preferred: lists to which one thing is added at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import streamlit as st

from kgraph import api
from kgraph.model.brief import Brief
from kgraph.model.component import Component
from kgraph.model.conflict import Diagnosis
from kgraph.web import words
from kgraph.web.parts import conflict, named, state
from kgraph.web.parts.boundary import does

_KINDS = {
    "use": ("Use", "Add what must be there"),
    "avoid": ("Avoid", "Add what must not be there"),
    "prefer": ("Prefer, the first counts most", "Add a preference"),
}


def show(brief: Brief, diagnosis: Diagnosis | None) -> None:
    """Draw the three lists."""
    knowledge = api.knowledge()
    components = {one.id: title(one) for one in knowledge.components.values()}
    names = {
        "use": components,
        "avoid": components,
        "prefer": {one.id: one.label for one in knowledge.preferences},
    }
    meanings = {one.id: one.definition for one in knowledge.preferences}
    for kind, (label, placeholder) in _KINDS.items():
        st.html(words.element("p", "head", label))
        chosen = list(st.session_state[state.FIELD + kind])
        for at, id in enumerate(chosen):
            _row(kind, at, names[kind].get(id, id), movable=kind == "prefer")
            if id in meanings:
                st.html(words.element("p", "brings", meanings[id]))
            if diagnosis is not None:
                conflict.beside(diagnosis, {f"{kind}.{id}"}, f"{kind}-{id}")
        _adder(kind, label, placeholder, names[kind], chosen)


def clash(keys: Collection[str]) -> bool:
    """Whether a wish is among what clashes."""
    return any(key.startswith(("use.", "avoid.")) for key in keys)


def title(component: Component) -> str:
    """The name of a component, whether it has been closed, and the layer that it is from."""
    closing = component.closing
    name = f"{component.name} ({closing.said})" if closing else component.name
    return f"{name} · {component.catalog}" if component.catalog else name


def _row(kind: str, at: int, name: str, *, movable: bool) -> None:
    """One thing of a list: its name, and buttons to move it up and to take it out."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html(words.element("span", "wish", name))
        if movable and at:
            _button("arrow_upward", f"Prefer {name} more", f"up.{kind}.{at}", does(_up, kind, at))
        _button("close", f"Take {name} out", f"out.{kind}.{at}", does(_out, kind, at))


def _button(sign: str, told: str, key: str, on_click: Callable[[], None]) -> None:
    """A button that is seen as a sign, and read out as what it does."""
    label, icon = words.markdown(told), f":material/{sign}:"
    with st.container(key=f"sign.{key}", width="content"):
        st.button(label, key=key, icon=icon, help=label, type="tertiary", on_click=on_click)


def _adder(
    kind: str, label: str, placeholder: str, names: Mapping[str, str], chosen: Collection[str]
) -> None:
    """A list of names of which one is added at a time."""
    st.selectbox(
        f"{label}: add",
        [id for id in names if id not in chosen],
        index=None,
        key=f"add.{kind}",
        format_func=named.label(names),
        placeholder=placeholder,
        label_visibility="collapsed",
        on_change=does(_add, kind),
    )


def _add(kind: str) -> None:
    id, key = st.session_state[f"add.{kind}"], state.FIELD + kind
    st.session_state[f"add.{kind}"] = None
    if id is not None:
        st.session_state[key] = [*st.session_state[key], id]
        state.edit()


def _out(kind: str, at: int) -> None:
    key = state.FIELD + kind
    st.session_state[key] = [one for n, one in enumerate(st.session_state[key]) if n != at]
    state.edit()


def _up(kind: str, at: int) -> None:
    order = list(st.session_state[state.FIELD + kind])
    order[at - 1], order[at] = order[at], order[at - 1]
    st.session_state[state.FIELD + kind] = order
    state.edit()
