"""What stands open before a visitor is worked out before they choose it, by the very same text."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import serving, settled, unfold, window
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from kgraph import api, web
from kgraph.process.child import LAST
from kgraph.web import address, editing, work
from kgraph.web.ahead import VARIABLE, Ahead
from kgraph.web.parts import brief_form, reading, state

SECTION, QUESTION = "Kubernetes clusters", "kubernetes"
PAGE = Path(web.__file__).parent / "pages" / "design.py"
PATIENCE = 120.0


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Ahead:
    """What is told of the only visitor, without the thread that would do it."""
    monkeypatch.delenv(VARIABLE)
    found = Ahead()
    found._begun = True
    monkeypatch.setattr(reading, "AHEAD", found)
    monkeypatch.setattr(reading, "_session", lambda: "visitor")
    return found


def page(*sections: str) -> AppTest:
    test = AppTest.from_file(str(PAGE), default_timeout=600)
    for section in sections:
        test.session_state[brief_form.SECTION + section] = True
    return test.run()


def given(idle: Ahead, do: object) -> list[Any]:
    """What is given to those tasks that do this, in their order."""
    tasks: Any = idle._readings["visitor"].tasks
    return [task.args for task in tasks if task.func is do]


def texts(idle: Ahead) -> list[str]:
    """The texts of other answers that are worked out, in their order."""
    found = given(idle, reading._take)
    return [editing.edited(text, values, api.parse_brief) for text, values, _, _ in found]


def test_the_texts_are_those_that_a_choice_makes(idle: Ahead) -> None:
    test = page(SECTION)
    ahead = texts(idle)
    field = test.selectbox(key=f"{state.FIELD}answer.{QUESTION}")
    (decision,) = (one for one in api.questions() if one.id == QUESTION)
    others = [one.id for one in decision.options if one.id != field.value]
    assert len(ahead) == len(others)
    for option, text in zip(others, ahead, strict=True):
        test.selectbox(key=field.key).set_value(option).run()
        assert test.session_state["brief-text"] == text
        test.selectbox(key=field.key).set_value(field.value).run()


def test_the_list_is_that_of_the_page_as_it_is_now_and_no_longer_than_what_is_kept(
    idle: Ahead,
) -> None:
    page()
    assert texts(idle) == []
    test = page(SECTION, *(one.section for one in api.questions()))
    assert len(texts(idle)) == work.SHARE
    (_, sight, *_) = idle._readings["visitor"].what[1:]  # type: ignore[index]
    assert sight == work.Sight("overview", 0, "light")
    test.selectbox(key=f"{state.FIELD}answer.deployment").set_value("by-pipeline").run()
    assert "deployment: gitops" in texts(idle)[0]
    test.session_state["way"] = "Text"
    test.run()
    assert texts(idle) == []


def test_the_other_views_of_the_whole_come_after_the_answers(idle: Ahead) -> None:
    test = page(SECTION)
    text, today = test.session_state["brief-text"], state.today()
    architecture = work.answer(text, today).architecture
    assert architecture is not None
    tabs = [one.id for one in api.views(architecture) if ":" not in one.id]
    assert "overview" in tabs
    others = [work.Sight(id, 0, "light") for id in tabs if id != "overview"]
    assert given(idle, work.ahead) == [(text, today, sight) for sight in others]
    last, *_ = reversed(idle._readings["visitor"].tasks)
    assert last.func is work.ahead  # type: ignore[attr-defined]
    test.text_input(key="view").set_value("storage").run()
    seen = [sight.view for *_, sight in given(idle, work.ahead)]
    assert seen == [id for id in tabs if id != "storage"]


def test_it_can_be_turned_off(idle: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "no")
    page(SECTION)
    assert idle._readings == {}


# --- in a browser


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")
def test_an_option_finds_its_picture_made_before_it_was_chosen(browser: Browser) -> None:
    with designing(browser, "name: Shop\n") as (tab, served):
        tab.locator("summary", has_text=SECTION).click()
        settled(tab)
        answer = tab.get_by_role("combobox", name=re.compile("run the control plane"))
        answer.scroll_into_view_if_needed()
        server = serving_process(served)
        wait_for_rest(server)
        tab.locator(".stage svg").evaluate("svg => { svg.dataset.old = 1 }")
        with standing_still(processes_of(server)):  # nobody solves, nobody draws
            unfold(answer)
            answer.press_sequentially("self")
            tab.get_by_role("option", name="self-managed").first.click()
            tab.locator(".stage svg:not([data-old]) g[data-box]").first.wait_for()
            expect(tab.get_by_role("status").filter(has_text="Changed:")).to_be_visible()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")
def test_a_view_finds_its_picture_made_before_its_tab_was_clicked(browser: Browser) -> None:
    with designing(browser, "name: Shop of views\n") as (tab, served):
        settled(tab)
        server = serving_process(served)
        wait_for_rest(server)
        with standing_still(processes_of(server)):  # nobody solves, nobody draws
            for label in ("Storage and backup", "Observability"):
                tab.locator(".stage svg").evaluate("svg => { svg.dataset.old = 1 }")
                tab.get_by_role("button", name=label).first.click()
                tab.locator(".stage svg:not([data-old]) g[data-box]").first.wait_for()


@contextlib.contextmanager
def designing(browser: Browser, brief: str) -> Iterator[tuple[Page, str]]:
    """The design page of a brief with its picture, and the address of its server."""
    with serving() as served, window(browser, width=1280, height=900) as opened:
        tab = opened.new_page()
        tab.goto(f"{served}/design?b={address.pack(brief)}")
        tab.locator("g[data-box]").first.wait_for()
        yield tab, served


def serving_process(served: str) -> int:
    """The process that serves an address."""
    words = f"kgraph.web.serve\0{served.rpartition(':')[2]}\0".encode()
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if words in told.read_bytes():
                return int(told.parent.name)
    raise AssertionError("nothing serves there")


def processes_of(process: int) -> list[int]:
    """The processes that it has started, and theirs."""
    found: list[int] = []
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, told.read_text("utf-8").split()):
            found += [child, *processes_of(child)]
    return found


def wait_for_rest(server: int) -> None:
    """Wait until the process that lets all others go first has begun, and waits for a while."""
    end, rests = time.monotonic() + PATIENCE, 0
    while rests < 40:
        assert time.monotonic() < end, "it came to no rest"
        time.sleep(0.05)
        found = [[*threads(one)] for one in processes_of(server)]
        yielding = [one for one in found if one and one[0][1] == str(LAST)]
        rest = bool(yielding) and all(state == "S" for one in yielding for state, _ in one)
        rests = rests + 1 if rest else 0


def threads(process: int) -> Iterator[tuple[str, str]]:
    """The state and the niceness of each thread of a process."""
    for told in sorted(Path(f"/proc/{process}/task").glob("*/stat")):
        words = told.read_text("utf-8").rpartition(")")[2].split()
        yield words[0], words[16]


@contextlib.contextmanager
def standing_still(processes: list[int]) -> Iterator[None]:
    """While processes stand still."""
    for one in processes:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in processes:
            os.kill(one, signal.SIGCONT)
