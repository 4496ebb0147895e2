"""The two sides of a comparison: the brief of the address, and another one that it names too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.architecture import Architecture
from kgraph.web import address, words, work
from kgraph.web.parts import dropped, held, owned, state
from kgraph.web.parts.boundary import does

WITH, FROM, TO = "with", "from", "to"
"""The parameters of the address: the word of the other brief, and the days of both."""
SAME = "same"
"""The word of the same brief, which is compared with itself on another day."""
YEAR = timedelta(365)
_CHOICE, _FILE = "with-choice", "with-file"
_TOLD = "with-told"
_TIP = "Without a day, that of the brief."


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its architecture with the hash of what that says, or why there is none."""

    architecture: Architecture | None
    content: str
    problems: tuple[str, ...] = ()


def choose() -> None:
    """The fields in which both sides are chosen."""
    _arrive()
    with st.container(key="address-with"):
        owned.word(WITH)
    labels = _choices()
    word = _meant(_word())
    st.session_state[_CHOICE] = word if word in labels else None
    with st.container(horizontal=True, key="sides", vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Compare with",
            list(labels),
            index=None,
            key=_CHOICE,
            format_func=lambda one: labels.get(one, "another brief"),
            placeholder="another brief, of the address" if word else "choose a brief",
            on_change=does(_take),
            width=342,
        )
        owned.day("as of", FROM, tip=_TIP, width=166)
        owned.day("this brief as of", TO, tip=_TIP, width=166)
        with st.popover("Open a brief", icon=":material/upload_file:"):
            dropped.show("The file to compare with", key=_FILE, take=_take_brief)


def _arrive() -> None:
    """Who names no other brief compares with what there was before the last change.

    The address says so too: once, so that one can go back from here.
    """
    before = _before()
    step = (state.text(), before)
    named = st.session_state.get(WITH) or st.query_params.get(WITH)
    if not named and before and st.session_state.get(_TOLD) != step:
        st.session_state[_TOLD] = step
        st.query_params[WITH] = before


def _word() -> str:
    """What names the other brief; empty where nothing does."""
    named: str = st.session_state[WITH]
    return named or _before()


def _meant(word: str) -> str:
    """The word by which the brief is listed that another word names: by its id, an example."""
    if word in ("", SAME):
        return word
    try:
        return address.pack(address.brief(word))
    except address.Unreadable:
        return word


def _before() -> str:
    """The word of the brief before the last change, spelt out; empty where there was none."""
    word = state.trail().before
    if word is None:
        return ""
    return word or address.pack(api.demo_brief())


def _choices() -> dict[str, str]:
    """What can be compared with, by its word."""
    return {SAME: "the same brief, on another day", **briefs()}


def briefs() -> dict[str, str]:
    """The other briefs that can be compared with, by their words."""
    found: dict[str, str] = {}
    if before := _before():
        found[before] = "the brief before the last change"
    for _, text in api.example_briefs():
        found.setdefault(address.pack(text), work.brief(text, state.today()).name)
    return found


def both() -> tuple[Side, Side] | None:
    """Both sides; None where nothing is chosen to compare with."""
    word = _word()
    if not word:
        return None
    here = state.text()
    try:
        other = here if word == SAME else address.brief(word)
    except address.Unreadable as error:
        return Side(None, "", (str(error),)), _side(here, TO)
    return _side(other, FROM), _side(here, TO)


def _side(text: str, key: str) -> Side:
    """The architecture of a text as of the day in a field."""
    day: date | None = owned.shown(key)
    try:
        name = work.brief(text, state.today()).name
    except InputError as error:
        return Side(None, "", words.problems(error))
    found = work.answer(text, state.today(), day)
    if found.architecture is not None:
        return Side(found.architecture, found.content)
    if found.error is not None:
        return Side(None, "", words.problems(found.error))
    return Side(None, "", (_unmet(name, day),))


def _unmet(name: str, day: date | None) -> str:
    """That no architecture meets a brief, as of a day that was chosen here or else its own."""
    said = f"{name}: no architecture can meet this brief"
    if day is None:
        return f"{said}: open it under Design."
    return f"{said} as of {day}: choose another day, or set that one under Design to see why."


def problems() -> tuple[str, ...]:
    """What is wrong with the file that was opened last."""
    return dropped.problems(_FILE)


def _take() -> None:
    """Compare with what was chosen. For callbacks."""
    word = st.session_state[_CHOICE] or ""
    held.put(WITH, word)
    if word == SAME and owned.shown(FROM) is None:
        held.put(FROM, (state.brief().as_of - YEAR).isoformat())


def _take_brief(text: str) -> None:
    """Compare with the brief of a file. For callbacks."""
    held.put(WITH, address.pack(text))
