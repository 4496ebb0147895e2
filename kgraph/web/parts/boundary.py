"""What a visitor sees where we have made a mistake: a sentence and a way on, never our code."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

Given = ParamSpec("Given")
_LOG = logging.getLogger(__name__)
_SORRY = (
    "This part of the page failed. The fault is ours, and it is written to the log of the server; "
    "your brief is as it was, in the address. Undo the last change, or go back."
)


def guarded(part: Callable[Given, object]) -> Callable[Given, None]:
    """The part of a page, which says that it failed where it would have ended the page."""

    @wraps(part)
    def within(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            part(*args, **kwargs)
        except Exception:
            _LOG.exception("a part of a page failed")
            st.error(_SORRY, icon=":material/error:")

    return within


def does(
    act: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs
) -> Callable[[], None]:
    """What a button or a field does, with all that it takes; a mistake in it is told like one in a
    part of a page.

    Every callback is made by this: unlike one made by `partial`, its arguments are checked to be
    all that it needs before somebody clicks.
    """

    @wraps(act)
    def done() -> None:
        guarded(act)(*args, **kwargs)

    return done
