"""What is shared opens as it was seen: in a browser that knows nothing of it."""

from __future__ import annotations

import pytest
from browser import Theme, window
from playwright.sync_api import Browser, expect

from kgraph import api
from kgraph.formats.theme import theme_named
from kgraph.web import address as packed
from kgraph.web import themes

SMALL = "name: Small\nanswers: {logs: loki}\n"


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("view=storage", None),
        ("theme=blue", None),
        ("theme=dark", "theme=dark&embed_options=dark_theme"),
        ("theme=dark&embed_options=dark_theme", None),
        ("theme=light&b=&embed_options=dark_theme", "theme=light&b=&embed_options=light_theme"),
    ],
)
def test_an_address_that_names_a_theme_is_opened_in_it(query: str, meant: str | None) -> None:
    assert themes.opened(query) == meant


@pytest.mark.slow
@pytest.mark.parametrize(("seen", "others"), [("dark", "light"), ("light", "dark")])
def test_a_shared_address_opens_as_it_was_seen(
    browser: Browser, address: str, seen: Theme, others: Theme
) -> None:
    with window(browser, width=1280, height=800, theme=seen) as mine:
        page = mine.new_page()
        page.goto(f"{address}/design?b={packed.pack(SMALL)}&view=observability")
        box = page.locator("g[data-box]:not(.flow)").first
        picked = box.get_attribute("data-box")
        box.dispatch_event("click")
        expect(page.locator(".kg-side .kg-name")).to_be_visible()
        page.get_by_role("button", name="Share").click()
        told = page.get_by_label("The address of this page")
        expect(told).not_to_have_value("")
        shared = told.input_value()
    with window(browser, width=1280, height=800, theme=others) as theirs:
        page = theirs.new_page()
        page.goto(shared)
        expect(page.locator(".kg-title")).to_have_text("Small")
        expect(page.locator('.stage svg[aria-label$=": observability"]')).to_be_visible()
        expect(page.locator(f'g[data-box="{picked}"]')).to_have_attribute("aria-pressed", "true")
        colour = theme_named(seen, where="").palette.page
        rgb = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        expect(page.locator(".stage svg rect.page").first).to_have_css("fill", f"rgb{rgb}")
        page.get_by_role("link", name="Catalog", exact=True).click()
        expect(page.locator(".kg-title")).to_have_text("Catalog")
        assert f"theme={seen}" in page.url


@pytest.mark.slow
def test_a_question_with_both_briefs_opens_in_a_new_browser(browser: Browser, address: str) -> None:
    other = packed.pack(SMALL.replace("loki", "elk"))
    query = f"example=other-answers&b={packed.pack(SMALL)}&with={other}"
    with window(browser, width=1280, height=800) as fresh:
        page = fresh.new_page()
        page.goto(f"{address}/ask?{query}")
        expect(page.get_by_role("status").filter(has_text="row")).to_have_text("1 row")
        expect(page.get_by_text("kgraph query other-answers")).to_have_count(0)
        page.get_by_text("As a link, in Python, for curl, on the command line").click()
        expect(page.get_by_label("The address of this page")).to_have_value(
            f"{address}/ask?{query}&theme=light"
        )
    assert "other-answers" in {one.id for one in api.examples()}
