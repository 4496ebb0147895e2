"""Fields whose value the address holds.

Where a field that is seen is bound to the address, a change of it replaces the step at which one
is, and Back leaves the page. So there are two of each: one that nobody sees is bound and owns the
value, and the other one shows it, and puts what it is given into the first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import streamlit as st

from kgraph.web import words
from kgraph.web.parts import held
from kgraph.web.parts.boundary import does

FIELD = "shown."
"""With a parameter of the address the key of the field that shows it."""
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
ON = "true"
"""What the address says of a switch that is on."""
Then = Callable[[], None]
"""What is done after a change."""


def word(key: str) -> str:
    """What the address says under a key: the field that owns it, which nobody sees.

    First of all in a part of a page: where one goes back, only now it is known to what.
    """
    held.settle(key)
    said: str = st.text_input(key, key=key, bind="query-params", label_visibility="collapsed")
    return said


def kept(key: str, value: object) -> str:
    """Let the field that shows a key show a value; the key of that field."""
    st.session_state[FIELD + key] = value
    return FIELD + key


def shown(key: str) -> Any:
    """What the field that shows a key shows."""
    return st.session_state[FIELD + key]


def take(key: str, then: Then | None = None, *, usual: str = "") -> None:
    """Put what was chosen in the field that shows a key into the address, where what is `usual` is
    not said. For callbacks.
    """
    chosen = shown(key)
    said = ON if chosen is True else str(chosen or "")
    held.put(key, "" if said == usual else said)
    if then is not None:
        then()


def unknown(said: str, remedy: str) -> None:
    """Say that nothing goes by a word of the address, and what to do."""
    st.warning(words.markdown(f"“{said[:80]}” is not known: {remedy}"))


def day(
    label: str,
    key: str,
    *,
    then: Then | None = None,
    tip: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> date | None:
    """A field for a day, of which the address holds `key`; the day, None where there is none."""
    with st.container(key=f"address-{key}"):
        said = word(key)
    chosen = _day(said)
    st.date_input(
        label,
        key=kept(key, chosen),
        format="YYYY-MM-DD",
        min_value=_FIRST,
        max_value=_LAST,
        on_change=does(take, key, then),
        help=tip,
        width=width,
    )
    if said and chosen is None:
        unknown(said, f"write a day from {_FIRST} to {_LAST}")
    return chosen


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None
