"""What is written holds where the field is left by pressing something, in a real browser.

A press takes a moment: the field is left when it begins, and the button is clicked when it ends.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import settled, window
from playwright.sync_api import Browser, Locator, Page, expect

from kgraph.web.parts.held import Waiting
from kgraph.web.parts.held import settled as held

PRESS = 60
"""So many milliseconds a button is held down."""
QUERY = "SELECT ?one (COUNT(?said) AS ?many) { ?one a o:Component ; ?way ?said } GROUP BY ?one"
NEW = "Written in a hurry"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, width=1280, height=900) as opened:
        yield opened.new_page()


def press(button: Locator) -> None:
    """Press a button as a hand does."""
    button.click(delay=PRESS)


@pytest.mark.slow
def test_a_query_is_asked_that_is_left_by_pressing_the_button(page: Page, address: str) -> None:
    page.goto(f"{address}/ask")
    settled(page)
    query = page.get_by_role("textbox", name="Query")
    query.fill(QUERY)
    press(page.get_by_role("button", name="Ask", exact=True))
    expect(page.get_by_role("status").filter(has_text="rows")).to_be_visible()
    settled(page)
    expect(query).to_have_value(QUERY)


@pytest.mark.slow
def test_a_name_holds_that_is_left_by_pressing_another_view(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    settled(page)
    usual = page.locator(".kg-title").inner_text()
    page.get_by_role("textbox", name="Name").fill(NEW)
    press(page.get_by_role("radio", name="Request path"))
    expect(page.get_by_text("Which way does a request take").first).to_be_visible()
    settled(page)
    expect(page.locator(".kg-title")).to_have_text(NEW)
    press(page.get_by_role("button", name="Undo"))
    expect(page.locator(".kg-title")).to_have_text(usual)
    press(page.get_by_role("button", name="Redo"))
    expect(page.locator(".kg-title")).to_have_text(NEW)


def test_a_value_that_was_never_there_before_is_told_by_the_visitor() -> None:
    assert held(Waiting(("old", "new"), sent=True), "other") == (None, "other")


def test_old_values_do_not_count_until_the_new_one_has_come_back() -> None:
    waiting, value = held(Waiting(("old", "between", "new")), "new")
    assert (waiting, value) == (Waiting(("old", "between", "new"), sent=True), "new")
    assert held(waiting, "between") == (waiting, "new")
    assert held(waiting, "new") == (None, "new")
