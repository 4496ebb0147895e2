"""What answers at the addresses of the pages: Streamlit, without what it would tell about itself,
and at its end without waiting for those who do not answer.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from kgraph import api

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

METRICS = "/_stcore/metrics"
"""Where Streamlit tells everybody how much is kept and who is there; no option turns it off."""
GRACE = 4.0
"""Seconds that visitors have to close their side once the server was told to end.

Alone, the server would give each of them 10, which is all that Docker gives a container.
"""


class WithoutMetrics:
    """Answers as if there were no such address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, passed on to Streamlit unless it asks for that address."""
        hidden = scope["type"] == "http" and scope["path"].rstrip("/") == METRICS
        answer = PlainTextResponse("Not Found\n", 404) if hidden else self.app
        await answer(scope, receive, send)


@asynccontextmanager
async def _in_time(_app: st.App) -> AsyncIterator[None]:
    """While it serves, being told to end starts a clock as well."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, partial(_take, signal.getsignal(number)))
    threading.Thread(target=_prepare, daemon=True).start()
    yield


def _prepare() -> None:
    """Start what the first visitor would wait for."""
    api.start_apart()
    api.prepare()


def _take(before: Any, number: int, frame: FrameType | None) -> None:
    """A signal to end: what was to be done about it, and the clock."""
    clock = threading.Timer(GRACE, os._exit, (0,))  # our child processes end when we are gone
    clock.daemon = True
    clock.start()
    before(number, frame)


app = st.App(api.app_file(), lifespan=_in_time, middleware=[Middleware(WithoutMetrics)])
