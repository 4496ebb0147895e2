"""Pictures are drawn once for all visitors, each for itself while others draw."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kgraph import api
from kgraph.api import processes
from kgraph.errors import InputError
from kgraph.web import work

DAY = date(2026, 11, 23)
TEXT = "name: Shop\nsites: [{id: a, cloud: gcp}, {id: b, cloud: aws}]\n"


@pytest.fixture
def answer() -> work.Answer:
    return work.answer(TEXT, DAY)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What is really drawn from now on."""
    found: list[tuple[str, str]] = []
    real = api.draw

    def draw(*args: Any, **kwargs: Any) -> bytes:
        found.append((kwargs["view"], kwargs["theme"]))
        return real(*args, **kwargs)

    work._PICTURES.clear()
    monkeypatch.setattr(api, "draw", draw)
    yield found
    work._PICTURES.clear()


def test_a_picture_is_drawn_once_for_each_content_view_and_theme(
    answer: work.Answer, drawn: list[tuple[str, str]]
) -> None:
    assert answer.architecture is not None
    first = work.picture(answer.architecture, answer.content, "storage", "light")
    again = work.answer(TEXT, DAY)
    assert again.architecture is not None
    assert work.picture(again.architecture, again.content, "storage", "light") == first
    assert work.picture(answer.architecture, answer.content, "storage", "dark") != first
    assert work.picture(answer.architecture, answer.content, "delivery", "light") != first
    assert drawn == [("storage", "light"), ("storage", "dark"), ("delivery", "light")]


def test_another_architecture_has_another_content(answer: work.Answer) -> None:
    contents = {work.answer(TEXT.replace("Shop", name), DAY).content for name in ("Shop", "Bazaar")}
    assert len(contents) == 2
    assert answer.content in contents


@pytest.mark.slow
def test_visitors_who_draw_at_the_same_time_see_what_they_would_see_alone(
    answer: work.Answer,
) -> None:
    architecture = answer.architecture
    assert architecture is not None
    jobs = [(view.id, theme) for view in api.views(architecture) for theme in ("light", "dark")]
    work._PICTURES.clear()
    with ThreadPoolExecutor(8) as visitors:
        together = list(
            visitors.map(lambda job: work.picture(architecture, answer.content, *job), jobs)
        )
    alone = [api.draw(architecture, view=view, theme=theme).decode() for view, theme in jobs]
    assert together == alone


def test_the_inside_of_a_component_is_drawn_in_the_theme() -> None:
    light, dark = (work.inside("prometheus", DAY, theme) for theme in ("light", "dark"))
    assert light == api.draw_component("prometheus", day=DAY).decode()
    assert light != dark


def finish(text: str, sight: work.Sight) -> None:
    while work.ahead(text, DAY, sight):
        pass


def refuse(*_given: Any, **_named: Any) -> None:
    pytest.fail("was to be known already")


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Nothing is remembered, before and after."""
    kept = (work._ANSWERS, work._DRAWINGS, work._PICTURES)
    for runs in kept:
        runs.clear()
    yield
    for runs in kept:
        runs.clear()


@pytest.mark.usefixtures("forgotten")
def test_what_is_worked_out_ahead_is_what_would_be_made_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sight = work.Sight("request-path", 800, "dark")
    finish(TEXT, sight)
    for name in ("assemble", "apart", "draw"):
        monkeypatch.setattr(api, name, refuse)
    early = work.answer(TEXT, DAY)
    assert early.architecture is not None
    seen = work.picture(early.architecture, early.content, "request-path", "dark", 800)
    monkeypatch.undo()
    for runs in (work._ANSWERS, work._DRAWINGS, work._PICTURES):
        runs.clear()
    late = work.answer(TEXT, DAY)
    assert late == early
    assert work.picture(early.architecture, late.content, "request-path", "dark", 800) == seen


@pytest.mark.usefixtures("forgotten")
def test_a_brief_that_cannot_be_met_is_known_ahead_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clash = "name: X\nanswers:\n  kubernetes: managed\nsites:\n- {id: a, cloud: on-premises}\n"
    finish(clash, work.Sight("overview", 0, "light"))
    monkeypatch.setattr(api, "assemble", refuse)
    early = work.answer(clash, DAY)
    monkeypatch.undo()
    assert early.conflict is not None
    work._ANSWERS.clear()
    assert work.answer(clash, DAY) == early


@pytest.mark.usefixtures("forgotten")
def test_a_view_that_another_architecture_lacks_is_told_to_who_asks_for_it() -> None:
    with pytest.raises(InputError, match="unknown view"):
        finish(TEXT, work.Sight("inside:nothing", 0, "light"))
    assert work._ANSWERS.peek((TEXT, DAY, None)) is not None


def test_the_process_for_what_nobody_waits_for_starts_no_other_and_ends_when_told_to() -> None:
    assert api.apart_idly("assemble", TEXT) == api.assemble(TEXT)
    (child,) = processes._idle_pool()._children
    assert child._running is not None
    process = child._running.process
    listed = Path("/proc").glob(f"{process.pid}/task/*/children")
    assert "".join(one.read_text("utf-8") for one in listed) == ""
    api.rest_idle()
    assert process.wait(60)


@pytest.mark.usefixtures("forgotten")
def test_a_changed_name_is_set_on_the_drawing_that_is_shown(
    answer: work.Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = work.answer(TEXT.replace("Shop", "Bazaar"), DAY)
    changed = work.answer(TEXT.replace("gcp", "azure"), DAY)
    assert answer.architecture is not None
    assert other.architecture is not None
    assert changed.architecture is not None
    work.drawing(answer.architecture, answer.content, "storage")
    asked: list[object] = []
    real = api.apart
    monkeypatch.setattr(
        api, "apart", lambda *given, **named: asked.append(given) or real(*given, **named)
    )
    work.begin_drawing(other.architecture, other.content, "storage", shown=answer)
    found = work.drawing(other.architecture, other.content, "storage")
    assert asked == []
    assert found == api.drawing(other.architecture, "storage")
    for shown in (answer, None):
        work.begin_drawing(changed.architecture, changed.content, "storage", shown=shown)
    assert work.drawing(changed.architecture, changed.content, "storage").view.title == "Shop"
    assert len(asked) == 1
