"""Each change of what a page asks is a step that one can go back from, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import settled, window
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, width=1280, height=900) as opened:
        yield opened.new_page()


def asked(page: Page, name: str) -> str:
    """What the address of a page says under a name."""
    found: str = page.evaluate("name => new URL(location).searchParams.get(name) ?? ''", name)
    return found


def write(page: Page, label: str, text: str) -> None:
    """Write into a field, and leave it by Enter."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")


def turn_on(page: Page) -> None:
    """Let a query of one's own ask one's own architecture too."""
    page.get_by_text("My architecture included").click()


def second_page(page: Page) -> None:
    """Turn to the second page of the catalog."""
    page.get_by_role("button", name="Page 2", exact=True).click()


def only_retired(page: Page) -> None:
    """Show what can no longer be had, alone."""
    page.get_by_role("radio", name="retired").click()


def write_day(page: Page, label: str) -> None:
    """Write a day into a field of that label."""
    page.get_by_role("spinbutton", name=f"year, {label}", exact=True).click()
    page.keyboard.type("20210128")
    page.locator(".kg-title").first.click()  # what is typed counts when the field is left


STEPS = {
    "find": ("catalog", lambda page: write(page, "Search", "loki"), "loki"),
    "retired": ("catalog", only_retired, "retired"),
    "page": ("catalog", second_page, "2"),
    "day": ("catalog", lambda page: write_day(page, "To be had on"), "2021-01-28"),
    "mine": ("ask?q=eNoLdvVxdQ5R0FKoVrAvVrAvULDPV6hV8PH09QxRMAYAc1cHpA", turn_on, "true"),
    "from": (
        "compare?with=same&to=2026-01-01",
        lambda page: write_day(page, "as of"),
        "2021-01-28",
    ),
}
"""For each parameter of an address a page, what a visitor does there, and what it then says."""


@pytest.mark.parametrize("name", STEPS)
def test_a_change_is_one_step_back(page: Page, address: str, name: str) -> None:
    where, change, said = STEPS[name]
    page.goto(f"{address}/{where}")
    page.locator(".kg-title").first.wait_for()
    settled(page)
    before = page.url
    change(page)
    page.wait_for_function(
        "([name, said]) => new URL(location).searchParams.get(name) === said", arg=[name, said]
    )
    settled(page)
    page.go_back()
    expect(page).to_have_url(before)
    settled(page)
    assert asked(page, name) == ""
    page.go_forward()
    page.wait_for_function(
        "([name, said]) => new URL(location).searchParams.get(name) === said", arg=[name, said]
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("does=certificate-managment", "did you mean 'certificate-management'?"),
        ("retired=gone", "known are: all, retired, to be had"),
        ("day=2026-99-99", "write a day"),
    ],
)
def test_words_of_an_address_that_nothing_goes_by_are_told(
    page: Page, address: str, words: str, told: str
) -> None:
    page.goto(f"{address}/catalog?{words}")
    expect(page.get_by_text(told)).to_be_visible()


def test_a_swap_is_one_step_back(page: Page, address: str) -> None:
    page.goto(f"{address}/design?box=world/google-cloud-load-balancing")
    page.get_by_text("Chain to the brief, alternatives, risks").click()
    swap = page.locator("[class*='st-key-swap'] button").first
    swap.wait_for()
    settled(page)
    before, many = page.url, page.evaluate("history.length")
    swap.click()
    page.wait_for_function("() => new URL(location).searchParams.get('b')")
    page.wait_for_function("() => !location.href.includes('google-cloud-load-balancing')")
    settled(page)
    assert page.evaluate("history.length") == many + 1
    page.go_back()
    expect(page).to_have_url(before)
