"""The start page: what this is, examples to begin from, and the ways to bring a brief."""

from __future__ import annotations

import streamlit as st

from kgraph import api
from kgraph.web import address, cards, words, work
from kgraph.web.parts import dropped, interview, state
from kgraph.web.words import escape

FILE = "brief-file"
ABOUT = (
    "Answer a few questions about what you run, and get the architecture that fits: every box with "
    "the reason why it is there. Change an answer, and see at once what changes. Take the result "
    "away as a picture, a decision record or a graph."
)


def card(id: str, text: str) -> None:
    """One example: its picture, and its name, which leads to it on the design page."""
    brief = work.brief(text, state.today())
    with st.container(border=True, key=f"card-{id}"):
        picture = cards.picture(id, text, work.theme()) or drawn(text)
        if picture is not None:
            st.image(picture, width="stretch", alt=f"Overview of {brief.name}")
        href = escape(state.whole_visit("design", **{state.WORD: address.pack(text)}))
        st.html(f'<a class="kg-card" href="{href}" target="_self">{escape(brief.name)}</a>')


def drawn(text: str) -> str | None:
    """The picture of an example of which none was made before."""
    answer = work.answer(text, state.today())
    if answer.architecture is None:
        return None
    return work.picture(answer.architecture, answer.content, "overview", work.theme())


st.html(words.element("h1", "title", "Architectures with their reasons"))
st.html(words.element("p", "def", ABOUT))
with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
    dropped.show(
        "Open a brief, or an architecture in JSON or Turtle: drop its file here",
        key=FILE,
        take=state.apply,
    )
    if "design-page" in st.session_state:
        st.page_link(
            st.session_state["design-page"],
            label=words.markdown(f"Go on with {state.brief().name}"),
            icon=":material/edit:",
        )
dropped.tell(FILE)
st.html(words.element("h2", "head", "Begin from a question"))
interview.show()
st.html(words.element("h2", "head", "Begin from an example"))
columns = st.columns(4)
for number, (id, text) in enumerate(api.example_briefs()):
    with columns[number % 4]:
        card(id, text)
