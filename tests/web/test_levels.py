"""How much of an architecture the picture shows: by its level, and by the size of its pane."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest
from browser import settled, window
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from kgraph import api
from kgraph.web import levels
from kgraph.web.twin import Twin, one_of, twin

pytestmark = pytest.mark.slow

PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
LEVEL = "select.levels"


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with window(browser, width=1280, height=800) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    yield opened
    opened.close()


def seen(page: Page) -> set[str]:
    """The boxes and frames of the picture, once it is there."""
    page.locator("g[data-box]").first.wait_for()
    settled(page)
    found = page.locator("g[data-box]:not(.flow)")
    return set(found.evaluate_all("nodes => nodes.map(node => node.dataset.box)"))


def drawn(width: int, view: str = "overview") -> Twin:
    return twin(api.drawing(api.assemble(api.demo_brief()), view, width=width))


def ids(shown: Twin) -> set[str]:
    return {thing.id for thing in shown.things}


def many(width: int) -> int:
    """How many boxes a picture for that column has."""
    return sum(not thing.framed for thing in drawn(width).things)


def choose(page: Page, level: str) -> None:
    page.locator(LEVEL).select_option(level)


def shows(page: Page, title: str) -> None:
    expect(page.locator(".stage svg")).to_have_attribute("aria-label", re.compile(title))


def weigh(frames: list[int], socket: WebSocket) -> None:
    socket.on("framereceived", lambda frame: frames.append(len(frame)))


def test_a_level_folds_what_stands_together_and_the_address_says_so(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/design")
    whole = seen(page)
    assert whole == ids(drawn(0))
    expect(page.locator(LEVEL)).to_have_value(levels.BOXES)
    choose(page, levels.FOLDED)
    expect(page).to_have_url(re.compile("level=folded"))
    expect(page.locator("g.box[data-box]")).to_have_count(many(levels.COLUMNS[levels.MIDDLE]))
    assert seen(page) == ids(drawn(levels.COLUMNS[levels.MIDDLE]))
    page.reload()
    expect(page.locator(LEVEL)).to_have_value(levels.FOLDED)
    assert seen(page) == ids(drawn(levels.COLUMNS[levels.MIDDLE]))
    page.go_back()
    expect(page.locator(LEVEL)).to_have_value(levels.BOXES)
    assert seen(page) == whole
    page.go_forward()
    expect(page.locator(LEVEL)).to_have_value(levels.FOLDED)


def test_a_folded_box_leads_to_each_that_it_stands_for_and_these_inside(
    page: Page, address: str
) -> None:
    frames: list[int] = []
    page.on("websocket", partial(weigh, frames))
    page.goto(f"{address}/design?level=folded")
    seen(page)
    inside = page.locator(f"{LEVEL} option[value=inside]")
    expect(inside).to_be_disabled()
    frames.clear()
    page.locator("g.box[data-box]", has_text="Observability").first.dispatch_event("click")
    side = page.locator(".st-key-side")
    expect(side.get_by_text("This box stands for 7 placements")).to_be_visible()
    settled(page)
    assert sum(frames) <= 5000
    side.get_by_role("button", name="Grafana Loki", exact=True).click()
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Grafana Loki"])
    expect(page.locator("g.picked")).to_contain_text("Observability")
    expect(inside).to_be_enabled()
    choose(page, levels.INSIDE)
    shows(page, "^Inside Grafana Loki")
    expect(page).to_have_url(re.compile("view=inside(:|%3A)loki"))
    page.go_back()
    shows(page, "overview$")
    expect(page.locator(LEVEL)).to_have_value(levels.FOLDED)
    page.go_forward()
    shows(page, "^Inside Grafana Loki")
    expect(page.locator(LEVEL)).to_have_value(levels.INSIDE)
    choose(page, levels.BOXES)
    shows(page, "overview$")
    expect(page.locator(LEVEL)).to_have_value(levels.BOXES)


@pytest.mark.parametrize(
    ("query", "title", "level"),
    [
        ("level=inside&box=loki", "^Inside Grafana Loki", levels.INSIDE),
        ("level=inside&box=eu/main/loki&view=storage", "^Inside Grafana Loki", levels.INSIDE),
        ("level=folded&view=observability", "observability$", levels.FOLDED),
        ("level=inside", "overview$", levels.BOXES),
        ("level=<b>foldedd", "overview$", levels.BOXES),
    ],
)
def test_an_address_opens_at_its_level_and_what_it_cannot_is_told(
    browser: Browser, address: str, query: str, title: str, level: str
) -> None:
    with window(browser, width=1280, height=800) as fresh:
        page = fresh.new_page()
        page.goto(f"{address}/design?{query}")
        shows(page, title)
        expect(page.locator(LEVEL)).to_have_value(level)
        told = page.get_by_test_id("stToast")
        if level == levels.BOXES:
            expect(told).to_contain_text(
                "Select a box" if query == "level=inside" else "is no level"
            )
        else:
            expect(told).to_have_count(0)


def test_a_box_that_is_folded_is_found_by_its_name(page: Page, address: str) -> None:
    page.goto(f"{address}/design?level=folded&box=prometheus")
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Prometheus"])
    expect(page.locator("g.picked")).to_contain_text("Observability")
    page.get_by_role("button", name="Observability ×7", exact=True).click()
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Observability"])
    shown = drawn(levels.COLUMNS[levels.MIDDLE])
    folded = shown.thing("prometheus")
    assert folded is not None
    assert one_of(folded, "prometheus") == "eu/main/prometheus"
    assert one_of(folded, folded.id) == folded.id
    assert one_of(folded, folded.called) == ""
    assert shown.thing(folded.called) == folded


def test_a_phone_is_shown_what_is_composed_for_it_and_all_boxes_where_it_asks(
    browser: Browser, address: str
) -> None:
    frames: list[int] = []
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, user_agent=PHONE, has_touch=True, is_mobile=True
    )
    page = phone.new_page()
    page.on("websocket", partial(weigh, frames))
    page.goto(f"{address}/design")
    assert seen(page) == ids(drawn(levels.COLUMNS[levels.NARROW]))
    expect(page.locator(LEVEL)).to_have_value(levels.FOLDED)
    page.wait_for_timeout(1000)  # in which a pane of another size would have been told
    settled(page)
    frames.clear()
    page.locator('g[data-box="world/google-cloud-cdn"]').dispatch_event("click")
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Cloud CDN"])
    settled(page)
    assert sum(frames) <= 5000
    choose(page, levels.BOXES)
    expect(page.locator("g.box[data-box]")).to_have_count(many(0))
    assert seen(page) == ids(drawn(0))
    phone.close()


def test_a_window_that_grows_narrow_is_drawn_for_its_width_and_details_change_nothing(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 1920, "height": 1000})
    page.goto(f"{address}/design")
    whole = seen(page)
    page.set_viewport_size({"width": 1150, "height": 900})
    expect(page.locator("g.box[data-box]")).to_have_count(many(levels.COLUMNS[levels.MIDDLE]))
    folded = seen(page)
    assert folded == ids(drawn(levels.COLUMNS[levels.MIDDLE]))
    page.locator('g[data-box="world/google-cloud-cdn"]').dispatch_event("click")
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Cloud CDN"])
    page.wait_for_timeout(1000)
    assert seen(page) == folded
    page.set_viewport_size({"width": 1920, "height": 1000})
    expect(page.locator("g.box[data-box]")).to_have_count(many(0))
    assert seen(page) == whole


def test_a_wide_pane_is_drawn_for_once(browser: Browser, address: str) -> None:
    frames: list[int] = []
    with window(browser, width=1920, height=1080) as fresh:
        page = fresh.new_page()
        page.on("websocket", partial(weigh, frames))
        page.goto(f"{address}/design")
        seen(page)
        expect(page.locator(".kg-sub[role=status]")).to_contain_text("every rule holds")
        settled(page)
        assert frames
        frames.clear()
        page.wait_for_timeout(1500)
        assert not frames
        expect(page.locator(LEVEL)).to_have_value(levels.BOXES)


def test_a_row_is_marked_by_its_box_and_leads_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    seen(page)
    boxes = page.get_by_role("grid", name="Every box of the picture with its reasons")
    expect(boxes.locator("tbody tr")).to_have_count(len(drawn(0).things))
    expect(boxes.locator('[aria-selected="true"]')).to_have_count(0)
    page.locator('g[data-box="us/main/velero"]').dispatch_event("click")
    marked = boxes.locator('[aria-selected="true"]')
    expect(marked).to_have_attribute("data-of", "us/main/velero")
    row = boxes.locator('tr[data-of="eu/main/prometheus"]')
    row.scroll_into_view_if_needed()
    row.click()
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Prometheus"])
    expect(page.locator('g[data-box="eu/main/prometheus"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator('g[data-box="eu/main/prometheus"]')).to_be_focused()
    expect(page.locator('g[data-box="eu/main/prometheus"]')).to_be_in_viewport()
    expect(marked).to_have_attribute("data-of", "eu/main/prometheus")
    page.go_back()
    expect(marked).to_have_attribute("data-of", "us/main/velero")
    page.get_by_role("button", name="Close").click()
    expect(marked).to_have_count(0)


def test_rows_are_walked_by_the_keyboard_and_arrows_are_rows_too(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=request-path&box=world/client")
    seen(page)
    boxes = page.get_by_role("grid", name="Every box of the picture with its reasons")
    marked = boxes.locator('[aria-selected="true"]')
    expect(marked).to_have_attribute("data-of", "world/client")
    expect(boxes.locator('tbody tr[tabindex="0"]')).to_have_count(1)
    marked.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(marked).not_to_have_attribute("data-of", "world/client")
    arrows = page.get_by_role("grid", name="Every arrow of the picture")
    arrows.locator("tbody tr").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Why they are joined")).to_be_visible()
    expect(arrows.locator('[aria-selected="true"]')).to_have_count(1)
    expect(marked).to_have_count(0)


@pytest.mark.parametrize("width", [0, *levels.COLUMNS.values()])
def test_a_box_stands_for_its_like_at_a_sister_site_that_is_drawn_with_it(width: int) -> None:
    architecture = api.assemble(api.demo_brief())
    shown = drawn(width, "observability")
    here = {one for thing in shown.things for one in thing.covers if one.startswith("eu/")}
    sisters = {f"us/{one.partition('/')[2]}" for one in here} & set(architecture.placement_by_id)
    assert len(sisters) > 6
    for one in sorted(sisters):
        thing = shown.thing(one)
        assert thing is not None, one
        assert one_of(thing, one) == (one if thing.mixed else "")
