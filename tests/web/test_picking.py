"""A box is picked in a picture, whenever and on whichever page that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest
from browser import settled, window
from playwright.sync_api import Browser, Page, WebSocket, WebSocketRoute, expect

from kgraph.web import address as packed

pytestmark = pytest.mark.slow

SMALL = "name: Small\nanswers: {logs: loki}\n"
BOX = "g[data-box]:not(.flow)"
LOKI = 'g[data-box="main/main/loki"]'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, width=1280, height=800) as opened:
        yield opened.new_page()


def weigh(frames: list[int], socket: WebSocket) -> None:
    socket.on("framereceived", lambda frame: frames.append(len(frame)))


class Line:
    """A line to the server on which nothing comes, from what holds a word on, until let go."""

    def __init__(self, word: bytes) -> None:
        self.word = word
        self.held: list[tuple[WebSocketRoute, str | bytes]] = []
        self.free = False

    def lead(self, near: WebSocketRoute) -> None:
        far = near.connect_to_server()
        near.on_message(far.send)
        far.on_message(partial(self.pass_on, near))

    def pass_on(self, near: WebSocketRoute, message: str | bytes) -> None:
        begins = isinstance(message, bytes) and self.word in message
        if not self.free and (self.held or begins):
            self.held.append((near, message))
        else:
            near.send(message)

    def let_go(self) -> None:
        self.free = True
        for near, message in self.held:
            near.send(message)


def test_what_is_picked_before_somebody_hears_it_is_not_lost(page: Page, address: str) -> None:
    line = Line(b"kgraph_svg_focus")
    page.route_web_socket("**/_stcore/stream", line.lead)
    page.goto(f"{address}/design?b={packed.pack(SMALL)}&view=observability")
    box = page.locator(BOX).first
    box.dispatch_event("click")
    expect(box).to_have_attribute("aria-pressed", "true")
    assert line.held
    line.let_go()
    expect(page.locator(".kg-side .kg-name")).to_be_visible()
    expect(page.locator(".picked")).to_have_count(1)


def test_a_box_and_an_arrow_of_a_comparison_say_what_they_are(page: Page, address: str) -> None:
    frames: list[int] = []
    page.on("websocket", partial(weigh, frames))
    other = packed.pack(SMALL.replace("loki", "elk"))
    page.goto(f"{address}/compare?b={packed.pack(SMALL)}&with={other}")
    page.locator(LOKI).wait_for()
    settled(page)
    side = page.locator(".st-key-side")
    for id, name, said in (
        ("main/main/loki", "Grafana Loki", "Only after"),
        ("main/main/elasticsearch", "Elasticsearch", "Only before"),
    ):
        frames.clear()
        page.locator(f'g[data-box="{id}"]').dispatch_event("click")
        expect(side.locator(".kg-name")).to_have_text([name])
        expect(side.get_by_text(said)).to_be_visible()
        settled(page)
        assert sum(frames) <= 5000
        assert id.replace("/", "%2F") in page.url
    for end in ("Loki", "Elasticsearch"):  # each is on one side alone
        frames.clear()
        page.locator(f'g.flow[aria-label*="{end}"]').first.dispatch_event("click")
        expect(side.get_by_text("Why they are joined")).to_be_visible()
        expect(side.get_by_text("Chain to the brief")).to_be_visible()
        settled(page)
        assert sum(frames) <= 5000
    side.get_by_role("button", name="Close").click()
    expect(side.locator(".kg-name")).to_have_count(0)
    expect(page.get_by_text("The fault is ours")).to_have_count(0)


def test_a_second_click_on_what_leads_elsewhere_comes_too_late_and_does_nothing(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/catalog?component=amazon-ec2")
    box = page.locator('g[data-box="amazon-cloudwatch"]').first
    box.wait_for()
    settled(page)
    for _ in range(2):
        box.dispatch_event("click")
        page.wait_for_timeout(30)  # both before the page has another picture, but not at once
    expect(page).to_have_url(re.compile("component=amazon-cloudwatch"))
    settled(page)
    expect(page.get_by_text("The fault is ours")).to_have_count(0)


def test_a_page_that_is_left_hears_nothing_of_the_next_one(page: Page, address: str) -> None:
    page.goto(f"{address}/design?b={packed.pack(SMALL)}")
    page.locator(BOX).first.wait_for()
    settled(page)
    page.get_by_role("link", name="Start", exact=True).click()
    page.get_by_role("link", name="Design", exact=True).click()
    page.locator(LOKI).dispatch_event("click")
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Grafana Loki"])
