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


def length(page: Page) -> int:
    """How many steps the browser has noted."""
    found: int = page.evaluate("history.length")
    return found


def drop(page: Page, text: str) -> None:
    """Drop a file with that text where one to compare with can be opened, by no other act."""
    page.locator("[data-testid=stFileUploaderDropzone]").evaluate(
        """(zone, text) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], "brief.yaml"));
            for (const kind of ["dragenter", "dragover", "drop"]) {
                zone.dispatchEvent(new DragEvent(kind, { bubbles: true, dataTransfer }));
            }
        }""",
        text,
    )


def test_a_file_that_is_dropped_after_an_act_is_one_step_back(page: Page, address: str) -> None:
    page.goto(f"{address}/compare?with=same&to=2026-01-01")
    page.locator(".kg-title").first.wait_for()
    settled(page)
    page.get_by_role("button", name="Open a brief").click()
    page.locator("[data-testid=stFileUploaderDropzone]").wait_for()
    settled(page)
    many = length(page)
    write_day(page, "as of")
    page.wait_for_function("() => location.search.includes('from=2021-01-28')")
    settled(page)
    dated = page.url
    page.get_by_role("button", name="Open a brief").click()
    page.locator("[data-testid=stFileUploaderDropzone]").wait_for()
    drop(page, "name: Dropped\nsites: [{id: a, cloud: aws}]\n")
    page.wait_for_function("() => !location.search.includes('with=same')")
    settled(page)
    assert length(page) == many + 2
    page.go_back()
    expect(page).to_have_url(dated)


def test_two_acts_are_two_steps_back(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog")
    page.locator(".kg-title").first.wait_for()
    settled(page)
    before, many = page.url, length(page)
    write(page, "Search", "loki")
    page.wait_for_function("() => location.search.includes('find=loki')")
    settled(page)
    found = page.url
    only_retired(page)
    page.wait_for_function("() => location.search.includes('retired=retired')")
    settled(page)
    assert length(page) == many + 2
    page.go_back()
    expect(page).to_have_url(found)
    page.go_back()
    expect(page).to_have_url(before)


KEPT = "() => Object.keys(sessionStorage).some(key => key.endsWith('.trail'))"
"""Whether the page keeps the way of a brief by now."""
SAYING = """(searches) => {
    const many = history.length;
    document.body.click();
    for (const search of searches) history.pushState(history.state, "", search);
    return history.length - many;
}"""
"""Say something in the address, word after word, as runs do; how many steps the browser notes."""


@pytest.mark.parametrize(
    ("searches", "steps"),
    [
        (["?find=a", "?find=a&page=2"], 1),
        (["?find=a", "?find=b"], 2),
        (["?find=a&page=2", "?page=2", "?find=c&page=2", "?find=c"], 3),
    ],
)
def test_words_of_one_act_are_one_step_and_those_of_two_are_two(
    page: Page, address: str, searches: list[str], steps: int
) -> None:
    page.goto(f"{address}/catalog")
    page.wait_for_function(KEPT)
    settled(page)
    assert page.evaluate(SAYING, searches) == steps


def test_what_comes_once_the_app_was_at_rest_is_a_step_of_its_own(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog")
    page.wait_for_function(KEPT)
    settled(page)
    many = length(page)
    page.evaluate(SAYING, ["?find=a"])
    page.wait_for_timeout(1500)
    settled(page)
    page.evaluate("history.pushState(history.state, '', '?find=a&page=2')")
    assert length(page) == many + 2


def test_each_kind_of_act_begins_a_step_of_its_own(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog")
    page.wait_for_function(KEPT)
    settled(page)
    for kind in ("drop", "submit", "change", "keydown"):
        page.evaluate(SAYING, ["?find=a"])
        many = length(page)
        page.evaluate(
            """kind => {
                document.body.dispatchEvent(new Event(kind, { bubbles: true }));
                history.pushState(history.state, "", "?find=a&page=2");
            }""",
            kind,
        )
        assert length(page) == many + 1, kind
        page.evaluate("history.replaceState(history.state, '', '?')")
