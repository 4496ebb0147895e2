"""Journeys through what is taken away, compared and looked up, in a real browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from browser import serving, settled, window
from playwright.sync_api import Browser, Page, expect

from kgraph import api
from kgraph.web import address as packed

pytestmark = pytest.mark.slow

SHOP = "name: Shop\nsites: [{id: a, cloud: gcp}]\n"
LOKI = f"{SHOP}answers: {{logs: loki}}\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the pages are opened with, and may write."""
    file = tmp_path_factory.mktemp("own") / "shop.yaml"
    file.write_text(SHOP)
    return file


@pytest.fixture(scope="module")
def address(shop: Path) -> Iterator[str]:
    with serving("--brief", str(shop), "--write") as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, width=1280, height=900) as opened:
        page = opened.new_page()
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        yield page


def heading(page: Page) -> str:
    return page.locator(".kg-title").inner_text()


def write(page: Page, text: str) -> None:
    page.get_by_text("Text", exact=True).click()
    brief = page.get_by_role("textbox", name="The brief")
    brief.wait_for()
    page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()
    brief.fill(text)
    page.get_by_role("button", name="Take it over").click()


def test_a_file_is_opened_changed_compared_taken_away_and_saved(
    page: Page, address: str, shop: Path
) -> None:
    page.goto(f"{address}/design")
    expect(page.locator(".kg-title")).to_have_text("Shop")
    write(page, LOKI)
    expect(page.get_by_role("status").filter(has_text="Changed:")).to_contain_text("+")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Saved")).to_be_disabled()
    assert shop.read_text() == LOKI

    page.get_by_role("button", name="Take away").click()
    page.get_by_role("button", name="Make the zip").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("kgraph export . -o again")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Everything as one zip").click()
    with ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as archive:
        assert archive.read("shop/brief.yaml").decode() == LOKI
        views = len(api.views(api.assemble(LOKI)))
        assert len(archive.namelist()) == 2 * views + 6
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.locator(".kg-title")).to_have_text("Shop, before and after")
    expect(page.locator(".stHtml", has_text="logs: loki").first).to_be_visible()
    assert f"with={packed.pack(SHOP)}" in page.url
    with_address = page.url
    page.reload()
    expect(page.locator(".kg-title")).to_have_text("Shop, before and after")
    page.goto("about:blank")
    page.goto(with_address)
    page.locator('g[data-box$="grafana-loki"], g[data-box$="loki"]').first.wait_for()


def test_the_catalog_leads_from_facet_to_component_to_its_neighbours_and_back(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/catalog?find=harbor")
    page.get_by_role("button", name="Harbor", exact=True).click()
    expect(page.locator(".kg-title")).to_have_text("Harbor")
    assert "component=harbor" in page.url
    page.locator('g[data-box="postgresql"]').first.click()
    expect(page.locator(".kg-title")).to_have_text("PostgreSQL")
    page.go_back()
    expect(page.locator(".kg-title")).to_have_text("Harbor")
    page.get_by_role("button", name="All components").click()
    expect(page.locator(".kg-title")).to_have_text("Catalog")


def scrolled_down(page: Page) -> None:
    """Scroll the page's middle down, as soon as what has been opened is long enough for it."""
    settled(page)
    page.wait_for_function(
        """() => {
            const main = document.querySelector('[data-testid="stMain"]');
            main.scrollTo(0, 500);
            return main.scrollTop > 100;
        }"""
    )


def test_what_is_opened_is_read_from_its_beginning(page: Page, address: str) -> None:
    shows = {"Design": "g[data-box]", "Catalog": ".st-key-entries"}
    page.goto(f"{address}/design")
    page.locator(shows["Design"]).first.wait_for()
    for name in ("Catalog", "Design", "Catalog"):
        scrolled_down(page)
        page.get_by_role("link", name=name, exact=True).click()
        page.locator(shows[name]).first.wait_for()
        expect(page.locator(".kg-title")).to_be_in_viewport()
    scrolled_down(page)
    page.locator('[class*="st-key-entry-"] button').last.click()
    expect(page.get_by_role("button", name="All components")).to_be_in_viewport()
