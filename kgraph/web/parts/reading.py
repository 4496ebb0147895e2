"""What a visitor has before them, told to what works ahead of them: which questions of the form
stand open, and which picture is shown. They will most likely choose another answer to one of those,
or look at another view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kgraph import api
from kgraph.model.decisions import Decision
from kgraph.web import editing, work
from kgraph.web.ahead import AHEAD, wished
from kgraph.web.parts import state

_QUESTIONS, _SIGHT = "open-questions", "sight"
_VALUES, _LAST = "values-before", "changed-last"


def turn() -> None:
    """The whole page runs now: what is shown is not known until it has settled. For every page."""
    st.session_state[_SIGHT] = None
    AHEAD.turn(_session())


def no_questions() -> None:
    """No question stands open, until one is told."""
    st.session_state[_QUESTIONS] = []


def question(field: str, decision: Decision) -> None:
    """A question stands open, in the field of that key."""
    st.session_state[_QUESTIONS].append((field, decision))


def settle(sight: work.Sight, views: Iterable[str]) -> None:
    """The page has come to rest, with that picture, beside the doors to these views."""
    others = [replace(sight, view=view) for view in views if view != sight.view]
    st.session_state[_SIGHT] = sight, others
    go_on()


def go_on() -> None:
    """Let be worked out what is most likely chosen next, if the page has come to rest."""
    seen: tuple[work.Sight, list[work.Sight]] | None = st.session_state.get(_SIGHT)
    session = _session()
    if seen is None or not session or not wished():
        return
    sight, others = seen
    text, today, values = state.text(), state.today(), state.values()
    questions = st.session_state.get(_QUESTIONS, ())
    chosen = tuple(islice(editing.choices(questions, values, _last(values)), work.SHARE))
    tasks = [partial(_take, text, {**values, key: value}, today, sight) for key, value in chosen]
    tasks += [partial(work.ahead, text, today, other) for other in others]
    AHEAD.read(session, (text, today, sight, repr(chosen)), tasks, partial(_is_here, session))


def _last(values: Mapping[str, Any]) -> str:
    """The field that was changed last, and is what one is about; empty where none was."""
    before = st.session_state.get(_VALUES, values)
    changed = [key for key, value in values.items() if before.get(key, value) != value]
    st.session_state[_VALUES] = values
    st.session_state[_LAST] = next(iter(changed), st.session_state.get(_LAST, ""))
    last: str = st.session_state[_LAST]
    return last


def _take(text: str, values: Mapping[str, Any], today: date, sight: work.Sight) -> bool:
    """Work out what follows from fields of these values; whether there is more to do."""
    changed = editing.edited(text, values, partial(api.parse_brief, today=today))
    return work.ahead(changed, today, sight)


def _session() -> str:
    """What tells this visitor from others; empty where a script runs alone."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context is not None and runtime.exists() else ""


def _is_here(session: str) -> bool:
    """Whether a visitor has not left."""
    return runtime.exists() and runtime.get_instance().is_active_session(session)
