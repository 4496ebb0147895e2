"""The brief of a session: in the address, which owns it; from there in its text and its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.brief import Brief
from kgraph.model.decisions import Decision
from kgraph.web import address, editing, form, listed, opened, themes, words, work
from kgraph.web.parts import held, owned
from kgraph.web.parts.boundary import does
from kgraph.web.trail import Trail, recalled, walked

FIELD = "field."
WORD = "b"
"""The parameter of the address, and the field of it that nobody sees: see `address.brief`."""
_TEXT, _EDITED, _PROBLEMS = "brief-text", "brief-edited", "brief-problems"
_LOST = "brief-lost"
_TURNED = "brief-turned"
_FOLLOWED, _TRAIL = "brief-followed", "brief-trail"


def bind() -> None:
    """Bind the brief to the address of every page. Once a run, before all else."""
    lasting = (WORD, themes.WORD)
    held.turn(lasting)
    _begin()
    with st.container(key="address"):
        for word in lasting:
            owned.word(word)
    follow()


def _begin() -> None:
    """Let an address without a brief name that of the file that the pages were opened with.

    By its text, since what the file holds may change while one is here.
    """
    file = opened.file()
    if file is None or st.session_state.get(WORD, st.query_params.get(WORD)):
        return
    try:
        st.session_state[WORD] = address.pack(opened.first_text())
    except InputError as error:
        st.session_state[_PROBLEMS] = tuple(map(file.told, words.problems(error)))


def follow() -> None:
    """Take over the brief of the address, where that is another one: opened, or gone back to."""
    word = st.session_state.get(WORD, st.query_params.get(WORD, ""))
    if word == st.session_state.get(_FOLLOWED):
        return
    st.session_state[_FOLLOWED] = word
    st.session_state[_TRAIL] = walked(trail(), word)
    _take_over(word)


def _take_over(word: str) -> None:
    try:
        found = address.brief(word)
    except address.Unreadable as error:
        st.session_state[_LOST], st.session_state[_PROBLEMS] = str(error), ()
        return
    st.session_state[_LOST] = ""
    try:
        read = work.brief(found, today())
    except InputError as error:
        st.session_state[_PROBLEMS] = words.problems(error)
        st.session_state[_EDITED] = found
        return
    _settle(found, read)


def _settle(text: str, read: Brief) -> None:
    """Show a brief that could be read, in every field."""
    turn()
    st.session_state[_PROBLEMS], st.session_state[_LOST] = (), ""
    st.session_state[_TEXT] = st.session_state[_EDITED] = text
    for key, value in form.fields(read, api.questions(read)).items():
        st.session_state[FIELD + key] = value


def turn() -> None:
    """Let the whole page run anew, whichever part of it was used. For callbacks."""
    st.session_state[_TURNED] = True


def turned() -> bool:
    """Whether the whole page has to run anew."""
    return bool(st.session_state.get(_TURNED))


def arrive() -> None:
    """The whole page runs now."""
    st.session_state[_TURNED] = False


def whole_visit(page: str, **parameters: str) -> str:
    """The address of a page that is opened anew, in the theme that the address of this one names.

    Within one visit the fields of the address outlive a change of pages.
    """
    theme = st.session_state.get(themes.WORD)
    named = {themes.WORD: theme} if theme else {}
    return f"{page}?{urlencode({**parameters, **named})}"


def trail() -> Trail:
    """The way that the brief has gone in this session."""
    found: Trail = st.session_state.get(_TRAIL, Trail())
    return found


def recall(words: Sequence[str], at: int) -> None:
    """Take up the way of an earlier visit, which was at one of these words. For callbacks."""
    st.session_state[_TRAIL] = recalled(trail(), words, at)


def texts_before() -> Iterator[str]:
    """The briefs that the trail comes from, the last one first, as far as they can be read."""
    way = trail()
    for word in reversed(way.words[: max(way.at, 0)]):
        with suppress(address.Unreadable):
            yield address.brief(word)


def go(word: str) -> None:
    """Show the brief of a word on the trail. For callbacks."""
    held.put(WORD, word)
    follow()


def refused() -> bool:
    """Whether something was written last that could not be taken over: the address is still that
    of the brief that is shown.
    """
    if not problems():
        return False
    try:
        return address.brief(st.session_state.get(WORD, "")) == text()
    except address.Unreadable:
        return False


def recover() -> None:
    """Show the last brief that could be read, in every field. For callbacks."""
    _settle(text(), brief())


def text() -> str:
    """The text of the last brief that could be read; at first the example."""
    if _TEXT not in st.session_state:
        st.session_state[_TEXT] = api.demo_brief()
    found: str = st.session_state[_TEXT]
    return found


def word() -> str:
    """The word by which that text is known everywhere, whatever an address without a brief means
    there.
    """
    return address.pack(text())


def brief() -> Brief:
    """That brief."""
    return work.brief(text(), today())


def questions() -> tuple[Decision, ...]:
    """The decisions, with the defaults that hold for that brief."""
    return api.questions(brief())


def default() -> Brief:
    """A brief that says nothing."""
    return work.brief(editing.EMPTY, today())


def problems() -> tuple[str, ...]:
    """What is wrong with what was written last, if it could not be read."""
    found: tuple[str, ...] = st.session_state.get(_PROBLEMS, ())
    return found


def lost() -> str:
    """Why the brief that the address names cannot be shown; empty where it can."""
    found: str = st.session_state.get(_LOST, "")
    return found


def fill() -> None:
    """Give every field that has none the value that the brief says.

    Fields of pages that were left have none.
    """
    for key, value in form.fields(brief(), questions()).items():
        st.session_state.setdefault(FIELD + key, value)
    st.session_state.setdefault(_EDITED, text())


def apply(new: str) -> None:
    """Take a text as the brief. For callbacks.

    Where it cannot be read, the last one stays and `problems` says why.
    """
    try:
        read = _read(new)
    except InputError as error:
        _refuse(error)
        return
    word = _word_of(new)
    held.put(WORD, word)
    st.session_state[_FOLLOWED] = word
    st.session_state[_TRAIL] = walked(trail(), word)
    _settle(new, read)


def _refuse(error: InputError) -> None:
    """Tell what is wrong, above all else; the last brief stays."""
    turn()
    st.session_state[_PROBLEMS] = words.problems(error)


def _read(new: str) -> Brief:
    """What a text says; InputError where it is no brief."""
    return work.brief(new, today())


def _word_of(new: str) -> str:
    """The word of a text; none for what an address without a brief means."""
    meant = opened.file() is None and new == api.demo_brief()
    return "" if meant else address.pack(new)


def edit(change: Callable[[Brief], Brief] | None = None) -> None:
    """Take what the fields say as the brief, perhaps after a change of it. For callbacks."""
    apply(editing.edited(text(), values(), _read, change))


def relist(stem: str, change: listed.Change) -> None:
    """Take a change of the table of one of the brief's lists. For callbacks."""
    try:
        new = editing.relisted(text(), stem, change, _read)
    except InputError as error:
        _refuse(error)
    else:
        apply(new)


