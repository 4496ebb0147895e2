"""That the pages can be used by everybody: by the keyboard, read out, enlarged, on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import window
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from kgraph.web import address as packed

pytestmark = pytest.mark.slow

QUIET = '.stApp[data-test-script-state="notRunning"]'
CLASH = "name: Clash\nanswers: {kubernetes: managed}\nsites: [{id: a, cloud: on-premises}]\n"
SMALL = "name: Small\n"
PATHS = {
    "start": "/",
    "design": "/design",
    "selected": "/design?box=eu/main/prometheus",
    "conflict": f"/design?b={packed.pack(CLASH)}",
    "compare": f"/compare?with={packed.pack(SMALL)}",
    "catalog": "/catalog",
    "component": "/catalog?component=prometheus",
    "ask": "/ask?example=retired-since",
    "graph": "/ask?example=neighbourhood",
}
GRAVE = ("serious", "critical")
RTL = "شبكة المتجر"


@pytest.fixture(scope="module", params=["light", "dark"])
def themed(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    with window(browser, width=1280, height=900, theme=request.param) as opened:
        yield opened


def opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.locator(".kg-title").first.wait_for()
    page.locator(QUIET).wait_for()
    return page


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with window(browser, width=1280, height=900) as found:
        yield found


@pytest.mark.parametrize("name", list(PATHS))
def test_no_page_has_a_grave_fault(themed: BrowserContext, address: str, name: str) -> None:
    page = opened(themed, address + PATHS[name])
    assert faults(page) == {}
    page.close()


def faults(page: Page) -> dict[str, list[str]]:
    """The grave faults that axe-core finds."""
    found = Axe().run(page).response["violations"]
    return {one["id"]: nodes(one) for one in found if one["impact"] in GRAVE}


@pytest.mark.parametrize("opens", ["Take away", "Share"])
def test_no_drawer_has_a_grave_fault(themed: BrowserContext, address: str, opens: str) -> None:
    page = opened(themed, f"{address}/design")
    page.get_by_role("button", name=opens).click()
    page.locator('[data-testid="stPopoverBody"]').wait_for()
    page.wait_for_timeout(500)  # it comes up by and by
    assert faults(page) == {}
    page.close()


def test_tables_of_the_brief_have_no_grave_fault(themed: BrowserContext, address: str) -> None:
    page = opened(themed, f"{address}/design")
    page.get_by_role("tab", name="Sites and workloads").click()
    page.locator('[data-testid="stDataFrame"] canvas').nth(2).wait_for()
    page.locator(QUIET).wait_for()
    assert faults(page) == {}
    page.close()


def nodes(fault: dict[str, Any]) -> list[str]:
    return [node["html"][:200] for node in fault["nodes"]]


def names(page: Page, what: str) -> list[str]:
    page.locator(what).first.wait_for()
    said: list[str] = page.locator(what).evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    return said


@pytest.mark.parametrize("view", ["overview", "observability", "storage"])
def test_every_box_and_arrow_has_a_name_of_its_own(
    context: BrowserContext, address: str, view: str
) -> None:
    page = opened(context, f"{address}/design?view={view}")
    said = names(page, "g[data-box]")
    assert len(said) > 10
    assert all(said)
    assert len(set(said)) == len(said)
    page.close()


def test_two_pictures_on_a_page_have_buttons_of_different_names(
    context: BrowserContext, address: str
) -> None:
    page = opened(context, f"{address}/catalog?component=prometheus")
    expect(page.locator(".stage svg")).to_have_count(2)
    said = names(page, ".tools [aria-label], .stage")
    assert len(set(said)) == len(said)
    assert {"Zoom in, around it", "Zoom in, inside"} < set(said)
    page.close()


def test_the_keyboard_comes_to_the_picture_and_to_its_boxes(
    context: BrowserContext, address: str
) -> None:
    page = opened(context, f"{address}/design")
    page.locator("g[data-box]").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    inside = "() => document.activeElement.shadowRoot?.activeElement?.className ?? ''"
    assert page.evaluate(inside) == "stage"
    page.keyboard.press("Tab")
    focused = "() => document.activeElement.shadowRoot.activeElement.dataset.box"
    first = page.evaluate(focused)
    page.keyboard.press("Enter")
    expect(page.locator(".kg-side .kg-name")).to_be_visible()
    assert first
    page.close()


def test_what_changed_is_said_and_the_title_is_that_of_the_brief(
    context: BrowserContext, address: str
) -> None:
    page = opened(context, f"{address}/design")
    page.locator("summary", has_text="Sites").click()
    region = page.get_by_role("textbox", name="Name").first
    page.locator(QUIET).wait_for()
    region.fill(RTL)
    region.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Changed:")).to_be_visible()
    expect(page).to_have_title(re.compile(RTL))
    page.close()


@pytest.mark.parametrize("width", [390, 640, 1920])
@pytest.mark.parametrize("name", ["start", "selected", "conflict", "compare", "component", "ask"])
def test_nothing_has_to_be_scrolled_sideways(
    browser: Browser, address: str, name: str, width: int
) -> None:
    """640 pixels are what 1,280 have left where all is twice as large."""
    with window(browser, width=width, height=800) as narrow:
        page = opened(narrow, address + PATHS[name])
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        main = page.locator('[data-testid="stMain"]')
        assert main.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_names_from_right_to_left_and_with_markup_stay_as_they_are(
    context: BrowserContext, address: str
) -> None:
    text = f'name: "{RTL}"\nworkloads: [{{id: a, name: "{RTL}"}}, {{id: b, name: "<i>b&amp;"}}]\n'
    page = opened(context, f"{address}/design?b={packed.pack(text)}")
    expect(page.locator(".kg-title")).to_have_text(RTL)
    said = names(page, "g[data-box]")
    assert any(one.startswith(RTL) for one in said)
    assert any("<i>b&amp;" in one for one in said)
    page.close()


def test_two_users_are_in_different_states(browser: Browser, address: str) -> None:
    texts = [f"name: User {number}\n" for number in (1, 2)]
    with (
        window(browser, width=1280, height=800) as one,
        window(browser, width=1280, height=800) as other,
    ):
        seen = [
            opened(who, f"{address}/design?b={packed.pack(text)}")
            for who, text in zip((one, other), texts, strict=True)
        ]
        seen[0].locator('g[data-box$="/prometheus"], g[data-box]').first.dispatch_event("click")
        expect(seen[0].locator(".kg-side .kg-name")).to_be_visible()
        for number, page in enumerate(seen, start=1):
            expect(page.locator(".kg-title")).to_have_text(f"User {number}")
        expect(seen[1].locator(".kg-side")).to_have_count(0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"[1, 2", "is not YAML"),
        (b"nam: X\n", "nam"),
        (b"{}", "is no architecture"),
    ],
)
def test_a_file_that_is_no_brief_is_told(
    context: BrowserContext, address: str, content: bytes, said: str
) -> None:
    page = opened(context, address)
    name = "architecture.json" if content == b"{}" else "brief.yaml"
    file: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_role("alert").filter(has_text=said).first).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    page.close()


def test_a_brief_at_its_limits_is_shown_or_told(context: BrowserContext, address: str) -> None:
    many = ", ".join(f"{{id: w{number}, name: Workload {number}}}" for number in range(400))
    page = opened(
        context, f"{address}/design?b={packed.pack(f'name: Many{chr(10)}workloads: [{many}]')}"
    )
    expect(page.locator(".kg-title, [role=alert]").first).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_text("The fault is ours")).to_have_count(0)
    page.close()


def test_no_page_asks_another_host(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS.values():
        page.goto(address + path)
        page.locator(".kg-title").first.wait_for()
        page.locator(QUIET).wait_for()
    ours = (address, "data:", "blob:", address.replace("http", "ws"))
    assert [url for url in asked if not url.startswith(ours)] == []
    page.close()
