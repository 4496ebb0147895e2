"""Journeys through the pages in a real browser."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from browser import settled, unfold, window
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect
from streamed import HOSTILE

from kgraph import api
from kgraph.formats.theme import theme_named
from kgraph.web import address as packed
from kgraph.web.twin import twin

pytestmark = pytest.mark.slow

SMALLEST = """text => Math.min(...[...text.ownerSVGElement.querySelectorAll("text")].map(
    one => parseFloat(getComputedStyle(one).fontSize))) * text.ownerSVGElement.getScreenCTM().a"""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with window(browser, width=1600, height=1000) as opened:
        yield opened


@pytest.fixture
def browser_in_the_dark(context: BrowserContext) -> Iterator[Page]:
    """A page whose reader's system is dark."""
    opened = context.new_page()
    opened.emulate_media(color_scheme="dark")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    opened.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    yield opened
    opened.close()


def boxes(page: Page) -> list[str]:
    found = page.locator("g[data-box]:not(.flow)")
    found.first.wait_for()
    settled(page)  # there may be a second picture
    return sorted(found.evaluate_all("nodes => nodes.map(node => node.dataset.box)"))


def pick(page: Page, box: str) -> None:
    """Click a box, wherever in the picture it is."""
    page.locator("g[data-box]").first.wait_for()
    page.get_by_role("button", name="Fit the whole picture").click()
    page.locator(f'g[data-box="{box}"]').click()


def write_brief(page: Page, text: str) -> None:
    page.get_by_text("Text", exact=True).click()
    brief = page.get_by_role("textbox", name="The brief")
    brief.wait_for()
    settled(page)  # what is typed before would be lost
    brief.fill(text)
    page.get_by_role("button", name="Take it over").click()


def download(page: Page, file: str) -> tuple[str, bytes]:
    """Take a file away: of the chosen view (``view-svg``) or of the whole (``whole-ttl``)."""
    settled(page)  # what is said anew has other addresses for its files
    page.get_by_role("tab", name="Take away").click()
    page.wait_for_timeout(300)  # to open it is told to the server, which says the files anew
    settled(page)
    with page.expect_download() as waiting:
        page.locator(f".st-key-file-{file} button").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def choose(page: Page, view: str) -> None:
    """Choose a view by its label, and wait for its picture."""
    page.locator(".st-key-view-row button", has_text=view).click()
    page.locator(f'.stage svg[aria-label$=": {view.lower()}"]').wait_for()


def fill(page: Page, selector: str) -> str:
    """The colour in which the browser fills something of the picture."""
    page.locator(f".stage svg {selector}").first.wait_for()
    found: str = page.locator(f".stage svg {selector}").first.evaluate(
        "node => getComputedStyle(node).fill"
    )
    return found


def test_an_answer_redraws_the_picture_and_says_what_changed(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    before = boxes(page)
    page.locator("summary", has_text="CI/CD").click()
    answer = page.get_by_role("combobox", name=re.compile("How does a new image reach the cluster"))
    answer.wait_for()
    settled(page)
    unfold(answer)
    answer.press_sequentially("by the")
    page.get_by_role("option", name="by the pipeline", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="Changed:")).to_contain_text("−")
    changed = api.demo_brief().replace("deployment: gitops", "deployment: by-pipeline")
    seen = {thing.id for thing in twin(api.drawing(api.assemble(changed))).things}
    expect(page.locator(f'g[data-box="{min({*before} - seen)}"]')).to_have_count(0)
    assert set(boxes(page)) == seen != set(before)


