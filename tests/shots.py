"""Pictures of every page, on light and on dark ground, at three widths, to be looked at.

python tests/shots.py shots              # writes shots/design-1280-dark.png and so on
python tests/shots.py shots compare      # of that page only
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from browser import QUIET, serving, started
from playwright.sync_api import Browser

from kgraph import api
from kgraph.web import address

CLASH = "name: Clash\nanswers: {kubernetes: managed}\nsites: [{id: a, cloud: on-premises}]\n"
BEFORE = address.pack(api.demo_brief().replace("loki", "elk").replace("tempo, ", ""))
PAGES = {
    "start": "/",
    "design": "/design",
    "selected": "/design?box=eu/main/prometheus",
    "path": "/design?view=request-path",
    "conflict": f"/design?b={address.pack(CLASH)}",
    "compare": f"/compare?with={BEFORE}",
    "catalog": "/catalog",
    "component": "/catalog?component=prometheus",
    "ask": "/ask?example=retired-since",
}
WIDTHS = {390: 844, 1280: 800, 1920: 1080}
THEMES = ("light", "dark")


def shots(folder: Path, browser: Browser, base: str, names: Collection[str]) -> int:
    """Write the pictures of these pages; how many there are."""
    written = 0
    for width, height in WIDTHS.items():
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme
            )
            page = context.new_page()
            for name in names:
                page.goto(base + PAGES[name])
                page.locator(".kg-title").first.wait_for(timeout=120_000)
                page.locator(QUIET).wait_for(timeout=120_000)
                page.wait_for_timeout(1000)
                if page.locator(".stage").count():
                    page.locator(".stage svg").first.wait_for(timeout=120_000)
                page.screenshot(path=str(folder / f"{name}-{width}-{theme}.png"))
                written += 1
            context.close()
    return written


def main(folder: Path, names: Collection[str]) -> int:
    """Serve the pages, and write a picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    with serving() as base, started() as browser:
        return shots(folder, browser, base, names)


if __name__ == "__main__":
    wanted = Path(sys.argv[1] if len(sys.argv) > 1 else "shots")
    print(f"{main(wanted, sys.argv[2:] or PAGES)} pictures")