def values() -> dict[str, Any]:
    """What the fields say, by their keys."""
    return {
        key.removeprefix(FIELD): value
        for key, value in st.session_state.items()
        if isinstance(key, str) and key.startswith(FIELD)
    }


def take_text() -> None:
    """Take what was written in the text area as the brief. For callbacks."""
    apply(st.session_state[_EDITED])


def take_back(id: str) -> None:
    """Take a statement of the brief back. For callbacks."""
    left = api.taken_back(brief(), id)
    if left is not None:
        _change(left)


def change_to(changed: Brief) -> None:
    """Take a brief that was made from this one by a change. For callbacks."""
    _change(api.restated(brief(), changed, where="form"))


def _change(changed: Brief) -> None:
    """Let the text say what was changed, and all else as it does."""
    apply(api.changed_text(text(), brief(), changed, read=_read))


def swap(chosen: str, instead: str) -> None:
    """Ask for one component in the place of another, and against that only where it would stay
    otherwise. For callbacks.
    """
    asked = _asking(brief(), chosen, instead)
    answer = work.answer(api.brief_text(api.restated(brief(), asked)), today())
    found = answer.architecture
    if found is None or chosen in found.components:
        asked = replace(asked, avoid=(*asked.avoid, chosen))
    change_to(asked)


def _asking(before: Brief, chosen: str, instead: str) -> Brief:
    """A brief that asks for one component in the place of another, wherever that was asked for."""
    use = tuple(instead if one == chosen else one for one in before.use if one != instead)
    use_at = tuple((instead if id == chosen else id, at) for id, at in before.use_at)
    avoid = tuple(one for one in before.avoid if one not in (chosen, instead))
    used = use if instead in use else (*use, instead)
    return replace(before, use=used, use_at=use_at, avoid=avoid)


def text_area() -> None:
    """The brief itself, to be edited."""
    fill()
    st.text_area(
        "The brief",
        key=_EDITED,
        height=560,
        on_change=does(take_text),
        label_visibility="collapsed",
    )


def today() -> date:
    """The day on which the pages are looked at."""
    return date.today()
