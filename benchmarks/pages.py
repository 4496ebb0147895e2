"""The pages in a browser, beside a bare Streamlit page on the same machine in the same run.

``python benchmarks/pages.py [CLICKS]``. Times are those of the page itself, from what a visitor
does to what is seen, alternately here and there. Needs Chromium, as the tests do.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from tables import MET, NOT_MET, table_lines

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from browser import serving, started, window  # noqa: E402 - of the tests
from playwright.sync_api import Browser, Page, WebSocket  # noqa: E402

from kgraph.web import address, serve  # noqa: E402

VISITS, CLICKS, USERS = 5, 100, 10
QUIET = '.stApp[data-test-script-state="notRunning"]'
TIMED = """([begin, wanted]) => { window.took = new Promise(done => {
  const find = (root, what) => {
    const own = root.querySelector(what);
    if (own) return own;
    const roots = [...root.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean);
    for (const one of roots) {
      const deep = find(one, what);
      if (deep) return deep;
    }
  };
  const told = () => find(document, wanted)?.outerHTML;
  const before = told(), started = performance.now();
  const click = new MouseEvent('click', {bubbles: true, composed: true});
  find(document, begin).dispatchEvent(click);
  const look = () => {
    const now = told();
    if (now && now !== before) done(performance.now() - started); else setTimeout(look, 4);
  };
  look();
}); }"""
"""Clicks on one thing of the page, and tells the milliseconds until another is not as it was."""


@dataclass
class Weight:
    """What went over the wire of a page since it was last asked."""

    received: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    def listen(self, wire: WebSocket) -> None:
        """Weigh what goes over a wire."""
        wire.on("framereceived", lambda frame: self.received.append(len(frame)))
        wire.on("framesent", lambda frame: self.sent.append(len(frame)))

    def take(self) -> tuple[int, int]:
        """The bytes received and sent, from now on counted anew."""
        taken = sum(self.received), sum(self.sent)
        self.received.clear()
        self.sent.clear()
        return taken


@contextlib.contextmanager
def bare() -> Iterator[str]:
    """The address of the bare page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = [
        f"--{name}={str(value).lower()}"
        for name, value in serve.options(port, "127.0.0.1").items()
        if not isinstance(value, list) and not name.startswith("theme")
    ]
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "bare.py"), *told]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(240):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=60)
                    break
                time.sleep(0.25)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def first_seen(browser: Browser, url: str, what: str) -> float:
    """The milliseconds from an address to what is to be seen there, in a new window."""
    with window(browser, width=1280, height=800) as fresh:
        page, begun = fresh.new_page(), time.perf_counter()
        page.goto(url, wait_until="commit")
        page.locator(what).first.wait_for()
        return (time.perf_counter() - begun) * 1000


def ready(page: Page, url: str, what: str) -> Page:
    """A page once all of it is there."""
    page.goto(url)
    page.locator(what).first.wait_for()
    page.locator(QUIET).wait_for()
    page.wait_for_timeout(300)
    return page


def took(page: Page, begin: str, wanted: str) -> float:
    """The milliseconds from a click to what it changes."""
    page.evaluate(TIMED, [begin, wanted])
    found: float = page.evaluate("window.took")
    return found


def answers(browser: Browser, base: str) -> list[float]:
    """Milliseconds from a brief that is changed to its new picture: each a brief of its own."""
    found = []
    with window(browser, width=1280, height=800) as fresh:
        page = ready(fresh.new_page(), f"{base}/design", "g[data-box]")
        for number in range(VISITS + 1):
            name = page.get_by_role("textbox", name="Name").first
            name.fill(f"Shop {os.getpid()} {number}")
            page.locator(".stage svg").evaluate("svg => { svg.dataset.old = 1 }")
            begun = time.perf_counter()
            name.press("Enter")
            page.locator(".stage svg:not([data-old])").wait_for()
            found.append((time.perf_counter() - begun) * 1000)
            page.locator(QUIET).wait_for()
    return found[1:]


