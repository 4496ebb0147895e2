"""Journeys through the HTML page in a real browser, offline.

Tabs, search, pan and zoom, the panel, keys, addresses, print.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import examples
import pytest
from browser import window
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from kgraph import api
from kgraph.api import reports
from kgraph.layout.choosing import draw
from kgraph.view.inside import inside

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
VIEWS = ("overview", "request-path", "observability", "delivery")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of the demo with a few views; one box has a name that is markup."""
    architecture = examples.architecture("demo")
    drawings = [examples.drawing("demo", view) for view in VIEWS]
    drawings.append(
        draw(
            inside("prometheus", api.knowledge(), architecture=architecture, day=architecture.as_of)
        )
    )
    hostile = replace(
        architecture,
        placements=tuple(
            replace(one, name=HOSTILE) if one.component == "velero" else one
            for one in architecture.placements
        ),
    )
    drawings.append(
        replace(
            api.drawing(hostile),
            view=replace(api.drawing(hostile).view, id="hostile", subtitle="Hostile · x"),
        )
    )
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(reports.page(architecture, drawings, findings=()), "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with window(browser, width=1400, height=900) as opened:
        yield opened


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Iterator[Callable[..., Page]]:
    """Opens the page at an address.

    Fails if anything is requested, any script of a name runs, or ours breaks.
    """
    wrong: list[str] = []
    opened: list[Page] = []

    def asked(url: str) -> None:
        if not url.startswith((address, "data:")):
            wrong.append(f"requested {url}")

    def visit(at: str = "") -> Page:
        page = context.new_page()
        page.on("request", lambda request: asked(request.url))
        page.on("dialog", lambda dialog: wrong.append(f"a script ran: {dialog.message}"))
        page.on("pageerror", lambda error: wrong.append(f"the script broke: {error}"))
        page.on(
            "console",
            lambda message: wrong.append(message.text) if message.type == "error" else None,
        )
        page.goto(address + at)
        opened.append(page)
        return page

    yield visit
    for page in opened:
        page.close()
    assert wrong == []


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name, exact=True)


def box(page: Page, id: str) -> Locator:
    return page.locator(f'section:not([hidden]) g[id$="-node:{id}"]')


def view_box(page: Page) -> list[float]:
    text = page.locator("section:not([hidden]) svg.kgraph").get_attribute("viewBox")
    assert text is not None
    return [float(number) for number in text.split()]


def wheel(page: Page, by: int) -> None:
    """Turn the wheel and wait until the picture has followed."""
    before = page.locator("section:not([hidden]) svg.kgraph").get_attribute("viewBox")
    page.mouse.wheel(0, by)
    page.wait_for_function(
        "v => document.querySelector('section:not([hidden]) svg.kgraph').getAttribute('viewBox') !== v",
        arg=before,
    )


def panel(page: Page) -> Locator:
    return page.locator("#panel")


