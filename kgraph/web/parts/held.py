"""What was put into the fields that the address owns, until the browser has heard of it.

Who leaves a field by pressing a button sends twice, the second time before the answer to the first
has come: the other fields still say there what they said before. Nobody writes into a field that
the address owns, so that is not taken for a wish to go back, which is told as one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_WAITING, _PAGE = "held-waiting", "held-page"
_LONGEST = 20
"""So many values of one field are known to be old."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The values of a field since the browser told one, the last of which holds; and whether that
    was sent to the browser.
    """

    values: tuple[str, ...]
    sent: bool = False


def put(key: str, value: str) -> None:
    """Let the address say a value under a key. For callbacks."""
    before = _waiting().get(key, Waiting((st.session_state.get(key, ""),)))
    _waiting()[key] = Waiting((*before.values[-_LONGEST:], value))
    st.session_state[key] = value


def settle(key: str) -> None:
    """Let what was put under a key hold against an answer that knows nothing of it yet. Before the
    field is drawn.
    """
    waiting = _waiting().pop(key, None)
    if waiting is None or _goes_back_or_forth():
        return
    kept, value = settled(waiting, st.session_state.get(key, ""))
    st.session_state[key] = value
    if kept is not None:
        _waiting()[key] = kept


def settled(waiting: Waiting, told: str) -> tuple[Waiting | None, str]:
    """What still waits after the browser told a value, and the value that holds.

    >>> settled(Waiting(("old", "new"), sent=True), "old")
    (Waiting(values=('old', 'new'), sent=True), 'new')
    >>> settled(Waiting(("old", "new"), sent=True), "new")
    (None, 'new')
    """
    if told not in waiting.values:
        return None, told
    latest = waiting.values[-1]
    if told == latest and waiting.sent:
        return None, told
    return replace(waiting, sent=True), latest


def turn(lasting: Collection[str]) -> None:
    """Wait no longer for fields of a page that was left; the lasting ones are on every page."""
    context = get_script_run_ctx(suppress_warning=True)
    page = context.page_script_hash if context is not None else ""
    if st.session_state.get(_PAGE, page) != page:
        kept = {key: one for key, one in _waiting().items() if key in lasting}
        st.session_state[_WAITING] = kept
    st.session_state[_PAGE] = page


def _waiting() -> dict[str, Waiting]:
    """What waits in this session, by the key of its field."""
    found: dict[str, Waiting] = st.session_state.setdefault(_WAITING, {})
    return found


def _goes_back_or_forth() -> bool:
    """Whether the visitor went back or forth in the browser: then the address holds."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation
