"""The lists of a brief as tables, and what a change of such a table makes of the brief."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from browser import serving, window
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.brief import Brief
from kgraph.web import editing, form, listed
from kgraph.web.listed import SITE, SYSTEM, WORKLOAD, Change

READ = partial(api.parse_brief, today=api.parse_day("2026-11-23", where="test"))
TEXT = """\
name: Shop # ours
sites:
  - {id: eu, cloud: gcp, region: europe-west1}
  - {id: us, cloud: aws}
workloads:
  - {id: shop, name: Shop, calls: [stock, mainframe]}
  - {id: stock, name: Stock, at: [us]}
systems:
  - {id: mainframe, name: Mainframe, at: eu}
"""
STEMS = (SITE, WORKLOAD, SYSTEM)
NUMBERS = st.lists(st.integers(0, 1), unique=True, max_size=2)
NEW = st.lists(st.sampled_from([{"id": "new"}, {"id": "other"}, {}]), max_size=2)


def told(*, cells: dict[int, Any] | None = None, new: Any = (), gone: Any = ()) -> Change:
    return Change.told({"edited_rows": cells or {}, "added_rows": new, "deleted_rows": gone})


def changed(stem: str, change: Change) -> Brief:
    return READ(editing.relisted(TEXT, stem, change, READ))


def ids(brief: Brief, stem: str) -> list[str]:
    return [row["id"] for row in listed.rows(form.fields(brief, api.questions(brief)), stem)]


@pytest.mark.parametrize("stem", STEMS)
def test_a_table_has_a_row_for_each_with_all_its_fields(stem: str) -> None:
    brief = READ(TEXT)
    fields = form.fields(brief, api.questions(brief))
    rows = listed.rows(fields, stem)
    assert len(rows) == listed.size(brief, stem)
    back = listed.values(stem, dict(enumerate(rows)))
    own = {key: value for key, value in fields.items() if key.startswith(f"{stem}.")}
    assert {key: value or "" for key, value in own.items()} == {
        key: value or "" for key, value in back.items()
    }


def test_a_cell_changes_its_field_and_nothing_else_of_the_text() -> None:
    text = editing.relisted(TEXT, SITE, told(cells={0: {"region": "europe-west4"}}), READ)
    assert text == TEXT.replace("europe-west1", "europe-west4")


def test_an_emptied_cell_says_nothing() -> None:
    brief = changed(SITE, told(cells={0: {"region": None}}))
    assert brief.sites[0].region is None
    assert changed(SYSTEM, told(cells={0: {"at": None}})).systems[0].at is None


def test_a_site_that_is_called_otherwise_takes_what_runs_there_along() -> None:
    brief = changed(SITE, told(cells={1: {"id": "america"}}))
    assert brief.workloads[1].at == ("america",)


def test_a_new_row_says_what_was_written_into_it() -> None:
    brief = changed(SITE, told(new=[{"id": "asia", "cloud": "azure"}]))
    assert [(site.id, site.cloud) for site in brief.sites][2:] == [("asia", "azure")]
    brief = changed(WORKLOAD, told(new=[{"id": "search", "calls": ["stock"]}]))
    assert (brief.workloads[2].name, brief.workloads[2].calls) == ("search", ("stock",))
    brief = changed(SYSTEM, told(new=[{"id": "ledger"}]))
    assert brief.systems[1].at is None


def test_what_is_gone_is_not_called_any_more() -> None:
    assert changed(WORKLOAD, told(gone=[1])).workloads[0].calls == ("mainframe",)
    assert changed(SYSTEM, told(gone=[0])).workloads[0].calls == ("stock",)


@pytest.mark.parametrize("stem", [SITE, WORKLOAD])
def test_one_site_and_one_workload_stay(stem: str) -> None:
    assert len(ids(changed(stem, told(gone=[0, 1])), stem)) == 1


@given(st.sampled_from(STEMS), NUMBERS, NEW)
def test_rows_come_and_go_by_their_numbers(stem: str, gone: list[int], new: list[Any]) -> None:
    before = ids(READ(TEXT), stem)
    gone = [number for number in gone if number < len(before)]
    named = [row["id"] for row in new if row]
    if len(set(named)) < len(named):
        with pytest.raises(InputError, match=r"new|other"):
            changed(stem, told(new=new, gone=gone))
        return
    after = ids(changed(stem, told(new=new, gone=gone)), stem)
    kept = [id for number, id in enumerate(before) if number not in gone]
    if not kept and stem != SYSTEM:
        kept = before[:1]
    assert after[: len(kept)] == kept
    assert len(after) == len(kept) + len(new)
    assert set(named) <= set(after)


# --- in the browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with window(browser, width=1280, height=1000) as context:
        page = context.new_page()
        page.goto(f"{address}/design")
        page.locator(".stage svg").first.wait_for()
        page.get_by_role("tab", name="Sites and workloads").click()
        yield page


def at(page: Page, table: Locator, row: int, x: float) -> None:
    """Click into a row of a table, which is one canvas."""
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + 35 * (row + 1) + 17)


@pytest.mark.slow
def test_a_site_is_added_by_its_name_and_undo_takes_it_back(page: Page) -> None:
    sites = page.locator('[data-testid="stDataFrame"]').first
    sites.locator("canvas").first.wait_for()
    at(page, sites, 2, 60)
    field = page.locator("#portal textarea, #portal input")
    field.wait_for()
    field.fill("asia")
    field.press("Enter")
    expect(page.locator(".stage")).to_contain_text("asia")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".stage")).not_to_contain_text("asia")
    page.locator('[data-testid="stDataFrame"]').first.locator("canvas").first.wait_for()
