"""A brief that the server keeps no more is told, and its file brings it back: in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import serving, settled, window
from playwright.sync_api import Browser, FilePayload, Page, expect

from kgraph import api
from kgraph.web import address as packed

pytestmark = pytest.mark.slow

MANY = 400
"""So many workloads whose names do not repeat make a brief that no address holds."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which the server keeps what is too long for an address."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KGRAPH_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="module")
def address(kept: Path) -> Iterator[str]:
    assert kept.is_dir()
    with serving() as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, width=1280, height=800) as opened:
        yield opened.new_page()


def file(text: str, name: str = "own.yaml") -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_a_long_brief_is_told_when_it_was_swept_and_its_file_brings_it_back(
    page: Page, address: str, kept: Path
) -> None:
    ids = [f"{number * 7919**3 % 10**11:x}" for number in range(MANY)]
    text = "name: Long\n" + "".join(f"# {id} {id[::-1]} {hash_of(id)}\n" for id in ids)
    word = packed.pack(text)
    assert word.startswith("~")
    page.goto(f"{address}/design?b={word}")
    expect(page.locator(".kg-title")).to_have_text("Long")
    settled(page)
    swept = [one for one in kept.rglob("*") if one.is_file() and word[1:] in one.name]
    assert swept
    for one in swept:
        one.unlink()
    for place in ("design", "catalog"):
        page.goto("about:blank")
        page.goto(f"{address}/{place}?b={word}")
        told = page.locator(".st-key-lost")
        expect(told).to_contain_text("does not keep any more")
        expect(told).to_contain_text(api.read_brief(api.demo_brief()).name)
        expect(told.get_by_test_id("stBaseButton-secondary")).to_be_visible()
    page.goto(f"{address}/design?b={word}")
    told.locator("input[type=file]").set_input_files(file("name: [broken\n"))
    expect(told.get_by_role("alert").nth(1)).to_be_visible()
    told.locator("input[type=file]").set_input_files(file(text))
    expect(page.locator(".kg-title")).to_have_text("Long")
    expect(told).to_have_count(0)
    expect(page).to_have_url(re.compile(f"b=~?{word[1:]}|b=%7E{word[1:]}"))
    page.reload()
    expect(page.locator(".kg-title")).to_have_text("Long")
    expect(told).to_have_count(0)


def hash_of(text: str) -> str:
    """Something that cannot be packed."""
    return packed.pack(text)


def test_an_address_that_lost_a_part_offers_the_same_and_back_leads_on(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/design?b={packed.pack('name: Before')}")
    expect(page.locator(".kg-title")).to_have_text("Before")
    page.goto(f"{address}/design?b={packed.pack('name: Cut')[:-6]}")
    told = page.locator(".st-key-lost")
    expect(told).to_contain_text("cannot be unpacked")
    page.go_back()
    expect(page.locator(".kg-title")).to_have_text("Before")
    expect(told).to_have_count(0)
