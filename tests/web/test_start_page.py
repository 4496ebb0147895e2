"""What the start page shows and does."""

from __future__ import annotations

from html import escape as html_escaped

import pytest
from streamed import (
    button,
    html,
    page,
)
from streamlit.testing.v1 import AppTest

from kgraph import api
from kgraph.web import address, cards, work


def test_the_whole_app_opens_on_the_start_page_with_every_example() -> None:
    test = AppTest.from_file(str(api.app_file()), default_timeout=600).run()
    assert not test.exception
    assert not test.error
    for _, text in api.example_briefs():
        assert f"design?b={address.pack(text)}" in html(test)
        assert f">{html_escaped(api.read_brief(text).name)}</a>" in html(test)


def test_every_example_has_a_picture_that_was_made_before_in_both_themes() -> None:
    for id, text in api.example_briefs():
        for dark in (False, True):
            theme = api.theme_beside(dark=dark).id
            assert cards.picture(id, text, theme) is not None, "run python tests/cards.py"
    assert cards.picture("demo", "name: Another\n", "light") is None


def test_the_start_page_assembles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("it assembles")

    monkeypatch.setattr(work, "answer", never)
    page("start")


def test_five_questions_make_a_first_brief() -> None:
    test = page("start")
    test.text_input(key="first.name").set_value("Mine")
    test.multiselect(key="first.sites").set_value(["aws", "gcp"])
    test.text_input(key="first.workloads").set_value("shop, quotes")
    button(test, "Make the brief").click().run()
    assert not test.exception
    brief = api.read_brief(test.session_state["brief-text"])
    assert (brief.name, [one.cloud for one in brief.sites]) == ("Mine", ["aws", "gcp"])
    assert [one.id for one in brief.workloads] == ["shop", "quotes"]
    assert address.unpack(test.session_state["b"]) == test.session_state["brief-text"]
