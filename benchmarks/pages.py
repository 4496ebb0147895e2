"""The pages in a browser, beside a bare Streamlit page on the same machine in the same run.

``python benchmarks/pages.py [CLICKS [INTERACTIONS VISITS SECONDS]]``. Times are taken in the
page itself (what waits for it from outside looks but twice a second after a while), from what a
visitor does to what is seen, alternately here and there; beside them what the
server and its processes took of the processors, which a busy machine changes little. The last lines
are those of `lasting`, each cut off after so many seconds. Needs Chromium, as the tests do.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from footprint import footprint, server_of
from tables import MET, NOT_MET, table_lines

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import lasting  # noqa: E402
from browser import QUIET, serving, started, window  # noqa: E402 - of the tests
from playwright.sync_api import Browser, Page, WebSocket  # noqa: E402

from kgraph import api  # noqa: E402
from kgraph.web import address, serve  # noqa: E402

VISITS, CLICKS, USERS = 5, 100, 10
FIND = """(root, what) => {
  const own = root.querySelector(what);
  if (own) return own;
  const roots = [...root.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean);
  for (const one of roots) {
    const deep = find(one, what);
    if (deep) return deep;
  }
}"""
"""The first of what is looked for, also within what has a tree of its own."""
TIMED = f"""([begin, wanted]) => {{ window.took = new Promise(done => {{
  const find = {FIND};
  const told = () => find(document, wanted)?.outerHTML;
  const before = told(), started = performance.now();
  const click = new MouseEvent('click', {{bubbles: true, composed: true}});
  find(document, begin).dispatchEvent(click);
  const look = () => {{
    const now = told();
    if (now && now !== before) done(performance.now() - started); else setTimeout(look, 8);
  }};
  look();
}}); }}"""
"""Clicks on one thing of the page, and tells the milliseconds until another is not as it was."""
REPLACED = f"""wanted => {{ window.took = new Promise(done => {{
  const find = {FIND};
  const before = find(document, wanted);
  let started;
  const begun = event => {{ if (event.key === 'Enter') started = performance.now(); }};
  document.addEventListener('keydown', begun, {{capture: true}});
  const look = () => {{
    const now = find(document, wanted);
    if (!started || !now || now === before) return setTimeout(look, 8);
    document.removeEventListener('keydown', begun, {{capture: true}});
    done(performance.now() - started);
  }};
  look();
}}); }}"""
"""Tells the milliseconds from the next Enter until there is another one of something."""
FIRST_SEEN = f"""{{ window.shown = new Promise(done => {{
  const find = {FIND};
  const look = () => {{
    if (find(document, '%s')) done(performance.now()); else setTimeout(look, 8);
  }};
  look();
}}); }}"""
"""Tells the milliseconds from when a page was asked for until something is there."""
SEEN = """() => { window.seen = new Promise(done => {
  const app = document.querySelector('.stApp');
  let begun = 0;
  const look = () => {
    const runs = app.dataset.testScriptState === 'running';
    if (runs && !begun) begun = performance.now();
    if (runs && getComputedStyle(app, '::after').opacity > 0.5) done(performance.now() - begun);
    else if (begun && !runs) done(0);
    else setTimeout(look, 4);
  };
  look();
}); }"""
"""Tells the milliseconds from the begin of a run to where one sees it; 0 where it was over."""
OTHERS = {
    "cluster-exposure": ("public", "private"),
    "operator-way": ("any", "bastion", "vpn", "identity-aware-proxy"),
    "kubernetes": ("where-offered", "self-managed", "managed"),
}
"""Options of the example that can be met together, each set of which is a brief of its own."""
SECTION, READING = "Networking and Security Architecture", 3
"""The part of the form in which answers are chosen, and the seconds for which what there is before
is read each time.
"""
Row = tuple[str, str, str, str, str, str]
Change = Callable[[Page, int], str]


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
        page = fresh.new_page()
        page.add_init_script(FIRST_SEEN % what)
        page.goto(url, wait_until="commit")
        found: float = page.evaluate("window.shown")
        return found


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


def changes(browser: Browser, base: str, change: Change) -> tuple[list[float], float]:
    """Milliseconds from a brief that is changed to its new picture, each a brief of its own; and
    the processor time of one.
    """
    found, server = [], server_of(base)
    with window(browser, width=1280, height=800) as fresh:
        page = ready(fresh.new_page(), f"{base}/design", "g[data-box]")
        for number in range(VISITS + 1):
            before = footprint(server).seconds
            keys = change(page, number)
            page.evaluate(REPLACED, ".stage svg")
            page.keyboard.press(keys)
            found.append(float(page.evaluate("window.took")))
            page.locator(QUIET).wait_for()
            used = footprint(server).seconds - before
    return found[1:], used


def renamed(page: Page, number: int) -> str:
    """Another name, which nothing is worked out for anew: the keys that take it over."""
    page.get_by_role("textbox", name="Name").first.fill(f"Shop {os.getpid()} {number}")
    return "Enter"


def answered(page: Page, number: int) -> str:
    """Other answers, which the solver has not seen: the keys that take them over."""
    text = api.demo_brief()
    for decision, options in OTHERS.items():
        number, option = divmod(number + 1, len(options))
        text = re.sub(rf"(  {decision}: ).*", rf"\g<1>{options[option]}", text)
    if not page.locator("textarea").count():
        page.get_by_text("Text", exact=True).first.click()
    page.locator("textarea").first.fill(text)
    return "Control+Enter"


def chosen(page: Page, number: int) -> str:
    """Another option of the next question of a part of the form, after some reading: the keys that
    take it.
    """
    part = page.get_by_test_id("stExpander").filter(has_text=SECTION)
    questions = part.get_by_role("combobox")
    if not questions.count():
        part.locator("summary").click()
        questions.first.wait_for()
        page.locator(QUIET).wait_for()
    page.wait_for_timeout(READING * 1000)
    question = questions.nth(number % questions.count())
    question.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list closes where the page is scrolled
    question.click()
    options = page.get_by_role("option")
    options.first.wait_for()
    given = options.evaluate_all("all => all.findIndex(one => one.ariaSelected === 'true')")
    page.keyboard.type(options.nth((given + 1) % options.count()).inner_text())
    return "Enter"


CHANGES: dict[str, Change] = {
    "a name changed to its picture": renamed,
    "an answer changed to its picture (as text: nobody foresees it)": answered,
    f"an answer chosen in the form to its picture (after {READING} s of reading each)": chosen,
}


def progress(browser: Browser, base: str) -> float:
    """Milliseconds until work is seen that is not done at once; the longest, 0 where none was."""
    found = [0.0]
    with window(browser, width=1280, height=800) as fresh:
        page = ready(fresh.new_page(), f"{base}/design", "g[data-box]")
        for number in range(VISITS):
            keys = renamed(page, 1000 + number)
            page.evaluate(SEEN)
            page.keyboard.press(keys)
            found.append(float(page.evaluate("window.seen")))
            page.locator(QUIET).wait_for()
            page.wait_for_timeout(300)
    return max(found)


def together(browser: Browser, urls: Sequence[str], seen: str, clicked: list[str]) -> float:
    """The milliseconds that the slowest twentieth waits of users who all click at once: one at each
    of these addresses, once `seen` is there. `clicked` holds what they click, and what it changes.
    """
    with contextlib.ExitStack() as stack:
        all_of_them = []
        for url in urls:
            fresh = stack.enter_context(window(browser, width=1280, height=800))
            all_of_them.append(ready(fresh.new_page(), url, seen))
        for page in all_of_them:
            page.evaluate(TIMED, clicked)
        waited = [float(page.evaluate("window.took")) for page in all_of_them]
    return quantiles(waited, n=20)[-1]


def _users(browser: Browser, ours: str, other: str) -> Row:
    """Users who ask for another view, and as many who click the button of the bare page.

    All their windows are on this machine too.
    """
    briefs = [address.pack(f"name: User {os.getpid()} {number}\n") for number in range(USERS)]
    pages = [f"{ours}/design?b={brief}" for brief in briefs]
    view = [".st-key-view-row button:nth-of-type(4)", ".kg-question"]
    here = together(browser, pages, "g[data-box]", view)
    there = together(browser, [other] * USERS, ".kg-name", ["button", ".kg-name"])
    return _row(f"{USERS} users ask for a view, p95", here, 1200, there)


def clicked(page: Page, number: int, boxes: Sequence[str]) -> float:
    """One box after the other is looked at."""
    return took(page, f'g[data-box="{boxes[number % len(boxes)]}"]', ".kg-side .kg-name")


def _first(browser: Browser, ours: str, other: str) -> Row:
    seen = [
        (
            first_seen(browser, f"{ours}/design", "g[data-box]"),
            first_seen(browser, other, ".kg-name"),
        )
        for _ in range(VISITS + 1)
    ][1:]
    here, there = (median(column) for column in zip(*seen, strict=True))
    return _row("first picture", here, 1.5 * there + 500, there)


def _clicks(browser: Browser, ours: str, other: str, clicks: int) -> tuple[list[Row], float]:
    """A click's time and bytes; and the time of one of the bare page."""
    weight, server = Weight(), server_of(ours)
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
        look = partial(clicked, page, boxes=[box for box in found if box.count("/") == 2][:12])
        before, sizes, times, beside = footprint(server).seconds, [], [], []
        weight.take()
        for number in range(clicks):
            times.append(look(number=number))
            page.locator(QUIET).wait_for()
            sizes.append(weight.take())
            beside.append(took(plain, "button", ".kg-name"))
        used = (footprint(server).seconds - before) / clicks
    bare_click = median(beside)
    received, sent = (max(column) for column in zip(*sizes, strict=True))
    told = f"{received:,} received, {sent:,} sent"
    weighed = ("bytes of a click, the most", told, "5,000", "", "", _met(received <= 5000))
    return [_row("a click to its details", median(times), 120, bare_click, used), weighed], (
        bare_click
    )


