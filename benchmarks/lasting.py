"""What a server holds at the beginning, half way, and at the end of many interactions and visits.

``python benchmarks/lasting.py [INTERACTIONS] [VISITS] [SECONDS]``: each part ends after so many
seconds, and says how far it came. Of every ten interactions one changes the view, of every fifty
one the brief; the others pick a box.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browser import QUIET, serving, started, window
from footprint import Footprint, footprint, server_of
from playwright.sync_api import Browser, Page
from tables import MET, NOT_MET, table_lines

INTERACTIONS, VISITS, SECONDS = 1000, 300, 600.0
SETTLED = 50
"""After so many of them the first figure is taken: what all of them share is loaded by then."""
MORE_MEGABYTES, MORE_OPEN, MORE_KEPT = 40.0, 400, 5
"""What may come to it: answers and pictures up to their most, pages of visitors who have left, for
30 seconds (three open files each), and briefs that are too long for an address.
"""
Row = tuple[str, str, str]

CLICKED = """(all, number) => all[number % all.length]?.dispatchEvent(
    new MouseEvent("click", {bubbles: true, composed: true}))"""
"""Clicks one of the boxes that there are at this moment."""


def interact(page: Page, number: int) -> None:
    """One interaction, to its end."""
    if number % 50 == 49:
        name = page.get_by_role("textbox", name="Name").first
        name.fill(f"Shop {number}")
        name.press("Enter")
        page.get_by_role("heading", name=f"Shop {number}", exact=True).wait_for()
    elif number % 10 == 9:
        page.locator(".st-key-view-row button").nth(number // 10 % 6).click()
    else:
        boxes = page.locator("g.box[data-box]")
        boxes.first.wait_for()  # a picture may just be replaced
        boxes.evaluate_all(CLICKED, number)
    page.wait_for_timeout(20)
    page.locator(QUIET).wait_for()


def visit(browser: Browser, base: str, _number: int) -> None:
    """One visit: the page is opened, its picture seen, and left."""
    with window(browser, width=1280, height=800) as fresh:
        page = fresh.new_page()
        page.goto(f"{base}/design")
        page.locator("g[data-box]").first.wait_for()


def repeated(
    do: Callable[[int], None], many: int, seconds: float, look: Callable[[], Footprint]
) -> tuple[int, list[Footprint]]:
    """How often it was done, and what is held once it has settled, half way, and at the end."""
    begun, seen, done = time.monotonic(), [], 0
    for number in range(many):
        if number in (min(SETTLED, many // 4), many // 2):
            seen.append(look())
        if time.monotonic() - begun > seconds:
            break
        do(number)
        done += 1
    return done, [*seen, look()]


def rows(browser: Browser, base: str, interactions: int, visits: int, seconds: float) -> list[Row]:
    """A line for each part: what, what was held, whether it stays flat."""
    look = partial(footprint, server_of(base))
    # so wide that details stand beside the answers
    with window(browser, width=1920, height=1000) as fresh:
        page = fresh.new_page()
        page.goto(f"{base}/design")
        page.locator("g[data-box]").first.wait_for()
        page.locator(QUIET).wait_for()
        done, seen = repeated(partial(interact, page), interactions, seconds, look)
    found = [_row(f"{done} of {interactions} interactions", seen, whole=done == interactions)]
    done, seen = repeated(partial(visit, browser, base), visits, seconds, look)
    return [*found, _row(f"{done} of {visits} visits", seen, whole=done == visits)]


def _row(what: str, seen: Sequence[Footprint], *, whole: bool) -> Row:
    first, last = seen[0], seen[-1]
    flat = (
        last.own + last.others - first.own - first.others <= MORE_MEGABYTES
        and last.opened - first.opened <= MORE_OPEN
        and last.kept - first.kept <= MORE_KEPT
    )
    return what, " → ".join(map(str, seen)), MET if flat and whole else NOT_MET


def main(interactions: int, visits: int, seconds: float) -> None:
    """Measure, and print a table."""
    with started() as browser, serving() as base:
        found = rows(browser, base, interactions, visits, seconds)
    print("\n".join(table_lines(("what", "held", "flat"), found, markdown=False)))


if __name__ == "__main__":
    told = sys.argv[1:] + [str(INTERACTIONS), str(VISITS), str(SECONDS)][len(sys.argv) - 1 :]
    main(int(told[0]), int(told[1]), float(told[2]))
