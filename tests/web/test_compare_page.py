"""The compare page over the real use cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamed import HOSTILE, html
from streamlit.testing.v1 import AppTest

from kgraph import api, web
from kgraph.web import address

PAGE = Path(web.__file__).parent / "pages" / "compare.py"
SMALL = "name: Small\nsites: [{id: a, cloud: gcp}]\n"
LOKI = f"{SMALL}answers: {{logs: loki}}\n"


def compare(here: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(PAGE), default_timeout=600)
    for key, value in {"b": address.pack(here), **query}.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def test_two_briefs_differ_by_the_answers_that_made_the_difference() -> None:
    test = compare(LOKI, **{"with": address.pack(SMALL)})
    told = api.compare(api.assemble(SMALL), api.assemble(LOKI))
    assert f"+{len(told.placements.added)} −{len(told.placements.removed)} placements" in html(test)
    assert "logs: loki" in html(test)
    rows = test.dataframe[0].value
    differing = (
        *(told.placements.added + told.placements.removed),
        *(told.flows.added + told.flows.removed),
        *told.changed_placements,
    )
    assert len(rows) == len(differing)
    assert any("logs: loki" in said for said in rows["Because of"])


def test_the_same_brief_is_compared_on_two_days() -> None:
    test = compare(api.demo_brief(), **{"with": "same", "from": "2021-01-28", "to": "2026-01-01"})
    assert "as of 2021-01-28 and 2026-01-01" in html(test)


def test_a_day_on_which_nothing_meets_the_brief_is_named() -> None:
    test = compare(api.demo_brief(), **{"with": "same", "from": "2021-01-28", "to": "2014-01-01"})
    told = [one.value.replace("\\", "") for one in test.error]
    assert len(told) == 1
    assert "as of 2014-01-01: choose another day" in told[0]


def test_who_names_nothing_is_asked_to_choose() -> None:
    assert "Choose what to compare with" in compare(SMALL).info[0].value


@pytest.mark.parametrize("word", ["~" + "0" * 32, "nonsense", address.pack("name: [")])
def test_a_word_that_holds_no_brief_is_told(word: str) -> None:
    assert compare(SMALL, **{"with": word}).error


def test_markup_in_names_stays_text() -> None:
    test = compare(f"name: '{HOSTILE}'\n", **{"with": address.pack(SMALL)})
    assert "<script>" not in html(test)
    assert "&lt;script&gt;" in html(test)
