"""Which view of the architecture is shown: chosen by its name, which is also in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import ViewChoice
from kgraph.web import words
from kgraph.web.twin import Twin

CHOSEN = "view"  # the select box of this name owns the choice
_LAST = "view-last"


def show(choices: Mapping[str, ViewChoice]) -> ViewChoice:
    """A choice among views; the one chosen, the first where that is not there any more."""
    first = next(iter(choices))
    _understand(choices)
    gone = st.session_state.get(CHOSEN)
    if gone is not None and gone not in choices:
        st.session_state[CHOSEN] = first
        st.toast(
            f"The view “{words.markdown(st.session_state.get(_LAST, gone))}” is not there any more."
        )
    labels = {id: choice.label for id, choice in choices.items()}
    chosen = st.selectbox(
        "View",
        list(choices),
        key=CHOSEN,
        bind="query-params",
        format_func=partial(_label, labels),
        label_visibility="collapsed",
    )
    view = choices[chosen]
    st.session_state[_LAST] = view.label
    return view


def go(id: str) -> None:
    """Show another view. For callbacks."""
    st.session_state[CHOSEN] = id


def insides(choices: Iterable[str]) -> dict[str, str]:
    """For each component whose inside can be seen, the view of it."""
    kinds = {definition.id for definition in api.knowledge().views if definition.per == "component"}
    pairs = ((id.partition(":"), id) for id in choices)
    return {component: id for (kind, _, component), id in pairs if kind in kinds}


def beneath(shown: Twin, choices: Mapping[str, ViewChoice]) -> None:
    """What stands under a picture: its steps, what it leaves out, doors to views that show that."""
    if shown.steps:
        steps = "".join(f"<li>{escape(step)}</li>" for step in shown.steps)
        st.html(words.element("p", "head", "Step by step") + f'<ol class="kg-steps">{steps}</ol>')
    if shown.left_out:
        left_out = words.bullets(escape(text) for text, _ in shown.left_out)
        st.html(words.element("p", "head", "What this picture leaves out") + left_out)
    elsewhere: dict[str, None] = {}
    for _, ids in shown.left_out:
        elsewhere |= dict.fromkeys(ids)
    _doors([choices[id] for id in elsewhere if id in choices])


def _doors(elsewhere: Sequence[ViewChoice]) -> None:
    """A button for each view that shows what another leaves out."""
    if not elsewhere:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(words.element("span", "soft", "To be seen in"), width="content")
        for view in elsewhere:
            st.button(
                words.markdown(view.label),
                key=f"go.{view.id}",
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=go,
                args=(view.id,),
            )


def of(architecture: Architecture) -> dict[str, ViewChoice]:
    """The views of an architecture by their ids."""
    return {choice.id: choice for choice in api.views(architecture)}


def _understand(choices: Mapping[str, ViewChoice]) -> None:
    """Let an address name a view by its id too, as the command line does; the box knows labels."""
    named = st.query_params.get(CHOSEN)
    if (
        CHOSEN not in st.session_state
        and named is not None
        and named in choices
        and named != choices[named].label
    ):
        st.query_params[CHOSEN] = choices[named].label
        st.rerun()


def _label(labels: Mapping[str, str], id: str) -> str:
    return labels.get(id, id)
