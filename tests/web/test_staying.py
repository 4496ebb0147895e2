"""What a visitor has done to a picture stays when another one of the same view takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browser import settled, window
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, width=1280, height=900) as opened:
        yield opened.new_page()


def seen(page: Page) -> str:
    """The part of the picture that is seen."""
    return page.locator(".stage > svg").get_attribute("viewBox") or ""


def rename(page: Page, name: str) -> None:
    """Give the brief another name, and wait for its picture."""
    field = page.get_by_role("textbox", name="Name").first
    field.fill(name)
    field.press("Enter")
    expect(page.locator(".stage text.title", has_text=name)).to_have_count(1)
    settled(page)


def test_search_layer_and_place_outlive_a_change_of_the_brief(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=observability")
    page.locator("g[data-box]").first.wait_for()
    settled(page)
    page.get_by_label("Connections").select_option("telemetry")
    page.get_by_label("Find in the picture").fill("grafana")
    found = page.locator("g.found").count()
    assert found
    page.get_by_role("button", name="Zoom out").click()
    before = seen(page)
    rename(page, "Another shop")
    assert seen(page) == before
    expect(page.get_by_label("Connections")).to_have_value("telemetry")
    expect(page.locator("g.flow.hidden").first).to_be_attached()
    expect(page.locator("g.found")).to_have_count(found)
    expect(page.locator("g.faded").first).to_be_attached()


def test_another_view_opens_where_it_begins(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=storage")
    page.locator("g[data-box]").first.wait_for()
    settled(page)
    page.get_by_role("button", name="Zoom in").click()
    moved = seen(page)
    page.get_by_text("Storage and backup", exact=True).first.wait_for()
    page.get_by_role("button", name="Observability", exact=True).first.click()
    expect(page).to_have_url(re.compile("view=observability"))
    settled(page)
    assert seen(page) != moved


def test_the_inside_of_another_component_opens_where_it_begins(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog?component=loki")
    inside = page.locator('.stage[aria-label$=", inside"] > svg')
    fresh = inside.get_attribute("viewBox")
    page.goto(f"{address}/catalog?component=prometheus")
    settled(page)
    page.get_by_role("button", name="Zoom in, inside").click()
    field = page.get_by_role("combobox", name="Component")
    field.click()
    page.keyboard.type("Grafana Loki")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("component=loki"))
    settled(page)
    expect(inside).to_have_attribute("viewBox", fresh or "")


def test_the_walk_along_the_steps_ends_before_the_first_and_with_escape(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/design?view=request-path")
    page.locator("g[data-box]").first.wait_for()
    settled(page)
    picture, walk = page.locator(".stage > svg"), page.locator(".walk .told")
    on, back = (page.get_by_role("button", name=name) for name in ("Next step", "Step before"))
    on.click()
    expect(picture).to_have_class(re.compile("picking"))
    back.click()
    expect(picture).not_to_have_class(re.compile("picking"))
    expect(walk).to_have_text("Walk along the steps")
    on.click()
    page.locator(".stage").press("Escape")
    expect(picture).not_to_have_class(re.compile("picking"))
    on.press("Enter")
    place = on.bounding_box()
    height = page.locator(".tools").evaluate("node => node.clientHeight")
    for _ in range(5):
        on.press("Enter")
        assert on.bounding_box() == place
        assert page.locator(".tools").evaluate("node => node.clientHeight") == height
    on.press("Escape")
    expect(picture).not_to_have_class(re.compile("picking"))


INSIDE = """stage => {
    const node = stage.getRootNode().activeElement;
    const target = node.querySelector(".card, path.line, rect").getBoundingClientRect();
    const [frame, seen] = [stage.getBoundingClientRect(), node.matches(":focus-visible")];
    const [top, bottom] = [Math.max(frame.top, 0), Math.min(frame.bottom, innerHeight)];
    const across = target.left < frame.right && target.right > frame.left;
    return seen && across && target.top < bottom && target.bottom > top;
}"""
"""Whether what has the focus is seen, and that it has it."""


def test_what_tab_comes_to_in_the_picture_is_seen(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    page.locator("g[data-box]").first.wait_for()
    settled(page)
    page.get_by_role("button", name="Readable size").click()
    page.locator(".stage").focus()
    before = seen(page)
    for _ in range(page.locator("g[data-box]").count()):
        page.keyboard.press("Tab")
        assert page.locator(".stage").evaluate(INSIDE)
    assert seen(page) != before


def test_what_is_picked_is_told_on_the_full_screen_too(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=observability")
    page.locator("g[data-box]").first.wait_for()
    settled(page)
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement !== null")
    page.locator('g[data-box="eu/main/loki"]').dispatch_event("click")
    name = page.locator(".kg-side .kg-name")
    expect(name).to_be_visible()
    assert page.evaluate("document.fullscreenElement.contains(document.querySelector('.kg-side'))")
    page.evaluate("document.exitFullscreen()")


def test_a_picked_box_near_an_edge_leaves_nothing_empty(page: Page, address: str) -> None:
    page.goto(f"{address}/design?box=argo-cd")
    page.locator('g[data-box][aria-pressed="true"]').wait_for()
    settled(page)
    x, y, *_ = map(float, seen(page).split())
    assert min(x, y) >= 0


def test_the_address_that_is_shared_names_the_example_too(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    page.locator("g[data-box]").first.wait_for()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_label("The address of this page")).to_have_value(re.compile(r"[?&]b=\w"))


@pytest.mark.parametrize(
    ("box", "near"),
    [
        ("eu/main/argo-cd", "reads the desired state from"),
        ("world/github", "builds changes from"),
        ("eu/main/prometheus", "scrapes"),
        ("us/main/shop", "routes to"),
    ],
)
def test_the_arrows_of_a_picked_box_stay_and_others_fade(
    page: Page, address: str, box: str, near: str
) -> None:
    page.goto(f"{address}/design?box={box}")
    page.locator('g[data-box][aria-pressed="true"]').wait_for()
    settled(page)
    flows = page.locator("g.flow")
    stays = page.locator("g.flow.near")
    assert any(near in one for one in stays.all_text_contents())
    assert 0 < stays.count() < flows.count()
    expect(page.locator(".stage > svg")).to_have_class(re.compile("picking"))
