"""The pages on a telephone: fingers, one row of buttons, details as a sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import PATIENCE, serving
from playwright.sync_api import Browser, CDPSession, Page, expect

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 390, 844
Point = tuple[float, float]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with serving() as address:
        phone = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True
        )
        phone.set_default_timeout(PATIENCE)
        opened = phone.new_page()
        opened.goto(f"{address}/design?level=boxes")
        opened.locator("g[data-box]").first.wait_for()
        opened.locator('.stApp[data-test-script-state="notRunning"]').wait_for()
        yield opened
        phone.close()


def test_the_picture_opens_with_its_whole_title_or_without_it(page: Page) -> None:
    stage = page.locator(".stage").bounding_box()
    title = page.locator(".stage svg text.title").first.bounding_box()
    assert stage is not None
    assert title is not None
    is_above = title["y"] + title["height"] <= stage["y"] + 1
    assert is_above or (title["x"] >= stage["x"] and title["y"] >= stage["y"])
    entrance = page.locator('.stage g[data-box$="client"]').first.bounding_box()
    assert entrance is not None
    assert entrance["y"] >= stage["y"]
    assert entrance["x"] >= stage["x"]


def drag(page: Page, fingers: list[Point], by: float) -> None:
    """Draw so many fingers upwards."""
    session: CDPSession = page.context.new_cdp_session(page)

    def touch(kind: str, moved: float, points: list[Point]) -> None:
        told = [{"x": x, "y": y - moved, "id": id} for id, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", 0, fingers)
    for step in range(1, 11):
        touch("touchMove", by * step / 10, fingers)
        page.wait_for_timeout(16)
    touch("touchEnd", 0, [])
    page.wait_for_timeout(300)


def scrolled(page: Page) -> float:
    found: float = page.locator('[data-testid="stMain"]').evaluate("node => node.scrollTop")
    return found


def box_seen(page: Page) -> str | None:
    return page.locator(".stage svg").get_attribute("viewBox")


def middle(page: Page) -> Point:
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    return stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2


def test_one_finger_scrolls_the_page_and_two_move_the_picture(page: Page) -> None:
    seen, before = box_seen(page), scrolled(page)
    drag(page, [middle(page)], 150)
    assert box_seen(page) == seen
    assert scrolled(page) > before
    x, y = middle(page)
    before = scrolled(page)
    drag(page, [(x - 30, y), (x + 30, y)], 100)
    assert box_seen(page) != seen
    assert scrolled(page) == before


def test_the_bar_is_one_row(page: Page) -> None:
    buttons = page.locator(".st-key-bar button")
    tops = {round(one.bounding_box()["y"]) for one in buttons.all()}  # type: ignore[index]
    assert buttons.count() >= 4
    assert len(tops) == 1


def test_details_come_up_as_a_sheet_that_leaves_what_is_picked_in_sight(page: Page) -> None:
    picked = page.locator('g[data-box="us/main/prometheus"]')
    picked.dispatch_event("click")
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Prometheus"])
    page.wait_for_timeout(300)
    sheet, box = page.locator(".st-key-side").bounding_box(), picked.bounding_box()
    assert sheet is not None
    assert box is not None
    assert (sheet["x"], sheet["width"]) == (0, WIDTH)
    assert sheet["y"] + sheet["height"] == HEIGHT
    assert box["y"] + box["height"] < sheet["y"]
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".kg-side")).to_have_count(0)
