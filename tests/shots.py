"""Pictures of every page, on light and on dark ground, at three widths, to be looked at.

python tests/shots.py shots     # writes shots/design-1280-dark.png and so on
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from browser import started
from playwright.sync_api import Browser

from kgraph.web import address, serve

CLASH = "name: Clash\nanswers: {kubernetes: managed}\nsites: [{id: a, cloud: on-premises}]\n"
PAGES = {
    "start": "/",
    "design": "/design",
    "selected": "/design?box=eu/main/prometheus",
    "path": "/design?view=request-path",
    "conflict": f"/design?b={address.pack(CLASH)}",
    "catalog": "/catalog?component=prometheus",
    "ask": "/ask?example=retired-since",
}
WIDTHS = {390: 844, 1280: 800, 1920: 1080}
THEMES = ("light", "dark")
QUIET = '.stApp[data-test-script-state="notRunning"]'


def shots(folder: Path, browser: Browser, base: str) -> int:
    """Write the pictures; how many there are."""
    written = 0
    for width, height in WIDTHS.items():
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme
            )
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(base + path)
                page.locator(".kg-title").first.wait_for(timeout=120_000)
                page.locator(QUIET).wait_for(timeout=120_000)
                page.wait_for_timeout(1000)
                page.screenshot(path=str(folder / f"{name}-{width}-{theme}.png"))
                written += 1
            context.close()
    return written


def main(folder: Path) -> int:
    """Serve the pages, and write a picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(serve.command(port=port), **quiet) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            with started() as browser:
                return shots(folder, browser, f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def _wait(url: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=60):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.25)
    sys.exit("the server did not start")


if __name__ == "__main__":
    print(f"{main(Path(sys.argv[1] if len(sys.argv) > 1 else 'shots'))} pictures")