def together(browser: Browser, base: str) -> list[float]:
    """The milliseconds that each of some users waits for a view, all asking at once."""
    with contextlib.ExitStack() as stack:
        all_of_them = []
        for number in range(USERS):
            fresh = stack.enter_context(window(browser, width=1280, height=800))
            word = address.pack(f"name: User {os.getpid()} {number}\n")
            all_of_them.append(ready(fresh.new_page(), f"{base}/design?b={word}", "g[data-box]"))
        tab, text = ".st-key-view-row button:nth-of-type(4)", ".kg-question"
        for page in all_of_them:
            page.evaluate(TIMED, [tab, text])
        return [float(page.evaluate("window.took")) for page in all_of_them]


def held(base: str) -> tuple[float, int]:
    """The megabytes that a server holds, and its open files (Linux)."""
    port = base.rpartition(":")[2]
    listed = subprocess.run(
        ["pgrep", "-f", f"kgraph.web.serve {port}"], capture_output=True, text=True, check=True
    )
    process = Path("/proc") / listed.stdout.split()[0]
    pages_held = int((process / "statm").read_text("utf-8").split()[1])
    return pages_held * os.sysconf("SC_PAGE_SIZE") / 1e6, len(list((process / "fd").iterdir()))


def clicked(page: Page, number: int, boxes: Sequence[str]) -> float:
    """One box after the other is looked at."""
    return took(page, f'g[data-box="{boxes[number % len(boxes)]}"]', ".kg-side .kg-name")


def measured(clicks: int) -> list[tuple[str, str, str, str]]:
    """A line for each measure: what, here, beside the bare page, and whether it is met."""
    rows: list[tuple[str, str, str, str]] = []
    with started() as browser, serving() as ours, bare() as other:
        seen = [
            (
                first_seen(browser, f"{ours}/design", "g[data-box]"),
                first_seen(browser, other, ".kg-name"),
            )
            for _ in range(VISITS + 1)
        ][1:]
        here, there = (median(column) for column in zip(*seen, strict=True))
        rows.append(_row("first picture", here, there, here <= 1.5 * there + 500))
        weight = Weight()
        with (
            window(browser, width=1280, height=800) as one,
            window(browser, width=1280, height=800) as two,
        ):
            page = one.new_page()
            page.on("websocket", weight.listen)
            ready(page, f"{ours}/design", "g[data-box]")
            plain = ready(two.new_page(), other, ".kg-name")
            found = page.locator("g.box[data-box]").evaluate_all(
                "all => all.map(one => one.dataset.box)"
            )
            names = [box for box in found if box.count("/") == 2][:12]
            look = partial(clicked, page, boxes=names)
            before, sizes, times, beside = held(ours), [], [], []
            weight.take()
            for number in range(clicks):
                times.append(look(number=number))
                page.locator(QUIET).wait_for()
                sizes.append(weight.take())
                beside.append(took(plain, "button", ".kg-name"))
            after = held(ours)
        rows.append(
            _row("a click to its details", median(times), median(beside), median(times) <= 120)
        )
        received, sent = (max(column) for column in zip(*sizes, strict=True))
        rows.append(
            (
                "bytes of a click, the most",
                f"{received:,} received, {sent:,} sent",
                "",
                MET if received <= 5000 else NOT_MET,
            )
        )
        changed = answers(browser, ours)
        rows.append(
            _row(
                "an answer to its picture", median(changed), median(beside), median(changed) <= 400
            )
        )
        waits = together(browser, ours)
        last = quantiles(waits, n=20)[-1]
        rows.append(_row(f"{USERS} users at once, p95", last, median(beside), last <= 1200))
        grown = f"{before[0]:.0f} → {after[0]:.0f} MB, {before[1]} → {after[1]} files"
        rows.append((f"memory over {clicks} clicks", grown, "", ""))
    return rows


def _row(what: str, here: float, there: float, met: bool) -> tuple[str, str, str, str]:
    return (
        what,
        f"{here:,.0f} ms",
        f"{there:,.0f} ms ({here / there:.1f} times)",
        MET if met else NOT_MET,
    )


def main(clicks: int) -> None:
    """Measure, and print a table."""
    head = ("what", "kgraph", "a bare page", "as it should be")
    print("\n".join(table_lines(head, measured(clicks), markdown=False)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CLICKS)
