"""Somebody who uses the pages without a plan: whatever can be clicked, chosen or filled in.

``python tests/wandering.py [SEED [STEPS [WIDTH [THEME]]]]`` wanders over pages that it serves, and
tells where one failed, with the last steps before. The same seed takes the same steps, as far as
the pages come up in the same order.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from browser import PATIENCE, QUIET, Theme, serving, started, window
from playwright.sync_api import Error, Locator, Page

WRONG = ("The fault is ours", "encountered an error", "Traceback")
"""Words that no page may show."""
STARTS = (
    "",
    "design",
    "compare",
    "catalog",
    "ask",
    "design?view=observability",
    "design?view=inside:loki",
    "catalog?component=loki",
    "compare?with=same&from=2021-01-28&to=2026-01-01",
    "ask?example=other-answers",
)
SAID = ("loki", "<b>x", "eu", "", "2021-01-28", "ü", "a,b")
CLICKED = (
    "button:visible:not([disabled]), [role=tab]:visible, summary:visible, [role=radio]:visible, "
    "a[target=_self]:visible, [data-testid=stPageLink] a, table tbody tr"
)
CHOSEN = "[data-testid=stSelectbox] input:visible, [data-testid=stMultiSelect] input:visible"
FILLED = "input[type=text]:visible, textarea:visible"
SHORT = 1_500
"""Milliseconds after which one gives up on something that cannot be reached."""
LAST = 8


@dataclass
class Wanderer:
    """Who wanders, and what was done last."""

    page: Page
    address: str
    chance: random.Random
    done: list[str] = field(default_factory=list)

    def failed(self) -> str:
        """What a page says that no page may say, with the last steps and where; empty if none."""
        self.page.locator(QUIET).wait_for(timeout=PATIENCE)
        lines = self.page.inner_text("body").splitlines()
        wrong = [line for line in lines if any(word in line for word in WRONG)]
        if not wrong:
            return ""
        return "\n".join([self.page.url, *wrong, *(f"  {one}" for one in self.done[-LAST:])])

    def go(self) -> None:
        """One step, if what it is to begin with is there."""
        kinds = list(STEPS)
        step = self.chance.choices(kinds, weights=[STEPS[kind] for kind in kinds])[0]
        try:
            step(self)
        except Error as error:  # it went while one reached for it, or is covered
            self.done.append(f"  in vain: {error.message.splitlines()[0][:80]}")
            self.page.keyboard.press("Escape")

    def begin(self) -> None:
        """Open an address anew."""
        start = self.chance.choice(STARTS)
        self.done.append(f"open {start}")
        self.page.goto(f"{self.address}/{start}")

    def step_back(self) -> None:
        self.done.append("back")
        self.page.go_back()
        if not self.page.url.startswith(self.address):
            self.page.go_forward()

    def reload(self) -> None:
        self.done.append("reload")
        self.page.reload()

    def pick(self) -> None:
        """A box or an arrow of a picture."""
        one = self._any("g[data-box]")
        if one is not None:
            self.done.append(f"pick {one.get_attribute('data-box')}")
            one.dispatch_event("click")

    def select(self) -> None:
        """Something of a list beside a picture."""
        option = self._any("select option:not([disabled])")
        if option is not None:
            value = option.get_attribute("value") or ""
            self.done.append(f"select {value}")
            option.locator("xpath=..").select_option(value)

    def choose(self) -> None:
        """Something of a list that opens."""
        field = self._any(CHOSEN)
        if field is None:
            return
        self.done.append(f"choose under {field.get_attribute('aria-label')}")
        field.click()
        option = self._any("[role=option]")
        if option is not None:
            option.click()

    def fill(self) -> None:
        """A field, and its key."""
        field = self._any(FILLED)
        if field is not None:
            said, key = self.chance.choice(SAID), self.chance.choice(["Enter", "Control+Enter"])
            self.done.append(f"fill {field.get_attribute('aria-label')} with {said!r}, {key}")
            field.fill(said)
            field.press(key)

    def click(self) -> None:
        """Whatever else can be clicked."""
        one = self._any(CLICKED)
        if one is not None:
            self.done.append(f"click {one.inner_text()[:40]!r}")
            one.click()

    def _any(self, what: str) -> Locator | None:
        """One of the things that there are; None where there are none."""
        found = self.page.locator(what)
        many = found.count()
        return found.nth(self.chance.randrange(many)) if many else None


STEPS: Mapping[Callable[[Wanderer], None], int] = {
    Wanderer.click: 38,
    Wanderer.pick: 18,
    Wanderer.select: 10,
    Wanderer.choose: 10,
    Wanderer.fill: 8,
    Wanderer.step_back: 6,
    Wanderer.begin: 6,
    Wanderer.reload: 4,
}
"""What one does, and how often."""


def wandered(page: Page, address: str, *, seed: int, steps: int) -> str:
    """What failed on the way, which ends there; empty where nothing did."""
    page.set_default_timeout(SHORT)
    page.set_default_navigation_timeout(PATIENCE)
    wanderer = Wanderer(page, address, random.Random(seed))  # noqa: S311 - chance, not a secret
    wanderer.begin()
    for _ in range(steps):
        failure = wanderer.failed()
        if failure:
            return failure
        wanderer.go()
    return wanderer.failed()


def main(seed: int = 1, steps: int = 120, width: int = 1280, theme: Theme = "light") -> int:
    """Wander, and tell what failed."""
    with (
        serving() as address,
        started() as browser,
        window(browser, width=width, height=900, theme=theme) as opened,
    ):
        failure = wandered(opened.new_page(), address, seed=seed, steps=steps)
    print(failure or f"{steps} steps, and nothing failed")
    return 1 if failure else 0


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(one) for one in given[:3]]
    raise SystemExit(main(*numbers, **({"theme": "dark"} if given[3:] == ["dark"] else {})))