def measured(clicks: int, interactions: int, visits: int, seconds: float) -> list[Row]:
    """A line for each measure."""
    with started() as browser, serving() as ours, bare() as other:
        found = [_first(browser, ours, other)]
        of_clicks, beside = _clicks(browser, ours, other, clicks)
        found += of_clicks
        for what, change in CHANGES.items():
            times, used = changes(browser, ours, change)
            found.append(_row(what, median(times), 400, beside, used))
        seen = progress(browser, ours)
        told = f"{seen:,.0f} ms" if seen else "done before"
        found.append(("progress is seen", told, "300 ms + start", "", "", _met(seen <= 600)))
        found.append(_users(browser, ours, other))
        held = lasting.rows(browser, ours, interactions, visits, seconds)
        found += [(what, told, "flat", "", "", met) for what, told, met in held]
    return found


def _row(what: str, here: float, limit: float, there: float, used: float | None = None) -> Row:
    beside = f"{there:,.0f} ms ({here / there:.1f} times)"
    taken = "" if used is None else f"{used * 1000:,.0f} ms"
    return what, f"{here:,.0f} ms", f"{limit:,.0f} ms", beside, taken, _met(here <= limit)


def _met(met: bool) -> str:
    return MET if met else NOT_MET


def main(clicks: int, interactions: int, visits: int, seconds: float) -> None:
    """Measure, and print a table."""
    head = ("what", "kgraph", "at most", "a bare page", "processor time", "as it should be")
    rows = measured(clicks, interactions, visits, seconds)
    print("\n".join(table_lines(head, rows, markdown=False)))


if __name__ == "__main__":
    usual = [CLICKS, lasting.INTERACTIONS, lasting.VISITS, int(lasting.SECONDS)]
    numbers = [*map(int, sys.argv[1:]), *usual[len(sys.argv) - 1 :]]
    main(numbers[0], numbers[1], numbers[2], float(numbers[3]))
