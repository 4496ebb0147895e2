"""The design page: answer the questions, see the architecture redrawn, read why each box is there.

It is shown view by view.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import ViewChoice
from kgraph.web import twin, words, work
from kgraph.web.parts import (
    brief_form,
    conflict,
    details,
    downloads,
    state,
    svg_view,
    tables,
    views,
)
from kgraph.words import count

SELECTED = "box"  # the select box of this name, which is also in the address, owns the selection


def sidebar() -> None:
    """The brief, as a form or as text."""
    way = st.segmented_control(
        "Brief",
        ["Form", "Text"],
        default="Form",
        required=True,
        key="way",
        label_visibility="collapsed",
        width="stretch",
    )
    for problem in state.problems():
        st.error(words.markdown(problem), icon=":material/error:")
    if state.problems():
        st.caption("The page shows the last brief that could be read.")
    if way == "Text":
        st.caption("The brief as you would keep it in a file. Ctrl+Enter takes it over.")
        state.text_area()
        st.button("Take it over", on_click=state.take_text, type="primary", width="stretch")
    else:
        brief_form.show()
    with st.container(horizontal=True):
        st.button(
            "Start from the example",
            on_click=lambda: state.apply(api.demo_brief()),
            type="tertiary",
            icon=":material/replay:",
        )
        st.button(
            "Start empty",
            on_click=lambda: state.apply("name: My architecture\n"),
            type="tertiary",
            icon=":material/note_add:",
        )


def remember(text: str) -> str | None:
    """Note the brief of the architecture that is shown; the brief of the one shown before it."""
    shown = st.session_state.get("shown")
    if shown != text:
        st.session_state["before"], st.session_state["shown"] = shown, text
    before: str | None = st.session_state["before"]
    return before


def changes(text: str, architecture: Architecture) -> None:
    """One line on what differs from the architecture shown before."""
    before = remember(text)
    old = work.answer(before, state.today()).architecture if before else None
    if old is None:
        return
    came, went = words.change(old, architecture)
    parts = [words.element("span", "plus", f"+ {name}") for name in words.first(came)]
    parts += [words.element("span", "minus", f"− {name}") for name in words.first(went)]
    told = " · ".join(parts) or "the same components as before"
    st.html(f'<p class="kg-sub" role="status">Changed: {told}</p>')


def pick() -> None:
    """Take the box picked in the picture as the selection."""
    st.session_state[SELECTED] = st.session_state["picture"]["picked"]


@st.fragment
def explore(text: str, architecture: Architecture, content: str, name: str) -> None:
    """The chosen view, what it tells of the box that is selected, its tables and files.

    Only this runs anew on a click.
    """
    choices = views.of(architecture)
    choose, question, menu = st.columns([3, 7, 2], vertical_alignment="center", gap="medium")
    with choose:
        view = views.show(choices)
    with question:
        st.html(words.element("p", "question", view.definition))
    theme = work.theme()
    with menu, st.popover("Download", icon=":material/download:", width="stretch", key="files"):
        downloads.show(
            architecture, content, view, text=text, day=state.today(), name=name, theme=theme
        )
    picture, table, rules = st.tabs(["Picture", "Table", "Rules"])
    with picture:
        left, right = st.columns([3, 1], gap="medium")
        with left, st.spinner("Drawing"):
            shown = twin.twin(work.drawing(architecture, content, view.id))
            svg = work.picture(architecture, content, view.id, theme)
        with right, st.container(key="side"):
            chosen = box(architecture, shown, choices)
        with left:
            svg_view.show(
                svg,
                [thing.id for thing in shown.things],
                theme=theme,
                focus=chosen.id if chosen else None,
                key="picture",
                on_picked=pick,
            )
            views.beneath(shown, choices)
    with table:
        tables.show(architecture, shown, words.description(svg))
    with rules:
        tables.show_findings(work.findings(text, state.today()))


def box(
    architecture: Architecture, shown: twin.Twin, choices: Mapping[str, ViewChoice]
) -> twin.Thing | None:
    """The box that is selected, with what is to be told of it.

    One selected in another view stays, where this one shows it.
    """
    wanted = shown.thing(st.session_state.get(SELECTED))
    if wanted is None:
        st.session_state.pop(SELECTED, None)
    elif wanted.id != st.session_state[SELECTED]:
        st.session_state[SELECTED] = wanted.id
    picked = st.selectbox(
        "Box",
        [thing.id for thing in shown.things],
        index=None,
        key=SELECTED,
        bind="query-params",
        placeholder="Click a box, or find one",
        label_visibility="collapsed",
    )
    found = shown.thing(picked)
    if found is None:
        st.caption(
            "Click a box to read what it is and why it is there. Drag to move the picture, hold "
            "Ctrl and turn the wheel to zoom."
        )
    else:
        details.show(architecture, found, shown, insides=views.insides(choices), go=views.go)
    return found


def show(text: str) -> None:
    """The answer to a brief."""
    brief = state.brief()
    heading = st.empty()
    heading.html(words.element("h1", "title", brief.name))
    with st.spinner("Looking for the best architecture"):
        answer = work.answer(text, state.today())
    if answer.architecture is None:
        if answer.conflict is not None:
            conflict.show(answer.conflict, brief)
        downloads.offer([downloads.brief(text, brief.name)], "brief")
        return
    architecture = answer.architecture
    size = sentence(architecture)
    heading.html(words.element("h1", "title", brief.name) + words.element("p", "sub", size))
    changes(text, architecture)
    explore(text, architecture, answer.content, brief.name)
    broken = len(work.findings(text, state.today()))
    judged = f"{count(broken, 'rule')} broken" if broken else "every rule holds"
    heading.html(
        words.element("h1", "title", brief.name) + words.element("p", "sub", f"{size} · {judged}")
    )


def sentence(architecture: Architecture) -> str:
    """The size of the architecture in a line."""
    placements = count(len(architecture.placements), "placement")
    components = count(len(architecture.components), "component")
    return f"{placements} of {components} · as of {architecture.as_of.isoformat()}"


with st.sidebar:
    sidebar()
show(state.text())
