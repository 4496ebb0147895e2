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
from urllib.parse import parse_qsl, quote, urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from kgraph import api
from kgraph.web import answering, themes

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

METRICS = "/_stcore/metrics"
"""Where Streamlit tells everybody how much is kept and who is there; no option turns it off."""
_FILES = frozenset({"_stcore", "static", "media", "component", "app", "vendor"})
"""What the addresses of Streamlit's files begin with, by themselves or after the name of a page."""
_NO_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>No such page · kgraph</title>
<body style="font: 16px/1.5 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>No such page</h1>
<p>Nothing is at this address. The pages are <a href="/">Start</a>, <a href="/design">Design</a>,
<a href="/compare">Compare</a>, <a href="/catalog">Catalog</a> and <a href="/ask">Ask</a>.</p>
"""
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


class InTheme:
    """Opens an address that names a theme in that theme: Streamlit has a name of its own for it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, passed on, or sent to the address of the same page in its theme."""
        if scope["type"] != "http":  # a server that begins and ends asks too, and for no address
            await self.app(scope, receive, send)
            return
        meant = themes.opened(scope["query_string"].decode("latin-1"))
        # with one slash: two would name another server
        path = "/" + scope["path"].lstrip("/")
        answer = self.app if meant is None else RedirectResponse(f"{quote(path)}?{meant}")
        await answer(scope, receive, send)


class OnePart:
    """Tells that nothing is at an address of several parts, such as ``/catalog/redis``: the pages
    are at addresses of one, and Streamlit would send a page that finds none of its files.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, passed on, or answered where it asks for a page that there cannot be."""
        deep = scope["type"] == "http" and lying_deep(scope["path"])
        answer = _instead(scope["path"], scope["query_string"]) if deep else self.app
        await answer(scope, receive, send)


def lying_deep(path: str) -> bool:
    """Whether a path has several parts, and is none of Streamlit's: those may follow a page.

    >>> lying_deep("/catalog/redis"), lying_deep("/catalog"), lying_deep("/_stcore/health")
    (True, False, False)
    """
    parts = _parts(path)
    return len(parts) > 1 and _FILES.isdisjoint(parts[:2])


def _instead(path: str, query: bytes) -> Response:
    """What is sent for a path of several parts: the way to the component that it names, with what
    else the address says, or that there is no such page.
    """
    match _parts(path):
        case ["catalog", id]:
            said = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
            kept = [pair for pair in said if pair[0] != "component"]
            return RedirectResponse(f"/catalog?{urlencode([*kept, ('component', id)])}")
        case _:
            return HTMLResponse(_NO_PAGE, 404)


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


class Answers:
    """Answers questions that are asked without a browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: answered, or passed on to Streamlit where it asks for something else."""
        answer = self.app
        if scope["type"] == "http" and scope["path"] == answering.PATH:
            said = dict(Request(scope).query_params)
            found = await run_in_threadpool(answering.reply, said)
            answer = Response(found.body, found.status, media_type=found.media_type)
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


_LAYERS = [
    Middleware(WithoutMetrics),
    Middleware(InTheme),
    Middleware(OnePart),
    Middleware(Answers),
]
app = st.App(api.app_file(), lifespan=_in_time, middleware=_LAYERS)
