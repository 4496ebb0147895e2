"""The ask page: SPARQL over ontology and catalog, with the example queries at hand."""

from __future__ import annotations

import streamlit as st

from kgraph import api
from kgraph.errors import InputError, QueryTimeout
from kgraph.web import words
from kgraph.web.parts import results

SECONDS = 10.0


def take(examples: dict[str, str]) -> None:
    """Put the example that was picked into the text area, to be asked at once."""
    chosen = st.session_state["example"]
    if chosen in examples:
        st.session_state["query"], st.session_state["answer"] = examples[chosen], None
        st.session_state["ask-now"] = True


def choose(id: str, examples: dict[str, str]) -> None:
    """Pick an example by its question."""
    st.session_state["example"] = id
    take(examples)


def ask_now() -> None:
    """Ask what was written. For callbacks."""
    st.session_state["ask-now"] = bool(st.session_state["query"].strip())


def run(text: str) -> None:
    """Ask, and keep the answer or the reason why there is none."""
    st.session_state["answer"] = None
    try:
        with st.spinner("Asking"):
            st.session_state["answer"] = api.query(text, timeout=SECONDS)
    except QueryTimeout:
        st.error(
            f"The query took longer than {SECONDS:g} seconds and was ended. "
            "Narrow it, and ask again.",
            icon=":material/timer_off:",
        )
    except InputError as error:
        for problem in words.problems(error):
            st.error(words.markdown(f"The query was not run. {problem}."), icon=":material/block:")


ABOUT = (
    "Questions in SPARQL to everything that is known: the questions of the form, the components, "
    "and what joins them."
)
RULES = f"The usual prefixes are known. Queries only read, and have {SECONDS:g} seconds."

st.html(words.element("h1", "title", "Ask") + words.element("p", "sub", ABOUT))
# those of one's own architectures are asked where there is one: on the command line and in scripts
examples = {one.id: one for one in api.examples() if not one.architectures}
texts = {id: example.text for id, example in examples.items()}
left, right = st.columns([1, 2], gap="large")
with left:
    chosen = st.selectbox(
        "Example",
        list(examples),
        index=None,
        key="example",
        bind="query-params",
        placeholder="Start from an example",
        on_change=take,
        args=(texts,),
    )
    if chosen in examples:
        st.html(
            words.element("p", "name", examples[chosen].label)
            + words.element("p", "def", examples[chosen].comment)
        )
    st.html(
        words.element(
            "p", "head", "More questions" if chosen in examples else "Questions to start from"
        )
    )
    with st.container(key="questions", gap=None):
        for example in examples.values():
            if example.id == chosen:
                continue
            st.button(
                words.markdown(example.label),
                key=f"example.{example.id}",
                type="tertiary",
                on_click=choose,
                args=(example.id, texts),
            )
with right:
    if "query" not in st.session_state:
        st.session_state["query"] = texts.get(chosen or "", "")
        st.session_state["ask-now"] = chosen in texts  # an address that names a question asks it
    st.text_area(
        "Query",
        key="query",
        height=300,
        on_change=ask_now,
        help="Ctrl+Enter asks.",
        placeholder="SELECT ?name { ?component a o:Component ; rdfs:label ?name } LIMIT 10",
    )
    with st.container(key="ask-row", horizontal=True, vertical_alignment="center", gap="medium"):
        asked = st.button("Ask", type="primary", icon=":material/play_arrow:", key="ask")
        st.html(words.element("p", "soft", RULES))
    if st.session_state.pop("ask-now", False) or asked:
        run(st.session_state["query"])
    if st.session_state.get("answer") is not None:
        results.show(st.session_state["answer"])
