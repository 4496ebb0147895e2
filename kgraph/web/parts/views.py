"""Which view of the architecture is shown: chosen by a tab; its id is also in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from kgraph import api
from kgraph.errors import nearest
from kgraph.model.architecture import Architecture
from kgraph.model.pictures import ViewChoice
from kgraph.web import levels, words
from kgraph.web.parts import held, owned
from kgraph.web.parts.boundary import does
from kgraph.web.twin import Twin
from kgraph.web.words import escape

CHOSEN = "view"
"""The parameter of the address, whose field nobody sees: it owns the choice."""
LEVEL = "level"
"""The parameter of the address that says how much of a view is shown; see `levels`."""
_TAB, _MORE = "view-tab", "view-more"


def show(choices: Mapping[str, ViewChoice]) -> ViewChoice:
    """Tabs of views, and a box of those of one site, cluster or component; the one chosen.

    The first, where that of the address is not there, or not there any more.
    """
    with st.container(key="address-view"):
        named = owned.word(CHOSEN)
    chosen = _understood(named, choices)
    of_all = tabs(choices)
    more = [id for id in choices if id not in of_all]
    st.session_state[_TAB] = chosen if chosen in of_all else None
    st.session_state[_MORE] = chosen if chosen in more else None
    labels = partial(_label, {id: choice.label for id, choice in choices.items()})
    with st.container(horizontal=True, key="view-row", vertical_alignment="center", gap="small"):
        st.pills(
            "View",
            of_all,
            key=_TAB,
            format_func=labels,
            label_visibility="collapsed",
            on_change=does(_take, _TAB),
            width="content",
        )
        if more:
            st.selectbox(
                "More views",
                more,
                index=None,
                key=_MORE,
                format_func=labels,
                placeholder="More views",
                label_visibility="collapsed",
                on_change=does(_take, _MORE),
                width=180,
            )
    return choices[chosen]


def tabs(choices: Iterable[str]) -> list[str]:
    """The views of the whole, which have a tab each."""
    return [id for id in choices if ":" not in id]


def _take(key: str) -> None:
    """Show the view that was chosen in a field; the one that is shown cannot be left for none."""
    if st.session_state[key] is not None:
        go(st.session_state[key])


def _understood(named: str, choices: Mapping[str, ViewChoice]) -> str:
    """The id of the view of that id or label, or the one that shows the same; the first, which is
    told, where there is none.
    """
    first = next(iter(choices))
    if not named or named in choices:
        return named or first
    known = choices.items()
    called = [id for id, one in known if one.label == named or named in one.stands_for]
    if not called:
        remedy = nearest(named[:80], choices)
        said = f"The view “{named[:80]}” is not there: {remedy}"
        st.toast(words.markdown(said), duration="long")
    return called[0] if called else first


def go(id: str) -> None:
    """Show another view. For callbacks."""
    held.put(CHOSEN, id)
    if st.session_state.get(LEVEL) == levels.INSIDE and not is_inside(id):
        held.put(LEVEL, "")


def is_inside(id: str) -> bool:
    """Whether a view is that of the inside of a component."""
    kinds = {definition.id for definition in api.knowledge().views if definition.per == "component"}
    return id.partition(":")[0] in kinds


def insides(choices: Iterable[str]) -> dict[str, str]:
    """For each component whose inside can be seen, the view of it."""
    return {id.partition(":")[2]: id for id in choices if is_inside(id)}


def beneath(shown: Twin, choices: Mapping[str, ViewChoice]) -> None:
    """What stands under a picture: its steps, what it leaves out, doors to views that show that."""
    if shown.steps:
        told = zip(shown.numbers, shown.steps, strict=True)
        steps = "".join(f'<li data-step="{number}">{escape(step)}</li>' for number, step in told)
        st.html(words.element("p", "head", "Step by step") + f'<ol class="kg-steps">{steps}</ol>')
    if shown.left_out:
        st.html(words.notes(escape(text) for text, _ in shown.left_out))
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
                on_click=does(go, view.id),
            )


def of(architecture: Architecture) -> dict[str, ViewChoice]:
    """The views of an architecture by their ids."""
    return {choice.id: choice for choice in api.views(architecture)}


def _label(labels: Mapping[str, str], id: str) -> str:
    return labels.get(id, id)