def test_it_opens_with_the_first_view_and_one_tab_for_each(visit: Callable[..., Page]) -> None:
    page = visit()
    names = page.get_by_role("tab").all_inner_texts()
    assert names[:4] == ["Overview", "Request path", "Observability", "Delivery"]
    assert names[-1] == "Decision record"
    expect(tab(page, "Overview")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel")).to_have_count(1)
    expect(page).to_have_title("Overview – Web shop in two regions")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_tabs_by_mouse_by_arrow_keys_and_by_going_back(visit: Callable[..., Page]) -> None:
    page = visit()
    tab(page, "Delivery").click()
    expect(page.get_by_role("tabpanel", name="Delivery")).to_be_visible()
    assert page.url.endswith("#view=delivery")
    page.keyboard.press("ArrowLeft")
    expect(tab(page, "Observability")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Observability")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("heading", name="Alternatives considered")).to_be_attached()
    page.keyboard.press("ArrowRight")
    expect(tab(page, "Overview")).to_have_attribute("aria-selected", "true")
    page.go_back()
    page.go_back()
    expect(tab(page, "Observability")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(tab(page, "Delivery")).to_have_attribute("aria-selected", "true")


def test_a_click_on_a_box_says_why_it_is_there_and_escape_closes(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    page.keyboard.press("0")  # the whole picture: it opens at the entrance
    box(page, "eu/main/loki").click()
    expect(panel(page).get_by_role("heading", name="Grafana Loki")).to_be_visible()
    expect(panel(page)).to_contain_text("the brief asks for Loki")
    expect(panel(page)).to_contain_text("demo.yaml:17: logs: loki")
    expect(panel(page).get_by_role("link", name="Home page")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    assert page.url.endswith("#view=overview&node=eu/main/loki")
    expect(box(page, "eu/main/loki")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    page.go_back()
    expect(panel(page).get_by_role("heading", name="Grafana Loki")).to_be_visible()


def test_a_click_on_an_arrow_tells_its_flows_with_sources(visit: Callable[..., Page]) -> None:
    page = visit("#view=delivery")
    arrow = page.locator('section:not([hidden]) g[id$="world/github-actions"][id*="edge:"]').first
    arrow.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("delivery flow")
    expect(panel(page).get_by_role("heading", name="What flows")).to_be_visible()
    assert "&arrow=" in page.url
    page.reload()
    expect(panel(page)).to_contain_text("delivery flow")


def test_the_mouse_hits_an_arrow_beside_its_thin_line_and_on_its_label(
    visit: Callable[..., Page],
) -> None:
    page = visit("#view=request-path")
    spot = page.evaluate(
        """() => { const path = document.querySelector('section:not([hidden]) g.flow path.line');
        const at = path.getPointAtLength(path.getTotalLength() / 3).matrixTransform(path.getScreenCTM());
        return [at.x + 3, at.y + 3]; }"""
    )
    page.mouse.click(*spot)
    expect(panel(page)).to_contain_text(" flow")
    page.keyboard.press("Escape")
    page.locator("section:not([hidden]) text.arrow", has_text="routes to").first.click()
    expect(panel(page).get_by_role("heading", level=2)).to_contain_text("→")


def test_everything_can_be_reached_by_keyboard_and_the_focus_comes_back(
    visit: Callable[..., Page],
) -> None:
    page = visit("#view=observability")
    box(page, "eu/main/prometheus").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-name")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_hidden()
    expect(box(page, "eu/main/prometheus")).to_be_focused()
    parts = page.locator("section:not([hidden]) [data-item]:not(text)")
    assert parts.count() > 20
    for part in parts.all():
        assert part.get_attribute("tabindex") == "0"
        assert part.get_attribute("aria-label")


def test_the_panel_leads_to_connections_other_views_and_the_inside(
    visit: Callable[..., Page],
) -> None:
    page = visit("#view=observability&node=eu/main/prometheus")
    panel(page).get_by_role("link", name="Prometheus → Alertmanager").click()
    expect(panel(page)).to_contain_text("sends alerts to")
    page.go_back()
    panel(page).get_by_role("link", name="Overview", exact=True).click()
    expect(tab(page, "Overview")).to_have_attribute("aria-selected", "true")
    expect(panel(page).get_by_role("heading", name="Prometheus")).to_be_visible()
    panel(page).get_by_role("link", name="See inside Prometheus").click()
    assert page.url.endswith("#view=inside:prometheus")
    expect(panel(page)).to_be_hidden()


def test_the_runner_up_is_told_where_there_is_one(visit: Callable[..., Page]) -> None:
    page = visit("#view=observability&node=eu/main/alloy")
    expect(panel(page).get_by_role("heading", name="Runner-up")).to_be_visible()
    expect(panel(page)).to_contain_text("OpenTelemetry Collector")


def test_search_lights_up_fades_and_jumps_between_views(visit: Callable[..., Page]) -> None:
    page = visit("#view=request-path")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("github actions")
    expect(page.locator("#found")).to_contain_text("found")
    page.keyboard.press("Enter")
    expect(tab(page, "Observability")).to_have_attribute("aria-selected", "false")
    expect(page.get_by_role("tab", selected=True)).to_contain_text("Delivery")
    expect(panel(page).get_by_role("heading", name="GitHub Actions", exact=True)).to_be_visible()
    expect(box(page, "world/github-actions")).to_have_css("opacity", "1")
    expect(box(page, "world/github")).to_have_css("opacity", "0.2")
    first = page.locator("#found").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#found")).not_to_have_text(first)
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#found")).to_have_text(first)
    expect(page.locator(".tab", has_text="Decision record").locator(".hits")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(box(page, "world/github")).to_have_css("opacity", "1")
    page.get_by_role("searchbox").fill("no such thing at all")
    expect(page.locator("#found")).to_have_text("None")
    page.keyboard.press("Enter")


def test_search_finds_what_only_the_record_says(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("searchbox").fill("Decision drivers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", selected=True)).to_contain_text("Decision record")
    expect(page.locator("#section-drivers")).to_be_in_viewport()


def test_wheel_drag_buttons_and_keys_move_the_picture(visit: Callable[..., Page]) -> None:
    page = visit()
    page.keyboard.press("0")
    home = view_box(page)
    page.mouse.move(700, 500)
    before = page.evaluate(
        "() => { const s = document.querySelector('svg.kgraph[viewBox]'); return s.getScreenCTM().a; }"
    )
    wheel(page, -300)
    near = view_box(page)
    assert near[2] < home[2]
    assert page.evaluate("document.querySelector('svg.kgraph[viewBox]').getScreenCTM().a") > before
    page.mouse.down()
    page.mouse.move(600, 420, steps=4)
    page.mouse.up()
    moved = view_box(page)
    assert moved[0] > near[0]
    assert moved[1] > near[1]
    assert moved[2:] == near[2:]
    expect(panel(page)).to_be_hidden()
    page.keyboard.press("0")
    assert view_box(page) == home
    page.keyboard.press("+")
    assert view_box(page)[2] < home[2]
    page.keyboard.press("-")
    assert view_box(page)[2] == pytest.approx(home[2], rel=0.01)
    page.keyboard.press("ArrowRight")
    assert view_box(page)[0] > home[0]
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Show the whole picture").click()
    assert view_box(page) == home
    for _ in range(30):
        page.keyboard.press("+")
    assert view_box(page)[2] == pytest.approx(home[2] / 24, rel=0.01)


def test_the_point_under_the_wheel_stays_where_it_is(visit: Callable[..., Page]) -> None:
    page = visit()
    where = """([x, y]) => {
        const matrix = document.querySelector("svg.kgraph[viewBox]").getScreenCTM();
        const point = new DOMPoint(x, y).matrixTransform(matrix.inverse());
        return [point.x, point.y];
    }"""
    page.mouse.move(500, 400)
    before = page.evaluate(where, [500, 400])
    wheel(page, -240)
    assert page.evaluate(where, [500, 400]) == pytest.approx(before, abs=0.5)


def test_two_fingers_zoom(visit: Callable[..., Page], context: BrowserContext) -> None:
    page = visit()
    home = view_box(page)
    session = context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[int, int]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(at)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (600, 450), (700, 450))
    for step in range(1, 6):
        touch("touchMove", (600 - 25 * step, 450), (700 + 25 * step, 450))
    touch("touchEnd")
    assert view_box(page)[2] < home[2] * 0.7
    expect(panel(page)).to_be_hidden()


def test_steps_of_a_story_lead_to_their_arrows(visit: Callable[..., Page]) -> None:
    page = visit("#view=request-path")
    step = page.locator("section:not([hidden]) .steps a").nth(3)
    told = step.inner_text()
    step.click()
    expect(panel(page)).to_contain_text(told)
    expect(step).to_have_attribute("aria-current", "step")
    page.keyboard.press("Escape")
    expect(page.locator("[aria-current]:visible")).to_have_count(0)


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("#node=eu/main/tempo", "Overview"),
        ("#view=no-such-view&node=x", "Overview"),
        ("#view=%3Cscript%3Ealert(1)%3C/script%3E", "Overview"),
        ("#view=delivery&node=%22%5D%3Cb%3E", "Delivery"),
        ("#%E0%A4%A", "Overview"),
    ],
)
def test_any_address_opens_some_view(visit: Callable[..., Page], at: str, name: str) -> None:
    page = visit(at)
    expect(tab(page, name)).to_have_attribute("aria-selected", "true")


def test_an_address_of_a_section_scrolls_there(visit: Callable[..., Page]) -> None:
    page = visit("#view=record&section=flows")
    expect(page.locator("#section-flows")).to_be_in_viewport()
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.locator("#section-sources")).to_be_in_viewport()
    assert page.url.endswith("#view=record&section=sources")
    page.locator("article").get_by_role("link", name="Delivery", exact=True).click()
    expect(tab(page, "Delivery")).to_have_attribute("aria-selected", "true")


def test_the_theme_is_the_systems_until_the_reader_chooses(visit: Callable[..., Page]) -> None:
    page = visit()

    def ground() -> str:
        found: str = page.evaluate(
            "getComputedStyle(document.querySelector('.stage')).backgroundColor"
        )
        return found

    page.emulate_media(color_scheme="light")
    light = ground()
    card = page.locator("section:not([hidden]) rect.card").first
    expect(card).to_have_css("fill", "rgb(255, 255, 255)")
    page.emulate_media(color_scheme="dark")
    dark = ground()
    assert light != dark
    expect(card).not_to_have_css("fill", "rgb(255, 255, 255)")
    page.get_by_role("button", name="Light", exact=True).click()
    assert ground() == light
    expect(card).to_have_css("fill", "rgb(255, 255, 255)")
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Dark", exact=True).click()
    assert ground() == dark
    page.reload()
    assert ground() == dark
    page.get_by_role("button", name="Auto", exact=True).click()
    assert ground() == light


def test_names_with_markup_are_text_everywhere(visit: Callable[..., Page]) -> None:
    page = visit("#view=hostile&node=eu/main/velero")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(HOSTILE)
    page.get_by_role("searchbox").fill("onerror")
    page.keyboard.press("Enter")
    expect(page.locator("main img, #panel img")).to_have_count(0)


def test_a_narrow_window_keeps_everything_within_reach(visit: Callable[..., Page]) -> None:
    page = visit()
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box(page, "eu/main/loki").focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_in_viewport(ratio=0.9)
    within = panel(page).bounding_box()
    assert within is not None
    assert within["y"] > 250
    shown = box(page, "eu/main/loki").bounding_box()
    assert shown is not None
    assert shown["y"] + shown["height"] <= within["y"] + 1
    page.keyboard.press("Escape")
    tab(page, "Decision record").click()
    assert page.evaluate("document.querySelector('.record').scrollWidth <= innerWidth")


def test_print_shows_every_picture_whole_and_the_record(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit("#view=observability&node=eu/main/prometheus")
    page.get_by_role("button", name="Dark", exact=True).click()
    page.get_by_role("button", name="Zoom in").click()
    zoomed = view_box(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("section.view:visible").count() == len(VIEWS) + 3
    expect(page.locator("header.top")).to_be_hidden()
    expect(panel(page)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(15, 23, 42)"
    assert view_box(page) != zoomed
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert view_box(page) == zoomed
    page.get_by_role("button", name="Auto", exact=True).click()
    page.emulate_media(media="print")
    printed = PdfReader(io.BytesIO(page.pdf(path=tmp_path / "page.pdf")))
    words = [one.extract_text() for one in printed.pages]
    record = next(n for n, said in enumerate(words) if "Context and problem" in said)
    assert record <= len(VIEWS) + 2, "no picture takes more than a page"
    assert len(words) - record <= 9


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (390, 844)])
def test_each_view_opens_with_letters_that_can_be_read(
    visit: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = visit()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.reload()
    for name in page.get_by_role("tab").all_inner_texts()[:4]:
        tab(page, name).click()
        shown = page.evaluate(
            """() => {
                const svg = document.querySelector("section:not([hidden]) svg.kgraph");
                const size = one => parseFloat(getComputedStyle(one).fontSize);
                const sizes = [...svg.querySelectorAll("text")].map(size);
                return Math.min(...sizes) * svg.getScreenCTM().a;
            }"""
        )
        assert shown >= 9.99
    tab(page, "Overview").click()
    expect(box(page, "world/client")).to_be_in_viewport()


def test_boxes_are_called_as_they_are_read(visit: Callable[..., Page]) -> None:
    page = visit()
    named = page.evaluate(
        """() => [...document.querySelectorAll("svg.kgraph g.box")].map(one => {
            const read = [...one.querySelectorAll("text:not([aria-hidden])")];
            return [one.getAttribute("aria-label"), read.map(text => text.textContent).join(" ")];
        })"""
    )
    assert len(named) > 100
    for name, read in named:
        assert name.replace(",", "") == read.replace(",", "")


def test_without_scripts_it_can_still_be_read(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.goto(address)
    assert page.locator("section.view:visible").count() == len(VIEWS) + 3
    expect(page.locator("html.js")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.close()