def test_a_click_and_the_keyboard_pick_a_box_and_the_address_names_it(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/design")
    assert "eu/main/prometheus" in boxes(page)
    pick(page, "eu/main/prometheus")
    expect(page.locator(".kg-def", has_text=api.component("prometheus").definition)).to_be_visible()
    expect(page).to_have_url(re.compile("box=eu(/|%2F)main(/|%2F)prometheus"))
    expect(page.locator('g[data-box="eu/main/prometheus"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator('g[data-box="eu/main/velero"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kg-def", has_text=api.component("velero").definition)).to_be_visible()
    page.go_back()
    expect(page.locator(".kg-def", has_text=api.component("prometheus").definition)).to_be_visible()


def test_the_picture_zooms_and_fits_again(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    boxes(page)
    picture = page.locator(".stage svg")
    page.get_by_role("button", name="Fit the whole picture").click()
    whole = [float(n) for n in (picture.get_attribute("viewBox") or "").split()]
    page.get_by_role("button", name="Zoom in").click()
    expect(picture).to_have_attribute("viewBox", re.compile(rf" {whole[2] * 0.8:.2f} "))
    page.get_by_role("button", name="Fit the whole picture").click()
    expect(picture).to_have_attribute("viewBox", " ".join(f"{n:.2f}" for n in whole))


FROM_ITS_PANE = """(thing) => {
    const pane = thing.closest(".stage").getBoundingClientRect();
    const own = thing.getBoundingClientRect();
    return [own.x - pane.x, own.y - pane.y];
}"""


def place_in(page: Page, selector: str) -> tuple[float, float]:
    """How far right of the pane of the picture and below its top something begins, in pixels.

    Both are asked at once: between two questions the page may move.
    """
    across, down = page.locator(selector).evaluate(FROM_ITS_PANE)
    return across, down


def test_a_picture_larger_than_its_pane_opens_where_it_begins(
    browser: Browser, address: str
) -> None:
    with window(browser, width=1280, height=900) as opened:
        page = opened.new_page()
        page.goto(f"{address}/design")
        boxes(page)
        entrance, heading = 'g[data-box="world/client"]', ".stage svg text >> nth=0"
        expect(page.locator(entrance)).to_be_in_viewport(ratio=1)
        left, top = place_in(page, heading)
        assert left > 0
        assert top > 0
        page.set_viewport_size({"width": 1280, "height": 1500})
        page.wait_for_timeout(500)
        assert place_in(page, heading) == pytest.approx((left, top), abs=2)


def test_a_view_is_chosen_and_the_address_names_it(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    whole = boxes(page)
    choose(page, "Observability")
    expect(page).to_have_url(re.compile("view=observability"))
    expect(page.locator('g[data-box="world/client"]')).to_have_count(0)
    seen = {
        thing.id
        for thing in twin(api.drawing(api.assemble(api.demo_brief()), "observability")).things
    }
    assert set(boxes(page)) == seen != set(whole)
    choose(page, "Overview")
    assert boxes(page) == whole


def test_an_address_names_a_view_by_its_id_and_a_box(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=storage&box=us/main/loki")
    boxes(page)
    expect(page.locator('g[data-box="us/main/loki"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator('g[data-box="us/main/loki"]')).to_be_in_viewport()
    expect(page.locator(".kg-def", has_text=api.component("loki").definition)).to_be_visible()
    expect(page).to_have_url(re.compile(r"view=storage&box=us(/|%2F)main(/|%2F)loki"))


def test_an_address_of_a_box_at_a_place_that_is_drawn_once_leads_to_its_like(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/design?view=observability&box=us/main/loki")
    boxes(page)
    expect(page.locator('g[data-box="eu/main/loki"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator('g[data-box="eu/main/loki"]')).to_be_in_viewport()
    expect(page.locator(".kg-def", has_text=api.component("loki").definition)).to_be_visible()
    expect(page.get_by_text("is not in this picture")).to_have_count(0)


def test_the_same_box_can_be_picked_again(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=storage")
    velero = page.locator('g[data-box="eu/main/velero"]')
    for _ in range(2):
        pick(page, "eu/main/velero")
        expect(page).to_have_url(re.compile("box=eu(/|%2F)main(/|%2F)velero"))
        page.go_back()
        expect(page).not_to_have_url(re.compile("box="))
        expect(velero).to_have_attribute("aria-pressed", "false")


def test_a_box_that_stands_for_several_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=inside:loki")
    pick(page, "eu/main/alloy")
    expect(page.get_by_text("This box stands for 2 placements: eu/main, us/main")).to_be_visible()
    pick(page, "loki#ingester")
    expect(page.locator(".kg-def", has_text="Builds chunks in memory")).to_be_visible()


def test_the_request_path_is_told_step_by_step_and_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=request-path")
    boxes(page)
    steps = api.drawing(api.assemble(api.demo_brief()), "request-path").view.steps
    expect(page.locator(".kg-steps li")).to_have_text(list(steps))
    page.get_by_role("button", name="Storage and backup").click()
    expect(page).to_have_url(re.compile("view=storage"))
    expect(page.locator(".kg-steps")).to_have_count(0)
    page.go_back()
    expect(page.locator(".kg-steps li")).to_have_count(len(steps))


def test_a_dark_page_has_a_dark_picture(browser_in_the_dark: Page, address: str) -> None:
    page = browser_in_the_dark
    page.goto(f"{address}/design?view=delivery")
    assert fill(page, "rect.page") == rgb(theme_named("dark", where="").palette.page)
    page.goto(f"{address}/catalog?component=harbor")
    assert fill(page, "rect.page") == rgb(theme_named("dark", where="").palette.page)


def test_a_light_page_has_a_light_picture_until_it_turns_dark(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=delivery")
    assert fill(page, "rect.page") == rgb(theme_named("light", where="").palette.page)
    page.emulate_media(color_scheme="dark")
    dark = rgb(theme_named("dark", where="").palette.page)
    expect(page.locator(".stage svg rect.page").first).to_have_css("fill", dark)


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_downloads_hold_what_is_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=delivery")
    shown = boxes(page)
    for kind, start in {
        "png": b"\x89PNG\r\n",
        "pdf": b"%PDF-",
        "drawio": b"<mxfile",
        "mmd": b"",
        "d2": b"",
        "dot": b"digraph",
        "dsl": b"workspace",
        "graphml": b"<?xml",
        "json": b"{",
    }.items():
        name, content = download(page, f"view-{kind}")
        assert name.endswith(f"-delivery.{kind}")
        assert start in content[:2000]
        assert content == api.draw(
            api.assemble(api.demo_brief()), view="delivery", format=kind
        ) or kind in (
            "png",
            "pdf",
        )
    name, svg = download(page, "view-svg")
    ids = {node.get("id", "").partition(":")[2] for node in ET.fromstring(svg).iter(f"{SVG}g")}
    assert name.endswith("-delivery.svg")
    assert set(shown) <= ids


def test_downloads_of_the_whole(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    shown = boxes(page)
    _, found = download(page, "whole-json")
    assert set(shown) <= {placement["id"] for placement in json.loads(found)["placements"]}
    _, turtle = download(page, "whole-ttl")
    assert b"@prefix" in turtle
    _, brief = download(page, "whole-yaml")
    assert api.read_brief(brief.decode()) == api.read_brief(api.demo_brief())
    _, record = download(page, "whole-md")
    assert record.decode().lstrip().startswith(("#", "---"))
    name, html = download(page, "whole-html")
    assert name.endswith(".html")
    for view in api.views(api.assemble(api.demo_brief())):
        assert view.label in html.decode()


def test_markup_in_names_stays_text(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    boxes(page)
    write_brief(page, f'name: "{HOSTILE}"\nworkloads: [{{id: a, name: "{HOSTILE}"}}]\n')
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(page.locator(".stage svg text", has_text="<script>alert(1)").first).to_be_visible()
    assert page.locator(".stage script, .stage b, .stHtml script, .stHtml b").count() == 0
    _, svg = download(page, "view-svg")
    root = ET.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert any(HOSTILE in (node.text or "") for node in root.iter(f"{SVG}text"))


def test_a_brief_that_cannot_be_met_is_relaxed_with_a_button(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    boxes(page)
    write_brief(
        page, "name: X\nanswers:\n  kubernetes: managed\nsites:\n- {id: a, cloud: on-premises}\n"
    )
    expect(page.get_by_text("No architecture can meet all of these together")).to_be_visible()
    page.get_by_role("button", name="Take it back").first.click()
    expect(page.locator('g[data-box^="a/main/"]').first).to_be_visible()


def test_a_link_into_the_catalog_opens_the_component(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog?component=harbor")
    expect(page.locator(".kg-def", has_text=api.component("harbor").definition)).to_be_visible()
    page.goto(f"{address}/catalog?component=<script>alert(1)</script>")
    expect(page.locator(".kg-title")).to_have_text("Catalog")


def test_the_inside_of_a_component_leads_to_its_neighbours(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog?component=prometheus")
    assert {"alertmanager", "grafana"} <= set(boxes(page)) <= set(api.knowledge().components)
    page.get_by_role("button", name="Fit the whole picture").last.click()
    page.locator('g[data-box="grafana"]').last.click()
    expect(page.locator(".kg-def", has_text=api.component("grafana").definition)).to_be_visible()
    expect(page).to_have_url(re.compile("component=grafana"))
    expect(page.get_by_role("heading", name="Inside")).to_have_count(0)


def test_an_example_runs_and_a_service_query_is_refused(page: Page, address: str) -> None:
    page.goto(f"{address}/ask?example=retired-since")
    query = page.get_by_role("textbox", name="Query")
    expect(query).to_have_value(
        next(one.text for one in api.examples() if one.id == "retired-since")
    )
    expect(page.get_by_text("rows")).to_be_visible()  # it is asked by its address alone
    settled(page)  # what is typed before would be lost
    query.fill("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    query.press("Control+Enter")
    expect(page.get_by_text("The query was not run.")).to_contain_text("asks another server")


def test_a_wish_that_clashes_is_taken_back_and_nothing_breaks(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    before = boxes(page)
    page.locator("summary", has_text="Wishes").click()
    settled(page)
    unfold(page.get_by_role("combobox", name="Use: add"))
    page.keyboard.type("Amazon Managed Grafana")
    page.get_by_role("option", name="Amazon Managed Grafana").first.click()
    expect(page.get_by_text("As of before")).to_be_visible()
    assert boxes(page) == before  # the last good picture stays
    page.get_by_role("button", name=re.compile("Take it back.*amazon-managed-grafana")).click()
    expect(page.get_by_text("No architecture can meet")).to_have_count(0)
    expect(page.locator("g[data-box]:not(.flow)")).to_have_count(len(before))
    assert boxes(page) == before
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_a_fix_is_taken_by_its_button(page: Page, address: str) -> None:
    word = packed.pack(
        "name: X\nanswers: {kubernetes: managed}\nsites: [{id: a, cloud: on-premises}]\n"
    )
    page.goto(f"{address}/design?b={word}")
    page.get_by_role(
        "button", name=re.compile("the provider where it can.*→ 20 placements")
    ).first.click()
    expect(page.locator('g[data-box^="a/main/"]').first).to_be_visible()


def test_a_brief_outlives_a_reload_and_goes_back_and_forward(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    boxes(page)
    name = page.get_by_role("textbox", name="Name").first
    settled(page)
    name.fill("Renamed")
    name.press("Enter")
    heading = page.locator(".kg-title")
    expect(heading).to_have_text("Renamed")
    expect(page).to_have_title(re.compile("Renamed"))
    expect(page).to_have_url(re.compile("b="))
    page.reload()
    expect(heading).to_have_text("Renamed")
    page.go_back()
    expect(heading).to_have_text(api.read_brief(api.demo_brief()).name)
    page.go_forward()
    expect(heading).to_have_text("Renamed")
    page.get_by_role("link", name="Catalog").click()
    page.get_by_role("link", name="Design").click()
    expect(heading).to_have_text("Renamed")


def test_an_address_opens_the_same_in_a_new_browser(browser: Browser, address: str) -> None:
    word = packed.pack("name: Sent by a friend\n")
    with window(browser, width=1280, height=800) as fresh:
        opened = fresh.new_page()
        opened.goto(f"{address}/design?b={word}&view=observability")
        expect(opened.locator(".kg-title")).to_have_text("Sent by a friend")
        expect(opened.locator('.stage svg[aria-label$=": observability"]')).to_be_visible()


@pytest.mark.parametrize(
    "query",
    ["b=x", "b=~" + "0" * 32, f"b={'A' * 9000}", "view=<script>", "box=<b>x", "theme=<b>x"],
)
def test_a_hostile_address_is_told_and_the_page_stands(
    page: Page, address: str, query: str
) -> None:
    page.goto(f"{address}/design?{query}")
    said = re.compile(
        "The address holds|does not keep|is not there|is not in this picture|is no theme"
    )
    told = page.locator('[data-testid="stAlert"], [data-testid="stToast"]').filter(has_text=said)
    expect(told.first).to_be_visible()
    boxes(page)
    expect(page.get_by_text("Traceback")).to_have_count(0)


@pytest.mark.parametrize(
    ("width", "picked"),
    [
        (390, ("eu/main/gke", "world/google-cloud-cdn")),
        (1280, ("eu/main/gke", "eu/main/prometheus")),
        (1920, ("eu/main/gke", "eu/main/prometheus")),
    ],
)
def test_letters_are_readable_and_a_click_costs_little(
    browser: Browser, address: str, width: int, picked: tuple[str, ...]
) -> None:
    frames: list[int] = []
    sent: list[int] = []
    with window(browser, width=width, height=900) as fresh:
        opened = fresh.new_page()
        opened.on("websocket", partial(_weigh, frames, sent))
        opened.goto(f"{address}/design")
        boxes(opened)
        settled(opened)
        for _ in range(3):  # the picture is laid into the room that it has, which the page tells
            opened.wait_for_timeout(500)
            settled(opened)
        assert opened.locator(".stage svg text").first.evaluate(SMALLEST) >= 10.9
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for box in picked:
            frames.clear()
            sent.clear()
            opened.locator(f'g[data-box="{box}"]').dispatch_event("click")
            name = api.component(box.rpartition("/")[2]).name
            expect(opened.locator(".kg-side .kg-name")).to_have_text([name])
            settled(opened)
            opened.locator(".kg-side .kg-name").click(trial=True)  # nothing lies over it
            assert sum(frames) <= 5000
            assert sum(sent) <= 1500
        assert opened.locator(".stage").evaluate("node => node.clientWidth / innerWidth") >= 0.6


def _weigh(received: list[int], sent: list[int], socket: WebSocket) -> None:
    socket.on("framereceived", lambda frame: received.append(len(frame)))
    socket.on("framesent", lambda frame: sent.append(len(frame)))


def test_the_search_marks_and_fades_and_steps_are_walked(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=request-path")
    boxes(page)
    search = page.get_by_role("searchbox", name="Find in the picture")
    search.fill("dns")
    expect(page.locator('g.found[data-box="world/google-cloud-dns"]')).to_have_count(1)
    assert page.locator("g.faded").count() > 3
    search.fill("")
    expect(page.locator("g.faded")).to_have_count(0)
    page.get_by_role("button", name="Next step").click()
    expect(page.locator(".told")).to_contain_text("Step 1 of")


def test_the_search_leads_to_what_is_called_so_wherever_it_is(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/design")
    boxes(page)
    settled(page)
    meant = page.locator('g[data-box="eu/main/loki"], g[data-box="us/main/loki"]')
    expect(meant.first).not_to_be_in_viewport()
    search = page.get_by_role("searchbox", name="Find in the picture")
    search.fill("loki")
    expect(meant.first).to_be_in_viewport()
    search.press("Enter")
    expect(page.locator(".kg-side .kg-name")).to_have_text(["Grafana Loki"])


def test_an_arrow_is_picked_by_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/design?view=observability")
    boxes(page)
    page.locator("g.flow[data-box]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Why they are joined")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("Why they are joined")).to_have_count(0)


def test_escape_closes_what_is_selected(page: Page, address: str) -> None:
    page.goto(f"{address}/design")
    boxes(page)
    page.locator("g[data-box]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Close")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Close")).to_have_count(0)


def test_the_start_page_opens_an_example(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Booking start-up").click()
    expect(page.locator(".kg-title")).to_have_text("Booking start-up")
    expect(page).to_have_url(re.compile(r"/design\?b="))
    boxes(page)


def test_a_question_leads_to_a_first_brief_in_the_address(page: Page, address: str) -> None:
    page.goto(address)
    name = page.get_by_role("textbox", name="What is it called?")
    name.wait_for()
    settled(page)
    name.fill("From five questions")
    page.get_by_role("button", name="Make the brief").click()
    expect(page.locator(".kg-title")).to_have_text("From five questions")
    expect(page).to_have_url(re.compile(r"/design.*[?&]b="))
    boxes(page)
    page.reload()
    expect(page.locator(".kg-title")).to_have_text("From five questions")
