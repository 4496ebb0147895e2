"""The one browser of the tests: where it is, how it is started."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from kgraph import api

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
)
Theme = Literal["light", "dark"]
QUIET = '.stApp[data-test-script-state="notRunning"]'
"""Is there once the server has nothing more to say."""
STILL = """async () => {
    const lasting = (motion) => motion.effect.getComputedTiming().endTime === Infinity;
    const moves = () => document.getAnimations()
        .filter((motion) => motion.playState === "running" && !lasting(motion));
    while (moves().length) {
        await Promise.all(moves().map((motion) => motion.finished.catch(() => null)));
    }
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
}"""
"""Ends once nothing of a page moves, and what was scrolled has been told."""
PATIENCE = 120_000
"""How many milliseconds to wait for what comes; a busy machine takes its time."""


def chromium() -> str:
    """The browser that is there; its absence is a failure in CI and a skip elsewhere."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    if os.environ.get("CI"):
        pytest.fail("no Chromium on the path")
    pytest.skip("no Chromium on the path: what needs a browser is not tested here")


@contextlib.contextmanager
def started() -> Iterator[Browser]:
    """A browser without a window, ended with what it is used for."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextlib.contextmanager
def window(
    browser: Browser, *, width: int, height: int, theme: Theme = "light"
) -> Iterator[BrowserContext]:
    """A window of that size, with nothing kept in it from others."""
    opened = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
    opened.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield opened
    opened.close()


def settled(page: Page) -> None:
    """Wait until the server has nothing more to say; only for what it has begun to say already."""
    page.locator(QUIET).wait_for()


def unfold(field: Locator) -> None:
    """Open the list of a field. What still scrolls around a list would shut it again."""
    field.hover()  # brings it into view
    field.page.evaluate(STILL)
    field.click()


@contextlib.contextmanager
def serving(*words: str) -> Iterator[str]:
    """The address of the pages, served by `kgraph serve` with these words on its line."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = str(Path(api.__file__).parents[2])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    line = [sys.executable, "-m", "kgraph", "serve", "--port", str(port), *words]
    usual = {name: value for name, value in os.environ.items() if name != "KGRAPH_AHEAD"}
    with subprocess.Popen(
        line,
        env={**usual, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(url, timeout=60):  # noqa: S310  (our own server)
                return
        except OSError:
            assert server.poll() is None, "the server ended"
            time.sleep(0.25)
    pytest.fail("the server did not start")
