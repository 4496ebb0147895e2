"""A few questions on which most depends, to a first brief."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.decisions import Decision
from kgraph.web import words
from kgraph.web.parts import named, state
from kgraph.web.parts.boundary import does

_GO = st.components.v2.component(
    "kgraph_go", html="<i hidden></i>", js="export default ({ data }) => location.assign(data);"
)
_KEY = "first."
_PROBLEMS, _MADE = "first-problems", "first-made"


def show() -> None:
    """The questions; with their answers one goes on to the design page."""
    if st.session_state.pop(_MADE, False):
        # a whole visit: pages cannot be switched while the address is bound to a field
        _GO(data=state.whole_visit("design", **{state.WORD: st.session_state[state.WORD]}))
    draft, clouds = api.first_draft(), api.knowledge().cloud_labels
    whole, each = api.first_questions()[0], api.workload_question()
    with st.form("first", border=True):
        left, right = st.columns(2, gap="medium")
        with left:
            st.text_input("What is it called?", draft.name, key=f"{_KEY}name", max_chars=120)
            st.multiselect(
                "Where does it run? One site for each",
                list(clouds),
                [draft.sites[0]],
                key=f"{_KEY}sites",
                format_func=named.label(clouds),
            )
            st.text_input(
                "What runs there? Names with commas",
                ", ".join(draft.workloads),
                key=f"{_KEY}workloads",
                max_chars=400,
            )
        with right:
            _choice(each, "each")
            _choice(whole, "whole")
        st.form_submit_button("Make the brief", type="primary", on_click=does(_make, each, whole))
    for problem in st.session_state.get(_PROBLEMS, ()):
        st.error(words.markdown(problem), icon=":material/error:")


def _choice(decision: Decision, key: str) -> None:
    """One decision with its options; where none is chosen its default holds."""
    labels = named.options(decision)
    usual = [one for one in labels if one in decision.defaults]
    if decision.multiple:
        st.multiselect(
            decision.question,
            list(labels),
            usual,
            key=_KEY + key,
            format_func=named.label(labels),
        )
        return
    index = list(labels).index(usual[0]) if usual else None
    st.selectbox(
        decision.question,
        list(labels),
        index,
        key=_KEY + key,
        format_func=named.label(labels),
    )


def _make(each: Decision, whole: Decision) -> None:
    """Take the answers as the brief. For callbacks."""
    said = {key: st.session_state[_KEY + key] for key in ("name", "sites", "workloads")}
    draft, option = api.first_draft(), _option("each")
    named = api.words_of(said["workloads"]) or draft.workloads
    chosen = _option("whole")
    draft = replace(
        draft,
        name=said["name"].strip() or draft.name,
        sites=tuple(said["sites"]) or draft.sites,
        workloads=tuple(f"{one}={option}" if option else one for one in named),
        answers=(f"{whole.id}={chosen}",) if chosen else (),
    )
    try:
        text = api.first_brief(draft, where="Your answers")
    except InputError as error:
        st.session_state[_PROBLEMS] = words.problems(error)
        return
    st.session_state[_PROBLEMS], st.session_state[_MADE] = (), True
    state.apply(text)


def _option(key: str) -> str:
    """The option that was chosen, or several with commas."""
    value = st.session_state[_KEY + key]
    return value if isinstance(value, str) else ", ".join(value or ())
