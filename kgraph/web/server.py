"""What answers at the addresses of the pages: Streamlit, without what it would tell about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from kgraph import api

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

METRICS = "/_stcore/metrics"
"""Where Streamlit tells everybody how much is kept and who is there; no option turns it off."""


class WithoutMetrics:
    """Answers as if there were no such address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, passed on to Streamlit unless it asks for that address."""
        hidden = scope["type"] == "http" and scope["path"].rstrip("/") == METRICS
        answer = PlainTextResponse("Not Found\n", 404) if hidden else self.app
        await answer(scope, receive, send)


app = st.App(api.app_file(), middleware=[Middleware(WithoutMetrics)])
