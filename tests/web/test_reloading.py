"""A page that is loaded anew goes on where it was: undo, redo, the picture before a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browser import serving, window
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from kgraph.web import address as packed
from kgraph.web.trail import LONGEST, Trail, recalled, walked

SHOP = "name: Shop\nsites: [{id: a, cloud: gcp}]\n"
CLASH = f"{SHOP}use: [amazon-managed-grafana]\n"
BEGUN = Trail()
WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=6)


def way(words: list[str], trail: Trail = BEGUN) -> Trail:
    for word in words:
        trail = walked(trail, word)
    return trail


@given(WORDS, WORDS)
def test_a_visit_that_is_interrupted_goes_the_same_way(before: list[str], after: list[str]) -> None:
    left = way(before)
    begun = Trail((left.words[left.at],), 0)
    assert recalled(begun, left.words, left.at) == left
    # what lay ahead is gone once another way was taken
    went = way(["x", *after], begun)
    assert recalled(went, left.words, left.at) == Trail(
        (*left.words[: left.at], *went.words), left.at + went.at
    )


@pytest.mark.parametrize(
    ("words", "at"), [([], 0), (["b"], 0), (["a"], 1), (["a"], -1), (["a", "b"], 1)]
)
def test_another_way_is_not_taken_up(words: list[str], at: int) -> None:
    begun = Trail(("a",), 0)
    assert recalled(begun, words, at) == begun


def test_a_long_way_forgets_its_beginning_and_says_how_much() -> None:
    words = [str(number) for number in range(LONGEST)]
    trail = recalled(way([words[-1], "x", "y"]), words, LONGEST - 1)
    assert (trail.words[-2:], len(trail.words), trail.forgotten) == (("x", "y"), LONGEST, 2)
    assert walked(trail, "z").forgotten == 3


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, width=1280, height=900) as opened:
        yield opened.new_page()


def rename(page: Page, name: str) -> None:
    field = page.get_by_role("textbox", name="Name", exact=True).first
    field.fill(name)
    field.press("Enter")
    expect(page.locator(".kg-title")).to_have_text(name)


@pytest.mark.slow
def test_undo_and_redo_outlive_a_reload(page: Page, address: str) -> None:
    page.goto(f"{address}/design?b={packed.pack(SHOP)}")
    title = page.locator(".kg-title")
    expect(title).to_have_text("Shop")
    for name in ("First", "Second"):
        rename(page, name)
    page.get_by_role("button", name="Undo").click()
    expect(title).to_have_text("First")
    page.reload()
    expect(title).to_have_text("First")
    expect(page.get_by_role("button", name="Redo")).to_be_enabled()
    page.get_by_role("button", name="Redo").click()
    expect(title).to_have_text("Second")
    for name in ("First", "Shop"):
        page.get_by_role("button", name="Undo").click()
        expect(title).to_have_text(name)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    page.reload()
    rename(page, "Third")
    page.get_by_role("button", name="Undo").click()
    expect(title).to_have_text("Shop")


@pytest.mark.slow
def test_what_changed_is_told_after_a_reload(page: Page, address: str) -> None:
    page.goto(f"{address}/design?b={packed.pack(SHOP)}")
    expect(page.locator(".kg-title")).to_have_text("Shop")
    rename(page, "First")
    page.reload()
    told = page.locator(".kg-sub")
    expect(told).to_contain_text("Changed: the same components as before")
    compared = told.get_by_role("link", name="compare")
    expect(compared).to_have_attribute("href", re.compile(re.escape(f"with={packed.pack(SHOP)}")))


DEAF = """const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (JSON.parse(value).words?.length !== 2) keep.call(this, key, value);
};"""


@pytest.mark.slow
def test_a_step_that_was_not_noted_before_the_reload_was_gone(page: Page, address: str) -> None:
    page.add_init_script(DEAF)
    page.goto(f"{address}/design?b={packed.pack(SHOP)}")
    rename(page, "First")
    page.wait_for_url(re.compile(re.escape(_word("First"))))
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".kg-title")).to_have_text("Shop")


def _word(name: str) -> str:
    return packed.pack(SHOP.replace("Shop", name))


DROPPING = """window.dropped = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  const text = new TextDecoder().decode(data);
  if (window.dropped === 0 && text.includes('"kept"')) window.dropped += 1;
  else send.call(this, data);
};"""


@pytest.mark.slow
def test_a_way_is_told_again_where_it_was_not_heard(page: Page, address: str) -> None:
    page.goto(f"{address}/design?b={packed.pack(SHOP)}")
    rename(page, "First")
    page.wait_for_url(re.compile(re.escape(_word("First"))))
    page.add_init_script(DROPPING)
    page.reload()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    assert page.evaluate("window.dropped") == 1


@pytest.mark.slow
def test_the_picture_before_a_conflict_outlives_a_reload(page: Page, address: str) -> None:
    page.goto(f"{address}/design?b={packed.pack(SHOP)}")
    expect(page.locator(".kg-title")).to_have_text("Shop")
    page.get_by_text("Text", exact=True).click()
    page.get_by_role("textbox", name="The brief").fill(CLASH)
    page.get_by_role("button", name="Take it over").click()
    expect(page.get_by_text("no architecture yet")).to_be_visible()
    page.reload()
    expect(page.get_by_text("As of before")).to_be_visible()
    expect(page.locator(".kg-picture svg, svg[role=group], svg").first).to_be_visible()


@pytest.mark.slow
def test_another_brief_in_the_same_tab_begins_anew(page: Page, address: str) -> None:
    page.goto(f"{address}/design?b={packed.pack(SHOP)}")
    expect(page.locator(".kg-title")).to_have_text("Shop")
    rename(page, "First")
    page.goto(f"{address}/design?b={packed.pack('name: Elsewhere')}")
    expect(page.locator(".kg-title")).to_have_text("Elsewhere")
    page.wait_for_timeout(1500)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
